//! SQL of roles and of what they hold.

use rusqlite::params;
use uuid::Uuid;

use super::types::{Role, RoleName};
use crate::access::grants::{self, Held};
use crate::access::queries::id_at;
use crate::error::Result;
use crate::store::{Read, Tx};

/// A role as its doors need it.
pub(crate) struct RoleRow {
    pub key: i64,
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub shipped_from: Option<String>,
    /// Sorted by key.
    pub grants: Vec<Held>,
}

/// What a role holds, sorted by permission key.
pub(crate) fn grants(read: &Read<'_>, role: i64) -> Result<Vec<Held>> {
    read.all(
        "SELECT permission_key, reach FROM role_permissions WHERE role_key = ?1 ORDER BY permission_key",
        [role],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// # Errors
/// `not_found` for a role of another organization or a deleted one.
pub(crate) fn role(read: &Read<'_>, id: Uuid) -> Result<RoleRow> {
    let key = read.key_of("roles", "role", id)?;
    let grants = grants(read, key)?;
    read.one("SELECT name, description, shipped_from FROM roles WHERE key = ?1", [key], |row| {
        Ok(RoleRow {
            key,
            id,
            name: row.get(0)?,
            description: row.get(1)?,
            shipped_from: row.get(2)?,
            grants: grants.clone(),
        })
    })
}

/// Key and shipped name of the roles that came with Reachly.
pub(super) fn shipped(read: &Read<'_>) -> Result<Vec<(i64, String)>> {
    read.all("SELECT key, shipped_from FROM roles WHERE shipped_from IS NOT NULL ORDER BY key", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Key, id, name and grants of every role.
pub(crate) fn held_by_role(read: &Read<'_>) -> Result<Vec<(i64, RoleName, Vec<Held>)>> {
    let roles = read.all("SELECT key, id, name FROM roles ORDER BY key", [], |row| {
        Ok((row.get::<_, i64>(0)?, RoleName { id: id_at(row, 1)?, name: row.get(2)? }))
    })?;
    roles.into_iter().map(|(key, name)| Ok((key, name, grants(read, key)?))).collect()
}

/// Shipped ones in their order, then custom ones by name.
pub(super) fn all(read: &Read<'_>, held: &[Held]) -> Result<Vec<Role>> {
    let mut roles = read.all(
        "SELECT r.key, r.id, r.name, r.description, r.shipped_from IS NOT NULL,
                (SELECT count(*) FROM memberships m WHERE m.role_key = r.key AND m.status <> 'left'),
                (SELECT count(*) FROM whitelist w WHERE w.role_key = r.key)
         FROM roles r ORDER BY r.shipped_from IS NULL, CASE WHEN r.shipped_from IS NULL THEN folded(r.name) END, r.key",
        [],
        |row| {
            let role = Role {
                id: id_at(row, 1)?,
                name: row.get(2)?,
                description: row.get(3)?,
                shipped: row.get(4)?,
                permissions: Vec::new(),
                holders: row.get(5)?,
                whitelisted: row.get(6)?,
                within_reach: false,
            };
            Ok((row.get::<_, i64>(0)?, role))
        },
    )?;
    for (key, role) in &mut roles {
        let theirs = grants(read, *key)?;
        role.within_reach = grants::missing(held, &theirs).is_none();
        role.permissions = grants::told(&theirs);
    }
    Ok(roles.into_iter().map(|(_, role)| role).collect())
}

/// Whether another role than `except` has this name, whatever its case.
pub(super) fn name_taken(read: &Read<'_>, name: &str, except: Option<i64>) -> Result<bool> {
    read.one(
        "SELECT EXISTS (SELECT 1 FROM roles WHERE folded(name) = folded(?1) AND key IS NOT ?2)",
        params![name, except],
        |row| row.get(0),
    )
}

pub(super) fn insert(tx: &mut Tx<'_>, name: &str, description: &str) -> Result<(i64, Uuid)> {
    let (id, now, organization) = (tx.new_id(), tx.now().0, tx.organization_key()?);
    let key = tx.insert(
        "INSERT INTO main.roles (id, organization_key, name, description, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
        params![id.as_bytes(), organization, name, description, now],
    )?;
    Ok((key, id))
}

pub(super) fn update(tx: &mut Tx<'_>, key: i64, name: &str, description: &str) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.roles SET name = ?2, description = ?3, updated_at = ?4 WHERE key = ?1",
        params![key, name, description, now],
    )?;
    Ok(())
}

/// The role holds these and nothing else.
pub(super) fn set_grants(tx: &mut Tx<'_>, role: i64, grants: &[Held]) -> Result<()> {
    let organization = tx.organization_key()?;
    tx.execute(
        "DELETE FROM main.role_permissions WHERE organization_key = ?1 AND role_key = ?2",
        params![organization, role],
    )?;
    for (permission, reach) in grants {
        tx.execute(
            "INSERT INTO main.role_permissions (organization_key, role_key, permission_key, reach)
             VALUES (?1, ?2, ?3, ?4)",
            params![organization, role, permission, reach],
        )?;
    }
    Ok(())
}

/// Members and invitations with the role, and whitelist entries that give it.
pub(super) fn uses(read: &Read<'_>, key: i64) -> Result<(i64, i64)> {
    read.one(
        "SELECT (SELECT count(*) FROM memberships WHERE role_key = ?1 AND status <> 'left'),
                (SELECT count(*) FROM whitelist WHERE role_key = ?1)",
        [key],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub(super) fn delete(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute("UPDATE main.roles SET deleted_at = ?2, updated_at = ?2 WHERE key = ?1", params![key, now])?;
    Ok(())
}
