//! SQL of events and of what is counted from them.

use roaring::RoaringBitmap;
use rusqlite::params;
use rusqlite::types::Value as Sql;

use super::batch::{EventRow, Rollup};
use super::{ALL_DAYS, Days, LANDING_SEQUENCE, Measure, NewVisit};
use crate::error::{Error, Result};
use crate::store::{Read, Tx};

/// One measure of one campaign on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub campaign: i64,
    pub measure: Measure,
    pub day: i64,
}

/// What is added to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub count: i64,
    pub unique: i64,
    pub first_time: i64,
}

/// IANA name of the organization's reporting zone.
pub(crate) fn zone(read: &Read<'_>) -> Result<String> {
    read.one("SELECT reporting_zone FROM organizations", [], |row| row.get(0))
}

pub(super) fn set_zone(tx: &mut Tx<'_>, zone: &str) -> Result<()> {
    let now = tx.now().0;
    tx.derive(
        "UPDATE main.organizations SET reporting_zone = ?1, updated_at = ?2 WHERE key = current_org()",
        params![zone, now],
    )?;
    Ok(())
}

pub(crate) fn days(read: &Read<'_>) -> Result<Days> {
    Days::of(&zone(read)?)
}

pub(crate) fn campaign_clock(read: &Read<'_>) -> Result<i64> {
    read.one("SELECT campaign_clock_ms FROM organizations", [], |row| row.get(0))
}

/// Sets the clock forward; it never runs back by this.
pub(crate) fn advance_clock(tx: &mut Tx<'_>, to_ms: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.organizations SET campaign_clock_ms = ?1, updated_at = ?2
         WHERE key = current_org() AND campaign_clock_ms < ?1",
        params![to_ms, now],
    )?;
    Ok(())
}

/// The next free sequence of a type and time, among those of runs or of the landing page.
fn next_sequence(read: &Read<'_>, campaign: i64, kind: u8, at_ms: i64, landing: bool) -> Result<i64> {
    let (from, to) = if landing { (LANDING_SEQUENCE, i64::MAX) } else { (0, LANDING_SEQUENCE - 1) };
    let last = read.first(
        "SELECT sequence FROM events WHERE campaign_key = ?1 AND event_type = ?2 AND occurred_at = ?3
         AND sequence BETWEEN ?4 AND ?5 ORDER BY sequence DESC LIMIT 1",
        params![campaign, kind, at_ms, from, to],
        |row| row.get::<_, i64>(0),
    )?;
    Ok(last.map_or(from, |last| last + 1))
}

/// Events of a run, sorted by type and time; the sequence starts anew with each time.
pub(super) fn append_events(tx: &mut Tx<'_>, campaign: i64, rows: &[EventRow]) -> Result<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    let mut sequence = next_sequence(tx, campaign, first.kind, first.at_ms, false)? - 1;
    let mut before = (first.kind, first.at_ms);
    let columns =
        ["event_type", "occurred_at", "sequence", "contact_key", "detail_key", "client_key", "flags"];
    tx.append_rows("events", &[("campaign_key", campaign)], columns, rows.len(), |at| {
        let row = &rows[at];
        let key = (row.kind, row.at_ms);
        sequence = if key == before { sequence + 1 } else { 0 };
        before = key;
        [
            i64::from(row.kind),
            row.at_ms,
            sequence,
            i64::from(row.contact),
            i64::from(row.detail),
            i64::from(row.client),
            i64::from(row.flags),
        ]
    })?;
    Ok(())
}

/// One event of the landing page.
pub(super) fn append_landing(tx: &mut Tx<'_>, campaign: i64, row: &EventRow, visit: i64) -> Result<()> {
    let sequence = next_sequence(tx, campaign, row.kind, row.at_ms, true)?;
    let columns = [
        "event_type",
        "occurred_at",
        "sequence",
        "contact_key",
        "detail_key",
        "client_key",
        "flags",
        "visit_key",
    ];
    tx.append_rows("events", &[("campaign_key", campaign)], columns, 1, |_| {
        [
            i64::from(row.kind),
            row.at_ms,
            sequence,
            i64::from(row.contact),
            i64::from(row.detail),
            i64::from(row.client),
            i64::from(row.flags),
            visit,
        ]
    })?;
    Ok(())
}

pub(crate) fn bitmap(bytes: &[u8]) -> Result<RoaringBitmap> {
    RoaringBitmap::deserialize_from(bytes).map_err(|cause| Error::internal(format!("bitmap: {cause}")))
}

