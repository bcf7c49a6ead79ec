//! What the doors of campaigns take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::{CampaignTime, WallTime};

/// An error keeps the thing from being used; a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum FindingSeverity {
    Error,
    Warning,
}

/// What an undoable write answers.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoOffer {
    /// Change set for `changes.undo`; null when nothing changed.
    pub change: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CampaignStatus {
    Draft,
    Scheduled,
    Active,
    Paused,
    Completed,
    Cancelled,
}

/// The steps of a campaign's page that can lack something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CampaignStep {
    Audience,
    Email,
    LandingPage,
    Schedule,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignPageRequest {
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
    /// Words of the name.
    #[serde(default)]
    #[ts(optional)]
    pub search: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub status: Option<CampaignStatus>,
    #[serde(default)]
    #[ts(optional)]
    pub folder: Option<Uuid>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignRow {
    pub id: Uuid,
    pub name: String,
    pub status: CampaignStatus,
    pub folder: Option<Uuid>,
    pub slug: String,
    /// Members of the included lists, a person on two lists counted twice.
    #[ts(type = "number")]
    pub list_members: i64,
    #[ts(type = "number | null")]
    pub budget_minor: Option<i64>,
    pub currency: String,
    pub scheduled_at: Option<CampaignTime>,
    pub started_at: Option<CampaignTime>,
    pub ended_at: Option<CampaignTime>,
    /// ISO dates.
    pub start_date: Option<String>,
    pub end_date: Option<String>,
    pub created_by: Option<String>,
    pub created_at: WallTime,
    pub updated_at: WallTime,
    /// The last days with anything sent or opened; null before the first.
    pub activity: Option<CampaignActivity>,
}

/// Events by day; one number a day, without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignActivity {
    /// ISO date of the first day.
    pub from: String,
    #[ts(type = "Array<number>")]
    pub sent: Vec<i64>,
    /// Opened by people, not by machines.
    #[ts(type = "Array<number>")]
    pub opened: Vec<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignPage {
    #[ts(type = "number")]
    pub total: i64,
    pub rows: Vec<CampaignRow>,
    /// How many campaigns stand in each status, whatever the filter says.
    pub counts: Vec<CampaignStatusCount>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignStatusCount {
    pub status: CampaignStatus,
    #[ts(type = "number")]
    pub count: i64,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignId {
    pub campaign: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateCampaign {
    pub name: String,
    #[serde(default)]
    #[ts(optional)]
    pub folder: Option<Uuid>,
    /// Begins with everything of another campaign except its slug, times and status.
    #[serde(default)]
    #[ts(optional)]
    pub copy_of: Option<Uuid>,
}

/// Only the named fields change; `null` empties one that may be empty.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateCampaign {
    pub campaign: Uuid,
    /// `version` of the campaign these values were made from; another one now is a conflict.
    #[ts(type = "number")]
    pub version: i64,
    #[serde(default)]
    #[ts(optional)]
    pub name: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub description: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub objective: Option<String>,
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "string | null")]
    pub folder: Option<Option<Uuid>>,
    /// Contact lists that make the audience.
    #[serde(default)]
    #[ts(optional)]
    pub include_lists: Option<Vec<Uuid>>,
    /// Contact lists whose members are left out.
    #[serde(default)]
    #[ts(optional)]
    pub exclude_lists: Option<Vec<Uuid>>,
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "string | null")]
    pub template_version: Option<Option<Uuid>>,
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "string | null")]
    pub form_version: Option<Option<Uuid>>,
    #[serde(default)]
    #[ts(optional)]
    pub slug: Option<String>,
    /// Plain text.
    #[serde(default)]
    #[ts(optional)]
    pub landing_headline: Option<String>,
    /// HTML; only harmless elements are kept.
    #[serde(default)]
    #[ts(optional)]
    pub landing_intro: Option<String>,
    /// Minor units of the currency, 0 or more.
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "number | null")]
    pub budget_minor: Option<Option<i64>>,
    /// ISO 4217.
    #[serde(default)]
    #[ts(optional)]
    pub currency: Option<String>,
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "number | null")]
    pub scheduled_at: Option<Option<CampaignTime>>,
    /// ISO dates.
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "string | null")]
    pub start_date: Option<Option<String>>,
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "string | null")]
    pub end_date: Option<Option<String>>,
}

/// Tells a field that is `null` from one that is not named.
fn named<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetCampaignStatus {
    pub campaign: Uuid,
    pub status: CampaignStatus,
}

/// Something with a name that a campaign points at.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignList {
    pub id: Uuid,
    pub name: String,
    #[ts(type = "number")]
    pub total: i64,
    /// The list was deleted: an included one adds nobody any more, an excluded one still excludes.
    pub deleted: bool,
}

