//! Campaigns: the status machine in the core and in the database, who may change what, addresses of pages.

use reachly_core::campaigns::types::CampaignStatus;
use reachly_core::store::Action;
use reachly_core::suppressions::{suppression_hash, suppression_key};
use reachly_core::{Code, Error};
use rusqlite::params;
use rusqlite::types::Value as Sql;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{NOW, Person, TestApp};
use crate::templates::{contact, member, refused_to};
use crate::{forms, templates};

/// A contact list of this person's organization with these members.
pub fn list(test: &TestApp, person: &Person, name: &str, members: &[i64]) -> Uuid {
    let (name, members) = (name.to_string(), members.to_vec());
    let ctx = test.ctx(person);
    ctx.write(Action::plain("test.list"), move |tx| {
        let (id, organization) = (tx.new_id(), tx.organization_key()?);
        let key = tx.insert(
            "INSERT INTO main.contact_lists (id, organization_key, name, total_count, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, 0, 0)",
            params![id.as_bytes(), organization, name, members.len() as i64],
        )?;
        let rows = members.iter().map(|contact| [Sql::Integer(key), Sql::Integer(*contact), Sql::Integer(0)]);
        tx.append("list_members", &["list_key", "contact_key", "added_at"], rows)?;
        Ok(id)
    })
    .unwrap()
}

pub fn key_of(test: &TestApp, view: &str, id: Uuid) -> i64 {
    test.ctx(&test.a).read(|read| read.key_of(view, "row", id)).unwrap()
}

pub fn id_of(value: &Value) -> Uuid {
    value.as_str().unwrap().parse().unwrap()
}

/// A draft of A that passes the launch check.
fn ready(test: &TestApp) -> Value {
    let person = contact(test, "Ann", "Lee", &format!("ann-{}@example.com", test.ctx(&test.a).now().0));
    ready_with(test, person)
}

fn ready_with(test: &TestApp, person: Uuid) -> Value {
    let made = test.ok("campaigns.create", json!({ "name": "Open enrolment" }));
    let list = list(test, &test.a, &format!("Of {}", made["slug"]), &[key_of(test, "contacts", person)]);
    let (_, template) = templates::published(test);
    let (_, form) = forms::published(test);
    test.ok(
        "campaigns.update",
        json!({
            "campaign": made["id"], "version": made["version"], "includeLists": [list], "templateVersion": template,
            "formVersion": form, "scheduledAt": NOW + 3_600_000, "budgetMinor": 50_000,
            "landingHeadline": "Compare in ten minutes",
        }),
    )
}

fn set_status(test: &TestApp, campaign: &Value, status: &str) -> Result<Value, Error> {
    test.call(&test.a, "campaigns.setStatus", json!({ "campaign": campaign["id"], "status": status }))
}

/// The change by plain SQL, past the core.
fn force_status(test: &TestApp, campaign: &Value, status: &str) -> Result<usize, Error> {
    let (id, status) = (id_of(&campaign["id"]), status.to_string());
    test.ctx(&test.a).write(Action::plain("test.force"), move |tx| {
        tx.execute("UPDATE main.campaigns SET status = ?2 WHERE id = ?1", params![id.as_bytes(), status])
    })
}

/// The way from draft to each status.
fn way_to(status: CampaignStatus) -> &'static [&'static str] {
    match status {
        CampaignStatus::Draft => &[],
        CampaignStatus::Scheduled => &["scheduled"],
        CampaignStatus::Active => &["active"],
        CampaignStatus::Paused => &["active", "paused"],
        CampaignStatus::Completed => &["active", "completed"],
        CampaignStatus::Cancelled => &["scheduled", "cancelled"],
    }
}

