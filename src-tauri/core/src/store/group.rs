//! Writes that come by the dozen at the same moment, as visits of a landing page do: they share one savepoint and what
//! they change in counts is written once for all of them. One that errs makes all of them run again, each in a
//! savepoint of its own: still only that one is lost.

use std::any::Any;
use std::sync::{Arc, Mutex};

use super::audit::Actor;
use super::scope::Scope;
use super::tx::Tx;
use super::writer::{Action, Hand, Pen, Step, Work};
use crate::error::{Error, Result};

/// Writes that share a savepoint at the most: what SQLite keeps for its way back is gone through at the end of every
/// statement, so a long group costs more than it saves.
const MEMBERS: usize = 8;

/// One write's share of what is settled before the commit.
pub(super) struct Later {
    pub scope: Scope,
    pub what: Box<dyn Any + Send>,
    pub settle: Settle,
}

/// Settles what several writes of one organization left, in their order.
pub type Settle = fn(&mut Tx<'_>, Vec<Box<dyn Any + Send>>) -> Result<()>;

/// A write of a group: runs, in a savepoint of its own or not, keeps its outcome, says whether it went well.
type Member = Box<dyn FnMut(&mut Pen, Apart) -> bool + Send>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Apart {
    Yes,
    No,
}

/// The writes since the group's savepoint, and what is to be settled before anybody else writes.
#[derive(Default)]
pub(super) struct Group {
    members: Vec<Member>,
    /// News and shares there were before the savepoint.
    news_before: usize,
    later_before: usize,
    pub later: Vec<Later>,
}

/// A write that can be run again, as a piece of work for the writer; `then` is told its outcome after the commit.
pub(super) fn member<T: Send + 'static>(
    hand: Hand,
    action: Action,
    work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    then: impl FnOnce(Result<T>) + Send + 'static,
) -> Work {
    Box::new(move |pen| {
        let kept: Arc<Mutex<Option<Result<T>>>> = Arc::default();
        let place = Arc::clone(&kept);
        pen.gather(Box::new(move |pen, apart| {
            let outcome = match apart {
                Apart::Yes => pen.write_apart(hand, action, |tx| work(tx)),
                Apart::No => pen.attempt(hand, action, |tx| work(tx)),
            };
            let fine = outcome.is_ok();
            *place.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) =
                Some(outcome.map(|(value, _)| value));
            fine
        }));
        Step {
            finish: Box::new(move |committed| {
                let outcome = kept.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
                let outcome = outcome.unwrap_or_else(|| Err(Error::internal("a write of a group never ran")));
                then(committed.and(outcome));
            }),
            rows: 0,
            flush: false,
        }
    })
}

impl Pen {
    /// Runs one more write of the group.
    fn gather(&mut self, mut member: Member) {
        if self.group.members.len() >= MEMBERS {
            self.end_group();
        }
        if self.group.members.is_empty() {
            if let Err(error) = self.sql("SAVEPOINT gathered") {
                // The member runs all the same so that it can answer.
                tracing::error!(chain = ?error.chain, "a group was not begun");
            }
            (self.group.news_before, self.group.later_before) = (self.news.len(), self.group.later.len());
        }
        let fine = member(self, Apart::No);
        if self.autocommit() {
            return;
        }
        self.group.members.push(member);
        if !fine {
            self.run_again();
        }
    }

    /// Takes the group back and runs each of its writes by itself.
    fn run_again(&mut self) {
        if let Err(error) = self.sql("ROLLBACK TO gathered") {
            tracing::error!(chain = ?error.chain, "a group was not taken back");
        }
        self.news.truncate(self.group.news_before);
        self.group.later.truncate(self.group.later_before);
        for mut member in self.end_group() {
            member(self, Apart::Yes);
            if self.autocommit() {
                return;
            }
        }
    }

    /// The savepoint is let go; what it held stands or falls with the transaction from here.
    fn end_group(&mut self) -> Vec<Member> {
        let members = std::mem::take(&mut self.group.members);
        if !members.is_empty()
            && let Err(error) = self.sql("RELEASE gathered")
        {
            tracing::error!(chain = ?error.chain, "a group was not released");
        }
        members
    }

    /// Ends the group and does what its writes left to be done once, a savepoint for each kind and organization.
    ///
    /// # Errors
    /// What the settling returns; the transaction is rolled back then, for its events would stand without their counts.
    pub(super) fn settle(&mut self) -> Result<()> {
        self.end_group();
        while let Some(first) = self.group.later.first() {
            let (scope, settle) = (first.scope, first.settle);
            let (these, others) = std::mem::take(&mut self.group.later)
                .into_iter()
                .partition::<Vec<_>, _>(|one| one.scope == scope && std::ptr::fn_addr_eq(one.settle, settle));
            self.group.later = others;
            let hand = Hand { actor: Actor::Job, scope };
            let all = these.into_iter().map(|one| one.what).collect();
            if let Err(error) = self.step_apart(hand, None, move |tx| settle(tx, all)) {
                tracing::error!(chain = ?error.chain, "settling a group failed");
                if !self.autocommit() {
                    self.sql("ROLLBACK")?;
                }
                return Err(error);
            }
        }
        Ok(())
    }
}
