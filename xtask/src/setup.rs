//! What has to be on the machine: system packages, Node, the interface's packages, cargo's own tools.
//! Whatever can be installed is installed; otherwise one sentence says what to type.

use crate::tools::{Outcome, cargo, command, on_path, output, run, version};
use crate::ui;

/// Debian's names for what the application is built with (proven in a bare system; perl configures OpenSSL).
const BUILD: [&str; 4] = ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "perl"];
/// …and for what the tests run in: a screen, a driver for the real window, a browser, a font, git and xz.
const TEST: [&str; 8] =
    ["xvfb", "xauth", "webkit2gtk-driver", "fonts-dejavu-core", "chromium", "xdotool", "git", "xz-utils"];
/// Tools of cargo's, each at the version the checks were written with.
const TOOLS: [(&str, &str, &[&str]); 2] = [
    ("cargo-nextest", "0.9.143", &["--no-default-features", "--features", "default-no-update"]),
    ("cargo-deny", "0.20.2", &["--no-default-features"]),
];
/// The oldest Node that Vite runs on.
const NODE: (u32, u32) = (20, 19);

/// Everything needed to build and open the application.
pub fn build() -> Outcome<()> {
    system(&BUILD)?;
    interface()
}

/// Everything needed to build the application and run every check.
pub fn test() -> Outcome<()> {
    let all: Vec<&str> = BUILD.into_iter().chain(TEST).collect();
    system(&all)?;
    tools()?;
    node()?;
    ui::install()
}

fn interface() -> Outcome<()> {
    node()?;
    ui::install()?;
    ui::build()
}

/// Installs what is missing on Debian and its kin; elsewhere the build itself says what it misses.
fn system(packages: &[&str]) -> Outcome<()> {
    if !cfg!(target_os = "linux") || !on_path("dpkg-query") {
        return Ok(());
    }
    let known = output(command("dpkg-query").args(["-W", "-f", "${Package} ${db:Status-Status}\n"]));
    let missing = missing(packages, &known.unwrap_or_default());
    if missing.is_empty() {
        return Ok(());
    }
    let flags = ["-o", "DPkg::Lock::Timeout=600"];
    let install: Vec<&str> =
        flags.into_iter().chain(["install", "-y", "--no-install-recommends"]).chain(missing).collect();
    let Some(mut first) = authority() else {
        return Err(format!(
            "Some system packages are missing and installing them needs the administrator. \
             Type this once, then start again:\n\n  sudo apt-get update && sudo apt-get {}\n",
            install.join(" ")
        ));
    };
    first.push("apt-get");
    println!("Installing system packages: {}", install[5..].join(" "));
    let apt = || {
        let mut apt = command(first[0]);
        apt.args(&first[1..]).env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    // A list that cannot be refreshed may still be good enough to install from.
    if let Err(sentence) = run(apt().args(flags).arg("update")) {
        eprintln!("xtask: {sentence}; going on with the lists that are here");
    }
    run(apt().args(install))
}

/// The packages that dpkg does not report as installed.
fn missing<'a>(wanted: &[&'a str], known: &str) -> Vec<&'a str> {
    let installed = |name: &str| known.lines().any(|line| line.strip_suffix(" installed") == Some(name));
    wanted.iter().copied().filter(|name| !installed(name)).collect()
}

/// How to become the administrator without being asked anything: already there, or sudo without a password.
fn authority() -> Option<Vec<&'static str>> {
    if output(command("id").arg("-u")).is_some_and(|id| id.trim() == "0") {
        return Some(vec![]);
    }
    output(command("sudo").args(["-n", "true"])).map(|_| vec!["sudo", "-n"])
}

fn node() -> Outcome<()> {
    let found = output(command("node").arg("--version"));
    let advice = format!(
        "Install Node {}.{} or newer (nodejs.org, or your system's package if it is new enough) and start again.",
        NODE.0, NODE.1
    );
    match found.as_deref().and_then(version) {
        Some(version) if version >= NODE => Ok(()),
        Some((major, minor)) => {
            Err(format!("Node {major}.{minor} is too old to build the interface. {advice}"))
        }
        None => Err(format!("Node is missing; the interface is built with it. {advice}")),
    }
}

fn tools() -> Outcome<()> {
    for (name, wanted, features) in TOOLS {
        if on_path(name) {
            continue;
        }
        println!("Installing {name} {wanted}");
        // Unoptimised: it compiles in a third of the time and both tools mostly wait for others.
        let install = ["install", "--locked", "--debug", "--version", wanted, name];
        run(cargo().args(install).args(features))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_installed_packages_count_as_present() {
        let known = "perl installed\nxvfb config-files\nperl-base installed\n";
        assert_eq!(missing(&["perl", "xvfb", "xauth", "perl-base"], known), ["xvfb", "xauth"]);
    }
}
