//! A rehearsal: (seed, config, audience) determine every event of a simulated send.
//!
//! Pure: no clock, no files, no threads. [`Engine`] turns one contact into its events and a digest;
//! callers split an audience as they like and merge the [`Digest`]s, in any order, to the same result.
#![deny(clippy::iter_over_hash_type)]

mod answers;
mod chance;
mod config;
mod digest;
mod engine;
mod event;
mod presets;
mod sources;
mod stages;
mod tables;
mod warp;

pub use answers::answers;
pub use chance::Stream;
pub use config::{Config, ConfigError, Delay};
pub use digest::Digest;
pub use engine::{Engine, Run};
pub use event::{AudienceMix, Event, EventKind, Recipient, Status, flags};
pub use presets::{Preset, Rates, presets};
pub use sources::{Source, sources};
pub use tables::{BOUNCE_REASONS, BounceReason, CLIENTS, Client, Device};
