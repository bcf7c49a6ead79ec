//! kill -9 in the middle of a rehearsal, of a launch and of the moving campaign clock: the file is whole, what was
//! acknowledged stands, a rehearsal is there as a whole or not at all, and a launch goes on to the same events.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reachly_core::app::{App, Caller, Workspace};
use reachly_core::context::{Ctx, Door};
use reachly_core::events;
use reachly_core::store::Options;
use serde_json::{Value, json};

use crate::kill::{Place, kills, people, report};

const PEOPLE: usize = 6_000;
const DAY: i64 = 86_400_000;
/// How much sooner or later the next kill comes that missed its work.
const NEARER: Duration = Duration::from_millis(25);

/// The workspace opened in this process, between two kills.
struct Inside {
    app: Arc<App>,
    caller: Caller,
}

impl Inside {
    fn open(file: &Path) -> Self {
        let workspace = Workspace::open(file, Options::existing("a kill test").unwrap()).unwrap();
        let app = App::with(workspace, file.parent().unwrap().to_path_buf(), "a kill test");
        let mut caller = Caller { door: Door::Cli, session: None, organization: None };
        let secrets = json!({ "email": "ada@harbor-benefits.com", "password": "correct horse" });
        let session = app.call(&caller, "access.signIn", secrets).unwrap();
        caller.session = session["token"].as_str().map(str::to_string);
        let organization = &session["me"]["memberships"][0]["organization"];
        caller.organization = serde_json::from_value(organization.clone()).unwrap();
        Inside { app, caller }
    }

