//! Today: what needs the broker now. Facts only; the interface has the sentences.

pub mod commands;
mod queries;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// What an item is about; one action belongs to each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TodayKind {
    /// People asked to join: approve or reject them.
    JoinRequests,
    /// Leads nobody has touched yet.
    NewLeads,
    /// An import was looked at but not run.
    ImportWaiting,
    /// An import failed half-way; it can go on or be undone.
    ImportFailed,
    /// Contacts whose address looks like a typing error.
    TypingErrors,
    /// A campaign starts soon; `count` of its steps lack something.
    CampaignSoon,
    /// The last backup is old, or there is none (`at` absent).
    Backup,
}

/// One thing that needs somebody.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayItem {
    pub kind: TodayKind,
    #[ts(type = "number")]
    pub count: u64,
    /// Name of the thing, when it is one.
    pub name: Option<String>,
    pub id: Option<Uuid>,
    /// UTC epoch milliseconds: wall time, of campaigns campaign time.
    #[ts(type = "number | null")]
    pub at: Option<i64>,
}