#[test]
fn core_and_database_hold_the_same_status_machine() {
    let test = TestApp::new();
    let person = contact(&test, "Ann", "Lee", "ann@example.com");
    for from in CampaignStatus::ALL {
        for to in CampaignStatus::ALL {
            let name = format!("{} to {}", from.word(), to.word());
            let campaign = ready_with(&test, person);
            for step in way_to(from) {
                set_status(&test, &campaign, step).unwrap_or_else(|error| panic!("way to {name}: {error}"));
            }
            if from.next().contains(&to) {
                let done =
                    set_status(&test, &campaign, to.word()).unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(done["status"], to.word(), "the core allows {name}");
                continue;
            }
            let error = set_status(&test, &campaign, to.word()).expect_err(&name);
            assert_eq!(error.code, Code::Conflict, "the core refuses {name}: {error}");
            if from == to {
                continue;
            }
            let error = force_status(&test, &campaign, to.word()).expect_err(&name);
            assert_eq!(error.code, Code::Conflict, "the database refuses {name}: {error:?}");
            let sentence = format!("A campaign that is {} cannot become {}.", from.word(), to.word());
            assert_eq!(error.message, sentence, "in a sentence");
            let status = test.ok("campaigns.get", json!({ "campaign": campaign["id"] }))["status"].clone();
            assert_eq!(status, from.word(), "nothing changed");
        }
    }
}

#[test]
fn the_database_lets_the_allowed_changes_through() {
    let test = TestApp::new();
    for status in CampaignStatus::ALL {
        let campaign = test.ok("campaigns.create", json!({ "name": "Bare" }));
        for step in way_to(status) {
            assert_eq!(
                force_status(&test, &campaign, step).unwrap(),
                1,
                "to {step} on the way to {}",
                status.word()
            );
        }
    }
    let error = test
        .ctx(&test.a)
        .write(Action::plain("test.insert"), |tx| {
            let (id, organization) = (tx.new_id(), tx.organization_key()?);
            tx.execute(
                "INSERT INTO main.campaigns (id, organization_key, name, status, slug, currency, created_at, updated_at)
                 VALUES (?1, ?2, 'x', 'active', 'abc', 'USD', 0, 0)",
                params![id.as_bytes(), organization],
            )
        })
        .expect_err("a campaign begins as a draft");
    assert_eq!(error.message, "A campaign begins as a draft.");
}

#[test]
fn a_campaign_lives_from_draft_to_completed() {
    let test = TestApp::new();
    let bare = test.ok("campaigns.create", json!({ "name": "Open enrolment 2027" }));
    assert_eq!(bare["slug"], "open-enrolment-2027", "the address comes from the name");
    assert_eq!(bare["currency"], "USD", "the currency from the organization");
    for step in ["audience", "email", "landingPage", "schedule"] {
        assert!(
            !bare["steps"][step]["missing"].as_array().unwrap().is_empty(),
            "the step {step} says what it lacks"
        );
    }
    let error = set_status(&test, &bare, "active").unwrap_err();
    assert!(error.message.contains("not ready"), "without anything it is not launched: {error}");
    let campaign = ready(&test);
    for step in ["audience", "email", "landingPage", "schedule"] {
        assert_eq!(campaign["steps"][step]["missing"], json!([]), "the step {step} lacks nothing");
    }
    let findings = test.ok("campaigns.check", json!({ "campaign": campaign["id"] }));
    let errors = findings.as_array().unwrap().iter().filter(|finding| finding["severity"] == "error").count();
    assert_eq!(errors, 0, "the check passes: {findings}");
    let active = set_status(&test, &campaign, "active").unwrap();
    assert_eq!(active["startedAt"], json!(NOW), "it started on the campaign clock");
    let paused = set_status(&test, &campaign, "paused").unwrap();
    assert_eq!(paused["nextStatuses"], json!(["active", "cancelled"]), "the page knows where it can go");
    set_status(&test, &campaign, "active").unwrap();
    let done = set_status(&test, &campaign, "completed").unwrap();
    assert_eq!(done["endedAt"], json!(NOW), "and it ended");
    let past = json!({ "campaign": bare["id"], "version": bare["version"], "scheduledAt": NOW - 1 });
    test.ok("campaigns.update", past);
    let page = test.ok("campaigns.page", json!({ "offset": 0, "limit": 10, "status": "completed" }));
    assert_eq!(
        (page["total"].clone(), &page["rows"][0]["id"]),
        (json!(1), &campaign["id"]),
        "found by its status"
    );
    let drafts = page["counts"].as_array().unwrap().iter().find(|count| count["status"] == "draft").unwrap();
    assert_eq!(drafts["count"], 1, "every status is counted");
}

