//! Who works at the command line: signing in for one command, and out again.

use std::io::BufRead as _;
use std::sync::Arc;

use clap::Args;
use reachly_core::app::{App, Caller};
use reachly_core::{Code, Error, Result};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::open::NOBODY;

/// The person and the organization of a command.
#[derive(Debug, Args)]
pub(crate) struct Person {
    /// The e-mail address to sign in with; without it the command is called signed out
    #[arg(long = "as", value_name = "EMAIL", requires = "password")]
    pub email: Option<String>,
    #[command(flatten)]
    pub password: Password,
    /// The organization to work in, by name or id; needed by a person who is in several
    #[arg(long, value_name = "NAME|ID", requires = "email")]
    pub organization: Option<String>,
}

/// Where the password comes from: never from the arguments, which every program on the computer can read.
#[derive(Debug, Args)]
#[group(id = "password", multiple = false)]
pub(crate) struct Password {
    /// Take the password from this environment variable
    #[arg(long, value_name = "VARIABLE")]
    pub password_env: Option<String>,
    /// Take the password from the first line of the standard input
    #[arg(long)]
    pub password_stdin: bool,
}

/// Runs `work` as the person named, whose session ends with it.
pub(crate) fn signed_in(
    app: &Arc<App>,
    person: &Person,
    work: impl FnOnce(&Caller) -> Result<Value>,
) -> Result<Value> {
    let Some(email) = &person.email else { return work(&NOBODY) };
    let request = json!({ "email": email, "password": password(&person.password)? });
    let session = app.call(&NOBODY, "access.signIn", request)?;
    let caller = Caller { session: session["token"].as_str().map(str::to_owned), ..NOBODY };
    let place = match &person.organization {
        Some(wanted) => organization(&session["me"], wanted).map(Some),
        None => Ok(only_organization(&session["me"])),
    };
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

/// Where the person is a member, when that is one place.
fn only_organization(me: &Value) -> Option<Uuid> {
    let memberships = me["memberships"].as_array()?;
    let mut active = memberships.iter().filter(|one| one["status"] == "active");
    let only = active.next().filter(|_| active.next().is_none())?;
    only["organization"].as_str()?.parse().ok()
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
