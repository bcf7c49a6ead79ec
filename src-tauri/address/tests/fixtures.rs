//! Where the cases of others lie: the folder named by REACHLY_FIXTURES, by default `../shared/data` from the project's root.

use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of a fixture, or None (said on the screen) where there are none and none are required.
pub fn text(name: &str) -> Option<String> {
    let folder = std::env::var("REACHLY_FIXTURES").unwrap_or_else(|_| "../shared/data".to_owned());
    let path = root().join(folder).join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if std::env::var("REACHLY_REQUIRE_FIXTURES").is_ok_and(|value| value == "1") => {
            panic!("fixtures are required, but {}: {error}", path.display())
        }
        Err(_) => {
            println!("skipped: no fixtures");
            None
        }
    }
}
