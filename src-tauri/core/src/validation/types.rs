//! What the doors of validation take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// One rule of the newest version.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValidationRule {
    pub reason: String,
    pub sentence: String,
    /// syntax, domain or classification.
    pub rule_type: String,
    /// Points it adds to the score, 0 to 100.
    #[ts(type = "number")]
    pub points: u8,
    pub enabled: bool,
    #[ts(type = "number")]
    pub version: i64,
    /// How many contacts the reason stands at now.
    #[ts(type = "number")]
    pub contacts: i64,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct RunValidation {
    /// Only the members of this list; otherwise every contact.
    pub list: Option<Uuid>,
}

/// Long work was started.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobStarted {
    pub job: Uuid,
}
