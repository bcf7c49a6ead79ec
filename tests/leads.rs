//! Leads: by hand and from the page, through the statuses with their history, found by answers, deleted and undone.

use std::io::Read as _;

use reachly_core::Code;
use reachly_core::app::staging::Outgoing;
use serde_json::{Value, json};

use crate::landing::Site;
use crate::support::{TestApp, caller};

fn create(test: &TestApp, title: &str) -> Value {
    test.ok("leads.create", json!({ "title": title, "valueMinor": 12_500, "note": "Called in" }))
}

fn page(test: &TestApp, view: Value) -> Vec<String> {
    let page = test.ok("leads.page", json!({ "view": view, "offset": 0, "limit": 100 }));
    let titles: Vec<String> =
        page["rows"].as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().into()).collect();
    assert_eq!(page["total"], titles.len(), "the count is the rows");
    titles
}

#[test]
fn a_lead_by_hand_goes_through_the_statuses_and_back() {
    let test = TestApp::new();
    let made = create(&test, "Maria Alvarez");
    let lead = made["lead"].as_str().unwrap().to_string();
    let change = json!({ "lead": lead, "status": "contacted", "note": "Rang her", "version": 1 });
    let changed = test.ok("leads.setStatus", change.clone());
    assert_eq!(changed["version"], 2, "every change has its version: {changed}");
    let stale = test.refused("leads.setStatus", change);
    assert_eq!(stale.code, Code::Conflict, "an old version is a conflict");
    let found = test.ok("leads.get", json!({ "lead": lead }));
    assert_eq!(found["row"]["status"], "contacted");
    assert_eq!(found["row"]["source"], "manual", "it came by hand");
    assert_eq!(found["row"]["owner"]["name"], "Ada Admin", "who made it owns it");
    let history = &found["history"][0];
    assert_eq!(
        (&history["from"], &history["to"], &history["note"], &history["who"]),
        (&json!("new"), &json!("contacted"), &json!("Rang her"), &json!("Ada Admin")),
        "the change stands in the history"
    );
    test.ok("changes.undo", json!({ "change": changed["undo"] }));
    let found = test.ok("leads.get", json!({ "lead": lead }));
    assert_eq!(found["row"]["status"], "new", "undone, the status is the old one");
    assert_eq!(found["history"], json!([]), "and nothing says otherwise");
    let board = test.ok("leads.board", json!({}));
    let column = &board["columns"][0];
    assert_eq!(
        (&column["status"], &column["count"], &column["valueMinor"]),
        (&json!("new"), &json!(1), &json!(12_500))
    );
    assert_eq!(column["cards"][0]["title"], "Maria Alvarez");
}

#[test]
fn a_lead_is_changed_and_deleted_with_a_way_back() {
    let test = TestApp::new();
    let lead = create(&test, "Maria")["lead"].clone();
    let change = json!({ "lead": lead, "version": 1, "title": "Maria Alvarez", "valueMinor": null });
    test.ok("leads.update", change);
    let found = test.ok("leads.get", json!({ "lead": lead }));
    assert_eq!(
        (&found["row"]["title"], &found["row"]["valueMinor"]),
        (&json!("Maria Alvarez"), &Value::Null)
    );
    assert_eq!(found["note"], "Called in", "what was not named stays");
    let gone = test.ok("leads.delete", json!({ "leads": [lead] }));
    assert!(page(&test, json!({})).is_empty(), "a deleted lead is hidden");
    assert_eq!(test.refused("leads.get", json!({ "lead": lead })).code, Code::NotFound);
    test.ok("changes.undo", json!({ "change": gone["change"] }));
    assert_eq!(page(&test, json!({})), ["Maria Alvarez"], "and comes back");
    for (field, request) in [
        ("title", json!({ "title": "  " })),
        ("title", json!({ "title": "x".repeat(201) })),
        ("valueMinor", json!({ "title": "A", "valueMinor": -1 })),
    ] {
        let error = test.refused("leads.create", request.clone());
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)), "{request}");
    }
}

