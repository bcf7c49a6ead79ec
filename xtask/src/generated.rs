//! The TypeScript types, written by the core from its own: renewed by `gen`, compared by `test`.

use crate::counts::Counts;
use crate::tools::{Outcome, built, cargo, command, root, run, target};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Writes them anew; files of types that are gone go too.
pub fn write() -> Outcome<()> {
    let words = ["run", "--package", "reachly-cli", "--bin", "reachly-headless", "--", "types"];
    let fresh = fresh_folder()?;
    run(cargo().args(words).arg(&fresh))?;
    let (old, new) = (files(&home())?, files(&fresh)?);
    for path in old.keys().filter(|path| !new.contains_key(*path)) {
        fs::remove_file(home().join(path)).map_err(|e| format!("cannot remove {}: {e}", path.display()))?;
    }
    for (path, bytes) in new.iter().filter(|(path, bytes)| old.get(*path) != Some(bytes)) {
        let to = home().join(path);
        let parent = to.parent().unwrap_or(&to);
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&to, bytes));
        written.map_err(|e| format!("cannot write {}: {e}", to.display()))?;
    }
    println!("{} types in ui/src/api/gen", new.len());
    Ok(())
}

/// Compares what the built program writes with what is in the checkout, which stays as it is.
pub fn check() -> Outcome<Counts> {
    let fresh = fresh_folder()?;
    run(command(built("debug", "reachly-headless")?).arg("types").arg(&fresh))?;
    let differing = differences(&files(&home())?, &files(&fresh)?);
    if differing.is_empty() {
        return Ok(Counts::PASSED);
    }
    Err(format!(
        "the types in ui/src/api/gen are not those of the Rust sources ({}); `cargo xtask gen` renews them",
        differing.join(", ")
    ))
}

fn home() -> PathBuf {
    root().join("ui/src/api/gen")
}

fn fresh_folder() -> Outcome<PathBuf> {
    let folder = target()?.join("types");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| format!("cannot empty {}: {e}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    Ok(folder)
}

fn differences(old: &Files, new: &Files) -> Vec<String> {
    let gone = old
        .keys()
        .filter(|path| !new.contains_key(*path))
        .map(|path| format!("{} left over", path.display()));
    let changed = new.iter().filter_map(|(path, bytes)| match old.get(path) {
        None => Some(format!("{} missing", path.display())),
        Some(before) if before != bytes => Some(format!("{} changed", path.display())),
        Some(_) => None,
    });
    gone.chain(changed).collect()
}

/// All files under a folder, by their path in it; none when it is not there.
fn files(folder: &Path) -> Outcome<Files> {
    let (mut found, mut folders) = (Files::new(), vec![folder.to_path_buf()]);
    while let Some(next) = folders.pop().filter(|next| next.is_dir()) {
        let cannot = |e| format!("cannot read {}: {e}", next.display());
        for entry in fs::read_dir(&next).map_err(cannot)? {
            let path = entry.map_err(cannot)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                found.insert(name.to_path_buf(), fs::read(&path).map_err(cannot)?);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn every_kind_of_difference_is_named() {
        let old = some(&[("same.ts", "1"), ("changed.ts", "1"), ("gone.ts", "1")]);
        let new = some(&[("same.ts", "1"), ("changed.ts", "2"), ("new.ts", "1")]);
        assert_eq!(differences(&old, &new), ["gone.ts left over", "changed.ts changed", "new.ts missing"]);
        assert!(differences(&old, &old).is_empty());
    }
}
