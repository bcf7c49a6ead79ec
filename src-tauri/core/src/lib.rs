//! Reachly's core: the application without any shell. It knows no window and no HTTP; both hand it commands.
//!
//! # Tour
//! - `commands`: THE table: every command once. `app`: the one way a command goes, whichever door it came in.
//! - `context`: who asks, in which organization; the first argument of everything that touches data.
//! - `store`: one SQLite file, one writer, guarded readers. Nothing else touches SQL connections.
//! - `access`, `jobs`, …: the rooms. A domain folder holds `mod.rs` (types and pure rules), `commands.rs` (the
//!   doors), `queries.rs` (all its SQL) and a file for each real piece of thinking.
//! - `clock`, `error`: what every room needs. `typescript`: the table as TypeScript.

pub mod access;
pub mod app;
pub mod audience;
pub mod campaigns;
pub mod clock;
pub mod commands;
pub mod contacts;
pub mod context;
pub mod csv;
pub mod error;
pub mod events;
pub mod fields;
pub mod filter;
pub mod forms;
pub mod imports;
pub mod jobs;
pub mod launches;
pub mod leads;
pub mod lists;
pub mod rehearsals;
pub mod reports;
pub mod sample;
pub mod store;
pub mod suppressions;
pub mod templates;
pub mod today;
pub mod typescript;
pub mod undo;
pub mod validation;

pub use error::{Code, Error, Result};
