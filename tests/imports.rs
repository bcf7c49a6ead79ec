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

/// Asks all of this at the same moment.
fn at_once(test: &TestApp, asked: &[(&str, Value)]) -> Vec<reachly_core::Result<Value>> {
    let gate = std::sync::Barrier::new(asked.len());
    let ask = |name: &str, request: Value| {
        gate.wait();
        test.call(&test.a, name, request)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            asked.iter().map(|(name, request)| scope.spawn(|| ask(name, request.clone()))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Those that were let through; the others must be conflicts.
fn let_through(answers: Vec<reachly_core::Result<Value>>) -> Vec<Value> {
    let refused = |error: reachly_core::Error| assert_eq!(error.code, Code::Conflict, "{error:?}");
    answers.into_iter().filter_map(|answer| answer.map_err(refused).ok()).collect()
}

fn state(test: &TestApp, import: &Value) -> Value {
    test.ok("imports.get", json!({ "import": import }))["state"].clone()
}

#[test]
fn starts_at_the_same_moment_run_an_import_once() {
    let test = TestApp::new();
    let (import, _) = preview(&test, "big.csv", &big(5_000), Some("Big"));
    let began = let_through(at_once(&test, &vec![("imports.start", json!({ "import": import })); 4]));
    assert_eq!(began.len(), 1, "one of four begins: {began:?}");
    assert_eq!(wait(&test, &began[0])["state"], "done");
    let jobs = test.ok("jobs.list", json!({})).to_string();
    assert_eq!(jobs.matches("data-ingestion").count(), 1, "it ran once: {jobs}");
    assert_eq!((total(&test), &test.ok("lists.all", json!({}))[0]["total"]), (5_000, &json!(5_000)));
    test.app.workspace().unwrap().store.check_integrity().unwrap();
}

fn reading(test: &TestApp, import: &Value, mapping: Value) -> Value {
    let format = test.ok("imports.get", json!({ "import": import }))["format"].clone();
    json!({ "import": import, "format": format, "mapping": mapping })
}

#[test]
fn what_runs_is_what_was_shown_last() {
    let test = TestApp::new();
    let (import, _) = preview(&test, "big.csv", &big(20_000), None);
    let names = reading(&test, &import, json!(["email", "first_name", null, null, null]));
    let cities = reading(&test, &import, json!(["email", null, null, null, "city"]));
    let looks = let_through(at_once(
        &test,
        &[("imports.preview", names.clone()), ("imports.preview", cities), ("imports.preview", names)],
    ));
    assert_eq!(looks.len(), 1, "one look at a time: {looks:?}");
    let early = test.refused("imports.start", json!({ "import": import }));
    assert_eq!(early.code, Code::Conflict, "while it is looked at, nothing runs");
    assert_eq!(state(&test, &import), "staged", "what was shown before no longer holds");
    wait(&test, &looks[0]);
    let shown = test.ok("imports.get", json!({ "import": import }));
    assert_eq!((&shown["state"], &shown["job"]), (&json!("previewed"), &Value::Null), "{shown}");
    let started = test.ok("imports.start", json!({ "import": import }));
    let late = test.refused("imports.preview", reading(&test, &import, shown["mapping"].clone()));
    assert_eq!(late.code, Code::Conflict, "while it runs, nobody looks at it anew");
    assert_eq!(wait(&test, &started)["result"]["counts"], shown["counts"]);
    let row = test.ok("contacts.page", json!({ "view": { "search": "person17@" }, "offset": 0, "limit": 1 }));
    let took_names = shown["mapping"][1] == "first_name";
    assert_eq!(row["rows"][0]["city"] == "", took_names, "as it was shown: {row}");
}

#[test]
fn a_look_cut_short_or_another_reading_is_shown_again_before_it_runs() {
    let test = TestApp::new();
    let (import, _) = preview(&test, "big.csv", &big(20_000), None);
    let again =
        test.ok("imports.preview", reading(&test, &import, json!(["email", null, null, null, "city"])));
    test.ok("jobs.cancel", json!({ "job": again["job"] }));
    assert_eq!(wait(&test, &again)["state"], "cancelled");
    assert_eq!(test.refused("imports.start", json!({ "import": import })).code, Code::Conflict);
    let (import, _) = preview(&test, "messy.csv", MESSY.as_bytes(), None);
    let mut format = test.ok("imports.get", json!({ "import": import }))["format"].clone();
    test.ok("imports.read", json!({ "import": import, "format": format }));
    assert_eq!(state(&test, &import), "previewed", "the same reading changes nothing");
    format["header"] = json!(false);
    test.ok("imports.read", json!({ "import": import, "format": format }));
    assert_eq!(test.refused("imports.start", json!({ "import": import })).code, Code::Conflict);
}

/// As a run leaves its import that could write nothing more: a crash, or a disk full to the last page.
fn left_running(test: &TestApp, import: &Value) {
    let id: Uuid = import.as_str().unwrap().parse().unwrap();
    let leave =
        "UPDATE main.imports SET state = 'running' WHERE id = ?1 AND organization_key = current_org()";
    let write = move |tx: &mut reachly_core::store::Tx<'_>| tx.execute(leave, [id.as_bytes().as_slice()]);
    let action = reachly_core::store::Action::quiet("test.crash");
    assert_eq!(test.ctx(&test.a).write(action, write).unwrap(), 1);
}

#[test]
fn a_crash_right_after_the_start_is_gone_on_with() {
    let test = TestApp::new();
    let (import, _) = preview(&test, "one.csv", &big(300), None);
    left_running(&test, &import);
    let done = run(&test, &import);
    assert_eq!((done["state"].as_str(), total(&test)), (Some("done"), 300), "started again: {done}");
    let (import, _) = preview(&test, "messy.csv", MESSY.as_bytes(), None);
    left_running(&test, &import);
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    let reopened = reachly_core::app::Workspace::open(&path, crate::support::options(false)).unwrap();
    test.app.replace(Some(reopened));
    for job in test.ok("jobs.list", json!({})).as_array().unwrap() {
        test.app.workspace().unwrap().jobs.wait(job["id"].as_str().unwrap().parse().unwrap());
    }
    assert_eq!((state(&test, &import), total(&test)), (json!("done"), 304), "or opened again");
}

#[test]
fn an_import_that_a_full_disk_stopped_goes_on_when_it_is_started_again() {
    let test = TestApp::new();
    let (import, counts) = preview(&test, "big.csv", &big(60_000), Some("Big"));
    let store = std::sync::Arc::clone(&test.app.workspace().unwrap().store);
    let started = test.ok("imports.start", json!({ "import": import }));
    // Once some steps have landed there is no more room.
    let done = || {
        let jobs = test.ok("jobs.list", json!({}));
        let job = jobs.as_array().unwrap().iter().find(|one| one["id"] == started["job"]).unwrap().clone();
        job["done"].as_u64().unwrap() > 0 || job["state"] != "running"
    };
    while !done() {}
    store.limit_pages(Some(1)).unwrap();
    let job: Uuid = started["job"].as_str().unwrap().parse().unwrap();
    test.app.workspace().unwrap().jobs.wait(job);
    left_running(&test, &import);
    let stopped = test.ok("imports.get", json!({ "import": import }));
    assert_eq!(
        (&stopped["state"], &stopped["job"]),
        (&json!("failed"), &Value::Null),
        "it says so: {stopped}"
    );
    let landed = total(&test);
    assert!(landed > 0 && landed < 60_000, "the disk was full on the way: {stopped}");
    store.limit_pages(None).unwrap();
    let done = run(&test, &import);
    assert_eq!((&done["state"], &done["result"]["counts"]), (&json!("done"), &counts), "{done}");
    assert_eq!(total(&test), 60_000, "nobody twice, nobody left out");
    assert_eq!(done["result"]["undo"], stopped["undo"], "with the change set it had");
    let undo = test.ok("changes.undo", json!({ "change": done["result"]["undo"] }));
    if undo["job"].is_string() {
        wait(&test, &undo);
    }
    assert_eq!(total(&test), 0, "undone as one");
    store.check_integrity().unwrap();
}

/// A member who may import and may not see sensitive fields.
fn importer(test: &TestApp) -> crate::support::Person {
    let viewer = crate::members::member(test, "viewer@harbor-benefits.com")["id"].clone();
    let extra = json!([{ "permission": "contact.import", "reach": "all" }]);
    test.ok("members.change", json!({ "member": viewer, "extra": extra }));
    crate::members::person(test, "Viewer")
}

#[test]
fn an_import_with_a_sensitive_column_is_not_there_for_who_may_not_see_it() {
    let test = TestApp::new();
    let field = json!({ "label": "Weight", "fieldType": "number", "sensitive": true });
    let weight = test.ok("fields.create", json!({ "values": field }))["id"].clone();
    let weight = format!("custom:{}", weight.as_str().unwrap());
    let text = "email,Weight\nana@harbor-benefits.com,diabetic\n,hidden\n";
    let (import, _) = preview(&test, "health.csv", text.as_bytes(), None);
    let (plain, _) = preview(&test, "plain.csv", text.replace("Weight", "Note").as_bytes(), None);
    let viewer = importer(&test);
    let asked = |import: &Value, mapping: Value| {
        let preview = reading(&test, import, mapping);
        let rows = json!({ "import": import, "offset": 0, "limit": 9 });
        [
            ("imports.rows", rows),
            ("imports.read", json!({ "import": import, "format": preview["format"] })),
            ("imports.preview", preview),
            ("imports.start", json!({ "import": import })),
        ]
    };
    for (name, request) in asked(&import, json!(["email", null])) {
        let answer = test.call(&viewer, name, request);
        assert_eq!(answer.map_err(|error| error.code), Err(Code::NotFound), "{name}");
    }
    let rejects = |import: &Value| json!({ "import": import, "mark": false });
    let file = test.file(&viewer, "imports.rejects", rejects(&import));
    assert_eq!(file.map_err(|error| error.code), Err(Code::NotFound));
    let told = test.call(&viewer, "imports.get", json!({ "import": import })).unwrap();
    assert_eq!(told["mapping"], json!(["email", null]), "it is known, its column is not: {told}");
    let recent = test.call(&viewer, "imports.recent", json!({})).unwrap().to_string();
    assert!(!recent.contains(&weight), "nor in the list: {recent}");
    assert_eq!(state(&test, &import), "previewed", "nothing was written");
    // The same member, an import of nothing sensitive; and a member who may see it.
    assert!(test.file(&viewer, "imports.rejects", rejects(&plain)).unwrap().1.contains("hidden"));
    for (name, request) in asked(&plain, json!(["email", null])) {
        let answer = test.call(&viewer, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        if name == "imports.preview" {
            let job: Uuid = answer["job"].as_str().unwrap().parse().unwrap();
            test.app.workspace().unwrap().jobs.wait(job);
        }
    }
    let rows = test.ok("imports.rows", json!({ "import": import, "offset": 0, "limit": 9 }));
    assert!(rows.to_string().contains("diabetic"), "who may see it sees it: {rows}");
    assert!(test.file(&test.a, "imports.rejects", rejects(&import)).unwrap().1.contains("hidden"));
    assert_eq!(test.ok("imports.get", json!({ "import": import }))["mapping"][1], weight);
}

#[test]
fn a_preview_of_a_wish_that_cannot_be_is_refused() {
    let test = TestApp::new();
    let (import, _) = preview(&test, "messy.csv", MESSY.as_bytes(), None);
    let list = test.ok("lists.create", json!({ "name": "Fair" }))["id"].clone();
    let good = reading(&test, &import, json!(["email", "first_name", "last_name", "city"]));
    let with = |name: &str, value: Value| {
        let mut request = good.clone();
        request[name] = value;
        request
    };
    let mut both = with("list", list.clone());
    both["newList"] = json!("Other");
    for (request, field) in [
        (both, "newList"),
        (with("mapping", json!(["email"])), "mapping"),
        (with("mapping", json!(["email", null, null, null, null])), "mapping"),
    ] {
        let error = test.refused("imports.preview", request);
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)), "{error:?}");
    }
    assert_eq!(state(&test, &import), "previewed", "a refused wish changes nothing");
    let done = wait(&test, &test.ok("imports.preview", with("list", list)));
    assert_eq!(done["state"], "done", "one of them alone is a wish: {done}");
}

#[test]
fn a_file_with_too_many_columns_says_so_at_once() {
    let test = TestApp::new();
    let wide = |columns: usize| {
        let names: Vec<String> = (0..columns).map(|at| format!("c{at}")).collect();
        format!("{}\n{}\n", names.join(","), vec!["x"; columns].join(","))
    };
    for (columns, told) in [(2_048, false), (2_049, true), (3_000, true)] {
        let staged = stage(&test, "wide.csv", wide(columns).as_bytes());
        let findings = staged["findings"].to_string();
        assert_eq!(findings.contains("too_many_columns"), told, "{columns} columns: {findings}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_at_once() {
    let test = TestApp::new();
    let pipe = test.folder.path().join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let path = pipe.clone();
    // Opened by the program, the pipe would keep it waiting for a writer: one comes late, so that a fault is no hang.
    let late = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(3));
        let _ = std::fs::OpenOptions::new().read(true).write(true).open(path);
    });
    let began = std::time::Instant::now();
    for place in [pipe.as_path(), Path::new("/dev/zero"), test.folder.path()] {
        let error = test.refused("imports.stage", json!({ "path": place, "fileName": "x.csv" }));
        assert!(error.message.contains("not a file"), "{}: {error}", place.display());
    }
    assert!(began.elapsed().as_secs() < 2, "it did not wait: {:?}", began.elapsed());
    late.join().unwrap();
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
