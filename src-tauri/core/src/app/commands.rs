//! The front doors: which workspace is open.

use std::path::PathBuf;

use super::types::{LandingStatus, SampleOpened, WorkspacePlace, WorkspaceStatus};
use super::{App, Workspace};
use crate::access::queries::anyone;
use crate::access::types::Nothing;
use crate::context::{Ctx, Door};
use crate::error::{Code, Error, Result};
use crate::store::Options;

pub(crate) fn status(app: &App, _: Door, _: Nothing) -> Result<WorkspaceStatus> {
    let open = app.workspace().ok();
    let empty = match &open {
        Some(workspace) => {
            !Ctx::stranger(std::sync::Arc::clone(workspace), Door::Cli).read_workspace(anyone)?
        }
        None => true,
    };
    let path = open.as_ref().map(|workspace| workspace.store.path().to_path_buf());
    Ok(WorkspaceStatus {
        open: open.is_some(),
        sample: path.as_ref().is_some_and(|path| *path == app.home().join(crate::sample::FILE)),
        name: path.as_ref().and_then(|path| Some(path.file_stem()?.to_string_lossy().into_owned())),
        path: path.map(|path| path.to_string_lossy().into_owned()),
        empty,
        version: env!("CARGO_PKG_VERSION").to_string(),
        home: app.home().to_string_lossy().into_owned(),
    })
}

pub(crate) fn create(app: &App, door: Door, request: WorkspacePlace) -> Result<WorkspaceStatus> {
    let path = place(app, door, &request.path)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let options = Options { fresh: true, ..Options::existing(app.program())? };
    app.replace(Some(Workspace::open(&path, options)?));
    status(app, door, Nothing {})
}

pub(crate) fn open(app: &App, door: Door, request: WorkspacePlace) -> Result<WorkspaceStatus> {
    let path = place(app, door, &request.path)?;
    if app.workspace().is_ok_and(|open| open.store.path() == path) {
        return status(app, door, Nothing {});
    }
    app.replace(Some(Workspace::open(&path, Options::existing(app.program())?)?));
    status(app, door, Nothing {})
}

pub(crate) fn close(app: &App, door: Door, _: Nothing) -> Result<WorkspaceStatus> {
    app.replace(None);
    status(app, door, Nothing {})
}

/// Opens the sample in the program's own folder; it is built the first time.
pub(crate) fn sample(app: &App, door: Door, _: Nothing) -> Result<SampleOpened> {
    let path = app.home().join(crate::sample::FILE);
    let request = WorkspacePlace { path: path.to_string_lossy().into_owned() };
    if path.exists() {
        open(app, Door::Cli, request)?;
    } else {
        let half = app.home().join("sample.part.reachly");
        crate::sample::make(app.program(), &half, &path, |_| {})?;
        open(app, Door::Cli, request)?;
    }
    let caller = super::Caller { door, session: None, organization: None };
    let secrets = serde_json::json!({ "email": crate::sample::SIGN_IN, "password": crate::sample::PASSWORD });
    let session = serde_json::from_value(app.call(&caller, "access.signIn", secrets)?)?;
    Ok(SampleOpened { status: status(app, door, Nothing {})?, session })
}

pub(crate) fn landing_status(app: &App, _: Door, _: Nothing) -> Result<LandingStatus> {
    let address = app.landing().get();
    Ok(LandingStatus {
        running: address.is_some(),
        address: address.map(|address| format!("http://{address}")),
    })
}

/// The window and the command line may name any place; a browser tab only a file name in the program's own folder.
fn place(app: &App, door: Door, text: &str) -> Result<PathBuf> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid("path", "A file name is needed."));
    }
    let mut path = PathBuf::from(text);
    let bare = path.components().count() == 1 && path.file_name().is_some();
    if bare {
        path = app.home().join(path);
    } else if door == Door::Browser {
        return Err(Error::new(Code::Invalid, "From a browser tab only a file name can be given.")
            .field("path")
            .kept("Nothing was changed.")
            .todo("Give the name without a folder, or use the window."));
    }
    if path.extension().is_none() {
        path.set_extension("reachly");
    }
    Ok(path)
}
