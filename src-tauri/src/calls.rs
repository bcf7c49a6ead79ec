//! The five things the page can ask of the window; everything else is a command of the table, through `rpc`.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use reachly_core::app::staging::{Incoming, LARGEST_UPLOAD, take_in};
use reachly_core::app::{App, Caller};
use reachly_core::context::Door;
use reachly_core::store::Change;
use reachly_core::{Error, Result};
use reachly_landing::feed::Feed;
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::http::HeaderMap;
use tauri::ipc::{Channel, InvokeBody, Request, Response};
use tauri::{AppHandle, State, Webview};

/// What the calls work on.
pub struct Shell {
    app: Arc<App>,
    /// Whether the last subscription of each window still counts.
    listening: Mutex<HashMap<String, Arc<AtomicBool>>>,
}

impl Shell {
    pub fn new(app: Arc<App>) -> Self {
        Shell { app, listening: Mutex::default() }
    }

    /// From now on only the returned one counts for this window: a page that is loaded anew subscribes anew.
    fn listen(&self, window: &str) -> Arc<AtomicBool> {
        let counts = Arc::new(AtomicBool::new(true));
        let mut listening = self.listening.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(before) = listening.insert(window.to_string(), Arc::clone(&counts)) {
            before.store(false, Ordering::Relaxed);
        }
        counts
    }
}

/// Runs what may wait for a disk or a lock beside the window's own thread.
async fn waiting<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let outcome = tauri::async_runtime::spawn_blocking(work).await;
    outcome.unwrap_or_else(|cause| Err(Error::internal("a call panicked").because(cause)))
}

#[tauri::command]
pub async fn rpc(
    shell: State<'_, Shell>,
    session: Option<String>,
    organization: Option<String>,
    name: String,
    request: Value,
) -> Result<Response> {
    let app = Arc::clone(&shell.app);
    let caller = Caller::of(Door::Window, session, organization.as_deref())?;
    waiting(move || Ok(Response::new(serde_json::to_string(&app.call(&caller, &name, request)?)?))).await
}

/// A file of this computer by its path, or its bytes.
#[tauri::command]
pub async fn upload(shell: State<'_, Shell>, request: Request<'_>) -> Result<Value> {
    #[derive(Deserialize)]
    struct AtPath {
        path: PathBuf,
    }
    let app = Arc::clone(&shell.app);
    let caller = Caller::of(Door::Window, header(request.headers(), "session"), None)?;
    let name = header(request.headers(), "name").unwrap_or_default();
    let body = request.body().clone();
    waiting(move || {
        let ctx = app.context(&caller)?;
        let upload = match body {
            InvokeBody::Json(at) => take_in(&ctx, &serde_json::from_value::<AtPath>(at)?.path)?,
            InvokeBody::Raw(bytes) => {
                let mut incoming = Incoming::begin(&ctx, &name, LARGEST_UPLOAD)?;
                incoming.write(&bytes)?;
                incoming.finish()?
            }
        };
        Ok(json!({ "upload": upload.id }))
    })
    .await
}

/// The bytes of a command's file; with a path the file is put there instead, and the answer is empty.
#[tauri::command]
pub async fn download(
    shell: State<'_, Shell>,
    session: Option<String>,
    organization: Option<String>,
    name: String,
    request: Value,
    path: Option<PathBuf>,
) -> Result<Response> {
    let app = Arc::clone(&shell.app);
    let caller = Caller::of(Door::Window, session, organization.as_deref())?;
    waiting(move || {
        let mut outgoing = app.download(&caller, &name, request)?;
        if let Some(path) = path {
            outgoing.keep(Path::new(&path))?;
            return Ok(Response::new("null".to_string()));
        }
        let mut bytes = Vec::new();
        outgoing.file.read_to_end(&mut bytes)?;
        Ok(Response::new(bytes))
    })
    .await
}

#[tauri::command]
pub async fn subscribe(
    webview: Webview,
    shell: State<'_, Shell>,
    session: Option<String>,
    organization: Option<String>,
    channel: Channel<Change>,
) -> Result<()> {
    let app = Arc::clone(&shell.app);
    let caller = Caller::of(Door::Window, session, organization.as_deref())?;
    let feed = waiting(move || Feed::open(&app, caller)).await?;
    let counts = shell.listen(webview.label());
    let thread = std::thread::Builder::new().name("changes".into()).spawn(move || {
        feed.run(|news| {
            counts.load(Ordering::Relaxed) && news.is_none_or(|change| channel.send(change).is_ok())
        });
    });
    thread.map(drop).map_err(Error::from)
}

/// Another window on the same workspace. `place` is the fragment its page starts with; no other page can be named.
#[tauri::command]
pub async fn open_window(shell: AppHandle, place: String) -> Result<()> {
    crate::window::open_another(&shell, &place)
}

/// A header's value, with its %-escapes undone: names of files need not be ASCII, headers must be.
fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut rest = headers.get(name)?.as_bytes();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| after.split_at_checked(2)).flatten();
        let value = escaped.and_then(|(digits, after)| {
            let digits = std::str::from_utf8(digits).ok()?;
            Some((u8::from_str_radix(digits, 16).ok()?, after))
        });
        let (byte, left) = value.unwrap_or((*first, after));
        bytes.push(byte);
        rest = left;
    }
    Some(String::from_utf8_lossy(&bytes).into_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tauri::http::HeaderValue;

    #[test]
    fn escapes_in_headers_are_undone() {
        let of = |value: &'static str| {
            let headers = HeaderMap::from_iter([("name".parse().unwrap(), HeaderValue::from_static(value))]);
            header(&headers, "name")
        };
        assert_eq!(of("Gr%C3%B6%C3%9Fe%20%25.csv").as_deref(), Some("Größe %.csv"));
        assert_eq!(of("100%").as_deref(), Some("100%"), "a lone sign is itself");
        assert_eq!(of("%zz%4").as_deref(), Some("%zz%4"), "and so is what only looks like an escape");
        assert_eq!(of(""), None, "an empty header says nothing");
    }
}
