//! Places and programs: where the checkout and the built files are, and how another program is run.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What went wrong, as a sentence for the person at the terminal.
pub type Outcome<T> = Result<T, String>;

/// The checkout's root, wherever the command was typed.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().map_or(here.clone(), Path::to_path_buf)
}

/// The folder of built files: the one this program itself was built into, so that every setting of cargo's holds.
pub fn target() -> Outcome<PathBuf> {
    let me = std::env::current_exe().map_err(|e| format!("cannot tell where xtask was built: {e}"))?;
    let folder = me.parent().and_then(Path::parent).map(Path::to_path_buf);
    folder.ok_or_else(|| format!("{} is not in a folder of built files", me.display()))
}

/// A binary built by cargo, `profile` being "debug" or "release".
pub fn built(profile: &str, name: &str) -> Outcome<PathBuf> {
    Ok(target()?.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// The cargo that started us.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// npm, in ui/.
pub fn npm() -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(root().join("ui"));
    npm
}

/// A program started in the root of the checkout, without what cargo set for xtask alone.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    let own = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(own)) {
        command.env_remove(name);
    }
    command
}

/// Runs to the end with the terminal shared; a failure is an error with the command in it.
pub fn run(command: &mut Command) -> Outcome<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{} ended with {status}", line(command))),
        Err(error) => Err(format!("{} could not be started: {error}", line(command))),
    }
}

/// Runs quietly and gives standard output, or nothing when the program is missing or failed.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs to the end, shows both streams as they come, and gives success and all that was written.
pub fn watched(command: &mut Command) -> Outcome<(bool, String)> {
    let started = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.map_err(|e| format!("{} could not be started: {e}", line(command)))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let copied = std::thread::scope(|scope| {
        let err = scope.spawn(|| err.map_or(Ok(String::new()), |from| copy(from, &mut std::io::stderr())));
        let out = out.map_or(Ok(String::new()), |from| copy(from, &mut std::io::stdout()))?;
        let err = err.join().map_err(|_| std::io::Error::other("the reading thread stopped"))??;
        Ok::<_, std::io::Error>(out + &err)
    });
    let status = child.wait().map_err(|e| format!("{} was lost: {e}", line(command)))?;
    Ok((status.success(), copied.map_err(|e| format!("{} could not be read: {e}", line(command)))?))
}

/// Line by line rather than by block, so that a slow test is seen when it speaks.
fn copy(from: impl Read, to: &mut impl Write) -> std::io::Result<String> {
    let mut from = BufReader::new(from);
    let (mut all, mut line) = (String::new(), Vec::new());
    while from.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        all.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    to.flush()?;
    Ok(all)
}

/// The command as a person would type it.
pub fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Whether a program of this name stands on the PATH.
pub fn on_path(program: &str) -> bool {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(&name).is_file()))
}

/// The first version in a text, as (major, minor).
pub fn version(text: &str) -> Option<(u32, u32)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut parts = text[start..].split(|c: char| !c.is_ascii_digit());
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_where_programs_write_it() {
        assert_eq!(version("v20.19.4\n"), Some((20, 19)));
        assert_eq!(version("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert_eq!(version("cargo-nextest 0.9.143"), Some((0, 9)));
        assert_eq!(version("no number here"), None);
    }

    #[test]
    fn the_root_is_the_folder_of_the_lock_file() {
        assert!(root().join("Cargo.lock").is_file());
    }
}
