//! The doors of rehearsals.

use reachly_rehearsal::{Config, presets, sources};
use serde_json::json;

use super::play::Rehearsal;
use super::queries::{self, NewRun, Pinned};
use super::types::*;
use super::{SEED_MOST, checked_config, take_back};
use crate::access::types::Nothing;
use crate::campaigns::types::CampaignId;
use crate::clock::CampaignTime;
use crate::context::{Ctx, Reach};
use crate::error::{Error, OrNotFound, Result};
use crate::store::{Action, Read};

pub(crate) fn list_presets(_: &Ctx, _: Nothing) -> Result<Vec<RehearsalPreset>> {
    Ok(presets().iter().filter_map(|preset| told(preset.key, preset.name)).collect())
}

fn told(key: &str, name: &str) -> Option<RehearsalPreset> {
    let source = |one: reachly_rehearsal::Source| AssumptionSource {
        field: one.field.to_string(),
        label: one.label.to_string(),
        sentence: one.sentence.to_string(),
    };
    Some(RehearsalPreset {
        key: key.to_string(),
        name: name.to_string(),
        config: Assumptions(Config::preset(key)?),
        sources: sources(key).into_iter().map(source).collect(),
    })
}

pub(crate) fn defaults(ctx: &Ctx, request: RehearsalDefaultsRequest) -> Result<RehearsalDefaults> {
    ctx.read(|read| {
        let campaign = queries::pinned(read, request.campaign)?;
        let start_at = start_of(&campaign);
        Ok(RehearsalDefaults {
            config: default_config(read, request.industry.as_deref(), start_at)?,
            start_at,
            links: u16::try_from(campaign.links.len()).unwrap_or(u16::MAX),
            has_form: campaign.form_version.is_some(),
            earlier_launches: crate::audience::engagement::histories(read, campaign.key)?,
        })
    })
}

/// An industry's assumptions, at the hours of the reporting zone.
///
/// # Errors
/// `not_found` for an unknown industry.
pub(crate) fn default_config(
    read: &Read<'_>,
    industry: Option<&str>,
    start: CampaignTime,
) -> Result<Assumptions> {
    let config = match industry {
        Some(key) => Config::preset(key).or_not_found("preset")?,
        None => Config::default(),
    };
    let utc_offset_minutes = crate::events::queries::days(read)?.offset_minutes(start.0);
    Ok(Assumptions(Config { utc_offset_minutes, ..config }))
}

/// A schedule that is still to come, or the clock.
fn start_of(campaign: &Pinned) -> CampaignTime {
    CampaignTime(campaign.scheduled_at.unwrap_or(campaign.clock).max(campaign.clock))
}

pub(crate) fn start(ctx: &Ctx, request: StartRehearsal) -> Result<RehearsalStarted> {
    // The clock is everybody's: it starts and plays the campaigns of others too.
    if request.advance_clock && ctx.reach("campaign.launch")? != Reach::All {
        return Err(Error::forbidden("campaign.launch"));
    }
    let new = planned(ctx, &request)?;
    let (inserted, advance) = (new.clone(), request.advance_clock);
    let run = ctx.write(Action::plain("rehearsal.start"), move |tx| queries::insert(tx, &inserted))?;
    let (key, campaign) = (run.0, new.campaign.key);
    let title = format!("Rehearsal of {}", new.campaign.name);
    let about = json!({ "campaign": request.campaign, "run": run.1 });
    let rehearsal = Rehearsal::of(new, run, advance);
    let started =
        ctx.workspace.jobs.start(ctx, "rehearsal", &title, about, move |ctx, job| rehearsal.run(ctx, job));
    match started {
        Ok(job) => Ok(RehearsalStarted { run: run.1, job }),
        Err(error) => take_back::undo(ctx, campaign, key, "failed").and(Err(error)),
    }
}

fn planned(ctx: &Ctx, request: &StartRehearsal) -> Result<NewRun> {
    let campaign = ctx.read(|read| queries::pinned(read, request.campaign))?;
    ctx.reach("rehearsal.run")?.allows(campaign.created_by)?;
    if campaign.template_version.is_none() {
        return Err(Error::conflict("This campaign has no e-mail yet.")
            .kept("Nothing was started.")
            .todo("Choose an e-mail first."));
    }
    let seed =
        request.seed.unwrap_or_else(|| u64::from_le_bytes(ctx.store().randomness().bytes::<8>()) & SEED_MOST);
    if seed > SEED_MOST {
        return Err(Error::invalid("seed", format!("A seed is a whole number from 0 to {SEED_MOST}.")));
    }
    let config = match &request.config {
        Some(config) => config.clone(),
        None => {
            defaults(ctx, RehearsalDefaultsRequest { campaign: request.campaign, industry: None })?.config
        }
    };
    checked_config(&config.0)?;
    let start_ms = request.start_at.unwrap_or(start_of(&campaign)).0;
    Ok(NewRun { kind: "rehearsal", campaign, seed, config, start_ms })
}

pub(crate) fn runs(ctx: &Ctx, request: CampaignId) -> Result<Vec<CampaignRun>> {
    ctx.read(|read| {
        let campaign = read.key_of("campaigns", "campaign", request.campaign)?;
        queries::runs(read, campaign)
    })
}

pub(crate) fn get(ctx: &Ctx, request: RunId) -> Result<CampaignRun> {
    ctx.read(|read| queries::run(read, request.run))
}

pub(crate) fn reset(ctx: &Ctx, request: CampaignId) -> Result<RehearsalReset> {
    let campaign = ctx.read(|read| queries::pinned(read, request.campaign))?;
    ctx.reach("rehearsal.run")?.allows(campaign.created_by)?;
    let (key, id) = (campaign.key, campaign.id);
    ctx.write(Action::plain("rehearsal.reset"), move |tx| {
        tx.about("campaign", id);
        match queries::standing(tx, key)? {
            Some(run) if run.state == "done" && !run.launched => {
                queries::take_back(tx, run.key, key, "reset")
            }
            _ => {
                Err(Error::conflict("This campaign has no finished rehearsal.").kept("Nothing was changed."))
            }
        }
    })?;
    let title = format!("Taking back the rehearsal of {}", campaign.name);
    Ok(RehearsalReset { job: take_back::clear_in_background(ctx, &title, Some(key))? })
}
