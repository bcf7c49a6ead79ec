//! SQL of one's account, in the workspace's scope.

use rusqlite::params;
use uuid::Uuid;

use super::types::Profile;
use crate::access::queries::{UserRow, id_at, user_by_key};
use crate::access::sign_in::UNTOLD_MS;
use crate::error::{OrNotFound as _, Result};
use crate::store::{Read, Tx};

pub(super) fn user(read: &Read<'_>, key: i64) -> Result<UserRow> {
    user_by_key(read, key)?.or_not_found("account")
}

pub(super) fn profile(read: &Read<'_>, user_key: i64) -> Result<Profile> {
    read.first(
        "SELECT u.name, u.email, p.title, p.phone, p.language, p.time_zone, p.idle_minutes
         FROM users u JOIN user_profiles p ON p.user_key = u.key WHERE u.key = ?1",
        [user_key],
        |row| {
            Ok(Profile {
                name: row.get(0)?,
                email: row.get(1)?,
                title: row.get(2)?,
                phone: row.get(3)?,
                language: row.get(4)?,
                time_zone: row.get(5)?,
                idle_minutes: row.get(6)?,
            })
        },
    )?
    .or_not_found("account")
}

pub(super) fn update_profile(tx: &mut Tx<'_>, user_key: i64, new: &Profile) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.users SET name = ?2, updated_at = ?3 WHERE key = ?1 AND name <> ?2",
        params![user_key, new.name, now],
    )?;
    tx.execute(
        "UPDATE main.user_profiles SET title = ?2, phone = ?3, language = ?4, time_zone = ?5, idle_minutes = ?6
         WHERE user_key = ?1",
        params![user_key, new.title, new.phone, new.language, new.time_zone, new.idle_minutes],
    )?;
    tx.touch("user_profiles");
    Ok(())
}

pub(super) fn change_email(tx: &mut Tx<'_>, user_key: i64, email: &str, address_key: &str) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.users SET email = ?2, address_key = ?3, updated_at = ?4 WHERE key = ?1",
        params![user_key, email, address_key, now],
    )?;
    Ok(())
}

pub(super) fn end_other_sessions(tx: &mut Tx<'_>, user_key: i64, but: Uuid) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.sessions SET ended_at = ?3 WHERE user_key = ?1 AND id <> ?2 AND ended_at IS NULL",
        params![user_key, but.as_bytes(), now],
    )?;
    Ok(())
}

pub(super) fn lock(tx: &mut Tx<'_>, session: Uuid) -> Result<()> {
    let now = tx.now().0;
    tx.execute("UPDATE main.sessions SET locked_at = ?2 WHERE id = ?1", params![session.as_bytes(), now])?;
    Ok(())
}

pub(super) fn unlock(tx: &mut Tx<'_>, session: Uuid) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.sessions SET locked_at = NULL, seen_at = ?2 WHERE id = ?1",
        params![session.as_bytes(), now],
    )?;
    Ok(())
}

pub(super) fn see(tx: &mut Tx<'_>, session: Uuid) -> Result<()> {
    let now = tx.now().0;
    tx.derive("UPDATE main.sessions SET seen_at = ?2 WHERE id = ?1", params![session.as_bytes(), now])?;
    Ok(())
}

/// Settles which windows of a person are locked by an idle limit that is about to change: those stay locked, the others
/// count as seen now.
pub(super) fn settle_idle(tx: &mut Tx<'_>, user_key: i64, idle_minutes: i64) -> Result<()> {
    let now = tx.now().0;
    let since = if idle_minutes == 0 { 0 } else { now - idle_minutes * 60_000 - UNTOLD_MS };
    tx.derive(
        "UPDATE main.sessions SET locked_at = ?2 WHERE user_key = ?1 AND ended_at IS NULL AND locked_at IS NULL
         AND door <> 'cli' AND seen_at < ?3",
        params![user_key, now, since],
    )?;
    tx.derive(
        "UPDATE main.sessions SET seen_at = ?2 WHERE user_key = ?1 AND ended_at IS NULL AND locked_at IS NULL",
        params![user_key, now],
    )?;
    Ok(())
}

/// A row that is no session yet, of the person and with the end of the session it comes from.
pub(super) fn insert_hand_over(
    tx: &mut Tx<'_>,
    from: Uuid,
    hash: [u8; 32],
    door: &str,
    lasts: i64,
) -> Result<()> {
    let (id, now) = (tx.new_id(), tx.now().0);
    tx.execute(
        "INSERT INTO main.sessions (id, user_key, token_hash, door, created_at, seen_at, expires_at, hand_over_until)
         SELECT ?1, user_key, ?2, ?3, ?4, ?4, expires_at, ?4 + ?5 FROM sessions WHERE id = ?6",
        params![id.as_bytes(), hash, door, now, lasts, from.as_bytes()],
    )?;
    Ok(())
}

/// Makes a session of a hand-over that is still good; the id of its person.
pub(super) fn take_hand_over(
    tx: &mut Tx<'_>,
    offered: [u8; 32],
    hash: [u8; 32],
    door: &str,
) -> Result<Option<Uuid>> {
    let now = tx.now().0;
    let rows = tx.execute(
        "UPDATE main.sessions SET token_hash = ?2, door = ?3, seen_at = ?4, hand_over_until = NULL
         WHERE token_hash = ?1 AND hand_over_until >= ?4 AND ended_at IS NULL AND expires_at > ?4",
        params![offered, hash, door, now],
    )?;
    if rows == 0 {
        return Ok(None);
    }
    tx.first(
        "SELECT u.id FROM sessions s JOIN users u ON u.key = s.user_key WHERE s.token_hash = ?1",
        params![hash],
        |row| id_at(row, 0),
    )
}

pub(super) fn owners(read: &Read<'_>) -> Result<i64> {
    read.one("SELECT count(*) FROM users WHERE is_owner = 1", [], |row| row.get(0))
}

/// Every value of a person goes; the row stays for the keys that point to it. Unrecorded: the trail would keep what is
/// to be forgotten.
pub(super) fn overwrite(tx: &mut Tx<'_>, user_key: i64, id: Uuid) -> Result<()> {
    let now = tx.now().0;
    tx.unrecorded(|tx| {
        tx.execute(
            "UPDATE main.users SET email = '', address_key = ?2, name = 'Former member', password_hash = '',
             recovery_hash = '', oauth_profile = NULL, is_owner = 0, failed_sign_ins = 0, locked_until = NULL,
             created_at = ?3, updated_at = ?3, deleted_at = ?3 WHERE key = ?1",
            // Unique, and no address: none has a space.
            params![user_key, format!("closed {id}"), now],
        )?;
        tx.execute(
            "UPDATE main.user_profiles SET title = '', phone = '', language = 'en', time_zone = '', idle_minutes = 15
             WHERE user_key = ?1",
            [user_key],
        )?;
        tx.execute("DELETE FROM main.sessions WHERE user_key = ?1", [user_key])?;
        Ok(())
    })
}
