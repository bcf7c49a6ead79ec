//! `cargo xtask run`: prepare, build, open. Where there is no display the same program serves its interface.

use crate::setup;
use crate::tools::{Outcome, built, cargo, command, run as finish};

/// Builds the application and opens it on the sample workspace, or on the one named in the arguments.
pub fn run(mut arguments: Vec<String>) -> Outcome<u8> {
    setup::build()?;
    let release = take(&mut arguments, "--release");
    let mut build = cargo();
    build.args(["build", "--package", "reachly-desktop"]);
    if release {
        // As the bundle is built, so that the two share what is compiled.
        build.args(["--release", "--features", "custom-protocol"]);
    }
    finish(&mut build)?;
    let program = built(if release { "release" } else { "debug" }, "reachly")?;
    let mut reachly = command(program);
    if let Ok(here) = std::env::current_dir() {
        reachly.current_dir(here);
    }
    reachly.args(words(arguments, has_display()));
    let status = reachly.status().map_err(|e| format!("the application could not be started: {e}"))?;
    // Ended by a signal (Ctrl-C): the person wanted that.
    Ok(status.code().map_or(0, |code| u8::try_from(code).unwrap_or(1)))
}

/// The application's arguments: served without a display, and on the sample unless a workspace is named.
fn words(given: Vec<String>, display: bool) -> Vec<String> {
    let mut words = Vec::new();
    if !display && given.first().is_none_or(|first| first != "serve") {
        words.push("serve".to_owned());
    }
    let named = given.iter().any(|word| word.ends_with(".reachly") || word == "--sample");
    words.extend(given);
    if !named {
        words.push("--sample".to_owned());
    }
    words
}

fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Takes our own flag out of the arguments, and the `--` that may stand before the application's.
fn take(arguments: &mut Vec<String>, flag: &str) -> bool {
    let before = arguments.len();
    arguments.retain(|word| word != flag);
    let found = arguments.len() < before;
    if arguments.first().is_some_and(|word| word == "--") {
        arguments.remove(0);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn the_sample_is_opened_unless_a_workspace_is_named() {
        assert_eq!(words(list(&[]), true), ["--sample"]);
        assert_eq!(words(list(&["mine.reachly"]), true), ["mine.reachly"]);
        assert_eq!(words(list(&["--sample"]), true), ["--sample"]);
    }

    #[test]
    fn without_a_display_the_interface_is_served() {
        assert_eq!(words(list(&[]), false), ["serve", "--sample"]);
        assert_eq!(words(list(&["--port", "4000"]), false), ["serve", "--port", "4000", "--sample"]);
        assert_eq!(words(list(&["serve", "mine.reachly"]), false), ["serve", "mine.reachly"]);
    }

    #[test]
    fn the_release_flag_is_ours_wherever_it_stands() {
        let mut arguments = list(&["--release", "--", "mine.reachly"]);
        assert!(take(&mut arguments, "--release"));
        assert_eq!(arguments, ["mine.reachly"]);
        assert!(!take(&mut arguments, "--release"));
    }
}
