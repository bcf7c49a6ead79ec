//! The five things the page can ask of the window; everything else is a command of the table, through `rpc`.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::PathBuf;
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
use tauri_plugin_dialog::DialogExt as _;

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

/// The bytes of a command's file; or, with a name to suggest, the file is put where the person says. Only the dialog
/// that is opened here knows that place: no page ever names one. Answers the place then, or null.
#[tauri::command]
pub async fn download(
    webview: Webview,
    shell: State<'_, Shell>,
    session: Option<String>,
    organization: Option<String>,
    name: String,
    request: Value,
    save_as: Option<String>,
) -> Result<Response> {
    let app = Arc::clone(&shell.app);
    let caller = Caller::of(Door::Window, session, organization.as_deref())?;
    waiting(move || {
        let Some(suggested) = save_as else {
            return Ok(Response::new(bytes_of(&app, &caller, &name, request)?));
        };
        let ask = || {
            let dialog =
                webview.dialog().file().set_file_name(bare(&suggested)).set_parent(&webview.window());
            dialog.blocking_save_file().and_then(|place| place.into_path().ok())
        };
        let place = keep(&app, &caller, &name, request, ask)?;
        Ok(Response::new(serde_json::to_string(&place)?))
    })
    .await
}

fn bytes_of(app: &App, caller: &Caller, name: &str, request: Value) -> Result<Vec<u8>> {
    let mut outgoing = app.download(caller, name, request)?;
    let mut bytes = Vec::new();
    outgoing.file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Asks for the place first: what is given up is not run, and stands in no trail.
fn keep(
    app: &App,
    caller: &Caller,
    name: &str,
    request: Value,
    ask: impl FnOnce() -> Option<PathBuf>,
) -> Result<Option<PathBuf>> {
    let Some(place) = ask() else { return Ok(None) };
    app.download(caller, name, request)?.keep(&place)?;
    Ok(Some(place))
}

/// A page suggests a name, never a folder.
fn bare(suggested: &str) -> &str {
    let last = suggested.rsplit(['/', '\\']).next().unwrap_or_default();
    if last.trim().is_empty() { "file" } else { last }
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

    /// A program with one contact, and its Admin.
    fn program(folder: &std::path::Path) -> (Arc<App>, Caller) {
        let app = App::new(folder.to_path_buf(), "a test");
        let mut caller = Caller { door: Door::Window, session: None, organization: None };
        let call = |caller: &Caller, name: &str, request: Value| app.call(caller, name, request).unwrap();
        call(&caller, "workspace.create", json!({ "path": folder.join("test.reachly") }));
        let asked = json!({ "name": "Ada", "email": "ada@harbor-benefits.com", "password": "correct horse" });
        let made = call(&caller, "access.signUp", asked);
        caller.session = made["session"]["token"].as_str().map(str::to_owned);
        let asked = json!({ "name": "Harbor", "reportingZone": "America/New_York", "currency": "USD" });
        let made = call(&caller, "organizations.create", asked);
        caller.organization = made["id"].as_str().unwrap().parse().ok();
        let fields = json!({ "email": "ana@harbor-benefits.com" });
        call(&caller, "contacts.create", json!({ "fields": fields }));
        (app, caller)
    }

    #[test]
    fn a_file_goes_only_where_the_dialog_says() {
        let folder = std::env::temp_dir().join(format!("reachly-window-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (app, caller) = program(&folder);
        let request = json!({ "selection": { "matching": {} }, "columns": ["email"], "mark": false });
        let text = "E-mail\r\nana@harbor-benefits.com\r\n";
        let shown = bytes_of(&app, &caller, "contacts.export", request.clone()).unwrap();
        assert_eq!(shown, text.as_bytes(), "for showing, the bytes");
        let chosen = folder.join("people.csv");
        let kept = keep(&app, &caller, "contacts.export", request.clone(), || Some(chosen.clone())).unwrap();
        assert_eq!(kept.as_deref(), Some(chosen.as_path()), "kept, the place is told");
        assert_eq!(std::fs::read_to_string(&chosen).unwrap(), text);
        let given_up = keep(&app, &caller, "contacts.export", request, || None).unwrap();
        assert_eq!(given_up, None, "given up, nothing is kept");
        let trail = app.call(&caller, "audit.page", json!({ "offset": 0, "limit": 50 })).unwrap().to_string();
        assert_eq!(trail.matches("contact.export").count(), 2, "nor does it stand in the trail: {trail}");
        let refused = keep(&app, &caller, "access.me", json!({}), || Some(folder.join("other.csv")));
        assert!(
            refused.is_err() && !folder.join("other.csv").exists(),
            "a command without a file makes none"
        );
        for (name, expected) in
            [("a/b.csv", "b.csv"), ("..\\c.csv", "c.csv"), ("/etc/", "file"), ("d.csv", "d.csv")]
        {
            assert_eq!(bare(name), expected, "a page suggests a name, never a folder");
        }
        app.replace(None);
        std::fs::remove_dir_all(&folder).unwrap();
    }

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
