//! What the doors of one's account take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the workspace knows of the signed-in person.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    pub name: String,
    pub email: String,
    pub title: String,
    pub phone: String,
    /// BCP 47: how numbers are written; `en` is as the system does.
    pub language: String,
    /// IANA name; empty is the laptop's own.
    pub time_zone: String,
    /// 5, 15, 30, 60, or 0 for never.
    #[ts(type = "number")]
    pub idle_minutes: i64,
}

/// Only the named fields change.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct UpdateProfile {
    /// 1 to 200 characters.
    pub name: Option<String>,
    pub title: Option<String>,
    pub phone: Option<String>,
    pub language: Option<String>,
    pub time_zone: Option<String>,
    #[ts(type = "number")]
    pub idle_minutes: Option<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeEmail {
    pub email: String,
    /// The present one: the address opens the account.
    pub password: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangePassword {
    pub old_password: String,
    /// At least 10 characters.
    pub new_password: String,
}

/// The password of the signed-in person.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnPassword {
    pub password: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewRecoveryCode {
    /// Shown once; the one before is dead.
    pub recovery_code: String,
}

/// What one window hands to the next: good once, for a minute.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandOver {
    pub token: String,
}
