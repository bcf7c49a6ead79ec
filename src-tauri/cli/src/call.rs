//! `reachly call`: sign in, call one command, wait for what it started, sign out.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use reachly_core::app::{App, Caller};
use reachly_core::commands::{Access, find};
use reachly_core::{Error, Result};
use serde_json::{Value, json};

use crate::arguments::Call;
use crate::open::{open_existing, program_folder};
use crate::person::signed_in;
use crate::wait::answer;
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
    let outcome = signed_in(&app, &call.person, |caller| match &call.out {
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
        if call.person.password.password_stdin {
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

fn keep(app: &Arc<App>, caller: &Caller, name: &str, request: Value, out: &Path) -> Result<Value> {
    let outgoing = app.download(caller, name, request)?;
    let answer = json!({ "file": out, "mediaType": outgoing.media_type, "size": outgoing.size });
    outgoing.keep(out)?;
    Ok(answer)
}
