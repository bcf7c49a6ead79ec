//! Workspace owners: who made the workspace and whom they name. They back up, restore and see which organizations there
//! are; not what is in them.

pub mod commands;
mod queries;
pub mod types;
