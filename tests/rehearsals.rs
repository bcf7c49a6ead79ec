//! Rehearsals: the same digest again, nothing left after a cancel, landing events kept by a reset, crashes recovered.

use reachly_core::Code;
use reachly_core::app::Workspace;
use reachly_core::store::Action;
use reachly_rehearsal::{Device, EventKind};
use rusqlite::params;
use rusqlite::types::Value::Integer;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{TestApp, options};

/// A campaign of A with an e-mail, a form and a list of so many contacts, every one mailable.
pub fn campaign(test: &TestApp, contacts: i64) -> Value {
    let list: Uuid = test
        .ctx(&test.a)
        .write(Action::plain("test.list"), move |tx| {
            let organization = tx.organization_key()?;
            let id = tx.new_id();
            let list = tx.insert(
                "INSERT INTO main.contact_lists (id, organization_key, name, total_count, created_at, updated_at)
                 VALUES (?1, ?2, 'Everybody', ?3, 0, 0)",
                params![id.as_bytes(), organization, contacts],
            )?;
            let mut members = Vec::new();
            for number in 0..contacts {
                let contact = tx.new_id();
                let key = tx.insert(
                    "INSERT INTO main.contacts (id, organization_key, email, address_key, first_name, validation_status,
                       created_at, updated_at) VALUES (?1, ?2, ?3, ?3, ?4, ?5, 0, 0)",
                    params![
                        contact.as_bytes(),
                        organization,
                        format!("person{number}@harbor-benefits.com"),
                        if number == 0 { "=cmd()".to_string() } else { format!("Person {number}") },
                        number % 3
                    ],
                )?;
                members.push([Integer(list), Integer(key), Integer(number % 3), Integer(0)]);
            }
            let columns = ["list_key", "contact_key", "validation_status", "added_at"];
            tx.append("list_members", &columns, members)?;
            Ok(id)
        })
        .unwrap();
    let template = test.ok("templates.create", json!({ "name": "Letter", "starter": "plain-letter" }));
    let email = test.ok("templates.publish", json!({ "template": template["id"] }));
    let form = test.ok("forms.create", json!({ "name": "Call me" }));
    let form = test.ok("forms.publish", json!({ "form": form["id"] }));
    let made = test.ok("campaigns.create", json!({ "name": "Spring" }));
    test.ok(
        "campaigns.update",
        json!({ "campaign": made["id"], "version": made["version"], "includeLists": [list],
                "templateVersion": email["id"], "formVersion": form["id"] }),
    );
    made["id"].clone()
}

/// Rates high enough that every count has something to count.
pub fn lively() -> Value {
    json!({ "industry": "insurance", "openHuman": 0.5, "click": 0.2, "hardBounce": 0.03, "softBounce": 0.03,
            "unsubscribe": 0.02, "complaint": 0.01, "formSubmit": 0.5, "scannerShare": 0.05 })
}

fn wait(test: &TestApp, job: &Value) {
    test.app.workspace().unwrap().jobs.wait(job.as_str().unwrap().parse().unwrap());
}

/// Rehearses and waits; the run as it stands then.
pub fn rehearse(test: &TestApp, campaign: &Value, more: Value) -> Value {
    let mut request = json!({ "campaign": campaign, "seed": 7, "config": lively() });
    for (name, value) in more.as_object().unwrap() {
        request[name] = value.clone();
    }
    let started = test.ok("rehearsals.start", request);
    wait(test, &started["job"]);
    let run = test.ok("rehearsals.get", json!({ "run": started["run"] }));
    let jobs = test.ok("jobs.list", json!({}));
    assert_eq!(run["state"], "done", "the rehearsal is done: {jobs}");
    run
}

pub fn count(test: &TestApp, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    test.ctx(&test.a).read(|read| read.one(&sql, [], |row| row.get(0))).unwrap()
}

pub fn drifts(test: &TestApp, campaign: &Value) -> Vec<reachly_core::events::Drift> {
    let id: Uuid = campaign.as_str().unwrap().parse().unwrap();
    test.ctx(&test.a)
        .read(|read| reachly_core::events::recompute(read, read.key_of("campaigns", "campaign", id)?))
        .unwrap()
}

