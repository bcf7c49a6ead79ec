//! Contacts and lists: making, changing, finding, deleting, and the way back.

use reachly_core::Code;
use serde_json::{Value, json};

use crate::support::TestApp;

fn add(test: &TestApp, email: &str, first: &str, last: &str) -> String {
    let fields = json!({ "email": email, "firstName": first, "lastName": last });
    test.ok("contacts.create", json!({ "fields": fields }))["id"].as_str().unwrap().to_string()
}

fn names(test: &TestApp, view: Value) -> Vec<String> {
    let page = test.ok("contacts.page", json!({ "view": view, "offset": 0, "limit": 100 }));
    let rows: Vec<String> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap().to_string())
        .collect();
    assert_eq!(page["total"].as_u64().unwrap(), rows.len() as u64, "the count is the rows");
    rows
}

#[test]
fn a_contact_is_judged_when_it_is_added_and_when_it_changes() {
    let test = TestApp::new();
    let id = add(&test, "sean@gmial.com", "Seán", "O'Connor");
    let contact = test.ok("contacts.get", json!({ "contact": id }));
    assert_eq!(contact["row"]["status"], "risky", "a typing error of gmail.com is risky: {contact}");
    assert_eq!(contact["row"]["suggestion"], "sean@gmail.com", "and corrected: {contact}");
    assert!(!contact["reasons"].as_array().unwrap().is_empty(), "with its reasons");
    let change =
        json!({ "contact": id, "version": contact["version"], "fields": { "email": "sean@gmail.com" } });
    test.ok("contacts.update", change.clone());
    let contact = test.ok("contacts.get", json!({ "contact": id }));
    assert_eq!(contact["row"]["status"], "valid", "the corrected address is judged again: {contact}");
    let stale = test.refused("contacts.update", change);
    assert_eq!(stale.code, Code::Conflict, "an old version is a conflict");
}

#[test]
fn an_address_belongs_to_one_contact_and_a_deleted_one_comes_back() {
    let test = TestApp::new();
    let id = add(&test, "Maria@Harbor-Benefits.com", "Maria", "Gonzalez");
    let again =
        test.refused("contacts.create", json!({ "fields": { "email": "maria@harbor-benefits.COM" } }));
    assert_eq!(
        (again.code, again.field.as_deref()),
        (Code::Taken, Some("email")),
        "the same address is taken"
    );
    let undo = test.ok("contacts.delete", json!({ "selection": { "ids": [id] } }));
    assert_eq!(undo["rows"], 1);
    assert!(names(&test, json!({})).is_empty(), "a deleted contact is hidden");
    assert_eq!(names(&test, json!({ "deleted": true })), ["Maria Gonzalez"], "and in the bin");
    let back = test.ok(
        "contacts.create",
        json!({ "fields": { "email": "maria@harbor-benefits.com", "firstName": "Mary" } }),
    );
    assert_eq!(back["id"].as_str().unwrap(), id, "adding the address again revives the row");
    let foreign = test.call(&test.b, "contacts.get", json!({ "contact": id }));
    assert_eq!(foreign.unwrap_err().code, Code::NotFound, "another organization does not find it");
}

#[test]
fn search_finds_any_part_and_filters_hold() {
    let test = TestApp::new();
    add(&test, "maria.gonzalez@harbor-benefits.com", "Maria", "Gonzalez");
    add(&test, "anke@mueller-steuer.de", "Anke", "Müller");
    add(&test, "not an address", "Tomás", "Rivera");
    for (search, expected) in [
        ("onzal", vec!["Maria Gonzalez"]),
        ("MÜLL", vec!["Anke Müller"]),
        ("harbor maria", vec!["Maria Gonzalez"]),
        ("mar", vec!["Maria Gonzalez"]),
        ("m", vec!["Maria Gonzalez", "Anke Müller"]),
        ("ri", vec!["Tomás Rivera"]),
        ("100%", vec![]),
        ("zzz", vec![]),
    ] {
        assert_eq!(names(&test, json!({ "search": search })), expected, "search for {search}");
    }
    let is = |field: &str, operator: &str, value: Value| json!({ "filter": { "is": { "field": field, "operator": operator, "value": value } } });
    assert_eq!(names(&test, is("status", "anyOf", json!(["invalid"]))), ["Tomás Rivera"]);
    assert_eq!(names(&test, is("lastName", "startsWith", json!("gon"))), ["Maria Gonzalez"]);
    let by_email = json!({ "sort": { "by": "email", "descending": true } });
    assert_eq!(names(&test, by_email), ["Tomás Rivera", "Maria Gonzalez", "Anke Müller"]);
}

fn list_counts(test: &TestApp) -> Vec<(i64, i64, i64, i64)> {
    let lists = test.ok("lists.all", json!({}));
    let number = |list: &Value, name: &str| list[name].as_i64().unwrap();
    let mut counts = Vec::new();
    for list in lists.as_array().unwrap() {
        counts.push((
            number(list, "total"),
            number(list, "valid"),
            number(list, "risky"),
            number(list, "invalid"),
        ));
    }
    counts
}

