//! What the doors of access take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::WallTime;

/// No fields.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignUp {
    /// 1 to 200 characters.
    pub name: String,
    pub email: String,
    /// At least 10 characters.
    pub password: String,
    /// Job title; may be empty.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub title: String,
    /// May be empty.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub phone: String,
    /// IANA name; the laptop's own when empty.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub time_zone: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recover {
    pub email: String,
    /// As shown at sign-up; case and hyphens do not matter.
    pub recovery_code: String,
    pub new_password: String,
}

/// A new session; the token is shown once and kept by the window or tab.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    pub token: String,
    pub me: Me,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignedUp {
    pub session: Session,
    /// Shown once: opens the account when the password is lost.
    pub recovery_code: String,
}

/// The signed-in person and the organizations open to them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub title: String,
    pub workspace_owner: bool,
    /// BCP 47: how numbers are written; `en` is as the system does.
    pub language: String,
    /// IANA name; empty is the laptop's own.
    pub time_zone: String,
    /// Minutes without input after which a window locks: 5, 15, 30, 60, or 0 for never.
    #[ts(type = "number")]
    pub idle_minutes: i64,
    pub memberships: Vec<Membership>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    pub organization: Uuid,
    pub organization_name: String,
    pub brand_color: String,
    /// Hash of the logo, when there is one: another hash, another picture.
    pub logo: Option<String>,
    pub role: Option<String>,
    /// invited, requested, active, suspended or left.
    pub status: String,
    /// Permission keys with their reach, own or all.
    pub grants: Vec<Grant>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    pub permission: String,
    pub reach: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateOrganization {
    pub name: String,
    /// Web domain; may be empty.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub domain: String,
    /// IANA name, such as America/New_York.
    pub reporting_zone: String,
    /// ISO 4217, three letters.
    pub currency: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub postal_address: String,
    /// `#rrggbb`.
    #[serde(default)]
    #[ts(optional)]
    pub brand_color: Option<String>,
    /// Where the campaign clock begins, UTC epoch milliseconds; now, unless said otherwise.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub campaign_clock: Option<i64>,
}

/// Only the named fields change.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct UpdateOrganization {
    pub name: Option<String>,
    pub domain: Option<String>,
    pub postal_address: Option<String>,
    /// At most 200 characters; empty: the organization's own name.
    pub billing_entity: Option<String>,
    pub currency: Option<String>,
    pub brand_color: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    pub id: Uuid,
    pub name: String,
    pub domain: String,
    pub reporting_zone: String,
    pub currency: String,
    pub postal_address: String,
    /// Whom a bill is made out to; empty: the organization itself.
    pub billing_entity: String,
    /// What the organization has subscribed to: `local` until it has a plan.
    pub subscription_level: String,
    pub brand_color: String,
    /// Hash of the logo, when there is one.
    pub logo: Option<String>,
    /// Campaign time of the organization, UTC epoch milliseconds.
    #[ts(type = "number")]
    pub campaign_clock: i64,
}

/// A page of a list: rows `offset..offset + limit`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageRequest {
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditRow {
    #[ts(type = "number")]
    pub sequence: i64,
    pub at: WallTime,
    pub actor: String,
    pub who: Option<String>,
    pub action: String,
    pub entity_type: String,
    pub entity: Option<Uuid>,
    pub changes: serde_json::Value,
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    #[ts(type = "number")]
    pub total: i64,
    pub rows: Vec<AuditRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditReport {
    /// Rows that stand.
    #[ts(type = "number")]
    pub good: i64,
    /// Sequence of the first broken row.
    #[ts(type = "number | null")]
    pub broken_at: Option<i64>,
    pub fault: Option<String>,
}
