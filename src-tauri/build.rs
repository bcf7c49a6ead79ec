//! Tells Tauri where its configuration stands and which commands exist. Naming them here is what makes the
//! access list apply to them: a command that no capability grants is refused. Where no interface is built yet, a bare
//! page takes its place, so that the Rust side can be compiled and checked alone.

use std::path::Path;

/// Everything the window can ask; the rest of the application is behind `rpc`.
const COMMANDS: &[&str] = &["rpc", "upload", "download", "subscribe", "open_window"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let page = Path::new("../ui/dist/index.html");
    if !page.exists() {
        std::fs::create_dir_all("../ui/dist")?;
        std::fs::write(page, "<!doctype html><title>Reachly</title>The interface is not built yet.\n")?;
    }
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().config_path("../tauri.conf.json").app_manifest(manifest);
    // `{:#}` of the chain, not its Debug form: this is what a person reads when the build stops.
    tauri_build::try_build(attributes).map_err(|error| format!("{error:#}").into())
}
