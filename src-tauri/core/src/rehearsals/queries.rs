//! SQL of runs.

use reachly_rehearsal::AudienceMix;
use roaring::RoaringBitmap;
use rusqlite::{Row, params};
use uuid::Uuid;

use super::types::{Assumptions, AudienceCounts, CampaignRun};
use crate::access::queries::{id_at, optional_id_at};
use crate::clock::{CampaignTime, WallTime};
use crate::error::{Error, OrNotFound, Result};
use crate::store::{Read, Tx};

/// A campaign as a run needs it.
#[derive(Clone, Debug)]
pub(crate) struct Pinned {
    pub key: i64,
    pub id: Uuid,
    pub name: String,
    pub created_by: Option<i64>,
    pub template_version: Option<i64>,
    pub form_version: Option<i64>,
    /// Addresses of the mail's links, in their order.
    pub links: Vec<String>,
    pub scheduled_at: Option<i64>,
    pub clock: i64,
}

pub(crate) fn pinned(read: &Read<'_>, campaign: Uuid) -> Result<Pinned> {
    let mut found = read
        .first(
            "SELECT c.key, c.name, c.created_by, c.template_version_key, c.form_version_key, c.scheduled_at,
                    o.campaign_clock_ms
             FROM campaigns c, organizations o WHERE c.id = ?1",
            [campaign.as_bytes().as_slice()],
            |row| {
                Ok(Pinned {
                    key: row.get(0)?,
                    id: campaign,
                    name: row.get(1)?,
                    created_by: row.get(2)?,
                    template_version: row.get(3)?,
                    form_version: row.get(4)?,
                    links: Vec::new(),
                    scheduled_at: row.get(5)?,
                    clock: row.get(6)?,
                })
            },
        )?
        .or_not_found("campaign")?;
    if let Some(version) = found.template_version {
        found.links = read.all(
            "SELECT json_extract(l.value, '$.href') FROM template_versions v, json_each(v.links) l
             WHERE v.key = ?1 ORDER BY json_extract(l.value, '$.number')",
            [version],
            |row| row.get(0),
        )?;
    }
    Ok(found)
}

/// What a run is started with.
#[derive(Clone, Debug)]
pub(crate) struct NewRun {
    /// rehearsal or launch.
    pub kind: &'static str,
    pub campaign: Pinned,
    pub seed: u64,
    pub config: Assumptions,
    pub start_ms: i64,
}

impl NewRun {
    pub(super) fn script(&self) -> super::cast::Script {
        super::cast::Script {
            campaign: self.campaign.id.into_bytes(),
            seed: self.seed,
            config: self.config.0.clone(),
            start_ms: self.start_ms,
            links: self.campaign.links.clone(),
            has_form: self.campaign.form_version.is_some(),
        }
    }
}

/// Makes the run; the rehearsal that stood is reset by it and waits to be cleared.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &NewRun) -> Result<(i64, Uuid)> {
    let campaign = &new.campaign;
    match standing(tx, campaign.key)? {
        Some(run) if run.launched => {
            return Err(Error::conflict("This campaign was launched: its results are real and stay.")
                .kept("Nothing was changed.")
                .todo("Duplicate the campaign to rehearse it."));
        }
        Some(run) if run.state == "running" => {
            return Err(Error::conflict("This campaign is being rehearsed right now.")
                .kept("The running rehearsal goes on.")
                .todo("Wait for it, or cancel it."));
        }
        Some(run) => {
            take_back(tx, run.key, campaign.key, "reset")?;
            tx.tell("resetRun", run.id.to_string());
        }
        None => {}
    }
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let key = tx.insert(
        "INSERT INTO main.runs (id, organization_key, campaign_key, kind, state, seed, config, template_version_key,
           form_version_key, started_at, ends_at, created_by, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?11, 'running', ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?10)",
        params![
            id.as_bytes(),
            organization,
            campaign.key,
            new.seed as i64,
            serde_json::to_string(&new.config)?,
            campaign.template_version,
            campaign.form_version,
            new.start_ms,
            user,
            now,
            new.kind
        ],
    )?;
    tx.about("campaign", campaign.id);
    tx.tell("run", id.to_string());
    tx.tell("seed", new.seed);
    Ok((key, id))
}