/// A visitor submits the form of the campaign.
pub fn land(test: &TestApp, campaign: &Value, contact: Option<i64>, kind: EventKind) {
    let id: Uuid = campaign.as_str().unwrap().parse().unwrap();
    test.ctx(&test.a)
        .write(Action::quiet("test.land"), move |tx| {
            let campaign_key = tx.key_of("campaigns", "campaign", id)?;
            let visit = reachly_core::events::NewVisit {
                campaign_key,
                ip_address: Some("127.0.0.1".into()),
                user_agent: Some("Firefox".into()),
                session: "s".into(),
            };
            let visit_key = reachly_core::events::visit(tx, &visit)?;
            let event = reachly_core::events::LandingEvent {
                campaign_key,
                kind,
                contact_key: contact,
                link: None,
                device: Device::Desktop,
                client: "Firefox".into(),
                flags: 0,
                visit_key,
            };
            reachly_core::events::record(tx, &event)
        })
        .unwrap();
}

const RUN_TABLES: [&str; 7] = [
    "events",
    "assignments",
    "event_aggregations",
    "event_day_totals",
    "event_day_contacts",
    "event_rollups",
    "run_contacts",
];

#[test]
fn the_same_seed_gives_the_same_digest_and_another_does_not() {
    let test = TestApp::new();
    let campaign = campaign(&test, 500);
    let first = rehearse(&test, &campaign, json!({}));
    let events = count(&test, "events");
    assert_eq!(first["recipients"], 500, "everybody was rehearsed");
    assert_eq!(first["events"], events, "the run counts its events");
    assert_eq!(count(&test, "assignments"), 500, "one assignment a contact");
    let again = rehearse(&test, &campaign, json!({}));
    assert_eq!(again["digest"], first["digest"], "same seed, assumptions and audience: same digest");
    assert_eq!(count(&test, "events"), events, "running again replaced the events");
    assert_eq!(count(&test, "assignments"), 500, "and the assignments");
    let other = rehearse(&test, &campaign, json!({ "seed": 8 }));
    assert_ne!(other["digest"], first["digest"], "another seed is another run");
    let runs = test.ok("rehearsals.runs", json!({ "campaign": campaign }));
    let states: Vec<&str> =
        runs.as_array().unwrap().iter().map(|run| run["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["done", "reset", "reset"], "one stands, the others keep seed and digest");
    assert!(runs[1]["cleared"].as_bool().unwrap(), "and have no rows");
    assert_eq!(drifts(&test, &campaign), [], "every count is what the events say");
}

#[test]
fn an_assignment_says_what_the_events_say() {
    let test = TestApp::new();
    let campaign = campaign(&test, 800);
    rehearse(&test, &campaign, json!({}));
    for (column, condition) in [
        ("sent_at", "event_type = 1"),
        ("delivered_at", "event_type = 2"),
        ("first_open_at", "event_type = 3 AND flags & 3 = 0"),
        ("first_machine_open_at", "event_type = 3 AND flags & 3 <> 0"),
        ("first_click_at", "event_type = 4 AND flags & 3 = 0"),
        ("bounced_at", "event_type = 5"),
        ("unsubscribed_at", "event_type = 6"),
        ("complained_at", "event_type = 7"),
        ("first_view_at", "event_type = 8"),
        ("first_submit_at", "event_type = 9"),
    ] {
        let sql = format!(
            "SELECT count(*), count(a.{column}), coalesce(sum(a.{column} IS NOT
               (SELECT min(occurred_at) FROM events e WHERE e.contact_key = a.contact_key AND {condition})), 0)
             FROM assignments a"
        );
        let (all, set, wrong): (i64, i64, i64) = test
            .ctx(&test.a)
            .read(|read| read.one(&sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))))
            .unwrap();
        assert_eq!((all, wrong), (800, 0), "{column} is the first such event of each contact");
        assert!(set > 0, "{column} is set somewhere, or this test says nothing");
    }
}

