//! `bench`: the figures of the product against bare SQLite on the same machine, in one run. Ratios of CPU time, because
//! wall time on a shared machine says little.

mod contacts;
mod cost;
mod rehearsal;
mod submissions;

use std::path::PathBuf;

use reachly_core::Result;

use crate::words::say;

/// Which figures, and how large.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    /// Only benches whose name contains this.
    pub only: Option<String>,
    /// Ten times as large.
    pub full: bool,
}

/// One printed figure.
pub(crate) struct Figure {
    pub what: String,
    pub seen: String,
    pub bar: &'static str,
    pub met: Option<bool>,
}

/// The figures of one room; its files go into the folder.
type Room = fn(&Wish, &std::path::Path) -> Result<Vec<Figure>>;

pub(crate) fn run(wish: &Wish) -> Result<()> {
    let folder = scratch()?;
    let rooms: &[(&str, Room)] = &[
        ("raw", contacts::raw),
        ("validation", contacts::validation),
        ("contacts", contacts::contacts),
        ("rehearsal", rehearsal::rehearsal),
        ("submissions", submissions::submissions),
    ];
    say(&format!("{:<58} {:>26}   bar", "what", "seen"));
    for (name, room) in rooms {
        if wish.only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        for figure in room(wish, &folder)? {
            let met = match figure.met {
                Some(true) => "met",
                Some(false) => "MISSED",
                None => "",
            };
            say(&format!("{:<58} {:>26}   {} {met}", figure.what, figure.seen, figure.bar));
        }
    }
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}

fn scratch() -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("reachly-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
