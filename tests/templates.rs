//! Templates: drafts that notice each other, versions that never change, previews with a contact's own values.

use reachly_core::store::Action;
use reachly_core::{Code, Error};
use rusqlite::params;
use serde_json::{Value, json};

use crate::support::{Person, TestApp};

/// A member of A with one of the shipped roles.
pub fn member(test: &TestApp, role: &str) -> Person {
    let found = test.roles.iter().find(|(name, _)| *name == role);
    found.unwrap_or_else(|| panic!("there is a {role}")).1.clone()
}

/// The call must be refused.
#[track_caller]
pub fn refused_to(test: &TestApp, person: &Person, name: &str, request: Value) -> Error {
    match test.call(person, name, request) {
        Ok(value) => panic!("{name} was let through: {value}"),
        Err(error) => error,
    }
}

/// A template of A made from a starter and published; its id and its version's.
pub fn published(test: &TestApp) -> (Value, Value) {
    let template = test.ok("templates.create", json!({ "name": "Spring letter", "starter": "plain-letter" }));
    let version = test.ok("templates.publish", json!({ "template": template["id"] }));
    (template["id"].clone(), version["id"].clone())
}

/// A contact of A with these names and address.
pub fn contact(test: &TestApp, first: &str, last: &str, email: &str) -> uuid::Uuid {
    let (first, last, email) = (first.to_string(), last.to_string(), email.to_string());
    test.ctx(&test.a)
        .write(Action::plain("test.contact"), move |tx| {
            let (id, organization) = (tx.new_id(), tx.organization_key()?);
            tx.execute(
                "INSERT INTO main.contacts (id, organization_key, email, address_key, first_name, last_name, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?3, ?4, ?5, 0, 0)",
                params![id.as_bytes(), organization, email, first, last],
            )?;
            Ok(id)
        })
        .unwrap()
}

#[test]
fn a_template_goes_from_starter_to_version() {
    let test = TestApp::new();
    let starters = test.ok("templates.starters", json!({}));
    assert_eq!(starters.as_array().unwrap().len(), 3, "three mails to start from");
    let made = test.ok("templates.create", json!({ "name": "Spring letter", "starter": "plain-letter" }));
    assert_eq!(made["latestNumber"], 0, "nothing is published yet");
    assert_eq!(made["editable"], true, "who made it may change it");
    assert!(!made["draft"]["html"].as_str().unwrap().is_empty(), "the starter's mail is the draft");
    let version = test.ok("templates.publish", json!({ "template": made["id"] }));
    assert_eq!(version["number"], 1, "versions count from 1");
    let used = version["variables"].as_array().unwrap();
    assert!(used.contains(&json!("unsubscribe_url")), "the variables it uses are kept: {used:?}");
    assert!(!version["links"].as_array().unwrap().is_empty(), "so are its links");
    let again = test.ok("templates.publish", json!({ "template": made["id"] }));
    assert_eq!(again["id"], version["id"], "publishing the same again gives the same version");
    let row = &test.ok("templates.page", json!({ "offset": 0, "limit": 10, "search": "SPRING" }))["rows"][0];
    assert_eq!(row["unpublished"], false, "draft and version are the same");
    assert_eq!(row["latestVersion"], version["id"], "the list names what can be pinned");
    let source =
        json!({ "html": made["draft"]["html"], "subject": "Another subject", "preheader": "", "text": null });
    let request =
        json!({ "template": made["id"], "source": source, "baseUpdatedAt": made["draftUpdatedAt"] });
    test.ok("templates.saveDraft", request);
    let row = &test.ok("templates.page", json!({ "offset": 0, "limit": 10 }))["rows"][0];
    assert_eq!(row["unpublished"], true, "a changed draft shows");
    let second = test.ok("templates.publish", json!({ "template": made["id"] }));
    assert_eq!(second["number"], 2, "the changed draft is version 2");
    let numbers: Vec<i64> = test
        .ok("templates.versions", json!({ "template": made["id"] }))
        .as_array()
        .unwrap()
        .iter()
        .map(|version| version["number"].as_i64().unwrap())
        .collect();
    assert_eq!(numbers, [2, 1], "newest first");
}