    fn call(&self, name: &str, request: Value) -> Value {
        self.app.call(&self.caller, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    fn ctx(&self) -> Ctx {
        self.app.context(&self.caller).unwrap()
    }

    /// Waits for everything the opening started.
    fn settled(&self) {
        for job in self.call("jobs.list", json!({})).as_array().unwrap() {
            self.app.workspace().unwrap().jobs.wait(job["id"].as_str().unwrap().parse().unwrap());
        }
    }

    fn done(&self, started: &Value) {
        self.app.workspace().unwrap().jobs.wait(started["job"].as_str().unwrap().parse().unwrap());
    }

    /// What the events say, whatever their sequence: a hash, and how many.
    fn told(&self) -> (u64, usize) {
        let rows: Vec<[i64; 6]> = self
            .ctx()
            .read(|read| {
                read.all(
                    "SELECT event_type, occurred_at, contact_key, detail_key, client_key, flags FROM events
                     ORDER BY 1, 2, 3, 4, 5, 6",
                    [],
                    |row| {
                        let mut all = [0; 6];
                        for (at, value) in all.iter_mut().enumerate() {
                            *value = row.get(at)?;
                        }
                        Ok(all)
                    },
                )
            })
            .unwrap();
        let mut hasher = DefaultHasher::new();
        rows.hash(&mut hasher);
        (hasher.finish(), rows.len())
    }

    /// Events after a moment.
    fn ahead_of(&self, now: i64) -> i64 {
        let sql = "SELECT count(*) FROM events WHERE occurred_at > ?1";
        self.ctx().read(|read| read.one(sql, [now], |row| row.get(0))).unwrap()
    }

    /// Assignments of a campaign, and mails that were sent.
    fn frozen(&self, campaign: &Value) -> (i64, i64) {
        let id = campaign.as_str().unwrap().parse().unwrap();
        self.ctx()
            .read(|read| {
                let key = read.key_of("campaigns", "campaign", id)?;
                let count = |sql: &str| read.one(sql, [key], |row| row.get(0));
                Ok((
                    count("SELECT count(*) FROM assignments WHERE campaign_key = ?1")?,
                    count("SELECT count(*) FROM events WHERE campaign_key = ?1 AND event_type = 1")?,
                ))
            })
            .unwrap()
    }

    /// Jobs of launches and of the clock that a kill cut short.
    fn cut_short(&self) -> usize {
        let request = json!({ "kind": "message-queue", "offset": 0, "limit": 500 });
        let history = self.call("jobs.history", request);
        history["rows"].as_array().unwrap().iter().filter(|job| job["state"] == "failed").count()
    }

    /// What must hold after every kill: the file is whole, every figure is what the events say, acknowledged lists
    /// are there, each submission has its lead.
    fn check(&self, campaign: &Value, acknowledged: &[String]) -> Result<(), String> {
        self.app.workspace().unwrap().store.check_integrity().map_err(|error| format!("{error:?}"))?;
        let id = campaign.as_str().unwrap().parse().unwrap();
        let (drifts, submitted, leads) = self
            .ctx()
            .read(|read| {
                let key = read.key_of("campaigns", "campaign", id)?;
                let count = |sql: &str| read.one(sql, [], |row| row.get::<_, i64>(0));
                let submitted = count("SELECT count(*) FROM events WHERE event_type = 9")?;
                Ok((events::recompute(read, key)?, submitted, count("SELECT count(*) FROM leads")?))
            })
            .unwrap();
        if let Some(drift) = drifts.first() {
            return Err(format!("{} figures differ, first {drift:?}", drifts.len()));
        }
        if submitted != leads {
            return Err(format!("{submitted} submissions and {leads} leads"));
        }
        let names = self.call("lists.all", json!({})).to_string();
        match acknowledged.iter().find(|name| !names.contains(name.as_str())) {
            Some(lost) => Err(format!("the acknowledged list {lost} is lost")),
            None => Ok(()),
        }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.app.replace(None);
    }
}

fn lively() -> Value {
    json!({ "openHuman": 0.5, "click": 0.2, "hardBounce": 0.03, "softBounce": 0.03, "unsubscribe": 0.02,
            "complaint": 0.01, "formSubmit": 0.3, "scannerShare": 0.05 })
}

/// A campaign to everyone of a fresh workspace.
fn campaign(place: &Place) -> Value {
    let csv = people(place.folder.path(), PEOPLE);
    assert!(place.import(&csv).output().unwrap().status.success(), "the people are imported");
    let inside = Inside::open(&place.file());
    let lists = inside.call("lists.all", json!({}));
    let template = inside.call("templates.create", json!({ "name": "Letter", "starter": "plain-letter" }));
    let email = inside.call("templates.publish", json!({ "template": template["id"] }));
    let form = inside.call("forms.create", json!({ "name": "Call me" }));
    let form = inside.call("forms.publish", json!({ "form": form["id"] }));
    let made = inside.call("campaigns.create", json!({ "name": "Spring" }));
    inside.call(
        "campaigns.update",
        json!({ "campaign": made["id"], "version": made["version"], "includeLists": [lists[0]["id"]],
                "templateVersion": email["id"], "formVersion": form["id"] }),
    );
    made["id"].clone()
}

/// How long a call takes to its end.
fn measured(place: &Place, name: &str, request: &Value) -> Duration {
    let began = Instant::now();
    assert!(place.calling(name, request).status().unwrap().success(), "{name} ends well");
    began.elapsed()
}

/// Starts a call and kills it after a while.
fn kill_after(place: &Place, name: &str, request: &Value, delay: Duration) {
    let mut child = place.calling(name, request).spawn().unwrap();
    std::thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The file beside its log is what a kill leaves: the checks pass on it, and fail when the log is taken away.
fn control(place: &Place, campaign: &Value) -> &'static str {
    let inside = Inside::open(&place.file());
    let acknowledged = vec!["Acknowledged at the end".to_string()];
    inside.call("lists.create", json!({ "name": acknowledged[0] }));
    let copy = |name: &str, with_log: bool| {
        let folder = place.folder.path().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("office.reachly");
        std::fs::copy(place.file(), &file).unwrap();
        if with_log {
            let log = place.file().with_extension("reachly-wal");
            std::fs::copy(log, file.with_extension("reachly-wal")).unwrap();
        }
        Inside::open(&file).check(campaign, &acknowledged)
    };
    copy("with its log", true).expect("what was acknowledged is there without a clean end");
    match copy("without its log", false) {
        Err(_) => "seen: lost without the log",
        Ok(()) => "NOT SEEN",
    }
}

#[test]
fn a_rehearsal_that_is_killed_is_there_as_a_whole_or_not_at_all() {
    let place = Place::new();
    let campaign = campaign(&place);
    let request = json!({ "campaign": campaign, "seed": 7, "config": lively() });
    let idle = measured(&place, "lists.all", &json!({}));
    let whole = measured(&place, "rehearsals.start", &request);
    let (expected, digest) = {
        let inside = Inside::open(&place.file());
        (inside.told(), inside.call("rehearsals.runs", json!({ "campaign": campaign }))[0]["digest"].clone())
    };
    assert!(expected.1 > 2 * PEOPLE, "there is something to lose: {}", expected.1);
    // Signing out and closing, which the idle call does too, come after the work.
    let (earliest, span) = (idle.mul_f64(0.5), whole.saturating_sub(idle));
    let (mut delay, mut before) = (idle.mul_f64(0.9), 1);
    let (times, mut in_the_middle, mut failures, mut acknowledged) = (kills(4), 0, Vec::new(), Vec::new());
    for at in 0..times {
        let name = format!("Acknowledged {at}");
        place.as_ada("lists.create", &json!({ "name": name }).to_string());
        acknowledged.push(name);
        kill_after(&place, "rehearsals.start", &request, delay);
        let inside = Inside::open(&place.file());
        inside.settled();
        let runs = inside.call("rehearsals.runs", json!({ "campaign": campaign }));
        let (run, known) = (runs[0].clone(), runs.as_array().unwrap().len());
        if run["state"] == "failed" && known > before {
            in_the_middle += 1;
            // somewhere else in the work the next time
            delay = earliest + (delay.saturating_sub(earliest) + span / 3).mul_f64(0.75);
        } else {
            delay = if known > before { delay.saturating_sub(NEARER) } else { delay + NEARER };
        }
        before = known;
        let told = inside.told();
        let stands = run["state"] == "done";
        if (stands && told != expected) || (!stands && told.1 != 0) {
            failures.push(format!("kill {at}: {} events, the run is {}", told.1, run["state"]));
        }
        failures.extend(inside.check(&campaign, &acknowledged).err());
    }
    let inside = Inside::open(&place.file());
    inside.done(&inside.call("rehearsals.start", request));
    if inside.told() != expected {
        failures.push("the last rehearsal has other events".to_string());
    }
    let run = inside.call("rehearsals.runs", json!({ "campaign": campaign }))[0].clone();
    if run["digest"] != digest {
        failures.push(format!("the last digest is {}", run["digest"]));
    }
    drop(inside);
    let control = control(&place, &campaign);
    assert!(control.starts_with("seen"), "a lost write would be seen");
    report("rehearsal", times, in_the_middle, &failures, control);
}

#[test]
fn a_launch_that_is_killed_goes_on_to_the_same_events() {
    let place = Place::new();
    let campaign = campaign(&place);
    let request = json!({ "campaign": campaign, "seed": 7, "config": lively() });
    let idle = measured(&place, "lists.all", &json!({}));
    measured(&place, "rehearsals.start", &request);
    let (expected, trial) = {
        let inside = Inside::open(&place.file());
        (inside.told(), inside.call("rehearsals.runs", json!({ "campaign": campaign }))[0].clone())
    };
    // Killed right in the beginning, where the trial is reset and the audience frozen.
    kill_after(&place, "campaigns.launch", &request, idle);
    let (times, mut in_the_middle, mut failures, mut acknowledged) = (kills(4), 0, Vec::new(), Vec::new());
    let start = {
        let inside = Inside::open(&place.file());
        inside.settled();
        let state = inside.call("campaigns.get", json!({ "campaign": campaign }))["status"].clone();
        if state != "active" {
            inside.done(&inside.call("campaigns.launch", request));
        }
        inside.call("clock.get", json!({}))["now"].as_i64().unwrap()
    };
    let mut delay = idle.mul_f64(0.9);
    let mut cut_before = Inside::open(&place.file()).cut_short();
    let most = times as i64;
    // Most happens in the first days: the targets lie closer there.
    let target = |at: i64| start + 32 * DAY * at * at / (most * most);
    for at in 0..times {
        let name = format!("Acknowledged {at}");
        place.as_ada("lists.create", &json!({ "name": name }).to_string());
        acknowledged.push(name);
        let to = target(at as i64 + 1);
        kill_after(&place, "clock.advance", &json!({ "to": to }), delay);
        let inside = Inside::open(&place.file());
        inside.settled();
        let now = inside.call("clock.get", json!({}))["now"].as_i64().unwrap();
        let cut = inside.cut_short();
        if cut > cut_before {
            in_the_middle += 1;
        } else {
            // Too late, or too early: the next kill comes nearer.
            delay = if now >= to { delay.saturating_sub(NEARER) } else { delay + NEARER };
        }
        cut_before = cut;
        let ahead = inside.ahead_of(now);
        if ahead > 0 {
            failures.push(format!("kill {at}: {ahead} events ahead of the clock"));
        }
        failures.extend(inside.check(&campaign, &acknowledged).err());
        if now < to {
            inside.done(&inside.call("clock.advance", json!({ "to": to })));
        }
    }
    let inside = Inside::open(&place.file());
    if inside.told() != expected {
        failures.push(format!("{} events, rehearsed were {}", inside.told().1, expected.1));
    }
    let run = inside.call("rehearsals.runs", json!({ "campaign": campaign }))[0].clone();
    if (&run["digest"], run["state"].as_str()) != (&trial["digest"], Some("done")) {
        failures.push(format!("the launch is {} with digest {}", run["state"], run["digest"]));
    }
    drop(inside);
    let control = control(&place, &campaign);
    assert!(control.starts_with("seen"), "a lost write would be seen");
    report("launch", times, in_the_middle, &failures, control);
}

#[test]
fn a_launch_that_is_killed_while_it_freezes_gets_its_whole_audience() {
    let place = Place::new();
    let campaign = campaign(&place);
    let mut delay = measured(&place, "lists.all", &json!({})).mul_f64(0.9);
    let (times, mut in_the_middle, mut cut_before, mut failures) = (kills(3), 0, 0, Vec::new());
    for at in 0..times {
        let inside = Inside::open(&place.file());
        let name = format!("Copy {at}");
        let copy = inside.call("campaigns.create", json!({ "name": name, "copyOf": campaign }))["id"].clone();
        drop(inside);
        let request = json!({ "campaign": copy, "seed": 7, "config": lively() });
        kill_after(&place, "campaigns.launch", &request, delay);
        let inside = Inside::open(&place.file());
        inside.settled();
        let state = inside.call("campaigns.get", json!({ "campaign": copy }))["status"].clone();
        let expected = if state == "active" { PEOPLE as i64 } else { 0 };
        let (assigned, sent) = inside.frozen(&copy);
        if (assigned, sent) != (expected, expected) {
            failures.push(format!("kill {at}: {assigned} assigned, {sent} sent, the campaign is {state}"));
        }
        failures.extend(inside.check(&copy, &["Everyone".to_string()]).err());
        let cut = inside.cut_short();
        if cut > cut_before {
            in_the_middle += 1;
        } else {
            delay = if state == "active" { delay.saturating_sub(NEARER) } else { delay + NEARER };
        }
        cut_before = cut;
        if state == "active" {
            inside.call("campaigns.setStatus", json!({ "campaign": copy, "status": "cancelled" }));
        }
    }
    let control = control(&place, &campaign);
    assert!(control.starts_with("seen"), "a lost write would be seen");
    report("launch, freezing", times, in_the_middle, &failures, control);
}
