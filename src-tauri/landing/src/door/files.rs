//! The interface's files: embedded in the program or read from a folder when the door opens, then held in memory,
//! so that no request ever names a path on the disk.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use reachly_core::{Error, Result};

use super::Room;
use super::answers::Answered;
use super::guard::wrong_method;

/// The interface: files by their path, `index.html` first of all.
#[derive(Clone, Debug, Default)]
pub struct Ui(BTreeMap<String, Cow<'static, [u8]>>);

impl Ui {
    /// Files that are part of the program.
    pub fn embedded(files: &'static [(&'static str, &'static [u8])]) -> Self {
        Ui(files.iter().map(|(path, bytes)| ((*path).to_string(), Cow::Borrowed(*bytes))).collect())
    }

    /// All files of a folder, hidden ones left out.
    ///
    /// # Errors
    /// `not_found` without an `index.html`; what the file system says.
    pub fn folder(folder: &Path) -> Result<Self> {
        if !folder.join("index.html").is_file() {
            return Err(Error::not_found("interface")
                .because(folder.display())
                .todo("Name the folder that has the built interface's index.html."));
        }
        let mut files = BTreeMap::new();
        read_into(&mut files, folder, "")?;
        Ok(Ui(files))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn read_into(files: &mut BTreeMap<String, Cow<'static, [u8]>>, folder: &Path, above: &str) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let (kind, path) = (entry.file_type()?, format!("{above}{name}"));
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            read_into(files, &entry.path(), &format!("{path}/"))?;
        } else if kind.is_file() {
            files.insert(path, Cow::Owned(std::fs::read(entry.path())?));
        }
    }
    Ok(())
}

pub(super) async fn file(State(room): State<Arc<Room>>, request: Request) -> Answered {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return wrong_method(request).await;
    }
    let path = match request.uri().path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    let Some(bytes) = room.ui.0.get(path) else {
        if room.ui.is_empty() && path == "index.html" {
            let text = "Reachly runs, but this build of it has no interface inside.";
            return Ok((StatusCode::NOT_FOUND, text).into_response());
        }
        return Err(Error::not_found("page").into());
    };
    let body = match bytes {
        Cow::Borrowed(bytes) => Body::from(Bytes::from_static(bytes)),
        Cow::Owned(bytes) => Body::from(bytes.clone()),
    };
    // Names in assets/ carry a hash of what is in them.
    let keep = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(([(CONTENT_TYPE, media_type(path)), (CACHE_CONTROL, keep)], body).into_response())
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
