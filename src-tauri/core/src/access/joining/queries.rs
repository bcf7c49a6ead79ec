//! SQL of joining: a person's own standing, invitations by their code, the whitelist.

use rusqlite::params;
use uuid::Uuid;

use super::types::WhitelistEntry;
use crate::access::grants::Held;
use crate::access::queries::id_at;
use crate::access::roles::types::RoleName;
use crate::clock::WallTime;
use crate::error::Result;
use crate::store::{Read, Tx};

/// A person's own membership of the organization in scope, whatever became of it.
pub(super) struct Own {
    pub key: i64,
    pub id: Uuid,
    pub status: String,
    pub ended: Option<String>,
    pub decided_at: Option<i64>,
}

pub(super) fn own(read: &Read<'_>, user_key: i64) -> Result<Option<Own>> {
    read.first(
        "SELECT key, id, status, ended, decided_at FROM memberships WHERE user_key = ?1",
        [user_key],
        |row| {
            Ok(Own {
                key: row.get(0)?,
                id: id_at(row, 1)?,
                status: row.get(2)?,
                ended: row.get(3)?,
                decided_at: row.get(4)?,
            })
        },
    )
}

/// The role that the whitelist gives an address; named by itself it stands before its domain.
pub(super) fn whitelisted_role(read: &Read<'_>, address: &str, domain: &str) -> Result<Option<i64>> {
    read.first(
        "SELECT w.role_key FROM whitelist w JOIN roles r ON r.key = w.role_key
         WHERE w.pattern IN (?1, ?2) ORDER BY w.pattern = ?1 DESC LIMIT 1",
        [address, domain],
        |row| row.get(0),
    )
}

pub(super) fn insert_request(tx: &mut Tx<'_>, user_key: i64) -> Result<(i64, Uuid)> {
    let (id, now, organization) = (tx.new_id(), tx.now().0, tx.organization_key()?);
    let key = tx.insert(
        "INSERT INTO main.memberships (id, organization_key, user_key, status, created_at, updated_at)
         VALUES (?1, ?2, ?3, 'requested', ?4, ?4)",
        params![id.as_bytes(), organization, user_key, now],
    )?;
    Ok((key, id))
}

/// Who left, withdrew or was told no asks again. What an Admin said before stands until another lets them in: asking
/// and withdrawing is no way around it.
pub(super) fn ask_again(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.memberships SET status = 'requested', role_key = NULL, extra_permissions = '[]',
         decided_at = NULL, decided_by = NULL, created_at = ?2, updated_at = ?2 WHERE key = ?1",
        params![key, now],
    )?;
    Ok(())
}

/// An invitation that still waits for its person.
pub(super) struct Waiting {
    pub id: Uuid,
    pub role_key: i64,
    pub extra: Vec<Held>,
    pub expires_at: i64,
    pub invited_by: Option<i64>,
}

pub(super) fn waiting(read: &Read<'_>, key: i64, code: [u8; 32]) -> Result<Option<Waiting>> {
    read.first(
        "SELECT m.id, m.role_key, m.extra_permissions, coalesce(m.expires_at, 0), m.invited_by
         FROM memberships m JOIN roles r ON r.key = m.role_key
         WHERE m.key = ?1 AND m.invite_hash = ?2 AND m.status = 'invited' AND m.user_key IS NULL",
        params![key, code],
        |row| {
            let extra: String = row.get(2)?;
            Ok(Waiting {
                id: id_at(row, 0)?,
                role_key: row.get(1)?,
                extra: serde_json::from_str(&extra).unwrap_or_default(),
                expires_at: row.get(3)?,
                invited_by: row.get(4)?,
            })
        },
    )
}

/// The invitation becomes this person's membership.
pub(super) fn take(tx: &mut Tx<'_>, key: i64, user_key: i64) -> Result<()> {
    tx.execute(
        "UPDATE main.memberships SET user_key = ?2, invited_email = NULL WHERE key = ?1",
        params![key, user_key],
    )?;
    Ok(())
}

/// An earlier row of the person makes room for the one that an invitation made.
pub(super) fn put_away(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.memberships SET status = 'left', ended = 'answered', deleted_at = ?2, updated_at = ?2
         WHERE key = ?1",
        params![key, now],
    )?;
    Ok(())
}

pub(super) fn is_open(read: &Read<'_>) -> Result<bool> {
    read.one(
        "SELECT NOT coalesce(json_extract(settings, '$.closedToRequests'), 0) FROM organizations",
        [],
        |row| row.get(0),
    )
}

pub(super) fn set_open(tx: &mut Tx<'_>, open: bool) -> Result<()> {
    let (key, now) = (tx.organization_key()?, tx.now().0);
    tx.execute(
        "UPDATE main.organizations SET settings = json_set(settings, '$.closedToRequests', ?2), updated_at = ?3
         WHERE key = ?1",
        params![key, !open, now],
    )?;
    Ok(())
}

/// Domains first, then addresses, each by name.
pub(super) fn whitelist(read: &Read<'_>) -> Result<Vec<WhitelistEntry>> {
    read.all(
        "SELECT w.id, w.pattern, r.id, r.name, w.created_at FROM whitelist w JOIN roles r ON r.key = w.role_key
         ORDER BY w.pattern NOT LIKE '@%', w.pattern",
        [],
        |row| {
            Ok(WhitelistEntry {
                id: id_at(row, 0)?,
                pattern: row.get(1)?,
                role: RoleName { id: id_at(row, 2)?, name: row.get(3)? },
                created_at: WallTime(row.get(4)?),
                public: false,
            })
        },
    )
}

pub(super) fn is_listed(read: &Read<'_>, pattern: &str) -> Result<bool> {
    read.one("SELECT EXISTS (SELECT 1 FROM whitelist WHERE pattern = ?1)", [pattern], |row| row.get(0))
}

pub(super) fn insert_entry(tx: &mut Tx<'_>, pattern: &str, role: i64) -> Result<Uuid> {
    let (id, now, organization) = (tx.new_id(), tx.now().0, tx.organization_key()?);
    tx.execute(
        "INSERT INTO main.whitelist (id, organization_key, pattern, role_key, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id.as_bytes(), organization, pattern, role, now],
    )?;
    Ok(id)
}

pub(super) fn pattern_of(read: &Read<'_>, key: i64) -> Result<String> {
    read.one("SELECT pattern FROM whitelist WHERE key = ?1", [key], |row| row.get(0))
}

pub(super) fn delete_entry(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    tx.execute("DELETE FROM main.whitelist WHERE key = ?1", [key])?;
    Ok(())
}
