//! Colours in one file, migrations that follow their form, goldens that a test asks for.

use super::scan::stands_alone;
use super::{Source, checkout, extension, holds, rust};
use std::fs;
use std::path::PathBuf;

fn colours(sources: &[Source]) -> Vec<String> {
    let painted = |s: &&Source| matches!(extension(&s.path), "ts" | "tsx" | "css" | "html" | "svg" | "json");
    let exempt = |path: &str| {
        path.starts_with("ui/src/design/tokens.") || path.contains(".test.") || path.contains("package")
    };
    // tokens.css is written from tokens.json; a picture in public/ is served as it is and cannot read the tokens.
    let outside = ["ui/e2e/", "ui/public/"];
    let ours = |s: &&Source| {
        s.path.starts_with("ui/") && !outside.iter().any(|o| s.path.starts_with(o)) && !exempt(&s.path)
    };
    let mut complaints = Vec::new();
    for source in sources.iter().filter(ours).filter(painted) {
        for (number, line) in source.text.lines().enumerate() {
            let theme = source.path == "ui/index.html" && line.contains("theme-color");
            if !theme && names_colour(line) {
                complaints.push(format!("{}:{} names a colour: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    complaints
}

/// A hexadecimal colour or a colour function, outside a line of comment.
fn names_colour(line: &str) -> bool {
    let start = line.trim_start();
    if start.starts_with("//") || start.starts_with('*') || start.starts_with("/*") {
        return false;
    }
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch("];
    let hexadecimal = line.match_indices('#').any(|(at, _)| {
        let digits = line[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_');
        let word: String = digits.collect();
        let begins = !line[..at].ends_with(|c: char| c.is_alphanumeric() || ".&/".contains(c));
        begins && matches!(word.len(), 3 | 4 | 6 | 8) && word.chars().all(|c| c.is_ascii_hexdigit())
    });
    hexadecimal || functions.iter().any(|name| stands_alone(line, name))
}

#[test]
fn colours_are_named_in_one_place() {
    let bad = [
        ("ui/src/features/a.tsx", "<div className=\"bg-[#0B6E69]\">"),
        ("ui/src/design/base.css", "a { color: #fff; }"),
        ("ui/src/design/chart.ts", "const shade = `rgba(0, 0, 0, ${a})`;"),
    ];
    let good = [
        ("ui/src/design/tokens.json", "\"accent\": \"#0B6E69\""),
        ("ui/index.html", "<meta name=\"theme-color\" content=\"#FBFAF8\">"),
        ("ui/src/features/a.tsx", "<a href=\"#main\">Lead #12</a> this.#add(1); &#123;"),
    ];
    holds(colours, &bad, &good);
}

fn migrations(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with("migrations/")) {
        let name = source.path.trim_start_matches("migrations/");
        if !is_migration_name(name) {
            complaints.push(format!("{name} is not named like 202611201200_contacts.sql"));
        }
        let plain: String = source
            .text
            .lines()
            .map(|l| l.split("--").next().unwrap_or_default().to_uppercase() + "\n")
            .collect();
        for statement in
            plain.split(';').filter_map(|text| text.split_once("CREATE TABLE").map(|(_, rest)| rest))
        {
            let options = statement.rsplit_once(')').map_or("", |(_, options)| options);
            if !options.split([',', ' ', '\n']).any(|word| word == "STRICT") {
                let table = statement.split(['(', '\n']).next().unwrap_or_default().trim();
                complaints.push(format!("{name}: table {} is not STRICT", table.to_lowercase()));
            }
        }
    }
    complaints
}

/// Twelve digits of date and time, then nouns.
fn is_migration_name(name: &str) -> bool {
    let Some((date, noun)) = name.strip_suffix(".sql").and_then(|stem| stem.split_once('_')) else {
        return false;
    };
    let words = |c: char| c.is_ascii_lowercase() || c == '_';
    date.len() == 12
        && date.chars().all(|c| c.is_ascii_digit())
        && !noun.is_empty()
        && noun.chars().all(words)
}

#[test]
fn migrations_have_dates_and_strict_tables() {
    let strict = "-- why\nCREATE TABLE a (\n  x TEXT CHECK(length(x) = 2) -- one; two\n) STRICT, WITHOUT ROWID;\nCREATE VIRTUAL TABLE s USING fts5(x);";
    let bad = [
        ("migrations/1_contacts.sql", strict),
        ("migrations/202611201200_Contacts.sql", strict),
        ("migrations/202611201200_contacts.sql", "CREATE TABLE a (x TEXT);"),
        ("migrations/202611201200_contacts.sql", "CREATE TABLE a (x TEXT) WITHOUT ROWID; -- STRICT"),
    ];
    holds(migrations, &bad, &[("migrations/202611201200_contacts.sql", strict)]);
}

/// `goldens` are file names; each must stand in quotes, with or without its extension, in some test.
fn strays(goldens: &[String], tests: &[&str]) -> Vec<String> {
    let named = |golden: &&String| {
        let stem = golden.rsplit_once('.').map_or(golden.as_str(), |(stem, _)| stem);
        let quoted = [format!("\"{golden}\""), format!("\"{stem}\""), format!("/{golden}\"")];
        tests.iter().any(|text| quoted.iter().any(|name| text.contains(name)))
    };
    goldens.iter().filter(|golden| !named(golden)).cloned().collect()
}

#[test]
fn every_golden_has_its_test() {
    let one = ["report.pdf".to_owned()];
    assert_eq!(strays(&one, &["golden(\"reports\")"]), one, "a golden that no test names is a stray");
    assert!(strays(&one, &["golden(\"report\", text)"]).is_empty(), "named without its extension");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let names = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let goldens: Vec<String> =
        fs::read_dir(root.join("tests/goldens")).into_iter().flatten().flatten().map(names).collect();
    let sources = checkout();
    let tests: Vec<&str> = rust(&sources).map(|source| source.text.as_str()).collect();
    let strays = strays(&goldens, &tests);
    assert!(strays.is_empty(), "goldens without a test: {strays:?}");
}
