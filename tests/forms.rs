//! Forms: what the page's attributes allow is what the core accepts; versions that never change; no address that
//! leads astray.

use std::collections::BTreeMap;

use proptest::prelude::*;
use reachly_core::Code;
use reachly_core::forms::rules::{FieldDefinition, FieldRules, FieldType, FormDefinition, Submitted};
use reachly_core::store::Action;
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::templates::{member, refused_to};

/// A published form of A; its id and its version's.
pub fn published(test: &TestApp) -> (Value, Value) {
    let form = test.ok("forms.create", json!({ "name": "Ask us" }));
    let version = test.ok("forms.publish", json!({ "form": form["id"] }));
    (form["id"].clone(), version["id"].clone())
}

fn field(field_type: FieldType) -> FieldDefinition {
    serde_json::from_value(json!({ "key": "answer", "label": "Answer", "type": field_type.word() })).unwrap()
}

fn check(field: &FieldDefinition, sent: &str) -> Result<Option<Value>, String> {
    FieldRules::from(field).check(Some(&Submitted::One(sent.to_string())))
}

/// Would a browser let this value go? Written from HTML's constraint validation, knowing nothing but the attributes.
fn browser_allows(attributes: &[(&'static str, String)], value: &str) -> bool {
    let get =
        |name: &str| attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    if value.is_empty() {
        return get("required").is_none();
    }
    let length = value.encode_utf16().count();
    let number = |text: &str| text.parse::<f64>().unwrap();
    let long_enough = get("minlength").is_none_or(|min| length >= min.parse::<usize>().unwrap());
    let short_enough = get("maxlength").is_none_or(|max| length <= max.parse::<usize>().unwrap());
    let fits = match get("pattern") {
        None => true,
        Some(".*\\S.*") => value.chars().any(|c| !c.is_whitespace()),
        Some(other) => panic!("this test does not know the pattern {other}"),
    };
    let in_range = match get("type") {
        Some("number") => {
            get("step") == Some("any")
                && get("min").is_none_or(|min| number(value) >= number(min))
                && get("max").is_none_or(|max| number(value) <= number(max))
        }
        Some("date") => {
            get("min").is_none_or(|min| value >= min) && get("max").is_none_or(|max| value <= max)
        }
        _ => true,
    };
    long_enough && short_enough && fits && in_range
}

fn lengths() -> impl Strategy<Value = (bool, Option<u32>, Option<u32>)> {
    (any::<bool>(), proptest::option::of(0_u32..8), proptest::option::of(1_u32..12))
        .prop_filter("shortest before longest", |(_, min, max)| min.unwrap_or(0) <= max.unwrap_or(99))
}

fn date() -> impl Strategy<Value = String> {
    (1900_i32..2100, 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn lines_are_held_to_what_their_attributes_say((required, min, max) in lengths(), value in "[a-c é😀\u{a0}'\"<]{0,14}") {
        let field = FieldDefinition { required, min_length: min, max_length: max, ..field(FieldType::Text) };
        let allowed = browser_allows(&FieldRules::from(&field).html_attributes(), &value);
        prop_assert_eq!(check(&field, &value).is_ok(), allowed, "browser and core agree on {:?} in {:?}", value, field);
    }

    #[test]
    fn texts_are_held_to_what_their_attributes_say((required, min, max) in lengths(), value in "[a-c😀\n]{0,14}") {
        let field = FieldDefinition { required, min_length: min, max_length: max, ..field(FieldType::Textarea) };
        let allowed = browser_allows(&FieldRules::from(&field).html_attributes(), &value);
        // A textarea has no pattern: blanks alone pass the browser, and are no answer.
        let blank = value.trim().is_empty() && required;
        let sent = value.replace('\n', "\r\n");
        prop_assert_eq!(check(&field, &sent).is_ok(), allowed && !blank, "they agree on {:?} in {:?}", value, field);
    }

    #[test]
    fn numbers_are_held_to_what_their_attributes_say(
        required: bool,
        min in proptest::option::of(-50_i32..50),
        max in proptest::option::of(-50_i32..50),
        value in prop_oneof![
            Just(String::new()),
            (-60_i32..60).prop_map(|n| n.to_string()),
            (-600_i32..600).prop_map(|n| format!("{}", f64::from(n) / 10.0)),
            (0_i32..60).prop_map(|n| format!("0{n}.50")),
            (-9_i32..9, -2_i32..2).prop_map(|(n, e)| format!("{n}e{e}")),
        ],
    ) {
        let text = |bound: Option<i32>| bound.map(|bound| bound.to_string());
        let field = FieldDefinition { required, min: text(min), max: text(max), ..field(FieldType::Number) };
        let allowed = browser_allows(&FieldRules::from(&field).html_attributes(), &value);
        prop_assert_eq!(check(&field, &value).is_ok(), allowed, "browser and core agree on {:?} in {:?}", value, field);
    }

    #[test]
    fn dates_are_held_to_what_their_attributes_say(
        required: bool,
        min in proptest::option::of(date()),
        max in proptest::option::of(date()),
        value in prop_oneof![1 => Just(String::new()), 9 => date()],
    ) {
        let field = FieldDefinition { required, min, max, ..field(FieldType::Date) };
        let allowed = browser_allows(&FieldRules::from(&field).html_attributes(), &value);
        prop_assert_eq!(check(&field, &value).is_ok(), allowed, "browser and core agree on {:?} in {:?}", value, field);
    }

    #[test]
    fn only_offered_values_are_chosen(required: bool, offered in proptest::collection::hash_set("[a-d]{1,2}", 1..5), value in "[a-d]{0,2}") {
        let options: Vec<String> = offered.into_iter().collect();
        for kind in [FieldType::Select, FieldType::Radio] {
            let field = FieldDefinition { required, options: options.clone(), ..field(kind) };
            let allowed = if value.is_empty() { !required } else { options.contains(&value) };
            prop_assert_eq!(check(&field, &value).is_ok(), allowed, "{:?} of {:?}", value, options);
        }
        let field = FieldDefinition { required, options: options.clone(), ..field(FieldType::Checkbox) };
        let twice = Submitted::Many(vec![options[0].clone(), value.clone()]);
        let allowed = value.is_empty() || options.contains(&value);
        prop_assert_eq!(FieldRules::from(&field).check(Some(&twice)).is_ok(), allowed, "{:?} of {:?}", value, options);
    }

    #[test]
    fn no_submission_breaks_the_rules(sent in proptest::collection::btree_map("\\PC{0,6}", "\\PC*", 0..5)) {
        let form: FormDefinition = serde_json::from_value(every_type()).unwrap();
        let sent: BTreeMap<String, Submitted> = sent.into_iter().map(|(k, v)| (k, Submitted::One(v))).collect();
        prop_assert!(form.check(&sent).is_err(), "required answers are missing, whatever else was sent");
    }
}

/// A form with every type of field.
fn every_type() -> Value {
    json!({
        "consentWording": "You may contact me.",
        "fields": [
            { "key": "name", "label": "Name", "type": "text", "required": true, "pattern": "name" },
            { "key": "email", "label": "E-mail", "type": "email", "required": true, "indexed": true },
            { "key": "phone", "label": "Phone", "type": "tel" },
            { "key": "born", "label": "Born", "type": "date", "min": "1900-01-01", "max": "2026-12-31" },
            { "key": "people", "label": "People", "type": "number", "min": "1", "max": "12", "indexed": true },
            { "key": "plan", "label": "Plan", "type": "select", "options": ["Bronze", "Silver"], "indexed": true },
            { "key": "when", "label": "When", "type": "radio", "options": ["Morning", "Evening"] },
            { "key": "needs", "label": "Needs", "type": "checkbox", "options": ["Dental", "Vision"] },
            { "key": "note", "label": "Note", "type": "textarea", "maxLength": 20 },
            { "key": "zip", "label": "ZIP", "type": "text", "pattern": "usZip" },
            { "key": "agree", "label": "Consent", "type": "consent", "required": true },
        ],
    })
}

fn submit(change: &[(&str, Value)]) -> Result<Value, Vec<String>> {
    let form: FormDefinition = serde_json::from_value(every_type()).unwrap();
    let mut sent = json!({ "name": "Zoë O’Neil-Smith", "email": "zoe@example.com", "agree": "yes" });
    for (key, value) in change {
        sent[*key] = value.clone();
    }
    let sent: BTreeMap<String, Submitted> = serde_json::from_value(sent).unwrap();
    form.check(&sent)
        .map(|answers| Value::Object(answers.0))
        .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
}

#[test]
fn a_submission_is_held_to_the_form() {
    let good = submit(&[
        ("phone", json!("+1 (555) 010-1234")),
        ("needs", json!(["Vision", "Dental", "Vision"])),
        ("people", json!("4")),
        ("zip", json!("01103-1234")),
        ("note", json!(["one\r\ntwo"])),
        ("born", json!("")),
    ])
    .unwrap();
    assert_eq!(good["needs"], json!(["Dental", "Vision"]), "choices come in the form's order, each once");
    assert_eq!(good["note"], "one\ntwo", "line ends are one character");
    assert!(good.get("born").is_none(), "what was left empty is not an answer");
    for (field, bad) in [
        ("name", json!("")),
        ("name", json!("Zoë <b>")),
        ("name", json!(["a", "b"])),
        ("name", json!("a\u{0}b")),
        ("name", json!("a\nb")),
        ("name", json!("a".repeat(201))),
        ("email", json!("zoe@")),
        ("email", json!("zoe@example.com\nBcc: x@example.com")),
        ("phone", json!("call me")),
        ("phone", json!("()")),
        ("born", json!("2026-02-30")),
        ("born", json!("1899-12-31")),
        ("born", json!("30.11.2026")),
        ("people", json!("0")),
        ("people", json!("13")),
        ("people", json!("1e999")),
        ("people", json!("NaN")),
        ("people", json!(" 4")),
        ("plan", json!("Gold")),
        ("when", json!("Noon")),
        ("needs", json!(["Dental", "Gold"])),
        ("note", json!("a".repeat(21))),
        ("zip", json!("1234")),
        ("zip", json!("12345-12")),
        ("agree", json!("no")),
        ("agree", json!("")),
        ("extra", json!("x")),
    ] {
        assert_eq!(submit(&[(field, bad.clone())]), Err(vec![field.to_string()]), "refused: {field} = {bad}");
    }
}

#[test]
fn a_form_with_faults_is_not_published() {
    let test = TestApp::new();
    let made = test.ok("forms.create", json!({ "name": "Ask us" }));
    let base = |content: Value| {
        let now = test.ok("forms.get", json!({ "form": made["id"] }))["draftUpdatedAt"].clone();
        json!({ "form": made["id"], "content": content, "baseUpdatedAt": now })
    };
    let of = |fields: Value| json!({ "definition": { "fields": fields } });
    for (fault, fields) in [
        ("no fields", json!([])),
        (
            "a key twice",
            json!([{ "key": "a", "label": "A", "type": "text" }, { "key": "a", "label": "B", "type": "text" }]),
        ),
        ("a bad key", json!([{ "key": "A b", "label": "A", "type": "text" }])),
        ("a key of the page's own", json!([{ "key": "utm_source", "label": "A", "type": "text" }])),
        ("no label", json!([{ "key": "a", "label": " ", "type": "text" }])),
        ("no options", json!([{ "key": "a", "label": "A", "type": "select" }])),
        ("an option twice", json!([{ "key": "a", "label": "A", "type": "radio", "options": ["x", "x"] }])),
        ("options of a text", json!([{ "key": "a", "label": "A", "type": "text", "options": ["x"] }])),
        (
            "a range turned round",
            json!([{ "key": "a", "label": "A", "type": "number", "min": "5", "max": "1" }]),
        ),
        ("a date that is none", json!([{ "key": "a", "label": "A", "type": "date", "min": "2026-13-01" }])),
        (
            "a length turned round",
            json!([{ "key": "a", "label": "A", "type": "text", "minLength": 9, "maxLength": 3 }]),
        ),
        ("too long an answer", json!([{ "key": "a", "label": "A", "type": "text", "maxLength": 9999 }])),
        ("a pattern of a date", json!([{ "key": "a", "label": "A", "type": "date", "pattern": "digits" }])),
        ("consent without words", json!([{ "key": "a", "label": "A", "type": "consent" }])),
    ] {
        test.ok("forms.saveDraft", base(of(fields)));
        let error = test.refused("forms.publish", json!({ "form": made["id"] }));
        assert_eq!(error.code, Code::Invalid, "{fault}: {error}");
    }
    test.ok("forms.saveDraft", base(json!({ "definition": every_type(), "redirectUrl": "/thanks" })));
    let version = test.ok("forms.publish", json!({ "form": made["id"] }));
    assert_eq!(version["number"], 1, "a form in order is published");
    let fields = test.ctx(&test.a).read(|read| {
        read.all("SELECT field_key FROM form_fields WHERE is_indexed = 1 ORDER BY position", [], |row| {
            row.get::<_, String>(0)
        })
    });
    assert_eq!(fields.unwrap(), ["email", "people", "plan"], "its fields are projected with it");
    for address in
        ["//evil.example", "http://example.com", "javascript:alert(1)", "https://a@b.example", "/\\evil"]
    {
        let error = test
            .refused("forms.saveDraft", base(json!({ "definition": every_type(), "redirectUrl": address })));
        assert_eq!(error.field.as_deref(), Some("redirectUrl"), "not even a draft keeps {address}: {error}");
    }
}

#[test]
fn published_forms_never_change() {
    let test = TestApp::new();
    let (form, version) = published(&test);
    for sql in [
        "UPDATE main.form_versions SET definition = '{\"fields\":[]}'",
        "DELETE FROM main.form_versions",
        "UPDATE main.form_fields SET required = 0",
        "DELETE FROM main.form_fields",
    ] {
        let written = test.ctx(&test.a).write(Action::plain("test.write"), move |tx| tx.execute(sql, []));
        let error = written.expect_err("the database itself refuses");
        assert!(error.message.contains("published form version"), "{sql}: {error:?}");
    }
    let again = test.ok("forms.publish", json!({ "form": form }));
    assert_eq!(again["id"], version, "publishing the same again gives the same version");
}

#[test]
fn forms_are_guarded_like_templates() {
    let test = TestApp::new();
    let (form, _) = published(&test);
    let content = json!({ "definition": { "fields": [] } });
    for (name, request) in [
        ("forms.get", json!({ "form": form })),
        ("forms.update", json!({ "form": form, "name": "x" })),
        ("forms.publish", json!({ "form": form })),
        ("forms.versions", json!({ "form": form })),
        ("forms.delete", json!({ "form": form })),
        ("forms.create", json!({ "name": "x", "copyOf": form })),
        ("forms.saveDraft", json!({ "form": form, "content": content, "baseUpdatedAt": 0 })),
    ] {
        assert_eq!(
            refused_to(&test, &test.b, name, request).code,
            Code::NotFound,
            "{name} of another organization"
        );
    }
    let consultant = member(&test, "Consultant");
    let rename = json!({ "form": form, "name": "Mine now" });
    assert_eq!(refused_to(&test, &consultant, "forms.update", rename).code, Code::Forbidden, "not theirs");
    let own = test.call(&consultant, "forms.create", json!({ "name": "Own" })).unwrap();
    let base = own["draftUpdatedAt"].clone();
    let save = |base: &Value| {
        test.call(
            &consultant,
            "forms.saveDraft",
            json!({ "form": own["id"], "content": own["draft"], "baseUpdatedAt": base }),
        )
    };
    save(&base).unwrap();
    assert_eq!(save(&base).unwrap_err().code, Code::Conflict, "the second save of one base is told");
    let offer = test.ok("forms.delete", json!({ "form": own["id"] }));
    test.ok("changes.undo", json!({ "change": offer["change"] }));
    test.ok("forms.get", json!({ "form": own["id"] }));
}
