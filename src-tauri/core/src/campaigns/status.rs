//! The status of a campaign: checked before it is launched, changed in one write together with the run it begins, holds
//! or ends. A person's launch and that of a planned campaign whose time has come go the same way.

use uuid::Uuid;

use super::commands::{changed_since, checked};
use super::queries::{self, CampaignState};
use super::types::{CampaignFinding, CampaignStatus, FindingSeverity};
use crate::context::{Ctx, Reach};
use crate::error::{Code, Error, Result};
use crate::launches::{self, Wish};
use crate::store::{Action, Tx};
use crate::suppressions::suppression_key;

/// What a change of status made.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StatusChanged {
    /// Run and job of a launch.
    pub launched: Option<(Uuid, Uuid)>,
}

/// Changes the status, and starts what follows from it. A launch passes the check first.
///
/// # Errors
/// `not_found`, `forbidden`; `conflict` for a change the machine does not know, for a campaign that is not ready, and
/// when somebody else changed it meanwhile.
pub(crate) fn change(
    ctx: &Ctx,
    reach: Reach,
    campaign: Uuid,
    to: CampaignStatus,
    wish: Wish,
) -> Result<StatusChanged> {
    let hash_key = suppression_key(ctx)?;
    let (state, findings) = ctx.read(|read| {
        let state = queries::campaign(read, campaign)?;
        // The check walks the audience: only a launch needs it.
        if state.campaign.status.launches(to) {
            return checked(read, &hash_key, campaign);
        }
        Ok((state, Vec::new()))
    })?;
    reach.allows(state.created_by)?;
    state.campaign.status.change_to(to)?;
    must_pass(&findings)?;
    launches::settle(ctx, state.key)?;
    let (seen, name) = (state.campaign.version, state.campaign.name);
    let launches = to == CampaignStatus::Active && state.campaign.status.launches(to);
    let action = if launches { "campaign.launch" } else { "campaign.setStatus" };
    let run = ctx.write(Action::plain(action), move |tx| {
        let state = queries::campaign(tx, campaign)?;
        if state.campaign.version != seen {
            return Err(changed_since(&state.campaign));
        }
        apply(tx, &state, to)?;
        if launches { launches::planned(tx, campaign, wish).map(Some) } else { Ok(None) }
    })?;
    let launched = match run {
        Some(run) => Some((run, launches::started(ctx, &name, campaign)?)),
        None if to == CampaignStatus::Active => {
            launches::wake(ctx)?;
            None
        }
        None => None,
    };
    Ok(StatusChanged { launched })
}

fn must_pass(findings: &[CampaignFinding]) -> Result<()> {
    let errors: Vec<&CampaignFinding> =
        findings.iter().filter(|finding| finding.severity == FindingSeverity::Error).collect();
    let Some(first) = errors.first() else { return Ok(()) };
    let more = match errors.len() {
        1 => String::new(),
        count => format!(" ({} things in all)", count),
    };
    Err(Error::conflict(format!("The campaign is not ready{more}: {}", first.message))
        .field("status")
        .kept("Nothing was changed.")
        .todo("See the launch check for what is missing."))
}

/// The change itself, inside a write that has checked what it must; the launched run follows.
fn apply(tx: &mut Tx<'_>, state: &CampaignState, to: CampaignStatus) -> Result<()> {
    state.campaign.status.change_to(to)?;
    let (now, ..) = queries::house(tx)?;
    if to == CampaignStatus::Scheduled && state.campaign.scheduled_at.is_none_or(|at| at <= now) {
        return Err(Error::invalid(
            "scheduledAt",
            "A scheduled campaign needs a start time ahead of the campaign clock.",
        ));
    }
    launches::follow(tx, state.key, to, now)?;
    tx.about("campaign", state.campaign.id);
    queries::set_status(tx, state.key, to, now)
}

/// Launches every planned campaign whose time has come by the campaign clock; returns how many. One that does not pass
/// the check any more goes back to draft, which its history tells; one that is being rehearsed waits for that.
///
/// # Errors
/// The store's codes.
pub(crate) fn launch_due(ctx: &Ctx) -> Result<usize> {
    let mut launched = 0;
    for (campaign, _) in ctx.read(launches::due)? {
        match begin(ctx, campaign) {
            Ok(()) => launched += 1,
            Err(error) if error.code == Code::Conflict && error.field.as_deref() == Some("status") => {
                let why = error.message;
                ctx.write(Action::plain("campaign.notLaunched"), move |tx| {
                    let state = queries::campaign(tx, campaign)?;
                    apply(tx, &state, CampaignStatus::Draft)?;
                    tx.tell("because", why);
                    Ok(())
                })?;
            }
            // rehearsed right now, or changed under our hands: the next look finds it again
            Err(error) if error.code == Code::Conflict => {}
            Err(error) => return Err(error),
        }
    }
    Ok(launched)
}

/// As a person's launch, without the job: whoever moves the clock plays it.
fn begin(ctx: &Ctx, campaign: Uuid) -> Result<()> {
    let hash_key = suppression_key(ctx)?;
    let (state, findings) = ctx.read(|read| checked(read, &hash_key, campaign))?;
    must_pass(&findings)?;
    let seen = state.campaign.version;
    ctx.write(Action::plain("campaign.launch"), move |tx| {
        let state = queries::campaign(tx, campaign)?;
        if state.campaign.version != seen || state.campaign.status != CampaignStatus::Scheduled {
            return Err(Error::conflict("The campaign was changed meanwhile."));
        }
        apply(tx, &state, CampaignStatus::Active)?;
        launches::planned(tx, campaign, Wish::default()).map(|_| ())
    })
}

/// Pauses a campaign whose launch was stopped while its audience was being frozen.
///
/// # Errors
/// The store's codes.
pub(crate) fn hold(ctx: &Ctx, campaign_key: i64) -> Result<()> {
    ctx.write(Action::plain("campaign.setStatus"), move |tx| {
        let id = queries::id_of(tx, campaign_key)?;
        let state = queries::campaign(tx, id)?;
        if state.campaign.status == CampaignStatus::Active {
            apply(tx, &state, CampaignStatus::Paused)?;
        }
        Ok(())
    })
}
