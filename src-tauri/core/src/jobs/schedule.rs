//! Jobs of the night: once a day at 02:00 UTC (001, "Nightly Aggregation Job"), by the laptop's clock. A laptop that
//! slept catches the last missed night up, once: proof and finality look at everything, so older nights add nothing.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Job, queries};
use crate::app::Workspace;
use crate::clock::{WallClock, WallTime};
use crate::context::Ctx;
use crate::error::{Code, Result};
use crate::events::proof;
use crate::store::Actor;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// When the night's jobs run, after midnight UTC.
const AT: i64 = 2 * HOUR;
/// After opening, before the first look: whoever waits for the window comes first, and short calls from the command
/// line do not begin what they cannot end.
const FIRST_LOOK: Duration = Duration::from_secs(3);
/// Longest sleep: a laptop's own sleep stops timers.
const LONGEST: i64 = 10 * 60_000;

/// One job of the night.
pub struct Nightly {
    pub kind: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub(super) work: fn(&Ctx, &Job) -> Result<Value>,
}

pub const NIGHTLY: [Nightly; 2] = [
    Nightly {
        kind: "campaign-stats-queue",
        title: "Proof of the figures",
        about: "Counts every campaign anew from its events and reports what differs. It changes nothing.",
        work: proof::prove,
    },
    Nightly {
        kind: "campaign-finality",
        title: "Closing days",
        about: "Closes each day 24 hours after its end on the campaign clock. What comes later shows as an adjustment.",
        work: proof::close_days,
    },
];

pub fn nightly(kind: &str) -> Option<&'static Nightly> {
    NIGHTLY.iter().find(|one| one.kind == kind)
}

/// The last moment of the schedule at or before a time.
pub fn last_slot(now: WallTime) -> WallTime {
    WallTime((now.0 - AT).div_euclid(DAY) * DAY + AT)
}

/// The next one after it.
pub fn next_slot(now: WallTime) -> WallTime {
    WallTime(last_slot(now).0 + DAY)
}

/// Starts a job of the night: for a moment of the schedule, or now for a person. `None` when that moment was served.
///
/// # Errors
/// The store's codes.
pub(super) fn start(ctx: &Ctx, night: &'static Nightly, slot: Option<WallTime>) -> Result<Option<Uuid>> {
    let jobs = &ctx.workspace.jobs;
    match jobs.start_for(ctx, night.kind, night.title, json!({}), slot, night.work) {
        Ok(job) => Ok(Some(job)),
        Err(error) if error.code == Code::Taken && slot.is_some() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Starts what the last night of the schedule still owes, in every organization; returns the jobs.
///
/// # Errors
/// The store's codes.
pub fn catch_up(workspace: &Arc<Workspace>) -> Result<Vec<Uuid>> {
    owed(workspace, &mut HashSet::new())
}

/// As [`catch_up`], without what was tried before: a job that fails is not tried again and again.
fn owed(workspace: &Arc<Workspace>, tried: &mut HashSet<(i64, &'static str, i64)>) -> Result<Vec<Uuid>> {
    let slot = last_slot(workspace.store.clock().now());
    let mut started = Vec::new();
    for (key, id, _) in workspace.store.organizations()? {
        let ctx = Ctx::inside(Arc::clone(workspace), Actor::Job, key, id);
        for night in &NIGHTLY {
            if ctx.read(|read| queries::is_served(read, night.kind, slot))? {
                continue;
            }
            if tried.insert((key, night.kind, slot.0)) {
                started.extend(start(&ctx, night, Some(slot))?);
            }
        }
    }
    Ok(started)
}

/// Watches the laptop's clock in a thread of its own, until the workspace is closed. A clock that a test holds is
/// moved by that test.
///
/// # Errors
/// `internal` when there is no thread to have.
pub(crate) fn watch(workspace: &Arc<Workspace>) -> Result<()> {
    if !matches!(**workspace.store.clock(), WallClock::System) {
        return Ok(());
    }
    let open = Arc::downgrade(workspace);
    std::thread::Builder::new().name("schedule".into()).spawn(move || {
        let (mut tried, mut sleep) = (HashSet::new(), FIRST_LOOK);
        loop {
            std::thread::sleep(sleep);
            let Some(workspace) = open.upgrade().filter(|workspace| !workspace.jobs.is_closed()) else {
                return;
            };
            if let Err(error) = owed(&workspace, &mut tried) {
                tracing::error!(chain = ?error.chain, "the jobs of the night were not started");
            }
            let now = workspace.store.clock().now();
            let left = (next_slot(now).0 - now.0).clamp(1, LONGEST);
            sleep = Duration::from_millis(left.unsigned_abs());
        }
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedule_is_two_in_the_morning_utc() {
        // 12 November 2026, 00:00 UTC.
        let midnight = 1_794_441_600_000;
        let two = WallTime(midnight + AT);
        assert_eq!(last_slot(WallTime(midnight)), WallTime(two.0 - DAY), "before two it is yesterday's");
        assert_eq!(last_slot(WallTime(two.0 - 1)), WallTime(two.0 - DAY), "to the millisecond");
        assert_eq!(last_slot(two), two, "at two it is today's");
        assert_eq!(next_slot(two), WallTime(two.0 + DAY), "and the next is tomorrow's");
        assert_eq!(next_slot(WallTime(midnight)), two, "before two the next is today's");
    }
}
