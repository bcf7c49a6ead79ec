//! SQL of launched runs and of the campaign clock.

use reachly_rehearsal::AudienceMix;
use rusqlite::{Row, params};
use serde_json::Value;
use uuid::Uuid;

use super::types::{CampaignClock, ClockLaunch, ClockStart};
use crate::access::queries::id_at;
use crate::audience::{Frozen, engagement};
use crate::campaigns::types::CampaignStatus;
use crate::clock::CampaignTime;
use crate::contacts::types::NamedId;
use crate::error::{OrNotFound, Result};
use crate::events::queries::bitmap;
use crate::rehearsals::cast::Script;
use crate::rehearsals::queries::ASSIGNMENT;
use crate::rehearsals::types::Assumptions;
use crate::store::{ABSENT, Read, Tx};
use crate::templates::queries::json_at;

/// A launched run of an active campaign.
#[derive(Clone, Debug)]
pub(super) struct Launch {
    pub key: i64,
    pub campaign: i64,
    pub script: Script,
    pub mix: AudienceMix,
    pub played_to: Option<i64>,
    pub playing_to: Option<i64>,
    pub played_rows: usize,
    pub held_ms: i64,
}

/// Launches that play with the clock, the oldest first.
pub(super) fn playing(read: &Read<'_>) -> Result<Vec<Launch>> {
    let mut found = read.all(
        "SELECT r.key, r.campaign_key, c.id, r.seed, r.config, r.started_at, r.form_version_key IS NOT NULL,
                r.audience_mix, r.played_to, r.playing_to, r.played_rows, r.held_ms
         FROM runs r JOIN campaigns c ON c.key = r.campaign_key AND c.status = 'active'
         WHERE r.kind = 'launch' AND r.state = 'running' ORDER BY r.key",
        [],
        |row| {
            let config: Assumptions = json_at(row, 4)?;
            Ok(Launch {
                key: row.get(0)?,
                campaign: row.get(1)?,
                script: Script {
                    campaign: id_at(row, 2)?.into_bytes(),
                    seed: row.get::<_, i64>(3)? as u64,
                    config: config.0,
                    start_ms: row.get(5)?,
                    links: Vec::new(),
                    has_form: row.get(6)?,
                },
                mix: mix_at(row, 7)?,
                played_to: row.get(8)?,
                playing_to: row.get(9)?,
                played_rows: row.get::<_, i64>(10).map(|rows| usize::try_from(rows).unwrap_or(0))?,
                held_ms: row.get(11)?,
            })
        },
    )?;
    for launch in &mut found {
        launch.script.links = read.all(
            "SELECT json_extract(l.value, '$.href') FROM runs r JOIN template_versions v ON v.key = r.template_version_key,
             json_each(v.links) l WHERE r.key = ?1 ORDER BY json_extract(l.value, '$.number')",
            [launch.key],
            |row| row.get(0),
        )?;
    }
    Ok(found)
}

/// Empty until the audience is frozen.
fn mix_at(row: &Row<'_>, at: usize) -> rusqlite::Result<AudienceMix> {
    let mix: Value = json_at(row, at)?;
    Ok(serde_json::from_value(mix).unwrap_or_default())
}

/// Whether the clock is ahead of a launch, a launch is not frozen or half written, or a planned campaign is due.
pub(super) fn is_behind(read: &Read<'_>) -> Result<bool> {
    read.one(
        "SELECT EXISTS (SELECT 1 FROM runs r JOIN campaigns c ON c.key = r.campaign_key AND c.status = 'active'
                        WHERE r.kind = 'launch' AND r.state = 'running' AND (r.played_to IS NULL
                          OR r.playing_to IS NOT NULL OR r.played_to <> o.campaign_clock_ms))
             OR EXISTS (SELECT 1 FROM campaigns p WHERE p.status = 'scheduled' AND p.scheduled_at <= o.campaign_clock_ms)
         FROM organizations o",
        [],
        |row| row.get(0),
    )
}

/// Planned campaigns whose time has come by the clock, in the order of their times.
pub(crate) fn due(read: &Read<'_>) -> Result<Vec<(Uuid, String)>> {
    read.all(
        "SELECT c.id, c.name FROM campaigns c, organizations o
         WHERE c.status = 'scheduled' AND c.scheduled_at <= o.campaign_clock_ms ORDER BY c.scheduled_at, c.key",
        [],
        |row| Ok((id_at(row, 0)?, row.get(1)?)),
    )
}

/// The next time a planned campaign starts, after a moment.
pub(super) fn next_start(read: &Read<'_>, after: i64) -> Result<Option<i64>> {
    read.one(
        "SELECT min(scheduled_at) FROM campaigns WHERE status = 'scheduled' AND scheduled_at > ?1",
        [after],
        |row| row.get(0),
    )
}

