//! Events: never changed, never removed but by a reset; counted exactly whatever the order of arrival.

use reachly_core::clock::CampaignTime;
use reachly_core::store::Action;
use reachly_rehearsal::EventKind;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::rehearsals::{campaign, count, drifts, land, raw, rehearse};
use crate::support::{NOW, TestApp};

const DAY: i64 = 86_400_000;

/// Sets the campaign clock of A.
fn clock(test: &TestApp, to: i64) {
    test.ctx(&test.a)
        .write(Action::plain("test.clock"), move |tx| {
            tx.execute("UPDATE main.organizations SET campaign_clock_ms = ?1 WHERE key = current_org()", [to])
        })
        .unwrap();
}

fn finalize(test: &TestApp, at: i64) {
    test.ctx(&test.a)
        .write(Action::plain("test.finalize"), move |tx| reachly_core::events::finalize(tx, CampaignTime(at)))
        .unwrap();
}

const HOSTILE: [&str; 5] = [
    "UPDATE main.events SET flags = 0",
    "UPDATE main.events SET visit_key = NULL",
    "DELETE FROM main.events",
    "DELETE FROM main.events WHERE visit_key IS NOT NULL",
    "REPLACE INTO main.events SELECT * FROM events LIMIT 1",
];

#[test]
fn events_are_never_changed_or_removed_through_the_store() {
    let test = TestApp::new();
    let campaign = campaign(&test, 100);
    rehearse(&test, &campaign, json!({}));
    land(&test, &campaign, Some(2), EventKind::FormSubmit);
    let before = count(&test, "events");
    for sql in HOSTILE.into_iter().chain([
        "INSERT INTO main.event_resets SELECT organization_key, campaign_key, key FROM runs",
        "DELETE FROM main.event_resets",
        "DELETE FROM main.runs",
        "UPDATE main.runs SET seed = 1",
        "UPDATE main.runs SET state = 'cancelled'",
    ]) {
        let done = test.ctx(&test.a).write(Action::plain("test.hostile"), move |tx| tx.execute(sql, []));
        assert!(done.is_err(), "let through: {sql}");
    }
    let marked = test.ctx(&test.a).write(Action::plain("test.hostile"), |tx| {
        let (campaign, run) =
            tx.one("SELECT campaign_key, key FROM runs", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        tx.while_resetting(campaign, run, |tx| tx.execute("DELETE FROM main.events", []))
    });
    assert!(marked.is_err(), "a rehearsal that stands cannot be cleared");
    assert_eq!(count(&test, "events"), before, "every event stands");
    let honest = test.ctx(&test.a).write(Action::plain("test.reset"), |tx| {
        tx.execute("UPDATE main.runs SET state = 'reset' WHERE organization_key = current_org()", [])?;
        let (campaign, run) =
            tx.one("SELECT campaign_key, key FROM runs", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let all = tx.while_resetting(campaign, run, |tx| {
            tx.execute("DELETE FROM main.events WHERE organization_key = current_org()", [])
        });
        assert!(all.is_err(), "not even a reset removes what a visit made");
        tx.while_resetting(campaign, run, |tx| {
            tx.execute(
                "DELETE FROM main.events WHERE organization_key = current_org() AND visit_key IS NULL",
                [],
            )
        })
    });
    assert_eq!(honest.unwrap() as i64, before - 1, "once it was taken back, its own events can go");
    assert_eq!(count(&test, "event_resets"), 0, "and the mark is gone with them");
}

#[test]
fn the_file_itself_refuses_to_change_events() {
    let test = TestApp::new();
    let campaign = campaign(&test, 50);
    rehearse(&test, &campaign, json!({}));
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    let raw = raw(&path);
    raw.execute_batch("PRAGMA recursive_triggers = ON").unwrap();
    for sql in HOSTILE {
        let refused = raw.execute(sql, []);
        let none_of_those = sql.contains("IS NOT NULL");
        assert_eq!(refused.is_err(), !none_of_those, "without the guard, the triggers: {sql}");
    }
    let mark = "INSERT INTO event_resets SELECT organization_key, campaign_key, key FROM runs";
    assert!(raw.execute(mark, []).is_err(), "no mark for a run that stands");
    raw.execute_batch("DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete").unwrap();
    for sql in HOSTILE {
        assert!(raw.execute(sql, []).is_ok(), "with the triggers off it goes: {sql}");
    }
}

#[test]
fn first_times_are_exact_in_any_order_of_arrival() {
    let test = TestApp::new();
    let campaign = campaign(&test, 20);
    let firsts = || -> Vec<(i64, i64)> {
        let sql = "SELECT unique_contacts, first_time_contacts FROM event_aggregations WHERE event_type = 8 ORDER BY day";
        test.ctx(&test.a).read(|read| read.all(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))).unwrap()
    };
    clock(&test, NOW + 5 * DAY);
    land(&test, &campaign, Some(1), EventKind::FormView);
    land(&test, &campaign, Some(2), EventKind::FormView);
    assert_eq!(firsts(), [(2, 2)], "both came first on the later day");
    clock(&test, NOW);
    land(&test, &campaign, Some(1), EventKind::FormView);
    assert_eq!(firsts(), [(1, 1), (2, 1)], "an earlier one takes the first time with it");
    clock(&test, NOW + 2 * DAY);
    land(&test, &campaign, Some(1), EventKind::FormView);
    land(&test, &campaign, None, EventKind::FormView);
    assert_eq!(firsts(), [(1, 1), (1, 0), (2, 1)], "one in between is no first, a stranger is nobody");
    assert_eq!(drifts(&test, &campaign), [], "the recount agrees");
}

#[test]
fn what_comes_after_a_day_is_final_is_an_adjustment() {
    let test = TestApp::new();
    let campaign = campaign(&test, 20);
    let row = || -> (i64, i64, i64, i64, bool) {
        let sql =
            "SELECT count, unique_contacts, adjustments, adjusted_contacts, is_final FROM event_aggregations";
        test.ctx(&test.a)
            .read(|read| {
                read.one(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
            })
            .unwrap()
    };
    clock(&test, NOW);
    land(&test, &campaign, Some(1), EventKind::FormSubmit);
    finalize(&test, NOW + DAY);
    assert_eq!(row(), (1, 1, 0, 0, false), "a day after it began it is not final yet");
    finalize(&test, NOW + 3 * DAY);
    assert_eq!(row(), (1, 1, 0, 0, true), "24 hours after its end it is");
    land(&test, &campaign, Some(2), EventKind::FormSubmit);
    assert_eq!(row(), (1, 1, 1, 1, true), "what came later stands beside the count");
    assert_eq!(drifts(&test, &campaign), [], "together they are what the events say");
    let report = test.ok("reports.campaign", json!({ "campaign": campaign }));
    let submissions = &report["figures"][11];
    assert_eq!(submissions["count"], 2, "the report shows both: {submissions}");
    assert_eq!(submissions["adjustments"], 1, "and says which came late");
}

#[test]
fn a_recount_finds_what_does_not_agree() {
    let test = TestApp::new();
    let campaign = campaign(&test, 200);
    rehearse(&test, &campaign, json!({}));
    assert_eq!(drifts(&test, &campaign), [], "nothing drifts by itself");
    for (sql, table) in [
        (
            "UPDATE main.event_aggregations SET count = count + 1 WHERE organization_key = current_org() AND event_type = 1",
            "aggregation",
        ),
        (
            "UPDATE main.event_rollups SET count = count + 1 WHERE organization_key = current_org() AND dimension = 1 AND event_type = 4",
            "rollup",
        ),
        (
            "DELETE FROM main.event_day_contacts WHERE organization_key = current_org() AND event_type = 9",
            "contacts",
        ),
    ] {
        test.ctx(&test.a).write(Action::plain("test.tamper"), move |tx| tx.execute(sql, [])).unwrap();
        let found = drifts(&test, &campaign);
        assert!(found.iter().any(|drift| drift.table == table), "not found: {sql}: {found:?}");
    }
}

#[test]
fn a_timeline_is_every_event_of_the_contact() {
    let test = TestApp::new();
    let campaign = campaign(&test, 300);
    rehearse(&test, &campaign, json!({}));
    land(&test, &campaign, Some(7), EventKind::FormSubmit);
    land(&test, &campaign, Some(9), EventKind::FormView);
    let mut longest = 0;
    for contact in 1..=60_i64 {
        let ctx = test.ctx(&test.a);
        let seen = ctx.read(|read| reachly_core::events::timeline(read, contact, 100)).unwrap();
        let mut told: Vec<(i64, String)> =
            seen.iter().map(|one| (one.at.0, one.event_type.clone())).collect();
        let sql = "SELECT occurred_at, CASE event_type WHEN 1 THEN 'SENT' WHEN 2 THEN 'DELIVERED' WHEN 3 THEN 'OPEN'
                     WHEN 4 THEN 'CLICK' WHEN 5 THEN 'BOUNCE' WHEN 6 THEN 'UNSUBSCRIBE' WHEN 7 THEN 'COMPLAINT'
                     WHEN 8 THEN 'FORM_VIEW' ELSE 'FORM_SUBMIT' END FROM events WHERE contact_key = ?1";
        let mut there: Vec<(i64, String)> =
            ctx.read(|read| read.all(sql, [contact], |row| Ok((row.get(0)?, row.get(1)?)))).unwrap();
        told.sort();
        there.sort();
        assert_eq!(told, there, "the timeline of contact {contact}");
        longest = longest.max(there.len());
        for click in seen.iter().filter(|one| one.event_type == "CLICK") {
            assert!(click.detail.is_some(), "a click names its link: {click:?}");
        }
    }
    assert!(longest > 5, "somebody did more than receive: {longest}");
    let stranger = test.ctx(&test.b).read(|read| reachly_core::events::timeline(read, 7, 100)).unwrap();
    assert_eq!(stranger, [], "another organization sees nothing of it");
}

#[test]
fn two_campaigns_share_a_millisecond_and_nothing_else() {
    let test = TestApp::new();
    let one = campaign(&test, 60);
    rehearse(&test, &one, json!({}));
    let copy = test.ok("campaigns.create", json!({ "name": "Autumn", "copyOf": one }));
    rehearse(&test, &copy["id"], json!({}));
    let both = count(&test, "events");
    let reset = test.ok("rehearsals.reset", json!({ "campaign": one }));
    let job: Uuid = reset["job"].as_str().unwrap().parse().unwrap();
    test.app.workspace().unwrap().jobs.wait(job);
    assert_eq!(drifts(&test, &copy["id"]), [], "the other campaign's counts stand");
    let left = count(&test, "events");
    assert!(left > 60 && left < both, "only one campaign's events went: {left} of {both}");
    let overview: Value = test.ok("reports.overview", json!({}));
    assert_eq!(
        overview["figures"][0]["count"], 60,
        "the organization's totals follow: {}",
        overview["figures"][0]
    );
}

#[test]
fn another_reporting_zone_counts_every_day_anew() {
    let test = TestApp::new();
    let campaign = campaign(&test, 300);
    rehearse(&test, &campaign, json!({}));
    let report = || test.ok("reports.campaign", json!({ "campaign": campaign }));
    let before = report();
    let change = |zone: &str| {
        let started = test.ok("organizations.setZone", json!({ "zone": zone }));
        test.app.workspace().unwrap().jobs.wait(started["job"].as_str().unwrap().parse().unwrap());
    };
    change("Pacific/Auckland");
    assert_eq!(test.ok("organizations.get", json!({}))["reportingZone"], "Pacific/Auckland");
    let after = report();
    assert_eq!(after["figures"], before["figures"], "the same events, whatever day they are of");
    assert_ne!(after["days"], before["days"], "and other days");
    assert_eq!(drifts(&test, &campaign), [], "what is stored is what a recount gives");
    let same = test.refused("organizations.setZone", json!({ "zone": "Pacific/Auckland" }));
    assert_eq!(same.field.as_deref(), Some("zone"), "{same:?}");
    let unknown = test.refused("organizations.setZone", json!({ "zone": "Mars/Base" }));
    assert_eq!(unknown.field.as_deref(), Some("zone"), "{unknown:?}");
    change("America/New_York");
    assert_eq!(report()["days"], before["days"], "back in the zone of before, the days are those of before");
}

#[test]
fn a_change_of_the_zone_that_was_cut_short_goes_on_at_the_next_opening() {
    let test = TestApp::new();
    let first = campaign(&test, 200);
    let copy =
        |name: &str| test.ok("campaigns.create", json!({ "name": name, "copyOf": first }))["id"].clone();
    let campaigns = [first.clone(), copy("Second"), copy("Third")];
    for campaign in &campaigns {
        rehearse(&test, campaign, json!({}));
    }
    test.ok("organizations.setZone", json!({ "zone": "Pacific/Auckland" }));
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    let reopened = reachly_core::app::Workspace::open(&path, crate::support::options(false)).unwrap();
    test.app.replace(Some(reopened));
    for job in test.ok("jobs.list", json!({})).as_array().unwrap() {
        test.app.workspace().unwrap().jobs.wait(job["id"].as_str().unwrap().parse().unwrap());
    }
    assert_eq!(test.ok("organizations.get", json!({}))["reportingZone"], "Pacific/Auckland");
    for campaign in &campaigns {
        assert_eq!(drifts(&test, campaign), [], "no campaign is left with the days of before");
    }
}
