//! SQL of the suppression list. The key stands in the workspace's settings and is read in the workspace's scope.

use std::collections::HashSet;

use rusqlite::{Row, params};

use super::types::{
    SuppressionPage, SuppressionPageRequest, SuppressionReason, SuppressionRow, SuppressionSource,
};
use crate::access::queries::id_at;
use crate::campaigns::word_of;
use crate::clock::WallTime;
use crate::error::Result;
use crate::store::{Read, Tx};

pub(crate) fn hash_key(read: &Read<'_>) -> Result<Option<[u8; 32]>> {
    read.first("SELECT value FROM workspace_settings WHERE name = 'suppression_key'", [], |row| row.get(0))
}

pub(crate) fn make_hash_key(tx: &mut Tx<'_>) -> Result<()> {
    let fresh = tx.random::<32>();
    tx.execute(
        "INSERT INTO main.workspace_settings (name, value) VALUES ('suppression_key', ?1) ON CONFLICT (name) DO NOTHING",
        [fresh.as_slice()],
    )?;
    Ok(())
}

pub(crate) fn hashes(read: &Read<'_>) -> Result<HashSet<[u8; 32]>> {
    let mut out = HashSet::new();
    read.each("SELECT address_hash FROM suppressions", [], |row| {
        out.insert(row.get(0)?);
        Ok(true)
    })?;
    Ok(out)
}

fn read_word<T: serde::de::DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    serde_json::from_value(serde_json::Value::String(text)).map_err(|cause| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(cause))
    })
}

fn row_of(row: &Row<'_>) -> rusqlite::Result<SuppressionRow> {
    Ok(SuppressionRow {
        id: id_at(row, 0)?,
        address: row.get(1)?,
        reason: read_word::<SuppressionReason>(row, 2)?,
        source: read_word::<SuppressionSource>(row, 3)?,
        note: row.get(4)?,
        created_by: row.get(5)?,
        created_at: WallTime(row.get(6)?),
    })
}

pub(crate) fn page(
    read: &Read<'_>,
    request: &SuppressionPageRequest,
    span: (i64, i64),
) -> Result<SuppressionPage> {
    let search =
        request.search.as_deref().map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty());
    let reason = request.reason.map(word_of).transpose()?;
    const WHERE: &str = "WHERE (?1 IS NULL OR instr(s.address, ?1) > 0) AND (?2 IS NULL OR s.reason = ?2)";
    let total =
        read.one(&format!("SELECT count(*) FROM suppressions s {WHERE}"), params![search, reason], |row| {
            row.get(0)
        })?;
    let rows = read.all(
        &format!(
            "SELECT s.id, s.address, s.reason, s.source, s.note, u.name, s.created_at
             FROM suppressions s LEFT JOIN member_users u ON u.key = s.created_by {WHERE}
             ORDER BY s.key DESC LIMIT ?4 OFFSET ?3"
        ),
        params![search, reason, span.0, span.1],
        row_of,
    )?;
    Ok(SuppressionPage { total, rows })
}

/// One address that must not be mailed.
pub(crate) struct NewSuppression {
    pub hash: [u8; 32],
    pub address_key: String,
    pub reason: SuppressionReason,
    pub source: SuppressionSource,
    pub note: String,
}

/// Addresses of some contacts; those without one have none.
pub(crate) fn addresses_of(read: &Read<'_>, contacts: &[u32]) -> Result<Vec<String>> {
    read.all(
        "SELECT address_key FROM contacts_with_deleted WHERE key IN rarray(?1) AND address_key IS NOT NULL ORDER BY key",
        [crate::contacts::queries::key_list(contacts)],
        |row| row.get(0),
    )
}

/// `false` when the address was suppressed already: the first reason stands.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &NewSuppression) -> Result<bool> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let rows = tx.execute(
        "INSERT INTO main.suppressions
         (id, organization_key, address_hash, address, reason, source, note, created_by, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (organization_key, address_hash) DO NOTHING",
        params![
            id.as_bytes(),
            organization,
            new.hash,
            new.address_key,
            word_of(new.reason)?,
            word_of(new.source)?,
            new.note,
            user,
            now
        ],
    )?;
    Ok(rows == 1)
}

pub(crate) fn reason_of(read: &Read<'_>, key: i64) -> Result<SuppressionReason> {
    read.one("SELECT reason FROM suppressions WHERE key = ?1", [key], |row| read_word(row, 0))
}

pub(crate) fn delete(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    tx.execute("DELETE FROM main.suppressions WHERE key = ?1", [key])?;
    Ok(())
}
