//! What the doors of jobs take and give.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::WallTime;
use crate::error::Error;
use crate::events::proof::ProofReport;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobId {
    pub job: Uuid,
}

/// One job that ran, or runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobRun {
    pub id: Uuid,
    pub kind: String,
    /// Name of the platform's queue whose work it is.
    pub queue: String,
    pub title: String,
    /// queued, running, done, failed or cancelled.
    pub state: String,
    /// Who started it; null: the schedule, or Reachly itself.
    pub who: Option<String>,
    /// The moment of the schedule it ran for; null when somebody asked for it.
    pub scheduled_for: Option<WallTime>,
    pub started_at: Option<WallTime>,
    pub ended_at: Option<WallTime>,
    pub result: Option<Value>,
    pub error: Option<Error>,
}

/// A job of the night with its last run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScheduledJob {
    pub kind: String,
    pub queue: String,
    /// How 003 binds that queue.
    pub binding: String,
    pub title: String,
    pub about: String,
    pub last: Option<JobRun>,
    /// By the laptop's clock.
    pub next_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunJobNow {
    /// Kind of a job of the night.
    pub kind: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobHistoryRequest {
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<String>,
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobHistory {
    #[ts(type = "number")]
    pub total: i64,
    /// The newest first.
    pub rows: Vec<JobRun>,
}

/// The newest proof of the figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    pub job: Uuid,
    pub at: WallTime,
    pub report: ProofReport,
}

/// There may be none yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewestProof {
    pub proof: Option<Proof>,
}
