//! Who may know whom: Tauri, axum, SQLite and CSV each behind their own wall.

use super::scan::{code, words};
use super::{Source, holds, interface, planted, rust};

/// A crate, and whether a file of the product may name it.
type Fence = (&'static [&'static str], fn(&str) -> bool);
const FENCES: [Fence; 3] = [
    (&["tauri", "tauri_plugin_dialog", "tauri_plugin_opener", "tauri_plugin_window_state"], |path| {
        path.starts_with("src-tauri/src/")
    }),
    (&["axum"], |path| path.starts_with("src-tauri/landing/")),
    (&["rusqlite", "r2d2", "r2d2_sqlite"], |path| {
        path.starts_with("src-tauri/core/src/store/") || path.ends_with("/queries.rs")
    }),
];

fn directions(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in rust(sources).filter(|source| source.path.starts_with("src-tauri/")) {
        let code = code(&source.text);
        for (names, allowed) in FENCES {
            if !allowed(&source.path) && names.iter().any(|name| names_crate(&code, name)) {
                complaints.push(format!("{} may not know {}", source.path, names[0]));
            }
        }
    }
    complaints
}

/// Whether the code uses this crate: `name::…` or `use name…`.
fn names_crate(code: &str, name: &str) -> bool {
    words(code).filter(|(_, word)| *word == name).any(|(at, word)| {
        let (before, after) = (code[..at].trim_end(), code[at + word.len()..].trim_start());
        let own = before.ends_with("::") && !before.ends_with(" ::");
        !own && (after.starts_with("::") || before.ends_with("use") || before.ends_with("crate"))
    })
}

#[test]
fn every_room_knows_only_what_lies_below_it() {
    let bad = [
        ("src-tauri/core/src/lib.rs", "use tauri::Manager;"),
        ("src-tauri/cli/src/lib.rs", "use tauri_plugin_dialog as d;"),
        ("src-tauri/core/src/lib.rs", "fn a() -> axum::Router {}"),
        ("src-tauri/core/src/contacts/commands.rs", "use rusqlite::Row;"),
        ("src-tauri/cli/src/bench.rs", "let a = rusqlite :: Connection::open_in_memory();"),
    ];
    let good = [
        ("src-tauri/src/main.rs", "use tauri::Manager;"),
        ("src-tauri/landing/src/lib.rs", "use axum::Router;"),
        ("src-tauri/core/src/store/pool.rs", "use rusqlite::Row;"),
        ("src-tauri/core/src/contacts/queries.rs", "use rusqlite::Row;"),
        (
            "src-tauri/core/src/lib.rs",
            "// unlike tauri::x\nconst A: &str = \"axum::y\"; use crate::csv::tauri;",
        ),
    ];
    holds(directions, &bad, &good);
}

/// Crates that read or write a file format: each in one file of a crate.
const FORMATS: [&str; 8] =
    ["csv", "calamine", "zip", "parquet", "rust_xlsxwriter", "typst", "qrcode", "mrml"];

fn formats(sources: &[Source]) -> Vec<String> {
    FORMATS.into_iter().flat_map(|format| second_readers(sources, format)).collect()
}

fn second_readers(sources: &[Source], format: &str) -> Vec<String> {
    let home = |path: &str| path.split_once("/src/").map_or(String::new(), |(home, _)| home.to_owned());
    let uses = |source: &&Source| names_crate(&code(&source.text), format);
    let users: Vec<&Source> =
        rust(sources).filter(|s| s.path.starts_with("src-tauri/")).filter(uses).collect();
    let second =
        |(i, source): &(usize, &&Source)| users[..*i].iter().any(|s| home(&s.path) == home(&source.path));
    users
        .iter()
        .enumerate()
        .filter(second)
        .map(|(_, s)| format!("{} is its crate's second file that knows {format}", s.path))
        .collect()
}

#[test]
fn each_crate_knows_a_file_format_in_one_file() {
    let file = |path: &str| planted(path, "//! x\nuse csv::Reader;").remove(0);
    let two = [file("src-tauri/core/src/imports/csv.rs"), file("src-tauri/core/src/contacts/export.rs")];
    assert!(!formats(&two).is_empty(), "two files of one crate are one too many");
    let apart = [file("src-tauri/core/src/imports/csv.rs"), file("src-tauri/cli/src/export.rs")];
    assert!(formats(&apart).is_empty(), "two crates may each have one");
    holds(formats, &[], &[("src-tauri/core/src/imports/csv.rs", "use csv::Reader;")]);
}

fn bridge(sources: &[Source]) -> Vec<String> {
    // The interface's own tests plant this very line.
    let exempt = |path: &str| path.starts_with("ui/src/api/") || path.contains(".test.");
    let outside = |source: &&Source| !exempt(&source.path) && source.text.contains("@tauri-apps/");
    interface(sources)
        .filter(outside)
        .map(|s| format!("{} may not know Tauri: ask src/api", s.path))
        .collect()
}

#[test]
fn only_the_interfaces_api_knows_the_shell() {
    let line = "import { invoke } from \"@tauri-apps/api/core\"";
    holds(bridge, &[("ui/src/features/leads/list.tsx", line)], &[("ui/src/api/transport.ts", line)]);
}
