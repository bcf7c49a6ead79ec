//! Files out: contacts exactly as they are shown, rejected rows to correct, and what comes back in by an import; and
//! bulk changes of everything that matches except a few, with their way back.

use reachly_core::Code;
use serde_json::{Value, json};

use crate::fields::field;
use crate::imports::{preview, run, stage, wait};
use crate::support::{Person, TestApp};

fn add(test: &TestApp, email: &str, first: &str, city: &str) -> String {
    let fields = json!({ "email": email, "firstName": first, "lastName": "Lopez", "city": city });
    test.ok("contacts.create", json!({ "fields": fields }))["id"].as_str().unwrap().to_string()
}

fn export(test: &TestApp, person: &Person, request: Value) -> String {
    test.file(person, "contacts.export", request).unwrap().1
}

#[test]
fn an_export_is_exactly_what_is_shown() {
    let test = TestApp::new();
    let tier = field(&test, "Tier", "text", json!({}));
    let ana = add(&test, "ana@harbor-benefits.com", "Ana", "Boston");
    add(&test, "bo@harbor-benefits.com", "Bo", "Salem");
    let cy = add(&test, "cy@harbor-benefits.com", "Cy", "Boston");
    let list = test.ok("lists.create", json!({ "name": "Renewals" }))["id"].clone();
    test.ok("lists.addMembers", json!({ "list": list, "selection": { "ids": [cy] } }));
    let version = test.ok("contacts.get", json!({ "contact": cy }))["version"].clone();
    let custom = json!({ "contact": cy, "version": version, "fields": { "custom": { &tier: "Gold" } } });
    test.ok("contacts.update", custom);
    let view = json!({
        "search": "lopez",
        "filter": { "is": { "field": "city", "operator": "equals", "value": "boston" } },
        "sort": { "by": "email", "descending": true },
    });
    let columns = json!(["firstName", "city", "lists", format!("custom:{tier}")]);
    let request = json!({ "selection": { "matching": view }, "columns": columns, "mark": false });
    assert_eq!(
        export(&test, &test.a, request.clone()),
        "First name,City,Lists,Tier\r\nCy,Boston,Renewals,Gold\r\nAna,Boston,,\r\n"
    );
    let mut without = request.clone();
    without["selection"]["except"] = json!([cy]);
    assert!(!export(&test, &test.a, without).contains("Cy"), "all matching but one");
    let named = json!({ "selection": { "ids": [ana, cy] }, "columns": ["email"], "mark": true });
    let named = export(&test, &test.a, named);
    assert_eq!(named, "\u{feff}E-mail\r\nana@harbor-benefits.com\r\ncy@harbor-benefits.com\r\n", "by name");
    let empty = json!({ "selection": { "ids": [] }, "mark": true });
    assert_eq!(test.refused("contacts.export", empty).code, Code::Invalid, "nothing is no file");
    let wrong = json!({ "selection": { "matching": {} }, "columns": ["password"], "mark": true });
    assert_eq!(test.refused("contacts.export", wrong).field.as_deref(), Some("columns"));
    let trail = test.ok("audit.page", json!({ "offset": 0, "limit": 50 }));
    let rows: Vec<&Value> =
        trail["rows"].as_array().unwrap().iter().filter(|row| row["action"] == "contact.export").collect();
    assert_eq!(rows.len(), 3, "each file stands in the trail, none that was refused: {trail}");
    for (role, person) in &test.roles {
        let may = matches!(*role, "Admin" | "Manager" | "Analyst");
        assert_eq!(test.file(person, "contacts.export", request.clone()).is_ok(), may, "{role} and exports");
    }
    let foreign = json!({ "selection": { "ids": [ana] }, "mark": true });
    let foreign = test.file(&test.b, "contacts.export", foreign).unwrap_err();
    assert_eq!(foreign.code, Code::NotFound, "another organization finds nobody to export");
}

/// People whose values try everything a file can carry.
const STRANGE: &str = "E-mail,First name,Last name,Phone,Company,Street,City,State or region,Postal code,Country,Birth date,Tier,Score now\r\n\
    ana@harbor-benefits.com,\"Ana \"\"A\"\"\",\"O'Neil, Jr\",+1 617 555 0100,\"'=1+1\",\"'-12 Main; 2\",Boston,MA,02110,US,1961-03-14,Gold,12.5\r\n\
    not an address,\"'@home\",Größe,555,\"\"\"\",\"a\tb\",\"'＝1\",,00501,,1999-12-31,,0\r\n\
    ,Nora,Without,,\" lead\",,,,,,,'tis,\r\n\
    info@harbor-benefits.com,,,(617) 555-0100,|,x|y;z,\"Saint\u{a0}Paul\",,,,,\"'+1\",-3\r\n";

