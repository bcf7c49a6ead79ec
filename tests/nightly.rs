//! Jobs of the night: once a day, missed nights once, a history, a run on demand, and a proof that reports what differs
//! and changes nothing.

use reachly_core::Code;
use reachly_core::jobs::kinds::KINDS;
use reachly_core::jobs::schedule;
use serde_json::{Value, json};

use crate::launch::wait;
use crate::rehearsals::{campaign, count, rehearse};
use crate::support::{NOW, TestApp, caller};

const DAY: i64 = 86_400_000;

/// Moves the laptop's clock and starts what is owed; how many jobs that were.
fn night(test: &TestApp, ms: i64) -> usize {
    let workspace = test.app.workspace().unwrap();
    workspace.store.clock().advance(ms);
    let started = schedule::catch_up(&workspace).unwrap();
    for job in &started {
        workspace.jobs.wait(*job);
    }
    started.len()
}

/// Sessions do not last for days.
fn signed_in_again(mut test: TestApp) -> TestApp {
    let nobody = reachly_core::app::Caller { session: None, organization: None, ..caller(&test.a) };
    let secrets = json!({ "email": "ada@harbor-benefits.com", "password": "correct horse" });
    let session = test.app.call(&nobody, "access.signIn", secrets).unwrap();
    test.a.session = session["token"].as_str().unwrap().to_string();
    test
}

/// Runs a job of the night now; its result.
fn run(test: &TestApp, kind: &str) -> Value {
    let started = test.ok("jobs.runNow", json!({ "kind": kind }));
    wait(test, &started);
    let history = test.ok("jobs.history", json!({ "kind": kind, "offset": 0, "limit": 1 }));
    assert_eq!(history["rows"][0]["id"], started["job"], "the newest comes first");
    history["rows"][0]["result"].clone()
}

#[test]
fn each_night_is_served_once_and_missed_nights_once_together() {
    let test = TestApp::new();
    assert_eq!(night(&test, 0), 0, "an organization owes no night before its first");
    // To 03:00 of the next day: two organizations, two jobs each.
    assert_eq!(night(&test, 18 * 3_600_000), 4, "the first night");
    assert_eq!(night(&test, 0), 0, "asking again starts nothing");
    assert_eq!(night(&test, 3_600_000), 0, "nor does an hour later");
    assert_eq!(night(&test, 10 * DAY), 4, "ten missed nights are one");
    assert_eq!(night(&test, 0), 0, "and that is that");
    let test = signed_in_again(test);
    let jobs = test.ok("jobs.scheduled", json!({}));
    let rows = jobs.as_array().unwrap();
    assert_eq!(rows.len(), 2, "proof and closing");
    for row in rows {
        assert_eq!(row["last"]["state"], "done", "{row}");
        let slot = row["last"]["scheduledFor"].as_i64().unwrap();
        assert_eq!(slot % DAY, 2 * 3_600_000, "at 02:00 UTC");
        assert_eq!(row["nextAt"], json!(slot + DAY), "the next is the next day's");
        assert_eq!(row["queue"], "campaign-stats-queue", "under the platform's name");
        assert_eq!(row["last"]["who"], Value::Null, "nobody started it by hand");
    }
    let history = test.ok("jobs.history", json!({ "offset": 0, "limit": 50 }));
    assert_eq!(history["total"], 4, "two nights of two jobs are in the history");
}

#[test]
fn two_who_look_at_once_start_one_job() {
    let test = TestApp::new();
    let workspace = test.app.workspace().unwrap();
    workspace.store.clock().advance(DAY);
    let started: usize = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| schedule::catch_up(&workspace).unwrap().len())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(started, 4, "however many look, each organization's jobs run once");
}

#[test]
fn a_night_that_failed_is_tried_again() {
    let test = TestApp::new();
    assert_eq!(night(&test, DAY), 4);
    let test = signed_in_again(test);
    test.ctx(&test.a)
        .write(reachly_core::store::Action::plain("test.fail"), |tx| {
            tx.execute(
                "UPDATE main.jobs SET state = 'failed' WHERE organization_key = current_org() AND kind = 'campaign-finality'",
                [],
            )
        })
        .unwrap();
    assert_eq!(night(&test, 0), 1, "only what failed");
}

