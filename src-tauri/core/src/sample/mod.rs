//! The sample: a plausible brokerage made only through commands of the table, the same on every machine and day.

mod build;
mod campaigns;
pub mod people;

pub use build::{CLOCK, PASSWORD, SIGN_IN, build};

use std::path::Path;
use std::sync::Arc;

use crate::app::{App, Workspace};
use crate::clock::{Randomness, WallClock};
use crate::error::Result;
use crate::store::{Options, companion};

/// The sample's file in the program's own folder.
pub const FILE: &str = "sample.reachly";

/// Makes the sample beside its place and moves it there once it is whole: a crash leaves no half sample.
///
/// # Errors
/// What the commands and the file system say.
pub fn make(program: &'static str, half: &Path, whole: &Path, tell: impl FnMut(&str)) -> Result<()> {
    if let Some(folder) = half.parent() {
        std::fs::create_dir_all(folder)?;
    }
    for leftover in
        [half.to_path_buf(), half.with_extension("reachly-wal"), half.with_extension("reachly-shm")]
    {
        let _ = std::fs::remove_file(leftover);
    }
    let _ = std::fs::remove_dir_all(companion(half));
    // Ids and times are the same on every machine and day, and so is the digest of what is rehearsed. Its keys are
    // no secrets: nor is its password.
    let options = Options {
        fresh: true,
        clock: Arc::new(WallClock::fixed(CLOCK)),
        randomness: Arc::new(Randomness::seeded(CLOCK.unsigned_abs())),
        ..Options::existing(program)?
    };
    let workspace = Workspace::open(half, options)?;
    let app = App::with(workspace, half.parent().unwrap_or(half).to_path_buf(), program);
    let outcome = build(&app, &companion(half).join("sample"), tell);
    app.replace(None);
    outcome?;
    let _ = std::fs::remove_dir_all(companion(whole));
    std::fs::rename(companion(half), companion(whole))?;
    std::fs::rename(half, whole)?;
    Ok(())
}