#[test]
fn what_goes_out_is_pinned_once_it_leaves_draft() {
    let test = TestApp::new();
    let campaign = ready(&test);
    let scheduled = set_status(&test, &campaign, "scheduled").unwrap();
    for (field, value) in [
        ("slug", json!("another-address")),
        ("templateVersion", Value::Null),
        ("formVersion", Value::Null),
        ("includeLists", json!([])),
        ("scheduledAt", json!(NOW + 1)),
    ] {
        let mut request = json!({ "campaign": campaign["id"], "version": scheduled["version"] });
        request[field] = value;
        let error = test.refused("campaigns.update", request);
        assert_eq!((error.code, error.field.as_deref()), (Code::Conflict, Some(field)), "{error}");
    }
    for column in ["slug = 'another-address'", "template_version_key = NULL", "form_version_key = NULL"] {
        let sql = format!("UPDATE main.campaigns SET {column} WHERE key IN (SELECT key FROM campaigns)");
        let error = test.ctx(&test.a).write(Action::plain("test.force"), move |tx| tx.execute(&sql, []));
        let message = error.expect_err("the database refuses too").message;
        assert!(message.contains("keeps its e-mail, its form and its address"), "{column}: {message}");
    }
    let request = json!({ "campaign": campaign["id"], "version": scheduled["version"], "budgetMinor": 1, "name": "Renamed" });
    assert_eq!(test.ok("campaigns.update", request)["name"], "Renamed", "words and money stay open");
}

#[test]
fn two_who_change_the_same_campaign_notice_each_other() {
    let test = TestApp::new();
    let made = test.ok("campaigns.create", json!({ "name": "Shared" }));
    let manager = member(&test, "Manager");
    let change = |person: &Person, name: &str, version: &Value| {
        test.call(
            person,
            "campaigns.update",
            json!({ "campaign": made["id"], "version": version, "name": name }),
        )
    };
    let first = change(&manager, "By the manager", &made["version"]).unwrap();
    let error = change(&test.a, "By Ada", &made["version"]).unwrap_err();
    assert_eq!(error.code, Code::Conflict, "the second is told: {error}");
    assert!(error.message.contains("Manager Person"), "by whom: {error}");
    change(&test.a, "By Ada", &first["version"]).unwrap();
    let rows = test.ok("campaigns.history", json!({ "campaign": made["id"], "offset": 0, "limit": 10 }));
    let told: Vec<(Value, Value)> =
        rows.as_array().unwrap().iter().map(|row| (row["who"].clone(), row["changes"].clone())).collect();
    let named = |from: &str, to: &str| json!([{ "field": "name", "from": from, "to": to }]);
    assert_eq!(
        told[0],
        (json!("Ada Admin"), named("By the manager", "By Ada")),
        "the history tells old and new"
    );
    assert_eq!(told[1], (json!("Manager Person"), named("Shared", "By the manager")), "and who");
    assert_eq!(told.len(), 3, "down to its making: {told:?}");
}

#[test]
fn the_history_names_what_keys_stand_for() {
    let test = TestApp::new();
    let campaign = ready(&test);
    let rows = test.ok("campaigns.history", json!({ "campaign": campaign["id"], "offset": 0, "limit": 1 }));
    let changes = rows[0]["changes"].as_array().unwrap();
    let of = |field: &str| changes.iter().find(|change| change["field"] == field).unwrap()["to"].clone();
    assert_eq!(of("templateVersion"), "Spring letter, version 1", "a version by its name");
    assert_eq!(of("includeLists"), json!(["Of \"open-enrolment\""]), "lists by their names");
}

