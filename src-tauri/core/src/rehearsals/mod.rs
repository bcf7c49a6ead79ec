//! Rehearsing a campaign: its audience frozen, its versions pinned, every event drawn from a seed and stored as real.
//! A rehearsal goes as a whole, or not at all: cancelled, crashed and reset runs are taken back.

pub(crate) mod cast;
pub mod commands;
pub(crate) mod deck;
mod play;
pub(crate) mod queries;
pub(crate) mod take_back;
pub mod types;

pub(crate) use take_back::{recover, recover_in};

use reachly_rehearsal::{Config, ConfigError, Status};

use crate::error::{Error, Result};

/// Largest seed: what every door can say exactly.
pub const SEED_MOST: u64 = (1 << 53) - 1;

/// Validation status of a contact as the engine takes it.
pub(crate) fn status_of(code: u8) -> Status {
    match code {
        1 => Status::Valid,
        2 => Status::Risky,
        3 => Status::Invalid,
        4 => Status::Nonexistent,
        _ => Status::Unknown,
    }
}

pub(crate) fn checked_config(config: &Config) -> Result<()> {
    config.validate().map_err(|errors| refused(&errors))
}

/// The first wrong field, as the person sees it.
pub(crate) fn refused(errors: &[ConfigError]) -> Error {
    match errors.first() {
        Some(error) => Error::invalid(&format!("config.{}", error.field), error.message.clone())
            .kept("Nothing was started.")
            .todo("Change it and rehearse again."),
        None => Error::internal("a config was refused without a reason"),
    }
}