#[test]
fn a_reset_leaves_the_landing_page_events() {
    let test = TestApp::new();
    let campaign = campaign(&test, 400);
    land(&test, &campaign, None, EventKind::FormView);
    rehearse(&test, &campaign, json!({}));
    land(&test, &campaign, Some(3), EventKind::FormSubmit);
    assert_eq!(drifts(&test, &campaign), [], "counts hold with both kinds of events");
    let before = count(&test, "events");
    let reset = test.ok("rehearsals.reset", json!({ "campaign": campaign }));
    wait(&test, &reset["job"]);
    assert!(before > 400, "there was something to take back: {before}");
    assert_eq!(count(&test, "events"), 2, "the two visits stay");
    assert_eq!(count(&test, "assignments"), 0, "the assignments go");
    assert_eq!(drifts(&test, &campaign), [], "the counts are those of the visits");
    assert_eq!(count(&test, "event_aggregations"), 2, "a view and a submission");
    let refused = test.refused("rehearsals.reset", json!({ "campaign": campaign }));
    assert_eq!(refused.code, Code::Conflict, "there is nothing left to reset");
    let audit = test.ok("audit.page", json!({ "offset": 0, "limit": 20 }));
    assert!(audit.to_string().contains("rehearsal.reset"), "the reset is in the audit trail");
    assert_eq!(test.ok("audit.verify", json!({}))["fault"], Value::Null, "and the trail stands");
}

#[test]
fn a_cancelled_rehearsal_leaves_no_row() {
    let test = TestApp::new();
    let campaign = campaign(&test, 3_000);
    let request = json!({ "campaign": campaign, "seed": 7, "config": lively() });
    let started = test.ok("rehearsals.start", request);
    test.ok("jobs.cancel", json!({ "job": started["job"] }));
    wait(&test, &started["job"]);
    let run = test.ok("rehearsals.get", json!({ "run": started["run"] }));
    assert_eq!(run["state"], "cancelled", "the run says so");
    for table in RUN_TABLES {
        assert_eq!(count(&test, table), 0, "nothing of it is left in {table}");
    }
    rehearse(&test, &campaign, json!({}));
    for table in RUN_TABLES {
        assert!(count(&test, table) > 0, "one that was not cancelled fills {table}");
    }
}

#[test]
fn a_rehearsal_that_a_crash_left_running_is_taken_back_at_the_next_opening() {
    let test = TestApp::new();
    let campaign = campaign(&test, 600);
    let run = rehearse(&test, &campaign, json!({}));
    // As a crash leaves it: rows there, the run not done.
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    let raw = raw(&path);
    raw.execute_batch("DROP TRIGGER runs_machine; UPDATE runs SET state = 'running', digest = NULL").unwrap();
    drop(raw);
    let workspace = Workspace::open(&path, options(false)).unwrap();
    test.app.replace(Some(std::sync::Arc::clone(&workspace)));
    let now = test.ok("rehearsals.get", json!({ "run": run["id"] }));
    assert_eq!(now["state"], "failed", "it does not stand any more");
    let report = test.ok("reports.campaign", json!({ "campaign": campaign }));
    assert_eq!(report["figures"][0]["count"], 0, "and shows nothing from the first moment on");
    for job in test.ok("jobs.list", json!({})).as_array().unwrap() {
        wait(&test, &job["id"]);
    }
    for table in RUN_TABLES {
        assert_eq!(count(&test, table), 0, "its rows are gone from {table}");
    }
    workspace.store.check_integrity().unwrap();
    rehearse(&test, &campaign, json!({}));
}

#[test]
fn the_clock_moves_only_when_asked() {
    let test = TestApp::new();
    let campaign = campaign(&test, 50);
    let clock = || -> i64 {
        let sql = "SELECT campaign_clock_ms FROM organizations";
        test.ctx(&test.a).read(|read| read.one(sql, [], |row| row.get(0))).unwrap()
    };
    let before = clock();
    rehearse(&test, &campaign, json!({}));
    assert_eq!(clock(), before, "a rehearsal leaves the clock alone");
    assert_eq!(count(&test, "event_aggregations WHERE is_final = 1"), 0, "no day is over");
    let run = rehearse(&test, &campaign, json!({ "advanceClock": true }));
    assert_eq!(run["endsAt"], clock(), "asked for, it moves to the end of the run");
    assert!(count(&test, "event_aggregations WHERE is_final = 1") > 0, "and days become final");
    let sent = "event_aggregations WHERE event_type = 9 AND is_final = 1 AND adjustments > 0";
    assert_eq!(count(&test, sent), 0, "what the run itself wrote is no adjustment");
}

