//! Yardsticks for `cargo xtask bench`: what bare SQLite does on this machine, in this build, without any of our rules.
//! Nothing of the product calls these.
#![allow(unsafe_code)] // the raw rate is defined as a loop over SQLite's C interface

use std::path::Path;

use rusqlite::{Connection, OpenFlags, ffi, params};

use super::migrate;
use crate::error::{Error, Result};
use crate::imports::format::Format;

fn fresh(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.pragma_update(None, "page_size", 16_384)?;
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "cache_size", -64_000)?;
    Ok(conn)
}

/// R: one prepared INSERT of nine integers into a table without index, in one transaction. Returns after the commit.
///
/// # Errors
/// `internal` when SQLite refuses.
pub fn raw_inserts(path: &Path, rows: i64) -> Result<()> {
    let conn = fresh(path)?;
    conn.execute_batch("CREATE TABLE raw (a, b, c, d, e, f, g, h, i); BEGIN")?;
    {
        let mut statement = conn.prepare("INSERT INTO raw VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
        // One safe execution compiles and binds; the loop then works on the same statement's handle.
        statement.execute(params![0, 0, 0, 0, 0, 0, 0, 0, 0])?;
    }
    let sql = c"INSERT INTO raw VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let mut handle = std::ptr::null_mut();
    // SAFETY: the connection outlives the statement, which is finalized below on every way out.
    let prepared = unsafe {
        ffi::sqlite3_prepare_v2(conn.handle(), sql.as_ptr(), -1, &raw mut handle, std::ptr::null_mut())
    };
    if prepared != ffi::SQLITE_OK {
        return Err(Error::internal("the raw statement cannot be prepared"));
    }
    let mut fine = true;
    for row in 0..rows {
        // SAFETY: `handle` is a prepared statement with nine parameters.
        unsafe {
            for column in 1..=9 {
                ffi::sqlite3_bind_int64(handle, column, row + i64::from(column));
            }
            fine &= ffi::sqlite3_step(handle) == ffi::SQLITE_DONE;
            ffi::sqlite3_reset(handle);
        }
    }
    // SAFETY: `handle` came from sqlite3_prepare_v2 and is not used after this.
    unsafe { ffi::sqlite3_finalize(handle) };
    conn.execute_batch("COMMIT")?;
    if fine { Ok(()) } else { Err(Error::internal("a raw insert failed")) }
}

/// A plain import of the same file into the same tables: every line into a table of text, as `sqlite3 .import` does, then
/// INSERT … SELECT in the order of the file, with ids, list membership and search rows; no validation, no audit, no undo.
///
/// # Errors
/// `internal` when SQLite or the file refuses.
pub fn plain_import(path: &Path, csv: &Path) -> Result<i64> {
    let mut conn = fresh(path)?;
    migrate::pending(&conn, migrate::known())?;
    for migration in migrate::known() {
        migrate::apply(&mut conn, migration, crate::clock::WallTime(0))?;
    }
    conn.execute_batch(
        "INSERT INTO organizations (id, name, reporting_zone, currency, campaign_clock_ms, created_at, updated_at)
           VALUES (randomblob(16), 'x', 'UTC', 'USD', 0, 0, 0);
         INSERT INTO contact_lists (id, organization_key, name, created_at, updated_at) VALUES (randomblob(16), 1, 'x', 0, 0);
         CREATE TABLE lines (email TEXT, first TEXT, last TEXT, phone TEXT, city TEXT);
         BEGIN;",
    )?;
    read_lines(&conn, csv)?;
    conn.execute_batch(
        "INSERT INTO contacts (id, organization_key, email, address_key, first_name, last_name, sort_name, phone, city, source,
           validation_status, created_at)
         SELECT randomblob(16), 1, email, lower(email), first, last, lower(last || ' ' || first), phone, city, 'import', 1, 0
         FROM lines WHERE true ON CONFLICT DO NOTHING;
         INSERT INTO list_members (organization_key, list_key, contact_key, validation_status, added_at)
         SELECT 1, 1, key, 1, 0 FROM contacts;
         INSERT INTO validation_results (organization_key, contact_key, run_key, status, score, reasons, validated_at)
         SELECT 1, key, 1, 1, 0, 0, 0 FROM contacts;
         INSERT INTO contact_search (rowid, content)
         SELECT key, lower(first_name || ' ' || last_name || ' ' || email || ' ' || phone) FROM contacts;
         COMMIT;",
    )?;
    Ok(conn.query_row("SELECT count(*) FROM contacts", [], |row| row.get(0))?)
}

fn read_lines(conn: &Connection, csv: &Path) -> Result<()> {
    let file = std::io::BufReader::with_capacity(1 << 18, std::fs::File::open(csv)?);
    let format = Format { encoding: "UTF-8".into(), delimiter: b',', header: true, skip_lines: 0 };
    let mut reader = crate::csv::Reader::new(file, &format)?;
    let mut row = crate::csv::Row::new();
    let mut insert = conn.prepare("INSERT INTO lines VALUES (?1, ?2, ?3, ?4, ?5)")?;
    while reader.next(&mut row)?.is_some() {
        insert.execute([row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)])?;
    }
    Ok(())
}