#[test]
fn a_slug_is_taken_across_organizations_and_after_deletion() {
    let test = TestApp::new();
    let theirs = test.call(&test.b, "campaigns.create", json!({ "name": "Renewal" })).unwrap();
    assert_eq!(theirs["slug"], "renewal");
    let answer = test.ok("campaigns.slugFree", json!({ "slug": "renewal" }));
    assert_eq!(
        answer,
        json!({ "free": false, "suggestion": "renewal-2" }),
        "taken, and nothing about by whom"
    );
    let ours = test.ok("campaigns.create", json!({ "name": "Renewal" }));
    assert_eq!(ours["slug"], "renewal-2", "a new campaign takes the free one");
    let own = test.ok("campaigns.slugFree", json!({ "slug": "renewal-2", "campaign": ours["id"] }));
    assert_eq!(own["free"], true, "one's own address is free to it");
    let request = json!({ "campaign": ours["id"], "version": ours["version"], "slug": "renewal" });
    let error = test.refused("campaigns.update", request);
    assert_eq!((error.code, error.field.as_deref()), (Code::Taken, Some("slug")), "{error:?}");
    assert!(
        error.todo.as_deref().is_some_and(|todo| todo.contains("renewal-3")),
        "with a free suggestion: {error}"
    );
    test.call(&test.b, "campaigns.delete", json!({ "campaign": theirs["id"] })).unwrap();
    let answer = test.ok("campaigns.slugFree", json!({ "slug": "renewal" }));
    assert_eq!(answer["free"], false, "a deleted campaign keeps its address");
    let error = test.refused("campaigns.slugFree", json!({ "slug": "Not a slug" }));
    assert_eq!(error.code, Code::Invalid, "what cannot be an address is said so");
}

#[test]
fn another_organization_finds_nothing() {
    let test = TestApp::new();
    let campaign = ready(&test);
    let folder = test.ok("campaigns.createFolder", json!({ "name": "Autumn" }));
    let (_, template) = templates::published(&test);
    let theirs = test.call(&test.b, "campaigns.create", json!({ "name": "Theirs" })).unwrap();
    let id = &campaign["id"];
    let ours = list(&test, &test.a, "Ours", &[]);
    for (name, request) in [
        ("campaigns.get", json!({ "campaign": id })),
        ("campaigns.update", json!({ "campaign": id, "version": 1, "name": "x" })),
        ("campaigns.setStatus", json!({ "campaign": id, "status": "active" })),
        ("campaigns.check", json!({ "campaign": id })),
        ("campaigns.history", json!({ "campaign": id, "offset": 0, "limit": 10 })),
        ("campaigns.delete", json!({ "campaign": id })),
        ("campaigns.create", json!({ "name": "x", "copyOf": id })),
        ("campaigns.create", json!({ "name": "x", "folder": folder["id"] })),
        ("campaigns.page", json!({ "offset": 0, "limit": 10, "folder": folder["id"] })),
        ("campaigns.slugFree", json!({ "slug": "abc", "campaign": id })),
        ("campaigns.renameFolder", json!({ "folder": folder["id"], "name": "x" })),
        ("campaigns.deleteFolder", json!({ "folder": folder["id"] })),
        ("campaigns.costs", json!({ "campaign": id })),
        ("campaigns.addCost", json!({ "campaign": id, "kind": "fixed", "amountMinor": 1 })),
        ("audience.waterfall", json!({ "campaign": id })),
        ("campaigns.update", json!({ "campaign": theirs["id"], "version": 1, "templateVersion": template })),
        ("campaigns.update", json!({ "campaign": theirs["id"], "version": 1, "includeLists": [ours] })),
        ("campaigns.update", json!({ "campaign": theirs["id"], "version": 1, "folder": folder["id"] })),
    ] {
        let error = refused_to(&test, &test.b, name, request.clone());
        assert_eq!(error.code, Code::NotFound, "{name} {request}: {error:?}");
    }
    let page = test.call(&test.b, "campaigns.page", json!({ "offset": 0, "limit": 10 })).unwrap();
    assert_eq!(page["total"], 1, "each sees its own");
}

