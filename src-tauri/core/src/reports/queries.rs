//! SQL of reports: aggregates, rollups and the contacts behind a page of keys.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;
use rusqlite::params;
use uuid::Uuid;

use super::types::{DayFigure, Metric, OverviewCampaign, OverviewDay, ReportPerson};
use super::{Range, day_word};
use crate::access::queries::{id_at, optional_id_at};
use crate::clock::CampaignTime;
use crate::error::{OrNotFound, Result};
use crate::events::queries::bitmap;
use crate::events::{Dimension, Measure};
use crate::store::Read;

/// Day by day, oldest first.
pub(super) fn days(read: &Read<'_>, campaign: i64, range: Range) -> Result<Vec<DayFigure>> {
    let mut found = read.all(
        "SELECT event_type, part, day, count + adjustments, unique_contacts + adjusted_contacts,
                first_time_contacts + adjusted_first_time, adjustments, is_final
         FROM event_aggregations WHERE campaign_key = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, event_type, part",
        params![campaign, range.from.unwrap_or(0), range.to.unwrap_or(i64::MAX)],
        |row| {
            let measure = Measure { kind: row.get(0)?, part: row.get(1)? };
            Ok(Metric::from_measure(measure).zip(Some(DayFigure {
                day: day_word(row.get(2)?),
                metric: Metric::Sent,
                count: row.get(3)?,
                contacts: row.get(4)?,
                first_time: row.get(5)?,
                adjustments: row.get(6)?,
                is_final: row.get(7)?,
            })))
        },
    )?;
    Ok(found.drain(..).flatten().map(|(metric, day)| DayFigure { metric, ..day }).collect())
}

/// The run whose events stand: id, kind, state.
pub(super) fn standing(read: &Read<'_>, campaign: i64) -> Result<Option<(Uuid, String, String)>> {
    read.first(
        "SELECT id, kind, state FROM runs WHERE campaign_key = ?1 AND state IN ('running', 'done')",
        [campaign],
        |row| Ok((id_at(row, 0)?, row.get(1)?, row.get(2)?)),
    )
}

/// Links and reasons by key: kind and text.
pub(super) fn details(read: &Read<'_>) -> Result<BTreeMap<i64, (String, String)>> {
    let rows = read.all("SELECT key, kind, text FROM event_details", [], |row| {
        Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
    })?;
    Ok(rows.into_iter().collect())
}

/// Key of a link, or of a reason when the metric is about bounces.
pub(super) fn detail(read: &Read<'_>, metric: Metric, text: &str) -> Result<i64> {
    let kind = if matches!(metric, Metric::HardBounces | Metric::SoftBounces) { "reason" } else { "link" };
    read.first("SELECT key FROM event_details WHERE kind = ?1 AND text = ?2", [kind, text], |row| row.get(0))?
        .or_not_found(kind)
}

/// Rollups of a dimension in a range: measure, value, count, people.
pub(super) fn rollups(
    read: &Read<'_>,
    campaign: i64,
    dimension: Dimension,
    range: Range,
    mut with: impl FnMut(Measure, i64, i64, Option<RoaringBitmap>),
) -> Result<()> {
    read.each(
        "SELECT event_type, part, value_key, count, contacts FROM event_rollups
         WHERE campaign_key = ?1 AND dimension = ?2 AND day BETWEEN ?3 AND ?4",
        params![campaign, dimension as u8, range.from.unwrap_or(0), range.to.unwrap_or(i64::MAX)],
        |row| {
            let blob = row.get_ref(4)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
            let measure = Measure { kind: row.get(0)?, part: row.get(1)? };
            with(measure, row.get(2)?, row.get(3)?, blob.map(bitmap).transpose()?);
            Ok(true)
        },
    )
}

fn first_time_column(metric: Metric) -> &'static str {
    match metric {
        Metric::Sent => "sent_at",
        Metric::Delivered => "delivered_at",
        Metric::Opens => "first_open_at",
        Metric::MachineOpens => "first_machine_open_at",
        Metric::Clicks => "first_click_at",
        // scanners leave no time with the person
        Metric::MachineClicks => "NULL",
        Metric::HardBounces | Metric::SoftBounces => "bounced_at",
        Metric::Unsubscribes => "unsubscribed_at",
        Metric::Complaints => "complained_at",
        Metric::Views => "first_view_at",
        Metric::Submissions => "first_submit_at",
    }
}

