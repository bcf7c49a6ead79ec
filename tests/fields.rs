//! Fields of an organization's own: their definitions, their values, who sees them, and what an import does with them.

use reachly_core::Code;
use reachly_core::store::{Options, Store, known_migrations};
use serde_json::{Value, json};

use crate::imports::{preview, run, stage, wait};
use crate::rehearsals::raw;
use crate::support::{TestApp, options};

/// Makes a field; answers its id.
pub fn field(test: &TestApp, label: &str, kind: &str, more: Value) -> String {
    let mut values = json!({ "label": label, "fieldType": kind });
    for (name, value) in more.as_object().unwrap() {
        values[name] = value.clone();
    }
    test.ok("fields.create", json!({ "values": values }))["id"].as_str().unwrap().to_string()
}

fn add(test: &TestApp, email: &str, custom: Value) -> String {
    let fields = json!({ "email": email, "firstName": "Ana", "custom": custom });
    test.ok("contacts.create", json!({ "fields": fields }))["id"].as_str().unwrap().to_string()
}

fn custom(test: &TestApp, contact: &str) -> Value {
    test.ok("contacts.get", json!({ "contact": contact }))["row"]["custom"].clone()
}

fn change(test: &TestApp, contact: &str, custom: Value) -> reachly_core::Result<Value> {
    let version = test.ok("contacts.get", json!({ "contact": contact }))["version"].clone();
    let request = json!({ "contact": contact, "version": version, "fields": { "custom": custom } });
    test.call(&test.a, "contacts.update", request)
}

#[test]
fn a_value_is_kept_in_the_form_of_its_type_and_can_be_taken_back() {
    let test = TestApp::new();
    let income = field(&test, "Household income", "number", json!({}));
    let tier = field(&test, "Plan tier", "choice", json!({ "choices": ["Gold", "Silver"] }));
    let ana = add(&test, "ana@harbor-benefits.com", json!({ &income: "52,000.50", &tier: "gold" }));
    assert_eq!(custom(&test, &ana), json!({ &income: "52000.5", &tier: "Gold" }), "one form for each value");
    let changed = change(&test, &ana, json!({ &income: "60000", &tier: "" })).unwrap();
    assert_eq!(custom(&test, &ana), json!({ &income: "60000" }), "changed, and taken away");
    test.ok("changes.undo", json!({ "change": changed["undo"] }));
    assert_eq!(custom(&test, &ana), json!({ &income: "52000.5", &tier: "Gold" }), "undone as one");
    for (bad, word) in [("much", "number"), ("1,2", "number")] {
        let error = change(&test, &ana, json!({ &income: bad })).unwrap_err();
        assert!(error.message.contains(word), "{bad}: {error}");
        assert_eq!(error.field, Some(format!("custom:{income}")), "the field is named");
    }
    let page = test.ok("contacts.page", json!({ "view": {}, "offset": 0, "limit": 10 }));
    assert_eq!(page["rows"][0]["custom"][&tier], "Gold", "a list carries the values as columns: {page}");
    let unknown = change(&test, &ana, json!({ "01890000-0000-7000-8000-000000000000": "x" })).unwrap_err();
    assert_eq!(unknown.code, Code::NotFound, "a field that is not there takes nothing");
    let foreign = test.call(&test.b, "fields.delete", json!({ "field": tier })).unwrap_err();
    assert_eq!(foreign.code, Code::NotFound, "another organization's field is not found");
}

