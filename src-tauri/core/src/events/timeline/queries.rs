//! SQL of a contact's timeline.

use rusqlite::params;
use uuid::Uuid;

use crate::access::queries::id_at;
use crate::error::Result;
use crate::events::queries::bitmap;
use crate::events::{ALL_DAYS, Measure};
use crate::store::Read;

/// A contact's assignments in runs that stand: campaign, run, its name, and the times of what happens once.
pub(super) fn assignments_of(read: &Read<'_>, contact: i64) -> Result<Vec<Assigned>> {
    read.all(
        "SELECT r.campaign_key, a.sent_at, a.delivered_at, a.bounced_at, a.unsubscribed_at, a.complained_at, a.status
         FROM runs r JOIN assignments a ON a.run_key = r.key AND a.contact_key = ?1
         WHERE r.state IN ('running', 'done')",
        [contact],
        |row| {
            let status: i64 = row.get(6)?;
            let bounce = if status == 4 { Measure::BOUNCE_HARD } else { Measure::BOUNCE_SOFT };
            Ok(Assigned {
                campaign_key: row.get(0)?,
                once: [
                    (Measure::SENT, row.get(1)?),
                    (Measure::DELIVERED, row.get(2)?),
                    (bounce, row.get(3)?),
                    (Measure::UNSUBSCRIBE, row.get(4)?),
                    (Measure::COMPLAINT, row.get(5)?),
                ],
            })
        },
    )
}

/// One contact in one standing run.
pub(super) struct Assigned {
    pub campaign_key: i64,
    /// Times of what happens at most once in a run.
    pub once: [(Measure, Option<i64>); 5],
}

/// Campaigns whose landing page saw this contact.
pub(super) fn seen_on_pages(read: &Read<'_>, contact: u32) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    read.each(
        "SELECT campaign_key, contacts FROM event_day_contacts WHERE event_type IN (8, 9) AND part = 0 AND day = ?1",
        [ALL_DAYS],
        |row| {
            if bitmap(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?.contains(contact) {
                found.push(row.get(0)?);
            }
            Ok(true)
        },
    )?;
    Ok(found)
}

/// Events of one contact in a range of time, `from..to`, of one type in one campaign.
pub(super) fn events_of(
    read: &Read<'_>,
    campaign: i64,
    kind: u8,
    (from, to): (i64, i64),
    contact: i64,
) -> Result<Vec<Found>> {
    read.all(
        "SELECT e.occurred_at, e.flags, d.text, c.client, e.visit_key IS NOT NULL
         FROM events e LEFT JOIN event_details d ON d.key = e.detail_key
         LEFT JOIN event_clients c ON c.key = e.client_key
         WHERE e.campaign_key = ?1 AND e.event_type = ?2 AND e.occurred_at >= ?3 AND e.occurred_at < ?4
           AND e.contact_key = ?5",
        params![campaign, kind, from, to, contact],
        |row| {
            Ok(Found {
                at: row.get(0)?,
                flags: row.get(1)?,
                detail: row.get(2)?,
                client: row.get(3)?,
                visit: row.get(4)?,
            })
        },
    )
}

/// One event with its words.
pub(super) struct Found {
    pub at: i64,
    pub flags: u8,
    pub detail: Option<String>,
    pub client: Option<String>,
    pub visit: bool,
}

/// Id and name of a campaign, deleted ones too.
pub(super) fn campaign(read: &Read<'_>, key: i64) -> Result<(Uuid, String)> {
    read.one("SELECT id, name FROM campaigns_with_deleted WHERE key = ?1", [key], |row| {
        Ok((id_at(row, 0)?, row.get(1)?))
    })
}
