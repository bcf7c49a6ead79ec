//! The sample: a plausible brokerage made only through commands of the table, the same on every machine and day.

mod build;
pub mod people;

pub use build::{PASSWORD, SIGN_IN, build};

use std::path::Path;

use crate::app::{App, Workspace};
use crate::error::Result;
use crate::store::{Options, companion};

/// The sample's file in the program's own folder.
pub const FILE: &str = "sample.reachly";

/// Makes the sample beside its place and moves it there once it is whole: a crash leaves no half sample.
///
/// # Errors
/// What the commands and the file system say.
pub fn make(program: &'static str, half: &Path, whole: &Path) -> Result<()> {
    if let Some(folder) = half.parent() {
        std::fs::create_dir_all(folder)?;
    }
    for leftover in
        [half.to_path_buf(), half.with_extension("reachly-wal"), half.with_extension("reachly-shm")]
    {
        let _ = std::fs::remove_file(leftover);
    }
    let _ = std::fs::remove_dir_all(companion(half));
    let options = Options { fresh: true, ..Options::existing(program)? };
    let workspace = Workspace::open(half, options)?;
    let app = App::with(workspace, half.parent().unwrap_or(half).to_path_buf(), program);
    let outcome = build(&app, &companion(half).join("sample"), |_| {});
    app.replace(None);
    outcome?;
    let _ = std::fs::remove_dir_all(companion(whole));
    std::fs::rename(companion(half), companion(whole))?;
    std::fs::rename(half, whole)?;
    Ok(())
}