/// The run whose events stand.
pub(crate) struct Standing {
    pub key: i64,
    pub id: Uuid,
    pub state: String,
    pub launched: bool,
}

pub(crate) fn standing(read: &Read<'_>, campaign: i64) -> Result<Option<Standing>> {
    read.first(
        "SELECT key, state, kind = 'launch', id FROM runs WHERE campaign_key = ?1 AND state IN ('running', 'done')",
        [campaign],
        |row| {
            Ok(Standing {
                key: row.get(0)?,
                state: row.get(1)?,
                launched: row.get(2)?,
                id: id_at(row, 3)?,
            })
        },
    )
}

/// A run stops standing, and its figures go at once; its rows are cleared afterwards.
pub(crate) fn take_back(tx: &mut Tx<'_>, run: i64, campaign: i64, state: &str) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.runs SET state = ?2, updated_at = ?3 WHERE organization_key = current_org() AND key = ?1",
        params![run, state, now],
    )?;
    crate::events::clear::hide(tx, campaign)
}

/// Taken-back runs that still have rows: (campaign, run). Of one campaign, or of all.
pub(crate) fn uncleared(read: &Read<'_>, campaign: Option<i64>) -> Result<Vec<(i64, i64)>> {
    read.all(
        "SELECT campaign_key, key FROM runs WHERE state IN ('cancelled', 'failed', 'reset') AND cleared_at IS NULL
         AND (?1 IS NULL OR campaign_key = ?1) ORDER BY key",
        [campaign],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Rehearsals that a crash left running: (campaign, run).
pub(crate) fn left_running(read: &Read<'_>) -> Result<Vec<(i64, i64)>> {
    read.all("SELECT campaign_key, key FROM runs WHERE state = 'running' AND kind = 'rehearsal'", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

pub(crate) fn set_job(tx: &mut Tx<'_>, run: i64, job: Uuid) -> Result<()> {
    tx.execute(
        "UPDATE main.runs SET job_id = ?2 WHERE organization_key = current_org() AND key = ?1",
        params![run, job.as_bytes()],
    )?;
    Ok(())
}

/// Assignments of a run: the columns after run and campaign, in this order.
pub(crate) const ASSIGNMENT: [&str; 15] = [
    "contact_key",
    "status",
    "validation_status",
    "event_bits",
    "scheduled_at",
    "sent_at",
    "delivered_at",
    "first_open_at",
    "first_machine_open_at",
    "first_click_at",
    "bounced_at",
    "unsubscribed_at",
    "complained_at",
    "first_view_at",
    "first_submit_at",
];

pub(crate) fn append_assignments(
    tx: &mut Tx<'_>,
    run: i64,
    campaign: i64,
    rows: &[[i64; ASSIGNMENT.len()]],
) -> Result<()> {
    let fixed = [("run_key", run), ("campaign_key", campaign)];
    tx.append_rows("assignments", &fixed, ASSIGNMENT, rows.len(), |at| rows[at])?;
    Ok(())
}

/// Who is in a run, by validation status and by engagement where it is not average.
pub(crate) struct Snapshot {
    pub statuses: Vec<(u8, RoaringBitmap)>,
    pub engagement: Vec<(u16, RoaringBitmap)>,
}

/// The audience is frozen: how many, of what status, who.
pub(crate) fn set_audience(
    tx: &mut Tx<'_>,
    run: i64,
    mix: &AudienceMix,
    ends_at: i64,
    snapshot: &Snapshot,
) -> Result<()> {
    let (now, organization) = (tx.now().0, tx.organization_key()?);
    tx.execute(
        "UPDATE main.runs SET audience_mix = ?2, recipients = ?3, ends_at = ?4, updated_at = ?5
         WHERE organization_key = current_org() AND key = ?1",
        params![run, serde_json::to_string(mix)?, mix.total() as i64, ends_at, now],
    )?;
    for (factor, contacts) in &snapshot.engagement {
        tx.execute(
            "INSERT INTO main.run_engagement (organization_key, run_key, factor, contacts) VALUES (?1, ?2, ?3, ?4)",
            params![organization, run, factor, crate::events::queries::bytes(contacts)?],
        )?;
    }
    for (status, contacts) in &snapshot.statuses {
        tx.execute(
            "INSERT INTO main.run_contacts (organization_key, run_key, validation_status, contacts)
             VALUES (?1, ?2, ?3, ?4)",
            params![organization, run, status, crate::events::queries::bytes(contacts)?],
        )?;
    }
    Ok(())
}

/// So many more events stand, with the step that wrote them.
pub(crate) fn add_events(tx: &mut Tx<'_>, run: i64, events: usize) -> Result<()> {
    tx.execute(
        "UPDATE main.runs SET events = events + ?2 WHERE organization_key = current_org() AND key = ?1",
        params![run, events as i64],
    )?;
    Ok(())
}

pub(crate) fn finish(tx: &mut Tx<'_>, run: i64, digest: [u8; 32]) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.runs SET state = 'done', digest = ?2, updated_at = ?3
         WHERE organization_key = current_org() AND key = ?1",
        params![run, digest, now],
    )?;
    Ok(())
}

const RUN: &str =
    "SELECT r.id, r.kind, r.state, r.seed, r.config, t.id, f.id, r.audience_mix, r.recipients, r.events,
        r.digest, r.started_at, r.ends_at, r.job_id, r.created_at, r.cleared_at IS NOT NULL, r.played_to, r.held_ms
     FROM runs r LEFT JOIN template_versions t ON t.key = r.template_version_key
     LEFT JOIN form_versions f ON f.key = r.form_version_key";

fn run_row(row: &Row<'_>) -> rusqlite::Result<CampaignRun> {
    let json = |at: usize| row.get::<_, String>(at);
    let number = |at: usize| row.get::<_, i64>(at).map(|number| u64::try_from(number).unwrap_or(0));
    let digest: Option<[u8; 32]> = row.get(10)?;
    Ok(CampaignRun {
        id: id_at(row, 0)?,
        kind: row.get(1)?,
        state: row.get(2)?,
        seed: row.get::<_, i64>(3)? as u64,
        config: serde_json::from_str(&json(4)?).unwrap_or_default(),
        template_version: optional_id_at(row, 5)?,
        form_version: optional_id_at(row, 6)?,
        audience: serde_json::from_str::<AudienceCounts>(&json(7)?).unwrap_or_default(),
        recipients: number(8)?,
        events: number(9)?,
        digest: digest.map(|bytes| blake3::Hash::from_bytes(bytes).to_hex().to_string()),
        started_at: CampaignTime(row.get(11)?),
        ends_at: CampaignTime(row.get(12)?),
        job: optional_id_at(row, 13)?,
        created_at: WallTime(row.get(14)?),
        cleared: row.get(15)?,
        played_to: row.get::<_, Option<i64>>(16)?.map(CampaignTime),
        held_ms: row.get(17)?,
    })
}

/// Runs of a campaign, newest first.
pub(crate) fn runs(read: &Read<'_>, campaign: i64) -> Result<Vec<CampaignRun>> {
    read.all(&format!("{RUN} WHERE r.campaign_key = ?1 ORDER BY r.key DESC"), [campaign], run_row)
}

pub(crate) fn run(read: &Read<'_>, id: Uuid) -> Result<CampaignRun> {
    read.first(&format!("{RUN} WHERE r.id = ?1"), [id.as_bytes().as_slice()], run_row)?.or_not_found("run")
}

/// Seed and assumptions of the newest rehearsal that came to its end.
pub(crate) fn rehearsed(read: &Read<'_>, campaign: i64) -> Result<Option<(u64, Assumptions)>> {
    read.first(
        "SELECT seed, config FROM runs WHERE campaign_key = ?1 AND kind = 'rehearsal' AND digest IS NOT NULL
         ORDER BY key DESC LIMIT 1",
        [campaign],
        |row| {
            let config: String = row.get(1)?;
            Ok((row.get::<_, i64>(0)? as u64, serde_json::from_str(&config).unwrap_or_default()))
        },
    )
}
