//! What the doors of templates take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::campaigns::types::FindingSeverity;
use crate::clock::WallTime;

/// A mail as its author wrote it: HTML and texts with Liquid variables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateSource {
    pub html: String,
    pub subject: String,
    #[serde(default)]
    pub preheader: String,
    /// Made from the HTML when null.
    #[serde(default)]
    pub text: Option<String>,
}

/// A page of a list, narrowed by words of the name.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplatePageRequest {
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
pub struct TemplateRow {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub is_active: bool,
    /// Subject of the draft.
    pub subject: String,
    /// 0 while nothing is published.
    #[ts(type = "number")]
    pub latest_number: i64,
    /// Id of the latest version, which a campaign can pin.
    pub latest_version: Option<Uuid>,
    /// The draft was saved after the latest version was published.
    pub unpublished: bool,
    /// Campaigns that pin a version of it.
    #[ts(type = "number")]
    pub campaigns: i64,
    pub created_by: Option<String>,
    pub updated_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplatePage {
    #[ts(type = "number")]
    pub total: i64,
    pub rows: Vec<TemplateRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateId {
    pub template: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateDetail {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub is_active: bool,
    pub draft: TemplateSource,
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
pub struct CreateTemplate {
    pub name: String,
    /// Key of a starter; an empty mail without one.
    #[serde(default)]
    #[ts(optional)]
    pub starter: Option<String>,
    /// Begins with the draft of another template instead.
    #[serde(default)]
    #[ts(optional)]
    pub copy_of: Option<Uuid>,
}

/// Only the named fields change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateTemplate {
    pub template: Uuid,
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
pub struct SaveTemplateDraft {
    pub template: Uuid,
    pub source: TemplateSource,
    /// `draftUpdatedAt` of the draft this one was made from; another one now is a conflict.
    pub base_updated_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftSaved {
    pub draft_updated_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckTemplate {
    pub source: TemplateSource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TemplatePart {
    Html,
    Subject,
    Preheader,
    Text,
}

/// One finding. Line and column count from 1; both are 0 when it is about the whole part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateProblem {
    pub part: TemplatePart,
    pub line: u32,
    pub column: u32,
    pub code: String,
    pub message: String,
    pub severity: FindingSeverity,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateLink {
    pub number: u32,
    pub href: String,
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateVersion {
    pub id: Uuid,
    #[ts(type = "number")]
    pub number: i64,
    pub subject: String,
    /// Names of the variables it uses.
    pub variables: Vec<String>,
    pub links: Vec<TemplateLink>,
    pub created_by: Option<String>,
    pub created_at: WallTime,
}

/// Exactly one of `template` (its draft), `version` and `source`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct PreviewTemplate {
    pub template: Option<Uuid>,
    pub version: Option<Uuid>,
    pub source: Option<TemplateSource>,
    /// Filled with this contact's values; with samples without one.
    pub contact: Option<Uuid>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplatePreview {
    pub subject: String,
    pub preheader: String,
    /// Harmless HTML for a sandboxed `srcdoc`.
    pub html: String,
    pub text: String,
    /// Bytes of the rendered HTML, before it was made harmless.
    #[ts(type = "number")]
    pub html_bytes: usize,
    pub warnings: Vec<TemplateProblem>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateStarter {
    pub key: String,
    pub name: String,
    pub subject: String,
    /// Harmless HTML with sample values.
    pub preview: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum VariableKind {
    Text,
    Number,
    Date,
    Boolean,
}

/// One variable a template may use.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateVariable {
    pub name: String,
    pub label: String,
    pub kind: VariableKind,
    pub sample: String,
    /// The campaign fills it for everybody: no fallback needed.
    pub supplied: bool,
}
