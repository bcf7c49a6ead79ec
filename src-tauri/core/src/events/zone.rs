//! Another reporting zone: the days are others from then on, so everything that is counted by the day is counted anew
//! from the events, campaign by campaign. An interrupted change goes on at the next opening.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{finalize, proof, queries, recount};
use crate::clock::CampaignTime;
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::jobs::Job;
use crate::store::{Action, Bulk};

/// Kind of the job.
pub(crate) const KIND: &str = "reporting-zone";
/// Work that counts by days it looked up when it began.
const COUNTING: [&str; 3] = [KIND, "rehearsal", "message-queue"];

/// Starts the change as a job.
///
/// # Errors
/// `invalid` for the zone it has already; `conflict` while something else counts by the day.
pub(crate) fn start(ctx: &Ctx, zone: String) -> Result<Uuid> {
    let before = ctx.read(queries::zone)?;
    if before == zone {
        return Err(Error::invalid("zone", "This is the reporting zone already."));
    }
    let counting = ctx.workspace.jobs.of(ctx.place()?.key);
    if let Some(other) = counting.iter().find(|job| COUNTING.contains(&job.kind.as_str())) {
        return Err(Error::conflict(format!(
            "“{}” is under way, and counts by the days of now.",
            other.title
        ))
        .kept("Nothing was changed.")
        .todo("Wait for it, then change the zone."));
    }
    go(ctx, before, zone)
}

fn go(ctx: &Ctx, before: String, zone: String) -> Result<Uuid> {
    let asked = json!({ "zone": zone, "from": before });
    ctx.workspace.jobs.start(ctx, KIND, "Counting the days of another zone", asked, move |ctx, job| {
        change(ctx, job, &before, &zone)
    })
}

/// Goes on with changes that a closing cut short.
///
/// # Errors
/// The store's codes.
pub(crate) fn resume(ctx: &Ctx, asked: &[Value]) -> Result<()> {
    let Some(request) = asked.last() else { return Ok(()) };
    match (request["from"].as_str(), request["zone"].as_str()) {
        (Some(before), Some(zone)) => go(ctx, before.to_string(), zone.to_string()).map(drop),
        _ => Err(Error::internal("a change of the zone does not say which")),
    }
}

/// `before` is the zone the person left: after a crash the organization has the new one already.
fn change(ctx: &Ctx, job: &Job, before: &str, zone: &str) -> Result<Value> {
    let campaigns: Vec<i64> =
        ctx.read(proof::queries::counted_campaigns)?.into_iter().map(|(key, _)| key).collect();
    job.total(campaigns.len() as u64);
    let mut detail = Map::new();
    detail.insert("from".into(), before.into());
    detail.insert("to".into(), zone.into());
    let bulk = Bulk::begin(ctx.store(), ctx.hand(), Action::plain("organization.zone"), None, detail)?;
    match count_in(job, &bulk, zone, &campaigns) {
        Err(error) if error.code == Code::Cancelled => {
            job.uncancel();
            count_in(job, &bulk, before, &campaigns)?;
            Err(error.kept("The reporting zone is as it was."))
        }
        outcome => outcome.map(|()| json!({ "campaigns": campaigns.len(), "zone": zone })),
    }
}

/// Sets the zone, then counts every campaign by its days.
fn count_in(job: &Job, bulk: &Bulk, zone: &str, campaigns: &[i64]) -> Result<()> {
    let named = zone.to_string();
    bulk.step_durably(move |tx| queries::set_zone(tx, &named))?;
    for (at, key) in campaigns.iter().enumerate() {
        let key = *key;
        bulk.step(move |tx| match proof::queries::is_being_cleared(tx, key)? {
            // Whoever takes that rehearsal back makes its figures again.
            true => Ok(()),
            false => recount::rebuild(tx, key),
        })?;
        job.at(at as u64 + 1)?;
    }
    bulk.step_durably(|tx| {
        let clock = queries::campaign_clock(tx)?;
        finalize(tx, CampaignTime(clock))?;
        tx.touch("organizations");
        tx.touch("events");
        Ok(())
    })
}