fn bring(test: &TestApp, text: &str) -> Value {
    let (import, counts) = preview(test, "strange.csv", text.as_bytes(), None);
    run(test, &import);
    counts
}

#[test]
fn what_goes_out_comes_in_again_as_it_was() {
    let test = TestApp::new();
    field(&test, "Tier", "text", json!({}));
    field(&test, "Score now", "number", json!({}));
    let counts = bring(&test, STRANGE);
    assert_eq!((&counts["new"], &counts["rejected"]), (&json!(4), &json!(0)), "{counts}");
    for mark in [true, false] {
        let request = json!({ "selection": { "matching": {} }, "mark": mark });
        let first = export(&test, &test.a, request.clone());
        for line in first.lines().skip(1) {
            for cell in line.split(',') {
                let bare = cell.trim_start_matches('"');
                assert!(
                    !bare.starts_with(['=', '@', '＝', '\t']),
                    "no cell is a formula: {cell:?} in {line:?}"
                );
            }
        }
        let again = preview(&test, "again.csv", first.as_bytes(), None).1;
        assert_eq!(again["unchanged"], 3, "whoever has an address is met unchanged: {again}");
        // A house of its own, so that nobody is known there.
        let other = TestApp::new();
        field(&other, "Tier", "text", json!({}));
        field(&other, "Score now", "number", json!({}));
        bring(&other, &first);
        assert_eq!(export(&other, &other.a, request), first, "out, in, and out again is the same file");
    }
}

mod any_people {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn go_out_and_come_in_as_they_are(
            rows in proptest::collection::vec(("[a-c]{0,2}", "[=+'@\"a-c,;| \t\u{a0}ü＝-]{0,8}", "[0-9'.+-]{0,6}"), 1..30)
        ) {
            let test = TestApp::new();
            field(&test, "Tier", "text", json!({}));
            let mut text = String::from("E-mail,First name,Tier\n");
            for (name, first, tier) in &rows {
                let email = if name.is_empty() { String::new() } else { format!("{name}@harbor-benefits.com") };
                text.push_str(&format!("{email},\"{}\",{tier}\n", first.replace('"', "\"\"")));
            }
            bring(&test, &text);
            let request = json!({ "selection": { "matching": {} }, "mark": false });
            if total(&test) > 0 {
                let first = export(&test, &test.a, request.clone());
                let other = TestApp::new();
                field(&other, "Tier", "text", json!({}));
                bring(&other, &first);
                prop_assert_eq!(export(&other, &other.a, request), first, "from {}", text);
            }
        }
    }
}

fn total(test: &TestApp) -> u64 {
    test.ok("contacts.count", json!({ "selection": { "matching": {} } }))["rows"].as_u64().unwrap()
}

fn rejected(test: &TestApp, import: &Value) -> String {
    test.file(&test.a, "imports.rejects", json!({ "import": import, "mark": false })).unwrap().1
}

#[test]
fn every_rejected_row_comes_as_it_was_and_goes_in_again_once_corrected() {
    let test = TestApp::new();
    let mut text = String::from("Email,First name,City\nana@harbor-benefits.com,Ana,Boston\n");
    for row in 0..3_000 {
        text.push_str(&format!(",,City {row}\n"));
    }
    text.push_str("\"open,Zed,Salem\n");
    text.push_str(",,\"=HYPERLINK(1), x\"\n");
    let (import, counts) = preview(&test, "people.csv", text.as_bytes(), None);
    assert_eq!(counts["rejected"], 3_002, "{counts}");
    let (name, file) =
        test.file(&test.a, "imports.rejects", json!({ "import": import, "mark": false })).unwrap();
    assert_eq!(name, "people-rejected.csv");
    let lines: Vec<&str> = file.split("\r\n").collect();
    assert_eq!(lines.len(), 3_004, "a heading, every rejected row, and the end");
    assert_eq!(lines[0], "Rejected line,Rejected column,Rejected because,Email,First name,City");
    assert_eq!(lines[1], "3,City,The row has neither an e-mail address nor a name.,,,City 0");
    assert!(lines[3_001].starts_with("3003,,A quotation mark is opened"), "{}", lines[3_001]);
    assert!(lines[3_002].ends_with(",\"'=HYPERLINK(1), x\""), "harmless to a spreadsheet: {}", lines[3_002]);
    let corrected = file.replace("name.,,,City 7\r\n", "name.,bo@harbor-benefits.com,Bo,City 7\r\n");
    assert_ne!(corrected, file, "one row is corrected");
    run(&test, &import);
    let (second, counts) = preview(&test, "people-rejected.csv", corrected.as_bytes(), None);
    assert_eq!((&counts["new"], &counts["rejected"]), (&json!(2), &json!(3_000)), "{counts}");
    run(&test, &second);
    let bo = test.ok("contacts.page", json!({ "view": { "search": "bo@" }, "offset": 0, "limit": 5 }));
    assert_eq!(bo["rows"][0]["city"], "City 7", "the corrected row is a contact: {bo}");
    let (none, _) = preview(&test, "good.csv", b"email\nx@harbor-benefits.com\n", None);
    let none = test.refused("imports.rejects", json!({ "import": none, "mark": true }));
    assert!(none.message.contains("No row"), "nothing rejected is said: {none}");
    let foreign = test.file(&test.b, "imports.rejects", json!({ "import": import, "mark": true }));
    assert_eq!(foreign.unwrap_err().code, Code::NotFound);
}

