//! `reachly rehearse` and `reachly report`: a campaign by its name, rehearsed and read.

use std::path::PathBuf;
use std::sync::Arc;

use reachly_core::app::{App, Caller};
use reachly_core::commands::Kind;
use reachly_core::{Error, Result};
use serde_json::{Value, json};

use crate::arguments::{Rehearse, Report};
use crate::open::{open_existing, program_folder};
use crate::person::signed_in;
use crate::wait::answer;
use crate::words::say;

pub(crate) fn rehearse(rehearse: &Rehearse, workspace: Option<PathBuf>, as_json: bool) -> Result<()> {
    let app = App::new(program_folder()?, "Reachly's command line");
    open_existing(&app, workspace.as_deref())?;
    let outcome = signed_in(&app, &rehearse.person, |caller| {
        let campaign = named(&app, caller, &rehearse.campaign)?;
        let request =
            json!({ "campaign": campaign, "seed": rehearse.seed, "advanceClock": rehearse.advance_clock });
        let ended = answer(&app, caller, "rehearsals.start", Kind::Job, request)?;
        app.call(caller, "rehearsals.get", json!({ "run": ended["started"]["run"] }))
    });
    app.replace(None);
    let run = outcome?;
    say(&if as_json { run.to_string() } else { run_sentence(&run) });
    Ok(())
}

pub(crate) fn report(report: &Report, workspace: Option<PathBuf>, as_json: bool) -> Result<()> {
    let app = App::new(program_folder()?, "Reachly's command line");
    open_existing(&app, workspace.as_deref())?;
    let outcome = signed_in(&app, &report.person, |caller| {
        let campaign = named(&app, caller, &report.campaign)?;
        app.call(caller, "reports.campaign", json!({ "campaign": campaign }))
    });
    app.replace(None);
    let report = outcome?;
    say(&if as_json { report.to_string() } else { table(&report) });
    Ok(())
}

/// Id of the one campaign of this name.
pub(crate) fn named(app: &Arc<App>, caller: &Caller, name: &str) -> Result<Value> {
    let page = app.call(caller, "campaigns.page", json!({ "offset": 0, "limit": 500, "search": name }))?;
    let rows = page["rows"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found: Vec<&Value> = rows.iter().filter(|one| one["name"] == name || one["id"] == name).collect();
    match found.as_slice() {
        [one] => Ok(one["id"].clone()),
        [] => Err(Error::not_found("campaign")),
        _ => {
            Err(Error::conflict(format!("Several campaigns are called “{name}”.")).todo("Name it by its id."))
        }
    }
}

pub(crate) fn run_sentence(run: &Value) -> String {
    format!(
        "{} recipients, {} events, seed {}, digest {}",
        run["recipients"],
        run["events"],
        run["seed"],
        run["digest"].as_str().unwrap_or("none")
    )
}

/// The figures of a report, one a line.
pub(crate) fn table(report: &Value) -> String {
    let figures = report["figures"].as_array().map(Vec::as_slice).unwrap_or_default();
    let lines = figures.iter().map(|figure| {
        let rate = figure["rate"].as_f64().map_or(String::new(), |rate| {
            format!("{:>7.1} % of {}", rate * 100.0, figure["of"].as_str().unwrap_or_default())
        });
        let metric = figure["metric"].as_str().unwrap_or_default();
        format!(
            "{metric:<16}{:>10} events{:>10} people {rate}",
            figure["count"].to_string(),
            figure["contacts"].to_string()
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