#[test]
fn the_proof_reports_what_differs_and_changes_nothing() {
    let test = TestApp::new();
    let campaign = campaign(&test, 300);
    rehearse(&test, &campaign, json!({}));
    assert_eq!(test.ok("jobs.proof", json!({}))["proof"], Value::Null, "nothing is proven yet");
    let clean = run(&test, "campaign-stats-queue");
    assert_eq!((&clean["campaigns"], &clean["differences"]), (&json!(1), &json!(0)), "all is right: {clean}");
    test.ctx(&test.a)
        .write(reachly_core::store::Action::plain("test.drift"), |tx| {
            tx.execute(
                "UPDATE main.event_aggregations SET count = count + 7
                 WHERE organization_key = current_org() AND event_type = 1",
                [],
            )
        })
        .unwrap();
    let wrong = count(&test, "event_aggregations WHERE event_type = 1");
    let found = run(&test, "campaign-stats-queue");
    assert_eq!(found["differences"], json!(2 * wrong), "each wrong row, and the totals beside it: {found}");
    let first = &found["drifts"][0];
    assert_eq!(first["campaign"]["id"], campaign, "it says where");
    let (stored, counted) = (first["stored"].as_i64().unwrap(), first["counted"].as_i64().unwrap());
    assert_eq!(stored - counted, 7, "and by how much");
    let again = run(&test, "campaign-stats-queue");
    assert_eq!(again["differences"], found["differences"], "the proof itself put nothing right");
    let shown = test.ok("jobs.proof", json!({}));
    assert_eq!(shown["proof"]["report"]["differences"], again["differences"], "and it can be read");
    test.ok("jobs.putRight", json!({ "campaign": campaign }));
    assert_eq!(run(&test, "campaign-stats-queue")["differences"], 0, "until somebody asks for it");
    let audit = test.ok("audit.page", json!({ "offset": 0, "limit": 20 })).to_string();
    assert!(audit.contains("events.putRight"), "which the trail tells");
}

#[test]
fn the_night_closes_days_by_the_campaign_clock() {
    let test = TestApp::new();
    let campaign = campaign(&test, 100);
    rehearse(&test, &campaign, json!({}));
    assert_eq!(run(&test, "campaign-finality")["figures"], 0, "no day is over by the campaign clock");
    test.ctx(&test.a)
        .write(reachly_core::store::Action::plain("test.clock"), |tx| {
            tx.execute(
                "UPDATE main.organizations SET campaign_clock_ms = ?1 WHERE key = current_org()",
                [NOW + 5 * DAY],
            )
        })
        .unwrap();
    let closed = run(&test, "campaign-finality")["figures"].as_i64().unwrap();
    assert!(closed > 0, "days that ended are closed");
    assert_eq!(count(&test, "event_aggregations WHERE is_final = 1"), closed, "as many as it says");
    assert_eq!(run(&test, "campaign-finality")["figures"], 0, "once");
}

#[test]
fn who_may_run_jobs_and_what_there_is_to_run() {
    let test = TestApp::new();
    assert_eq!(test.refused("jobs.runNow", json!({ "kind": "rehearsal" })).code, Code::NotFound);
    for (role, may) in [("Manager", true), ("Consultant", false), ("Analyst", false), ("Viewer", false)] {
        let person = &test.roles.iter().find(|(name, _)| *name == role).unwrap().1;
        let asked = test.call(person, "jobs.runNow", json!({ "kind": "campaign-finality" }));
        assert_eq!(asked.is_ok(), may, "{role}");
    }
    let campaign = campaign(&test, 1);
    let other = test.call(&test.b, "jobs.putRight", json!({ "campaign": campaign })).unwrap_err();
    assert_eq!(other.code, Code::NotFound, "another organization's campaign does not exist");
    let mine = test.ok("jobs.history", json!({ "offset": 0, "limit": 50 }))["total"].clone();
    let theirs = test.call(&test.b, "jobs.history", json!({ "offset": 0, "limit": 50 })).unwrap();
    assert_eq!((mine, &theirs["total"]), (json!(1), &json!(0)), "each sees its own jobs");
    let mut kinds: Vec<&str> = KINDS.iter().map(|known| known.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), KINDS.len(), "a kind is listed once");
    assert!(KINDS.iter().all(|known| known.queue.ends_with("-queue")), "under a queue of the platform");
}
