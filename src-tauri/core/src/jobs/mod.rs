//! Long work: a thread for each running job, bounded steps, progress, cancel within a second, a durable row.

pub mod commands;
pub mod kinds;
pub(crate) mod queries;
pub mod schedule;
pub mod types;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

use crate::app::Workspace;
use crate::clock::WallTime;
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::store::{Action, Change, Store};

/// Least time between two pieces of news of one job.
const NEWS: Duration = Duration::from_millis(150);

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobProgress {
    pub id: Uuid,
    pub kind: String,
    pub title: String,
    /// queued, running, done, failed, cancelled.
    pub state: String,
    #[ts(type = "number")]
    pub done: u64,
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// Rows a second since the job began.
    pub rate: f64,
    /// Milliseconds that are left at this rate.
    #[ts(type = "number | null")]
    pub eta_ms: Option<u64>,
    pub can_cancel: bool,
    /// What it gave, once it is done.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional)]
    pub result: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional)]
    pub error: Option<Error>,
}

/// A running job, as its own work sees it.
pub struct Job {
    pub id: Uuid,
    organization: Uuid,
    organization_key: i64,
    user_key: Option<i64>,
    kind: String,
    title: String,
    began: Instant,
    /// What was done before this run of it: a resumed job does not count that in its rate.
    before: AtomicU64,
    done: AtomicU64,
    total: AtomicU64,
    cancel: AtomicBool,
    /// The workspace is being closed: stop, and go on when it is opened again.
    closing: AtomicBool,
    told: Mutex<Option<Instant>>,
    store: Arc<Store>,
}

impl Job {
    /// What remains to be seen of it.
    pub fn total(&self, rows: u64) {
        self.total.store(rows, Ordering::Relaxed);
    }

    /// Where a resumed job goes on.
    pub fn resume_at(&self, rows: u64) {
        self.before.store(rows, Ordering::Relaxed);
        self.done.store(rows, Ordering::Relaxed);
    }

    /// Tells progress; the news go out a few times a second.
    ///
    /// # Errors
    /// `cancelled` when somebody stopped the job: return it, the machinery does the rest.
    pub fn at(&self, done: u64) -> Result<()> {
        self.done.store(done, Ordering::Relaxed);
        let mut told = self.told.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if told.is_none_or(|last| last.elapsed() >= NEWS) {
            *told = Some(Instant::now());
            drop(told);
            self.tell("running", None, None);
        }
        self.go_on()
    }

    /// # Errors
    /// `cancelled` when somebody stopped the job; `no_workspace` when the workspace is being closed, which is no wish
    /// to undo anything.
    pub fn go_on(&self) -> Result<()> {
        if self.closing.load(Ordering::Relaxed) {
            return Err(Error::new(Code::NoWorkspace, "The workspace was closed while this ran.")
                .kept("Everything up to its last saved step is safe.")
                .todo("Open the workspace: what can go on goes on."));
        }
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Error::new(Code::Cancelled, "This was stopped."));
        }
        Ok(())
    }

    /// What comes now cleans up after the stop and is not stopped itself.
    pub(crate) fn uncancel(&self) {
        self.cancel.store(false, Ordering::Relaxed);
    }

    fn progress(&self, state: &str, result: Option<Value>, error: Option<Error>) -> JobProgress {
        let done = self.done.load(Ordering::Relaxed);
        let total = Some(self.total.load(Ordering::Relaxed)).filter(|total| *total > 0);
        let seconds = self.began.elapsed().as_secs_f64().max(1e-3);
        let rate = done.saturating_sub(self.before.load(Ordering::Relaxed)) as f64 / seconds;
        let eta_ms = total
            .filter(|_| rate > 0.0 && state == "running")
            .map(|total| (total.saturating_sub(done) as f64 / rate * 1e3) as u64);
        JobProgress {
            id: self.id,
            kind: self.kind.clone(),
            title: self.title.clone(),
            state: state.to_string(),
            done,
            total,
            rate,
            eta_ms,
            can_cancel: state == "running" && !self.cancel.load(Ordering::Relaxed),
            result,
            error,
        }
    }

    fn tell(&self, state: &str, result: Option<Value>, error: Option<Error>) {
        self.store.changes().publish(&Change {
            organization: Some(self.organization),
            topics: vec!["jobs".to_string()],
            ids: vec![self.id],
            job: Some(self.progress(state, result, error)),
        });
    }
}

