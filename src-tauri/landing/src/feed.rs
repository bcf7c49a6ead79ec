//! What changed, as one session may hear it: its organization's news and the workspace's, merged and paced, for as
//! long as the session lasts. Windows and browser tabs are told the same way.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use reachly_core::Result;
use reachly_core::app::{App, Caller};
use reachly_core::jobs::JobProgress;
use reachly_core::store::Change;
use uuid::Uuid;

/// Least time between two pieces of news: at most ten a second.
const PACE: Duration = Duration::from_millis(100);
/// Longest silence: a sign of life shows both ends whether the other is there.
const QUIET: Duration = Duration::from_secs(15);
/// More ids than this mean "look again at the whole topic".
const IDS: usize = 100;

/// A session that listens.
pub struct Feed {
    changes: Receiver<Change>,
    app: Arc<App>,
    caller: Caller,
}

impl Feed {
    /// From here on nothing is missed.
    ///
    /// # Errors
    /// `signed_out`, `no_workspace`; `not_found` for an organization the person is not active in.
    pub fn open(app: &Arc<App>, caller: Caller) -> Result<Self> {
        let ctx = app.context(&caller)?;
        ctx.user()?;
        Ok(Feed { changes: ctx.store().changes().listen(), app: Arc::clone(app), caller })
    }

