//! The one writer thread. Small writes run each in a savepoint with its audit row and change set and are committed
//! together as soon as nobody waits; bulk steps share an open transaction that small writes never wait long for.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use super::audit::{self, Actor};
use super::catalog::Catalog;
use super::change_sets;
use super::changes::{Change, Changes, IDS_NAMED};
use super::crossings;
use super::group::{Group, Later};
use super::guarded::Guarded;
use super::recorder::Recorder;
use super::scope::Scope;
use super::tx::Tx;
use crate::clock::{Randomness, WallClock};
use crate::error::{Error, Result};
use uuid::Uuid;

/// Small writes of one commit at the most.
const GROUP_WRITES: usize = 2_000;
/// Longest time a commit waits for more small writes.
const GROUP_TIME: Duration = Duration::from_millis(5);
/// An open bulk transaction is committed at this many rows at the latest: random index pages make commits dear.
const BULK_ROWS: usize = 250_000;
/// An open bulk transaction without a next step is committed after this time.
const BULK_IDLE: Duration = Duration::from_millis(100);

/// What a write is called in the audit trail, and whether it can be undone.
#[derive(Clone, Copy, Debug)]
pub struct Action {
    pub name: &'static str,
    pub undoable: bool,
    /// False for writes that come by the thousand and tell their own story elsewhere (visits, progress of jobs).
    pub audited: bool,
}

impl Action {
    pub const fn plain(name: &'static str) -> Self {
        Action { name, undoable: false, audited: true }
    }
    pub const fn undoable(name: &'static str) -> Self {
        Action { name, undoable: true, audited: true }
    }
    pub const fn quiet(name: &'static str) -> Self {
        Action { name, undoable: false, audited: false }
    }
}

/// What happens to an answer once it is known whether the write is durable.
pub(super) type Finish = Box<dyn FnOnce(Result<()>) + Send>;
pub(super) type Work = Box<dyn FnOnce(&mut Pen) -> Step + Send>;

/// What a piece of work leaves behind.
pub(super) struct Step {
    pub finish: Finish,
    /// Rows the step wrote, for the size of the bulk transaction.
    pub rows: usize,
    /// A bulk step that must be durable before it is answered.
    pub flush: bool,
}

#[derive(Default)]
struct Queues {
    small: VecDeque<Work>,
    bulk: VecDeque<Work>,
    closed: bool,
}

/// The two queues and the bell.
#[derive(Default)]
pub(super) struct Desk {
    queues: Mutex<Queues>,
    bell: Condvar,
}

impl Desk {
    pub(super) fn put(&self, work: Work, bulk: bool) -> Result<()> {
        let mut queues = self.queues.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if queues.closed {
            return Err(Error::new(crate::Code::NoWorkspace, "The workspace was closed."));
        }
        if bulk {
            queues.bulk.push_back(work)
        } else {
            queues.small.push_back(work)
        }
        self.bell.notify_one();
        Ok(())
    }

    pub(super) fn close(&self) {
        self.queues.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).closed = true;
        self.bell.notify_all();
    }
}

/// Everything the writer thread owns.
pub(super) struct Pen {
    pub guarded: Guarded,
    pub recorder: Arc<Recorder>,
    pub catalog: Arc<Catalog>,
    pub clock: Arc<WallClock>,
    pub randomness: Arc<Randomness>,
    pub changes: Arc<Changes>,
    pub chain_key: [u8; 32],
    /// How many transactions were lost whole; bulk sessions compare.
    pub lost: u64,
    pub(super) news: Vec<Change>,
    pub(super) group: Group,
}

/// A write that ran and is not yet released.
struct Written<T> {
    value: T,
    change_set: Option<Uuid>,
    news: Option<Change>,
    later: Vec<Later>,
}

/// Who writes, where.
#[derive(Clone, Copy, Debug)]
pub struct Hand {
    pub actor: Actor,
    pub scope: Scope,
}

impl Pen {
    #[allow(clippy::too_many_arguments)] // built in one place, by Store::open
    pub(super) fn new(
        guarded: Guarded,
        recorder: Arc<Recorder>,
        catalog: Arc<Catalog>,
        clock: Arc<WallClock>,
        randomness: Arc<Randomness>,
        changes: Arc<Changes>,
        chain_key: [u8; 32],
    ) -> Self {
        Pen {
            guarded,
            recorder,
            catalog,
            clock,
            randomness,
            changes,
            chain_key,
            lost: 0,
            news: Vec::new(),
            group: Group::default(),
        }
    }

    pub(super) fn sql(&self, sql: &str) -> Result<()> {
        self.guarded.as_store(|conn| {
            conn.prepare_cached(sql)?.execute([])?;
            Ok(())
        })
    }

    pub(super) fn autocommit(&self) -> bool {
        self.guarded.conn.is_autocommit()
    }

    /// Runs one write in its own savepoint; returns its value and the change set it made.
    pub(super) fn write<T>(
        &mut self,
        hand: Hand,
        action: Action,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, Option<Uuid>)> {
        self.settle()?;
        self.write_apart(hand, action, work)
    }

