//! What the doors of roles take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::access::types::Grant;

/// A role by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoleName {
    pub id: Uuid,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    /// Came with Reachly and stays as it is; custom otherwise.
    pub shipped: bool,
    /// In the order of the catalogue.
    pub permissions: Vec<Grant>,
    /// Members and invitations with this role.
    #[ts(type = "number")]
    pub holders: i64,
    /// Whitelist entries that give this role.
    #[ts(type = "number")]
    pub whitelisted: i64,
    /// The asking person holds all of it: may give it to others and, when it is custom, change it.
    pub within_reach: bool,
}

/// One row of the catalogue.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionRow {
    pub key: String,
    pub description: String,
    pub category: String,
    /// Can be held for one's own records only.
    pub has_own: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateRole {
    /// 1 to 80 characters; unique in the organization, whatever its case.
    pub name: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub description: String,
    pub permissions: Vec<Grant>,
}

/// Only the named fields change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields)]
pub struct UpdateRole {
    pub role: Uuid,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    /// All of them: what is not named is withdrawn.
    #[serde(default)]
    pub permissions: Option<Vec<Grant>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleId {
    pub role: Uuid,
}
