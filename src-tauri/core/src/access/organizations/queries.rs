//! SQL of organizations, each statement in the scope of one.

use rusqlite::params;

use crate::clock::WallTime;
use crate::error::Result;
use crate::store::{Read, Tx};

pub(super) fn keep_content(tx: &mut Tx<'_>, hash: [u8; 32], media_type: &str, bytes: &[u8]) -> Result<()> {
    let (organization, now) = (tx.organization_key()?, tx.now().0);
    tx.execute(
        "INSERT INTO main.file_contents (organization_key, hash, media_type, bytes, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (organization_key, hash) DO NOTHING",
        params![organization, hash, media_type, bytes, now],
    )?;
    Ok(())
}

/// Sets or takes away the logo; contents that no logo names any more go.
pub(super) fn set_logo(tx: &mut Tx<'_>, logo: Option<([u8; 32], &str)>) -> Result<()> {
    let (organization, now) = (tx.organization_key()?, tx.now().0);
    let (hash, media_type) = logo.unzip();
    tx.execute(
        "UPDATE main.organizations SET logo = ?2, logo_media_type = ?3, updated_at = ?4 WHERE key = ?1",
        params![organization, hash, media_type, now],
    )?;
    tx.execute(
        "DELETE FROM main.file_contents WHERE organization_key = ?1 AND hash IS NOT ?2",
        params![organization, hash],
    )?;
    Ok(())
}

pub(super) fn logo(read: &Read<'_>) -> Result<Option<(String, Vec<u8>)>> {
    read.first(
        "SELECT f.media_type, f.bytes FROM organizations o JOIN file_contents f ON f.hash = o.logo",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub(super) fn set_deleted(tx: &mut Tx<'_>, at: Option<WallTime>) -> Result<()> {
    let (organization, now) = (tx.organization_key()?, tx.now().0);
    tx.execute(
        "UPDATE main.organizations SET deleted_at = ?2, updated_at = ?3 WHERE key = ?1",
        params![organization, at.map(|at| at.0), now],
    )?;
    Ok(())
}

pub(super) fn drop_domain(tx: &mut Tx<'_>) -> Result<()> {
    let organization = tx.organization_key()?;
    tx.execute("UPDATE main.organizations SET domain = NULL WHERE key = ?1", [organization])?;
    Ok(())
}

/// Whether this user is an active Admin and no other is.
pub(crate) fn is_last_admin(read: &Read<'_>, user_key: i64) -> Result<bool> {
    read.one(
        "SELECT coalesce(sum(m.user_key = ?1), 0) > 0 AND count(*) = 1 FROM memberships m
         JOIN roles r ON r.key = m.role_key WHERE r.shipped_from = 'Admin' AND m.status = 'active'",
        [user_key],
        |row| row.get(0),
    )
}

/// Whether anybody is an active Admin.
pub(super) fn has_admin(read: &Read<'_>) -> Result<bool> {
    read.one(
        "SELECT EXISTS (SELECT 1 FROM memberships m JOIN roles r ON r.key = m.role_key
         WHERE r.shipped_from = 'Admin' AND m.status = 'active')",
        [],
        |row| row.get(0),
    )
}

/// Whether an active membership of this user has the permission by its role, for all.
pub(super) fn holds(read: &Read<'_>, user_key: i64, permission: &str) -> Result<bool> {
    read.one(
        "SELECT EXISTS (SELECT 1 FROM memberships m JOIN role_permissions p ON p.role_key = m.role_key
         WHERE m.user_key = ?1 AND m.status = 'active' AND p.permission_key = ?2 AND p.reach = 'all')",
        params![user_key, permission],
        |row| row.get(0),
    )
}

/// Ends the user's membership, if there is one. `forget` also takes the address it was once offered to, unrecorded.
pub(crate) fn end_membership(tx: &mut Tx<'_>, user_key: i64, forget: bool) -> Result<()> {
    let (organization, now) = (tx.organization_key()?, tx.now().0);
    if forget {
        tx.derive(
            "UPDATE main.memberships SET invited_email = NULL, invite_hash = NULL
             WHERE organization_key = ?1 AND user_key = ?2",
            [organization, user_key],
        )?;
    }
    tx.execute(
        "UPDATE main.memberships SET status = 'left', extra_permissions = '[]', decided_at = ?3, decided_by = ?2,
         updated_at = ?3 WHERE organization_key = ?1 AND user_key = ?2 AND deleted_at IS NULL AND status <> 'left'",
        params![organization, user_key, now],
    )?;
    Ok(())
}
