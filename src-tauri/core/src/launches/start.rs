//! The beginning of a launch: the plan pinned, the trial run reset, the job that freezes and plays.

use serde_json::json;
use uuid::Uuid;

use super::QUEUE;
use super::play;
use crate::clock::CampaignTime;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::rehearsals::commands::default_config;
use crate::rehearsals::queries::{self, NewRun};
use crate::rehearsals::types::Assumptions;
use crate::rehearsals::{SEED_MOST, checked_config};
use crate::store::Tx;

/// What a person wants of a launch; the campaign's own where nothing is said.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wish {
    pub seed: Option<u64>,
    pub config: Option<Assumptions>,
}

impl Wish {
    /// # Errors
    /// `invalid` with the field.
    pub(crate) fn checked(self) -> Result<Self> {
        if self.seed.is_some_and(|seed| seed > SEED_MOST) {
            return Err(Error::invalid("seed", format!("A seed is a whole number from 0 to {SEED_MOST}.")));
        }
        if let Some(config) = &self.config {
            checked_config(&config.0)?;
        }
        Ok(self)
    }
}

/// Makes the launch of a campaign inside the write that makes it active. It starts now, on the campaign clock; a trial
/// run that stands is reset with it.
///
/// # Errors
/// `conflict` while the campaign is being rehearsed.
pub(crate) fn planned(tx: &mut Tx<'_>, campaign: Uuid, wish: Wish) -> Result<Uuid> {
    let campaign = queries::pinned(tx, campaign)?;
    let start = CampaignTime(campaign.clock);
    let rehearsed = queries::rehearsed(tx, campaign.key)?;
    let seed = wish.seed.or(rehearsed.as_ref().map(|(seed, _)| *seed));
    let seed = seed.unwrap_or_else(|| u64::from_le_bytes(tx.random::<8>()) & SEED_MOST);
    let config = match wish.config.or(rehearsed.map(|(_, config)| config)) {
        Some(config) => config,
        None => default_config(tx, None, start)?,
    };
    let new = NewRun { kind: "launch", campaign, seed, config, start_ms: start.0 };
    Ok(queries::insert(tx, &new)?.1)
}

/// Starts the job that freezes the audience and plays up to the campaign clock.
///
/// # Errors
/// The store's codes.
pub(crate) fn started(ctx: &Ctx, name: &str, campaign: Uuid) -> Result<Uuid> {
    let title = format!("Launch of {name}");
    ctx.workspace.jobs.start(ctx, QUEUE, &title, json!({ "campaign": campaign }), |ctx, job| {
        let moved = play::advance_to_now(ctx, job)?;
        Ok(json!({ "events": moved.events }))
    })
}
