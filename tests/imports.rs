//! Importing: look first, then exactly that; cancel, crash, undo; counts that always add up.

use std::path::Path;

use reachly_core::Code;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::TestApp;

pub fn wait(test: &TestApp, started: &Value) -> Value {
    let job: Uuid = started["job"].as_str().unwrap().parse().unwrap();
    test.app.workspace().unwrap().jobs.wait(job);
    let jobs = test.ok("jobs.list", json!({}));
    jobs.as_array().unwrap().iter().find(|one| one["id"] == started["job"]).cloned().unwrap()
}

pub fn stage(test: &TestApp, name: &str, text: &[u8]) -> Value {
    let path = test.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    test.ok("imports.stage", json!({ "path": path, "fileName": name }))
}

/// Stages and previews a file with its guessed mapping; returns the import's id and its counts.
pub fn preview(test: &TestApp, name: &str, text: &[u8], list: Option<&str>) -> (Value, Value) {
    let staged = stage(test, name, text);
    let import = staged["import"]["id"].clone();
    let mapping: Vec<Value> =
        staged["columns"].as_array().unwrap().iter().map(|column| column["field"].clone()).collect();
    let request = json!({
        "import": import, "format": staged["import"]["format"], "mapping": mapping, "newList": list,
    });
    let done = wait(test, &test.ok("imports.preview", request));
    assert_eq!(done["state"], "done", "the preview of {name}: {done}");
    let counts = test.ok("imports.get", json!({ "import": import }))["counts"].clone();
    let sum: u64 = ["new", "updated", "unchanged", "duplicate", "rejected"]
        .iter()
        .map(|name| counts[name].as_u64().unwrap())
        .sum();
    assert_eq!(sum, counts["rows"].as_u64().unwrap(), "every row is exactly one of five: {counts}");
    (import, counts)
}

pub fn run(test: &TestApp, import: &Value) -> Value {
    wait(test, &test.ok("imports.start", json!({ "import": import })))
}

fn total(test: &TestApp) -> u64 {
    test.ok("contacts.count", json!({ "selection": { "matching": {} } }))["rows"].as_u64().unwrap()
}

const MESSY: &str = "Email Address,First Name,Last Name,City\n\
    maria@harbor-benefits.com,Maria,Gonzalez,Boston\n\
    MARIA@harbor-benefits.com,Mary,Again,Boston\n\
    sean@gmial.com,Seán,O'Connor,Dublin\n\
    tomas@rivera,Tomás,Rivera,\n\
    ,Nora,O'Connor,\n\
    ,,,Nowhere\n";

#[test]
fn what_was_shown_is_what_happens() {
    let test = TestApp::new();
    let (import, counts) = preview(&test, "messy.csv", MESSY.as_bytes(), Some("Spring fair"));
    let expected = [
        ("rows", 6),
        ("new", 4),
        ("duplicate", 1),
        ("rejected", 1),
        ("valid", 1),
        ("risky", 1),
        ("invalid", 1),
    ];
    for (name, number) in expected {
        assert_eq!(counts[name], number, "{name} in {counts}");
    }
    assert_eq!(total(&test), 0, "a preview changes nothing");
    let rejected = test
        .ok("imports.rows", json!({ "import": import, "decision": "rejected", "offset": 0, "limit": 10 }));
    assert_eq!(rejected["rows"][0]["line"], 7, "the rejected row is named by its line: {rejected}");
    assert_eq!(rejected["rows"][0]["value"], "Nowhere");
    let done = run(&test, &import);
    assert_eq!(done["result"]["counts"], counts, "exactly that happened: {done}");
    assert_eq!(total(&test), 4);
    let lists = test.ok("lists.all", json!({}));
    let list = &lists[0];
    assert_eq!((list["name"].as_str(), list["total"].as_i64()), (Some("Spring fair"), Some(4)), "{list}");
    assert_eq!(
        (list["valid"].as_i64(), list["risky"].as_i64(), list["invalid"].as_i64()),
        (Some(1), Some(1), Some(1))
    );
    let again = test.refused("imports.start", json!({ "import": import }));
    assert_eq!(again.code, Code::Conflict, "an import runs once");
    let (_, counts) = preview(&test, "again.csv", MESSY.as_bytes(), None);
    assert_eq!(counts["unchanged"], 3, "the same file again changes nothing: {counts}");
}

