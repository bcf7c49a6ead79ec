//! What the doors of contact lists take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::WallTime;
use crate::contacts::types::Selection;

/// A list with its exact counts.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContactList {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub source: String,
    /// pending, validating, validated or failed.
    pub status: String,
    #[ts(type = "number")]
    pub total: i64,
    #[ts(type = "number")]
    pub valid: i64,
    #[ts(type = "number")]
    pub risky: i64,
    #[ts(type = "number")]
    pub invalid: i64,
    #[ts(type = "number")]
    pub nonexistent: i64,
    pub created_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListId {
    pub list: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateList {
    pub name: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub description: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateList {
    pub list: Uuid,
    pub name: String,
    pub description: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListMembers {
    pub list: Uuid,
    pub selection: Selection,
}
