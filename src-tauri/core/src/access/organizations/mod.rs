//! One's organizations beyond their settings: the logo, leaving, and the end of one with its thirty days of grace.

pub mod closing;
pub mod commands;
pub(crate) mod logo;
pub(crate) mod queries;
pub mod types;
