//! Forms of landing pages: a draft that is edited, immutable versions that campaigns pin, and the rules every answer
//! is held to.

pub mod answers;
pub mod commands;
pub mod definition;
pub(crate) mod queries;
pub mod redirect;
pub mod rules;
pub mod types;

pub use queries::version_content;

/// What a refused publishing leaves.
pub(crate) const DRAFT_KEPT: &str = "The draft was kept as it is; no version was made of it.";
