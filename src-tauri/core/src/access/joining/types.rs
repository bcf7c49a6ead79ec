//! What the doors of joining take and give: asking, accepting, and whom the whitelist lets in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::access::roles::types::RoleName;
use crate::clock::WallTime;

/// How the asking person stands to an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Neither member nor asked; or withdrew, or left: may ask.
    None,
    Requested,
    /// Asked and was told no: may ask again a day later.
    Rejected,
    Active,
    Suspended,
}

/// An organization one may ask to join, or has asked.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JoinableOrganization {
    pub organization: Uuid,
    pub name: String,
    pub standing: Standing,
    /// When it came to that, where it did.
    pub since: Option<WallTime>,
    /// Asking is possible now.
    pub may_ask: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JoinOrganization {
    pub organization: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Joined {
    pub organization: Uuid,
    pub organization_name: String,
    /// False: an Admin must say yes first.
    pub joined: bool,
}

/// An invitation that waits for the asking person's address. Its code is with the Admin.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnInvitation {
    pub organization: Uuid,
    pub organization_name: String,
    pub role: Option<String>,
    pub expires_at: Option<WallTime>,
    pub expired: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AcceptInvitation {
    /// As the Admin handed it over; case, hyphens and spaces do not matter.
    pub code: String,
}

/// Who is let in how.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Joining {
    /// People of the workspace see the organization and may ask to join.
    pub open: bool,
    pub whitelist: Vec<WhitelistEntry>,
}

/// An address, or a domain with a leading @, that joins at once with this role.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WhitelistEntry {
    pub id: Uuid,
    pub pattern: String,
    pub role: RoleName,
    pub created_at: WallTime,
    /// The domain gives addresses to anyone, such as gmail.com.
    pub public: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateJoining {
    pub open: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddToWhitelist {
    /// An address, or a domain with or without a leading @.
    pub pattern: String,
    pub role: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WhitelistId {
    pub entry: Uuid,
}
