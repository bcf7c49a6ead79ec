//! What the doors of workspace owners take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceOwner {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub is_me: bool,
}

/// Owners in the order of their accounts, and the organizations of the file by name.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceOwners {
    pub owners: Vec<WorkspaceOwner>,
    /// Names only: their data is their members'.
    pub organizations: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddOwner {
    /// Of somebody who has a sign-in here.
    pub email: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemoveOwner {
    pub user: Uuid,
}
