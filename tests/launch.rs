//! Launches: the trial run reset, the audience frozen, events only up to the campaign clock, the same whatever the
//! steps of the clock; pauses hold, ends end, planned campaigns start by themselves.

use reachly_core::Code;
use reachly_core::app::Workspace;
use reachly_core::store::Action;
use serde_json::{Value, json};

use crate::rehearsals::{campaign, count, drifts, lively, rehearse};
use crate::support::{NOW, TestApp, options};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

pub fn wait(test: &TestApp, started: &Value) {
    test.app.workspace().unwrap().jobs.wait(started["job"].as_str().unwrap().parse().unwrap());
    let jobs = test.ok("jobs.list", json!({}));
    let job = jobs.as_array().unwrap().iter().find(|job| job["id"] == started["job"]).unwrap().clone();
    assert_eq!(job["state"], "done", "the job is done: {job}");
}

/// Launches with the lively rates and waits until the audience is frozen.
pub fn launch(test: &TestApp, campaign: &Value) -> Value {
    let started = test.ok("campaigns.launch", json!({ "campaign": campaign, "seed": 7, "config": lively() }));
    wait(test, &started);
    test.ok("rehearsals.get", json!({ "run": started["run"] }))
}

pub fn advance(test: &TestApp, to: i64) {
    let started = test.ok("clock.advance", json!({ "to": to }));
    wait(test, &started);
    assert_eq!(test.ok("clock.get", json!({}))["now"], json!(to), "the clock is there");
}

/// Every event of A but its sequence, and every assignment: what must not depend on how the clock got there.
fn written(test: &TestApp) -> (Vec<[i64; 7]>, Vec<[Option<i64>; 14]>) {
    test.ctx(&test.a)
        .read(|read| {
            let events = read.all(
                "SELECT campaign_key, event_type, occurred_at, contact_key, detail_key, client_key, flags FROM events
                 ORDER BY 1, 2, 3, 4, 5, 6, 7",
                [],
                |row| {
                    let mut all = [0; 7];
                    for (at, value) in all.iter_mut().enumerate() {
                        *value = row.get(at)?;
                    }
                    Ok(all)
                },
            )?;
            let assignments = read.all(
                "SELECT contact_key, status, validation_status, event_bits, scheduled_at, sent_at, delivered_at,
                   first_open_at, first_machine_open_at, first_click_at, bounced_at, unsubscribed_at, first_view_at,
                   first_submit_at FROM assignments ORDER BY contact_key",
                [],
                |row| {
                    let mut all = [None; 14];
                    for (at, value) in all.iter_mut().enumerate() {
                        *value = row.get(at)?;
                    }
                    Ok(all)
                },
            )?;
            Ok((events, assignments))
        })
        .unwrap()
}

fn latest(test: &TestApp) -> i64 {
    let sql = "SELECT coalesce(max(occurred_at), 0) FROM events";
    test.ctx(&test.a).read(|read| read.one(sql, [], |row| row.get(0))).unwrap()
}

#[test]
fn a_launch_resets_the_trial_run_and_writes_only_up_to_the_clock() {
    let test = TestApp::new();
    let campaign = campaign(&test, 600);
    let trial = rehearse(&test, &campaign, json!({}));
    assert!(latest(&test) > NOW + DAY, "the rehearsal went far ahead of the clock");
    let started = test.ok("campaigns.launch", json!({ "campaign": campaign }));
    wait(&test, &started);
    let run = test.ok("rehearsals.get", json!({ "run": started["run"] }));
    assert_eq!((run["kind"].as_str(), run["state"].as_str()), (Some("launch"), Some("running")), "it plays");
    assert_eq!((&run["seed"], &run["config"]), (&trial["seed"], &trial["config"]), "as it was rehearsed");
    assert_eq!(run["digest"], trial["digest"], "same seed, assumptions, start and audience: the same plan");
    assert_eq!(run["recipients"], 600, "the audience is frozen");
    assert_eq!(count(&test, "assignments"), 600, "into assignments of this run");
    assert!(latest(&test) <= NOW, "nothing is written ahead of the clock");
    assert_eq!(run["events"], json!(count(&test, "events")), "the run counts its events");
    let trial = test.ok("rehearsals.get", json!({ "run": trial["id"] }));
    assert_eq!(
        (trial["state"].as_str(), &trial["cleared"]),
        (Some("reset"), &json!(true)),
        "the trial is gone"
    );
    let now = test.ok("campaigns.get", json!({ "campaign": campaign }));
    assert_eq!(
        (now["status"].as_str(), &now["startedAt"]),
        (Some("active"), &json!(NOW)),
        "and it is active"
    );
    assert_eq!(test.refused("rehearsals.reset", json!({ "campaign": campaign })).code, Code::Conflict);
    assert_eq!(test.refused("rehearsals.start", json!({ "campaign": campaign })).code, Code::Conflict);
    assert_eq!(test.refused("campaigns.launch", json!({ "campaign": campaign })).code, Code::Conflict);
    let audit = test.ok("audit.page", json!({ "offset": 0, "limit": 50 })).to_string();
    assert!(audit.contains("campaign.launch") && audit.contains("resetRun"), "the trail tells both");
    assert_eq!(drifts(&test, &campaign), [], "every count is what the events say");
}

