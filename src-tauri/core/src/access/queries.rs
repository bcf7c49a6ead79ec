//! SQL of access. Users and sessions are read in the workspace's scope, everything else in an organization's.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::permissions::{PERMISSIONS, ROLES};
use super::types::{AuditPage, AuditRow, Organization};
use crate::clock::WallTime;
use crate::error::Result;
use crate::store::{Read, Tx};

pub(crate) fn id_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Uuid> {
    let bytes: [u8; 16] = row.get(at)?;
    Ok(Uuid::from_bytes(bytes))
}

pub(crate) fn optional_id_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Uuid>> {
    let bytes: Option<[u8; 16]> = row.get(at)?;
    Ok(bytes.map(Uuid::from_bytes))
}

/// A user as sign-in needs it.
pub(crate) struct UserRow {
    pub key: i64,
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub password_hash: String,
    pub recovery_hash: String,
    pub is_owner: bool,
    pub failed: i64,
    pub locked_until: Option<i64>,
}

const USER: &str =
    "key, id, name, email, password_hash, recovery_hash, is_owner, failed_sign_ins, locked_until FROM users";

fn user_row(row: &Row<'_>) -> rusqlite::Result<UserRow> {
    Ok(UserRow {
        key: row.get(0)?,
        id: id_at(row, 1)?,
        name: row.get(2)?,
        email: row.get(3)?,
        password_hash: row.get(4)?,
        recovery_hash: row.get(5)?,
        is_owner: row.get(6)?,
        failed: row.get(7)?,
        locked_until: row.get(8)?,
    })
}

pub(crate) fn user_by_address(read: &Read<'_>, address_key: &str) -> Result<Option<UserRow>> {
    read.first(&format!("SELECT {USER} WHERE address_key = ?1"), [address_key], user_row)
}

pub(crate) fn user_by_key(read: &Read<'_>, key: i64) -> Result<Option<UserRow>> {
    read.first(&format!("SELECT {USER} WHERE key = ?1"), [key], user_row)
}

/// A living session of a user.
pub(crate) struct SessionRow {
    pub id: Uuid,
    pub locked_at: Option<i64>,
    /// The last input that its window told of.
    pub seen_at: i64,
    pub door: String,
    /// Minutes without input until it locks; 0: never.
    pub idle_minutes: i64,
}

/// The living session of a token, with its user.
pub(crate) fn user_by_token(
    read: &Read<'_>,
    token_hash: &[u8],
    now: WallTime,
) -> Result<Option<(UserRow, SessionRow)>> {
    read.first(
        "SELECT u.key, u.id, u.name, u.email, u.password_hash, u.recovery_hash, u.is_owner, u.failed_sign_ins,
                u.locked_until, s.id, s.locked_at, s.seen_at, s.door, p.idle_minutes
         FROM sessions s JOIN users u ON u.key = s.user_key JOIN user_profiles p ON p.user_key = u.key
         WHERE s.token_hash = ?1 AND s.ended_at IS NULL AND s.hand_over_until IS NULL AND s.expires_at > ?2",
        params![token_hash, now.0],
        |row| {
            let session = SessionRow {
                id: id_at(row, 9)?,
                locked_at: row.get(10)?,
                seen_at: row.get(11)?,
                door: row.get(12)?,
                idle_minutes: row.get(13)?,
            };
            Ok((user_row(row)?, session))
        },
    )
}

pub(crate) fn anyone(read: &Read<'_>) -> Result<bool> {
    read.one("SELECT EXISTS (SELECT 1 FROM users)", [], |row| row.get(0))
}

/// Title, language, time zone and idle minutes of a user.
pub(crate) fn manners_of(read: &Read<'_>, user_key: i64) -> Result<(String, String, String, i64)> {
    read.one(
        "SELECT title, language, time_zone, idle_minutes FROM user_profiles WHERE user_key = ?1",
        [user_key],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )
}

pub(crate) struct NewUser {
    pub email: String,
    pub address_key: String,
    pub name: String,
    pub password_hash: String,
    pub recovery_hash: String,
    pub title: String,
    pub phone: String,
    pub time_zone: String,
}

