//! The one way back: a rehearsal that was taken back loses its events, assignments and counts; events of the landing
//! page stay and are counted anew.

use super::{queries, recount};
use crate::error::Result;
use crate::store::{Bulk, Tx};

/// Rows removed in one step.
const STEP: i64 = 10_000;

/// Takes the counts of a campaign away: the first thing a reset does, so that nobody sees figures without events.
pub(crate) fn hide(tx: &mut Tx<'_>, campaign_key: i64) -> Result<()> {
    queries::clear_counts(tx, campaign_key)
}

/// Removes what a taken-back run wrote, in steps. Where somebody else clears the same run, the first to be done ends it
/// for both: the campaign's next run may be writing by then.
///
/// # Errors
/// `conflict` when the run stands, or is a launch; the store's codes.
pub(crate) fn clear(bulk: &Bulk, campaign_key: i64, run_key: i64) -> Result<()> {
    let mut left = true;
    while left {
        left = bulk.step(move |tx| {
            if queries::is_cleared(tx, run_key)? {
                return Ok(false);
            }
            let events = tx.while_resetting(campaign_key, run_key, |tx| {
                queries::remove_events(tx, campaign_key, STEP)
            })?;
            if events as i64 == STEP {
                return Ok(true);
            }
            Ok(queries::remove_assignments(tx, run_key, STEP)? as i64 == STEP)
        })?;
    }
    bulk.step_durably(move |tx| {
        if queries::is_cleared(tx, run_key)? {
            return Ok(());
        }
        queries::mark_cleared(tx, run_key)?;
        recount::rebuild(tx, campaign_key)?;
        tx.touch("runs");
        Ok(())
    })
}
