//! Names that say nothing, work left unfinished, clocks reached for, and places on somebody's machine.

use super::scan::{code, line_of, stands_alone, words};
use super::{Source, extension, holds, interface, rust};
use std::path::Path;

const EMPTY_NAMES: [&str; 4] = ["manager", "service", "helper", "util"];

fn names(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in rust(sources).chain(interface(sources)) {
        let stem = Path::new(&source.path).file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        if says_nothing(stem) {
            complaints.push(format!("{} has a name that says nothing", source.path));
        }
        let code = code(&source.text);
        let mut before = "";
        for (at, word) in words(&code) {
            let kinds = ["struct", "enum", "trait", "type", "union", "mod", "class", "interface"];
            if kinds.contains(&before) && says_nothing(word) {
                complaints.push(format!("{}:{} {word} says nothing", source.path, line_of(&code, at)));
            }
            before = word;
        }
    }
    complaints
}

/// Whether one of the words in a name, however it is written, is an empty one.
fn says_nothing(name: &str) -> bool {
    let mut spaced = String::new();
    for c in name.chars() {
        if c.is_uppercase() || !c.is_alphanumeric() {
            spaced.push(' ');
        }
        spaced.extend(c.to_lowercase());
    }
    let plain =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches('s').to_owned();
    spaced.split(' ').any(|word| EMPTY_NAMES.contains(&plain(word).as_str()))
}

#[test]
fn names_say_what_a_thing_is() {
    let bad = [
        ("src-tauri/core/src/import_helpers.rs", "//! x"),
        ("ui/src/utils.ts", ""),
        ("a.rs", "pub struct CampaignManager;"),
        ("a.rs", "mod util;"),
        ("ui/src/a.ts", "export interface LeadService {}"),
    ];
    let good = [
        ("a.rs", "enum Role { Admin, Manager } struct Utilisation; // struct FooManager"),
        ("served.rs", ""),
    ];
    holds(names, &bad, &good);
}

/// Unfinished work, in pieces so that this file does not name it.
const UNFINISHED: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("todo", "!"),
    concat!("unimple", "mented!"),
    concat!("#[ig", "nore"),
];
const SET_ASIDE: [&str; 4] =
    [concat!(".sk", "ip("), concat!(".on", "ly("), concat!("it.to", "do("), concat!(".fi", "xme(")];

fn unfinished(sources: &[Source]) -> Vec<String> {
    let script = |path: &str| matches!(extension(path), "ts" | "tsx" | "mjs" | "js");
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|source| extension(&source.path) != "lock") {
        let aside: &[&str] = if script(&source.path) { &SET_ASIDE } else { &[] };
        for word in UNFINISHED.iter().chain(aside).filter(|word| stands_alone(&source.text, word)) {
            complaints.push(format!("{} says {word}", source.path));
        }
    }
    complaints
}

#[test]
fn nothing_is_left_unfinished_or_set_aside() {
    let bad = [
        ("a.rs", concat!("// TO", "DO: later")),
        ("a.rs", concat!("fn a() { todo", "!() }")),
        ("a.rs", concat!("#[ig", "nore = \"slow\"]")),
        ("ui/src/a.test.ts", concat!("it.sk", "ip(\"x\", () => {})")),
        ("migrations/a.sql", concat!("-- FIX", "ME")),
    ];
    holds(unfinished, &bad, &[("a.rs", "rows.iter().skip(1); let todos = 1;"), ("ui/src/a.ts", "skip(1)")]);
}

/// What is passed in and never reached for, and the only files that may.
const WILD: [&str; 7] = [
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "Uuid::new_v4",
    "Uuid::now_v7",
    "rand::rng",
    "disallowed_methods",
];

fn wild(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in rust(sources).filter(|source| !source.path.ends_with("core/src/clock.rs")) {
        let (code, store) = (code(&source.text), source.path.starts_with("src-tauri/core/src/store/"));
        let open = (!store).then_some("Connection::open");
        // The store may open files, and say so to clippy.
        let words = WILD.into_iter().filter(|word| !store || *word != "disallowed_methods").chain(open);
        complaints.extend(
            words.filter(|word| stands_alone(&code, word)).map(|word| format!("{} uses {word}", source.path)),
        );
    }
    complaints
}

#[test]
fn clock_randomness_and_files_are_passed_in() {
    let bad = [
        ("src-tauri/core/src/leads/mod.rs", "let now = chrono::Utc::now();"),
        ("src-tauri/rehearsal/src/lib.rs", "let mut rng = rand::rng();"),
        ("src-tauri/core/src/store/pool.rs", "let id = Uuid::now_v7();"),
        ("src-tauri/cli/src/main.rs", "#[allow(clippy::disallowed_methods)]"),
        ("src-tauri/cli/src/main.rs", "rusqlite::Connection::open(path)"),
    ];
    let good = [
        ("src-tauri/core/src/clock.rs", "chrono::Utc::now()"),
        ("src-tauri/core/src/store/pool.rs", "Connection::open(path) // not Utc::now"),
    ];
    holds(wild, &bad, &good);
}

/// Places on somebody's machine, in pieces for the same reason.
const MACHINES: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/tmp", "/bash"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

fn foreign_places(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources {
        let alone = |word: &str| {
            source.text.match_indices(word).any(|(at, _)| {
                !source.text[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}~".contains(c))
            })
        };
        complaints.extend(
            MACHINES.iter().filter(|word| alone(word)).map(|word| format!("{} names {word}", source.path)),
        );
        let lines = source.text.lines().map(str::trim);
        let foreign = |line: &&str| match source.path.as_str() {
            path if path.ends_with("Cargo.lock") => {
                line.starts_with("source = ")
                    && !line.contains("\"registry+https://github.com/rust-lang/crates.io-index\"")
            }
            path if path.ends_with("package-lock.json") => {
                line.starts_with("\"resolved\":") && !line.contains("\"https://registry.npmjs.org/")
            }
            path if path.ends_with(".npmrc") => line.starts_with("registry") || line.contains(":registry"),
            path if path.starts_with(".cargo/") => {
                line.starts_with("registry") || line.starts_with("[source")
            }
            _ => false,
        };
        complaints.extend(
            lines.filter(foreign).map(|line| format!("{} takes from elsewhere: {line}", source.path)),
        );
    }
    complaints
}

#[test]
fn nothing_names_a_machine_or_a_mirror() {
    let bad = [
        ("README.md", concat!("see /wo", "rk/main")),
        ("a.rs", concat!("const A: &str = \"/tmp", "/bash_x\";")),
        ("Cargo.lock", "source = \"registry+https://mirror.example/index\""),
        ("Cargo.lock", "source = \"git+https://github.com/a/b#c\""),
        ("ui/package-lock.json", "  \"resolved\": \"https://mirror.example/a.tgz\","),
        (".cargo/config.toml", "[source.crates-io]"),
        ("ui/.npmrc", "registry=https://mirror.example/"),
    ];
    let good = [
        ("README.md", concat!("ui/wo", "rk/plan and https://example.org/wo", "rk/a")),
        ("Cargo.lock", "source = \"registry+https://github.com/rust-lang/crates.io-index\""),
        ("ui/package-lock.json", "\"resolved\": \"https://registry.npmjs.org/a/-/a-1.0.0.tgz\","),
    ];
    holds(foreign_places, &bad, &good);
}
