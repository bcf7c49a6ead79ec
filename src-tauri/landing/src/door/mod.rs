//! The command table over HTTP, for browser tabs, the command line and tests: `POST /rpc/{name}`, `/upload`,
//! `/download/{name}`, `GET /changes`, and the interface's own files. A tab comes in with a one-time token in the
//! address's fragment, which no server and no log ever sees, and trades it at `/token` for the bearer it then shows; with
//! that it gets at `/link` a token for the next tab.

mod answers;
pub(crate) mod body;
mod calls;
mod changes;
mod entry;
mod files;
pub(crate) mod guard;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use reachly_core::Result;
use reachly_core::app::{App, staging};
use tokio::sync::Semaphore;

use crate::listen::{Closing, Listener};
use entry::Entry;
pub use files::Ui;
pub use guard::CSP;

/// Header with the bearer that a tab got for its token.
pub const HEADER: &str = "x-reachly-door";
/// Streams of changes at once, over all tabs.
const STREAMS: usize = 128;

/// How to open a door.
#[derive(Debug)]
pub struct Options {
    /// 0: any free one.
    pub port: u16,
    pub ui: Ui,
    /// Bytes of one upload.
    pub upload_limit: u64,
}

impl Options {
    /// Any free port, the ordinary limits.
    pub fn new(ui: Ui) -> Self {
        Options { port: 0, ui, upload_limit: staging::LARGEST_UPLOAD }
    }
}

/// What every handler knows.
struct Room {
    app: Arc<App>,
    address: SocketAddr,
    entry: Arc<Entry>,
    ui: Ui,
    upload_limit: u64,
    closing: Closing,
    streams: Arc<Semaphore>,
}

/// An open door; closed when dropped.
pub struct Door {
    listener: Listener,
    entry: Arc<Entry>,
}

impl Door {
    /// Listens on 127.0.0.1, and only there.
    ///
    /// # Errors
    /// `taken` when the port is in use; `internal` when the machine has no entropy.
    pub fn open(app: Arc<App>, options: Options) -> Result<Self> {
        let entry = Arc::new(Entry::new()?);
        let inside = Arc::clone(&entry);
        let listener = Listener::open(options.port, move |address, closing| {
            router(Arc::new(Room {
                app,
                address,
                entry: inside,
                ui: options.ui,
                upload_limit: options.upload_limit,
                closing,
                streams: Arc::new(Semaphore::new(STREAMS)),
            }))
        })?;
        Ok(Door { listener, entry })
    }

    pub fn address(&self) -> SocketAddr {
        self.listener.address()
    }

    /// An address to open in a browser, with a new token; it lets in one tab, once.
    pub fn link(&self) -> String {
        format!("http://{}/#token={}", self.address(), self.entry.token())
    }

    /// Takes no more requests, lets those under way end, within seconds.
    pub fn close(&self) {
        self.listener.close();
    }
}

fn router(room: Arc<Room>) -> Router {
    let inside = Router::new()
        .route("/link", post(calls::link))
        .route("/rpc/{name}", post(calls::rpc))
        .route("/download/{name}", post(calls::download))
        .route("/upload", post(calls::upload))
        .route("/changes", get(changes::changes))
        .route_layer(from_fn_with_state(Arc::clone(&room), guard::bearer));
    Router::new()
        .merge(inside)
        .route("/token", post(calls::token))
        .fallback(files::file)
        .method_not_allowed_fallback(guard::wrong_method)
        // Each handler counts its own bytes.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(&room), guard::origin))
        .layer(from_fn(guard::headers))
        .with_state(room)
}
