//! `reachly call`: sign in, call one command, wait for what it started, sign out.

use std::io::{BufRead as _, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use indicatif::{ProgressBar, ProgressStyle};
use reachly_core::app::{App, Caller};
use reachly_core::commands::{Access, Kind, find};
use reachly_core::jobs::JobProgress;
use reachly_core::store::Change;
use reachly_core::{Code, Error, Result};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::arguments::{Call, Password};
use crate::open::{NOBODY, open_existing, program_folder};
use crate::words::say;

pub(crate) fn call(call: Call, workspace: Option<PathBuf>) -> Result<()> {
    let command = find(&call.name)?;
    if command.gives_file() != call.out.is_some() {
        return Err(if command.gives_file() {
            Error::invalid("out", "This command gives a file.").todo("Say where to put it: --out FILE.")
        } else {
            Error::invalid("out", "This command gives no file.").todo("Leave --out away.")
        });
    }
    let request = request(&call)?;
    let app = App::new(program_folder()?, "Reachly's command line");
    if command.access != Access::Front || workspace.is_some() {
        open_existing(&app, workspace.as_deref())?;
    }
    let outcome = signed_in(&app, &call, |caller| match &call.out {
        Some(out) => keep(&app, caller, &call.name, request, out),
        None => answer(&app, caller, &call.name, command.kind, request),
    });
    app.replace(None);
    say(&serde_json::to_string_pretty(&outcome?)?);
    Ok(())
}

fn request(call: &Call) -> Result<Value> {
    let mut text = call.request.clone();
    if text == "-" {
        if call.password.password_stdin {
            return Err(Error::invalid(
                "request",
                "The standard input holds either the request or the password.",
            )
            .todo("Take the password from a variable: --password-env VARIABLE."));
        }
        text.clear();
        std::io::stdin().read_to_string(&mut text)?;
    }
    serde_json::from_str(&text).map_err(|cause| {
        Error::invalid("request", format!("The request is not JSON: {cause}."))
            .todo("Write it as '{\"name\": \"value\"}'.")
    })
}

/// Runs `work` as the person named, whose session ends with it.
fn signed_in(app: &Arc<App>, call: &Call, work: impl FnOnce(&Caller) -> Result<Value>) -> Result<Value> {
    let Some(email) = &call.person else { return work(&NOBODY) };
    let request = json!({ "email": email, "password": password(&call.password)? });
    let session = app.call(&NOBODY, "access.signIn", request)?;
    let caller = Caller { session: session["token"].as_str().map(str::to_owned), ..NOBODY };
    let place = call.organization.as_deref().map(|wanted| organization(&session["me"], wanted)).transpose();
    let outcome = place.and_then(|organization| work(&Caller { organization, ..caller.clone() }));
    if let Err(error) = app.call(&caller, "access.signOut", json!({}))
        && error.code != Code::SignedOut
    {
        tracing::warn!(%error, "the session stays until it expires");
    }
    outcome
}

fn password(from: &Password) -> Result<String> {
    if let Some(name) = &from.password_env {
        return std::env::var(name).map_err(|_| {
            Error::invalid("password", format!("The variable {name} holds no password."))
                .todo("Set it, or give the password with --password-stdin.")
        });
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_string())
}

/// The membership whose organization has this id or this name.
fn organization(me: &Value, wanted: &str) -> Result<Uuid> {
    let memberships = me["memberships"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found: Vec<Uuid> = memberships
        .iter()
        .filter(|one| one["organization"] == wanted || one["organizationName"] == wanted)
        .filter_map(|one| one["organization"].as_str()?.parse().ok())
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Error::not_found("organization").todo("Name one that the person is a member of.")),
        _ => Err(Error::conflict(format!("Several organizations are called “{wanted}”."))
            .todo("Name it by its id.")),
    }
}

fn answer(app: &Arc<App>, caller: &Caller, name: &str, kind: Kind, request: Value) -> Result<Value> {
    if kind != Kind::Job {
        return app.call(caller, name, request);
    }
    let news = app.workspace()?.store.changes().listen();
    let started = app.call(caller, name, request)?;
    let job = started["job"].as_str().and_then(|id| id.parse().ok());
    let job = job.ok_or_else(|| Error::internal(format!("{name} did not say which job it started")))?;
    let ended = wait(&news, job)?;
    match ended.error {
        Some(error) => Err(error),
        None => Ok(json!({ "started": started, "job": ended })),
    }
}

/// Shows the progress of a job until it has ended.
fn wait(news: &Receiver<Change>, id: Uuid) -> Result<JobProgress> {
    let bar = ProgressBar::new_spinner();
    let words =
        |template: &str| ProgressStyle::with_template(template).map_err(|e| Error::internal(e.to_string()));
    let (known, unknown) = (
        words("{msg}  {bar:30}  {human_pos} of {human_len}  {per_sec}  {eta} left")?,
        words("{msg}  {human_pos}")?,
    );
    while let Ok(change) = news.recv() {
        let Some(job) = change.job.filter(|job| job.id == id) else { continue };
        bar.set_message(job.title.clone());
        match job.total {
            Some(total) => {
                bar.set_style(known.clone());
                bar.set_length(total);
            }
            None => bar.set_style(unknown.clone()),
        }
        bar.set_position(job.done);
        if !matches!(job.state.as_str(), "queued" | "running") {
            bar.finish_and_clear();
            return Ok(job);
        }
    }
    Err(Error::internal("the workspace was closed under a job"))
}

fn keep(app: &Arc<App>, caller: &Caller, name: &str, request: Value, out: &Path) -> Result<Value> {
    let outgoing = app.download(caller, name, request)?;
    let answer = json!({ "file": out, "mediaType": outgoing.media_type, "size": outgoing.size });
    outgoing.keep(out)?;
    Ok(answer)
}
