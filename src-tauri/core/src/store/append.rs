//! The fast way into bulk tables, rows of integers without a heap value each, and the mark that opens the one
//! permitted removal of events.

use rusqlite::types::Null;

use super::catalog::Kind;
use super::tx::Tx;
use crate::error::{Error, Result};

/// Rows of one INSERT statement: more gains nothing, each statement of another length is prepared once.
const ROWS_A_STATEMENT: usize = 50;

/// NULL in a row of [`Tx::append_rows`].
pub const ABSENT: i64 = i64::MIN;

impl Tx<'_> {
    /// Appends `count` rows of integers to a bulk table. `fixed` columns have the same value in every row and are
    /// bound once a statement; `row` gives the others, with [`ABSENT`] for NULL. The organization is the scope's.
    ///
    /// # Errors
    /// `internal` for another table; the store's codes.
    pub fn append_rows<const N: usize>(
        &mut self,
        table: &str,
        fixed: &[(&str, i64)],
        columns: [&str; N],
        count: usize,
        mut row: impl FnMut(usize) -> [i64; N],
    ) -> Result<usize> {
        match self.guarded.catalog.table(table) {
            Some(found) if found.kind == Kind::Bulk => {}
            _ => return Err(Error::internal(format!("{table} is not a bulk table"))),
        }
        let organization = self.organization_key()?;
        let first = fixed.len() + 2;
        let mut at = 0;
        self.guarded.as_store(|conn| {
            while at < count {
                let rows = if count - at >= ROWS_A_STATEMENT { ROWS_A_STATEMENT } else { count - at };
                let mut statement = conn.prepare_cached(&insert(table, fixed, &columns, rows))?;
                statement.raw_bind_parameter(1, organization)?;
                for (place, (_, value)) in fixed.iter().enumerate() {
                    statement.raw_bind_parameter(place + 2, value)?;
                }
                // the same statement runs until fewer rows are left than it takes
                while count - at >= rows {
                    let mut place = first;
                    for number in at..at + rows {
                        for value in row(number) {
                            if value == ABSENT {
                                statement.raw_bind_parameter(place, Null)?;
                            } else {
                                statement.raw_bind_parameter(place, value)?;
                            }
                            place += 1;
                        }
                    }
                    statement.raw_execute()?;
                    at += rows;
                }
            }
            Ok(())
        })?;
        self.rows += count;
        self.topics.push(table.to_string());
        Ok(count)
    }

    /// Runs `work` while the events of one taken-back rehearsal may be removed: the mark is written before and taken
    /// away after, also when `work` errs, so that nothing else ever sees it.
    ///
    /// # Errors
    /// `conflict` when the run is not a rehearsal that was taken back; what `work` returns.
    pub fn while_resetting<T>(
        &mut self,
        campaign_key: i64,
        run_key: i64,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let organization = self.organization_key()?;
        self.guarded.as_store(|conn| {
            conn.prepare_cached(
                "INSERT INTO main.event_resets (organization_key, campaign_key, run_key) VALUES (?1, ?2, ?3)",
            )?
            .execute([organization, campaign_key, run_key])?;
            Ok(())
        })?;
        let outcome = work(self);
        self.guarded.as_store(|conn| {
            conn.prepare_cached(
                "DELETE FROM main.event_resets WHERE organization_key = ?1 AND campaign_key = ?2",
            )?
            .execute([organization, campaign_key])?;
            Ok(())
        })?;
        outcome
    }
}

fn insert(table: &str, fixed: &[(&str, i64)], columns: &[&str], rows: usize) -> String {
    // OR FAIL: a statement of many rows would otherwise keep a journal of its own, a copy of each page it touches. The
    // savepoint around every write takes back what a failed statement left.
    let mut sql = format!("INSERT OR FAIL INTO main.\"{table}\" (organization_key");
    for column in fixed.iter().map(|(column, _)| column).chain(columns) {
        sql.push_str(", ");
        sql.push_str(column);
    }
    sql.push_str(") VALUES ");
    let shared: String = (2..fixed.len() + 2).map(|place| format!(", ?{place}")).collect();
    let mut place = fixed.len() + 2;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(?1" } else { ", (?1" });
        sql.push_str(&shared);
        for _ in columns {
            sql.push_str(&format!(", ?{place}"));
            place += 1;
        }
        sql.push(')');
    }
    sql
}