#[test]
fn an_import_is_undone_as_one_and_keeps_what_was_touched() {
    let test = TestApp::new();
    let before = json!({ "fields": { "email": "maria@harbor-benefits.com", "firstName": "Maria" } });
    test.ok("contacts.create", before);
    let (import, counts) = preview(&test, "messy.csv", MESSY.as_bytes(), Some("Fair"));
    assert_eq!((counts["new"].as_u64(), counts["updated"].as_u64()), (Some(3), Some(1)), "{counts}");
    let done = run(&test, &import);
    let found = test.ok("contacts.page", json!({ "view": { "search": "rivera" }, "offset": 0, "limit": 9 }));
    let id = found["rows"][0]["id"].clone();
    let version = test.ok("contacts.get", json!({ "contact": id }))["version"].clone();
    test.ok("contacts.update", json!({ "contact": id, "version": version, "fields": { "city": "Lima" } }));
    let answer = test.ok("changes.undo", json!({ "change": done["result"]["undo"] }));
    assert_eq!(answer["undone"]["kept"], 1, "the edited contact stays: {answer}");
    assert_eq!(answer["undone"]["keptRows"][0]["name"], "Tomás Rivera", "and is named: {answer}");
    assert_eq!(total(&test), 2, "Maria from before and Tomás");
    let maria = test.ok("contacts.page", json!({ "view": { "search": "maria" }, "offset": 0, "limit": 9 }));
    assert_eq!(maria["rows"][0]["city"], "", "Maria is as she was: {maria}");
    let gone = test.ok("contacts.page", json!({ "view": { "search": "gmial" }, "offset": 0, "limit": 9 }));
    assert_eq!(gone["total"], 0, "undone contacts are not found");
    assert_eq!(test.ok("imports.get", json!({ "import": import }))["state"], "undone");
    let list = &test.ok("lists.all", json!({}))[0];
    assert_eq!(list["total"], 1, "the list counts who is left: {list}");
}

#[test]
fn a_contact_changed_between_preview_and_run_is_set_aside() {
    let test = TestApp::new();
    let made = test.ok("contacts.create", json!({ "fields": { "email": "maria@harbor-benefits.com" } }));
    let (import, counts) = preview(&test, "messy.csv", MESSY.as_bytes(), None);
    assert_eq!(counts["updated"], 1);
    let change = json!({ "contact": made["id"], "version": 1, "fields": { "city": "Salem" } });
    test.ok("contacts.update", change);
    test.ok("contacts.create", json!({ "fields": { "email": "sean@gmial.com", "firstName": "Other" } }));
    let done = run(&test, &import);
    let counts = &done["result"]["counts"];
    assert_eq!(
        (counts["updated"].as_u64(), counts["new"].as_u64()),
        (Some(0), Some(2)),
        "both are set aside: {done}"
    );
    assert_eq!(counts["rejected"], 3, "and counted as rejected: {counts}");
    let rows =
        test.ok("imports.rows", json!({ "import": import, "decision": "rejected", "offset": 0, "limit": 9 }));
    let reasons = rows["rows"].to_string();
    assert_eq!(
        reasons.matches("between the preview and the import").count(),
        2,
        "with the reason: {reasons}"
    );
    let maria = test.ok("contacts.get", json!({ "contact": made["id"] }));
    assert_eq!(maria["row"]["city"], "Salem", "the person's own change stands");
}

fn big(rows: usize) -> Vec<u8> {
    let mut text = String::from("email,first_name,last_name,phone,city\n");
    for row in 0..rows {
        let domain = ["harbor-benefits.com", "gmail.com", "gmial.com", "mailinator.com"][row % 4];
        text.push_str(&format!(
            "person{row}@{domain},First{},Last{},+1 555 {row:07},City{}\n",
            row % 97,
            row % 89,
            row % 13
        ));
    }
    text.into_bytes()
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let test = TestApp::new();
    let (import, _) = preview(&test, "big.csv", &big(30_000), Some("Big"));
    let started = test.ok("imports.start", json!({ "import": import }));
    let mut seen = false;
    while !seen {
        let jobs = test.ok("jobs.list", json!({}));
        let job = jobs.as_array().unwrap().iter().find(|one| one["id"] == started["job"]).unwrap();
        seen = job["done"].as_u64().unwrap() > 0 || job["state"] != "running";
    }
    test.ok("jobs.cancel", json!({ "job": started["job"] }));
    let done = wait(&test, &started);
    assert_eq!(done["state"], "cancelled", "{done}");
    assert_eq!(total(&test), 0, "nothing of it is left");
    let list = test.ok("lists.all", json!({}));
    assert!(list.as_array().unwrap().iter().all(|list| list["total"] == 0), "no list counts them: {list}");
    test.app.workspace().unwrap().store.check_integrity().unwrap();
}

