//! Importing people from files: look first, then do exactly what was shown. A staged copy, a plan with one decision a
//! row, and a run that follows it, can be stopped, goes on after a crash, and is undone as one.

mod busy;
pub mod commands;
pub mod fields;
mod findings;
pub mod format;
mod hidden;
pub mod mapping;
mod notes;
mod plan;
pub(crate) mod queries;
mod rejects;
mod remove;
mod run;
mod stage;
pub mod types;

pub use busy::Busy;
pub(crate) use queries::{leave_list, mark_undone};
pub(crate) use remove::remove_range;
pub(crate) use run::{resume_all, resume_in};
pub(crate) use stage::forget_files;

use serde::{Deserialize, Serialize};

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub(crate) enum Decision {
    New = 0,
    Updated = 1,
    Unchanged = 2,
    Duplicate = 3,
    Rejected = 4,
}

impl Decision {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Decision::New => "new",
            Decision::Updated => "updated",
            Decision::Unchanged => "unchanged",
            Decision::Duplicate => "duplicate",
            Decision::Rejected => "rejected",
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Decision::New, Decision::Updated, Decision::Unchanged, Decision::Duplicate, Decision::Rejected]
            .into_iter()
            .find(|decision| *decision as u8 == byte)
    }
}
