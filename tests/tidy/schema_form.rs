//! The form every migration keeps: keys, foreign keys, JSON, no views; and that a released one never changes.

use super::{Source, checkout, holds};
use std::fs;
use std::path::PathBuf;

/// Tables of the workspace, to which a plain foreign key may lead; all others are reached with their organization.
const GLOBAL: [&str; 3] = ["organizations (key)", "users (key)", "permissions (permission_key)"];

/// Columns that hold JSON without saying so by a default: whoever names one like these means JSON.
const JSON_NAMES: [&str; 14] = [
    "settings",
    "changes",
    "request",
    "result",
    "error",
    "draft",
    "variables",
    "links",
    "definition",
    "validation_rules",
    "config",
    "rule_config",
    "response_data",
    "mapping",
];

fn migrations(sources: &[Source]) -> impl Iterator<Item = &Source> {
    sources.iter().filter(|source| source.path.starts_with("migrations/"))
}

/// A line of SQL without its comment.
fn bare(line: &str) -> &str {
    line.split("--").next().unwrap_or_default().trim()
}

fn form(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in migrations(sources) {
        if !source.text.starts_with("-- ") {
            complaints.push(format!("{} does not open with why", source.path));
        }
        complaints.extend(
            taken(&source.text)
                .map(|table| format!("{} takes {table} away from people's files", source.path)),
        );
        for (number, line) in source.text.lines().enumerate() {
            let line = bare(line);
            complaints.extend(
                faults(line).into_iter().map(|fault| format!("{}:{}: {fault}", source.path, number + 1)),
            );
        }
    }
    complaints
}

/// Tables that are dropped and not made anew: a table whose checks must change is copied to `new_…`, which then takes
/// its name (the way SQLite documents).
fn taken(text: &str) -> impl Iterator<Item = &str> {
    let dropped = text.lines().filter_map(|line| bare(line).strip_prefix("DROP TABLE "));
    dropped.map(|rest| rest.trim_end_matches(';').trim()).filter(|table| {
        let copied = text.contains(&format!("INSERT INTO new_{table} "));
        let renamed = text.contains(&format!("ALTER TABLE new_{table} RENAME TO {table};"));
        !(copied && renamed)
    })
}

fn faults(line: &str) -> Vec<&'static str> {
    let mut faults = Vec::new();
    let mut words = line.split_whitespace();
    let (name, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if name == "key" && line.contains("PRIMARY KEY") && !line.contains("AUTOINCREMENT") {
        faults.push("a key may be given twice: it lacks AUTOINCREMENT");
    }
    if name == "id" && !(line.contains("BLOB") && line.contains("NOT NULL UNIQUE CHECK (length(id) = 16)")) {
        faults.push("an id is BLOB NOT NULL UNIQUE CHECK (length(id) = 16)");
    }
    let says_json = line.contains("DEFAULT '{}'") || line.contains("DEFAULT '[]'");
    if (says_json || (kind == "TEXT" && JSON_NAMES.contains(&name))) && !line.contains("json_valid(") {
        faults.push("JSON without CHECK (json_valid(…))");
    }
    if let Some((_, parent)) = line.split_once("REFERENCES ") {
        let composite = parent.contains("(organization_key, key)");
        if !composite && !GLOBAL.iter().any(|global| parent.starts_with(global)) {
            faults.push("a foreign key without its organization");
        }
    }
    if line.starts_with("CREATE VIEW") || line.starts_with("CREATE TEMP") {
        faults.push("views live only in the guard");
    }
    if line.contains("DROP COLUMN") {
        faults.push("a migration takes nothing away from people's files");
    }
    if line.contains("RAISE(") && !["'refused: ", "'append-only: "].iter().any(|start| line.contains(start)) {
        faults.push("a trigger speaks to the person after 'refused: '");
    }
    faults
}

