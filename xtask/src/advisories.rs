//! Licences, sources, banned versions and known faults of everything we depend on: cargo-deny, without a network.
//! The fault list is a dated snapshot among the fixtures; cargo-deny wants it as a git repository in a fixed place.

use crate::counts::Counts;
use crate::tools::{Outcome, cargo, command, root, run};
use std::fs;
use std::path::{Path, PathBuf};

/// Name and hash of the advisory database's address, as cargo-deny derives them; deny.toml names the folder above.
const PLACE: &str = "target/advisories/advisory-db-3157b0e258782691";

/// One check for licences, sources and versions, one for the known faults.
pub fn check() -> Outcome<Counts> {
    run(cargo().args(["fetch", "--locked"]))?;
    deny(&["licenses", "bans", "sources"])?;
    let mut counts = Counts::PASSED;
    let snapshot = fixtures().join("advisory-db.tar.xz");
    if snapshot.is_file() {
        unpack(&snapshot, &root().join(PLACE))?;
        deny(&["advisories"])?;
        counts += Counts::PASSED;
    } else if std::env::var("REACHLY_REQUIRE_FIXTURES").is_ok_and(|value| value == "1") {
        return Err(format!("the advisory snapshot {} is missing", snapshot.display()));
    } else {
        println!("skipped: no advisory snapshot at {}", snapshot.display());
        counts += Counts::SKIPPED;
    }
    Ok(counts)
}

fn deny(which: &[&str]) -> Outcome<()> {
    run(cargo().args(["deny", "--offline", "--locked", "--workspace", "check"]).args(which))
}

/// The folder of third-party material: REACHLY_FIXTURES, or shared/data beside the checkout.
fn fixtures() -> PathBuf {
    root().join(std::env::var_os("REACHLY_FIXTURES").unwrap_or_else(|| "../shared/data".into()))
}

fn unpack(snapshot: &Path, place: &Path) -> Outcome<()> {
    let cannot = |e| format!("cannot unpack {}: {e}", snapshot.display());
    if place.exists() {
        fs::remove_dir_all(place).map_err(cannot)?;
    }
    fs::create_dir_all(place).map_err(cannot)?;
    run(command("tar").arg("-xJf").arg(snapshot).arg("-C").arg(place))?;
    run(command("git").args(["init", "--quiet"]).arg(place))?;
    // cargo-deny takes the age of this file for the age of the database: give it the snapshot's own.
    let date = fs::metadata(place.join("crates")).and_then(|folder| folder.modified()).map_err(cannot)?;
    let fetched = fs::File::create(place.join(".git/FETCH_HEAD")).map_err(cannot)?;
    fetched.set_modified(date).map_err(cannot)?;
    let days = date.elapsed().map_or(0, |age| age.as_secs() / 86_400);
    println!("The list of known faults is {days} days old.");
    Ok(())
}
