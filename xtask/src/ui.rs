//! The interface: its packages and its build, each done again only when what it is made from has changed.

use crate::tools::{Outcome, npm, root, run};
use std::path::{Path, PathBuf};

/// Folders of ui/ that do not go into the build.
const NOT_SOURCES: [&str; 3] = ["node_modules", "dist", "e2e"];

/// `npm ci`, when the lock file is not the one last installed.
pub fn install() -> Outcome<()> {
    let lock = root().join("ui/package-lock.json");
    let now = fingerprint(&[lock])?;
    let stamp = stamp("packages");
    if read(&stamp) == now {
        return Ok(());
    }
    println!("Installing the interface's packages");
    run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    write(&stamp, &now)
}

/// `npm run build`, when a source is not what the last build was made from.
pub fn build() -> Outcome<()> {
    let now = fingerprint(&sources()?)?;
    let stamp = stamp("build");
    if root().join("ui/dist/index.html").is_file() && read(&stamp) == now {
        return Ok(());
    }
    println!("Building the interface");
    run(npm().args(["run", "build"]))?;
    write(&stamp, &now)
}

/// Whether package.json has this script.
pub fn has_script(name: &str) -> bool {
    read(&root().join("ui/package.json")).contains(&format!("\"{name}\":"))
}

/// Stamps live among the packages: whoever removes those makes everything fresh.
fn stamp(what: &str) -> PathBuf {
    root().join(format!("ui/node_modules/.reachly-{what}"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    std::fs::write(path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))
}

/// Every file the build reads, sorted.
fn sources() -> Outcome<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join("ui")]);
    while let Some(folder) = folders.pop() {
        let cannot = |e| format!("cannot read {}: {e}", folder.display());
        for entry in std::fs::read_dir(&folder).map_err(cannot)? {
            let path = entry.map_err(cannot)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_file() {
                found.push(path);
            } else if !NOT_SOURCES.contains(&name.as_str()) && !name.starts_with('.') {
                folders.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// FNV-1a, 64 bits, over names and contents: enough to notice a change, and the same in every release of Rust.
fn fingerprint(files: &[PathBuf]) -> Outcome<String> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for file in files {
        eat(file.strip_prefix(root()).unwrap_or(file).to_string_lossy().as_bytes());
        eat(&[0]);
        eat(&std::fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()))?);
        eat(&[0]);
    }
    Ok(format!("{hash:016x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_changes_with_content_and_with_name() {
        let folder = std::env::temp_dir().join(format!("reachly-xtask-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (a, b) = (folder.join("a"), folder.join("b"));
        std::fs::write(&a, "one").unwrap();
        std::fs::write(&b, "one").unwrap();
        let first = fingerprint(std::slice::from_ref(&a)).unwrap();
        assert_eq!(
            first,
            fingerprint(std::slice::from_ref(&a)).unwrap(),
            "the same file gives the same fingerprint"
        );
        assert_ne!(first, fingerprint(&[b]).unwrap(), "another name is another fingerprint");
        std::fs::write(&a, "two").unwrap();
        assert_ne!(first, fingerprint(&[a]).unwrap(), "another content is another fingerprint");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
