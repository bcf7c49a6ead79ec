//! The sample's four campaigns: one rehearsed, one planned, one running, one finished.

use serde_json::{Value, json};

use super::build::{Broker, CLOCK};
use crate::error::{Error, Result};

const DAY: i64 = 86_400_000;
/// The seed of the sample's runs.
const SEED: u64 = 42;

struct Plan {
    name: &'static str,
    objective: &'static str,
    slug: &'static str,
    starter: &'static str,
    headline: &'static str,
    intro: &'static str,
    include: &'static [&'static str],
    exclude: &'static [&'static str],
    budget_minor: i64,
    /// Days after the sample's clock.
    starts: i64,
    ends_as: EndsAs,
}

/// How a campaign of the sample stands in the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EndsAs {
    Rehearsed,
    Planned,
    Running,
    Finished,
}

const PLANS: &[Plan] = &[
    Plan {
        name: "Open enrolment 2027",
        objective: "A call with everyone whose plan ends this year",
        slug: "open-enrolment-2027",
        starter: "open-enrolment",
        headline: "Find your plan for 2027",
        intro: "<p>Enrolment is open until 15 January. Tell us how to reach you, and we compare the plans near you.</p>",
        include: &["Renewals 2027", "Spring fair"],
        exclude: &["Turning 65"],
        budget_minor: 150_000,
        starts: 4,
        ends_as: EndsAs::Rehearsed,
    },
    Plan {
        name: "Turning 65",
        objective: "Medicare questions answered before the birthday",
        slug: "turning-65",
        starter: "plain-letter",
        headline: "Turning 65 soon?",
        intro: "<p>Medicare has dates that matter. Ask us which of them are yours.</p>",
        include: &["Turning 65"],
        exclude: &[],
        budget_minor: 60_000,
        starts: 10,
        ends_as: EndsAs::Planned,
    },
    Plan {
        name: "Renewal reminder",
        objective: "Nobody loses a plan by forgetting it",
        slug: "renewal-reminder",
        starter: "renewal-reminder",
        headline: "Your renewal, in five minutes",
        intro: "<p>Keep your plan or find a better one: leave your number, we call you back.</p>",
        include: &["Renewals 2027"],
        exclude: &[],
        budget_minor: 80_000,
        starts: -5,
        ends_as: EndsAs::Running,
    },
    Plan {
        name: "Spring fair follow-up",
        objective: "A word with everyone who left a card at our stand",
        slug: "spring-fair",
        starter: "plain-letter",
        headline: "Good to have met you",
        intro: "<p>You left us your card at the spring fair. Shall we talk?</p>",
        include: &["Spring fair"],
        exclude: &[],
        budget_minor: 40_000,
        starts: -35,
        ends_as: EndsAs::Finished,
    },
];

pub(super) fn make(broker: &Broker, tell: &mut impl FnMut(&str)) -> Result<()> {
    let lists = broker.call("lists.all", json!({}))?;
    let folder = broker.call("campaigns.createFolder", json!({ "name": "Season 2027" }))?;
    let form = form(broker)?;
    let made = PLANS
        .iter()
        .map(|plan| Ok((plan, campaign(broker, plan, &lists, &folder["id"], &form)?)))
        .collect::<Result<Vec<_>>>()?;
    let of = |ends_as| made.iter().filter(move |(plan, _)| plan.ends_as == ends_as);
    // What lies before the sample's clock is played out on it, as a broker would have seen it.
    for (plan, id) in of(EndsAs::Finished) {
        launch(broker, plan, id, tell)?;
        move_clock(broker, CLOCK - 6 * DAY)?;
        set_status(broker, id, "completed")?;
    }
    for (plan, id) in of(EndsAs::Running) {
        move_clock(broker, CLOCK + plan.starts * DAY)?;
        launch(broker, plan, id, tell)?;
    }
    move_clock(broker, CLOCK)?;
    for (_, id) in of(EndsAs::Planned) {
        set_status(broker, id, "scheduled")?;
    }
    for (plan, id) in &made {
        let now = broker.call("campaigns.get", json!({ "campaign": id }))?;
        tell(&format!("Campaign “{}” ({})", plan.name, now["status"].as_str().unwrap_or_default()));
    }
    of(EndsAs::Rehearsed).try_for_each(|(_, id)| rehearse(broker, id, tell))
}

fn launch(broker: &Broker, plan: &Plan, campaign: &Value, tell: &mut impl FnMut(&str)) -> Result<()> {
    let started = broker.call("campaigns.launch", json!({ "campaign": campaign, "seed": SEED }))?;
    broker.finish(&started)?;
    let run = broker.call("rehearsals.get", json!({ "run": started["run"] }))?;
    tell(&format!("“{}” launched to {} recipients", plan.name, run["recipients"]));
    Ok(())
}

fn move_clock(broker: &Broker, to: i64) -> Result<()> {
    let now = broker.call("clock.get", json!({}))?["now"].as_i64();
    if now.is_none_or(|now| now < to) {
        broker.finish(&broker.call("clock.advance", json!({ "to": to }))?)?;
    }
    Ok(())
}

fn set_status(broker: &Broker, campaign: &Value, status: &str) -> Result<()> {
    broker.call("campaigns.setStatus", json!({ "campaign": campaign, "status": status })).map(|_| ())
}

fn form(broker: &Broker) -> Result<Value> {
    let form = broker.call("forms.create", json!({ "name": "Call me back" }))?;
    Ok(broker.call("forms.publish", json!({ "form": form["id"] }))?["id"].clone())
}

fn list_ids<'a>(lists: &'a Value, names: &[&str]) -> Result<Vec<&'a Value>> {
    let lists = lists.as_array().map(Vec::as_slice).unwrap_or_default();
    names
        .iter()
        .map(|name| lists.iter().find(|list| list["name"] == *name).map(|list| &list["id"]))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Error::not_found("list"))
}

fn campaign(broker: &Broker, plan: &Plan, lists: &Value, folder: &Value, form: &Value) -> Result<Value> {
    let template = broker.call("templates.create", json!({ "name": plan.name, "starter": plan.starter }))?;
    let version = broker.call("templates.publish", json!({ "template": template["id"] }))?;
    let made = broker.call("campaigns.create", json!({ "name": plan.name, "folder": folder }))?;
    let request = json!({
        "campaign": made["id"], "version": made["version"], "objective": plan.objective,
        "includeLists": list_ids(lists, plan.include)?, "excludeLists": list_ids(lists, plan.exclude)?,
        "templateVersion": version["id"], "formVersion": form, "slug": plan.slug,
        "landingHeadline": plan.headline, "landingIntro": plan.intro, "budgetMinor": plan.budget_minor,
        "scheduledAt": CLOCK + plan.starts * DAY,
    });
    broker.call("campaigns.update", request)?;
    Ok(made["id"].clone())
}

fn rehearse(broker: &Broker, campaign: &Value, tell: &mut impl FnMut(&str)) -> Result<()> {
    let started = broker.call("rehearsals.start", json!({ "campaign": campaign, "seed": SEED }))?;
    broker.finish(&started)?;
    let run = broker.call("rehearsals.get", json!({ "run": started["run"] }))?;
    tell(&format!(
        "rehearsed with seed {SEED}: {} recipients, {} events, digest {}",
        run["recipients"],
        run["events"],
        run["digest"].as_str().unwrap_or_default()
    ));
    Ok(())
}
