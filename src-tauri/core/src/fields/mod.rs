//! Fields of an organization's own: what a contact has beside the shipped ones. A value is kept in the one form its
//! type has, so that equal things are equal.

pub mod commands;
pub(crate) mod imported;
mod parse;
pub(crate) mod queries;
pub mod types;
pub(crate) mod values;

use uuid::Uuid;

pub use parse::Kind;

use crate::context::Ctx;
use crate::error::{Error, Result};

/// How a field of an organization's own is named among fields: this, then its id.
pub const PREFIX: &str = "custom:";
/// Who may see fields marked sensitive.
pub(crate) const SENSITIVE: &str = "contact.sensitive";

/// The field behind a name such as `custom:0194…`; `None` for a shipped field.
pub(crate) fn named(name: &str) -> Option<Result<Uuid>> {
    let id = name.strip_prefix(PREFIX)?;
    Some(id.parse().map_err(|_| Error::not_found("field")))
}

/// How a field is named among fields.
pub(crate) fn name_of(id: Uuid) -> String {
    format!("{PREFIX}{id}")
}

/// Whether the caller sees fields marked sensitive.
pub(crate) fn sees_sensitive(ctx: &Ctx) -> bool {
    ctx.reach(SENSITIVE).is_ok()
}

/// A definition as the store keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub key: i64,
    pub id: Uuid,
    /// Name in templates.
    pub field: String,
    pub label: String,
    pub description: String,
    pub kind: Kind,
    pub choices: Vec<String>,
    pub required: bool,
    pub unique: bool,
    /// In stored form; empty: none.
    pub default: String,
    pub sensitive: bool,
    pub position: i64,
}

impl Definition {
    /// The stored form of a value; empty for none.
    ///
    /// # Errors
    /// One sentence on why the text is no such value.
    pub(crate) fn parse(&self, text: &str) -> std::result::Result<String, &'static str> {
        parse::parse(self.kind, &self.choices, text)
    }
}

/// Where an error about a field's value points to.
pub(crate) fn place(id: Uuid) -> String {
    name_of(id)
}
