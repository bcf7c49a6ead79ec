//! The doors of launches and of the campaign clock.

use serde_json::json;

use super::types::*;
use super::{QUEUE, Wish, play, queries};
use crate::access::types::Nothing;
use crate::campaigns;
use crate::campaigns::types::CampaignStatus;
use crate::context::{Ctx, Reach};
use crate::error::{Error, OrNotFound, Result};
use crate::validation::types::JobStarted;

/// Farthest the clock moves at once.
const MOST_MS: i64 = 366 * 86_400_000;

pub(crate) fn launch(ctx: &Ctx, request: LaunchCampaign) -> Result<LaunchStarted> {
    let reach = ctx.reach("campaign.launch")?;
    let wish = Wish { seed: request.seed, config: request.config }.checked()?;
    let status = ctx.read(|read| campaigns::queries::campaign(read, request.campaign))?.campaign.status;
    // Going on after a pause is no launch.
    if !status.launches(CampaignStatus::Active) {
        return Err(Error::conflict(format!("A campaign that is {} is not launched again.", status.word()))
            .field("status")
            .kept("Nothing was changed."));
    }
    let changed = campaigns::status::change(ctx, reach, request.campaign, CampaignStatus::Active, wish)?;
    let (run, job) = changed.launched.or_not_found("launch")?;
    Ok(LaunchStarted { run, job })
}

pub(crate) fn clock(ctx: &Ctx, _: Nothing) -> Result<CampaignClock> {
    let moving = ctx.workspace.turns.taken(ctx.place()?.key);
    ctx.read(|read| queries::clock(read, moving))
}

pub(crate) fn advance(ctx: &Ctx, request: AdvanceClock) -> Result<JobStarted> {
    if ctx.reach("campaign.launch")? != Reach::All {
        return Err(Error::forbidden("campaign.launch"));
    }
    let now = ctx.read(|read| queries::clock(read, false))?.now;
    if request.to <= now {
        return Err(Error::invalid("to", "The campaign clock only goes forward."));
    }
    if request.to.0.saturating_sub(now.0) > MOST_MS {
        return Err(Error::invalid("to", "The campaign clock moves at most 366 days at once."));
    }
    let job = ctx.workspace.jobs.start(
        ctx,
        QUEUE,
        "Moving the campaign clock",
        json!({ "to": request.to }),
        move |ctx, job| {
            let moved = play::advance(ctx, job, request.to)?;
            Ok(json!({ "events": moved.events, "launched": moved.launched }))
        },
    )?;
    Ok(JobStarted { job })
}
