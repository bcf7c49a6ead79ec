//! Where workspaces live, and opening the one to begin with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use reachly_core::app::{App, Caller};
use reachly_core::context::Door;
use reachly_core::{Error, Result, sample};
use serde_json::json;

use crate::Place;

/// Nobody yet, at the command line.
pub(crate) const NOBODY: Caller = Caller { door: Door::Cli, session: None, organization: None };

/// The program's own folder, where new workspaces go: REACHLY_HOME, or `reachly` in the system's place for data.
///
/// # Errors
/// `not_found` when the system names no such place.
pub fn program_folder() -> Result<PathBuf> {
    let own = std::env::var_os("REACHLY_HOME").filter(|own| !own.is_empty()).map(PathBuf::from);
    let folder = own.or_else(|| dirs::data_dir().map(|data| data.join("reachly")));
    let folder = folder
        .ok_or_else(|| Error::not_found("data folder").todo("Name one in the variable REACHLY_HOME."))?;
    Ok(std::path::absolute(folder)?)
}

/// Opens what is to begin with; a workspace that is not there yet is made, and the sample filled. `tell` hears what
/// a person at the command line may want to know.
///
/// # Errors
/// Those of opening or making a workspace.
pub fn open(app: &Arc<App>, place: &Place, mut tell: impl FnMut(&str)) -> Result<()> {
    match (&place.file, place.sample) {
        (Some(file), _) => open_or_make(app, file),
        (None, true) => {
            app.call(&NOBODY, "workspace.sample", json!({}))?;
            tell(&format!("Sign in as {} with the password “{}”.", sample::SIGN_IN, sample::PASSWORD));
            Ok(())
        }
        (None, false) => Ok(()),
    }
}

fn open_or_make(app: &Arc<App>, file: &Path) -> Result<()> {
    // A relative name means here, not in the program's folder.
    let path = std::path::absolute(file)?;
    let name = if path.exists() { "workspace.open" } else { "workspace.create" };
    app.call(&NOBODY, name, json!({ "path": path }))?;
    Ok(())
}

/// Opens a workspace that must be there.
///
/// # Errors
/// `invalid` when none is named; those of opening.
pub(crate) fn open_existing(app: &Arc<App>, file: Option<&Path>) -> Result<()> {
    let file = file.ok_or_else(|| {
        Error::invalid("workspace", "This command works on a workspace.").todo("Name it: --workspace FILE.")
    })?;
    app.call(&NOBODY, "workspace.open", json!({ "path": std::path::absolute(file)? }))?;
    Ok(())
}
