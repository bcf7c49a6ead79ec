//! `reachly serve`: the interface in a browser, until a signal ends it.

use std::io::BufRead as _;
use std::path::PathBuf;
use std::sync::Arc;

use reachly_core::app::App;
use reachly_core::{Error, Result};
use reachly_landing::door::{Door, Options, Ui};
use reachly_landing::pages;

use crate::arguments::Serve;
use crate::open::{open, program_folder};
use crate::words::{complain, say};

/// The interface as it was built beside this program.
static INTERFACE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/interface.rs"));

pub(crate) fn serve(serve: Serve, workspace: Option<PathBuf>, json: bool) -> Result<()> {
    let ui = match &serve.ui {
        Some(folder) => Ui::folder(folder)?,
        None => Ui::embedded(INTERFACE),
    };
    if ui.is_empty() {
        complain(
            "This build has no interface inside: commands are answered, pages are not. Build the interface \
             before the program (npm run build in ui), or name a built one with --ui FOLDER.",
        );
    }
    let signal = Signal::expect()?;
    let app = App::new(program_folder()?, "Reachly in a browser");
    open(&app, &serve.which.place(workspace), complain)?;
    let door = Arc::new(Door::open(Arc::clone(&app), Options { port: serve.port, ..Options::new(ui) })?);
    // Commands are answered also when landing pages are not.
    let pages = pages::serve(&app, pages::Options::default());
    match &pages {
        Ok(running) => complain(&format!("Landing pages are at http://{}/l/.", running.address())),
        Err(error) => complain(&format!("Landing pages are not served: {error}")),
    }
    tell(&door, json);
    complain("Open this address in a browser; it lets in one tab. Enter gives another, Ctrl-C ends.");
    let more = Arc::clone(&door);
    std::thread::Builder::new().name("more addresses".into()).spawn(move || {
        let asked = std::io::stdin().lock().lines().map_while(std::result::Result::ok);
        asked.for_each(|_| tell(&more, json));
    })?;
    signal.wait();
    // First what is under way, then the file: nothing that was answered is lost.
    door.close();
    drop(pages);
    app.replace(None);
    Ok(())
}

fn tell(door: &Door, json: bool) {
    let link = door.link();
    say(&if json { serde_json::json!({ "address": link }).to_string() } else { link });
}

/// The wish to end: Ctrl-C, or SIGTERM where there is one. Caught from its making on.
struct Signal {
    runtime: tokio::runtime::Runtime,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signal {
    fn expect() -> Result<Self> {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::from)?;
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let inside = runtime.enter();
            let (terminate, interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
            drop(inside);
            Ok(Signal { runtime, terminate, interrupt })
        }
        #[cfg(not(unix))]
        Ok(Signal { runtime })
    }

    #[cfg(unix)]
    fn wait(mut self) {
        self.runtime.block_on(async {
            tokio::select! {
                _ = self.terminate.recv() => {}
                _ = self.interrupt.recv() => {}
            }
        });
    }

    #[cfg(not(unix))]
    fn wait(self) {
        // Without a signal to wait for there is nothing to wait for.
        let _ = self.runtime.block_on(tokio::signal::ctrl_c());
    }
}