/// The version a campaign pins, of a template or of a form.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PinnedVersion {
    /// The template or form.
    pub of: Uuid,
    pub name: String,
    pub version: Uuid,
    #[ts(type = "number")]
    pub number: i64,
    /// A newer version is published.
    pub newer: Option<Uuid>,
}

/// What each step of the page still lacks, in sentences; empty: nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignSteps {
    pub audience: StepState,
    pub email: StepState,
    pub landing_page: StepState,
    pub schedule: StepState,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepState {
    pub missing: Vec<String>,
}

/// Everything the campaign's page needs.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Campaign {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub objective: String,
    pub status: CampaignStatus,
    /// Where it can go from here.
    pub next_statuses: Vec<CampaignStatus>,
    pub folder: Option<CampaignFolder>,
    pub include_lists: Vec<CampaignList>,
    pub exclude_lists: Vec<CampaignList>,
    pub template_version: Option<PinnedVersion>,
    pub form_version: Option<PinnedVersion>,
    pub slug: String,
    pub landing_headline: String,
    pub landing_intro: String,
    #[ts(type = "number | null")]
    pub budget_minor: Option<i64>,
    pub currency: String,
    /// Sums of the ledger: once, for each sent mail, for each lead.
    pub costs: CampaignCostSums,
    pub scheduled_at: Option<CampaignTime>,
    pub started_at: Option<CampaignTime>,
    pub ended_at: Option<CampaignTime>,
    pub start_date: Option<String>,
    pub end_date: Option<String>,
    pub steps: CampaignSteps,
    /// The caller may change it.
    pub editable: bool,
    /// Audience, e-mail, form, address and schedule are still open: the campaign is a draft.
    pub open: bool,
    pub created_by: Option<String>,
    pub updated_by: Option<String>,
    pub created_at: WallTime,
    pub updated_at: WallTime,
    #[ts(type = "number")]
    pub version: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignCostSums {
    #[ts(type = "number")]
    pub fixed_minor: i64,
    #[ts(type = "number")]
    pub per_send_minor: i64,
    #[ts(type = "number")]
    pub per_lead_minor: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    Fixed,
    PerSend,
    PerLead,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignCost {
    pub id: Uuid,
    pub kind: CostKind,
    #[ts(type = "number")]
    pub amount_minor: i64,
    pub at: CampaignTime,
    pub note: String,
    pub created_by: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddCampaignCost {
    pub campaign: Uuid,
    pub kind: CostKind,
    /// Minor units of the campaign's currency; negative takes an earlier row back.
    #[ts(type = "number")]
    pub amount_minor: i64,
    /// Now on the campaign clock when left out.
    #[serde(default)]
    #[ts(optional)]
    pub at: Option<CampaignTime>,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignFinding {
    pub severity: FindingSeverity,
    pub step: CampaignStep,
    pub message: String,
}

/// One write to the campaign, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignHistoryRow {
    pub at: WallTime,
    pub who: Option<String>,
    /// Word of the audit trail, such as `campaign.update`.
    pub action: String,
    pub changes: Vec<CampaignChange>,
}

/// Old and new value of one field, readable: versions, folders and lists by their names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignChange {
    /// Name of the field as `campaigns.get` calls it.
    pub field: String,
    pub from: serde_json::Value,
    pub to: serde_json::Value,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignHistoryRequest {
    pub campaign: Uuid,
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignFolder {
    pub id: Uuid,
    pub name: String,
    #[ts(type = "number")]
    pub campaigns: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateCampaignFolder {
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenameCampaignFolder {
    pub folder: Uuid,
    pub name: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignFolderId {
    pub folder: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SlugRequest {
    pub slug: String,
    /// The campaign that asks: its own slug is free to it.
    #[serde(default)]
    #[ts(optional)]
    pub campaign: Option<Uuid>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SlugAnswer {
    pub free: bool,
    /// A free slug: the asked one when it is free.
    pub suggestion: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreviewCampaign {
    pub campaign: Uuid,
    /// Filled with this contact's values and with links that lead back to it; with samples without one.
    #[serde(default)]
    #[ts(optional)]
    pub contact: Option<Uuid>,
}

/// The campaign's e-mail as it would go out.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignPreview {
    pub subject: String,
    pub preheader: String,
    /// Harmless HTML for a sandboxed `srcdoc`.
    pub html: String,
    pub text: String,
    /// The landing page, tracked when a contact is named. Null while the landing server does not run.
    pub landing_url: Option<String>,
    pub unsubscribe_url: Option<String>,
}
