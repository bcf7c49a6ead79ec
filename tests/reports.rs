//! Reports: every figure against a count of the events themselves, and against the people it opens to.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use reachly_core::Code;
use reachly_core::events::Days;
use serde_json::{Value, json};

use crate::rehearsals::{campaign, land, rehearse};
use crate::support::TestApp;

/// Metrics and the events they count.
const METRICS: [(&str, &str); 12] = [
    ("sent", "event_type = 1"),
    ("delivered", "event_type = 2"),
    ("opens", "event_type = 3 AND flags & 3 = 0"),
    ("machineOpens", "event_type = 3 AND flags & 3 <> 0"),
    ("clicks", "event_type = 4 AND flags & 3 = 0"),
    ("machineClicks", "event_type = 4 AND flags & 3 <> 0"),
    ("hardBounces", "event_type = 5 AND flags & 4 <> 0"),
    ("softBounces", "event_type = 5 AND flags & 4 = 0"),
    ("unsubscribes", "event_type = 6"),
    ("complaints", "event_type = 7"),
    ("views", "event_type = 8"),
    ("submissions", "event_type = 9"),
];

/// Events and different people that a condition finds, straight from the events.
fn counted(test: &TestApp, condition: &str) -> (i64, i64) {
    let sql = format!(
        "SELECT count(*), count(DISTINCT nullif(e.contact_key, 0)) FROM events e
         LEFT JOIN event_clients c ON c.key = e.client_key LEFT JOIN event_details d ON d.key = e.detail_key
         LEFT JOIN assignments a ON a.contact_key = e.contact_key AND a.run_key = (SELECT max(key) FROM runs)
         WHERE {condition}"
    );
    test.ctx(&test.a).read(|read| read.one(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))).unwrap()
}

fn day_word(day: i64) -> String {
    let epoch = "1970-01-01".parse::<chrono::NaiveDate>().unwrap();
    (epoch + chrono::Duration::days(day)).to_string()
}

fn figure(report: &Value, metric: &str) -> (i64, i64) {
    let found = report["figures"].as_array().unwrap().iter().find(|one| one["metric"] == metric).unwrap();
    (found["count"].as_i64().unwrap(), found["contacts"].as_i64().unwrap())
}

fn breakdown(report: &Value, list: &str, metric: &str, value: &str) -> (i64, i64) {
    let rows = report[list].as_array().unwrap();
    let found = rows.iter().find(|row| row["metric"] == metric && row["value"] == value);
    found.map_or((0, 0), |row| (row["count"].as_i64().unwrap(), row["contacts"].as_i64().unwrap()))
}

#[test]
fn every_figure_is_what_the_events_say_under_200_filters() {
    let test = TestApp::new();
    let campaign = campaign(&test, 5_000);
    land(&test, &campaign, Some(5), reachly_rehearsal::EventKind::FormView);
    let run = rehearse(&test, &campaign, json!({}));
    land(&test, &campaign, None, reachly_rehearsal::EventKind::FormSubmit);
    let mut days = Days::of("America/New_York").unwrap();
    let first = days.day(run["startedAt"].as_i64().unwrap());
    let mut random = ChaCha8Rng::seed_from_u64(200);
    let mut something = 0;
    for number in 0..200 {
        let (metric, condition) = METRICS[number % METRICS.len()];
        let from = first - 1 + random.random_range(0..6_i64);
        let to = from + random.random_range(0..20_i64);
        let mut condition = format!(
            "{condition} AND occurred_at >= {} AND occurred_at < {}",
            days.start(from),
            days.start(to + 1)
        );
        let range = json!({ "campaign": campaign, "from": day_word(from), "to": day_word(to) });
        let report = test.ok("reports.campaign", range.clone());
        let mut people = range;
        (people["metric"], people["offset"], people["limit"]) = (json!(metric), json!(0), json!(1));
        let shown = match random.random_range(0..4) {
            0 => {
                let device = ["mobile", "desktop", "machine"][random.random_range(0..3_usize)];
                people["device"] = json!(device);
                let code = ["unknown", "mobile", "desktop", "machine"].iter().position(|one| *one == device);
                condition += &format!(" AND c.device = {}", code.unwrap());
                breakdown(&report, "byDevice", metric, device)
            }
            1 => {
                let status = ["unchecked", "valid", "risky"][random.random_range(0..3_usize)];
                people["status"] = json!(status);
                let code = ["unchecked", "valid", "risky"].iter().position(|one| *one == status).unwrap();
                condition += &format!(" AND coalesce(a.validation_status, 0) = {code}");
                breakdown(&report, "byStatus", metric, status)
            }
            2 if metric.ends_with("licks") => {
                let link = report["byLink"][0]["value"].as_str().unwrap_or("no link").to_string();
                if link == "no link" {
                    continue;
                }
                people["link"] = json!(link);
                condition += &format!(" AND d.text = '{link}'");
                breakdown(&report, "byLink", metric, &link)
            }
            _ => figure(&report, metric),
        };
        let truth = counted(&test, &condition);
        assert_eq!(shown, truth, "{metric} where {condition}");
        let behind = test.ok("reports.people", people.clone());
        assert_eq!(behind["total"], truth.1, "the people behind {people}");
        something += i32::from(truth.0 > 0);
    }
    assert!(something > 80, "most filters find something, or this test says nothing: {something}");
    let one_day = json!({ "campaign": campaign, "from": day_word(first), "to": day_word(first) });
    let report = test.ok("reports.campaign", one_day);
    let off_by_a_day =
        format!("event_type = 3 AND flags & 3 = 0 AND occurred_at < {}", days.start(first + 2));
    assert_ne!(report["figures"][2]["count"], counted(&test, &off_by_a_day).0, "a wrong range is noticed");
}

