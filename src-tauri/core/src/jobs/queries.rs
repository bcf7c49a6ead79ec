//! SQL of the jobs table.

use rusqlite::params;
use serde_json::Value;
use uuid::Uuid;

use super::JobProgress;
use super::kinds::queue_of;
use super::types::JobRun;
use crate::access::queries::id_at;
use crate::clock::WallTime;
use crate::error::{Error, Result};
use crate::store::{Read, Tx};

pub(crate) fn insert(
    tx: &mut Tx<'_>,
    kind: &str,
    title: &str,
    request: &Value,
    slot: Option<WallTime>,
) -> Result<(i64, Uuid)> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let key = tx.insert(
        "INSERT INTO main.jobs (id, organization_key, kind, title, state, request, user_key, created_at, started_at,
           scheduled_for) VALUES (?1, ?2, ?3, ?4, 'running', ?5, ?6, ?7, ?7, ?8)",
        params![
            id.as_bytes(),
            organization,
            kind,
            title,
            request.to_string(),
            user,
            now,
            slot.map(|slot| slot.0)
        ],
    )?;
    Ok((key, id))
}

pub(crate) fn end(
    tx: &mut Tx<'_>,
    key: i64,
    state: &str,
    done: u64,
    total: u64,
    result: Option<&Value>,
    error: Option<&Error>,
) -> Result<()> {
    let now = tx.now().0;
    let error = error.map(serde_json::to_string).transpose()?;
    tx.execute(
        "UPDATE main.jobs SET state = ?2, done = ?3, total = ?4, result = ?5, error = ?6, ended_at = ?7 WHERE key = ?1",
        params![key, state, done as i64, total as i64, result.map(Value::to_string), error, now],
    )?;
    Ok(())
}

pub(crate) fn open(read: &Read<'_>) -> Result<i64> {
    read.one("SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')", [], |row| row.get(0))
}

/// What was asked of the jobs of a kind that have not ended.
pub(crate) fn open_requests(read: &Read<'_>, kind: &str) -> Result<Vec<Value>> {
    let asked: Vec<String> = read.all(
        "SELECT request FROM jobs WHERE kind = ?1 AND state IN ('queued', 'running') ORDER BY key",
        [kind],
        |row| row.get(0),
    )?;
    asked.iter().map(|request| Ok(serde_json::from_str(request)?)).collect()
}

pub(crate) fn interrupt(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now().0;
    let error = Error::internal("interrupted")
        .kept("Everything up to its last saved step is safe.")
        .todo("Start it again: what can go on goes on.");
    let error =
        serde_json::to_string(&Error { message: "Reachly was closed while this ran.".into(), ..error })?;
    tx.execute(
        "UPDATE main.jobs SET state = 'failed', error = ?1, ended_at = ?2 WHERE state IN ('queued', 'running')
         AND organization_key = current_org()",
        params![error, now],
    )?;
    Ok(())
}

/// The newest ended jobs.
pub(crate) fn recent(read: &Read<'_>, limit: i64) -> Result<Vec<JobProgress>> {
    read.all(
        "SELECT id, kind, title, state, done, total, result, error FROM jobs
         WHERE state NOT IN ('queued', 'running') ORDER BY key DESC LIMIT ?1",
        [limit],
        |row| {
            let result: Option<String> = row.get(6)?;
            let error: Option<String> = row.get(7)?;
            Ok(JobProgress {
                id: id_at(row, 0)?,
                kind: row.get(1)?,
                title: row.get(2)?,
                state: row.get(3)?,
                done: u64::try_from(row.get::<_, i64>(4)?).unwrap_or(0),
                total: row.get::<_, Option<i64>>(5)?.and_then(|total| u64::try_from(total).ok()),
                rate: 0.0,
                eta_ms: None,
                can_cancel: false,
                result: result.and_then(|text| serde_json::from_str(&text).ok()),
                error: error.and_then(|text| serde_json::from_str(&text).ok()),
            })
        },
    )
}

/// Whether a moment of the schedule was served, or lies before the organization was there.
pub(super) fn is_served(read: &Read<'_>, kind: &str, slot: WallTime) -> Result<bool> {
    read.one(
        "SELECT NOT EXISTS (SELECT 1 FROM organizations WHERE created_at < ?2 AND deleted_at IS NULL)
             OR EXISTS (SELECT 1 FROM jobs WHERE kind = ?1 AND scheduled_for = ?2 AND state <> 'failed')",
        params![kind, slot.0],
        |row| row.get(0),
    )
}

/// Runs of one kind, or of all, the newest first.
pub(super) fn history(
    read: &Read<'_>,
    kind: Option<&str>,
    (offset, limit): (i64, i64),
) -> Result<Vec<JobRun>> {
    read.all(
        "SELECT j.id, j.kind, j.title, j.state, u.name, j.scheduled_for, j.started_at, j.ended_at, j.result, j.error
         FROM jobs j LEFT JOIN member_users u ON u.key = j.user_key
         WHERE ?1 IS NULL OR j.kind = ?1 ORDER BY j.key DESC LIMIT ?3 OFFSET ?2",
        params![kind, offset, limit],
        |row| {
            let kind: String = row.get(1)?;
            let time = |at: usize| row.get::<_, Option<i64>>(at).map(|time| time.map(WallTime));
            let (result, error): (Option<String>, Option<String>) = (row.get(8)?, row.get(9)?);
            Ok(JobRun {
                id: id_at(row, 0)?,
                queue: queue_of(&kind).to_string(),
                kind,
                title: row.get(2)?,
                state: row.get(3)?,
                who: row.get(4)?,
                scheduled_for: time(5)?,
                started_at: time(6)?,
                ended_at: time(7)?,
                result: result.and_then(|text| serde_json::from_str(&text).ok()),
                error: error.and_then(|text| serde_json::from_str(&text).ok()),
            })
        },
    )
}

pub(super) fn count(read: &Read<'_>, kind: Option<&str>) -> Result<i64> {
    read.one("SELECT count(*) FROM jobs WHERE ?1 IS NULL OR kind = ?1", [kind], |row| row.get(0))
}

/// The result of the newest job of a kind that ended well, and when.
pub(super) fn newest_result(read: &Read<'_>, kind: &str) -> Result<Option<(Uuid, WallTime, Value)>> {
    read.first(
        "SELECT id, ended_at, result FROM jobs WHERE kind = ?1 AND state = 'done' AND result IS NOT NULL
         ORDER BY key DESC LIMIT 1",
        [kind],
        |row| {
            let text: String = row.get(2)?;
            let result = serde_json::from_str(&text).unwrap_or_default();
            Ok((id_at(row, 0)?, WallTime(row.get(1)?), result))
        },
    )
}
