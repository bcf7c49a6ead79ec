//! The only lookups that cross organizations, each its own function, each with a reason. Everything else sees one
//! organization. (`organization_id` names the news of a commit and gives nothing else away.)

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::error::Result;

/// A membership of the signed-in user, wherever it is.
#[derive(Clone, Debug)]
pub struct OwnMembership {
    pub organization_key: i64,
    pub organization_id: Uuid,
    pub organization_name: String,
    pub brand_color: String,
    pub membership_key: i64,
    pub membership_id: Uuid,
    pub role_key: Option<i64>,
    pub role_name: Option<String>,
    /// `permission=own|all` lines of the role and of the membership's own grants.
    pub grants: Vec<(String, String)>,
    pub status: String,
    /// What became of it, when it ended otherwise than by leaving: rejected, withdrawn, removed.
    pub ended: Option<String>,
    /// Wall time of its last change, milliseconds.
    pub updated_at: i64,
    /// Wall time until which an invitation can be accepted, milliseconds.
    pub expires_at: Option<i64>,
}

/// Whose memberships: a user's, and invitations that wait for an address or for whoever has a code.
#[derive(Clone, Copy, Debug, Default)]
pub struct Claim<'a> {
    pub user_key: Option<i64>,
    /// `address_key` of the invited person.
    pub address: Option<&'a str>,
    /// Hash of the code that was handed over.
    pub code: Option<[u8; 32]>,
}

pub(super) fn id_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Uuid> {
    let bytes: [u8; 16] = row.get(at)?;
    Ok(Uuid::from_bytes(bytes))
}

pub(super) fn organization_id(conn: &Connection, key: i64) -> Result<Option<Uuid>> {
    Ok(conn
        .prepare_cached("SELECT id FROM main.organizations WHERE key = ?1")?
        .query_row([key], |row| id_at(row, 0))
        .optional()?)
}

/// 1. Memberships, with role and organization, of the signed-in user: which doors are open to this person.
///
/// An invitation is a membership that still waits for its user.
pub(super) fn memberships_of(conn: &Connection, claim: &Claim<'_>) -> Result<Vec<OwnMembership>> {
    let mut statement = conn.prepare_cached(
        "SELECT o.key, o.id, o.name, o.brand_color, m.key, m.id, m.role_key, r.name, m.status, m.extra_permissions,
                m.ended, m.updated_at, m.expires_at
         FROM main.memberships m JOIN main.organizations o ON o.key = m.organization_key AND o.deleted_at IS NULL
         LEFT JOIN main.roles r ON r.organization_key = m.organization_key AND r.key = m.role_key
         WHERE m.key IN (
           SELECT key FROM main.memberships WHERE user_key = ?1 AND deleted_at IS NULL
           UNION ALL SELECT key FROM main.memberships WHERE invited_email = ?2 AND status = 'invited'
             AND user_key IS NULL AND deleted_at IS NULL
           UNION ALL SELECT key FROM main.memberships WHERE invite_hash = ?3 AND status = 'invited'
             AND user_key IS NULL AND deleted_at IS NULL)
         ORDER BY o.name, o.key",
    )?;
    let mut found = Vec::new();
    let mut rows = statement.query(params![claim.user_key, claim.address, claim.code])?;
    while let Some(row) = rows.next()? {
        let extra: String = row.get(9)?;
        let mut grants = serde_json::from_str::<Vec<(String, String)>>(&extra).unwrap_or_default();
        let role_key: Option<i64> = row.get(6)?;
        if let Some(role) = role_key {
            grants.extend(role_grants(conn, row.get(0)?, role)?);
        }
        found.push(OwnMembership {
            organization_key: row.get(0)?,
            organization_id: id_at(row, 1)?,
            organization_name: row.get(2)?,
            brand_color: row.get(3)?,
            membership_key: row.get(4)?,
            membership_id: id_at(row, 5)?,
            role_key,
            role_name: row.get(7)?,
            grants,
            status: row.get(8)?,
            ended: row.get(10)?,
            updated_at: row.get(11)?,
            expires_at: row.get(12)?,
        });
    }
    Ok(found)
}

fn role_grants(conn: &Connection, organization: i64, role: i64) -> Result<Vec<(String, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT permission_key, reach FROM main.role_permissions WHERE organization_key = ?1 AND role_key = ?2",
    )?;
    let rows = statement.query_map([organization, role], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// 2. Organizations one may ask to join: key, id and name of every living one.
///
/// Without those that have closed their door to requests, unless they let this address, or its domain, in.
pub(super) fn joinable(conn: &Connection, address: &str, domain: &str) -> Result<Vec<(i64, Uuid, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT o.key, o.id, o.name FROM main.organizations o
         WHERE o.deleted_at IS NULL AND (NOT coalesce(json_extract(o.settings, '$.closedToRequests'), 0)
           OR EXISTS (SELECT 1 FROM main.whitelist w WHERE w.organization_key = o.key AND w.pattern IN (?1, ?2)))
         ORDER BY o.name",
    )?;
    let rows =
        statement.query_map([address, domain], |row| Ok((row.get(0)?, id_at(row, 1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// 3. Whitelist match at sign-up: organizations that let this address, or its domain, in at once, with the role.
///
/// An address named by itself stands before its domain; each organization comes once.
pub(super) fn whitelisted(conn: &Connection, address: &str, domain: &str) -> Result<Vec<(i64, i64)>> {
    let mut statement = conn.prepare_cached(
        "SELECT w.organization_key, w.role_key FROM main.whitelist w
         JOIN main.organizations o ON o.key = w.organization_key AND o.deleted_at IS NULL
         WHERE w.pattern IN (?1, ?2) ORDER BY w.organization_key, w.pattern = ?1 DESC",
    )?;
    let rows = statement.query_map([address, domain], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found: Vec<(i64, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    found.dedup_by_key(|(organization, _)| *organization);
    Ok(found)
}

/// 4. Slug → (organization, campaign): a visitor knows only the address of the page.
pub(super) fn slug_home(conn: &Connection, slug: &str) -> Result<Option<(i64, i64)>> {
    Ok(conn
        .prepare_cached(
            "SELECT c.organization_key, c.key FROM main.campaigns c
             JOIN main.organizations o ON o.key = c.organization_key AND o.deleted_at IS NULL
             WHERE c.slug = ?1 AND c.deleted_at IS NULL",
        )?
        .query_row([slug], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// 5. Is a slug taken anywhere, deleted campaigns included? Never by whom.
pub(super) fn slug_taken(conn: &Connection, slug: &str) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM main.campaigns WHERE slug = ?1)")?
        .query_row([slug], |row| row.get(0))?)
}

/// 6. Keys, ids and names of all organizations: for the workspace owner and for the job scheduler.
pub(super) fn organizations(conn: &Connection) -> Result<Vec<(i64, Uuid, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT key, id, name FROM main.organizations WHERE deleted_at IS NULL ORDER BY key",
    )?;
    let rows = statement.query_map(params![], |row| Ok((row.get(0)?, id_at(row, 1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
