//! What the doors of imports take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::format::Format;
use crate::clock::WallTime;

/// A file to look at: an upload of this program, or (window and command line only) a path on the laptop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StageImport {
    #[serde(default)]
    #[ts(optional)]
    pub upload: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
    /// Name of the file as the person knows it.
    pub file_name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportId {
    pub import: Uuid,
}

/// Another reading of the staged file: encoding, delimiter, header.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadImport {
    pub import: Uuid,
    pub format: Format,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreviewImport {
    pub import: Uuid,
    pub format: Format,
    /// For each column of the file, in order, the field it goes to; `null` leaves it out.
    pub mapping: Vec<Option<String>>,
    /// List the contacts join: an existing one, or a new one by name.
    #[serde(default)]
    #[ts(optional)]
    pub list: Option<Uuid>,
    #[serde(default)]
    #[ts(optional)]
    pub new_list: Option<String>,
}

/// Every row is exactly one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ImportCounts {
    #[ts(type = "number")]
    pub rows: u64,
    #[ts(type = "number")]
    pub new: u64,
    #[ts(type = "number")]
    pub updated: u64,
    #[ts(type = "number")]
    pub unchanged: u64,
    #[ts(type = "number")]
    pub duplicate: u64,
    #[ts(type = "number")]
    pub rejected: u64,
    /// Of those that are kept: how their addresses were judged.
    #[ts(type = "number")]
    pub valid: u64,
    #[ts(type = "number")]
    pub risky: u64,
    #[ts(type = "number")]
    pub invalid: u64,
    #[ts(type = "number")]
    pub without_address: u64,
}

/// An import, from the staged file to its undo.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    #[ts(type = "number")]
    pub file_bytes: i64,
    /// staged, previewed, running, done, cancelled, undone or failed.
    pub state: String,
    pub format: Format,
    pub counts: ImportCounts,
    pub list: Option<Uuid>,
    pub list_name: Option<String>,
    #[ts(type = "number")]
    pub done_rows: u64,
    /// Change set of the run, for `changes.undo`.
    pub undo: Option<Uuid>,
    pub created_at: WallTime,
    /// As it was chosen for the preview: a field for each column; empty before.
    pub mapping: Vec<Option<String>>,
    /// The list that was chosen: one that is there, or a new one by name.
    pub chosen_list: Option<Uuid>,
    pub new_list: Option<String>,
    /// What runs for it now.
    pub job: Option<ImportJob>,
}

/// A running job of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportJob {
    pub id: Uuid,
    /// It only looks; nothing is written.
    pub preview: bool,
}

/// The staged file as it is read: its columns with the guessed fields, and its first rows.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StagedFile {
    pub import: Import,
    pub columns: Vec<ImportColumn>,
    /// The first rows, as they are read.
    pub rows: Vec<Vec<String>>,
    /// Fields a column may go to: key and label; the organization's own are called `custom:` and their id.
    pub fields: Vec<ImportField>,
    /// What is worth knowing of the file before it is taken.
    pub findings: Vec<FileFinding>,
}

/// A column of the file and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportColumn {
    /// Counted from 0; two columns of one name differ in it.
    #[ts(type = "number")]
    pub index: usize,
    /// As in the file; empty if the file has no header.
    pub header: String,
    /// Key of a field, or nothing when the column is not taken.
    pub field: Option<String>,
    /// 0 to 100: 100 is the exact name, below 60 is worth a look.
    #[ts(type = "number")]
    pub confidence: u8,
    /// The first cells that are not empty.
    pub sample: Vec<String>,
}

/// Something about the file: a code for programs, and sentences for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileFinding {
    /// too_many_columns, duplicate_headers, unclosed_quote, unknown_characters or no_rows.
    pub code: String,
    /// What was found.
    pub message: String,
    /// What happens with it.
    pub kept: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportField {
    pub key: String,
    pub label: String,
}

/// A row that is not taken as it is, or is worth a look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// Line of the file where the row begins, from 1.
    #[ts(type = "number")]
    pub line: u64,
    /// new, updated, unchanged, duplicate or rejected.
    pub decision: String,
    /// Why, one sentence; empty when there is nothing to say.
    pub reason: String,
    pub value: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportRowsRequest {
    pub import: Uuid,
    /// Only rows of this decision.
    #[serde(default)]
    #[ts(optional)]
    pub decision: Option<String>,
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRows {
    /// Rows of the decision that was asked for.
    #[ts(type = "number")]
    pub total: u64,
    pub rows: Vec<ImportRow>,
    /// Rows that have something to say, of each decision.
    pub totals: ImportRowTotals,
}

/// How many rows have something to say, by their decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRowTotals {
    #[ts(type = "number")]
    pub new: u64,
    #[ts(type = "number")]
    pub updated: u64,
    #[ts(type = "number")]
    pub unchanged: u64,
    #[ts(type = "number")]
    pub duplicate: u64,
    #[ts(type = "number")]
    pub rejected: u64,
}

/// Every rejected row, as a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportRejects {
    pub import: Uuid,
    /// Begin with a byte order mark, without which Excel does not read UTF-8.
    pub mark: bool,
}
