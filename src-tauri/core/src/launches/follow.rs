//! What a change of a campaign's status means for its launched run.

use std::time::{Duration, Instant};

use super::queries;
use crate::campaigns::types::CampaignStatus;
use crate::clock::CampaignTime;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::Tx;

/// How long a change of status waits for what is being written, and how often it looks.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_millis(10);

/// Waits a moment while the launched run of a campaign is being written: of a small one nobody notices.
///
/// # Errors
/// The store's codes.
pub(crate) fn settle(ctx: &Ctx, campaign: i64) -> Result<()> {
    let (began, organization) = (Instant::now(), ctx.place()?.key);
    while began.elapsed() < PATIENCE {
        let busy = |run: &queries::Running| {
            !run.paused && (run.played_to.is_none() || run.playing_to.is_some())
                || ctx.workspace.turns.taken(organization)
        };
        match ctx.read(|read| queries::standing(read, campaign))? {
            Some(run) if busy(&run) => std::thread::sleep(LOOK),
            _ => break,
        }
    }
    Ok(())
}

/// Holds, resumes or ends the launched run inside the write that changes the status; a campaign without one is left
/// as it is.
///
/// # Errors
/// `conflict` while events of the run are being written.
pub(crate) fn follow(tx: &mut Tx<'_>, campaign: i64, to: CampaignStatus, clock: CampaignTime) -> Result<()> {
    let Some(run) = queries::standing(tx, campaign)? else { return Ok(()) };
    if run.playing_to.is_some() {
        return Err(Error::conflict("The campaign clock is moving right now.")
            .field("status")
            .kept("Nothing was changed.")
            .todo("Wait until it stands, or stop it, and try again."));
    }
    match to {
        CampaignStatus::Active => match run.played_to {
            Some(played_to) => queries::go_on(tx, run.key, (clock.0 - played_to).max(0), clock.0),
            None => Ok(()),
        },
        CampaignStatus::Completed | CampaignStatus::Cancelled => match run.played_to {
            Some(played_to) => queries::end_at(tx, run.key, played_to + 1),
            None if run.paused => queries::call_off(tx, run.key),
            None => Err(Error::conflict("The campaign's audience is being frozen right now.")
                .field("status")
                .kept("Nothing was changed.")
                .todo("Wait for it, or stop it, and try again.")),
        },
        _ => Ok(()),
    }
}