pub(crate) fn insert_user(tx: &mut Tx<'_>, user: &NewUser, owner: bool) -> Result<(i64, Uuid)> {
    let (id, now) = (tx.new_id(), tx.now());
    let key = tx.insert(
        "INSERT INTO main.users (id, email, address_key, name, password_hash, recovery_hash, is_owner, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
        params![
            id.as_bytes(),
            user.email,
            user.address_key,
            user.name,
            user.password_hash,
            user.recovery_hash,
            owner,
            now.0
        ],
    )?;
    tx.execute(
        "INSERT INTO main.user_profiles (user_key, title, phone, time_zone) VALUES (?1, ?2, ?3, ?4)",
        params![key, user.title, user.phone, user.time_zone],
    )?;
    Ok((key, id))
}

pub(crate) fn insert_session(
    tx: &mut Tx<'_>,
    user_key: i64,
    token_hash: [u8; 32],
    door: &str,
    expires: WallTime,
) -> Result<Uuid> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.execute(
        "INSERT INTO main.sessions (id, user_key, token_hash, door, created_at, seen_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
        params![id.as_bytes(), user_key, token_hash, door, now.0, expires.0],
    )?;
    Ok(id)
}

pub(crate) fn end_session(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    let now = tx.now().0;
    tx.execute("UPDATE main.sessions SET ended_at = ?2 WHERE id = ?1", params![id.as_bytes(), now])?;
    Ok(())
}

pub(crate) fn end_sessions_of(tx: &mut Tx<'_>, user_key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.sessions SET ended_at = ?2 WHERE user_key = ?1 AND ended_at IS NULL",
        params![user_key, now],
    )?;
    Ok(())
}

pub(crate) fn note_failure(
    tx: &mut Tx<'_>,
    user_key: i64,
    failed: i64,
    locked_until: Option<i64>,
) -> Result<()> {
    tx.execute(
        "UPDATE main.users SET failed_sign_ins = ?2, locked_until = ?3 WHERE key = ?1",
        params![user_key, failed, locked_until],
    )?;
    Ok(())
}

pub(crate) fn change_secrets(tx: &mut Tx<'_>, user_key: i64, password: &str, recovery: &str) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.users SET password_hash = ?2, recovery_hash = ?3, failed_sign_ins = 0, locked_until = NULL,
         updated_at = ?4 WHERE key = ?1",
        params![user_key, password, recovery, now],
    )?;
    Ok(())
}

/// The catalogue follows the program's list.
pub(crate) fn write_permissions(tx: &mut Tx<'_>) -> Result<()> {
    for permission in PERMISSIONS {
        tx.execute(
            "INSERT INTO main.permissions (permission_key, description, category) VALUES (?1, ?2, ?3)
             ON CONFLICT (permission_key) DO UPDATE SET description = excluded.description, category = excluded.category",
            params![permission.key, permission.description, permission.category],
        )?;
    }
    Ok(())
}

pub(crate) fn permissions_known(read: &Read<'_>) -> Result<Vec<String>> {
    read.all("SELECT permission_key FROM permissions ORDER BY permission_key", [], |row| row.get(0))
}

/// The values an organization is made from, checked.
pub(crate) struct NewOrganization {
    pub name: String,
    pub domain: Option<String>,
    pub reporting_zone: String,
    pub currency: String,
    pub postal_address: String,
    pub brand_color: String,
    pub campaign_clock: Option<i64>,
}

pub(crate) fn insert_organization(tx: &mut Tx<'_>, new: &NewOrganization) -> Result<i64> {
    let (id, now) = (tx.new_id(), tx.now());
    let key = tx.insert(
        "INSERT INTO main.organizations
         (id, name, domain, reporting_zone, currency, postal_address, brand_color, campaign_clock_ms, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce(?9, ?8), ?8, ?8)",
        params![
            id.as_bytes(),
            new.name,
            new.domain,
            new.reporting_zone,
            new.currency,
            new.postal_address,
            new.brand_color,
            now.0,
            new.campaign_clock
        ],
    )?;
    tx.about("organization", id);
    Ok(key)
}

