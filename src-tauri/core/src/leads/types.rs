//! What the doors of leads take and give.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::{CampaignTime, WallTime};
use crate::contacts::types::NamedId;
use crate::events::Happened;
use crate::forms::rules::FieldType;

/// Where a sales opportunity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum LeadStatus {
    New,
    Contacted,
    Qualified,
    Converted,
    Disqualified,
}

/// How a lead came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeadSource {
    /// Through a tracked link of a campaign's e-mail.
    EmailCampaign,
    /// Through the landing page's own address.
    DirectForm,
    Api,
    /// Added by a member.
    Manual,
}

/// Whether somebody really sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LeadOrigin {
    /// A visitor of the page, a member or a program.
    Real,
    /// A rehearsal, or a trial on the preview of a draft: goes with the run unless somebody works on it.
    Rehearsed,
    /// The simulated sending of a launched campaign: stays with its results.
    Simulated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LeadOrder {
    Created,
    Updated,
    Title,
    Status,
    Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeadSort {
    pub by: LeadOrder,
    #[serde(default)]
    pub descending: bool,
}

/// A condition on one answer of the form. Indexed fields are answered at once, others by reading the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeadFieldFilter {
    /// Key of the form's field.
    pub field: String,
    /// The whole answer, as it was given; of a checkbox one of the ticked options.
    pub value: String,
}

/// Which leads, in which order. Without a sort the newest come first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct LeadView {
    /// A part of the title or of the contact's e-mail address.
    pub search: Option<String>,
    pub status: Option<LeadStatus>,
    /// How they came.
    pub source: Option<LeadSource>,
    pub campaign: Option<Uuid>,
    pub owner: Option<Uuid>,
    pub origin: Option<LeadOrigin>,
    /// At most 5; all must hold.
    #[ts(as = "Option<Vec<LeadFieldFilter>>")]
    pub fields: Vec<LeadFieldFilter>,
    pub sort: Option<LeadSort>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeadPageRequest {
    #[serde(default)]
    #[ts(optional, as = "Option<LeadView>")]
    pub view: LeadView,
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadRow {
    pub id: Uuid,
    pub title: String,
    pub status: LeadStatus,
    pub source: LeadSource,
    pub origin: LeadOrigin,
    pub campaign: Option<NamedId>,
    pub contact: Option<NamedId>,
    pub owner: Option<NamedId>,
    /// The most telling answer to the form; empty without one.
    pub answer: String,
    #[ts(type = "number | null")]
    pub value_minor: Option<i64>,
    pub currency: String,
    pub created_at: CampaignTime,
    pub updated_at: WallTime,
    #[ts(type = "number")]
    pub version: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadPage {
    #[ts(type = "number")]
    pub total: i64,
    pub rows: Vec<LeadRow>,
    /// Now on the campaign clock: what ages are counted from.
    pub now: CampaignTime,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct LeadBoardRequest {
    pub campaign: Option<Uuid>,
    pub origin: Option<LeadOrigin>,
    /// First cards of each column, at most 100; 25 when left out.
    #[ts(type = "number")]
    pub cards: Option<u64>,
}

/// One column for each status, in the order of the work.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadBoard {
    pub columns: Vec<LeadColumn>,
    pub now: CampaignTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadColumn {
    pub status: LeadStatus,
    #[ts(type = "number")]
    pub count: i64,
    /// Sum of the values of its leads in the organization's currency.
    #[ts(type = "number")]
    pub value_minor: i64,
    /// The newest first.
    pub cards: Vec<LeadRow>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeadId {
    pub lead: Uuid,
}

/// One answer under the label its form version had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadAnswer {
    pub field: String,
    pub label: String,
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// Text, or a list of texts for checkboxes; null when the visitor left it empty.
    #[ts(type = "string | Array<string> | null")]
    pub value: Value,
}

/// One change of status, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadHistoryRow {
    pub from: LeadStatus,
    pub to: LeadStatus,
    pub who: Option<String>,
    pub at: WallTime,
    pub note: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Lead {
    pub row: LeadRow,
    pub note: String,
    /// In the form's order; empty for a lead by hand.
    pub answers: Vec<LeadAnswer>,
    /// The form version that was answered: its form, its number and the wording of consent.
    pub form: Option<LeadForm>,
    pub history: Vec<LeadHistoryRow>,
    /// What happened to the contact, newest first.
    pub timeline: Vec<Happened>,
    /// `utm_…` parameters the visitor came with.
    #[ts(type = "Record<string, string>")]
    pub utm: Value,
    /// When the form was really sent, by this laptop's clock.
    pub submitted_at: Option<WallTime>,
    pub created_by: Option<String>,
    /// When it was written down, by this laptop's clock.
    pub recorded_at: WallTime,
    /// The caller may change it.
    pub editable: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadForm {
    pub form: Uuid,
    pub name: String,
    #[ts(type = "number")]
    pub number: i64,
    pub consent_wording: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetLeadStatus {
    pub lead: Uuid,
    pub status: LeadStatus,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub note: String,
    /// Version of the lead the caller saw; another one now is a conflict.
    #[ts(type = "number")]
    pub version: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateLead {
    pub title: String,
    #[serde(default)]
    #[ts(optional)]
    pub campaign: Option<Uuid>,
    #[serde(default)]
    #[ts(optional)]
    pub contact: Option<Uuid>,
    /// The caller when left out.
    #[serde(default)]
    #[ts(optional)]
    pub owner: Option<Uuid>,
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub value_minor: Option<i64>,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub note: String,
}

/// Only the named fields change; `null` empties one that may be empty.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateLead {
    pub lead: Uuid,
    #[ts(type = "number")]
    pub version: i64,
    #[serde(default)]
    #[ts(optional)]
    pub title: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "string | null")]
    pub owner: Option<Option<Uuid>>,
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "string | null")]
    pub contact: Option<Option<Uuid>>,
    #[serde(default, deserialize_with = "named")]
    #[ts(optional, type = "number | null")]
    pub value_minor: Option<Option<i64>>,
}

/// Tells a field that is `null` from one that is not named.
fn named<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteLeads {
    /// At most 500.
    pub leads: Vec<Uuid>,
}

/// A changed lead with its way back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadChanged {
    pub lead: Uuid,
    #[ts(type = "number")]
    pub version: i64,
    /// Change set for `changes.undo`; null when nothing changed.
    pub undo: Option<Uuid>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct LeadFieldsRequest {
    pub campaign: Option<Uuid>,
}

/// A field that leads can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadField {
    pub field: String,
    /// Of the newest form version that asks for it.
    pub label: String,
    #[serde(rename = "type")]
    pub field_type: FieldType,
    pub indexed: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeadFacetRequest {
    #[serde(default)]
    #[ts(optional)]
    pub campaign: Option<Uuid>,
    /// Key of an indexed field.
    pub field: String,
}

/// How many leads gave an answer; the most frequent first, at most 50.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadFacet {
    pub value: String,
    #[ts(type = "number")]
    pub count: i64,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ExportLeads {
    #[ts(as = "Option<LeadView>")]
    pub view: LeadView,
}
