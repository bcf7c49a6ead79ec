//! SQL of members, requests and invitations.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::types::{Member, MemberStatus};
use crate::access::grants::{self, Held};
use crate::access::queries::{id_at, optional_id_at};
use crate::access::roles::queries as roles;
use crate::access::roles::types::RoleName;
use crate::clock::WallTime;
use crate::error::{OrNotFound, Result};
use crate::store::{Read, Tx};

/// A membership that has not ended, as its doors need it.
pub(crate) struct MemberRow {
    pub key: i64,
    pub id: Uuid,
    pub user_key: Option<i64>,
    pub name: Option<String>,
    pub email: Option<String>,
    /// `address_key` of the person, or of the invitation.
    pub address_key: Option<String>,
    pub role_key: Option<i64>,
    pub role: Option<RoleName>,
    pub is_admin: bool,
    /// Beyond the role.
    pub extra: Vec<Held>,
    pub status: String,
    pub since: i64,
    pub expires_at: Option<i64>,
    pub invited_by: Option<String>,
}

const MEMBER: &str = "m.key, m.id, m.user_key, u.name, coalesce(u.email, m.invited_email), m.role_key, r.id, r.name,
    r.shipped_from IS 'Admin', m.extra_permissions, m.status, coalesce(m.decided_at, m.created_at), m.expires_at, i.name,
    coalesce(u.address_key, m.invited_email)
    FROM memberships m LEFT JOIN member_users u ON u.key = m.user_key LEFT JOIN roles r ON r.key = m.role_key
    LEFT JOIN member_users i ON i.key = m.invited_by";

fn member_row(row: &Row<'_>) -> rusqlite::Result<MemberRow> {
    let name: Option<String> = row.get(7)?;
    let role = optional_id_at(row, 6)?.zip(name).map(|(id, name)| RoleName { id, name });
    let extra: String = row.get(9)?;
    Ok(MemberRow {
        key: row.get(0)?,
        id: id_at(row, 1)?,
        user_key: row.get(2)?,
        name: row.get(3)?,
        email: row.get(4)?,
        role_key: row.get(5)?,
        role,
        is_admin: row.get(8)?,
        extra: serde_json::from_str(&extra).unwrap_or_default(),
        status: row.get(10)?,
        since: row.get(11)?,
        expires_at: row.get(12)?,
        invited_by: row.get(13)?,
        address_key: row.get(14)?,
    })
}

impl MemberRow {
    /// What the member holds: of the role and beyond it.
    pub(super) fn held(&self, read: &Read<'_>) -> Result<Vec<Held>> {
        let mut held = self.extra.clone();
        if let Some(role) = self.role_key {
            held.extend(roles::grants(read, role)?);
        }
        Ok(held)
    }
}

/// # Errors
/// `not_found` for a membership of another organization or one that has ended.
pub(super) fn member(read: &Read<'_>, id: Uuid) -> Result<MemberRow> {
    read.first(
        &format!("SELECT {MEMBER} WHERE m.id = ?1 AND m.status <> 'left'"),
        [id.as_bytes().as_slice()],
        member_row,
    )?
    .or_not_found("member")
}

const FOUND: &str =
    "m.status IN ('active', 'suspended') AND (?1 = '' OR instr(folded(u.name), folded(?1)) > 0
    OR instr(folded(u.email), folded(?1)) > 0)";

pub(super) fn page(read: &Read<'_>, search: &str, offset: i64, limit: i64) -> Result<(i64, Vec<MemberRow>)> {
    let total = read.one(
        &format!(
            "SELECT count(*) FROM memberships m LEFT JOIN member_users u ON u.key = m.user_key WHERE {FOUND}"
        ),
        [search],
        |row| row.get(0),
    )?;
    let rows = read.all(
        &format!("SELECT {MEMBER} WHERE {FOUND} ORDER BY folded(u.name), m.key LIMIT ?2 OFFSET ?3"),
        params![search, limit, offset],
        member_row,
    )?;
    Ok((total, rows))
}

/// Everybody of one status, oldest first.
pub(super) fn waiting(read: &Read<'_>, status: &str) -> Result<Vec<MemberRow>> {
    read.all(
        &format!("SELECT {MEMBER} WHERE m.status = ?1 ORDER BY m.created_at, m.key"),
        [status],
        member_row,
    )
}

/// Members who are active and hold the shipped role Admin.
pub(super) fn active_admins(read: &Read<'_>) -> Result<i64> {
    read.one(
        "SELECT count(*) FROM memberships m JOIN roles r ON r.key = m.role_key
         WHERE m.status = 'active' AND m.user_key IS NOT NULL AND r.shipped_from = 'Admin'",
        [],
        |row| row.get(0),
    )
}

/// Rows as the doors tell them, without what only the workspace knows.
pub(super) fn told(read: &Read<'_>, rows: &[MemberRow], me: i64, held: &[Held]) -> Result<Vec<Member>> {
    let by_role = roles::held_by_role(read)?;
    let admins = active_admins(read)?;
    let one = |row: &MemberRow| {
        let of_role = by_role.iter().find(|(key, _, _)| Some(*key) == row.role_key);
        let of_role = of_role.map_or(&[][..], |(_, _, held)| held);
        Member {
            id: row.id,
            name: row.name.clone().unwrap_or_default(),
            email: row.email.clone().unwrap_or_default(),
            role: row.role.clone(),
            extra: grants::told(&row.extra),
            status: match row.status.as_str() {
                "invited" => MemberStatus::Invited,
                "requested" => MemberStatus::Requested,
                "suspended" => MemberStatus::Suspended,
                _ => MemberStatus::Active,
            },
            since: WallTime(row.since),
            last_sign_in: None,
            expires_at: row.expires_at.map(WallTime),
            invited_by: row.invited_by.clone(),
            is_me: row.user_key == Some(me),
            within_reach: grants::missing(held, of_role).is_none()
                && grants::missing(held, &row.extra).is_none(),
            last_admin: row.is_admin && row.status == "active" && admins <= 1,
        }
    };
    Ok(rows.iter().map(one).collect())
}

