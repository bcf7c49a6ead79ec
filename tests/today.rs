//! Today and backups: what needs the broker, and the way back to yesterday.

use reachly_core::Code;
use serde_json::{Value, json};

use crate::support::{TestApp, caller};

fn kinds(test: &TestApp) -> Vec<String> {
    let items = test.ok("today.list", json!({}));
    items.as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap().to_string()).collect()
}

#[test]
fn today_tells_what_needs_the_broker_and_stops_when_it_is_done() {
    let test = TestApp::new();
    assert_eq!(kinds(&test), ["backup"], "a fresh workspace has no backup");
    test.ok("workspace.backup", json!({}));
    assert!(kinds(&test).is_empty(), "with a backup nothing needs anyone");
    test.ok("contacts.create", json!({ "fields": { "email": "sean@gmial.com" } }));
    assert_eq!(kinds(&test), ["typingErrors"], "a typing error is worth a look");
    test.app.workspace().unwrap().store.clock().advance(8 * 86_400_000);
    // The session is over by then: a new one begins.
    let mut nobody = caller(&test.a);
    (nobody.session, nobody.organization) = (None, None);
    let secrets = json!({ "email": "ada@harbor-benefits.com", "password": "correct horse" });
    let again = test.app.call(&nobody, "access.signIn", secrets).unwrap();
    let mut ada = caller(&test.a);
    ada.session = again["token"].as_str().map(str::to_string);
    let items = test.app.call(&ada, "today.list", json!({})).unwrap();
    assert!(
        items.as_array().unwrap().iter().any(|item| item["kind"] == "backup"),
        "an old backup is told: {items}"
    );
}

#[test]
fn a_restore_brings_back_what_was_and_keeps_what_is() {
    let test = TestApp::new();
    let add = |name: &str| test.ok("contacts.create", json!({ "fields": { "firstName": name } }));
    let count =
        || test.ok("contacts.count", json!({ "selection": { "matching": {} } }))["rows"].as_u64().unwrap();
    add("Yesterday");
    let backup = test.ok("workspace.backup", json!({}));
    add("Today");
    assert_eq!(count(), 2);
    let unknown = json!({ "session": test.a.session, "name": "../../etc/passwd" });
    assert_eq!(
        test.refused("workspace.restore", unknown).code,
        Code::NotFound,
        "only a listed backup is restored"
    );
    let forbidden = json!({ "session": test.b.session, "name": backup["name"] });
    assert_eq!(test.refused("workspace.restore", forbidden).code, Code::Forbidden, "only the owner restores");
    let restored = test.ok("workspace.restore", json!({ "session": test.a.session, "name": backup["name"] }));
    // The program goes on by the laptop's clock, by which the test's session is over.
    let mut nobody = caller(&test.a);
    (nobody.session, nobody.organization) = (None, None);
    let secrets = json!({ "email": "ada@harbor-benefits.com", "password": "correct horse" });
    let again = test.app.call(&nobody, "access.signIn", secrets).unwrap();
    let mut ada = caller(&test.a);
    ada.session = again["token"].as_str().map(str::to_string);
    let left = test.app.call(&ada, "contacts.count", json!({ "selection": { "matching": {} } })).unwrap();
    assert_eq!(left["rows"], 1, "the workspace is as it was");
    let kept = restored["kept"].as_str().unwrap();
    assert!(std::path::Path::new(kept).exists(), "the state from before the restore is kept at {kept}");
    let backups: Value = test.app.call(&ada, "workspace.backups", json!({})).unwrap();
    assert!(backups.as_array().unwrap().len() >= 2, "and is itself a backup: {backups}");
}

#[test]
fn backups_are_the_owners_matter() {
    let test = TestApp::new();
    assert_eq!(test.call(&test.b, "workspace.backup", json!({})).unwrap_err().code, Code::Forbidden);
    assert_eq!(test.call(&test.b, "workspace.backups", json!({})).unwrap_err().code, Code::Forbidden);
}