#[test]
fn two_who_save_the_same_draft_notice_each_other() {
    let test = TestApp::new();
    let made = test.ok("templates.create", json!({ "name": "Letter" }));
    let save = |person: &Person, subject: &str, base: &Value| {
        let source = json!({ "html": "<p>x</p>", "subject": subject });
        test.call(
            person,
            "templates.saveDraft",
            json!({ "template": made["id"], "source": source, "baseUpdatedAt": base }),
        )
    };
    // The test's clock stands still: both saves fall into one millisecond.
    let first = save(&test.a, "first", &made["draftUpdatedAt"]).unwrap();
    let manager = member(&test, "Manager");
    let error = save(&manager, "second", &made["draftUpdatedAt"]).unwrap_err();
    assert_eq!(error.code, Code::Conflict, "the second save is told: {error}");
    assert!(error.message.contains("Ada Admin"), "by whom: {error}");
    assert!(error.kept.is_some_and(|kept| kept.contains("stands")), "and what was kept");
    let standing = test.ok("templates.get", json!({ "template": made["id"] }));
    assert_eq!(standing["draft"]["subject"], "first", "the first one's draft stands");
    save(&manager, "second", &first["draftUpdatedAt"]).unwrap();
    let standing = test.ok("templates.get", json!({ "template": made["id"] }));
    assert_eq!(
        standing["draft"]["subject"], "second",
        "with the newest draft as its base the save goes through"
    );
}

#[test]
fn published_versions_never_change() {
    let test = TestApp::new();
    let (template, version) = published(&test);
    for sql in [
        "UPDATE main.template_versions SET subject = 'other'",
        "DELETE FROM main.template_versions",
        "REPLACE INTO main.template_versions SELECT key, id, organization_key, template_key, number, 'other', subject,
         preheader, text, variables, links, created_by, created_at FROM template_versions",
    ] {
        let written = test.ctx(&test.a).write(Action::plain("test.write"), move |tx| tx.execute(sql, []));
        let error = written.expect_err("the database itself refuses");
        assert!(error.message.starts_with("A published template version"), "{sql}: {error:?}");
    }
    let before = test.ok("templates.preview", json!({ "version": version }));
    let draft = test.ok("templates.get", json!({ "template": template }));
    let source = json!({ "html": "<p>{{ unsubscribe_url }}</p>", "subject": "Other" });
    let request = json!({ "template": template, "source": source, "baseUpdatedAt": draft["draftUpdatedAt"] });
    test.ok("templates.saveDraft", request);
    let after = test.ok("templates.preview", json!({ "version": version }));
    assert_eq!(before["html"], after["html"], "the version shows what was published");
}

#[test]
fn a_mail_with_errors_is_not_published() {
    let test = TestApp::new();
    let made = test.ok("templates.create", json!({ "name": "Letter" }));
    let source = json!({ "html": "<p>{{ first_nam }}</p>", "subject": "Hello" });
    let problems = test.ok("templates.check", json!({ "source": source }));
    let first = &problems[0];
    assert_eq!(first["severity"], "error", "errors come first: {problems}");
    let request =
        json!({ "template": made["id"], "source": source, "baseUpdatedAt": made["draftUpdatedAt"] });
    test.ok("templates.saveDraft", request);
    let error = test.refused("templates.publish", json!({ "template": made["id"] }));
    assert_eq!(error.code, Code::Invalid, "a draft may be wrong, a version may not: {error}");
    assert_eq!(error.field.as_deref(), Some("html"), "the part is named");
    let huge = json!({ "html": "x".repeat(300_000), "subject": "Hello" });
    let request = json!({ "template": made["id"], "source": huge, "baseUpdatedAt": made["draftUpdatedAt"] });
    assert_eq!(test.refused("templates.saveDraft", request).code, Code::TooLarge, "a draft is not endless");
}