#[test]
fn who_may_not_and_what_may_not_be_rehearsed() {
    let test = TestApp::new();
    let empty = test.ok("campaigns.create", json!({ "name": "Empty" }));
    let refused = test.refused("rehearsals.start", json!({ "campaign": empty["id"] }));
    assert_eq!(refused.code, Code::Conflict, "no e-mail, no rehearsal");
    let campaign = campaign(&test, 10);
    let bad = json!({ "campaign": campaign, "config": { "click": 0.9 } });
    assert_eq!(
        test.refused("rehearsals.start", bad).field.as_deref(),
        Some("config.click"),
        "a wrong rate is named"
    );
    let bad = json!({ "campaign": campaign, "seed": 9_007_199_254_740_992_u64 });
    assert_eq!(
        test.refused("rehearsals.start", bad).field.as_deref(),
        Some("seed"),
        "a seed too large is named"
    );
    let other = test.call(&test.b, "rehearsals.start", json!({ "campaign": campaign }));
    assert_eq!(other.unwrap_err().code, Code::NotFound, "another organization's campaign does not exist");
    for (role, may) in [("Manager", true), ("Consultant", false), ("Analyst", false), ("Viewer", false)] {
        let person = &test.roles.iter().find(|(name, _)| *name == role).unwrap().1;
        let asked = test.call(person, "rehearsals.start", json!({ "campaign": campaign }));
        match asked {
            Ok(started) if may => wait(&test, &started["job"]),
            Err(error) if !may => assert_eq!(error.code, Code::Forbidden, "{role} may not"),
            other => panic!("{role}: {other:?}"),
        }
    }
}

#[test]
fn presets_name_their_sources() {
    let test = TestApp::new();
    let presets = test.ok("rehearsals.presets", json!({}));
    assert_eq!(presets[0]["key"], "insurance", "insurance comes first");
    assert!(presets.as_array().unwrap().iter().all(|one| !one["sources"].as_array().unwrap().is_empty()));
    let campaign = campaign(&test, 1);
    let defaults = test.ok("rehearsals.defaults", json!({ "campaign": campaign }));
    assert_eq!(defaults["config"]["utcOffsetMinutes"], -300, "hours are those of New York in November");
    assert_eq!(defaults["hasForm"], true, "the campaign has a form");
}

/// The file without the guard: what only a crash or a stranger does.
pub fn raw(path: &std::path::Path) -> rusqlite::Connection {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
    rusqlite::Connection::open_with_flags(path, flags).unwrap()
}

#[test]
fn a_reset_and_the_next_rehearsal_at_once_leave_exactly_the_next_one() {
    let test = TestApp::new();
    let campaign = campaign(&test, 1_500);
    let first = rehearse(&test, &campaign, json!({}));
    for _ in 0..3 {
        let reset = test.ok("rehearsals.reset", json!({ "campaign": campaign }));
        let next = rehearse(&test, &campaign, json!({}));
        wait(&test, &reset["job"]);
        assert_eq!(next["digest"], first["digest"], "the next run is whole");
        assert_eq!(next["events"], count(&test, "events"), "and nothing of it was cleared with the first");
        assert_eq!(count(&test, "assignments"), 1_500, "its assignments stand");
        assert_eq!(drifts(&test, &campaign), [], "and its counts are right");
    }
    let jobs = test.ok("jobs.list", json!({}));
    assert!(!jobs.to_string().contains("\"failed\""), "no job failed over it: {jobs}");
}

#[test]
fn whoever_reaches_only_their_own_does_not_move_everybodys_clock() {
    let test = TestApp::new();
    let consultant = test.roles.iter().find(|(role, _)| *role == "Consultant").unwrap().1.clone();
    let theirs = campaign(&test, 20);
    let own = test.call(&consultant, "campaigns.create", json!({ "name": "Own", "copyOf": theirs })).unwrap();
    let asked = json!({ "campaign": own["id"], "seed": 1, "advanceClock": true });
    let refused = test.call(&consultant, "rehearsals.start", asked).unwrap_err();
    assert_eq!(refused.code, Code::Forbidden, "it would start and play the campaigns of others: {refused:?}");
    let quiet = json!({ "campaign": own["id"], "seed": 1, "advanceClock": false });
    assert!(test.call(&consultant, "rehearsals.start", quiet).is_ok(), "one's own is rehearsed all the same");
}