#[test]
fn a_row_changed_meanwhile_is_among_the_rejected() {
    let test = TestApp::new();
    let ana = add(&test, "ana@harbor-benefits.com", "Ana", "Boston");
    let text = "email,city\nnew@harbor-benefits.com,Salem\nana@harbor-benefits.com,Salem\n";
    let (import, _) = preview(&test, "a.csv", text.as_bytes(), None);
    let change = json!({ "contact": ana, "version": 1, "fields": { "city": "Lynn" } });
    test.ok("contacts.update", change);
    run(&test, &import);
    let file = rejected(&test, &import);
    let reason = "Somebody changed this contact between the preview and the import.";
    assert!(file.contains(&format!("3,email,{reason},ana@harbor-benefits.com,Salem")), "{file}");
}

fn counts(test: &TestApp) -> (i64, i64) {
    let list = &test.ok("lists.all", json!({}))[0];
    (list["total"].as_i64().unwrap(), list["valid"].as_i64().unwrap())
}

/// The tests' clock stands still: makes a contact's joining later than everybody else's.
fn later(test: &TestApp, contact: &str) {
    let id: uuid::Uuid = contact.parse().unwrap();
    test.ctx(&test.a)
        .write(reachly_core::store::Action::quiet("test.later"), move |tx| {
            tx.execute(
                "UPDATE main.list_members SET added_at = added_at + 1 WHERE organization_key = current_org()
                 AND contact_key = (SELECT key FROM contacts WHERE id = ?1)",
                [id.as_bytes().as_slice()],
            )
        })
        .unwrap();
}

fn big(rows: usize) -> String {
    let mut text = String::from("email,first_name\n");
    for row in 0..rows {
        let domain = if row % 2 == 0 { "harbor-benefits.com" } else { "gmial.com" };
        text.push_str(&format!("person{row}@{domain},First{row}\n"));
    }
    text
}

