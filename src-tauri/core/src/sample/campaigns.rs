//! The sample's four campaigns: one rehearsed, one planned, one running, one finished.

use serde_json::{Value, json};

use super::build::{Broker, CLOCK};
use crate::error::{Error, Result};

const DAY: i64 = 86_400_000;
/// The seed of the sample's rehearsal.
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
    statuses: &'static [&'static str],
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
        statuses: &[],
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
        statuses: &["scheduled"],
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
        starts: 0,
        statuses: &["active"],
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
        starts: 0,
        statuses: &["active", "completed"],
    },
];

pub(super) fn make(broker: &Broker, tell: &mut impl FnMut(&str)) -> Result<()> {
    let lists = broker.call("lists.all", json!({}))?;
    let folder = broker.call("campaigns.createFolder", json!({ "name": "Season 2027" }))?;
    let form = form(broker)?;
    for plan in PLANS {
        let campaign = campaign(broker, plan, &lists, &folder["id"], &form)?;
        tell(&format!("Campaign “{}” ({})", plan.name, campaign["status"].as_str().unwrap_or_default()));
        if plan.statuses.is_empty() {
            rehearse(broker, &campaign["id"], tell)?;
        }
    }
    Ok(())
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
    let mut campaign = broker.call("campaigns.update", request)?;
    for status in plan.statuses {
        campaign = broker.call("campaigns.setStatus", json!({ "campaign": made["id"], "status": status }))?;
    }
    Ok(campaign)
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
