//! Puts the built interface into the program: a table of paths and bytes. Without a built interface the table is
//! empty, and the program says so when it is asked for one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let built = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("../../ui/dist");
    println!("cargo::rerun-if-changed={}", built.display());
    let mut table = String::from("&[\n");
    // The desktop build puts a bare page there when nothing is built yet: that is no interface.
    if built.join("assets").is_dir() {
        let built = built.canonicalize()?;
        add(&mut table, &built, &built)?;
    }
    table.push_str("]\n");
    std::fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("interface.rs"), table)?;
    Ok(())
}

/// Files in the order of their names, hidden ones left out.
fn add(table: &mut String, root: &Path, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            continue;
        }
        if path.is_dir() {
            add(table, root, &path)?;
        } else {
            let place = path.to_string_lossy();
            writeln!(table, "    ({name:?}, include_bytes!({place:?})),")?;
        }
    }
    Ok(())
}