#[test]
fn two_imports_and_an_undo_between_give_no_key_twice() {
    let test = TestApp::new();
    let keys = |test: &TestApp| {
        test.ctx(&test.a)
            .read(|read| {
                read.one("SELECT min(key), max(key) FROM contacts", [], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
                })
            })
            .unwrap()
    };
    let (import, _) = preview(&test, "one.csv", &big(3_000), None);
    let done = run(&test, &import);
    let first = keys(&test);
    let undo = test.ok("changes.undo", json!({ "change": done["result"]["undo"] }));
    assert_eq!(undo["undone"]["restored"], 3_000, "{undo}");
    assert_eq!(total(&test), 0);
    let (import, _) = preview(&test, "two.csv", &big(3_000), None);
    run(&test, &import);
    let second = keys(&test);
    assert!(second.0 > first.1, "keys {second:?} begin after {first:?}");
    let foreign = test.call(&test.b, "imports.get", json!({ "import": import }));
    assert_eq!(foreign.unwrap_err().code, Code::NotFound);
}

#[test]
fn an_undo_that_was_cut_short_goes_on_at_the_next_opening() {
    let test = TestApp::new();
    // Three steps of an undo, so that closing at once finds it on the way.
    let (import, _) = preview(&test, "big.csv", &big(25_000), None);
    let done = run(&test, &import);
    assert_eq!(total(&test), 25_000);
    let undo = test.ok("changes.undo", json!({ "change": done["result"]["undo"] }));
    assert!(undo["job"].is_string(), "a large undo is a job: {undo}");
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    let reopened = reachly_core::app::Workspace::open(&path, crate::support::options(false)).unwrap();
    test.app.replace(Some(reopened));
    let jobs = test.ok("jobs.list", json!({}));
    let jobs = jobs.as_array().unwrap().iter().filter(|job| job["kind"] == "undo");
    for job in jobs {
        test.app.workspace().unwrap().jobs.wait(job["id"].as_str().unwrap().parse().unwrap());
    }
    assert_eq!(total(&test), 0, "half an undo is none");
    assert_eq!(test.ok("imports.get", json!({ "import": import }))["state"], "undone");
}

#[test]
fn files_that_cannot_be_read_say_why_and_leave_nothing() {
    let test = TestApp::new();
    for (name, bytes, word) in [
        ("empty.csv", b"".as_slice(), "empty"),
        ("zip.csv", b"PK\x03\x04\x14\x00\x06\x00".as_slice(), "Excel"),
        ("page.csv", b"<!DOCTYPE html><html><body>Error 500</body></html>".as_slice(), "web page"),
    ] {
        let path = test.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let error = test.refused("imports.stage", json!({ "path": path, "fileName": name }));
        assert!(error.to_string().contains(word), "{name}: {error}");
    }
    let missing = test.refused("imports.stage", json!({ "path": "/no/such/file.csv", "fileName": "x.csv" }));
    assert_eq!(missing.field.as_deref(), Some("path"));
    assert!(test.ok("imports.recent", json!({})).as_array().unwrap().is_empty(), "nothing was staged");
    let left = |path: &Path| std::fs::read_dir(path).map_or(0, Iterator::count);
    assert_eq!(left(&test.folder.path().join("test.reachly.d/imports")), 0, "no copies are left");
}

#[test]
fn a_changed_copy_or_plan_is_not_run() {
    let test = TestApp::new();
    let (import, _) = preview(&test, "messy.csv", MESSY.as_bytes(), None);
    let folder = test.folder.path().join("test.reachly.d/imports").join(import.as_str().unwrap());
    let mut text = std::fs::read(folder.join("file")).unwrap();
    text.extend_from_slice(b"evil@harbor-benefits.com,E,Vil,\n");
    std::fs::write(folder.join("file"), text).unwrap();
    let done = run(&test, &import);
    assert_eq!(
        (done["state"].as_str(), done["error"]["code"].as_str()),
        (Some("failed"), Some("conflict")),
        "{done}"
    );
    assert_eq!(total(&test), 0, "nothing of it was imported");
}

mod any_csv {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn every_row_is_one_of_five(rows in proptest::collection::vec("[a-c@.,\"\n x]{0,30}", 1..40)) {
            let test = TestApp::new();
            let text = format!("email,first_name\nann@harbor-benefits.com,Ann\n{}\n", rows.join("\n"));
            let (import, counts) = preview(&test, "any.csv", text.as_bytes(), Some("Any"));
            let done = run(&test, &import);
            prop_assert_eq!(&done["result"]["counts"], &counts, "{}", done);
            let kept = counts["new"].as_u64().unwrap();
            prop_assert_eq!(total(&test), kept, "as many contacts as new rows: {}", counts);
        }
    }
}