#[test]
fn a_consultant_changes_only_own_campaigns() {
    let test = TestApp::new();
    let campaign = ready(&test);
    let consultant = member(&test, "Consultant");
    let seen = test.call(&consultant, "campaigns.get", json!({ "campaign": campaign["id"] })).unwrap();
    assert_eq!(seen["editable"], false, "seen, not changed");
    for (name, request) in [
        (
            "campaigns.update",
            json!({ "campaign": campaign["id"], "version": campaign["version"], "name": "x" }),
        ),
        ("campaigns.setStatus", json!({ "campaign": campaign["id"], "status": "active" })),
        ("campaigns.addCost", json!({ "campaign": campaign["id"], "kind": "fixed", "amountMinor": 1 })),
        ("campaigns.delete", json!({ "campaign": campaign["id"] })),
    ] {
        assert_eq!(
            refused_to(&test, &consultant, name, request).code,
            Code::Forbidden,
            "{name} of somebody else's"
        );
    }
    let own = test
        .call(&consultant, "campaigns.create", json!({ "name": "Own", "copyOf": campaign["id"] }))
        .unwrap();
    assert_eq!(own["includeLists"], campaign["includeLists"], "a copy takes the audience along");
    assert_eq!(own["scheduledAt"], Value::Null, "but no times");
    let started = test
        .call(&consultant, "campaigns.setStatus", json!({ "campaign": own["id"], "status": "active" }))
        .unwrap();
    assert_eq!(started["status"], "active", "their own is theirs to launch");
    let viewer = member(&test, "Viewer");
    let create = json!({ "name": "x" });
    assert_eq!(
        refused_to(&test, &viewer, "campaigns.create", create).code,
        Code::Forbidden,
        "a viewer only looks"
    );
}

#[test]
fn deleting_is_undone_and_a_running_campaign_is_not_deleted() {
    let test = TestApp::new();
    let campaign = ready(&test);
    let offer = test.ok("campaigns.delete", json!({ "campaign": campaign["id"] }));
    assert_eq!(
        test.refused("campaigns.get", json!({ "campaign": campaign["id"] })).code,
        Code::NotFound,
        "hidden"
    );
    test.ok("changes.undo", json!({ "change": offer["change"] }));
    let back = test.ok("campaigns.get", json!({ "campaign": campaign["id"] }));
    assert_eq!(back["version"], campaign["version"], "back as it was");
    set_status(&test, &campaign, "active").unwrap();
    let error = test.refused("campaigns.delete", json!({ "campaign": campaign["id"] }));
    assert_eq!(error.code, Code::Conflict, "{error}");
}

#[test]
fn folders_hold_campaigns_and_come_back() {
    let test = TestApp::new();
    let folder = test.ok("campaigns.createFolder", json!({ "name": "Autumn" }));
    let error = test.refused("campaigns.createFolder", json!({ "name": "Autumn" }));
    assert_eq!((error.code, error.field.as_deref()), (Code::Taken, Some("name")), "one name, one folder");
    let made = test.ok("campaigns.create", json!({ "name": "In it", "folder": folder["id"] }));
    assert_eq!(test.ok("campaigns.folders", json!({}))[0]["campaigns"], 1, "campaigns are counted");
    let offer = test.ok("campaigns.deleteFolder", json!({ "folder": folder["id"] }));
    let without = test.ok("campaigns.get", json!({ "campaign": made["id"] }));
    assert_eq!(without["folder"], Value::Null, "the campaign stays, without a folder");
    test.ok("changes.undo", json!({ "change": offer["change"] }));
    let with = test.ok("campaigns.get", json!({ "campaign": made["id"] }));
    assert_eq!(with["folder"]["name"], "Autumn", "the undo puts it back in");
}

