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