    /// One write in a savepoint of its own.
    pub(super) fn write_apart<T>(
        &mut self,
        hand: Hand,
        action: Action,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, Option<Uuid>)> {
        self.sql("SAVEPOINT write")?;
        let outcome = self.attempt(hand, action, work);
        if self.autocommit() {
            return outcome;
        }
        match outcome {
            Ok(written) => {
                self.sql("RELEASE write")?;
                Ok(written)
            }
            Err(error) => {
                self.sql("ROLLBACK TO write")?;
                self.sql("RELEASE write")?;
                Err(error)
            }
        }
    }

    /// One write, to be taken back by whoever opened the savepoint when it errs.
    pub(super) fn attempt<T>(
        &mut self,
        hand: Hand,
        action: Action,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, Option<Uuid>)> {
        self.recorder.clear();
        let outcome = catch_unwind(AssertUnwindSafe(|| self.write_inside(hand, action, work)));
        self.guarded.bind(Scope::Nothing);
        let outcome = outcome.unwrap_or_else(|panic| Err(Error::internal(panic_text(panic.as_ref()))));
        if self.autocommit() {
            // SQLite rolled the whole transaction back (a full disk does that); the batch fails.
            return outcome.and(Err(Error::internal("the transaction is gone")));
        }
        let written = outcome?;
        self.news.extend(written.news);
        self.group.later.extend(written.later);
        Ok((written.value, written.change_set))
    }

    fn write_inside<T>(
        &self,
        hand: Hand,
        action: Action,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Written<T>> {
        let now = self.clock.now();
        let mut tx = Tx::new(&self.guarded, now, &self.randomness, hand.actor, hand.scope);
        let value = work(&mut tx)?;
        let changes = self.recorder.take();
        let organization = match tx.scope {
            Scope::Organization(key) => key,
            _ => 0,
        };
        let (scope, entry) = (tx.scope, std::mem::take(&mut tx.entry));
        let id = tx.new_id();
        let (mut topics, mut ids) = (std::mem::take(&mut tx.topics), std::mem::take(&mut tx.ids));
        let later = std::mem::take(&mut tx.later);
        drop(tx);
        topics.extend(changes.iter().map(|change| self.catalog.tables[change.table].name.clone()));
        topics.sort();
        topics.dedup();
        if ids.len() > IDS_NAMED {
            ids.clear();
        }
        let set = self.guarded.as_store(|conn| {
            let undoable = action.undoable && !changes.is_empty() && organization > 0;
            let set = if undoable {
                let key =
                    change_sets::begin(conn, organization, id, action.name, hand.actor.user_key(), now)?;
                change_sets::keep(conn, &self.catalog, organization, key, &changes)?;
                Some(key)
            } else {
                None
            };
            if action.audited {
                let line = audit::Line {
                    organization,
                    at: now,
                    actor: hand.actor,
                    action: action.name,
                    change_set: set,
                };
                audit::append(
                    conn,
                    &self.catalog,
                    &self.chain_key,
                    &self.randomness,
                    &line,
                    &entry,
                    &changes,
                )?;
            }
            Ok(set)
        })?;
        let news = self.tell(scope, topics, ids)?;
        Ok(Written { value, change_set: set.map(|_| id), news, later })
    }

    fn tell(&self, scope: Scope, topics: Vec<String>, ids: Vec<Uuid>) -> Result<Option<Change>> {
        if topics.is_empty() && ids.is_empty() {
            return Ok(None);
        }
        let organization = match scope {
            Scope::Organization(key) => {
                self.guarded.as_store(|conn| crossings::organization_id(conn, key))?
            }
            _ => None,
        };
        Ok(Some(Change { organization, topics, ids, job: None }))
    }

    /// Runs one step of a bulk job: a savepoint, no audit row of its own, changes kept in the job's change set.
    pub(super) fn step<T>(
        &mut self,
        hand: Hand,
        change_set: Option<i64>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, usize)> {
        self.settle()?;
        self.step_apart(hand, change_set, work)
    }

    pub(super) fn step_apart<T>(
        &mut self,
        hand: Hand,
        change_set: Option<i64>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, usize)> {
        self.sql("SAVEPOINT step")?;
        self.recorder.clear();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let now = self.clock.now();
            let mut tx = Tx::new(&self.guarded, now, &self.randomness, hand.actor, hand.scope);
            tx.change_set = change_set;
            let value = work(&mut tx)?;
            let changes = self.recorder.take();
            let (scope, rows) = (tx.scope, tx.rows.max(1));
            let topics = std::mem::take(&mut tx.topics);
            drop(tx);
            if let (Some(set), Scope::Organization(key)) = (change_set, scope)
                && !changes.is_empty()
            {
                self.guarded.as_store(|conn| change_sets::keep(conn, &self.catalog, key, set, &changes))?;
            }
            let news = self.tell(scope, topics, Vec::new())?;
            Ok((value, rows, news))
        }));
        self.guarded.bind(Scope::Nothing);
        let outcome = outcome.unwrap_or_else(|panic| Err(Error::internal(panic_text(panic.as_ref()))));
        if self.autocommit() {
            return outcome.and(Err(Error::internal("the transaction is gone")));
        }
        match outcome {
            Ok((value, rows, news)) => {
                self.sql("RELEASE step")?;
                self.news.extend(news);
                Ok((value, rows))
            }
            Err(error) => {
                self.sql("ROLLBACK TO step")?;
                self.sql("RELEASE step")?;
                Err(error)
            }
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("panic: {}", text.unwrap_or_else(|| "without words".into()))
}

