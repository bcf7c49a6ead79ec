//! What the doors of members take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::access::roles::types::RoleName;
use crate::access::types::Grant;
use crate::clock::WallTime;

/// Where a membership stands. Who left is not told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MemberStatus {
    Invited,
    Requested,
    Active,
    Suspended,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    pub id: Uuid,
    /// Empty for an invitation, whose person is not known yet.
    pub name: String,
    pub email: String,
    /// None while a request waits.
    pub role: Option<RoleName>,
    /// Beyond the role.
    pub extra: Vec<Grant>,
    pub status: MemberStatus,
    /// When the member joined, asked or was invited.
    pub since: WallTime,
    /// When the person last signed in, if a session of theirs is still known.
    pub last_sign_in: Option<WallTime>,
    /// Until when an invitation can be accepted.
    pub expires_at: Option<WallTime>,
    /// Name of who invited, where it is known.
    pub invited_by: Option<String>,
    pub is_me: bool,
    /// The asking person may change this member: holds all that the member holds.
    pub within_reach: bool,
    /// The organization's only active Admin.
    pub last_admin: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberPageRequest {
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
    /// Part of a name or address; empty finds all.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub search: String,
}

/// Active and suspended members by name.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberPage {
    #[ts(type = "number")]
    pub total: i64,
    pub rows: Vec<Member>,
}

/// Who waits for an Admin, and whom the organization waits for; oldest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MembersWaiting {
    pub requests: Vec<Member>,
    /// Expired ones too, until they are withdrawn or renewed.
    pub invitations: Vec<Member>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberId {
    pub member: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApproveMember {
    pub member: Uuid,
    pub role: Uuid,
    /// Beyond the role.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Grant>>")]
    pub extra: Vec<Grant>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InviteMember {
    pub email: String,
    pub role: Uuid,
    /// Beyond the role.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Grant>>")]
    pub extra: Vec<Grant>,
    /// Days until it expires, 1 to 90; 7 unless said otherwise.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub days: Option<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenewInvitation {
    pub member: Uuid,
    /// Days from now until it expires, 1 to 90; 7 unless said otherwise.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub days: Option<i64>,
}

/// The code is shown this once; only its hash is kept.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Invited {
    pub id: Uuid,
    pub email: String,
    pub code: String,
    pub expires_at: WallTime,
}

/// Only the named fields change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ChangeMember {
    pub member: Uuid,
    #[serde(default)]
    pub role: Option<Uuid>,
    /// All of them: what is not named is withdrawn.
    #[serde(default)]
    pub extra: Option<Vec<Grant>>,
}
