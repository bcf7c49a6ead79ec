//! `cargo xtask bundle` and `bench`: what runs on the release build.

use crate::setup;
use crate::tools::{Outcome, cargo, command, root, run, target};

/// Builds the package for this system; on Linux a .deb, which needs no network.
pub fn bundle(arguments: Vec<String>) -> Outcome<u8> {
    setup::build()?;
    let mut tauri = command(root().join("ui/node_modules/.bin/tauri"));
    tauri.arg("build");
    if cfg!(target_os = "linux") && !arguments.iter().any(|word| word == "--bundles") {
        tauri.args(["--bundles", "deb"]);
    }
    run(tauri.args(arguments))?;
    println!("The package is in {}", target()?.join("release/bundle").display());
    Ok(0)
}

/// Runs the benches of the headless program, arguments passed on.
pub fn bench(arguments: Vec<String>) -> Outcome<u8> {
    setup::build()?;
    let words = ["run", "--release", "--package", "reachly-cli", "--bin", "reachly-headless", "--", "bench"];
    run(cargo().args(words).args(arguments))?;
    Ok(0)
}