pub(crate) fn bytes(bitmap: &RoaringBitmap) -> Result<Vec<u8>> {
    let mut bitmap = bitmap.clone();
    bitmap.optimize();
    let mut out = Vec::with_capacity(bitmap.serialized_size());
    bitmap.serialize_into(&mut out).map_err(|cause| Error::internal(format!("bitmap: {cause}")))?;
    Ok(out)
}

/// Contacts of one place; empty when there are none.
pub(crate) fn contacts(read: &Read<'_>, place: Place) -> Result<RoaringBitmap> {
    let mut found = RoaringBitmap::new();
    read.each(
        "SELECT contacts FROM event_day_contacts
         WHERE campaign_key = ?1 AND event_type = ?2 AND part = ?3 AND day = ?4",
        params![place.campaign, place.measure.kind, place.measure.part, place.day],
        |row| {
            found = bitmap(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
            Ok(false)
        },
    )?;
    Ok(found)
}

pub(super) fn save_contacts(tx: &mut Tx<'_>, place: Place, contacts: &RoaringBitmap) -> Result<()> {
    let blob = bytes(contacts)?;
    let Place { campaign, measure, day } = place;
    let changed = tx.execute(
        "UPDATE main.event_day_contacts SET contacts = ?5
         WHERE organization_key = current_org() AND campaign_key = ?1 AND event_type = ?2 AND part = ?3 AND day = ?4",
        params![campaign, measure.kind, measure.part, day, blob],
    )?;
    if changed == 0 {
        tx.append(
            "event_day_contacts",
            &["campaign_key", "event_type", "part", "day", "contacts"],
            [[
                Sql::Integer(campaign),
                Sql::Integer(measure.kind.into()),
                Sql::Integer(measure.part.into()),
                Sql::Integer(day),
                Sql::Blob(blob),
            ]],
        )?;
    }
    Ok(())
}

/// Days with contacts of a measure, first day first.
pub(super) fn days_of(read: &Read<'_>, place: Place) -> Result<Vec<i64>> {
    read.all(
        "SELECT day FROM event_day_contacts
         WHERE campaign_key = ?1 AND event_type = ?2 AND part = ?3 AND day > ?4 ORDER BY day",
        params![place.campaign, place.measure.kind, place.measure.part, ALL_DAYS],
        |row| row.get(0),
    )
}

/// People of a measure over days `from..=to`; both open means all days, which is one row.
pub(crate) fn people(
    read: &Read<'_>,
    campaign: i64,
    measure: Measure,
    from: Option<i64>,
    to: Option<i64>,
) -> Result<RoaringBitmap> {
    if from.is_none() && to.is_none() {
        return contacts(read, Place { campaign, measure, day: ALL_DAYS });
    }
    let mut found = RoaringBitmap::new();
    read.each(
        "SELECT contacts FROM event_day_contacts
         WHERE campaign_key = ?1 AND event_type = ?2 AND part = ?3 AND day BETWEEN ?4 AND ?5",
        params![campaign, measure.kind, measure.part, from.unwrap_or(0), to.unwrap_or(i64::MAX)],
        |row| {
            found |= bitmap(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
            Ok(true)
        },
    )?;
    Ok(found)
}

pub(super) fn is_final(read: &Read<'_>, place: Place) -> Result<bool> {
    Ok(read
        .first(
            "SELECT is_final FROM event_aggregations
             WHERE campaign_key = ?1 AND event_type = ?2 AND part = ?3 AND day = ?4",
            params![place.campaign, place.measure.kind, place.measure.part, place.day],
            |row| row.get(0),
        )?
        .unwrap_or(false))
}

/// Adds to a place and to the organization's totals; `late` puts it with the adjustments.
pub(super) fn add_counts(tx: &mut Tx<'_>, place: Place, counts: Counts, late: bool) -> Result<()> {
    let (now, organization) = (tx.now().0, tx.organization_key()?);
    let Place { campaign, measure, day } = place;
    let Counts { count, unique, first_time } = counts;
    let sql = if late {
        "INSERT INTO main.event_aggregations (organization_key, campaign_key, event_type, part, day, count,
           unique_contacts, first_time_contacts, is_final, adjustments, adjusted_contacts, adjusted_first_time, created_at,
           updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, 1, ?6, ?7, ?8, ?9, ?9)
         ON CONFLICT (organization_key, campaign_key, event_type, part, day) DO UPDATE SET
           adjustments = adjustments + ?6, adjusted_contacts = adjusted_contacts + ?7,
           adjusted_first_time = adjusted_first_time + ?8, updated_at = ?9"
    } else {
        "INSERT INTO main.event_aggregations (organization_key, campaign_key, event_type, part, day, count,
           unique_contacts, first_time_contacts, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
         ON CONFLICT (organization_key, campaign_key, event_type, part, day) DO UPDATE SET
           count = count + ?6, unique_contacts = unique_contacts + ?7,
           first_time_contacts = first_time_contacts + ?8, updated_at = ?9"
    };
    tx.execute(
        sql,
        params![organization, campaign, measure.kind, measure.part, day, count, unique, first_time, now],
    )?;
    add_total(tx, day, measure, count, first_time)
}

fn add_total(tx: &mut Tx<'_>, day: i64, measure: Measure, count: i64, first_time: i64) -> Result<()> {
    let organization = tx.organization_key()?;
    tx.execute(
        "INSERT INTO main.event_day_totals (organization_key, day, event_type, part, count, first_time_contacts)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (organization_key, day, event_type, part) DO UPDATE SET
           count = count + ?5, first_time_contacts = first_time_contacts + ?6",
        params![organization, day, measure.kind, measure.part, count, first_time],
    )?;
    Ok(())
}

pub(super) fn add_rollup(tx: &mut Tx<'_>, campaign: i64, rollup: &Rollup) -> Result<()> {
    let organization = tx.organization_key()?;
    let Rollup { dimension, measure, value, day, count, .. } = *rollup;
    let key = params![campaign, dimension as u8, measure.kind, measure.part, value, day];
    let blob = match &rollup.contacts {
        None => None,
        Some(added) => {
            let mut all = added.clone();
            tx.each(
                "SELECT contacts FROM event_rollups WHERE campaign_key = ?1 AND dimension = ?2 AND event_type = ?3
                 AND part = ?4 AND value_key = ?5 AND day = ?6",
                key,
                |row| {
                    all |= bitmap(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
                    Ok(false)
                },
            )?;
            Some(bytes(&all)?)
        }
    };
    tx.execute(
        "INSERT INTO main.event_rollups
           (organization_key, campaign_key, dimension, event_type, part, value_key, day, count, contacts)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (organization_key, campaign_key, dimension, event_type, part, value_key, day)
         DO UPDATE SET count = count + ?8, contacts = ?9",
        params![organization, campaign, dimension as u8, measure.kind, measure.part, value, day, count, blob],
    )?;
    Ok(())
}

pub(super) fn finalize(tx: &mut Tx<'_>, last_day: i64) -> Result<usize> {
    tx.execute(
        "UPDATE main.event_aggregations SET is_final = 1
         WHERE organization_key = current_org() AND is_final = 0 AND day <= ?1",
        [last_day],
    )
}

/// Key of a link or a bounce reason, made when it is new.
pub(crate) fn detail_key(tx: &mut Tx<'_>, kind: &str, text: &str) -> Result<i64> {
    let found =
        tx.first("SELECT key FROM event_details WHERE kind = ?1 AND text = ?2", [kind, text], |row| {
            row.get(0)
        })?;
    if let Some(key) = found {
        return Ok(key);
    }
    let organization = tx.organization_key()?;
    tx.insert(
        "INSERT INTO main.event_details (organization_key, kind, text) VALUES (?1, ?2, ?3)",
        params![organization, kind, text],
    )
}

/// Key of a client on a device, made when it is new.
pub(crate) fn client_key(tx: &mut Tx<'_>, device: u8, client: &str) -> Result<i64> {
    let found = tx.first(
        "SELECT key FROM event_clients WHERE device = ?1 AND client = ?2",
        params![device, client],
        |row| row.get(0),
    )?;
    if let Some(key) = found {
        return Ok(key);
    }
    let organization = tx.organization_key()?;
    tx.insert(
        "INSERT INTO main.event_clients (organization_key, device, client) VALUES (?1, ?2, ?3)",
        params![organization, device, client],
    )
}

pub(super) fn insert_visit(tx: &mut Tx<'_>, visit: &NewVisit) -> Result<i64> {
    let (organization, now, clock) = (tx.organization_key()?, tx.now().0, campaign_clock(tx)?);
    tx.insert(
        "INSERT INTO main.visits
           (organization_key, campaign_key, wall_time, campaign_time, ip_address, user_agent, session)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            organization,
            visit.campaign_key,
            now,
            clock,
            visit.ip_address,
            visit.user_agent,
            visit.session
        ],
    )
}

/// Run and frozen validation status of a contact in the run that stands.
pub(super) fn standing_assignment(tx: &Tx<'_>, campaign: i64, contact: i64) -> Result<Option<(i64, u8)>> {
    if contact == 0 {
        return Ok(None);
    }
    tx.first(
        "SELECT a.run_key, a.validation_status FROM runs r
         JOIN assignments a ON a.run_key = r.key AND a.contact_key = ?2
         WHERE r.campaign_key = ?1 AND r.state IN ('running', 'done')",
        [campaign, contact],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The assignment follows: the event's bit, and the first time when this is earlier.
pub(super) fn project(tx: &mut Tx<'_>, run: i64, contact: i64, row: &EventRow) -> Result<()> {
    let column = match (row.kind, Measure::of(row.kind, row.flags).part) {
        (3, 2) => "first_machine_open_at",
        (3, _) => "first_open_at",
        (4, 1) => "first_click_at",
        (6, _) => "unsubscribed_at",
        (7, _) => "complained_at",
        (8, _) => "first_view_at",
        (9, _) => "first_submit_at",
        _ => "scheduled_at",
    };
    let set = if column == "scheduled_at" {
        String::new()
    } else {
        format!(", {column} = min(coalesce({column}, ?4), ?4)")
    };
    tx.execute(
        &format!(
            "UPDATE main.assignments SET event_bits = event_bits | ?3{set}
             WHERE organization_key = current_org() AND run_key = ?1 AND contact_key = ?2 AND ?4 = ?4"
        ),
        params![run, contact, 1_i64 << row.kind, row.at_ms],
    )?;
    Ok(())
}

/// What the events of a campaign are counted from, in primary-key order: type, time, contact, detail, device, flags.
pub(super) fn stream(read: &Read<'_>, campaign: i64, mut with: impl FnMut(EventRow)) -> Result<()> {
    let devices: Vec<(u32, u8)> =
        read.all("SELECT key, device FROM event_clients", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let most = devices.iter().map(|(key, _)| *key as usize).max().unwrap_or(0);
    let mut device_of = vec![0_u8; most + 1];
    for (key, device) in devices {
        device_of[key as usize] = device;
    }
    read.each(
        "SELECT event_type, occurred_at, contact_key, detail_key, client_key, flags FROM events
         WHERE campaign_key = ?1 ORDER BY event_type, occurred_at, sequence",
        [campaign],
        |row| {
            let client: u32 = row.get(4)?;
            with(EventRow {
                kind: row.get(0)?,
                at_ms: row.get(1)?,
                contact: row.get(2)?,
                detail: row.get(3)?,
                client,
                flags: row.get(5)?,
                device: device_of.get(client as usize).copied().unwrap_or(0),
                status: 0,
            });
            Ok(true)
        },
    )
}

/// The audience of the standing run by frozen validation status.
pub(crate) fn statuses(read: &Read<'_>, campaign: i64) -> Result<Vec<(u8, RoaringBitmap)>> {
    let mut found = Vec::new();
    read.each(
        "SELECT c.validation_status, c.contacts FROM runs r JOIN run_contacts c ON c.run_key = r.key
         WHERE r.campaign_key = ?1 AND r.state IN ('running', 'done') ORDER BY c.validation_status",
        [campaign],
        |row| {
            found.push((row.get(0)?, bitmap(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?));
            Ok(true)
        },
    )?;
    Ok(found)
}

/// A stored row of aggregates: place, counts with their adjustments.
pub(super) fn stored_counts(read: &Read<'_>, campaign: i64) -> Result<Vec<(Place, Counts)>> {
    read.all(
        "SELECT event_type, part, day, count + adjustments, unique_contacts + adjusted_contacts,
                first_time_contacts + adjusted_first_time
         FROM event_aggregations WHERE campaign_key = ?1 ORDER BY event_type, part, day",
        [campaign],
        |row| {
            let measure = Measure { kind: row.get(0)?, part: row.get(1)? };
            Ok((
                Place { campaign, measure, day: row.get(2)? },
                Counts { count: row.get(3)?, unique: row.get(4)?, first_time: row.get(5)? },
            ))
        },
    )
}

/// Every stored bitmap of a campaign.
pub(super) fn stored_contacts(read: &Read<'_>, campaign: i64) -> Result<Vec<(Place, RoaringBitmap)>> {
    let mut found = Vec::new();
    read.each(
        "SELECT event_type, part, day, contacts FROM event_day_contacts
         WHERE campaign_key = ?1 ORDER BY event_type, part, day",
        [campaign],
        |row| {
            let measure = Measure { kind: row.get(0)?, part: row.get(1)? };
            let contacts = bitmap(row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?)?;
            found.push((Place { campaign, measure, day: row.get(2)? }, contacts));
            Ok(true)
        },
    )?;
    Ok(found)
}

/// Every stored rollup of a campaign: dimension, place, value, count, people.
pub(super) fn stored_rollups(read: &Read<'_>, campaign: i64) -> Result<Vec<StoredRollup>> {
    let mut found = Vec::new();
    read.each(
        "SELECT dimension, event_type, part, value_key, day, count, contacts FROM event_rollups
         WHERE campaign_key = ?1 ORDER BY event_type, part, day, dimension, value_key",
        [campaign],
        |row| {
            let measure = Measure { kind: row.get(1)?, part: row.get(2)? };
            let blob = row.get_ref(6)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
            found.push(StoredRollup {
                dimension: row.get(0)?,
                place: Place { campaign, measure, day: row.get(4)? },
                value: row.get(3)?,
                count: row.get(5)?,
                contacts: blob.map(bitmap).transpose()?,
            });
            Ok(true)
        },
    )?;
    Ok(found)
}

/// One row of rollups as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StoredRollup {
    pub dimension: u8,
    pub place: Place,
    pub value: i64,
    pub count: i64,
    pub contacts: Option<RoaringBitmap>,
}

/// Takes everything that was counted for a campaign away, also from the totals of the organization.
pub(super) fn clear_counts(tx: &mut Tx<'_>, campaign: i64) -> Result<()> {
    for (place, counts) in stored_counts(tx, campaign)? {
        add_total(tx, place.day, place.measure, -counts.count, -counts.first_time)?;
    }
    for table in ["event_aggregations", "event_day_contacts", "event_rollups"] {
        tx.execute(
            &format!("DELETE FROM main.{table} WHERE organization_key = current_org() AND campaign_key = ?1"),
            [campaign],
        )?;
    }
    tx.execute("DELETE FROM main.event_day_totals WHERE organization_key = current_org() AND count = 0", [])?;
    Ok(())
}

/// Removes at most `limit` events of a campaign that no visit made; the mark of the reset must stand.
pub(super) fn remove_events(tx: &mut Tx<'_>, campaign: i64, limit: i64) -> Result<usize> {
    let last: Option<(i64, i64, i64)> = tx.first(
        "SELECT event_type, occurred_at, sequence FROM events WHERE campaign_key = ?1 AND visit_key IS NULL
         ORDER BY event_type, occurred_at, sequence LIMIT 1 OFFSET ?2",
        [campaign, limit - 1],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let (kind, at, sequence) = last.unwrap_or((i64::MAX, 0, 0));
    tx.execute(
        "DELETE FROM main.events WHERE organization_key = current_org() AND campaign_key = ?1 AND visit_key IS NULL
         AND (event_type, occurred_at, sequence) <= (?2, ?3, ?4)",
        params![campaign, kind, at, sequence],
    )
}

/// Removes at most `limit` assignments of a run.
pub(super) fn remove_assignments(tx: &mut Tx<'_>, run: i64, limit: i64) -> Result<usize> {
    let last: Option<i64> = tx.first(
        "SELECT contact_key FROM assignments WHERE run_key = ?1 ORDER BY contact_key LIMIT 1 OFFSET ?2",
        [run, limit - 1],
        |row| row.get(0),
    )?;
    tx.execute(
        "DELETE FROM main.assignments WHERE organization_key = current_org() AND run_key = ?1 AND contact_key <= ?2",
        params![run, last.unwrap_or(i64::MAX)],
    )
}

/// The run has no rows any more.
pub(super) fn mark_cleared(tx: &mut Tx<'_>, run: i64) -> Result<()> {
    let now = tx.now().0;
    for table in ["run_contacts", "run_engagement"] {
        tx.execute(
            &format!("DELETE FROM main.{table} WHERE organization_key = current_org() AND run_key = ?1"),
            [run],
        )?;
    }
    tx.execute(
        "UPDATE main.runs SET cleared_at = ?2, updated_at = ?2 WHERE organization_key = current_org() AND key = ?1",
        [run, now],
    )?;
    Ok(())
}

/// Whether a run has no rows any more.
pub(super) fn is_cleared(read: &Read<'_>, run: i64) -> Result<bool> {
    read.one("SELECT cleared_at IS NOT NULL FROM runs WHERE key = ?1", [run], |row| row.get(0))
}