/// The people of these keys, in their order.
pub(super) fn people(
    read: &Read<'_>,
    campaign: i64,
    metric: Metric,
    keys: &[u32],
) -> Result<Vec<ReportPerson>> {
    let list = serde_json::to_string(keys)?;
    read.all(
        &format!(
            "SELECT c.id, trim(c.first_name || ' ' || c.last_name), c.email, {column}
             FROM json_each(?1) k LEFT JOIN contacts_with_deleted c ON c.key = k.value
             LEFT JOIN runs r ON r.campaign_key = ?2 AND r.state IN ('running', 'done')
             LEFT JOIN assignments a ON a.run_key = r.key AND a.contact_key = k.value
             ORDER BY k.value",
            column = match first_time_column(metric) {
                "NULL" => "NULL".to_string(),
                column => format!("a.{column}"),
            }
        ),
        params![list, campaign],
        |row| {
            Ok(ReportPerson {
                contact: optional_id_at(row, 0)?,
                name: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                email: row.get(2)?,
                at: row.get::<_, Option<i64>>(3)?.map(CampaignTime),
            })
        },
    )
}

/// Name of a campaign, for a file.
pub(super) fn campaign(read: &Read<'_>, id: Uuid) -> Result<(i64, String)> {
    read.first("SELECT key, name FROM campaigns WHERE id = ?1", [id.as_bytes().as_slice()], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?
    .or_not_found("campaign")
}

/// All campaigns, day by day.
pub(super) fn totals(read: &Read<'_>, range: Range) -> Result<Vec<OverviewDay>> {
    let rows = read.all(
        "SELECT event_type, part, day, count, first_time_contacts FROM event_day_totals
         WHERE day BETWEEN ?1 AND ?2 ORDER BY day, event_type, part",
        params![range.from.unwrap_or(0), range.to.unwrap_or(i64::MAX)],
        |row| {
            let metric = Metric::from_measure(Measure { kind: row.get(0)?, part: row.get(1)? });
            let (day, count, first_time) = (row.get(2)?, row.get(3)?, row.get(4)?);
            Ok(metric.map(|metric| OverviewDay { day: day_word(day), metric, count, first_time }))
        },
    )?;
    Ok(rows.into_iter().flatten().collect())
}

/// The ten campaigns that ran last; first times sum up to people.
pub(super) fn recent_campaigns(read: &Read<'_>) -> Result<Vec<OverviewCampaign>> {
    read.all(
        "WITH recent AS (
           SELECT r.key, r.campaign_key, r.kind, r.started_at, c.id, c.name
           FROM runs r JOIN campaigns c ON c.key = r.campaign_key
           WHERE r.state = 'done' ORDER BY r.key DESC LIMIT 10)
         SELECT r.id, r.name, r.kind, r.started_at,
           coalesce(sum(CASE WHEN a.event_type = 2 THEN a.first_time_contacts + a.adjusted_first_time END), 0),
           coalesce(sum(CASE WHEN a.event_type = 3 AND a.part = 1 THEN a.first_time_contacts + a.adjusted_first_time END), 0),
           coalesce(sum(CASE WHEN a.event_type = 4 AND a.part = 1 THEN a.first_time_contacts + a.adjusted_first_time END), 0),
           coalesce(sum(CASE WHEN a.event_type = 9 THEN a.first_time_contacts + a.adjusted_first_time END), 0)
         FROM recent r LEFT JOIN event_aggregations a ON a.campaign_key = r.campaign_key
         GROUP BY r.key ORDER BY r.key DESC",
        [],
        |row| {
            Ok(OverviewCampaign {
                campaign: id_at(row, 0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                started_at: CampaignTime(row.get(3)?),
                delivered: row.get(4)?,
                opened: row.get(5)?,
                clicked: row.get(6)?,
                submitted: row.get(7)?,
            })
        },
    )
}