#[test]
fn required_unique_and_default_hold() {
    let test = TestApp::new();
    let policy = field(&test, "Policy", "text", json!({ "unique": true }));
    let region = field(&test, "Territory", "text", json!({ "required": true, "default": "North" }));
    let agent = field(&test, "Agent", "text", json!({ "required": true }));
    let missing = json!({ "fields": { "email": "no@harbor-benefits.com" } });
    let missing = test.refused("contacts.create", missing);
    assert_eq!(missing.field, Some(format!("custom:{agent}")), "a required field is asked for: {missing}");
    let ana = add(&test, "ana@harbor-benefits.com", json!({ &policy: "P-1", &agent: "Kim" }));
    assert_eq!(custom(&test, &ana)[&region], "North", "a default fills what was not said");
    let cleared = change(&test, &ana, json!({ &agent: " " })).unwrap_err();
    assert!(cleared.message.contains("required"), "a required value is not taken away: {cleared}");
    let twice = json!({ "email": "bo@harbor-benefits.com", "custom": { &policy: "P-1", &agent: "Kim" } });
    let twice = test.refused("contacts.create", json!({ "fields": twice }));
    assert_eq!(
        (twice.code, twice.field),
        (Code::Taken, Some(format!("custom:{policy}"))),
        "unique is unique"
    );
    assert_eq!(
        test.ok("contacts.count", json!({ "selection": { "matching": {} } }))["rows"],
        1,
        "and nothing was made"
    );
    let bo = add(&test, "bo@harbor-benefits.com", json!({ &policy: "P-2", &agent: "Kim" }));
    let values = json!({ "label": "Agent", "fieldType": "text", "unique": true });
    let two = test.refused("fields.update", json!({ "field": agent, "values": values }));
    assert_eq!(two.field.as_deref(), Some("unique"), "two have the same value already: {two}");
    change(&test, &bo, json!({ &agent: "Lee" })).unwrap();
    test.ok("fields.update", json!({ "field": agent, "values": values }));
    let values = json!({ "label": "Agent", "fieldType": "number" });
    let typed = test.refused("fields.update", json!({ "field": agent, "values": values }));
    assert_eq!(typed.field.as_deref(), Some("fieldType"), "a type that is in use stays: {typed}");
}

