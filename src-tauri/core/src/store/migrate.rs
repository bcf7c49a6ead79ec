//! Migrations: appended only, each in one transaction with its mark, refused when their text has changed or the file
//! is newer than the program.

use rusqlite::Connection;

use super::migrations::MIGRATIONS;
use crate::clock::WallTime;
use crate::error::{Code, Error, Result};

const BOOK: &str = "CREATE TABLE IF NOT EXISTS main.migrations (
  version    INTEGER PRIMARY KEY,        -- yyyymmddhhmm of the file name
  name       TEXT    NOT NULL,
  hash       BLOB    NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT";

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub version: i64,
    pub name: &'static str,
    pub sql: &'static str,
}

/// Which migrations the file still needs.
///
/// # Errors
/// `newer` when the file knows one we do not; `corrupt` when one was applied with another text.
pub fn pending<'a>(conn: &Connection, known: &'a [Migration]) -> Result<Vec<&'a Migration>> {
    conn.execute_batch(BOOK)?;
    let mut statement = conn.prepare("SELECT version, name, hash FROM main.migrations ORDER BY version")?;
    let applied = statement
        .query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (version, name, hash) in &applied {
        match known.iter().find(|migration| migration.version == *version) {
            None => {
                return Err(Error::new(Code::Newer, "This workspace was written by a newer Reachly.")
                    .kept("The file was not changed.")
                    .todo("Install the newer Reachly, then open it again.")
                    .because(format!("unknown migration {version} {name}")));
            }
            Some(migration) if blake3::hash(migration.sql.as_bytes()).as_bytes() != hash.as_slice() => {
                return Err(Error::new(
                    Code::Corrupt,
                    "The history of this workspace does not match this Reachly.",
                )
                .kept("The file was not changed.")
                .todo("Open it with the Reachly that wrote it.")
                .because(format!("migration {version} {name} has another text")));
            }
            Some(_) => {}
        }
    }
    Ok(known
        .iter()
        .filter(|migration| !applied.iter().any(|(version, ..)| *version == migration.version))
        .collect())
}

/// Applies one migration whole or not at all.
///
/// # Errors
/// What SQLite says, with the migration's name in the chain.
pub fn apply(conn: &mut Connection, migration: &Migration, now: WallTime) -> Result<()> {
    let named = |cause: rusqlite::Error| Error::from(cause).because(format!("migration {}", migration.name));
    let transaction =
        conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(named)?;
    transaction.execute_batch(migration.sql).map_err(named)?;
    let violations: i64 = transaction
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
        .map_err(named)?;
    if violations > 0 {
        return Err(Error::internal(format!("migration {} leaves {violations} orphans", migration.name)));
    }
    transaction
        .execute(
            "INSERT INTO main.migrations (version, name, hash, applied_at) VALUES (?1, ?2, ?3, ?4)",
            rusqlite::params![
                migration.version,
                migration.name,
                blake3::hash(migration.sql.as_bytes()).as_bytes(),
                now.0
            ],
        )
        .map_err(named)?;
    transaction.commit().map_err(named)
}

/// All migrations of this program, oldest first.
pub fn known() -> &'static [Migration] {
    MIGRATIONS
}