#[test]
fn roles_and_organizations_keep_to_their_own() {
    let test = TestApp::new();
    let lead = create(&test, "Maria")["lead"].clone();
    let of = |role: &str| test.roles.iter().find(|(name, _)| *name == role).unwrap().1.clone();
    let change = json!({ "lead": lead, "status": "qualified", "version": 1 });
    for role in ["Consultant", "Analyst", "Viewer"] {
        let refused = test.call(&of(role), "leads.setStatus", change.clone()).unwrap_err();
        assert_eq!(refused.code, Code::Forbidden, "{role} did not make this lead");
        assert!(test.call(&of(role), "leads.get", json!({ "lead": lead })).is_ok(), "{role} may look");
    }
    let own = test.call(&of("Consultant"), "leads.create", json!({ "title": "Own" })).unwrap();
    let change_own = json!({ "lead": own["lead"], "status": "qualified", "version": 1 });
    assert!(test.call(&of("Consultant"), "leads.setStatus", change_own).is_ok(), "one's own can be changed");
    assert!(test.call(&of("Viewer"), "leads.export", json!({})).is_err(), "a viewer takes nothing along");
    for (name, request) in [
        ("leads.get", json!({ "lead": lead })),
        ("leads.setStatus", change),
        ("leads.delete", json!({ "leads": [lead] })),
    ] {
        let foreign = test.call(&test.b, name, request).unwrap_err();
        assert_eq!(foreign.code, Code::NotFound, "{name}: another organization's lead does not exist");
    }
    let none = test.call(&test.b, "leads.page", json!({ "offset": 0, "limit": 10 })).unwrap();
    assert_eq!(none["total"], 0, "nor is it in their list");
}

#[test]
fn leads_are_found_by_what_was_answered() {
    let site = Site::new();
    for (name, plan, why) in
        [("Ana Ruiz", "Dental", "pain"), ("Bo Li", "Vision", "glasses"), ("Cy Ono", "Dental", "glasses")]
    {
        let email = format!("{}@example.org", name.split(' ').next().unwrap().to_lowercase());
        site.send_ok(&[
            ("full_name", name),
            ("email", &email),
            ("plan", plan),
            ("why", why),
            ("consent", "yes"),
        ]);
    }
    let test = &site.test;
    let by = |field: &str, value: &str| json!({ "field": field, "value": value });
    assert_eq!(
        page(test, json!({ "fields": [by("plan", "Dental")] })),
        ["Cy Ono", "Ana Ruiz"],
        "an indexed field"
    );
    assert_eq!(
        page(test, json!({ "fields": [by("why", "glasses")] })),
        ["Cy Ono", "Bo Li"],
        "one that is not"
    );
    let both = json!({ "fields": [by("plan", "Dental"), by("why", "glasses")] });
    assert_eq!(page(test, both), ["Cy Ono"], "both at once");
    assert!(page(test, json!({ "fields": [by("plan", "Nothing")] })).is_empty());
    assert_eq!(page(test, json!({ "search": "RUIZ" })), ["Ana Ruiz"], "the title is searched");
    create(test, "By hand");
    assert_eq!(page(test, json!({ "source": "manual" })), ["By hand"], "by how they came");
    assert_eq!(page(test, json!({ "source": "direct_form" })).len(), 3, "the others came by the page");
    assert_eq!(page(test, json!({ "search": "bo@example" })), ["Bo Li"], "and the contact's address");
    let unknown = test
        .refused("leads.page", json!({ "view": { "fields": [by("shoe", "9")] }, "offset": 0, "limit": 1 }));
    assert_eq!(unknown.field.as_deref(), Some("fields"), "a field no form has is refused by name");
    let facets = test.ok("leads.facets", json!({ "field": "plan", "campaign": site.campaign }));
    assert_eq!(facets, json!([{ "value": "Dental", "count": 2 }, { "value": "Vision", "count": 1 }]));
    let fields = test.ok("leads.fields", json!({ "campaign": site.campaign }));
    let plan = fields.as_array().unwrap().iter().find(|field| field["field"] == "plan").unwrap();
    assert_eq!((&plan["label"], &plan["indexed"]), (&json!("Which plan?"), &json!(true)));
}

#[test]
fn an_export_is_harmless_and_stands_in_the_trail() {
    let site = Site::new();
    let evil = "=HYPERLINK(\"http://evil.example\")";
    site.send_ok(&[
        ("full_name", "Ana"),
        ("email", "ana@example.org"),
        ("plan", "Dental"),
        ("why", evil),
        ("consent", "yes"),
    ]);
    let test = &site.test;
    let answer = test.ok("leads.export", json!({}));
    let mut text = String::new();
    let workspace = test.app.workspace().unwrap();
    Outgoing::open(&workspace, answer).unwrap().file.read_to_string(&mut text).unwrap();
    let lines: Vec<&str> = text.trim_end().lines().collect();
    assert_eq!(lines.len(), 2, "a head and one lead: {text}");
    assert!(lines[0].contains("Which plan?"), "answers stand under their labels: {}", lines[0]);
    assert!(lines[1].contains("Ana") && lines[1].contains("Dental"), "{}", lines[1]);
    assert!(lines[1].contains("\"'=HYPERLINK"), "a formula is made text: {}", lines[1]);
    let trail = test.app.call(&caller(&test.a), "audit.page", json!({ "offset": 0, "limit": 5 })).unwrap();
    let row = trail["rows"].as_array().unwrap().iter().find(|row| row["action"] == "lead.export").unwrap();
    assert_eq!(row["changes"]["detail"]["rows"], 1, "the trail says how many were taken: {row}");
}