#[test]
fn the_steps_of_the_clock_do_not_matter() {
    let outcome = |stops: &[i64]| {
        let test = TestApp::new();
        let campaign = campaign(&test, 500);
        let run = launch(&test, &campaign);
        for stop in stops {
            advance(&test, NOW + stop);
            assert!(latest(&test) <= NOW + stop, "nothing ahead of the clock");
            assert_eq!(drifts(&test, &campaign), [], "counts hold at {stop}");
        }
        let after = test.ok("rehearsals.get", json!({ "run": run["id"] }));
        assert_eq!(after["events"], json!(count(&test, "events")), "the run counts its events");
        let late = count(&test, "event_aggregations WHERE adjustments > 0");
        assert_eq!(late, 0, "no day was over before its events were there");
        (written(&test), after["state"].clone())
    };
    let whole = outcome(&[40 * DAY]);
    let steps = outcome(&[1, HOUR, 7 * HOUR, 2 * DAY, 2 * DAY + 1, 9 * DAY, 40 * DAY]);
    assert!(whole.0.0.len() > 1_500, "there was something to write: {}", whole.0.0.len());
    assert_eq!(whole.0, steps.0, "events and assignments are the same");
    assert_eq!((&whole.1, &steps.1), (&json!("done"), &json!("done")), "and the launch is over");
    let half = outcome(&[2 * DAY]);
    assert_ne!(half.0, whole.0, "half the way is not the whole");
    assert_eq!(half.1, "running", "and goes on");
}

#[test]
fn a_whole_launch_is_what_was_rehearsed() {
    let test = TestApp::new();
    let campaign = campaign(&test, 500);
    rehearse(&test, &campaign, json!({}));
    let rehearsed = written(&test);
    launch(&test, &campaign);
    advance(&test, NOW + 40 * DAY);
    assert_eq!(written(&test), rehearsed, "with the same seed and audience, event by event");
}

#[test]
fn a_pause_holds_what_is_left_and_an_end_ends_it() {
    let test = TestApp::new();
    let campaign = campaign(&test, 500);
    launch(&test, &campaign);
    advance(&test, NOW + 2 * HOUR);
    let set =
        |status: &str| test.ok("campaigns.setStatus", json!({ "campaign": campaign, "status": status }));
    set("paused");
    let before = written(&test);
    advance(&test, NOW + 5 * DAY);
    assert_eq!(written(&test), before, "nothing happens while it is held");
    set("active");
    advance(&test, NOW + 5 * DAY + 3 * HOUR);
    let run = test.ok("rehearsals.runs", json!({ "campaign": campaign }))[0].clone();
    assert_eq!(run["heldMs"], json!(5 * DAY - 2 * HOUR), "the run knows how long");
    assert_eq!(drifts(&test, &campaign), [], "counts hold");
    // What follows is the plan of an unheld run, later by the pause.
    let free = TestApp::new();
    let twin = crate::rehearsals::campaign(&free, 500);
    launch(&free, &twin);
    advance(&free, NOW + 5 * HOUR);
    let count_after = |test: &TestApp, after: i64| {
        let sql = "SELECT count(*) FROM events WHERE occurred_at > ?1";
        test.ctx(&test.a).read(|read| read.one(sql, [after], |row| row.get::<_, i64>(0))).unwrap()
    };
    let (held, unheld) = (count_after(&test, NOW + 5 * DAY), count_after(&free, NOW + 2 * HOUR));
    assert_eq!(held, unheld, "three hours of plan are three hours of plan");
    assert!(held > 10, "and not nothing: {held}");
    set("completed");
    let before = written(&test);
    advance(&test, NOW + 20 * DAY);
    assert_eq!(written(&test), before, "what was completed has ended");
    let run = test.ok("rehearsals.runs", json!({ "campaign": campaign }))[0].clone();
    assert_eq!(run["state"], "done", "and its run stands");
    assert_eq!(run["endsAt"], json!(NOW + 5 * DAY + 3 * HOUR + 1), "up to where it went");
}

