//! What a domain can do inside one write: read through the views, change its own tables, tell the audit trail what it
//! was about. Committing is the writer's matter.

use std::any::Any;
use std::ops::Deref;
use std::rc::Rc;

use rusqlite::types::Value as Sql;
use rusqlite::{Params, params, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use super::audit::{Actor, Entry};
use super::catalog::Kind;
use super::change_sets::{self, Kept, Undone};
use super::group::{Later, Settle};
use super::guarded::{Guarded, Read};
use super::scope::Scope;
use super::search;
use super::staged::{self, StagedRows};

use crate::clock::{Randomness, WallTime};
use crate::error::{Error, OrNotFound, Result};

/// Rows of one INSERT statement in a bulk append: 270 ns a row against 475 one by one.
const ROWS_A_STATEMENT: usize = 50;

/// A running write.
pub struct Tx<'a> {
    read: Read<'a>,
    pub(super) now: WallTime,
    pub(super) randomness: &'a Randomness,
    pub(super) actor: Actor,
    pub(super) entry: Entry,
    pub(super) topics: Vec<String>,
    pub(super) ids: Vec<Uuid>,
    pub(super) scope: Scope,
    /// The change set of the bulk job this step belongs to.
    pub(super) change_set: Option<i64>,
    pub(super) rows: usize,
    pub(super) later: Vec<Later>,
}

impl<'a> Deref for Tx<'a> {
    type Target = Read<'a>;
    fn deref(&self) -> &Read<'a> {
        &self.read
    }
}

impl<'a> Tx<'a> {
    pub(super) fn new(
        guarded: &'a Guarded,
        now: WallTime,
        randomness: &'a Randomness,
        actor: Actor,
        scope: Scope,
    ) -> Self {
        guarded.bind(scope);
        Tx {
            read: Read { guarded },
            now,
            randomness,
            actor,
            entry: Entry::default(),
            topics: Vec::new(),
            ids: Vec::new(),
            scope,
            change_set: None,
            rows: 0,
            later: Vec::new(),
        }
    }

    /// Wall time of this write.
    pub fn now(&self) -> WallTime {
        self.now
    }

    /// A new id for something a person can point at.
    pub fn new_id(&self) -> Uuid {
        self.randomness.id(self.now)
    }