#[test]
fn a_list_is_joined_and_left_as_one_change_whatever_the_size() {
    let test = TestApp::new();
    bring(&test, &big(12_000));
    let list = test.ok("lists.create", json!({ "name": "Everyone" }))["id"].clone();
    let page = test.ok("contacts.page", json!({ "view": {}, "offset": 0, "limit": 4 }));
    let mut few: Vec<Value> = page["rows"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    let other = few.pop().unwrap();
    let first = test.ok("lists.addMembers", json!({ "list": list, "selection": { "ids": few } }));
    assert_eq!((&first["rows"], &first["job"]), (&json!(3), &Value::Null), "few at once: {first}");
    let all = json!({ "list": list, "selection": { "matching": {}, "except": [few[0]] } });
    let many = wait(&test, &test.ok("lists.addMembers", all.clone()));
    assert_eq!((many["state"].as_str(), &many["result"]["rows"]), (Some("done"), &json!(11_997)), "{many}");
    let whole = counts(&test);
    assert_eq!(whole.0, 12_000);
    assert!(whole.1 > 5_000 && whole.1 < 7_000, "by their status: {whole:?}");

    let left = wait(&test, &test.ok("lists.removeMembers", all));
    assert_eq!(left["result"]["rows"], 11_999, "all but one left: {left}");
    assert_eq!(counts(&test).0, 1);
    // One of them joins again meanwhile: that stays as it is.
    test.ok("lists.addMembers", json!({ "list": list, "selection": { "ids": [other] } }));
    later(&test, other.as_str().unwrap());
    let undone = wait(&test, &test.ok("changes.undo", json!({ "change": left["result"]["undo"] })));
    assert_eq!(
        (&undone["result"]["restored"], &undone["result"]["kept"]),
        (&json!(11_998), &json!(1)),
        "{undone}"
    );
    assert_eq!(counts(&test), whole, "everyone is on it as before, and counted so");
    let undone = wait(&test, &test.ok("changes.undo", json!({ "change": many["result"]["undo"] })));
    assert_eq!(undone["result"]["kept"], 1, "who joined again later stays: {undone}");
    assert_eq!(counts(&test).0, 4, "the three of before, and that one");
    let members = "SELECT count(*) FROM list_members";
    let counted = test.ctx(&test.a).read(|read| read.one(members, [], |row| row.get::<_, i64>(0))).unwrap();
    assert_eq!(counted, 4, "and the rows are what is counted");
    let twice = test.refused("changes.undo", json!({ "change": many["result"]["undo"] }));
    assert_eq!(twice.code, Code::Conflict);
    let trail = test.ok("audit.page", json!({ "offset": 0, "limit": 100 })).to_string();
    assert_eq!(trail.matches("list.addMembers").count(), 3, "one line of the trail a change: {trail}");
}

#[test]
fn a_stopped_change_of_many_leaves_nothing() {
    let test = TestApp::new();
    bring(&test, &big(30_000));
    let list = test.ok("lists.create", json!({ "name": "Everyone" }))["id"].clone();
    let all = json!({ "list": list, "selection": { "matching": {} } });
    let started = test.ok("lists.addMembers", all);
    test.ok("jobs.cancel", json!({ "job": started["job"] }));
    let ended = wait(&test, &started);
    assert_eq!(ended["state"], "cancelled", "{ended}");
    assert_eq!(ended["error"]["kept"], "Nothing of it was kept.", "and says so: {ended}");
    assert_eq!(counts(&test), (0, 0), "nobody is on the list");
    let everyone = json!({ "selection": { "matching": {} } });
    let started = test.ok("contacts.delete", everyone.clone());
    test.ok("jobs.cancel", json!({ "job": started["job"] }));
    assert_eq!(wait(&test, &started)["state"], "cancelled");
    assert_eq!(test.ok("contacts.count", everyone)["rows"], 30_000, "nobody is deleted");
}

#[test]
fn all_but_a_few_are_suppressed_and_deleted_and_come_back() {
    let test = TestApp::new();
    bring(&test, &big(2_500));
    let page = test.ok("contacts.page", json!({ "view": {}, "offset": 0, "limit": 2 }));
    let few: Vec<Value> = page["rows"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    let search = json!({ "search": "person" });
    let selection = json!({ "matching": search, "except": few });
    let count =
        |selection: Value| test.ok("contacts.count", json!({ "selection": selection }))["rows"].clone();
    assert_eq!(count(selection.clone()), 2_498);
    let request = json!({ "selection": selection, "reason": "do_not_contact", "note": "asked at the fair" });
    let done = wait(&test, &test.ok("suppressions.addSelected", request.clone()));
    assert_eq!(done["result"]["rows"], 2_498, "{done}");
    let suppressed = json!({ "matching": { "filter": { "is": { "field": "suppressed", "operator": "equals", "value": true } } } });
    assert_eq!(count(suppressed.clone()), 2_498, "and can be asked for");
    let named = json!({ "selection": { "ids": few }, "reason": "manual" });
    assert_eq!(test.ok("suppressions.addSelected", named.clone())["rows"], 2);
    assert_eq!(test.ok("suppressions.addSelected", named)["rows"], 0, "who is suppressed stays so");
    test.ok("changes.undo", json!({ "change": done["result"]["undo"] }));
    assert_eq!(count(suppressed), 2, "its undo frees exactly those");
    let refused = test.call(test.role("Viewer"), "suppressions.addSelected", request).unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    let gone = test.ok("contacts.delete", json!({ "selection": selection }));
    assert_eq!(gone["rows"], 2_498);
    assert_eq!(count(json!({ "matching": {} })), 2, "those that were left out are left");
    test.ok("changes.undo", json!({ "change": gone["undo"] }));
    assert_eq!(count(json!({ "matching": {} })), 2_500);
    for bad in
        [json!({ "ids": [], "matching": {} }), json!({ "ids": ["x"] }), json!({}), json!({ "all": true })]
    {
        let request = json!({ "selection": bad });
        assert_eq!(test.refused("contacts.count", request).code, Code::Invalid, "{bad} is no selection");
    }
}

#[test]
fn an_import_tells_its_wish_and_what_runs_for_it() {
    let test = TestApp::new();
    let staged = stage(&test, "big.csv", big(20_000).as_bytes());
    let import = staged["import"]["id"].clone();
    assert_eq!((&staged["import"]["mapping"], &staged["import"]["job"]), (&json!([]), &Value::Null));
    let request = json!({
        "import": import, "format": staged["import"]["format"], "mapping": ["email", null], "newList": "Fair",
    });
    let started = test.ok("imports.preview", request);
    let seen = test.ok("imports.get", json!({ "import": import }));
    // The preview may be over already; while it runs it is told as one.
    assert!(
        seen["job"].is_null() || seen["job"] == json!({ "id": started["job"], "preview": true }),
        "{seen}"
    );
    wait(&test, &started);
    let changes = test.app.workspace().unwrap().store.changes().listen();
    let started = test.ok("imports.start", json!({ "import": import }));
    let seen = test.ok("imports.get", json!({ "import": import }));
    assert_eq!(seen["job"], json!({ "id": started["job"], "preview": false }), "what runs is told: {seen}");
    assert_eq!((&seen["mapping"], &seen["newList"]), (&json!(["email", null]), &json!("Fair")), "{seen}");
    let recent = test.ok("imports.recent", json!({}));
    assert_eq!(recent[0]["job"]["id"], started["job"], "also in the list of imports: {recent}");
    wait(&test, &started);
    let told = changes.try_iter().filter(|change| change.topics.contains(&"imports".to_string())).count();
    assert!(told >= 2, "that it runs and that it is done is news for other windows: {told}");
    let seen = test.ok("imports.get", json!({ "import": import }));
    assert_eq!((&seen["job"], &seen["state"]), (&Value::Null, &json!("done")), "{seen}");
}

#[test]
fn bad_files_say_what_is_wrong_and_what_was_kept() {
    let test = TestApp::new();
    let place = |name: &str| test.folder.path().join(name);
    let refuse = |name: &str, bytes: &[u8]| {
        std::fs::write(place(name), bytes).unwrap();
        test.refused("imports.stage", json!({ "path": place(name), "fileName": name }))
    };
    let huge = std::fs::File::create(place("huge.csv")).unwrap();
    huge.set_len((2 << 30) + 1).unwrap();
    let zeros = std::fs::File::create(place("zeros.csv")).unwrap();
    zeros.set_len(2 << 30).unwrap();
    let at = |name: &str| test.refused("imports.stage", json!({ "path": place(name), "fileName": name }));
    for (error, code, word) in [
        (refuse("empty.csv", b""), Code::Invalid, "empty"),
        (refuse("blank.csv", b" \r\n \n"), Code::Invalid, "nothing but blanks"),
        (refuse("photo.csv", b"\x89PNG\r\n\x1a\n\0\0"), Code::Invalid, "picture"),
        (refuse("noise.csv", &[7, 1, 200, 3, 9, 0, 0, 17].repeat(500)), Code::Invalid, "not text"),
        (at("nowhere.csv"), Code::Invalid, "not there"),
        (at("empty.csv/inside.csv"), Code::Invalid, "not there"),
        (at("."), Code::Invalid, "not a file"),
        (at("huge.csv"), Code::TooLarge, "larger than 2 GiB"),
        (at("zeros.csv"), Code::Invalid, "not text"),
    ] {
        assert_eq!(error.code, code, "{word}: {error:?}");
        assert!(error.message.contains(word), "{word}: {error}");
        assert!(error.kept.as_deref().is_some_and(|kept| kept.contains("Nothing")), "{word}: {error:?}");
        assert!(error.field.is_some(), "{word} names its field: {error:?}");
    }
    let left =
        std::fs::read_dir(test.folder.path().join("test.reachly.d/imports")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing of any of them was kept");
    for (name, text, code) in [
        ("twice.csv", "Email,Name,email\na@harbor-benefits.com,A,\n", Some("duplicate_headers")),
        (
            "open.csv",
            "Email,Name\n\"a@harbor-benefits.com,A\nb@harbor-benefits.com,B\n",
            Some("unclosed_quote"),
        ),
        ("header.csv", "Email,Name\n", Some("no_rows")),
        ("good.csv", "Email,Name\na@harbor-benefits.com,A\n", None),
    ] {
        let staged = stage(&test, name, text.as_bytes());
        let found: Vec<&str> =
            staged["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert_eq!(found, code.into_iter().collect::<Vec<_>>(), "{name}: {staged}");
    }
    let (import, counts) = preview(
        &test,
        "open2.csv",
        b"Email,Name\n\"a@harbor-benefits.com,A\nb@harbor-benefits.com,B\n",
        None,
    );
    assert_eq!((&counts["new"], &counts["rejected"]), (&json!(1), &json!(1)), "reading goes on: {counts}");
    assert!(rejected(&test, &import).contains("never closed"), "and the line is told");
}