/// Running jobs, each with its thread.
type Running = HashMap<Uuid, (Arc<Job>, Option<JoinHandle<()>>)>;

/// All jobs of an open workspace.
pub struct Jobs {
    store: Arc<Store>,
    running: Mutex<Running>,
    closed: AtomicBool,
}

impl Jobs {
    pub fn new(store: Arc<Store>) -> Self {
        Jobs { store, running: Mutex::new(HashMap::new()), closed: AtomicBool::new(false) }
    }

    fn running(&self) -> std::sync::MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Starts work in its own thread; returns at once with the job's id.
    ///
    /// # Errors
    /// The store's codes.
    pub fn start(
        self: &Arc<Self>,
        ctx: &Ctx,
        kind: &'static str,
        title: &str,
        request: Value,
        work: impl FnOnce(&Ctx, &Job) -> Result<Value> + Send + 'static,
    ) -> Result<Uuid> {
        self.start_for(ctx, kind, title, request, None, work)
    }

    /// As [`Jobs::start`], for a moment of the schedule.
    ///
    /// # Errors
    /// `taken` when a job of this kind runs or ran for that moment.
    pub(crate) fn start_for(
        self: &Arc<Self>,
        ctx: &Ctx,
        kind: &'static str,
        title: &str,
        request: Value,
        slot: Option<WallTime>,
        work: impl FnOnce(&Ctx, &Job) -> Result<Value> + Send + 'static,
    ) -> Result<Uuid> {
        if !kinds::KINDS.iter().any(|known| known.kind == kind) {
            return Err(Error::internal(format!("no kind of job is called {kind}")));
        }
        let place = ctx.place()?.clone();
        let (title, title_row) = (title.to_string(), title.to_string());
        let (key, id) = ctx.write(Action::quiet("job.start"), move |tx| {
            queries::insert(tx, kind, &title_row, &request, slot)
        })?;
        let job = Arc::new(Job {
            id,
            organization: place.id,
            organization_key: place.key,
            user_key: ctx.actor.user_key(),
            kind: kind.to_string(),
            title,
            began: Instant::now(),
            before: AtomicU64::new(0),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            cancel: AtomicBool::new(false),
            closing: AtomicBool::new(false),
            told: Mutex::new(None),
            store: Arc::clone(&self.store),
        });
        job.tell("running", None, None);
        self.running().insert(id, (Arc::clone(&job), None));
        let (jobs, ctx) = (Arc::clone(self), ctx.for_job());
        let thread = std::thread::Builder::new().name(format!("job {kind}")).spawn(move || {
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&ctx, &job)));
            let outcome = outcome.unwrap_or_else(|_| Err(Error::internal("a job panicked")));
            jobs.ended(&ctx, &job, key, outcome);
        })?;
        if let Some(entry) = self.running().get_mut(&id) {
            entry.1 = Some(thread);
        }
        Ok(id)
    }

    fn ended(&self, ctx: &Ctx, job: &Arc<Job>, key: i64, outcome: Result<Value>) {
        let closing = job.closing.load(Ordering::Relaxed);
        let (state, result, error) = match outcome {
            // It has not ended: its row stays as it is, and the next opening goes on with it or tells of it.
            Err(error) if error.code == Code::NoWorkspace && closing => {
                self.running().remove(&job.id);
                return;
            }
            Ok(result) => ("done", Some(result), None),
            Err(error) if error.code == Code::Cancelled => ("cancelled", None, Some(error)),
            Err(error) => {
                tracing::error!(kind = job.kind, chain = ?error.chain, code = ?error.code, "a job failed");
                ("failed", None, Some(error))
            }
        };
        let (done, total) = (job.done.load(Ordering::Relaxed), job.total.load(Ordering::Relaxed));
        let (result_row, error_row) = (result.clone(), error.clone());
        let written = ctx.write(Action::quiet("job.end"), move |tx| {
            queries::end(tx, key, state, done, total, result_row.as_ref(), error_row.as_ref())
        });
        if let Err(error) = written {
            tracing::error!(chain = ?error.chain, "a job's end was not written");
        }
        self.running().remove(&job.id);
        job.tell(state, result, error);
    }

    /// Running jobs of an organization.
    pub(crate) fn of(&self, organization_key: i64) -> Vec<JobProgress> {
        let running = self.running();
        let mut found: Vec<_> = running
            .values()
            .filter(|(job, _)| job.organization_key == organization_key)
            .map(|(job, _)| job.progress("running", None, None))
            .collect();
        found.sort_by_key(|progress| progress.id);
        found
    }

    /// Asks a job to stop; `creator` limits it to one's own.
    pub(crate) fn cancel(&self, organization_key: i64, id: Uuid, creator: Option<i64>) -> bool {
        match self.running().get(&id) {
            Some((job, _))
                if job.organization_key == organization_key
                    && (creator.is_none() || creator == job.user_key) =>
            {
                job.cancel.store(true, Ordering::Relaxed);
                true
            }
            _ => false,
        }
    }

    /// Lets the work of an organization stop at its next step and waits for it: the organization is closed, as if the
    /// workspace were. What can go on does so when it is brought back.
    pub(crate) fn pause_all_of(&self, organization_key: i64) {
        let mut threads = Vec::new();
        for (job, thread) in self.running().values_mut() {
            if job.organization_key == organization_key {
                job.closing.store(true, Ordering::Relaxed);
                threads.extend(thread.take());
            }
        }
        for thread in threads {
            let _ = thread.join();
        }
    }

    /// Lets everything stop at its next step and waits for it: the workspace is being closed.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        let threads: Vec<JoinHandle<()>> = self
            .running()
            .values_mut()
            .filter_map(|(job, thread)| {
                job.closing.store(true, Ordering::Relaxed);
                thread.take()
            })
            .collect();
        for thread in threads {
            let _ = thread.join();
        }
    }

    /// Nothing is started any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// Waits until a job of this workspace has ended. For the command line and tests.
    pub fn wait(&self, id: Uuid) {
        let thread = self.running().get_mut(&id).and_then(|(_, thread)| thread.take());
        if let Some(thread) = thread {
            let _ = thread.join();
        }
        while self.running().contains_key(&id) {
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Jobs that a crash left running are told as failed; what can go on is started again by its own room.
pub(crate) fn close_interrupted(workspace: &Arc<Workspace>) -> Result<()> {
    for (key, id, _) in workspace.store.organizations()? {
        close_in(&Ctx::inside(Arc::clone(workspace), crate::store::Actor::Job, key, id))?;
    }
    Ok(())
}

fn close_in(ctx: &Ctx) -> Result<()> {
    if ctx.read(queries::open)? == 0 {
        return Ok(());
    }
    let undos = crate::undo::interrupted(ctx)?;
    let zones = ctx.read(|read| queries::open_requests(read, crate::events::zone::KIND))?;
    ctx.write(Action::plain("job.interrupted"), queries::interrupt)?;
    crate::undo::resume(ctx, &undos)?;
    crate::events::zone::resume(ctx, &zones)
}

/// Goes on with what was paused in one organization.
pub(crate) fn go_on(workspace: &Arc<Workspace>, key: i64, id: Uuid) -> Result<()> {
    let ctx = Ctx::inside(Arc::clone(workspace), crate::store::Actor::Job, key, id);
    close_in(&ctx)?;
    crate::rehearsals::recover_in(&ctx)?;
    crate::imports::resume_in(&ctx)
}