    /// Random bytes, for salts and tokens.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.randomness.bytes()
    }

    /// Key of the acting user, when a member acts.
    pub fn user_key(&self) -> Option<i64> {
        self.actor.user_key()
    }

    /// One INSERT, UPDATE, DELETE or REPLACE that names `main.` once, as its target. Returns the rows changed.
    ///
    /// # Errors
    /// `internal` when the guard refuses; `taken`, `conflict` and the store's own codes.
    pub fn execute<P: Params>(&mut self, sql: &str, params: P) -> Result<usize> {
        let rows = self.read.guarded.execute(sql, params, false)?;
        self.rows += rows;
        Ok(rows)
    }

    /// As [`Tx::execute`], for one INSERT; returns the new row's key.
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub fn insert<P: Params>(&mut self, sql: &str, params: P) -> Result<i64> {
        self.execute(sql, params)?;
        Ok(self.read.guarded.conn.last_insert_rowid())
    }

    /// Leaves something to be done once for all writes of a group, in the same transaction, before it is committed or
    /// anybody outside the group writes. If settling fails, none of the transaction is kept.
    pub fn settle_later<T: Any + Send>(&mut self, what: T, settle: Settle) {
        self.later.push(Later { scope: self.scope, what: Box::new(what), settle });
    }

    /// What this write is about, for the audit trail and the news.
    pub fn about(&mut self, entity: &'static str, id: Uuid) {
        self.entry.entity = Some((entity, id));
        self.ids.push(id);
    }

    /// Adds a plain fact to the audit row.
    pub fn tell(&mut self, name: &str, value: impl Into<Value>) {
        self.entry.detail.insert(name.to_string(), value.into());
    }

    /// Adds a personal fact: the row keeps a commitment, the value stands in the erasable side table.
    pub fn tell_private(&mut self, name: &str, value: &str) {
        self.entry.private.push((name.to_string(), value.to_string()));
    }

    /// Why, in the audit row. Only the program's own words: a person's might name somebody and could never be erased
    /// from the chain; those go to [`Tx::tell_private`].
    pub fn because(&mut self, reason: &'static str) {
        self.entry.reason = reason.to_string();
    }

    /// Names a topic of the news beyond the tables that the write touched.
    pub fn touch(&mut self, topic: &str) {
        self.topics.push(topic.to_string());
    }

    /// Names a changed thing in the news.
    pub fn touch_id(&mut self, id: Uuid) {
        self.ids.push(id);
    }

    /// Key of the organization whose rows this write sees.
    ///
    /// # Errors
    /// `internal` outside an organization.
    pub fn organization_key(&self) -> Result<i64> {
        match self.scope {
            Scope::Organization(key) => Ok(key),
            _ => Err(Error::internal("no organization is bound")),
        }
    }

    fn bulk_table(&self, table: &str) -> Result<()> {
        match self.read.guarded.catalog.table(table) {
            Some(found) if found.kind == Kind::Bulk => Ok(()),
            _ => Err(Error::internal(format!("{table} is not a bulk table"))),
        }
    }

    /// Appends rows to a bulk table. The organization is the scope's, put in front of each row by the store: a batch
    /// cannot belong elsewhere.
    ///
    /// # Errors
    /// `internal` for another table; the store's codes.
    pub fn append(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: impl IntoIterator<Item = impl AsRef<[Sql]>>,
    ) -> Result<usize> {
        self.bulk_table(table)?;
        let organization = self.organization_key()?;
        let width = columns.len() + 1;
        let mut buffer: Vec<Sql> = Vec::with_capacity(width * ROWS_A_STATEMENT);
        let mut count = 0;
        for row in rows {
            buffer.push(Sql::Integer(organization));
            buffer.extend_from_slice(row.as_ref());
            count += 1;
            if buffer.len() == width * ROWS_A_STATEMENT {
                self.flush(table, columns, &mut buffer, ROWS_A_STATEMENT)?;
            }
        }
        let left = buffer.len() / width;
        if left > 0 {
            self.flush(table, columns, &mut buffer, left)?;
        }
        self.rows += count;
        self.topics.push(table.to_string());
        Ok(count)
    }

    /// Makes many rows of a keyed table at once, for a bulk job: their key range goes into the job's change set instead
    /// of an image of each. Returns the first key; the others follow without a gap.
    ///
    /// # Errors
    /// `internal` for a table without keys or outside a bulk job; `taken`; the store's codes.
    pub fn insert_many(&mut self, table: &str, columns: &[&str], rows: StagedRows) -> Result<i64> {
        match self.read.guarded.catalog.table(table) {
            Some(found) if found.kind == Kind::Tenant && found.keyed => {}
            _ => return Err(Error::internal(format!("{table} does not take rows by the range"))),
        }
        let sql = format!(
            "INSERT OR FAIL INTO main.\"{table}\" (organization_key, {}) SELECT current_org(), {} FROM {}(?1)",
            columns.join(", "),
            rows.columns(),
            staged::NAME
        );
        let count = rows.len();
        self.unrecorded(|tx| {
            tx.read.guarded.as_store(|conn| {
                conn.prepare_cached(&sql)?.execute([staged::Argument(Rc::new(rows))])?;
                Ok(())
            })
        })?;
        self.rows += count;
        self.topics.push(table.to_string());
        let last = self.read.guarded.conn.last_insert_rowid();
        let first = last - i64::try_from(count).unwrap_or(i64::MAX) + 1;
        if count > 0 {
            self.keep_range(table, first, last)?;
        }
        Ok(first)
    }

    fn flush(&self, table: &str, columns: &[&str], buffer: &mut Vec<Sql>, rows: usize) -> Result<()> {
        let one = format!("({})", vec!["?"; columns.len() + 1].join(","));
        let sql = format!(
            "INSERT OR FAIL INTO main.\"{table}\" (organization_key, {}) VALUES {}",
            columns.join(", "),
            vec![one; rows].join(",")
        );
        self.read.guarded.as_store(|conn| {
            conn.prepare_cached(&sql)?.execute(params_from_iter(buffer.drain(..)))?;
            Ok(())
        })
    }

    /// Appends to a bulk table what a SELECT over the views gives, one column less than the table's list: the
    /// organization is put in front by the store.
    ///
    /// # Errors
    /// As [`Tx::append`].
    pub fn append_select<P: Params>(
        &mut self,
        table: &str,
        columns: &[&str],
        select: &str,
        params: P,
    ) -> Result<usize> {
        self.bulk_table(table)?;
        super::tokens::check_query(select).map_err(|rule| Error::internal(format!("guard: {rule}")))?;
        let sql = format!(
            "INSERT OR IGNORE INTO main.\"{table}\" (organization_key, {}) SELECT current_org(), chosen.* FROM ({select}) chosen",
            columns.join(", ")
        );
        let rows = self.read.guarded.execute(&sql, params, true)?;
        self.rows += rows;
        self.topics.push(table.to_string());
        Ok(rows)
    }

    /// Puts new contacts, keys `first..=last`, into the search table. One statement for all of them: FTS5 writes what it
    /// holds to disk at every statement that could be taken back.
    ///
    /// # Errors
    /// The store's codes.
    pub fn index_contacts(&mut self, first: i64, last: i64) -> Result<()> {
        let sql = format!(
            "INSERT INTO {} (rowid, content) SELECT key, {} FROM main.contacts WHERE key BETWEEN ?1 AND ?2
             AND organization_key = current_org()",
            search::TABLE,
            search::CONTENT
        );
        self.read.guarded.as_store(|conn| {
            conn.prepare_cached(&sql)?.execute(params![first, last])?;
            Ok(())
        })
    }

    /// Puts the words of some contacts, as they are now, in the place of those the search table has.
    ///
    /// # Errors
    /// The store's codes.
    pub fn reindex_contacts(&mut self, keys: &[u32]) -> Result<()> {
        let keys = || Rc::new(keys.iter().map(|key| Sql::Integer(i64::from(*key))).collect::<Vec<_>>());
        self.read.guarded.as_store(|conn| {
            conn.prepare_cached(&format!("DELETE FROM {} WHERE rowid IN rarray(?1)", search::TABLE))?
                .execute([keys()])?;
            conn.prepare_cached(&format!(
                "INSERT INTO {} (rowid, content) SELECT key, {} FROM main.contacts WHERE key IN rarray(?1)
                 AND organization_key = current_org()",
                search::TABLE,
                search::CONTENT
            ))?
            .execute([keys()])?;
            Ok(())
        })
    }

    /// Takes contacts out of the search table.
    ///
    /// # Errors
    /// The store's codes.
    pub fn unindex_contacts(&mut self, keys: &[u32]) -> Result<()> {
        let keys = Rc::new(keys.iter().map(|key| Sql::Integer(i64::from(*key))).collect::<Vec<_>>());
        self.read.guarded.as_store(|conn| {
            conn.prepare_cached(&format!("DELETE FROM {} WHERE rowid IN rarray(?1)", search::TABLE))?
                .execute([keys])?;
            Ok(())
        })
    }

    /// Tells the job's change set that rows `first..=last` of a table were made by it.
    ///
    /// # Errors
    /// `internal` outside a bulk job.
    pub fn keep_range(&mut self, table: &str, first: i64, last: i64) -> Result<()> {
        let organization = self.organization_key()?;
        let set = self.change_set.ok_or_else(|| Error::internal("no change set is open"))?;
        self.read
            .guarded
            .as_store(|conn| change_sets::keep_range(conn, organization, set, table, first, last))
    }

    /// The answer an earlier try of this write gave, if there was one.
    ///
    /// # Errors
    /// The store's codes.
    pub fn answered<T: DeserializeOwned>(&self, idempotency_key: &str) -> Result<Option<T>> {
        let organization = self.organization_key()?;
        let found: Option<String> = self.read.guarded.as_store(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT answer FROM main.idempotency WHERE organization_key = ?1 AND idempotency_key = ?2",
            )?;
            let mut rows = statement.query(params![organization, idempotency_key])?;
            Ok(match rows.next()? {
                Some(row) => Some(row.get(0)?),
                None => None,
            })
        })?;
        found.map(|text| Ok(serde_json::from_str(&text)?)).transpose()
    }

    /// Remembers the answer of this write for its retries.
    ///
    /// # Errors
    /// The store's codes.
    pub fn answer<T: Serialize>(&mut self, idempotency_key: &str, answer: &T) -> Result<()> {
        let organization = self.organization_key()?;
        let text = serde_json::to_string(answer)?;
        let now = self.now.0;
        self.read.guarded.as_store(|conn| {
            conn.prepare_cached(
                "INSERT INTO main.idempotency (organization_key, idempotency_key, answer, created_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![organization, idempotency_key, text, now])?;
            Ok(())
        })
    }

    /// A change set of this organization that can still be undone.
    ///
    /// # Errors
    /// `not_found` for another organization's or a purged one; `conflict` when it was undone already.
    pub fn kept_change(&self, id: Uuid) -> Result<Kept> {
        self.read.kept_change(id)
    }

    /// The next rows an undo of the set will look at: table and key.
    ///
    /// # Errors
    /// The store's codes.
    pub fn next_undone(&self, change: Kept, limit: i64) -> Result<Vec<(String, i64)>> {
        self.read.guarded.as_store(|conn| change_sets::next_rows(conn, change.key, limit))
    }

    /// Puts the newest rows of a set back; rows changed since stay and are listed.
    ///
    /// # Errors
    /// The store's codes.
    pub fn undo_rows(&mut self, change: Kept, limit: i64) -> Result<Undone> {
        let catalog = std::sync::Arc::clone(&self.read.guarded.catalog);
        self.read.guarded.as_store(|conn| change_sets::undo_rows(conn, &catalog, change.key, limit))
    }

    /// The next range of rows the set made: table, first key, last key.
    ///
    /// # Errors
    /// The store's codes.
    pub fn next_undone_range(&self, change: Kept) -> Result<Option<(String, i64, i64)>> {
        self.read.guarded.as_store(|conn| change_sets::next_range(conn, change.key))
    }

    /// Says that the rows of a range from key `from` on are dealt with.
    ///
    /// # Errors
    /// The store's codes.
    pub fn shrink_undone_range(&mut self, change: Kept, table: &str, from: i64) -> Result<()> {
        self.read.guarded.as_store(|conn| change_sets::shrink_range(conn, change.key, table, from))
    }

    /// Closes the set: it was undone.
    ///
    /// # Errors
    /// The store's codes.
    pub fn mark_undone(&mut self, change: Kept) -> Result<()> {
        let now = self.now;
        self.read.guarded.as_store(|conn| change_sets::mark_undone(conn, change.key, now))
    }

    /// One write of derived values (counts, copies), which follow from others and are not undone by themselves.
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub fn derive<P: Params>(&mut self, sql: &str, params: P) -> Result<usize> {
        self.unrecorded(|tx| tx.execute(sql, params))
    }

    /// Writes whose way back is another than their before-images.
    ///
    /// # Errors
    /// What the closure returns.
    pub fn unrecorded<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let recorder = self.read.guarded.recorder.clone();
        if let Some(recorder) = &recorder {
            recorder.pause(true);
        }
        let outcome = work(self);
        if let Some(recorder) = &recorder {
            recorder.pause(false);
        }
        outcome
    }

    /// Founds an organization from the workspace and goes on inside it: the rest of this write sees the new one.
    ///
    /// # Errors
    /// `internal` when an organization is bound already; `taken` for its domain.
    pub fn found_organization(&mut self, found: impl FnOnce(&mut Self) -> Result<i64>) -> Result<i64> {
        if self.scope != Scope::Workspace {
            return Err(Error::internal("an organization is founded from the workspace"));
        }
        let key = found(self)?;
        self.scope = Scope::Organization(key);
        self.read.guarded.bind(self.scope);
        Ok(key)
    }

    /// The key behind an id of a table, through the guarded view.
    ///
    /// # Errors
    /// `not_found` when the organization has no such row.
    pub fn key_of(&self, view: &str, what: &str, id: Uuid) -> Result<i64> {
        self.read.key_of(view, what, id)
    }
}

impl Read<'_> {
    /// A change set of this organization that can still be undone.
    ///
    /// # Errors
    /// `not_found`, `conflict`; `internal` outside an organization.
    pub fn kept_change(&self, id: Uuid) -> Result<Kept> {
        let Scope::Organization(organization) = self.guarded.cells.scope() else {
            return Err(Error::internal("no organization is bound"));
        };
        self.guarded.as_store(|conn| change_sets::find(conn, organization, id))
    }

    /// What the change that made a set was called, as `contact.delete`.
    ///
    /// # Errors
    /// The store's codes.
    pub fn changed_by(&self, kept: Kept) -> Result<String> {
        self.guarded.as_store(|conn| change_sets::action(conn, kept))
    }

    /// The key behind an id of a table, through the guarded view.
    ///
    /// # Errors
    /// `not_found` when the organization has no such row.
    pub fn key_of(&self, view: &str, what: &str, id: Uuid) -> Result<i64> {
        self.first(&format!("SELECT key FROM \"{view}\" WHERE id = ?1"), [id.as_bytes().as_slice()], |row| {
            row.get(0)
        })?
        .or_not_found(what)
    }
}
