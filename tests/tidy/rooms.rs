//! Inside the core: nothing reaches upward, a table is written by its own room, and pure crates are pure.

use super::scan::{code, line_of, words};
use super::{Source, holds, rust};
use std::collections::{BTreeMap, BTreeSet};

const CORE: &str = "src-tauri/core/src/";

/// The room of a file of the core: its folder, or the file itself.
fn room(path: &str) -> Option<&str> {
    let inside = path.strip_prefix(CORE)?;
    Some(inside.split_once('/').map_or(inside, |(room, _)| room))
}

/// `crate::a::b` as the code names it, with the offset.
fn inner_paths(code: &str) -> Vec<(usize, Vec<&str>)> {
    let all: Vec<(usize, &str)> = words(code).collect();
    let starts = all.iter().enumerate().filter(|(_, (_, word))| *word == "crate");
    starts
        .map(|(at, (offset, _))| (*offset, all[at + 1..].iter().take(2).map(|(_, word)| *word).collect()))
        .collect()
}

/// Files of the store that know one thing above it, and why.
const EXCEPT: [(&str, &str, &str); 3] = [
    ("store/changes.rs", "jobs", "the progress of a job rides the same stream as the news: plain data"),
    ("store/measure.rs", "imports", "a yardstick of the bench, called by nothing of the product"),
    ("store/measure.rs", "csv", "the same"),
];

fn upward(sources: &[Source]) -> Vec<String> {
    // What the store may know: nothing of any domain.
    let below = ["clock", "error", "store", "Result", "Error", "Code"];
    let mut complaints = Vec::new();
    for source in rust(sources) {
        let Some(room) = room(&source.path) else { continue };
        let code = code(&source.text);
        for (at, path) in inner_paths(&code) {
            let (first, second) = (path.first().copied().unwrap_or_default(), path.get(1).copied());
            let place = || format!("{}:{}", source.path, line_of(&code, at));
            let excepted =
                EXCEPT.iter().any(|(file, known, _)| source.path.ends_with(file) && *known == first);
            if room == "store" && !below.contains(&first) && !excepted {
                complaints.push(format!("{}: the store knows crate::{first}", place()));
            }
            if source.path.ends_with("/queries.rs") && second == Some("commands") {
                complaints.push(format!("{}: queries know the doors of {first}", place()));
            }
            if matches!(room, "clock.rs" | "error.rs") && !below.contains(&first) && first != "typescript" {
                complaints.push(format!("{}: {room} knows crate::{first}", place()));
            }
        }
    }
    complaints
}

#[test]
fn nothing_reaches_upward() {
    let bad = [
        ("src-tauri/core/src/store/tx.rs", "use crate::contacts::Person;"),
        ("src-tauri/core/src/leads/queries.rs", "use crate::leads::commands as doors;"),
        ("src-tauri/core/src/clock.rs", "use crate::access::Session;"),
    ];
    let good = [
        ("src-tauri/core/src/store/tx.rs", "use crate::error::Result; // crate::contacts"),
        ("src-tauri/core/src/leads/queries.rs", "use crate::contacts::queries as people;"),
        ("src-tauri/core/src/leads/commands.rs", "use crate::contacts::commands as people;"),
    ];
    holds(upward, &bad, &good);
}

/// Tables that more than one room writes, and why.
const SHARED: &[(&str, &[&str], &str)] = &[
    (
        "contacts",
        &["contacts", "imports", "validation"],
        "imports make a million at once; validation writes its verdicts",
    ),
    ("contact_lists", &["lists", "imports"], "an import makes the list it fills, and counts it"),
    ("list_members", &["lists", "imports"], "an import leaves its lists when it is undone"),
    ("organizations", &["access", "events"], "events move the campaign clock"),
    (
        "runs",
        &["rehearsals", "launches", "events"],
        "a launch is a run that stands; the clearing of a run marks it",
    ),
    ("assignments", &["launches", "events"], "a run projects once a contact, a visit one event at a time"),
    ("run_contacts", &["rehearsals", "events"], "it goes with the run's events"),
    ("workspace_settings", &["campaigns", "suppressions"], "each keeps a key or a port of its own there"),
];

/// Tables written in a text: after INTO, UPDATE or FROM stands `main.` and the name.
fn written(text: &str) -> BTreeSet<String> {
    let starts = ["INTO main.", "UPDATE main.", "DELETE FROM main."];
    let mut tables = BTreeSet::new();
    for start in starts {
        for (at, found) in text.match_indices(start) {
            let rest = &text[at + found.len()..];
            let name: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if !name.is_empty() {
                tables.insert(name);
            }
        }
    }
    tables
}