#[test]
fn migrations_keep_their_form() {
    let with = |line: &str| format!("-- Why.\nCREATE TABLE a (\n  {line}\n) STRICT;\n");
    let bad = [
        "key INTEGER PRIMARY KEY,",
        "id BLOB NOT NULL UNIQUE,",
        "id TEXT NOT NULL UNIQUE CHECK (length(id) = 16),",
        "more TEXT NOT NULL DEFAULT '{}',",
        "config TEXT NOT NULL,",
        "lead_key INTEGER REFERENCES leads (key),",
        "FOREIGN KEY (lead_key) REFERENCES leads (key)",
    ]
    .map(with);
    let good = [
        "key INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB",
        "id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),",
        "config TEXT NOT NULL CHECK (json_valid(config)),",
        "user_key INTEGER REFERENCES users (key),",
        "FOREIGN KEY (organization_key, lead_key) REFERENCES leads (organization_key, key) -- REFERENCES leads (key)",
    ]
    .map(with);
    let path = "migrations/202611201200_a.sql";
    let mut wrong: Vec<(&str, &str)> = bad.iter().map(|text| (path, text.as_str())).collect();
    wrong.extend([
        (path, "CREATE TABLE a (x TEXT) STRICT;"),
        (path, "-- Why.\nCREATE VIEW v AS SELECT 1;"),
        (path, "-- Why.\nDROP TABLE leads;"),
        (path, "-- Why.\nDROP TABLE leads;\nALTER TABLE new_leads RENAME TO leads;"),
        (path, "-- Why.\nCREATE TRIGGER t BEFORE UPDATE ON a BEGIN SELECT RAISE(ABORT, 'no'); END;"),
    ]);
    let right: Vec<(&str, &str)> = good.iter().map(|text| (path, text.as_str())).collect();
    let anew = "-- Why.\nCREATE TABLE new_a (x) STRICT;\nINSERT INTO new_a SELECT * FROM a;\nDROP TABLE a;\nALTER TABLE new_a RENAME TO a;\n";
    let right: Vec<(&str, &str)> = right.into_iter().chain([(path, anew)]).collect();
    holds(form, &wrong, &right);
}

/// Name and hash of every migration, in order.
fn hashes(sources: &[Source]) -> Vec<String> {
    let hash = |source: &Source| {
        let name = source.path.trim_start_matches("migrations/").trim_end_matches(".sql");
        format!("{name} {}", blake3::hash(source.text.as_bytes()).to_hex())
    };
    migrations(sources).map(hash).collect()
}

/// What of the list is not as it was released, and what is not on it yet.
fn changed(listed: &[String], present: &[String]) -> (Vec<String>, Vec<String>) {
    let gone = listed.iter().filter(|line| !present.contains(line)).cloned().collect();
    let new = present.iter().filter(|line| !listed.contains(line)).cloned().collect();
    (gone, new)
}

#[test]
fn a_released_migration_never_changes() {
    let list = |lines: &[&str]| lines.iter().map(|line| (*line).to_string()).collect::<Vec<_>>();
    let (gone, new) = changed(&list(&["a 1", "b 2"]), &list(&["a 9", "b 2", "c 3"]));
    assert_eq!(
        (gone, new),
        (list(&["a 1"]), list(&["a 9", "c 3"])),
        "an edited one and a new one are told apart"
    );

    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join("migrations.txt");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let listed: Vec<String> = text.lines().map(str::to_owned).collect();
    let (gone, new) = changed(&listed, &hashes(&checkout()));
    // The variable that renews goldens adds to this one; it never takes a line back.
    assert!(
        gone.is_empty(),
        "these were released with another text; undo the edit and append a migration: {gone:?}"
    );
    if std::env::var_os("REACHLY_UPDATE_GOLDENS").is_some_and(|value| value == "1") {
        let mut all = [listed, new].concat();
        all.sort();
        fs::write(&path, all.join("\n") + "\n").expect("the list can be written");
        return;
    }
    assert!(new.is_empty(), "REACHLY_UPDATE_GOLDENS=1 puts these on the list: {new:?}");
}
