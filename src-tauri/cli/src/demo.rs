//! `reachly demo`: the main job on the sample, from three files to a report, in one fresh workspace.

use std::path::PathBuf;
use std::sync::Arc;

use reachly_core::app::{App, Caller};
use reachly_core::context::Door;
use reachly_core::forms::rules::CONSENTED;
use reachly_core::{Code, Error, Result, sample};
use reachly_landing::pages;
use serde_json::json;

use crate::campaigns::{named, table};
use crate::open::{NOBODY, program_folder};
use crate::visitor;
use crate::words::say;

pub(crate) fn demo(workspace: Option<PathBuf>) -> Result<()> {
    let home = program_folder()?;
    let file = match workspace {
        Some(file) => std::path::absolute(file)?,
        None => home.join("demo.reachly"),
    };
    if file.exists() {
        return Err(Error::new(Code::Taken, "There is a file of this name already.")
            .kept("That file was not changed.")
            .todo("Name another place: --workspace FILE."));
    }
    sample::make("Reachly's demo", &file.with_extension("part.reachly"), &file, say)?;
    let app = App::new(home, "Reachly's demo");
    app.call(&NOBODY, "workspace.open", json!({ "path": file }))?;
    let outcome = show(&app);
    app.replace(None);
    outcome?;
    say(&format!("\nThe workspace lies at {}", file.display()));
    say(&format!(
        "Open it: reachly {}   (sign in as {}, password “{}”)",
        file.display(),
        sample::SIGN_IN,
        sample::PASSWORD
    ));
    Ok(())
}

fn show(app: &Arc<App>) -> Result<()> {
    let mut caller = Caller { door: Door::Cli, ..NOBODY };
    let secrets = json!({ "email": sample::SIGN_IN, "password": sample::PASSWORD });
    let session = app.call(&caller, "access.signIn", secrets)?;
    caller.session = session["token"].as_str().map(str::to_string);
    caller.organization = serde_json::from_value(session["me"]["memberships"][0]["organization"].clone())?;
    let lists = app.call(&caller, "lists.all", json!({}))?;
    say("\nLists");
    for list in lists.as_array().map(Vec::as_slice).unwrap_or_default() {
        say(&format!(
            "{:<16}{:>7} people: {} valid, {} risky, {} invalid",
            list["name"].as_str().unwrap_or_default(),
            list["total"].to_string(),
            list["valid"],
            list["risky"],
            list["invalid"]
        ));
    }
    let campaign = named(app, &caller, "Open enrolment 2027")?;
    let waterfall = app.call(&caller, "audience.waterfall", json!({ "campaign": campaign }))?;
    say(&format!("\nAudience of “Open enrolment 2027”: {waterfall}"));
    say("\nResults of its rehearsal");
    say(&table(&app.call(&caller, "reports.campaign", json!({ "campaign": campaign }))?));
    lead(app, &caller)
}

/// A visitor answers on the running campaign's page; the lead is there when the page has thanked.
fn lead(app: &Arc<App>, caller: &Caller) -> Result<()> {
    let pages = pages::serve(app, pages::Options::default())?;
    let fields = [("full_name", "Nora O'Connor"), ("email", "nora@mail.example.net"), ("consent", CONSENTED)];
    let thanks = visitor::answer(pages.address(), "renewal-reminder", &fields)?;
    let leads =
        app.call(caller, "leads.page", json!({ "view": { "search": "Nora" }, "offset": 0, "limit": 5 }))?;
    pages.close();
    say(&format!(
        "\nA visitor answered on http://{}/l/renewal-reminder and was sent to {thanks}",
        pages.address()
    ));
    say(&format!(
        "Leads called Nora: {}, the newest “{}” ({})",
        leads["total"],
        leads["rows"][0]["title"].as_str().unwrap_or_default(),
        leads["rows"][0]["status"].as_str().unwrap_or_default()
    ));
    Ok(())
}