fn plan(test: &TestApp, campaign: &Value, at: i64) {
    let now = test.ok("campaigns.get", json!({ "campaign": campaign }));
    let request = json!({ "campaign": campaign, "version": now["version"], "scheduledAt": at });
    test.ok("campaigns.update", request);
    test.ok("campaigns.setStatus", json!({ "campaign": campaign, "status": "scheduled" }));
}

#[test]
fn a_planned_campaign_launches_itself_when_the_clock_gets_there() {
    let test = TestApp::new();
    let campaign = campaign(&test, 200);
    plan(&test, &campaign, NOW + DAY + 90 * 60_000);
    let clock = test.ok("clock.get", json!({}));
    assert_eq!(clock["starts"][0]["campaign"]["id"], campaign, "the clock knows what comes");
    advance(&test, NOW + DAY);
    let status = || test.ok("campaigns.get", json!({ "campaign": campaign }))["status"].clone();
    assert_eq!(status(), "scheduled", "not before its time");
    advance(&test, NOW + 3 * DAY);
    assert_eq!(status(), "active", "it launched itself");
    let run = test.ok("rehearsals.runs", json!({ "campaign": campaign }))[0].clone();
    assert_eq!(run["startedAt"], json!(NOW + DAY + 90 * 60_000), "at its own time, not at the clock's stop");
    assert!(run["events"].as_i64().unwrap() > 200, "and has played since: {}", run["events"]);
    assert_eq!(drifts(&test, &campaign), [], "every count is what the events say");
}

#[test]
fn a_planned_campaign_that_is_not_ready_goes_back_to_draft() {
    let test = TestApp::new();
    let campaign = campaign(&test, 20);
    plan(&test, &campaign, NOW + HOUR);
    test.ctx(&test.a)
        .write(Action::plain("test.empty"), |tx| {
            tx.execute("UPDATE main.contacts SET deleted_at = 1 WHERE organization_key = current_org()", [])
        })
        .unwrap();
    advance(&test, NOW + 2 * HOUR);
    let now = test.ok("campaigns.get", json!({ "campaign": campaign }));
    assert_eq!(now["status"], "draft", "nobody to mail: it is a draft again");
    let rows = test.ok("campaigns.history", json!({ "campaign": campaign, "offset": 0, "limit": 5 }));
    assert_eq!(rows[0]["action"], "campaign.notLaunched", "and its history says so: {rows}");
    assert_eq!(count(&test, "runs"), 0, "nothing was launched");
}

#[test]
fn what_was_due_while_the_workspace_was_closed_is_caught_up_at_the_opening() {
    let test = TestApp::new();
    let campaign = campaign(&test, 100);
    plan(&test, &campaign, NOW + HOUR);
    // As an earlier version left it: the clock went past the time and nobody launched.
    test.ctx(&test.a)
        .write(Action::plain("test.clock"), |tx| {
            tx.execute(
                "UPDATE main.organizations SET campaign_clock_ms = ?1 WHERE key = current_org()",
                [NOW + 2 * HOUR],
            )
        })
        .unwrap();
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    test.app.replace(Some(Workspace::open(&path, options(false)).unwrap()));
    for job in test.ok("jobs.list", json!({})).as_array().unwrap() {
        test.app.workspace().unwrap().jobs.wait(job["id"].as_str().unwrap().parse().unwrap());
    }
    let run = test.ok("rehearsals.runs", json!({ "campaign": campaign }))[0].clone();
    assert_eq!(run["startedAt"], json!(NOW + 2 * HOUR), "it starts now: nothing is sent in the past");
    assert_eq!(run["recipients"], 100, "with everybody");
}

#[test]
fn the_clock_only_goes_forward_and_only_for_who_may_launch_everything() {
    let test = TestApp::new();
    for to in [NOW, NOW - 1, NOW + 400 * DAY] {
        assert_eq!(test.refused("clock.advance", json!({ "to": to })).field.as_deref(), Some("to"), "{to}");
    }
    let consultant = &test.roles.iter().find(|(name, _)| *name == "Consultant").unwrap().1;
    let own = test.call(consultant, "clock.advance", json!({ "to": NOW + DAY })).unwrap_err();
    assert_eq!(own.code, Code::Forbidden, "it moves everybody's campaigns");
    let campaign = campaign(&test, 10);
    let other = test.call(&test.b, "campaigns.launch", json!({ "campaign": campaign })).unwrap_err();
    assert_eq!(other.code, Code::NotFound, "another organization's campaign does not exist");
    launch(&test, &campaign);
    let theirs = test.call(&test.b, "clock.get", json!({})).unwrap();
    assert_eq!(theirs["launches"], json!([]), "each sees its own");
}

