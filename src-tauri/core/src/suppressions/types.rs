//! What the doors of the suppression list take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::WallTime;

/// Why an address must not be mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionReason {
    Unsubscribed,
    HardBounce,
    Complaint,
    Manual,
    DoNotContact,
    Erased,
}

/// Who said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionSource {
    Event,
    Import,
    Member,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuppressionPageRequest {
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
    /// A part of the address.
    #[serde(default)]
    #[ts(optional)]
    pub search: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<SuppressionReason>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SuppressionRow {
    pub id: Uuid,
    /// Null once erased: only its keyed hash is left.
    pub address: Option<String>,
    pub reason: SuppressionReason,
    pub source: SuppressionSource,
    pub note: String,
    pub created_by: Option<String>,
    pub created_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SuppressionPage {
    #[ts(type = "number")]
    pub total: i64,
    pub rows: Vec<SuppressionRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddSuppressions {
    /// At most 1,000 addresses.
    pub addresses: Vec<String>,
    /// `manual` or `do_not_contact`; the other reasons come from events.
    pub reason: SuppressionReason,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub note: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SuppressionsAdded {
    #[ts(type = "number")]
    pub added: usize,
    /// Were suppressed already.
    #[ts(type = "number")]
    pub known: usize,
    /// Are no addresses; nothing was done with them.
    pub refused: Vec<String>,
    /// Change set for `changes.undo`; null when nothing changed.
    pub change: Option<Uuid>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemoveSuppression {
    pub suppression: Uuid,
    /// Why it may be mailed again; stands in the audit trail.
    pub reason: String,
}

/// The addresses of some contacts; those without one, and those suppressed already, stay as they are.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuppressSelected {
    pub selection: crate::contacts::types::Selection,
    /// `manual` or `do_not_contact`.
    pub reason: SuppressionReason,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub note: String,
}