#[test]
fn counts_of_a_list_stay_exact_through_every_change() {
    let test = TestApp::new();
    let list = test.ok("lists.create", json!({ "name": "Renewals" }))["id"].clone();
    let good = add(&test, "good@harbor-benefits.com", "Good", "One");
    let bad = add(&test, "bad address", "Bad", "One");
    let both = json!({ "list": list, "selection": { "ids": [good, bad] } });
    assert_eq!(test.ok("lists.addMembers", both.clone())["rows"], 2);
    assert_eq!(test.ok("lists.addMembers", both)["rows"], 0, "who is on it does not join again");
    assert_eq!(list_counts(&test), [(2, 1, 0, 1)]);
    let contact = test.ok("contacts.get", json!({ "contact": bad }));
    assert_eq!(contact["lists"][0]["name"], "Renewals");
    let fixed = json!({ "contact": bad, "version": contact["version"], "fields": { "email": "bad@harbor-benefits.com" } });
    let fixed = test.ok("contacts.update", fixed);
    assert_eq!(list_counts(&test), [(2, 2, 0, 0)], "a corrected address counts anew");
    test.ok("changes.undo", json!({ "change": fixed["undo"] }));
    assert_eq!(list_counts(&test), [(2, 1, 0, 1)], "and its undo counts back");
    let gone = test.ok("contacts.delete", json!({ "selection": { "matching": {} } }));
    assert_eq!(list_counts(&test), [(0, 0, 0, 0)], "deleted contacts do not count");
    test.ok("changes.undo", json!({ "change": gone["undo"] }));
    assert_eq!(list_counts(&test), [(2, 1, 0, 1)], "undone, they do");
    assert_eq!(names(&test, json!({ "search": "good" })), ["Good One"], "and are found again");
    test.ok("lists.removeMembers", json!({ "list": list, "selection": { "ids": [good] } }));
    assert_eq!(list_counts(&test), [(1, 0, 0, 1)]);
}

#[test]
fn people_without_an_address_are_first_class() {
    let test = TestApp::new();
    let nobody = test.refused("contacts.create", json!({ "fields": { "phone": "555" } }));
    assert_eq!(nobody.code, Code::Invalid, "a contact needs a name or an address");
    test.ok("contacts.create", json!({ "fields": { "firstName": "Nora", "lastName": "O'Connor" } }));
    test.ok("contacts.create", json!({ "fields": { "firstName": "Nora", "lastName": "O'Connor" } }));
    assert_eq!(names(&test, json!({})).len(), 2, "two people of one name are two people");
}

#[test]
fn a_second_person_on_an_address_is_reached_through_the_first() {
    let test = TestApp::new();
    let first = add(&test, "ruiz@gmail.com", "Ana", "Ruiz");
    let second =
        json!({ "fields": { "email": "Ruiz@Gmail.com", "firstName": "Luis" }, "shareAddress": true });
    let second = test.ok("contacts.create", second)["id"].clone();
    let get = |id: &Value| test.ok("contacts.get", json!({ "contact": id }));
    let luis = get(&second);
    assert_eq!(luis["row"]["email"], Value::Null, "the address stays with the first");
    assert_eq!(luis["reachedThrough"]["name"], "Ana Ruiz", "who is named: {luis}");
    let ana = get(&json!(first));
    assert_eq!(ana["reaches"][0]["name"], "Luis", "and names the second: {ana}");
    let nameless = json!({ "fields": { "email": "ruiz@gmail.com" }, "shareAddress": true });
    let error = test.refused("contacts.create", nameless);
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("firstName")), "{error:?}");
    let alone = json!({ "fields": { "email": "new@gmail.com" }, "shareAddress": true });
    let alone = test.ok("contacts.create", alone)["id"].clone();
    assert_eq!(get(&alone)["row"]["email"], "new@gmail.com", "an address nobody has is not shared");
}

#[test]
fn addresses_that_end_in_one_mailbox_are_shown_to_each_other() {
    let test = TestApp::new();
    let plain = add(&test, "anaruiz@gmail.com", "Ana", "Ruiz");
    let dotted = add(&test, "ana.ruiz@googlemail.com", "A.", "Ruiz");
    let other = add(&test, "ana.ruiz@harbor-benefits.com", "Another", "Ana");
    let same = |id: &str| {
        let found = test.ok("contacts.get", json!({ "contact": id }));
        let rows = found["sameMailbox"].as_array().unwrap().clone();
        rows.iter().map(|row| row["id"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(same(&plain), std::slice::from_ref(&dotted), "the dotted one is found from the plain one");
    assert_eq!(same(&dotted), [plain], "and the plain one from the dotted one");
    assert!(same(&other).is_empty(), "where dots count there is nobody else");
}

#[test]
fn an_undo_needs_what_the_change_needed() {
    let test = TestApp::new();
    let manager = test.roles.iter().find(|(role, _)| *role == "Manager").unwrap().1.clone();
    let made = test.ok("contacts.create", json!({ "fields": { "firstName": "Ana" }, "lists": [] }));
    let one = json!({ "selection": { "ids": [made["id"]] } });
    test.ok("contacts.delete", one.clone());
    let back = test.ok("contacts.restore", one);
    let refused = test.call(&manager, "changes.undo", json!({ "change": back["undo"] })).unwrap_err();
    assert_eq!(refused.code, Code::Forbidden, "a Manager deletes nobody, by an undo neither: {refused:?}");
    assert!(test.ok("changes.undo", json!({ "change": back["undo"] }))["undone"]["restored"] == 1);
}