fn leads(test: &TestApp, view: Value) -> Vec<Value> {
    let page = test.ok("leads.page", json!({ "view": view, "offset": 0, "limit": 500 }));
    page["rows"].as_array().unwrap().clone()
}

#[test]
fn rehearsed_submissions_make_leads_that_go_with_the_run_unless_somebody_worked_on_them() {
    let test = TestApp::new();
    let campaign = campaign(&test, 1_500);
    let run = rehearse(&test, &campaign, json!({}));
    let made = leads(&test, json!({}));
    let submitted = count(&test, "events WHERE event_type = 9");
    assert_eq!(made.len() as i64, submitted, "a lead for every submission");
    assert!(submitted >= 5, "there are some: {submitted}");
    let distinct = count(
        &test,
        "leads l JOIN events e ON e.event_type = 9 AND e.contact_key = l.contact_key AND e.occurred_at = l.created_at",
    );
    assert_eq!(distinct, submitted, "of its contact, at its time");
    assert!(made.iter().all(|lead| lead["origin"] == "rehearsed"), "all marked");
    assert_eq!(leads(&test, json!({ "origin": "real" })).len(), 0, "and can be told from real ones");
    let lead = test.ok("leads.get", json!({ "lead": made[0]["id"] }));
    let of =
        |field: &str| lead["answers"].as_array().unwrap().iter().find(|one| one["field"] == field).unwrap();
    assert!(
        of("email")["value"].as_str().unwrap().ends_with("@harbor-benefits.com"),
        "the contact's own address"
    );
    assert_eq!(of("consent")["value"], "yes", "what the form requires is answered");
    assert_eq!(of("full_name")["value"], lead["row"]["title"], "and its name is the lead's");
    let answers = |made: &[Value]| -> Vec<(Value, Value)> {
        made.iter()
            .map(|lead| {
                let lead = test.ok("leads.get", json!({ "lead": lead["id"] }));
                (lead["row"]["contact"]["id"].clone(), lead["answers"].clone())
            })
            .collect()
    };
    let first = answers(&made);
    // One is moved, one gets a note, one is only looked at.
    let change = json!({ "lead": made[0]["id"], "status": "contacted", "version": made[0]["version"] });
    test.ok("leads.setStatus", change);
    let note = json!({ "lead": made[1]["id"], "version": made[1]["version"], "note": "Called twice" });
    test.ok("leads.update", note);
    let again = rehearse(&test, &campaign, json!({}));
    assert_eq!(again["digest"], run["digest"], "the same run");
    let kept = leads(&test, json!({}));
    assert_eq!(kept.len() as i64, submitted + 2, "the two that were worked on stay, the others came anew");
    for worked in &made[..2] {
        let still = kept.iter().find(|lead| lead["id"] == worked["id"]).expect("it stays");
        assert_eq!(still["origin"], "rehearsed", "and is still marked");
    }
    let anew: Vec<Value> =
        kept.iter().filter(|lead| !made.iter().any(|old| old["id"] == lead["id"])).cloned().collect();
    assert_eq!(answers(&anew), first, "the same people gave the same answers");
    let reset = test.ok("rehearsals.reset", json!({ "campaign": campaign }));
    wait(&test, &reset);
    assert_eq!(leads(&test, json!({})).len(), 2, "a reset takes the rest");
    assert_eq!(count(&test, "form_responses"), 2, "with what they answered");
    let orphans = "form_response_values v WHERE NOT EXISTS (SELECT 1 FROM leads l WHERE l.key = v.lead_key)";
    assert_eq!(count(&test, orphans), 0, "and nothing is left of that");
}

#[test]
fn a_launch_makes_simulated_leads_as_the_clock_gets_to_them() {
    let test = TestApp::new();
    let campaign = campaign(&test, 1_500);
    launch(&test, &campaign);
    assert_eq!(leads(&test, json!({})).len(), 0, "nobody has answered yet");
    advance(&test, NOW + 40 * DAY);
    let made = leads(&test, json!({ "origin": "simulated" }));
    assert_eq!(made.len() as i64, count(&test, "events WHERE event_type = 9"), "a lead for every submission");
    assert!(made.len() >= 5, "there are some: {}", made.len());
}