fn writers(sources: &[Source]) -> Vec<String> {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in rust(sources) {
        let Some(room) = room(&source.path).filter(|room| *room != "store") else { continue };
        for table in written(&source.text) {
            rooms.entry(table).or_default().insert(room.to_owned());
        }
    }
    let shared =
        |table: &str, room: &str| SHARED.iter().any(|(name, may, _)| *name == table && may.contains(&room));
    rooms
        .iter()
        .filter(|(table, writers)| writers.len() > 1 && !writers.iter().all(|room| shared(table, room)))
        .map(|(table, writers)| format!("{table} is written by {writers:?}; one room writes a table"))
        .collect()
}

#[test]
fn a_table_is_written_by_its_own_room() {
    let file =
        |room: &str, text: &str| Source { path: format!("{CORE}{room}/queries.rs"), text: text.into() };
    let two = [
        file("leads", "tx.execute(\"INSERT INTO main.leads (a) VALUES (1)\")"),
        file("reports", "tx.execute(\"UPDATE main.leads SET a = 1\")"),
    ];
    assert!(!writers(&two).is_empty(), "two rooms that write one table are seen");
    let read = [
        file("leads", "tx.execute(\"INSERT INTO main.leads (a) VALUES (1)\")"),
        file("reports", "read.all(\"SELECT a FROM leads\")"),
    ];
    assert!(writers(&read).is_empty(), "reading another room's view is allowed");
    holds(writers, &[], &[]);
}

/// Crates that get everything handed in, and what none of them may reach for.
const PURE: [&str; 4] =
    ["src-tauri/address/src/", "src-tauri/mail/src/", "src-tauri/rehearsal/src/", "src-tauri/document/src/"];
const IMPURE: [&str; 6] =
    ["std::fs", "std::net", "std::env", "std::process", "std::time::Instant", "reachly_core"];

fn pure(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in rust(sources).filter(|source| PURE.iter().any(|home| source.path.starts_with(home))) {
        let code = code(&source.text);
        let product = code.split("#[cfg(test)]").next().unwrap_or_default();
        complaints.extend(
            IMPURE
                .iter()
                .filter(|word| product.contains(*word))
                .map(|word| format!("{} is of a pure crate and knows {word}", source.path)),
        );
    }
    complaints
}

#[test]
fn pure_crates_reach_for_nothing() {
    let bad = [
        ("src-tauri/mail/src/lib.rs", "let text = std::fs::read(path);"),
        ("src-tauri/rehearsal/src/engine.rs", "use std::time::Instant;"),
        ("src-tauri/address/src/lib.rs", "use reachly_core::Error;"),
    ];
    let good = [
        ("src-tauri/mail/src/lib.rs", "// std::fs\n#[cfg(test)]\nmod tests { use std::fs; }"),
        ("src-tauri/mail/examples/speed.rs", "use std::time::Instant;"),
        ("src-tauri/core/src/app/mod.rs", "use std::fs;"),
    ];
    holds(pure, &bad, &good);
}

/// Traits of the product with fewer than two implementers.
fn lone_traits(sources: &[Source]) -> Vec<String> {
    let product = |source: &&Source| source.path.starts_with("src-tauri/") && source.path.contains("/src/");
    let mut traits: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let codes: Vec<(String, String)> =
        rust(sources).filter(product).map(|source| (source.path.clone(), code(&source.text))).collect();
    for (path, code) in &codes {
        let all: Vec<&str> = words(code).map(|(_, word)| word).collect();
        for pair in all.windows(2).filter(|pair| pair[0] == "trait") {
            traits.insert(pair[1].to_owned(), (path.clone(), 0));
        }
    }
    for (_, code) in &codes {
        for line in code.split("impl").skip(1) {
            let head = line.split('{').next().unwrap_or_default();
            let Some((name, _)) = head.split_once(" for ") else { continue };
            let name = name.rsplit([' ', ':', '>']).find(|word| !word.is_empty()).unwrap_or_default();
            let name = name.split('<').next().unwrap_or_default();
            if let Some((_, implementers)) = traits.get_mut(name) {
                *implementers += 1;
            }
        }
    }
    let lone = traits.iter().filter(|(_, (_, implementers))| *implementers < 2);
    lone.filter(|(name, _)| !EXTENSIONS.contains(&name.as_str()))
        .map(|(name, (path, implementers))| format!("{path}: trait {name} has {implementers} implementers"))
        .collect()
}

/// Methods put on types of others: the only way the language has.
const EXTENSIONS: [&str; 1] = ["OrNotFound"];

#[test]
fn no_trait_has_one_implementer() {
    let path = "src-tauri/core/src/a.rs";
    let two = "trait Shape {} struct A; struct B; impl Shape for A {} impl<T> Shape for Vec<T> {}";
    holds(
        lone_traits,
        &[(path, "trait Shape {} struct A; impl Shape for A {}"), (path, "pub trait Alone {}")],
        &[(path, two), ("tests/a.rs", "trait Alone {}")],
    );
}