#[test]
fn the_people_behind_a_figure_can_be_paged_to_the_last() {
    let test = TestApp::new();
    let campaign = campaign(&test, 700);
    rehearse(&test, &campaign, json!({}));
    let report = test.ok("reports.campaign", json!({ "campaign": campaign }));
    for (at, (metric, _)) in METRICS.into_iter().enumerate() {
        let mut seen = std::collections::BTreeSet::new();
        loop {
            let request =
                json!({ "campaign": campaign, "metric": metric, "offset": seen.len(), "limit": 60 });
            let page = test.ok("reports.people", request);
            let rows = page["rows"].as_array().unwrap();
            for row in rows {
                assert!(
                    seen.insert(row["contact"].as_str().unwrap().to_string()),
                    "nobody comes twice: {row}"
                );
            }
            if rows.is_empty() {
                assert_eq!(page["total"], seen.len(), "the total is what can be paged: {metric}");
                break;
            }
        }
        assert_eq!(report["figures"][at]["contacts"], seen.len(), "and what the figure says: {metric}");
    }
    let figures = &report["figures"];
    let rate = figures[2]["contacts"].as_f64().unwrap() / figures[1]["contacts"].as_f64().unwrap();
    assert_eq!(figures[2]["rate"], rate, "the open rate is of delivered");
    assert_eq!(figures[2]["denominator"], figures[1]["contacts"], "and says so");
    let days = report["days"].as_array().unwrap();
    let first: i64 = days
        .iter()
        .filter(|day| day["metric"] == "opens")
        .map(|day| day["firstTime"].as_i64().unwrap())
        .sum();
    assert_eq!(figures[2]["contacts"], first, "first times sum up to people");
}

#[test]
fn an_export_is_safe_audited_and_only_for_those_who_may() {
    let test = TestApp::new();
    let campaign = campaign(&test, 30);
    rehearse(&test, &campaign, json!({}));
    let request = json!({ "campaign": campaign, "metric": "sent" });
    let (name, text) = test.file(&test.a, "reports.export", request.clone()).unwrap();
    assert_eq!(name, "Spring-sent.csv", "the file says what it is");
    assert_eq!(text.lines().count(), 31, "with a heading");
    assert!(text.starts_with("\u{feff}Name,E-mail,"), "in UTF-8 that Excel knows");
    assert!(text.contains("\"'=cmd()\""), "a name that is a formula became text");
    assert!(!text.contains("\n=cmd()"), "and is nowhere a formula");
    let (_, summary) = test.file(&test.a, "reports.export", json!({ "campaign": campaign })).unwrap();
    assert!(summary.contains("Sent,30,30"), "the figures: {summary}");
    let audit = test.ok("audit.page", json!({ "offset": 0, "limit": 5 })).to_string();
    assert!(audit.contains("report.export"), "the audit trail tells of it");
    for (role, person) in &test.roles {
        let may = matches!(*role, "Admin" | "Manager" | "Analyst");
        let answer = test.file(person, "reports.export", request.clone());
        assert_eq!(answer.is_ok(), may, "{role} and exports");
    }
    let other = test.call(&test.b, "reports.export", request);
    assert_eq!(other.unwrap_err().code, Code::NotFound, "another organization finds nothing");
}