/// The five shipped roles; returns the Admin's key.
pub(crate) fn insert_shipped_roles(tx: &mut Tx<'_>) -> Result<i64> {
    let organization = tx.organization_key()?;
    let now = tx.now().0;
    let mut admin = 0;
    for (name, description) in ROLES {
        let id = tx.new_id();
        let key = tx.insert(
            "INSERT INTO main.roles (id, organization_key, name, description, shipped_from, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?3, ?5, ?5)",
            params![id.as_bytes(), organization, name, description, now],
        )?;
        if *name == "Admin" {
            admin = key;
        }
        for permission in PERMISSIONS {
            if let Some(reach) = permission.reach_of(name) {
                tx.execute(
                    "INSERT INTO main.role_permissions (organization_key, role_key, permission_key, reach)
                     VALUES (?1, ?2, ?3, ?4)",
                    params![organization, key, permission.key, reach],
                )?;
            }
        }
    }
    Ok(admin)
}

pub(crate) fn insert_membership(tx: &mut Tx<'_>, user_key: i64, role: i64, status: &str) -> Result<Uuid> {
    let (id, now, organization) = (tx.new_id(), tx.now().0, tx.organization_key()?);
    tx.execute(
        "INSERT INTO main.memberships (id, organization_key, user_key, role_key, status, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        params![id.as_bytes(), organization, user_key, role, status, now],
    )?;
    Ok(id)
}

pub(crate) fn organization(read: &Read<'_>) -> Result<Organization> {
    read.one(
        "SELECT id, name, coalesce(domain, ''), reporting_zone, currency, postal_address, brand_color, campaign_clock_ms,
                billing_entity, subscription_level, lower(hex(logo))
         FROM organizations",
        [],
        |row| {
            Ok(Organization {
                id: id_at(row, 0)?,
                name: row.get(1)?,
                domain: row.get(2)?,
                reporting_zone: row.get(3)?,
                currency: row.get(4)?,
                postal_address: row.get(5)?,
                brand_color: row.get(6)?,
                campaign_clock: row.get(7)?,
                billing_entity: row.get(8)?,
                subscription_level: row.get(9)?,
                logo: row.get::<_, Option<String>>(10)?.filter(|hash| !hash.is_empty()),
            })
        },
    )
}

pub(crate) fn update_organization(tx: &mut Tx<'_>, new: &Organization) -> Result<()> {
    let (now, key) = (tx.now().0, tx.organization_key()?);
    let domain = (!new.domain.is_empty()).then_some(&new.domain);
    tx.execute(
        "UPDATE main.organizations SET name = ?2, domain = ?3, currency = ?4, postal_address = ?5, brand_color = ?6,
         billing_entity = ?8, updated_at = ?7 WHERE key = ?1",
        params![
            key,
            new.name,
            domain,
            new.currency,
            new.postal_address,
            new.brand_color,
            now,
            new.billing_entity
        ],
    )?;
    tx.about("organization", new.id);
    Ok(())
}

pub(crate) fn audit_page(read: &Read<'_>, offset: i64, limit: i64) -> Result<AuditPage> {
    let total = read.one("SELECT coalesce(max(sequence), 0) FROM audit_log", [], |row| row.get(0))?;
    let rows = read.all(
        "SELECT a.sequence, a.at, a.actor, u.name, a.action, a.entity_type, a.entity_id, a.changes, a.reason
         FROM audit_log a LEFT JOIN member_users u ON u.key = a.user_key
         WHERE a.sequence <= ?1 ORDER BY a.sequence DESC LIMIT ?2",
        params![total - offset, limit],
        |row| {
            Ok(AuditRow {
                sequence: row.get(0)?,
                at: WallTime(row.get(1)?),
                actor: row.get(2)?,
                who: row.get(3)?,
                action: row.get(4)?,
                entity_type: row.get(5)?,
                entity: optional_id_at(row, 6)?,
                changes: serde_json::from_str(&row.get::<_, String>(7)?).unwrap_or_default(),
                reason: row.get(8)?,
            })
        },
    )?;
    Ok(AuditPage { total, rows })
}