#[test]
fn a_preview_shows_the_contacts_own_values_harmlessly() {
    let test = TestApp::new();
    let id = contact(&test, "<script>alert(1)</script>", "O'Neil", "o@example.com");
    let html = "<p onclick=\"x()\">Dear {{ first_name }} {{ last_name }}, {{ company | default: 'friend' }}</p>\
                <script>y()</script><a href=\"{{ unsubscribe_url }}\">Unsubscribe</a>";
    let source = json!({ "html": html, "subject": "For {{ full_name }}" });
    let shown = test.ok("templates.preview", json!({ "source": source, "contact": id }));
    let body = shown["html"].as_str().unwrap();
    assert!(body.contains("O&#39;Neil") || body.contains("O'Neil"), "the contact's name is in it: {body}");
    assert!(body.contains("friend"), "what the contact lacks takes the fallback");
    assert!(!body.contains("<script") && !body.contains("onclick"), "nothing in it can run: {body}");
    assert_eq!(shown["subject"], "For <script>alert(1)</script> O'Neil", "the subject is plain text");
    let sample = test.ok("templates.preview", json!({ "source": source }));
    assert!(sample["html"].as_str().unwrap().contains("Maria"), "without a contact samples show");
    let names = test.ok("templates.variables", json!({}));
    let of = |name: &str| names.as_array().unwrap().iter().find(|v| v["name"] == name).cloned();
    assert_eq!(
        of("landing_url").unwrap()["supplied"],
        true,
        "the campaign's own links are among the variables"
    );
    assert_eq!(
        of("organization_name").unwrap()["sample"],
        "Harbor Benefits",
        "with the organization's own name"
    );
}

#[test]
fn another_organization_finds_nothing_and_a_consultant_changes_only_own() {
    let test = TestApp::new();
    let (template, version) = published(&test);
    let id = contact(&test, "Ann", "Lee", "ann@example.com");
    for (name, request) in [
        ("templates.get", json!({ "template": template })),
        ("templates.update", json!({ "template": template, "name": "x" })),
        ("templates.publish", json!({ "template": template })),
        ("templates.versions", json!({ "template": template })),
        ("templates.delete", json!({ "template": template })),
        ("templates.create", json!({ "name": "x", "copyOf": template })),
        ("templates.preview", json!({ "version": version })),
        ("templates.preview", json!({ "source": { "html": "", "subject": "" }, "contact": id })),
        (
            "templates.saveDraft",
            json!({ "template": template, "source": { "html": "", "subject": "" }, "baseUpdatedAt": 0 }),
        ),
    ] {
        assert_eq!(
            refused_to(&test, &test.b, name, request).code,
            Code::NotFound,
            "{name} of another organization"
        );
    }
    let consultant = member(&test, "Consultant");
    assert_eq!(
        test.call(&consultant, "templates.get", json!({ "template": template })).unwrap()["editable"],
        false
    );
    let rename = json!({ "template": template, "name": "Mine now" });
    assert_eq!(
        refused_to(&test, &consultant, "templates.update", rename).code,
        Code::Forbidden,
        "not theirs"
    );
    let publish = json!({ "template": template });
    assert_eq!(
        refused_to(&test, &consultant, "templates.publish", publish).code,
        Code::Forbidden,
        "not theirs"
    );
    let own =
        test.call(&consultant, "templates.create", json!({ "name": "Own", "copyOf": template })).unwrap();
    let rename = json!({ "template": own["id"], "name": "Own, renamed" });
    assert_eq!(
        test.call(&consultant, "templates.update", rename).unwrap()["name"],
        "Own, renamed",
        "their own"
    );
    let delete = json!({ "template": own["id"] });
    assert_eq!(
        refused_to(&test, &consultant, "templates.delete", delete).code,
        Code::Forbidden,
        "no deletion"
    );
}

#[test]
fn a_deleted_template_comes_back() {
    let test = TestApp::new();
    let (template, version) = published(&test);
    let offer = test.ok("templates.delete", json!({ "template": template }));
    assert_eq!(
        test.refused("templates.get", json!({ "template": template })).code,
        Code::NotFound,
        "it is hidden"
    );
    test.ok("templates.preview", json!({ "version": version }));
    test.ok("changes.undo", json!({ "change": offer["change"] }));
    let back = test.ok("templates.get", json!({ "template": template }));
    assert_eq!(back["latestVersion"], version, "the undo brings it back whole");
}