/// The frozen audience of a launch, without those whose row is gone. The waterfall is not kept.
pub(super) fn frozen(read: &Read<'_>, run: i64) -> Result<Frozen> {
    let mut found = Frozen::default();
    read.each(
        "SELECT a.contact_key, c.id, a.validation_status FROM assignments a
         JOIN contacts_with_deleted c ON c.key = a.contact_key WHERE a.run_key = ?1 ORDER BY a.contact_key",
        [run],
        |row| {
            found.contact_keys.push(row.get(0)?);
            found.contact_ids.push(row.get(1)?);
            found.statuses.push(row.get(2)?);
            Ok(true)
        },
    )?;
    read.each("SELECT factor, contacts FROM run_engagement WHERE run_key = ?1", [run], |row| {
        if found.engagement.is_empty() {
            found.engagement = vec![engagement::AVERAGE; found.contact_keys.len()];
        }
        let factor = row.get(0)?;
        for contact in bitmap(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)? {
            if let Ok(at) = found.contact_keys.binary_search(&i64::from(contact)) {
                found.engagement[at] = factor;
            }
        }
        Ok(true)
    })?;
    Ok(found)
}

/// The launched run of a campaign that still plays or is held.
pub(super) struct Running {
    pub key: i64,
    pub played_to: Option<i64>,
    pub playing_to: Option<i64>,
    pub paused: bool,
}

pub(super) fn standing(read: &Read<'_>, campaign: i64) -> Result<Option<Running>> {
    read.first(
        "SELECT r.key, r.played_to, r.playing_to, c.status = 'paused' FROM runs r
         JOIN campaigns c ON c.key = r.campaign_key
         WHERE r.campaign_key = ?1 AND r.kind = 'launch' AND r.state = 'running'",
        [campaign],
        |row| {
            Ok(Running {
                key: row.get(0)?,
                played_to: row.get(1)?,
                playing_to: row.get(2)?,
                paused: row.get(3)?,
            })
        },
    )
}

/// Goes on after a pause: what is left happens later by as long as it was held.
pub(super) fn go_on(tx: &mut Tx<'_>, run: i64, held_ms: i64, clock: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.runs SET held_ms = held_ms + ?2, ends_at = ends_at + ?2, played_to = max(played_to, ?3),
         updated_at = ?4 WHERE organization_key = current_org() AND key = ?1",
        params![run, held_ms, clock, now],
    )?;
    Ok(())
}

/// Ends a launch where it stands.
pub(super) fn end_at(tx: &mut Tx<'_>, run: i64, ends_at: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.runs SET state = 'done', ends_at = min(ends_at, ?2), updated_at = ?3
         WHERE organization_key = current_org() AND key = ?1",
        params![run, ends_at, now],
    )?;
    Ok(())
}

/// A launch that never had an audience is called off.
pub(super) fn call_off(tx: &mut Tx<'_>, run: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.runs SET state = 'cancelled', cleared_at = ?2, updated_at = ?2
         WHERE organization_key = current_org() AND key = ?1",
        params![run, now],
    )?;
    Ok(())
}

/// Removes at most `limit` assignments of a launch whose audience is not frozen; says how many.
pub(super) fn unassign(tx: &mut Tx<'_>, run: i64, limit: i64) -> Result<usize> {
    let last: Option<i64> = tx.first(
        "SELECT contact_key FROM assignments WHERE run_key = ?1 ORDER BY contact_key LIMIT 1 OFFSET ?2",
        [run, limit - 1],
        |row| row.get(0),
    )?;
    let frozen: bool =
        tx.one("SELECT played_to IS NOT NULL FROM runs WHERE key = ?1", [run], |row| row.get(0))?;
    if frozen {
        return Ok(0);
    }
    tx.execute(
        "DELETE FROM main.assignments WHERE organization_key = current_org() AND run_key = ?1 AND contact_key <= ?2",
        params![run, last.unwrap_or(i64::MAX)],
    )
}

/// The audience is frozen: nothing is written before `start`, and the first stretch goes up to the clock.
pub(super) fn begin(tx: &mut Tx<'_>, run: i64, start: i64, clock: i64, digest: [u8; 32]) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.runs SET played_to = ?2, playing_to = ?3, played_rows = 0, digest = ?4, updated_at = ?5
         WHERE organization_key = current_org() AND key = ?1 AND played_to IS NULL",
        params![run, start - 1, clock, digest, now],
    )?;
    Ok(())
}

/// Begins a stretch, unless the run has ended meanwhile.
pub(super) fn open_stretch(tx: &mut Tx<'_>, run: i64, to: i64) -> Result<bool> {
    let opened = tx.execute(
        "UPDATE main.runs SET playing_to = ?2, played_rows = 0
         WHERE organization_key = current_org() AND key = ?1 AND state = 'running'",
        params![run, to],
    )?;
    Ok(opened > 0)
}