#[test]
fn definitions_are_checked_ordered_and_come_back() {
    let test = TestApp::new();
    let one = field(&test, "Größe (cm)", "number", json!({}));
    let two = field(&test, "First name", "text", json!({}));
    field(&test, "2nd phone", "phone", json!({}));
    let names = |test: &TestApp, what: &str| -> Vec<String> {
        let fields = test.ok("fields.all", json!({}));
        fields.as_array().unwrap().iter().map(|field| field[what].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(names(&test, "name"), ["gr_e_cm", "first_name_2", "field_2nd_phone"], "names for templates");
    for bad in [
        json!({ "label": "", "fieldType": "text" }),
        json!({ "label": "A", "fieldType": "choice" }),
        json!({ "label": "A", "fieldType": "choice", "choices": ["x", " X "] }),
        json!({ "label": "A", "fieldType": "number", "default": "many" }),
        json!({ "label": "A", "fieldType": "text", "unique": true, "default": "x" }),
        json!({ "label": "A", "fieldType": "colour" }),
    ] {
        assert_eq!(test.refused("fields.create", json!({ "values": bad })).code, Code::Invalid, "{bad}");
    }
    let taken = json!({ "values": { "label": "First name", "fieldType": "date" } });
    assert_eq!(test.refused("fields.create", taken).code, Code::Taken, "a name is given once");
    let values = json!({ "label": "Given", "fieldType": "text" });
    test.ok("fields.update", json!({ "field": two, "values": values, "position": 0 }));
    assert_eq!(names(&test, "label"), ["Given", "Größe (cm)", "2nd phone"], "moved and renamed");
    let ana = add(&test, "ana@harbor-benefits.com", json!({ &one: "170" }));
    let gone = test.ok("fields.delete", json!({ "field": one }));
    assert_eq!(custom(&test, &ana), json!({}), "a deleted field is not shown");
    test.ok("changes.undo", json!({ "change": gone["undo"] }));
    assert_eq!(custom(&test, &ana), json!({ &one: "170" }), "its undo brings the values back");
}

#[test]
fn a_sensitive_field_is_hidden_from_viewers_everywhere() {
    let test = TestApp::new();
    let health = field(&test, "Chronic condition", "text", json!({ "sensitive": true }));
    let ana = add(&test, "ana@harbor-benefits.com", json!({ &health: "asthma" }));
    let filter =
        json!({ "is": { "field": format!("custom:{health}"), "operator": "equals", "value": "asthma" } });
    let page = json!({ "view": { "filter": filter }, "offset": 0, "limit": 5 });
    for (role, sees) in [("Viewer", false), ("Analyst", true), ("Manager", true)] {
        let person = test.role(role);
        let contact = test.call(person, "contacts.get", json!({ "contact": ana })).unwrap();
        assert_eq!(contact.to_string().contains("asthma"), sees, "{role} and the contact: {contact}");
        let fields = test.call(person, "fields.all", json!({})).unwrap();
        assert_eq!(fields.to_string().contains("Chronic"), sees, "{role} and the definitions: {fields}");
        let found = test.call(person, "contacts.page", page.clone());
        assert_eq!(found.is_ok(), sees, "{role} and a filter that would tell by its rows: {found:?}");
        let everyone = json!({ "view": {}, "offset": 0, "limit": 5 });
        let rows = test.call(person, "contacts.page", everyone).unwrap();
        assert_eq!(rows.to_string().contains("asthma"), sees, "{role} and the list: {rows}");
    }
    let all = json!({ "selection": { "matching": {} }, "mark": false });
    let (_, text) = test.file(&test.a, "contacts.export", all.clone()).unwrap();
    assert!(!text.contains("asthma"), "an export has it only when it is asked for: {text}");
    let mut asked = all;
    asked["columns"] = json!(["email", format!("custom:{health}")]);
    let (_, text) = test.file(&test.a, "contacts.export", asked).unwrap();
    assert!(text.contains("ana@harbor-benefits.com,asthma"), "asked for, it is there: {text}");
    let trail = test.ok("audit.page", json!({ "offset": 0, "limit": 20 })).to_string();
    assert!(!trail.contains("asthma"), "the trail keeps no value: {trail}");
}

const FILE: &str = "E-mail,First name,Plan tier,Income,Since,Opted in\n\
    ana@harbor-benefits.com,Ana,gold,\"52,000\",03/14/2020,yes\n\
    bo@harbor-benefits.com,Bo,Bronze,,13/01/2021,no\n\
    cy@harbor-benefits.com,Cy,,7,,\n";

fn with_fields(test: &TestApp) -> [String; 4] {
    [
        field(test, "Plan tier", "choice", json!({ "choices": ["Gold", "Silver"] })),
        field(test, "Income", "number", json!({ "default": "1" })),
        field(test, "Since", "date", json!({})),
        field(test, "Opted in", "boolean", json!({})),
    ]
}

fn found(test: &TestApp, search: &str) -> Value {
    let page = test.ok("contacts.page", json!({ "view": { "search": search }, "offset": 0, "limit": 9 }));
    page["rows"][0].clone()
}

#[test]
fn an_import_fills_own_fields_and_its_undo_takes_them_back() {
    let test = TestApp::new();
    let [tier, income, since, opted] = with_fields(&test);
    let staged = stage(&test, "file.csv", FILE.as_bytes());
    assert_eq!(
        staged["columns"][2]["field"],
        format!("custom:{tier}"),
        "a column of its name maps itself: {staged}"
    );
    let (import, counts) = preview(&test, "file.csv", FILE.as_bytes(), Some("Plans"));
    assert_eq!((&counts["new"], &counts["rejected"]), (&json!(3), &json!(0)), "{counts}");
    let rows = test.ok("imports.rows", json!({ "import": import, "offset": 0, "limit": 9 }));
    assert!(rows.to_string().contains("“Plan tier” was left out"), "what was left out is said: {rows}");
    assert_eq!(rows["totals"]["new"], 1, "and counted: {rows}");
    let done = run(&test, &import);
    let used = test.ok("fields.all", json!({ "counts": true }));
    assert_eq!((&used[0]["used"], &used[1]["used"]), (&json!(1), &json!(3)), "how many use each: {used}");
    let ana = found(&test, "ana@")["custom"].clone();
    assert_eq!(
        ana,
        json!({ &tier: "Gold", &income: "52000", &since: "2020-03-14", &opted: "true" }),
        "{done}"
    );
    let bo = found(&test, "bo@")["custom"].clone();
    assert_eq!(bo[&income], "1", "an empty cell of a new contact takes the default: {bo}");
    assert!(bo.get(&tier).is_none(), "what is no choice is not taken: {bo}");
    let (_, again) = preview(&test, "again.csv", FILE.as_bytes(), None);
    assert_eq!(again["unchanged"], 3, "the same file again changes nothing: {again}");
    let other = FILE.replace("gold", "Silver");
    let (import, counts) = preview(&test, "other.csv", other.as_bytes(), None);
    assert_eq!(
        (&counts["updated"], &counts["unchanged"]),
        (&json!(1), &json!(2)),
        "one value differs: {counts}"
    );
    let second = run(&test, &import);
    assert_eq!(found(&test, "ana@")["custom"][&tier], "Silver");
    test.ok("changes.undo", json!({ "change": second["result"]["undo"] }));
    assert_eq!(found(&test, "ana@")["custom"][&tier], "Gold", "undone, the value is as before");
    test.ok("changes.undo", json!({ "change": done["result"]["undo"] }));
    let used: i64 = test
        .ok("fields.all", json!({ "counts": true }))
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["used"].as_i64().unwrap())
        .sum();
    assert_eq!(used, 0, "the first import undone, no value is left");
    test.app.workspace().unwrap().store.check_integrity().unwrap();
}

#[test]
fn a_unique_field_keeps_the_first_of_two_in_an_import() {
    let test = TestApp::new();
    let policy = field(&test, "Policy", "text", json!({ "unique": true }));
    add(&test, "zoe@harbor-benefits.com", json!({ &policy: "P-0" }));
    let text =
        "email,Policy\na1@harbor-benefits.com,P-1\nb2@harbor-benefits.com,P-1\nc3@harbor-benefits.com,P-0\n";
    let (import, _) = preview(&test, "p.csv", text.as_bytes(), None);
    let done = run(&test, &import);
    assert_eq!(done["result"]["counts"]["new"], 3, "nobody is lost for it: {done}");
    let held: Vec<Value> = ["a1@", "b2@", "c3@", "zoe@"]
        .iter()
        .map(|one| found(&test, one)["custom"][&policy].clone())
        .collect();
    assert_eq!(held, [json!("P-1"), Value::Null, Value::Null, json!("P-0")], "who had it first keeps it");
}

#[test]
fn a_field_deleted_between_preview_and_run_stops_nothing_half_done() {
    let test = TestApp::new();
    let [tier, ..] = with_fields(&test);
    let (import, _) = preview(&test, "file.csv", FILE.as_bytes(), None);
    test.ok("fields.delete", json!({ "field": tier }));
    let done = wait(&test, &test.ok("imports.start", json!({ "import": import })));
    assert_eq!((&done["state"], &done["error"]["code"]), (&json!("failed"), &json!("not_found")), "{done}");
    assert_eq!(test.ok("contacts.count", json!({ "selection": { "matching": {} } }))["rows"], 0);
}

#[test]
fn an_older_workspace_keeps_its_fields_and_its_roles_gain_the_new_rights() {
    const FIELDS: i64 = 202_611_201_030;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.reachly");
    let before: Vec<_> = known_migrations().iter().filter(|one| one.version < FIELDS).copied().collect();
    drop(Store::open(&path, Options { migrations: Vec::leak(before), ..options(true) }).unwrap());
    let old = raw(&path);
    old.execute_batch(
        "INSERT INTO organizations (key, id, name, reporting_zone, currency, campaign_clock_ms, created_at, updated_at)
           VALUES (1, randomblob(16), 'Harbor', 'UTC', 'USD', 0, 0, 0);
         INSERT INTO roles (key, id, organization_key, name, shipped_from, created_at, updated_at)
           VALUES (1, randomblob(16), 1, 'Chief', 'Admin', 0, 0), (2, randomblob(16), 1, 'Viewer', 'Viewer', 0, 0),
                  (3, randomblob(16), 1, 'Own', NULL, 0, 0);
         INSERT INTO contacts (key, id, organization_key, first_name, created_at) VALUES (5, randomblob(16), 1, 'Ana', 0);
         INSERT INTO contact_fields (key, id, organization_key, field_key, label, field_type, sensitive, created_at, updated_at)
           VALUES (7, randomblob(16), 1, 'tier', 'Tier', 'text', 1, 0, 0);
         INSERT INTO contact_field_values (organization_key, field_key, contact_key, value) VALUES (1, 7, 5, 'Gold');",
    )
    .unwrap();
    drop(old);
    Store::open(&path, options(false)).unwrap().check_integrity().unwrap();
    let new = raw(&path);
    let kept: (i64, String, bool, String) = new
        .query_row(
            "SELECT f.key, f.label, f.sensitive, v.value FROM contact_fields f
             JOIN contact_field_values v ON v.field_key = f.key",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .unwrap();
    assert_eq!(kept, (7, "Tier".into(), true, "Gold".into()), "fields and values are as they were");
    let rights: String = new
        .query_row(
            "SELECT group_concat(role_key || ' ' || permission_key, ', ')
             FROM (SELECT * FROM role_permissions ORDER BY role_key, permission_key)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(rights, "1 contact.fields, 1 contact.sensitive", "only roles that were shipped with them");
}

#[test]
fn who_does_not_see_a_sensitive_field_neither_changes_nor_frees_it() {
    let test = TestApp::new();
    let secret = field(&test, "Secret", "text", json!({ "sensitive": true }));
    add(&test, "ana@harbor-benefits.com", json!({ &secret: "S-1" }));
    let viewer = test.roles.iter().find(|(role, _)| *role == "Viewer").unwrap().1.clone();
    let members = test.ok("members.page", json!({ "offset": 0, "limit": 100 }));
    let row = members["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["role"]["name"] == "Viewer")
        .unwrap()
        .clone();
    let extra = json!([
        { "permission": "contact.fields", "reach": "all" }, { "permission": "contact.delete", "reach": "all" },
        { "permission": "change.undo", "reach": "all" },
    ]);
    test.ok("members.change", json!({ "member": row["id"], "role": row["role"]["id"], "extra": extra }));
    let values = json!({ "label": "Secret", "fieldType": "text", "sensitive": false });
    for (name, request) in [
        ("fields.update", json!({ "field": secret, "values": values })),
        ("fields.delete", json!({ "field": secret })),
    ] {
        let refused = test.call(&viewer, name, request).unwrap_err();
        assert_eq!(refused.code, Code::NotFound, "{name}: {refused:?}");
    }
    let told = test.call(&viewer, "templates.variables", json!({})).unwrap();
    assert!(!told.to_string().contains("ecret"), "its name is not told: {told}");
    let hidden = json!({ "label": "Open", "fieldType": "text", "sensitive": true });
    let open = field(&test, "Open", "text", json!({}));
    let changed = test.ok("fields.update", json!({ "field": open, "values": hidden }));
    let undone = test.call(&viewer, "changes.undo", json!({ "change": changed["undo"] })).unwrap_err();
    assert_eq!(undone.code, Code::Forbidden, "nor is its being sensitive undone: {undone:?}");
}
