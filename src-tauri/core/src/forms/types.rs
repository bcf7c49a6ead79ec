//! What the doors of forms take and give. The definition itself is in `rules`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::rules::FormDefinition;
use crate::campaigns::types::FindingSeverity;
use crate::clock::WallTime;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormPageRequest {
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
    #[serde(default)]
    #[ts(optional)]
    pub search: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FormRow {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub is_active: bool,
    /// Fields of the draft.
    #[ts(type = "number")]
    pub fields: i64,
    /// 0 while nothing is published.
    #[ts(type = "number")]
    pub latest_number: i64,
    pub latest_version: Option<Uuid>,
    pub unpublished: bool,
    /// Campaigns that pin a version of it.
    #[ts(type = "number")]
    pub campaigns: i64,
    pub created_by: Option<String>,
    pub updated_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FormPage {
    #[ts(type = "number")]
    pub total: i64,
    pub rows: Vec<FormRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormId {
    pub form: Uuid,
}

/// What a form version holds: the definition and what happens after sending.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormContent {
    pub definition: FormDefinition,
    /// Plain text, shown after sending; at most 2,000 characters.
    #[serde(default)]
    pub thank_you_message: String,
    /// Where the visitor goes instead: a path such as `/thanks`, or an https address.
    #[serde(default)]
    pub redirect_url: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FormDetail {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub is_active: bool,
    pub draft: FormContent,
    /// Give it back as `baseUpdatedAt` when saving.
    pub draft_updated_at: WallTime,
    pub draft_updated_by: Option<String>,
    #[ts(type = "number")]
    pub latest_number: i64,
    pub latest_version: Option<Uuid>,
    /// The caller may change it.
    pub editable: bool,
    pub created_by: Option<String>,
    pub created_at: WallTime,
    pub updated_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateForm {
    pub name: String,
    /// Begins with the draft of another form; with name, e-mail and consent without one.
    #[serde(default)]
    #[ts(optional)]
    pub copy_of: Option<Uuid>,
}

/// Only the named fields change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateForm {
    pub form: Uuid,
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub description: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub is_active: Option<bool>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveFormDraft {
    pub form: Uuid,
    pub content: FormContent,
    pub base_updated_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckForm {
    pub content: FormContent,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FormProblem {
    pub severity: FindingSeverity,
    /// Key of the field it is about, `thankYouMessage`, `redirectUrl`, or null for the whole form.
    pub field: Option<String>,
    pub message: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FormVersion {
    pub id: Uuid,
    #[ts(type = "number")]
    pub number: i64,
    pub content: FormContent,
    pub created_by: Option<String>,
    pub created_at: WallTime,
}
