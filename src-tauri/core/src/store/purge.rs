//! What leaves the file for good: the rows of an organization 30 days after its deletion, and the personal values that
//! the workspace's trail holds about somebody who is gone.

use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::catalog::{Catalog, Kind};
use super::recorder::hex;
use super::search;
use super::tx::Tx;
use crate::error::{Code, Error, Result};

/// Rows of one step.
const STEP: i64 = 5_000;

/// What a step of a purge did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    pub rows: usize,
    /// Nothing of the organization is left.
    pub done: bool,
}

/// The last row of a chain: its sequence and its hash in hexadecimal digits.
pub type ChainHead = Option<(i64, String)>;

impl Tx<'_> {
    /// Where the organization's audit chain stands, to be told by the workspace's own before it goes.
    ///
    /// # Errors
    /// `internal` outside an organization; the store's codes.
    pub fn chain_head(&self) -> Result<ChainHead> {
        let organization = self.organization_key()?;
        self.guarded.as_store(|conn| {
            let found = conn
                .query_row(
                    "SELECT sequence, hash FROM main.audit_log WHERE organization_key = ?1 ORDER BY sequence DESC LIMIT 1",
                    [organization],
                    |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)),
                )
                .optional()?;
            Ok(found.map(|(sequence, hash)| (sequence, hex(&hash))))
        })
    }

    /// Removes the next rows of a long deleted organization: children before parents, itself last. The mark that opens
    /// the way stands only inside this step.
    ///
    /// # Errors
    /// `conflict` before its 30 days are over; the store's codes.
    pub fn purge_step(&mut self) -> Result<Purged> {
        let (organization, now) = (self.organization_key()?, self.now().0);
        let catalog = std::sync::Arc::clone(&self.guarded.catalog);
        self.unrecorded(|tx| {
            tx.guarded.as_store(|conn| {
                conn.execute(
                    "INSERT INTO main.organization_purges (organization_key, at) VALUES (?1, ?2)",
                    [organization, now],
                )?;
                let outcome = next_rows(conn, &catalog, organization, now);
                conn.execute(
                    "DELETE FROM main.organization_purges WHERE organization_key = ?1",
                    [organization],
                )?;
                outcome
            })
        })
    }

    /// Removes the values that the workspace's trail keeps beside its rows about one user. The chain holds salted
    /// commitments, and their salts go too.
    ///
    /// # Errors
    /// The store's codes.
    pub fn forget_user(&mut self, user: Uuid) -> Result<usize> {
        self.guarded.as_store(|conn| {
            Ok(conn.execute(
                "DELETE FROM main.audit_values WHERE organization_key = 0 AND sequence IN
                 (SELECT sequence FROM main.audit_log WHERE organization_key = 0 AND entity_type = 'user' AND entity_id = ?1)",
                [user.as_bytes().as_slice()],
            )?)
        })
    }
}

fn next_rows(conn: &Connection, catalog: &Catalog, organization: i64, now: i64) -> Result<Purged> {
    let mut held = None;
    for (name, parents) in children_first(conn, catalog)? {
        let mut outcome = remove(conn, &name, organization);
        if outcome.as_ref().is_err_and(|error| error.code == Code::Conflict) {
            // Versions of templates and forms go only with a deleted one.
            for parent in parents.iter().filter_map(|parent| catalog.table(parent)) {
                if parent.soft_delete && parent.kind == Kind::Tenant {
                    let sql = format!(
                        "UPDATE main.\"{}\" SET deleted_at = ?2 WHERE organization_key = ?1 AND deleted_at IS NULL",
                        parent.name
                    );
                    conn.execute(&sql, [organization, now])?;
                }
            }
            outcome = remove(conn, &name, organization);
        }
        match outcome {
            Ok(0) => {}
            Ok(rows) => return Ok(Purged { rows, done: false }),
            // Something still points here; that has its turn first.
            Err(error) if error.code == Code::Conflict => held = Some(name),
            Err(error) => return Err(error),
        }
    }
    if let Some(table) = held {
        return Err(Error::internal(format!("rows of {table} are held by others")));
    }
    let rows = conn.execute("DELETE FROM main.organizations WHERE key = ?1", [organization])?;
    Ok(Purged { rows, done: true })
}

/// Tables with rows of organizations and what their foreign keys point to; a table stands before those.
fn children_first(conn: &Connection, catalog: &Catalog) -> Result<Vec<(String, Vec<String>)>> {
    let mine = catalog.tables.iter().filter(|table| {
        table.name != "organization_purges" && table.columns.iter().any(|column| column == "organization_key")
    });
    let mut waiting: Vec<(String, Vec<String>)> = Vec::new();
    for table in mine {
        let mut statement = conn.prepare(&format!("PRAGMA main.foreign_key_list(\"{}\")", table.name))?;
        let parents = statement.query_map([], |row| row.get::<_, String>(2))?;
        let parents = parents.collect::<rusqlite::Result<Vec<_>>>()?;
        waiting.push((table.name.clone(), parents));
    }
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let free =
            |name: &str| !waiting.iter().any(|(other, up)| other != name && up.iter().any(|it| it == name));
        // Tables that point at each other: the first of them, and its rows take the turns they can.
        let next = waiting.iter().position(|(name, _)| free(name)).unwrap_or(0);
        ordered.push(waiting.remove(next));
    }
    Ok(ordered)
}

fn remove(conn: &Connection, table: &str, organization: i64) -> Result<usize> {
    let mut statement = conn.prepare(&format!(
        "SELECT name FROM pragma_table_info('{table}', 'main') WHERE pk > 0 ORDER BY pk"
    ))?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    let key = names.collect::<rusqlite::Result<Vec<_>>>()?.join(", ");
    let chosen =
        format!("SELECT {key} FROM main.\"{table}\" WHERE organization_key = ?1 ORDER BY {key} LIMIT ?2");
    if table == "contacts" {
        conn.execute(
            &format!("DELETE FROM {} WHERE rowid IN ({chosen})", search::TABLE),
            params![organization, STEP],
        )?;
    }
    let sql = format!("DELETE FROM main.\"{table}\" WHERE ({key}) IN ({chosen})");
    Ok(conn.execute(&sql, params![organization, STEP])?)
}
