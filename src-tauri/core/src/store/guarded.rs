//! A connection that can only be used through the guard: what `Read` and `Tx` stand on.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{CachedStatement, Connection, Params, Row};

use super::catalog::{Catalog, Kind};
use super::read_log::ReadLog;
use super::recorder::Recorder;
use super::scope::{Cells, Mode, NO_TARGET, Scope};
use super::{guard, tokens};
use crate::error::{Error, Result};

/// One connection with its guard.
pub struct Guarded {
    pub(super) conn: Connection,
    pub(super) cells: Arc<Cells>,
    pub(super) catalog: Arc<Catalog>,
    pub(super) recorder: Option<Arc<Recorder>>,
    /// Statements that have passed the token check: what they write, `None` for reads.
    checked: RefCell<HashMap<String, Option<(usize, bool)>>>,
}

/// Puts the mode back when a statement is done, also when a closure panics.
struct ModeRestorer<'a>(&'a Cells, Mode);

impl Drop for ModeRestorer<'_> {
    fn drop(&mut self) {
        self.0.set_mode(self.1);
    }
}

impl Guarded {
    /// Wraps an open connection; a writing one brings its recorder.
    pub(super) fn new(
        conn: Connection,
        catalog: &Arc<Catalog>,
        recorder: Option<&Arc<Recorder>>,
        read_log: Option<&Arc<ReadLog>>,
    ) -> Result<Self> {
        conn.set_prepared_statement_cache_capacity(256);
        let cells = Cells::new();
        guard::install(&conn, &cells, catalog, recorder, read_log)?;
        let recorder = recorder.map(Arc::clone);
        Ok(Guarded { conn, cells, catalog: Arc::clone(catalog), recorder, checked: RefCell::default() })
    }

    pub(super) fn bind(&self, scope: Scope) {
        self.cells.set_scope(scope);
    }

    fn refused(sql: &str, rule: &str) -> Error {
        Error::internal(format!(
            "guard: {rule}: {}",
            sql.split_whitespace().take(12).collect::<Vec<_>>().join(" ")
        ))
    }

    fn prepare_query(&self, sql: &str) -> Result<CachedStatement<'_>> {
        if !matches!(self.checked.borrow().get(sql), Some(None)) {
            tokens::check_query(sql).map_err(|rule| Self::refused(sql, rule))?;
            self.remember(sql, None);
        }
        let _restore = ModeRestorer(&self.cells, self.cells.set_mode(Mode::Query));
        self.conn.prepare_cached(sql).map_err(|cause| Error::from(cause).because(brief(sql)))
    }

    fn prepare_execute(&self, sql: &str, appending: bool) -> Result<CachedStatement<'_>> {
        let known = self.checked.borrow().get(sql).copied().flatten();
        let (position, inserts) = match known {
            Some(known) => known,
            None => {
                let written = tokens::check_execute(sql).map_err(|rule| Self::refused(sql, rule))?;
                let position = self.catalog.position(&written.table).unwrap_or(NO_TARGET);
                if position == NO_TARGET || self.catalog.tables[position].kind == Kind::Store {
                    return Err(Self::refused(sql, "this table is not a domain's to write"));
                }
                self.remember(sql, Some((position, written.inserts)));
                (position, written.inserts)
            }
        };
        if inserts && !appending && self.catalog.tables[position].kind == Kind::Bulk {
            return Err(Self::refused(sql, "a bulk table takes rows only by append"));
        }
        self.cells.set_target(position);
        let _restore = ModeRestorer(&self.cells, self.cells.set_mode(Mode::Execute));
        let prepared = self.conn.prepare_cached(sql).map_err(|cause| Error::from(cause).because(brief(sql)));
        self.cells.set_target(NO_TARGET);
        prepared
    }

    fn remember(&self, sql: &str, written: Option<(usize, bool)>) {
        let mut checked = self.checked.borrow_mut();
        // Statements are few; those built from filters are many and not worth keeping.
        if checked.len() >= 512 {
            checked.clear();
        }
        checked.insert(sql.to_string(), written);
    }

    pub(super) fn each<P: Params>(
        &self,
        sql: &str,
        params: P,
        mut with: impl FnMut(&Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        let mut statement = self.prepare_query(sql)?;
        let _restore = ModeRestorer(&self.cells, self.cells.set_mode(Mode::Running));
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            if !with(row)? {
                break;
            }
        }
        Ok(())
    }

    /// `appending` is the store's own word that the row's organization was put there by itself.
    pub(super) fn execute<P: Params>(&self, sql: &str, params: P, appending: bool) -> Result<usize> {
        let mut statement = self.prepare_execute(sql, appending)?;
        let _restore = ModeRestorer(&self.cells, self.cells.set_mode(Mode::Running));
        Ok(statement.execute(params)?)
    }

    /// Runs the store's own code with everything allowed.
    pub(super) fn as_store<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let _restore = ModeRestorer(&self.cells, self.cells.set_mode(Mode::Store));
        work(&self.conn)
    }
}

/// A statement for the log: its first words, never its values.
fn brief(sql: &str) -> String {
    sql.split_whitespace().take(16).collect::<Vec<_>>().join(" ")
}

/// What a domain can do with a connection while it reads: SELECT over the guarded views.
pub struct Read<'a> {
    pub(super) guarded: &'a Guarded,
}

impl Read<'_> {
    /// All rows.
    ///
    /// # Errors
    /// `internal` when the guard or SQLite refuses; the store's codes for a bad file or disk.
    pub fn all<T, P: Params>(
        &self,
        sql: &str,
        params: P,
        mut map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut out = Vec::new();
        self.guarded.each(sql, params, |row| {
            out.push(map(row)?);
            Ok(true)
        })?;
        Ok(out)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Read::all`].
    pub fn first<T, P: Params>(
        &self,
        sql: &str,
        params: P,
        mut map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let mut out = None;
        self.guarded.each(sql, params, |row| {
            out = Some(map(row)?);
            Ok(false)
        })?;
        Ok(out)
    }

    /// The only row of a statement that always has one.
    ///
    /// # Errors
    /// As [`Read::all`]; `internal` when there is none.
    pub fn one<T, P: Params>(
        &self,
        sql: &str,
        params: P,
        map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.first(sql, params, map)?.ok_or_else(|| Error::internal("a statement gave no row"))
    }

    /// Row by row, without keeping them; stops when the closure says `false`.
    ///
    /// # Errors
    /// As [`Read::all`], and what the closure returns.
    pub fn each<P: Params>(
        &self,
        sql: &str,
        params: P,
        with: impl FnMut(&Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        self.guarded.each(sql, params, with)
    }
}
