//! Contact lists: named sets of contacts with counts by status that are always exact.

pub mod commands;
pub(crate) mod members;
pub(crate) mod queries;
pub mod types;
