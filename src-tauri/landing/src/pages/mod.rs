//! The public side: `/l/{slug}` with its form, `/t/` tracked links, `/o/` the picture that counts opens, `/u/`
//! unsubscribing. Nobody signs in here; a slug or a sealed token says which organization it is about. No scripts.

mod form;
mod guard;
mod home;
mod limits;
mod links;
mod posted;
mod stamp;
mod view;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use reachly_core::app::App;
use reachly_core::campaigns::links::{remember_port, remembered_port};
use reachly_core::context::{Ctx, Door};
use reachly_core::{Code, Error, Result};

use crate::listen::Listener;
use home::Homes;
pub use limits::Limits;

/// How to serve.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// `None`: the port the workspace remembers, else any free one.
    pub port: Option<u16>,
    pub limits: Limits,
}

/// What every handler knows.
struct Room {
    address: SocketAddr,
    homes: Homes,
    gates: limits::Gates,
}

/// A running landing server; it ends when dropped.
pub struct Running {
    server: Arc<Server>,
}

struct Server {
    app: Arc<App>,
    limits: Limits,
    listener: Mutex<Listener>,
}

impl Running {
    pub fn address(&self) -> SocketAddr {
        self.server.listening().address()
    }

    /// Takes no more requests, lets those under way end, within seconds.
    pub fn close(&self) {
        self.server.app.when_opened(None);
        self.server.app.set_landing(None);
        self.server.listening().close();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.close();
    }
}

impl Server {
    fn listening(&self) -> MutexGuard<'_, Listener> {
        self.listener.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// A workspace was opened while the server ran: links that went out from it carry its port, so the server moves
    /// there; a workspace that has none yet remembers the present one.
    fn follow(&self) {
        let outcome = self.move_to_the_workspace();
        if let Err(error) = outcome {
            // Pages work all the same; links of old mails do not until the port is free again.
            tracing::warn!(chain = ?error.chain, "{error}");
        }
    }

    fn move_to_the_workspace(&self) -> Result<()> {
        let ctx = Ctx::stranger(self.app.workspace()?, Door::Browser);
        let mut listener = self.listening();
        match remembered_port(&ctx)? {
            None => remember_port(&ctx, listener.address().port()),
            Some(port) if port == listener.address().port() => Ok(()),
            Some(port) => {
                let next = listen(&self.app, self.limits, port)?;
                self.app.set_landing(Some(next.address()));
                std::mem::replace(&mut *listener, next).close();
                Ok(())
            }
        }
    }
}

fn listen(app: &Arc<App>, limits: Limits, port: u16) -> Result<Listener> {
    let app = Arc::clone(app);
    Listener::open(port, move |address, _| {
        router(Arc::new(Room { address, homes: Homes::new(app), gates: limits::Gates::new(limits) }))
    })
}

/// Listens on 127.0.0.1, and only there, on the port that links already carry where that is free; without a named port
/// it follows the workspace that is opened later.
///
/// # Errors
/// `taken` when the named port is in use; what the system says.
pub fn serve(app: &Arc<App>, options: Options) -> Result<Running> {
    let ctx = app.workspace().ok().map(|workspace| Ctx::stranger(workspace, Door::Browser));
    let known = ctx.as_ref().map(remembered_port).transpose()?.flatten();
    let open = |port| listen(app, options.limits, port);
    let listener = match (options.port, known) {
        (Some(port), _) => open(port)?,
        // Somebody else sits there today: pages work all the same, links of old mails do not until it is free again.
        (None, Some(port)) => open(port).or_else(|error| match error.code {
            Code::Taken => open(0),
            _ => Err(error),
        })?,
        (None, None) => open(0)?,
    };
    if let Some(ctx) = ctx.filter(|_| known.is_none()) {
        remember_port(&ctx, listener.address().port())?;
    }
    app.set_landing(Some(listener.address()));
    let server =
        Arc::new(Server { app: Arc::clone(app), limits: options.limits, listener: Mutex::new(listener) });
    if options.port.is_none() {
        let follower = Arc::downgrade(&server);
        app.when_opened(Some(Box::new(move || {
            if let Some(server) = follower.upgrade() {
                server.follow();
            }
        })));
    }
    Ok(Running { server })
}

fn router(room: Arc<Room>) -> Router {
    Router::new()
        .route("/l/{slug}", get(form::show).post(form::send))
        .route("/l/{slug}/thanks", get(form::thanks))
        .route("/t/{token}", get(links::follow))
        .route("/o/{token}", get(links::open))
        .route("/u/{token}", get(links::ask).post(links::unsubscribe))
        .route("/style.css", get(view::style))
        .fallback(view::nothing_here)
        .method_not_allowed_fallback(view::wrong_method)
        // The form counts its own bytes.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(&room), guard::origin))
        .layer(from_fn(guard::headers))
        .with_state(room)
}

/// Runs what may wait for a disk or a lock on a thread that may wait.
async fn waiting<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let outcome = tokio::task::spawn_blocking(work).await;
    outcome.unwrap_or_else(|cause| Err(Error::internal("a page panicked").because(cause)))
}
