//! What the night does with the figures: every campaign counted anew and compared, never overwritten; days closed.

pub(super) mod queries;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

use super::{finalize, recount};
use crate::clock::CampaignTime;
use crate::contacts::types::NamedId;
use crate::context::Ctx;
use crate::error::Result;
use crate::jobs::Job;
use crate::store::Action;

/// Differences told one by one; all of them are counted.
const TOLD: usize = 100;

/// A figure that is not what the events say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FigureDrift {
    /// `None`: of the totals over all campaigns.
    pub campaign: Option<NamedId>,
    /// aggregation, contacts, rollup or total.
    pub table: String,
    /// Measure, day and value in words.
    pub place: String,
    #[ts(type = "number")]
    pub stored: i64,
    #[ts(type = "number")]
    pub counted: i64,
}

/// What a proof found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProofReport {
    /// Campaigns that were counted anew.
    #[ts(type = "number")]
    pub campaigns: u64,
    /// Campaigns left out because a rehearsal of theirs was being taken back.
    #[ts(type = "number")]
    pub left_out: u64,
    #[ts(type = "number")]
    pub differences: u64,
    /// The first hundred.
    pub drifts: Vec<FigureDrift>,
}

impl ProofReport {
    fn add(&mut self, drift: FigureDrift) {
        self.differences += 1;
        if self.drifts.len() < TOLD {
            self.drifts.push(drift);
        }
    }
}

/// Counts every campaign anew and reports what differs. Changes nothing.
pub(crate) fn prove(ctx: &Ctx, job: &Job) -> Result<Value> {
    let campaigns = ctx.read(queries::counted_campaigns)?;
    job.total(campaigns.len() as u64);
    let mut report = ProofReport::default();
    for (at, (key, campaign)) in campaigns.iter().enumerate() {
        // One snapshot: whether it can be counted, and the count.
        let found = ctx.read(|read| match queries::is_being_cleared(read, *key)? {
            true => Ok(None),
            false => recount::recompute(read, *key).map(Some),
        })?;
        match found {
            None => report.left_out += 1,
            Some(drifts) => {
                report.campaigns += 1;
                for drift in drifts {
                    let recount::Drift { table, place, stored, counted } = drift;
                    let campaign = Some(campaign.clone());
                    report.add(FigureDrift { campaign, table: table.into(), place, stored, counted });
                }
            }
        }
        job.at(at as u64 + 1)?;
    }
    for (place, stored, counted) in ctx.read(queries::total_drifts)? {
        report.add(FigureDrift { campaign: None, table: "total".into(), place, stored, counted });
    }
    Ok(serde_json::to_value(report)?)
}

/// Closes every day that ended 24 hours before the campaign clock.
pub(crate) fn close_days(ctx: &Ctx, _: &Job) -> Result<Value> {
    let closed = ctx.write(Action::plain("events.finalize"), |tx| {
        let clock = super::queries::campaign_clock(tx)?;
        let closed = finalize(tx, CampaignTime(clock))?;
        tx.tell("figures", closed);
        Ok(closed)
    })?;
    Ok(json!({ "figures": closed }))
}

/// Makes the figures of a campaign again from its events, and the totals with them: what a person does about a difference. Days that were closed
/// are closed again.
///
/// # Errors
/// `not_found`; `conflict` while a rehearsal of it is being taken back.
pub(crate) fn put_right(ctx: &Ctx, campaign: uuid::Uuid) -> Result<()> {
    ctx.write(Action::plain("events.putRight"), move |tx| {
        let key = tx.key_of("campaigns_with_deleted", "campaign", campaign)?;
        if queries::is_being_cleared(tx, key)? {
            return Err(crate::Error::conflict("A rehearsal of this campaign is being taken back.")
                .kept("Nothing was changed.")
                .todo("Wait for it; it makes the figures again."));
        }
        tx.about("campaign", campaign);
        recount::rebuild(tx, key)?;
        // what was wrong had been added to them
        queries::rebuild_totals(tx)?;
        let clock = super::queries::campaign_clock(tx)?;
        finalize(tx, CampaignTime(clock))?;
        tx.touch("events");
        Ok(())
    })
}
