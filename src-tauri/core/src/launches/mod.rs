//! Launched campaigns: the trial run reset, the audience frozen, and a plan that plays on with the organization's
//! campaign clock. The plan follows from seed, config and frozen audience; only events up to the clock are written.
//!
//! A pause holds the whole run: what is left happens later by as long as it was held. Completing or cancelling ends it
//! where it stands. Sending is simulated, as in a rehearsal; unlike one, a launch is never taken back.

pub mod commands;
mod follow;
mod freeze;
mod play;
mod player;
pub(crate) mod queries;
mod start;
mod turns;
pub mod types;

pub(crate) use follow::{follow, settle};
pub(crate) use play::{advance, catch_up, wake};
pub(crate) use queries::due;
pub(crate) use start::{Wish, planned, started};
pub use turns::Turns;

/// What the jobs of launches are called in the queue: 003 names it for sending (`message.send`).
pub(crate) const QUEUE: &str = "message-queue";
