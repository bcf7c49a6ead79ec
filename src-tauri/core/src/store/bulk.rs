//! The bulk queue seen from a job: steps of at most about 20 ms that share one audit row, one change set and, between
//! commits, one transaction.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use uuid::Uuid;

use super::audit;
use super::change_sets;
use super::tx::Tx;
use super::writer::{Action, Hand, Step};
use super::{Scope, Store};
use crate::error::{Error, Result};

/// One bulk job's way to the writer.
pub struct Bulk {
    store: Arc<Store>,
    hand: Hand,
    change_set: Option<(i64, Uuid)>,
    /// The writer's count of lost transactions when this began.
    lost: u64,
}

impl Bulk {
    /// Opens the job's audit row and, for an undoable action, its change set, durably. `change_set` resumes one.
    ///
    /// # Errors
    /// The store's codes; `internal` outside an organization.
    pub fn begin(
        store: &Arc<Store>,
        hand: Hand,
        action: Action,
        change_set: Option<(i64, Uuid)>,
        detail: serde_json::Map<String, serde_json::Value>,
    ) -> Result<Self> {
        let Scope::Organization(organization) = hand.scope else {
            return Err(Error::internal("bulk work belongs to an organization"));
        };
        let (sender, receiver) = sync_channel(1);
        store.desk.put(
            Box::new(move |pen| {
                let lost = pen.lost;
                let outcome = pen.write(hand, Action::quiet(action.name), |tx| {
                    if change_set.is_some() {
                        return Ok(change_set);
                    }
                    let (id, now) = (tx.new_id(), tx.now());
                    tx.guarded.as_store(|conn| {
                        let user = hand.actor.user_key();
                        let set = if action.undoable {
                            Some(change_sets::begin(conn, organization, id, action.name, user, now)?)
                        } else {
                            None
                        };
                        Ok(set.map(|key| (key, id)))
                    })
                });
                let outcome = outcome.and_then(|(set, _)| {
                    if change_set.is_none() {
                        let now = pen.clock.now();
                        let line = audit::Line {
                            organization,
                            at: now,
                            actor: hand.actor,
                            action: action.name,
                            change_set: set.map(|(key, _)| key),
                        };
                        let entry = audit::Entry { detail, ..audit::Entry::default() };
                        let (catalog, key, randomness) = (&pen.catalog, &pen.chain_key, &pen.randomness);
                        pen.guarded.as_store(|conn| {
                            audit::append(conn, catalog, key, randomness, &line, &entry, &[])
                        })?;
                    }
                    Ok(set)
                });
                let answer = outcome.map(|set| (set, lost));
                Step {
                    finish: Box::new(move |committed| {
                        let _ = sender.send(committed.and(answer));
                    }),
                    rows: 0,
                    flush: true,
                }
            }),
            false,
        )?;
        let (change_set, lost) = receiver.recv().map_err(|_| Error::internal("the writer is gone"))??;
        Ok(Bulk { store: Arc::clone(store), hand, change_set, lost })
    }

    /// Id of the job's change set.
    pub fn change_set(&self) -> Option<Uuid> {
        self.change_set.map(|(_, id)| id)
    }

    /// Key of the job's change set.
    pub fn change_set_key(&self) -> Option<i64> {
        self.change_set.map(|(key, _)| key)
    }

    /// One step; answered when it has run, durable at the next commit.
    ///
    /// # Errors
    /// What the closure returns; `disk_full` when steps before it were lost with their transaction.
    pub fn step<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.send(work, false)
    }

    /// The last step, or one whose answer must be durable.
    ///
    /// # Errors
    /// As [`Bulk::step`].
    pub fn step_durably<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.send(work, true)
    }

    fn send<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
        flush: bool,
    ) -> Result<T> {
        let (hand, set, began) = (self.hand, self.change_set.map(|(key, _)| key), self.lost);
        let (sender, receiver) = sync_channel(1);
        self.store.desk.put(
            Box::new(move |pen| {
                let outcome = if pen.lost == began {
                    pen.step(hand, set, work)
                } else {
                    Err(Error::new(
                        crate::Code::DiskFull,
                        "Steps of this job were lost when the disk was full.",
                    )
                    .kept("Everything up to its last saved step is safe.")
                    .todo("Make room on the disk, then start it again: it goes on where it stopped."))
                };
                let rows = outcome.as_ref().map_or(0, |(_, rows)| *rows);
                let outcome = outcome.map(|(value, _)| value);
                Step {
                    finish: Box::new(move |committed| {
                        let _ = sender.send(committed.and(outcome));
                    }),
                    rows,
                    flush,
                }
            }),
            true,
        )?;
        receiver.recv().map_err(|_| Error::internal("the writer is gone"))?
    }
}