/// When a user last began a session; read in the workspace's scope.
pub(super) fn last_sign_in(read: &Read<'_>, user_key: i64) -> Result<Option<i64>> {
    read.one("SELECT max(created_at) FROM sessions WHERE user_key = ?1", [user_key], |row| row.get(0))
}

/// How this address belongs already, if it does: as a member, by a request, or by an invitation that waits.
pub(super) fn known(read: &Read<'_>, address_key: &str) -> Result<Option<String>> {
    read.first(
        "SELECT m.status FROM memberships m LEFT JOIN member_users u ON u.key = m.user_key
         WHERE m.status <> 'left' AND (u.address_key = ?1 OR m.user_key IS NULL AND m.invited_email = ?1)
         ORDER BY m.status = 'invited' LIMIT 1",
        [address_key],
        |row| row.get(0),
    )
}

/// A new invitation.
pub(super) struct Invitation<'a> {
    pub address_key: &'a str,
    pub role: i64,
    pub extra: &'a [Held],
    pub code: [u8; 32],
    pub expires_at: i64,
}

pub(super) fn insert_invitation(tx: &mut Tx<'_>, new: &Invitation<'_>) -> Result<Uuid> {
    let (id, now, organization, by) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let extra = serde_json::to_string(new.extra)?;
    tx.execute(
        "INSERT INTO main.memberships (id, organization_key, role_key, status, extra_permissions, invited_email,
           invite_hash, invited_by, expires_at, created_at, updated_at)
         VALUES (?1, ?2, ?3, 'invited', ?4, ?5, ?6, ?7, ?8, ?9, ?9)",
        params![
            id.as_bytes(),
            organization,
            new.role,
            extra,
            new.address_key,
            new.code,
            by,
            new.expires_at,
            now
        ],
    )?;
    Ok(id)
}

/// A new code and a new end.
pub(super) fn renew(tx: &mut Tx<'_>, key: i64, code: [u8; 32], expires_at: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.memberships SET invite_hash = ?2, expires_at = ?3, updated_at = ?4 WHERE key = ?1",
        params![key, code, expires_at, now],
    )?;
    Ok(())
}

/// Takes an invitation back: its code opens nothing any more.
pub(super) fn withdraw(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.memberships SET status = 'left', ended = 'withdrawn', invite_hash = NULL, deleted_at = ?2,
         updated_at = ?2 WHERE key = ?1",
        params![key, now],
    )?;
    Ok(())
}

/// The person is a member from now on.
pub(crate) fn let_in(tx: &mut Tx<'_>, key: i64, role: i64, extra: &[Held], by: Option<i64>) -> Result<()> {
    let now = tx.now().0;
    let extra = serde_json::to_string(extra)?;
    tx.execute(
        "UPDATE main.memberships SET status = 'active', role_key = ?2, extra_permissions = ?3, ended = NULL,
         invite_hash = NULL, expires_at = NULL, decided_at = ?4, decided_by = ?5, updated_at = ?4 WHERE key = ?1",
        params![key, role, extra, now, by],
    )?;
    Ok(())
}

/// A membership or a request ends; nothing that it gave stays. Withdrawing does not wipe out an Admin's no.
pub(crate) fn end(tx: &mut Tx<'_>, key: i64, ended: &str) -> Result<()> {
    let (now, by) = (tx.now().0, tx.user_key());
    tx.execute(
        "UPDATE main.memberships SET status = 'left', role_key = NULL, extra_permissions = '[]',
         ended = CASE WHEN ?2 = 'withdrawn' AND ended IN ('rejected', 'removed') THEN ended ELSE ?2 END,
         decided_at = ?3, decided_by = ?4, updated_at = ?3 WHERE key = ?1",
        params![key, ended, now, by],
    )?;
    Ok(())
}

/// Invitations of an address whose person belongs to the organization now have served.
pub(crate) fn close_invitations(tx: &mut Tx<'_>, address_key: &str) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.memberships SET status = 'left', ended = 'answered', invite_hash = NULL, deleted_at = ?2,
         updated_at = ?2
         WHERE organization_key = current_org() AND status = 'invited' AND user_key IS NULL AND invited_email = ?1
           AND deleted_at IS NULL",
        params![address_key, now],
    )?;
    Ok(())
}

pub(super) fn change(tx: &mut Tx<'_>, key: i64, role: i64, extra: &[Held]) -> Result<()> {
    let now = tx.now().0;
    let extra = serde_json::to_string(extra)?;
    tx.execute(
        "UPDATE main.memberships SET role_key = ?2, extra_permissions = ?3, updated_at = ?4 WHERE key = ?1",
        params![key, role, extra, now],
    )?;
    Ok(())
}

pub(super) fn set_status(tx: &mut Tx<'_>, key: i64, status: &str) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.memberships SET status = ?2, updated_at = ?3 WHERE key = ?1",
        params![key, status, now],
    )?;
    Ok(())
}
