//! SQL of Today: counts that an index answers.

use rusqlite::params;

use super::{TodayItem, TodayKind};
use crate::access::queries::id_at;
use crate::error::Result;
use crate::store::Read;

fn counted(kind: TodayKind, count: i64) -> Option<TodayItem> {
    let count = u64::try_from(count).unwrap_or(0);
    (count > 0).then_some(TodayItem { kind, count, name: None, id: None, at: None })
}

pub(super) fn join_requests(read: &Read<'_>) -> Result<Option<TodayItem>> {
    let count =
        read.one("SELECT count(*) FROM memberships WHERE status = 'requested'", [], |row| row.get(0))?;
    Ok(counted(TodayKind::JoinRequests, count))
}

pub(super) fn new_leads(read: &Read<'_>) -> Result<Option<TodayItem>> {
    // Invented ones, rehearsed or simulated, need nobody.
    let count = read.one(
        "SELECT count(*) FROM leads WHERE status = 'new' AND rehearsed = 0 AND run_key IS NULL",
        [],
        |row| row.get(0),
    )?;
    Ok(counted(TodayKind::NewLeads, count))
}

pub(super) fn typing_errors(read: &Read<'_>) -> Result<Option<TodayItem>> {
    let count = read.one(
        "SELECT count(*) FROM contacts WHERE validation_status IN (2, 3) AND validation_suggestion IS NOT NULL",
        [],
        |row| row.get(0),
    )?;
    Ok(counted(TodayKind::TypingErrors, count))
}

pub(super) fn imports(read: &Read<'_>) -> Result<Vec<TodayItem>> {
    read.all(
        "SELECT id, file_name, state, updated_at FROM imports WHERE state IN ('previewed', 'failed') ORDER BY key DESC LIMIT 5",
        [],
        |row| {
            let state: String = row.get(2)?;
            Ok(TodayItem {
                kind: if state == "failed" { TodayKind::ImportFailed } else { TodayKind::ImportWaiting },
                count: 1,
                name: row.get(1)?,
                id: Some(id_at(row, 0)?),
                at: row.get(3)?,
            })
        },
    )
}

/// Planned campaigns that start within so many milliseconds of campaign time.
pub(super) fn campaigns_soon(read: &Read<'_>, within_ms: i64) -> Result<Vec<TodayItem>> {
    read.all(
        "SELECT c.id, c.name, c.scheduled_at,
                (c.template_version_key IS NULL) + (c.form_version_key IS NULL) + (c.budget_minor IS NULL)
         FROM campaigns c, organizations o
         WHERE c.status IN ('draft', 'scheduled') AND c.scheduled_at BETWEEN o.campaign_clock_ms AND o.campaign_clock_ms + ?1
         ORDER BY c.scheduled_at LIMIT 5",
        params![within_ms],
        |row| {
            Ok(TodayItem {
                kind: TodayKind::CampaignSoon,
                count: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
                name: row.get(1)?,
                id: Some(id_at(row, 0)?),
                at: row.get(2)?,
            })
        },
    )
}