/// The thread's life: take work, run it, commit, answer.
pub(super) fn run(mut pen: Pen, desk: &Desk) {
    let mut waiting: Vec<Finish> = Vec::new();
    let mut bulk_rows = 0;
    loop {
        let open = !pen.autocommit();
        let Some((work, bulk)) = next(desk, open) else {
            if open {
                commit(&mut pen, &mut waiting);
                bulk_rows = 0;
                continue;
            }
            break;
        };
        if !open && let Err(error) = pen.sql("BEGIN IMMEDIATE") {
            // The work still runs so that it can answer: it finds no transaction and fails with this cause.
            tracing::error!(chain = ?error.chain, "begin failed");
        }
        if bulk {
            let step = run_one(&mut pen, work, &mut waiting);
            bulk_rows += step.rows;
            if step.flush || bulk_rows >= BULK_ROWS {
                waiting.push(step.finish);
                commit(&mut pen, &mut waiting);
                bulk_rows = 0;
            } else {
                (step.finish)(Ok(()));
            }
        } else {
            let since = Instant::now();
            let mut next_work = Some(work);
            while let Some(work) = next_work {
                let step = run_one(&mut pen, work, &mut waiting);
                waiting.push(step.finish);
                let more = waiting.len() < GROUP_WRITES && since.elapsed() < GROUP_TIME;
                next_work = if more { take_small(desk) } else { None };
            }
            commit(&mut pen, &mut waiting);
            bulk_rows = 0;
        }
    }
    let _ = pen.guarded.as_store(|conn| {
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    });
}

fn run_one(pen: &mut Pen, work: Work, waiting: &mut Vec<Finish>) -> Step {
    let step = work(pen);
    if pen.autocommit() {
        // Whatever ran before in this transaction is gone with it.
        pen.lost += 1;
        pen.news.clear();
        pen.group = Group::default();
        fail(waiting, &lost());
        if let Err(error) = pen.sql("BEGIN IMMEDIATE") {
            tracing::error!(chain = ?error.chain, "begin failed");
        }
    }
    step
}

fn lost() -> Error {
    Error::new(crate::Code::DiskFull, "The disk is full: the changes of this moment were not saved.")
        .kept("Everything saved before is safe.")
        .todo("Make room on the disk, then try again.")
}

fn fail(waiting: &mut Vec<Finish>, error: &Error) {
    for finish in waiting.drain(..) {
        finish(Err(error.clone()));
    }
}

fn commit(pen: &mut Pen, waiting: &mut Vec<Finish>) {
    match pen.settle().and_then(|()| pen.sql("COMMIT")) {
        Ok(()) => {
            // First the news, then the answers: whoever reads after an answer finds no list that is kept from before.
            for change in merge(std::mem::take(&mut pen.news)) {
                pen.changes.publish(&change);
            }
            for finish in waiting.drain(..) {
                finish(Ok(()));
            }
        }
        Err(error) => {
            tracing::error!(chain = ?error.chain, "commit failed");
            if !pen.autocommit() {
                let _ = pen.sql("ROLLBACK");
            }
            pen.lost += 1;
            pen.news.clear();
            pen.group = Group::default();
            fail(waiting, &error);
        }
    }
}

/// One piece of news for each organization.
fn merge(news: Vec<Change>) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    for change in news {
        match out.iter_mut().find(|known| known.organization == change.organization) {
            Some(known) => {
                known.topics.extend(change.topics);
                known.topics.sort();
                known.topics.dedup();
                known.ids.extend(change.ids);
                if known.ids.len() > IDS_NAMED {
                    known.ids.clear();
                }
            }
            None => out.push(change),
        }
    }
    out
}

fn take_small(desk: &Desk) -> Option<Work> {
    desk.queues.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).small.pop_front()
}

/// The next piece of work and whether it is bulk; `None` when the desk is closed and empty, or when an open bulk
/// transaction has waited long enough.
fn next(desk: &Desk, open: bool) -> Option<(Work, bool)> {
    let mut queues = desk.queues.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    loop {
        if let Some(work) = queues.small.pop_front() {
            return Some((work, false));
        }
        if let Some(work) = queues.bulk.pop_front() {
            return Some((work, true));
        }
        if queues.closed {
            return None;
        }
        if open {
            let (guard, timeout) =
                desk.bell.wait_timeout(queues, BULK_IDLE).unwrap_or_else(|poisoned| poisoned.into_inner());
            queues = guard;
            if timeout.timed_out() && queues.small.is_empty() && queues.bulk.is_empty() {
                return None;
            }
        } else {
            queues = desk.bell.wait(queues).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
    }
}
