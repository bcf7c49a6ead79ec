//! What the doors of contacts take and give.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::WallTime;
use crate::filter::Filter;

/// Which contacts, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ContactView {
    /// Words that must all occur, anywhere in name, e-mail, phone or company (1 or 2 characters: at the start of the
    /// last name or the address).
    #[ts(as = "Option<String>")]
    pub search: String,
    pub filter: Option<Filter>,
    pub sort: Option<ContactSort>,
    /// The bin: deleted contacts only.
    #[ts(as = "Option<bool>")]
    pub deleted: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactSort {
    pub by: ContactOrder,
    pub descending: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ContactOrder {
    Name,
    Email,
    Status,
    Created,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactPageRequest {
    pub view: ContactView,
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContactRow {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
    pub phone: String,
    pub company: String,
    pub city: String,
    /// unchecked, valid, risky, invalid or nonexistent.
    pub status: String,
    /// 0 (no known problem) to 100 (cannot be an address).
    #[ts(type = "number")]
    pub score: i64,
    /// Reason codes, most severe first.
    pub reasons: Vec<String>,
    pub suggestion: Option<String>,
    pub created_at: WallTime,
    /// Values of the organization's own fields the caller may see, by the field's id.
    pub custom: BTreeMap<Uuid, String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContactPage {
    /// Contacts the view matches, exact.
    #[ts(type = "number")]
    pub total: u64,
    pub rows: Vec<ContactRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactId {
    pub contact: Uuid,
}

/// The fields of a person; absent ones stay as they are.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ContactFields {
    /// Empty: a person without an address.
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub phone: Option<String>,
    pub company: Option<String>,
    pub street: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
    /// ISO date, or empty.
    pub birth_date: Option<String>,
    /// Values of the organization's own fields, by the field's id; an empty one is taken away.
    pub custom: Option<BTreeMap<Uuid, String>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateContact {
    pub fields: ContactFields,
    /// Lists the contact joins.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Uuid>>")]
    pub lists: Vec<Uuid>,
    /// When somebody else has the address: add this person without one, reached through the first.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub share_address: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateContact {
    pub contact: Uuid,
    /// Version that was read; another one by now is a conflict.
    #[ts(type = "number")]
    pub version: i64,
    pub fields: ContactFields,
}

/// One person, whole.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    pub row: ContactRow,
    pub first_name: String,
    pub last_name: String,
    pub street: String,
    pub region: String,
    pub postal_code: String,
    pub country: String,
    pub birth_date: String,
    pub source: String,
    #[ts(type = "number")]
    pub version: i64,
    pub deleted: bool,
    pub lists: Vec<NamedId>,
    /// Whose address also reaches this person.
    pub reached_through: Option<NamedId>,
    /// Who else is reached through this person's address.
    pub reaches: Vec<NamedId>,
    /// Other contacts whose address ends in the same mailbox: perhaps the same person.
    pub same_mailbox: Vec<NamedId>,
    /// Why the address was judged so: a sentence for each reason.
    pub reasons: Vec<ReasonSentence>,
    pub timeline: Vec<TimelineEntry>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NamedId {
    pub id: Uuid,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReasonSentence {
    pub code: String,
    pub sentence: String,
    /// Points it adds to the score.
    #[ts(type = "number")]
    pub points: u8,
}

/// Something that happened to the person, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    /// UTC epoch milliseconds: wall time of records, campaign time of events.
    #[ts(type = "number")]
    pub at: i64,
    /// created, imported, validated, event …
    pub kind: String,
    pub text: String,
}

/// A change with its way back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    pub id: Uuid,
    /// Change set, for `changes.undo`; absent when nothing changed.
    pub undo: Option<Uuid>,
}

/// Some contacts: by id, or everything a view matches except a few.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Selection {
    Ids(SelectedIds),
    Matching(AllMatching),
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectedIds {
    /// At most 10,000.
    pub ids: Vec<Uuid>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AllMatching {
    pub matching: ContactView,
    /// Those of them that are left out; at most 10,000.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Uuid>>")]
    pub except: Vec<Uuid>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectContacts {
    pub selection: Selection,
}

/// What a bulk change did, or the job that does it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BulkChanged {
    #[ts(type = "number")]
    pub rows: u64,
    pub undo: Option<Uuid>,
}

/// What a bulk change did at once, or the job that does it; the job's result names the same.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BulkStarted {
    #[ts(type = "number")]
    pub rows: u64,
    pub undo: Option<Uuid>,
    pub job: Option<Uuid>,
}

/// Contacts as a CSV file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportContacts {
    /// Everything matching comes in the view's order.
    pub selection: Selection,
    /// Order of contacts that are named one by one; by name unless told otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub sort: Option<ContactSort>,
    /// Columns in their order, as `contacts.exportColumns` names them; empty: all that are not sensitive.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub columns: Vec<String>,
    /// Begin with a byte order mark, without which Excel does not read UTF-8.
    pub mark: bool,
}

/// A column an export may have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportColumn {
    pub name: String,
    pub title: String,
    /// In the file only when it is asked for by name.
    pub sensitive: bool,
}
