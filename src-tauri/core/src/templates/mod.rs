//! E-mail templates: a draft that is edited, immutable versions that campaigns pin, previews with a contact's values.

pub mod commands;
pub mod content;
pub(crate) mod queries;
pub mod types;