#[test]
fn the_campaign_after_knows_who_is_keen() {
    let test = TestApp::new();
    let first = campaign(&test, 2_000);
    launch(&test, &first);
    advance(&test, NOW + 40 * DAY);
    // The same people again.
    let second = test.ok("campaigns.create", json!({ "name": "Autumn", "copyOf": first }));
    let defaults = test.ok("rehearsals.defaults", json!({ "campaign": second["id"] }));
    assert_eq!(defaults["earlierLaunches"], 1, "one launch to learn from");
    let run = rehearse(&test, &second["id"], json!({}));
    let rates = |condition: &str| -> (i64, i64) {
        let sql = format!(
            "SELECT count(*), coalesce(sum(s.first_open_at IS NOT NULL), 0) FROM assignments f
             JOIN assignments s ON s.contact_key = f.contact_key AND s.run_key <> f.run_key AND s.delivered_at IS NOT NULL
             WHERE f.run_key = (SELECT min(key) FROM runs) AND f.delivered_at IS NOT NULL AND {condition}"
        );
        test.ctx(&test.a).read(|read| read.one(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))).unwrap()
    };
    let (clicked, clicked_opened) = rates("f.first_click_at IS NOT NULL");
    let (never, never_opened) = rates("f.first_open_at IS NULL");
    assert!(clicked > 100 && never > 100, "both kinds are many: {clicked}, {never}");
    let (keen, dull) = (clicked_opened as f64 / clicked as f64, never_opened as f64 / never as f64);
    assert!(keen > dull + 0.15, "who clicked opens more than who never opened: {keen} against {dull}");
    let all = rates("1");
    let open = all.1 as f64 / all.0 as f64;
    // Chances above 1 are cut, so a little less than the configured half is right.
    assert!((0.44..0.54).contains(&open), "over all of them the rate is the configured one: {open}");
    assert!(count(&test, "run_engagement") > 2, "it is frozen with the run");
    let again = rehearse(&test, &second["id"], json!({}));
    assert_eq!(again["digest"], run["digest"], "a rehearsal teaches neither itself nor the next");
}

#[test]
fn a_launch_that_is_stopped_while_it_freezes_is_held_and_goes_on_when_it_is_resumed() {
    let test = TestApp::new();
    let campaign = campaign(&test, 3_000);
    let request = json!({ "campaign": campaign, "seed": 7, "config": lively() });
    let started = test.ok("campaigns.launch", request);
    test.ok("jobs.cancel", json!({ "job": started["job"] }));
    test.app.workspace().unwrap().jobs.wait(started["job"].as_str().unwrap().parse().unwrap());
    let now = test.ok("campaigns.get", json!({ "campaign": campaign }));
    assert_eq!(now["status"], "paused", "it is held");
    assert_eq!((count(&test, "assignments"), count(&test, "events")), (0, 0), "and nothing of it is left");
    test.ok("campaigns.setStatus", json!({ "campaign": campaign, "status": "active" }));
    for job in test.ok("jobs.list", json!({})).as_array().unwrap() {
        test.app.workspace().unwrap().jobs.wait(job["id"].as_str().unwrap().parse().unwrap());
    }
    let run = test.ok("rehearsals.get", json!({ "run": started["run"] }));
    assert_eq!(
        (run["recipients"].clone(), count(&test, "assignments")),
        (json!(3_000), 3_000),
        "now it is frozen"
    );
    assert_eq!(drifts(&test, &campaign), [], "and every count is what the events say");
}

#[test]
fn a_launch_that_was_stopped_can_be_called_off() {
    let test = TestApp::new();
    let campaign = campaign(&test, 3_000);
    let started = test.ok("campaigns.launch", json!({ "campaign": campaign }));
    test.ok("jobs.cancel", json!({ "job": started["job"] }));
    test.app.workspace().unwrap().jobs.wait(started["job"].as_str().unwrap().parse().unwrap());
    test.ok("campaigns.setStatus", json!({ "campaign": campaign, "status": "cancelled" }));
    let run = test.ok("rehearsals.get", json!({ "run": started["run"] }));
    assert_eq!(run["state"], "cancelled", "its run never had an audience");
    advance(&test, NOW + DAY);
    assert_eq!(count(&test, "events"), 0, "and nothing comes of it");
}