    /// Tells news, or `None` after a long silence, until `tell` says no, the session or the membership ends, or the
    /// workspace is closed. Blocks.
    pub fn run(self, mut tell: impl FnMut(Option<Change>) -> bool) {
        let mut waiting = Waiting::new(self.caller.organization);
        let mut next = Instant::now();
        loop {
            let patience =
                if waiting.is_empty() { QUIET } else { next.saturating_duration_since(Instant::now()) };
            match self.changes.recv_timeout(patience) {
                Ok(change) => {
                    waiting.add(change);
                    if waiting.is_empty() || Instant::now() < next {
                        continue;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let news = waiting.next();
            // Asked each time: whoever signed out or was suspended a moment ago hears nothing more.
            if self.app.context(&self.caller).is_err() {
                self.say_farewell(&mut tell);
                return;
            }
            if !tell(news) {
                return;
            }
            next = Instant::now() + PACE;
        }
    }
}

impl Feed {
    /// Whose membership ended is still signed in, and looks again at where they belong.
    fn say_farewell(&self, tell: &mut impl FnMut(Option<Change>) -> bool) {
        let apart = Caller { organization: None, ..self.caller.clone() };
        if self.app.context(&apart).is_ok_and(|ctx| ctx.user.is_some()) {
            let topics = vec!["memberships".to_string()];
            tell(Some(Change { organization: None, topics, ids: Vec::new(), job: None }));
        }
    }
}

/// News not told yet, merged: the organization's and the workspace's apart.
struct Waiting {
    organization: Option<Uuid>,
    ours: Merged,
    workspace: Merged,
}

#[derive(Default)]
struct Merged {
    topics: Vec<String>,
    ids: Vec<Uuid>,
    /// Too many ids, or a change that named none.
    whole: bool,
    /// The newest word of each job.
    jobs: VecDeque<JobProgress>,
}

impl Waiting {
    fn new(organization: Option<Uuid>) -> Self {
        Waiting { organization, ours: Merged::default(), workspace: Merged::default() }
    }

    fn is_empty(&self) -> bool {
        self.ours.is_empty() && self.workspace.is_empty()
    }

    fn add(&mut self, change: Change) {
        match change.organization {
            // Ids of people and sessions are not everybody's business; the topic is enough to look again.
            None => self.workspace.add(Change { ids: Vec::new(), ..change }),
            ours if ours == self.organization => self.ours.add(change),
            Some(_) => {}
        }
    }

    fn next(&mut self) -> Option<Change> {
        // The workspace first: its news are rare, so they cannot keep the others waiting.
        let (merged, organization) = if self.workspace.is_empty() {
            (&mut self.ours, self.organization)
        } else {
            (&mut self.workspace, None)
        };
        if merged.is_empty() {
            return None;
        }
        let job = merged.jobs.pop_front();
        let topics = if merged.topics.is_empty() {
            vec!["jobs".to_string()]
        } else {
            std::mem::take(&mut merged.topics)
        };
        let ids = if merged.whole { Vec::new() } else { std::mem::take(&mut merged.ids) };
        (merged.ids, merged.whole) = (Vec::new(), false);
        Some(Change { organization, topics, ids, job })
    }
}

impl Merged {
    fn is_empty(&self) -> bool {
        self.topics.is_empty() && self.jobs.is_empty()
    }

    fn add(&mut self, change: Change) {
        for topic in change.topics {
            if !self.topics.contains(&topic) {
                self.topics.push(topic);
            }
        }
        self.whole |= change.ids.is_empty();
        for id in change.ids {
            if !self.ids.contains(&id) {
                self.ids.push(id);
            }
        }
        self.whole |= self.ids.len() > IDS;
        if self.whole {
            self.ids.clear();
        }
        if let Some(job) = change.job {
            match self.jobs.iter_mut().find(|known| known.id == job.id) {
                Some(known) => *known = job,
                None => self.jobs.push_back(job),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(organization: Option<u128>, topic: &str, ids: &[u128]) -> Change {
        Change {
            organization: organization.map(Uuid::from_u128),
            topics: vec![topic.to_string()],
            ids: ids.iter().copied().map(Uuid::from_u128).collect(),
            job: None,
        }
    }

    fn job(id: u128, done: u64) -> Change {
        let progress = JobProgress {
            id: Uuid::from_u128(id),
            kind: "test".into(),
            title: "Test".into(),
            state: "running".into(),
            done,
            total: None,
            rate: 0.0,
            eta_ms: None,
            can_cancel: true,
            result: None,
            error: None,
        };
        Change { job: Some(progress), ..change(Some(1), "jobs", &[id]) }
    }

    fn told(changes: Vec<Change>) -> Vec<Change> {
        let mut waiting = Waiting::new(Some(Uuid::from_u128(1)));
        changes.into_iter().for_each(|change| waiting.add(change));
        std::iter::from_fn(|| waiting.next()).collect()
    }

    #[test]
    fn only_ones_own_organization_and_the_workspace_are_heard() {
        let told = told(vec![
            change(Some(2), "contacts", &[7]),
            change(None, "users", &[8]),
            change(Some(1), "lists", &[9]),
        ]);
        assert_eq!(told, [change(None, "users", &[]), change(Some(1), "lists", &[9])]);
    }

    #[test]
    fn news_in_between_are_merged_and_named_once() {
        let told = told(vec![
            change(Some(1), "lists", &[1, 2]),
            change(Some(1), "contacts", &[2, 3]),
            change(Some(1), "lists", &[3]),
        ]);
        assert_eq!(told.len(), 1, "three commits are one piece of news");
        assert_eq!(told[0].topics, ["lists", "contacts"]);
        assert_eq!(told[0].ids.len(), 3, "each id stands once");
    }

    #[test]
    fn too_many_ids_or_none_mean_the_whole_topic() {
        let many: Vec<u128> = (0..101).collect();
        assert!(told(vec![change(Some(1), "lists", &many)])[0].ids.is_empty(), "101 ids are too many");
        assert_eq!(told(vec![change(Some(1), "lists", &many[1..])])[0].ids.len(), 100, "100 are not");
        let mixed = told(vec![change(Some(1), "lists", &[1]), change(Some(1), "contacts", &[])]);
        assert!(mixed[0].ids.is_empty(), "ids beside a change without any would hide that change");
    }

    #[test]
    fn each_job_is_told_once_with_its_newest_word() {
        let told = told(vec![job(1, 10), job(2, 5), job(1, 20)]);
        let words: Vec<_> =
            told.iter().filter_map(|change| change.job.as_ref()).map(|job| job.done).collect();
        assert_eq!(words, [20, 5], "one piece of news a job, the older word of the first is gone");
    }
}
