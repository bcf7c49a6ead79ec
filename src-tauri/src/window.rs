//! The window itself: from its opening to its end, which closes the workspace.

use std::path::PathBuf;
use std::sync::Arc;

use reachly_cli::{Place, program_folder};
use reachly_core::app::App;
use reachly_core::{Code, Error, Result};
use reachly_landing::pages;
use tauri::{AppHandle, Manager as _, RunEvent, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;

use crate::calls::{self, Shell};

/// Opens the window on a workspace, or on the first page; answers the exit status once it is closed.
pub fn open(place: &Place) -> u8 {
    match run(place) {
        Ok(status) => status,
        Err(error) => {
            tracing::error!(chain = ?error.chain, "{error}");
            error.code.exit_status()
        }
    }
}

fn run(place: &Place) -> Result<u8> {
    let app = App::new(program_folder()?, "Reachly's window");
    // A workspace that does not open is no reason to show nothing: the first page offers others.
    let trouble = reachly_cli::open(&app, place, |told| tracing::info!("{told}")).err();
    // The window is worth opening also when landing pages cannot be served.
    let pages = pages::serve(&app, pages::Options::default());
    let pages = pages.inspect_err(|error| tracing::warn!(chain = ?error.chain, "{error}")).ok();
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let shell = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().with_state_flags(kept).build())
        .manage(Shell::new(Arc::clone(&app)))
        .invoke_handler(tauri::generate_handler![
            calls::rpc,
            calls::upload,
            calls::download,
            calls::subscribe,
            calls::open_window
        ])
        .setup(move |shell| {
            end_when_asked(shell.handle().clone());
            if let Some(error) = trouble {
                tell(shell.handle(), &error);
            }
            Ok(())
        })
        .build(tauri::generate_context!("../tauri.conf.json"))
        .map_err(|cause| Error::new(Code::Internal, "The window could not be opened.").because(cause))?;
    let status = shell.run_return(move |_, event| {
        if matches!(event, RunEvent::Exit) {
            // First what visitors have under way, then the file.
            if let Some(pages) = &pages {
                pages.close();
            }
            app.replace(None);
        }
    });
    Ok(u8::try_from(status).unwrap_or(1))
}

/// Opens a window like the first one, on our own page and no other: `place` is only what stands after its `#`.
pub fn open_another(shell: &AppHandle, place: &str) -> Result<()> {
    let config = shell.config().app.windows.first().cloned();
    let mut config = config.ok_or_else(|| Error::internal("no window is configured"))?;
    // Few labels, used again: the places of windows are kept by label.
    config.label = (2..)
        .map(|number| format!("window-{number}"))
        .find(|label| shell.get_webview_window(label).is_none())
        .unwrap_or_default();
    config.url = WebviewUrl::App(PathBuf::from(format!("index.html#{place}")));
    let opened = WebviewWindowBuilder::from_config(shell, &config).and_then(WebviewWindowBuilder::build);
    opened.map(drop).map_err(|cause| {
        Error::new(Code::Internal, "Another window could not be opened.")
            .kept("This one goes on.")
            .because(cause)
    })
}

fn tell(shell: &AppHandle, error: &Error) {
    tracing::warn!(chain = ?error.chain, "{error}");
    let dialog = shell.dialog().message(error.to_string()).title("Reachly");
    dialog.kind(MessageDialogKind::Warning).show(|_| {});
}

/// The end of the desktop's session comes as SIGTERM: the workspace is closed then, too.
#[cfg(unix)]
fn end_when_asked(shell: AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};
    tauri::async_runtime::spawn(async move {
        let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
        let (Ok(mut terminate), Ok(mut interrupt)) = (terminate, interrupt) else { return };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        shell.exit(0);
    });
}

#[cfg(not(unix))]
fn end_when_asked(shell: AppHandle) {
    tauri::async_runtime::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            shell.exit(0);
        }
    });
}