#[test]
fn the_overview_is_the_sum_of_the_campaigns() {
    let test = TestApp::new();
    let campaign = campaign(&test, 200);
    rehearse(&test, &campaign, json!({}));
    let report = test.ok("reports.campaign", json!({ "campaign": campaign }));
    let overview = test.ok("reports.overview", json!({}));
    for at in 0..METRICS.len() {
        assert_eq!(
            overview["figures"][at]["count"], report["figures"][at]["count"],
            "count of {:?}",
            METRICS[at]
        );
        assert_eq!(
            overview["figures"][at]["firstTime"], report["figures"][at]["contacts"],
            "one campaign: first times are people, of {:?}",
            METRICS[at]
        );
    }
    assert_eq!(
        overview["campaigns"][0]["delivered"], report["figures"][1]["contacts"],
        "the campaign is named"
    );
    let other = test.call(&test.b, "reports.overview", json!({})).unwrap();
    assert_eq!(other["figures"][0]["count"], 0, "another organization has its own");
    let wrong = test.refused("reports.campaign", json!({ "campaign": campaign, "from": "yesterday" }));
    assert_eq!(wrong.field.as_deref(), Some("from"), "a day is a day");
}

#[test]
fn the_unsubscribe_link_stands_apart_from_the_links() {
    let test = TestApp::new();
    let campaign = campaign(&test, 2_000);
    rehearse(&test, &campaign, json!({}));
    let report = test.ok("reports.campaign", json!({ "campaign": campaign }));
    let values = |list: &str| -> Vec<String> {
        let rows = report[list].as_array().unwrap().iter();
        rows.filter(|row| row["metric"] == "clicks")
            .map(|row| row["value"].as_str().unwrap().into())
            .collect()
    };
    let (links, apart) = (values("byLink"), values("byUnsubscribeLink"));
    assert_eq!(apart, ["{{ unsubscribe_url }}"], "the link that ends it is named by itself");
    assert_eq!(links, ["{{ landing_url }}"], "and is none of the links that interest: {links:?}");
    let sum: i64 = ["byLink", "byUnsubscribeLink"]
        .iter()
        .flat_map(|list| report[*list].as_array().unwrap())
        .filter(|row| row["metric"] == "clicks")
        .map(|row| row["count"].as_i64().unwrap())
        .sum();
    assert_eq!(sum, figure(&report, "clicks").0, "together they are all clicks");
}

#[test]
fn the_list_of_campaigns_shows_what_was_sent_and_opened_by_day() {
    let test = TestApp::new();
    let campaign = campaign(&test, 2_000);
    let quiet = test.ok("campaigns.create", json!({ "name": "Nothing yet" }))["id"].clone();
    rehearse(&test, &campaign, json!({}));
    let page = test.ok("campaigns.page", json!({ "offset": 0, "limit": 50 }));
    let row =
        |id: &Value| page["rows"].as_array().unwrap().iter().find(|row| row["id"] == *id).unwrap().clone();
    assert_eq!(row(&quiet)["activity"], Value::Null, "nothing happened, nothing is drawn");
    let activity = row(&campaign)["activity"].clone();
    let numbers = |name: &str| -> Vec<i64> {
        activity[name].as_array().unwrap().iter().map(|number| number.as_i64().unwrap()).collect()
    };
    let (sent, opened) = (numbers("sent"), numbers("opened"));
    assert_eq!(sent.len(), opened.len(), "one number a day for each");
    let from: chrono::NaiveDate = activity["from"].as_str().unwrap().parse().unwrap();
    let report = test.ok("reports.campaign", json!({ "campaign": campaign }));
    let mut compared = 0;
    for day in report["days"].as_array().unwrap() {
        let date: chrono::NaiveDate = day["day"].as_str().unwrap().parse().unwrap();
        let Ok(at) = usize::try_from((date - from).num_days()) else { continue };
        match day["metric"].as_str().unwrap() {
            "sent" => assert_eq!(sent[at], day["count"].as_i64().unwrap(), "sent on {date}"),
            "opens" => assert_eq!(opened[at], day["count"].as_i64().unwrap(), "opened on {date}"),
            _ => continue,
        }
        compared += 1;
    }
    assert!(compared > 3 && sent.iter().sum::<i64>() > 1_000, "{compared} days were compared");
}
