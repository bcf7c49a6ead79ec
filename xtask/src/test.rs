//! `cargo xtask test`: everything that must pass. Cheap checks first; every crate is compiled once for checking
//! and once for running, always for the whole workspace, because another selection means other features.

use crate::counts::{Counts, Summary};
use crate::steps::{Steps, judge};
use crate::tools::{Outcome, built, cargo, command, npm, output, root, target, version, watched};
use crate::{advisories, generated, setup, ui};
use std::process::Command;

/// Runs the row of steps; the last line it prints is the sum.
pub fn test() -> Outcome<u8> {
    let mut steps = Steps::new();
    steps.step("set-up", || setup::test().map(|()| Counts::default()));
    steps.check("formatting", cargo().args(["fmt", "--all", "--check"]));
    interface(&mut steps);
    rust(&mut steps);
    steps.step("generated types", generated::check);
    end_to_end(&mut steps);
    let mut doc = cargo();
    doc.args(["doc", "--workspace", "--no-deps"]);
    if strict() {
        doc.env("RUSTDOCFLAGS", "-D warnings");
    }
    steps.check("documentation", &mut doc);
    steps.step("dependencies", advisories::check);
    Ok(steps.close())
}

fn interface(steps: &mut Steps) {
    steps.check("interface: types", npm().args(["run", "check"]));
    steps.check("interface: lint", npm().args(["run", "lint"]));
    steps.tests("interface: unit tests", Summary::Vitest, npm().args(["run", "test"]));
    steps.step("interface: build", || ui::build().map(|()| Counts::PASSED));
    steps.check("interface: size", npm().args(["run", "size"]));
}

fn rust(steps: &mut Steps) {
    let mut clippy = cargo();
    clippy.args(["clippy", "--workspace", "--all-targets"]);
    if strict() {
        clippy.args(["--", "-D", "warnings"]);
    }
    steps.check("clippy", &mut clippy);
    // All targets: the same set of features as the tests, which then have nothing left to compile. This program
    // is left out because it is running.
    let build = ["build", "--workspace", "--all-targets", "--exclude", "xtask"];
    steps.check("build", cargo().args(build));
    steps.step("tests", nextest);
}

/// A test that misses its third-party material writes its name into a file, so that it is not counted as passed.
fn nextest() -> Outcome<Counts> {
    let note = target()?.join("skipped-tests.txt");
    std::fs::write(&note, "").map_err(|e| format!("cannot write {}: {e}", note.display()))?;
    let mut nextest = cargo();
    nextest.args(["nextest", "run", "--workspace"]).env("REACHLY_SKIPPED", &note);
    let (success, text) = watched(&mut nextest)?;
    let counts = judge(success, Counts::read(&text, Summary::Nextest))?;
    let noted = std::fs::read_to_string(&note).unwrap_or_default();
    let skipped: std::collections::BTreeSet<&str> = noted.lines().filter(|line| !line.is_empty()).collect();
    for name in &skipped {
        println!("skipped: {name}");
    }
    Ok(counts.less_skipped(skipped.len() as u64))
}

fn end_to_end(steps: &mut Steps) {
    if ui::has_script("e2e") {
        let mut browser = npm();
        steps.tests("end to end in Chromium", Summary::Plain, with_programs(browser.args(["run", "e2e"])));
    }
    if ui::has_script("e2e:window") {
        let mut window = if cfg!(target_os = "linux") {
            let mut window = command("xvfb-run");
            window.args(["-a", "-s", "-screen 0 1440x960x24", "npm"]).current_dir(root().join("ui"));
            window
        } else {
            npm()
        };
        window.args(["run", "e2e:window"]);
        steps.tests("end to end in the window", Summary::Plain, with_programs(&mut window));
    }
}

/// Tells the scripts which programs to try: the ones just built.
fn with_programs(command: &mut Command) -> &mut Command {
    for (variable, name) in [("REACHLY_BIN", "reachly"), ("REACHLY_HEADLESS", "reachly-headless")] {
        if let Ok(path) = built("debug", name) {
            command.env(variable, path);
        }
    }
    command
}

/// Warnings are errors on the release of Rust the project is written for; newer ones may know more.
fn strict() -> bool {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap_or_default();
    let wanted = manifest.lines().find(|line| line.starts_with("rust-version")).and_then(version);
    let found = output(command("rustc").arg("--version"));
    wanted.is_some() && wanted == found.as_deref().and_then(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_says_which_release_is_strict() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
        let line = manifest.lines().find(|line| line.starts_with("rust-version")).unwrap();
        assert!(version(line).is_some_and(|found| found >= (1, 95)), "{line} has a version in it");
    }
}