/// So many more events of the stretch are written, with their step.
pub(super) fn add_rows(tx: &mut Tx<'_>, run: i64, rows: usize) -> Result<()> {
    tx.execute(
        "UPDATE main.runs SET events = events + ?2, played_rows = played_rows + ?2
         WHERE organization_key = current_org() AND key = ?1",
        params![run, rows as i64],
    )?;
    Ok(())
}

/// The stretch is written; the run is done when nothing can follow.
pub(super) fn close_stretch(tx: &mut Tx<'_>, run: i64, to: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.runs SET played_to = ?2, playing_to = NULL, played_rows = 0, updated_at = ?3,
         state = CASE WHEN ?2 >= ends_at - 1 THEN 'done' ELSE state END
         WHERE organization_key = current_org() AND key = ?1 AND state = 'running'",
        params![run, to, now],
    )?;
    tx.touch("runs");
    Ok(())
}

/// An assignment takes over what happened since: the first of each kind, whoever else wrote one before.
pub(super) fn project(tx: &mut Tx<'_>, run: i64, row: &[i64; ASSIGNMENT.len()]) -> Result<()> {
    let time = |at: usize| Some(row[at]).filter(|time| *time != ABSENT);
    tx.execute(
        "UPDATE main.assignments SET status = CASE WHEN ?3 > 0 THEN ?3 ELSE status END, event_bits = event_bits | ?4,
           sent_at = min(coalesce(sent_at, ?5), coalesce(?5, sent_at)),
           delivered_at = min(coalesce(delivered_at, ?6), coalesce(?6, delivered_at)),
           first_open_at = min(coalesce(first_open_at, ?7), coalesce(?7, first_open_at)),
           first_machine_open_at = min(coalesce(first_machine_open_at, ?8), coalesce(?8, first_machine_open_at)),
           first_click_at = min(coalesce(first_click_at, ?9), coalesce(?9, first_click_at)),
           bounced_at = min(coalesce(bounced_at, ?10), coalesce(?10, bounced_at)),
           unsubscribed_at = min(coalesce(unsubscribed_at, ?11), coalesce(?11, unsubscribed_at)),
           complained_at = min(coalesce(complained_at, ?12), coalesce(?12, complained_at)),
           first_view_at = min(coalesce(first_view_at, ?13), coalesce(?13, first_view_at)),
           first_submit_at = min(coalesce(first_submit_at, ?14), coalesce(?14, first_submit_at))
         WHERE organization_key = current_org() AND run_key = ?1 AND contact_key = ?2",
        params![
            run,
            row[0],
            row[1],
            row[3],
            time(5),
            time(6),
            time(7),
            time(8),
            time(9),
            time(10),
            time(11),
            time(12),
            time(13),
            time(14)
        ],
    )?;
    Ok(())
}

fn named_at(row: &Row<'_>) -> rusqlite::Result<NamedId> {
    Ok(NamedId { id: id_at(row, 0)?, name: row.get(1)? })
}

pub(super) fn clock(read: &Read<'_>, moving: bool) -> Result<CampaignClock> {
    let launches = read.all(
        "SELECT c.id, c.name, c.status, r.started_at, r.ends_at, r.played_to, r.id FROM runs r
         JOIN campaigns c ON c.key = r.campaign_key AND c.status IN ('active', 'paused')
         WHERE r.kind = 'launch' AND r.state = 'running' ORDER BY r.key",
        [],
        |row| {
            let status: String = row.get(2)?;
            Ok(ClockLaunch {
                campaign: named_at(row)?,
                run: id_at(row, 6)?,
                status: CampaignStatus::from_word(&status).ok_or(rusqlite::Error::InvalidQuery)?,
                started_at: CampaignTime(row.get(3)?),
                ends_at: CampaignTime(row.get(4)?),
                played_to: row.get::<_, Option<i64>>(5)?.map(CampaignTime),
            })
        },
    )?;
    let starts = read.all(
        "SELECT id, name, scheduled_at FROM campaigns WHERE status = 'scheduled' AND scheduled_at IS NOT NULL
         ORDER BY scheduled_at, key LIMIT 20",
        [],
        |row| Ok(ClockStart { campaign: named_at(row)?, at: CampaignTime(row.get(2)?) }),
    )?;
    read.first("SELECT campaign_clock_ms, reporting_zone FROM organizations", [], |row| {
        Ok(CampaignClock {
            now: CampaignTime(row.get(0)?),
            zone: row.get(1)?,
            moving,
            launches: launches.clone(),
            starts: starts.clone(),
        })
    })?
    .or_not_found("organization")
}
