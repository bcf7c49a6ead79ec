//! SQL of the proof: what is counted, what cannot be right now, and the totals against their parts.

use crate::access::queries::id_at;
use crate::contacts::types::NamedId;
use crate::error::Result;
use crate::store::{Read, Tx};

/// Campaigns that have figures or a run, deleted ones too.
pub(in crate::events) fn counted_campaigns(read: &Read<'_>) -> Result<Vec<(i64, NamedId)>> {
    read.all(
        "SELECT c.key, c.id, c.name FROM campaigns_with_deleted c
         WHERE EXISTS (SELECT 1 FROM runs r WHERE r.campaign_key = c.key)
            OR EXISTS (SELECT 1 FROM event_aggregations a WHERE a.campaign_key = c.key)
            OR EXISTS (SELECT 1 FROM visits v WHERE v.campaign_key = c.key) ORDER BY c.key",
        [],
        |row| Ok((row.get(0)?, NamedId { id: id_at(row, 1)?, name: row.get(2)? })),
    )
}

/// Whether a taken-back run of a campaign still has rows: its figures are gone before them.
pub(in crate::events) fn is_being_cleared(read: &Read<'_>, campaign: i64) -> Result<bool> {
    read.one(
        "SELECT EXISTS (SELECT 1 FROM runs WHERE campaign_key = ?1 AND state IN ('cancelled', 'failed', 'reset')
         AND cleared_at IS NULL)",
        [campaign],
        |row| row.get(0),
    )
}

/// Totals over all campaigns that are not the sum of theirs: place in words, stored, counted.
pub(super) fn total_drifts(read: &Read<'_>) -> Result<Vec<(String, i64, i64)>> {
    read.all(
        "SELECT day, event_type, part, sum(stored), sum(counted) FROM (
           SELECT day, event_type, part, count AS stored, 0 AS counted FROM event_day_totals
           UNION ALL SELECT day, event_type, part, 0, count + adjustments FROM event_aggregations)
         GROUP BY day, event_type, part HAVING sum(stored) <> sum(counted) ORDER BY day, event_type, part",
        [],
        |row| {
            let (day, kind, part): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok((format!("count of type {kind} part {part} day {day}"), row.get(3)?, row.get(4)?))
        },
    )
}

/// Makes the totals over all campaigns again from theirs.
pub(super) fn rebuild_totals(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM main.event_day_totals WHERE organization_key = current_org()", [])?;
    tx.execute(
        "INSERT INTO main.event_day_totals (organization_key, day, event_type, part, count, first_time_contacts)
         SELECT current_org(), day, event_type, part, sum(count + adjustments),
                sum(first_time_contacts + adjusted_first_time)
         FROM event_aggregations GROUP BY day, event_type, part",
        [],
    )?;
    Ok(())
}
