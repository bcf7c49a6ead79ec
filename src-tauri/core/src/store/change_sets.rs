//! Before-images of undoable writes, and the one way back: rows unchanged since are restored, the others are listed.

use rusqlite::{Connection, OptionalExtension, ToSql, params};
use serde_json::Value;
use uuid::Uuid;

use super::catalog::{Catalog, Table};
use super::recorder::{RowChange, image_hash, to_json, unhex};
use crate::clock::WallTime;
use crate::error::{Error, OrNotFound, Result};

/// What an undo did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Rows put back.
    pub restored: i64,
    /// Rows somebody changed since, which stay as they are: table and key.
    pub kept: Vec<(String, i64)>,
}

/// A change set that can still be undone.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    pub key: i64,
    /// Who made the change.
    pub user_key: Option<i64>,
    /// Rows it changed.
    pub rows: i64,
}

pub(super) fn begin(
    conn: &Connection,
    organization: i64,
    id: Uuid,
    action: &str,
    user: Option<i64>,
    now: WallTime,
) -> Result<i64> {
    conn.prepare_cached(
        "INSERT INTO main.change_sets (id, organization_key, action, user_key, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id.as_bytes(), organization, action, user, now.0])?;
    Ok(conn.last_insert_rowid())
}

/// Adds before-images to an open change set.
pub(super) fn keep(
    conn: &Connection,
    catalog: &Catalog,
    organization: i64,
    change_set: i64,
    changes: &[RowChange],
) -> Result<()> {
    let first = next_sequence(conn, "change_set_rows", change_set)?;
    let mut insert = conn.prepare_cached(
        "INSERT INTO main.change_set_rows
         (organization_key, change_set_key, sequence, table_name, row_key, before, after_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (sequence, change) in (first..).zip(changes) {
        let before = change.before.as_ref().map(|image| Value::Array(image.clone()).to_string());
        let table = &catalog.tables[change.table];
        let after = change.after.as_deref().map(|image| image_hash(table, image));
        insert.execute(params![organization, change_set, sequence, table.name, change.key, before, after])?;
    }
    conn.prepare_cached("UPDATE main.change_sets SET rows = rows + ?2 WHERE key = ?1")?
        .execute(params![change_set, changes.len() as i64])?;
    Ok(())
}

/// Adds a range of new rows to an open change set: made by this set and nothing else, keys `first..=last`.
pub(super) fn keep_range(
    conn: &Connection,
    organization: i64,
    change_set: i64,
    table: &str,
    first: i64,
    last: i64,
) -> Result<()> {
    let sequence = next_sequence(conn, "change_set_ranges", change_set)?;
    // Ranges that touch become one: a million rows stay a line.
    let joined = conn
        .prepare_cached(
            "UPDATE main.change_set_ranges SET last_key = ?3
             WHERE change_set_key = ?1 AND table_name = ?2 AND last_key = ?4 - 1",
        )?
        .execute(params![change_set, table, last, first])?;
    if joined == 0 {
        conn.prepare_cached(
            "INSERT INTO main.change_set_ranges
             (organization_key, change_set_key, sequence, table_name, first_key, last_key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![organization, change_set, sequence, table, first, last])?;
    }
    conn.prepare_cached("UPDATE main.change_sets SET rows = rows + ?2 WHERE key = ?1")?
        .execute(params![change_set, last - first + 1])?;
    Ok(())
}

fn next_sequence(conn: &Connection, table: &str, change_set: i64) -> Result<i64> {
    Ok(conn
        .prepare_cached(&format!(
            "SELECT coalesce(max(sequence), 0) + 1 FROM main.{table} WHERE change_set_key = ?1"
        ))?
        .query_row([change_set], |row| row.get(0))?)
}

/// An open, not yet undone change set of the organization.
pub(super) fn find(conn: &Connection, organization: i64, id: Uuid) -> Result<Kept> {
    let found = conn
        .prepare_cached(
            "SELECT key, user_key, rows, undone_at FROM main.change_sets WHERE id = ?1 AND organization_key = ?2",
        )?
        .query_row(params![id.as_bytes(), organization], |row| {
            let kept = Kept { key: row.get(0)?, user_key: row.get(1)?, rows: row.get(2)? };
            Ok((kept, row.get::<_, Option<i64>>(3)?))
        })
        .optional()?;
    let (kept, undone) = found.or_not_found("change")?;
    if undone.is_some() {
        return Err(Error::conflict("This change was undone already.").kept("Nothing was changed."));
    }
    Ok(kept)
}

/// What the change that made a set was called.
pub(super) fn action(conn: &Connection, kept: Kept) -> Result<String> {
    Ok(conn
        .prepare_cached("SELECT action FROM main.change_sets WHERE key = ?1")?
        .query_row([kept.key], |row| row.get(0))?)
}

pub(super) fn mark_undone(conn: &Connection, key: i64, now: WallTime) -> Result<()> {
    conn.execute("UPDATE main.change_sets SET undone_at = ?2 WHERE key = ?1", params![key, now.0])?;
    Ok(())
}

/// The next rows that an undo will look at, newest change first: table and key.
pub(super) fn next_rows(conn: &Connection, change_set: i64, limit: i64) -> Result<Vec<(String, i64)>> {
    let mut statement = conn.prepare_cached(
        "SELECT table_name, row_key FROM main.change_set_rows WHERE change_set_key = ?1 ORDER BY sequence DESC LIMIT ?2",
    )?;
    let rows = statement.query_map([change_set, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts the newest rows back and takes their images out of the set, so that an undo which is stopped goes on where it
/// was. Ranges are the matter of the room whose rows they are.
pub(super) fn undo_rows(conn: &Connection, catalog: &Catalog, change_set: i64, limit: i64) -> Result<Undone> {
    let mut undone = Undone::default();
    let mut statement = conn.prepare_cached(
        "SELECT table_name, row_key, before, after_hash, sequence FROM main.change_set_rows
         WHERE change_set_key = ?1 ORDER BY sequence DESC LIMIT ?2",
    )?;
    let mut rows = statement.query([change_set, limit])?;
    let mut lowest = None;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let key: i64 = row.get(1)?;
        let before: Option<String> = row.get(2)?;
        let after: Option<Vec<u8>> = row.get(3)?;
        lowest = Some(row.get::<_, i64>(4)?);
        let table =
            catalog.table(&name).ok_or_else(|| Error::internal("a change set names an unknown table"))?;
        let now = current(conn, table, key)?;
        if now.as_deref().map(|image| image_hash(table, image)).as_ref().map(<[u8; 16]>::as_slice)
            != after.as_deref()
        {
            undone.kept.push((name, key));
            continue;
        }
        match put_back(conn, table, key, before.as_deref(), now.is_some()) {
            Ok(()) => undone.restored += 1,
            // Something else refers to the row by now, or its unique value is taken: it stays.
            Err(error) if matches!(error.code, crate::Code::Conflict | crate::Code::Taken) => {
                undone.kept.push((name, key));
            }
            Err(error) => return Err(error),
        }
    }
    drop(rows);
    if let Some(lowest) = lowest {
        conn.prepare_cached("DELETE FROM main.change_set_rows WHERE change_set_key = ?1 AND sequence >= ?2")?
            .execute([change_set, lowest])?;
    }
    Ok(undone)
}

/// The next range of rows that the set made: table, first key, last key.
pub(super) fn next_range(conn: &Connection, change_set: i64) -> Result<Option<(String, i64, i64)>> {
    Ok(conn
        .prepare_cached(
            "SELECT table_name, first_key, last_key FROM main.change_set_ranges WHERE change_set_key = ?1
             ORDER BY sequence DESC LIMIT 1",
        )?
        .query_row([change_set], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?)
}

/// Takes keys from `from` on out of the newest range, which an undo has dealt with.
pub(super) fn shrink_range(conn: &Connection, change_set: i64, table: &str, from: i64) -> Result<()> {
    conn.prepare_cached(
        "DELETE FROM main.change_set_ranges WHERE change_set_key = ?1 AND table_name = ?2 AND first_key >= ?3",
    )?
    .execute(params![change_set, table, from])?;
    conn.prepare_cached(
        "UPDATE main.change_set_ranges SET last_key = ?3 - 1
         WHERE change_set_key = ?1 AND table_name = ?2 AND last_key >= ?3",
    )?
    .execute(params![change_set, table, from])?;
    Ok(())
}

fn current(conn: &Connection, table: &Table, key: i64) -> Result<Option<Vec<Value>>> {
    let sql = format!("SELECT * FROM main.\"{}\" WHERE key = ?1", table.name);
    let width = table.columns.len();
    Ok(conn
        .prepare_cached(&sql)?
        .query_row([key], |row| (0..width).map(|at| Ok(to_json(row.get_ref(at)?))).collect())
        .optional()?)
}

fn put_back(conn: &Connection, table: &Table, key: i64, before: Option<&str>, there: bool) -> Result<()> {
    let Some(before) = before else {
        conn.prepare_cached(&format!("DELETE FROM main.\"{}\" WHERE key = ?1", table.name))?
            .execute([key])?;
        return Ok(());
    };
    let image: Vec<Value> = serde_json::from_str(before)?;
    let values: Vec<Box<dyn ToSql>> = image.iter().map(from_json).collect();
    let columns = table.columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>();
    let sql = if there {
        let sets = columns.iter().enumerate().filter(|(at, _)| !table.is_derived(&table.columns[*at]));
        let sets = sets.map(|(at, column)| format!("{column} = ?{}", at + 1));
        format!(
            "UPDATE main.\"{}\" SET {} WHERE key = {key}",
            table.name,
            sets.collect::<Vec<_>>().join(", ")
        )
    } else {
        let marks = (1..=columns.len()).map(|at| format!("?{at}")).collect::<Vec<_>>();
        format!("INSERT INTO main.\"{}\" ({}) VALUES ({})", table.name, columns.join(", "), marks.join(", "))
    };
    let bound: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
    conn.prepare(&sql)?.execute(bound.as_slice())?;
    Ok(())
}

fn from_json(value: &Value) -> Box<dyn ToSql> {
    match value {
        Value::Null => Box::new(rusqlite::types::Null),
        Value::Bool(flag) => Box::new(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(number) => Box::new(number),
            None => Box::new(number.as_f64().unwrap_or_default()),
        },
        Value::String(text) => Box::new(text.clone()),
        Value::Object(object) => {
            let hex = object.get("x").and_then(Value::as_str).unwrap_or_default();
            Box::new(unhex(hex).unwrap_or_default())
        }
        Value::Array(_) => Box::new(value.to_string()),
    }
}