#[test]
fn costs_are_a_ledger() {
    let test = TestApp::new();
    let made = test.ok("campaigns.create", json!({ "name": "Priced" }));
    for (kind, amount) in [("fixed", 10_000), ("fixed", -2_500), ("per_send", 2), ("per_lead", 300)] {
        test.ok("campaigns.addCost", json!({ "campaign": made["id"], "kind": kind, "amountMinor": amount }));
    }
    let costs = test.ok("campaigns.get", json!({ "campaign": made["id"] }))["costs"].clone();
    assert_eq!(
        costs,
        json!({ "fixedMinor": 7_500, "perSendMinor": 2, "perLeadMinor": 300 }),
        "sums are derived"
    );
}

#[test]
fn bad_values_are_refused_with_their_field() {
    let test = TestApp::new();
    let made = test.ok("campaigns.create", json!({ "name": "Checked" }));
    let list = list(&test, &test.a, "Both", &[]);
    for (field, change) in [
        ("name", json!({ "name": " " })),
        ("slug", json!({ "slug": "No" })),
        ("budgetMinor", json!({ "budgetMinor": -1 })),
        ("currency", json!({ "currency": "dollars" })),
        ("startDate", json!({ "startDate": "2026-02-30" })),
        ("endDate", json!({ "startDate": "2026-12-02", "endDate": "2026-12-01" })),
        ("excludeLists", json!({ "includeLists": [list], "excludeLists": [list] })),
    ] {
        let mut request = json!({ "campaign": made["id"], "version": made["version"] });
        request.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let error = test.refused("campaigns.update", request);
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)), "{error:?}");
    }
    let intro = "<p onclick=\"x()\">Hello <script>y()</script><b>you</b></p>";
    let request = json!({ "campaign": made["id"], "version": made["version"], "landingIntro": intro });
    let kept = test.ok("campaigns.update", request)["landingIntro"].clone();
    assert!(kept.as_str().unwrap().contains("<b>you</b>"), "harmless elements stay: {kept}");
    assert!(
        !kept.as_str().unwrap().contains("script") && !kept.as_str().unwrap().contains("onclick"),
        "{kept}"
    );
}

#[test]
fn suppressions_are_added_and_lifted() {
    let test = TestApp::new();
    let request =
        json!({ "addresses": ["Ann@Example.com", "no address", "bob@example.com"], "reason": "manual" });
    let added = test.ok("suppressions.add", request.clone());
    assert_eq!(
        (added["added"].clone(), added["refused"].clone()),
        (json!(2), json!(["no address"])),
        "{added}"
    );
    assert_eq!(test.ok("suppressions.add", request)["known"], 2, "a second time they are known");
    let page = test.ok("suppressions.page", json!({ "offset": 0, "limit": 10, "search": "ANN" }));
    assert_eq!(page["total"], 1, "found by a part of the address");
    let request = json!({ "suppression": page["rows"][0]["id"], "reason": "asked for it in writing" });
    let offer = test.ok("suppressions.remove", request.clone());
    assert_eq!(test.ok("suppressions.page", json!({ "offset": 0, "limit": 10 }))["total"], 1, "lifted");
    test.ok("changes.undo", json!({ "change": offer["change"] }));
    assert_eq!(test.ok("suppressions.page", json!({ "offset": 0, "limit": 10 }))["total"], 2, "and back");
    assert_eq!(refused_to(&test, &test.b, "suppressions.remove", request.clone()).code, Code::NotFound);
    let consultant = member(&test, "Consultant");
    assert_eq!(refused_to(&test, &consultant, "suppressions.remove", request).code, Code::Forbidden);
    let ctx = test.ctx(&test.a);
    let key = suppression_key(&ctx).unwrap();
    let again = suppression_key(&ctx).unwrap();
    let hash = suppression_hash(&key, "ann@example.com");
    assert_eq!(hash, suppression_hash(&again, "ann@example.com"), "the workspace keeps one key");
    assert_ne!(
        hash,
        *blake3_of("ann@example.com").as_bytes(),
        "without the key an address cannot be guessed from it"
    );
}

fn blake3_of(text: &str) -> blake3::Hash {
    blake3::hash(text.as_bytes())
}
