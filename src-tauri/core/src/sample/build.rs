//! Builds the sample through the doors a person uses; nothing is written into tables directly.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{campaigns, people};
use crate::app::{App, Caller};
use crate::context::Door;
use crate::error::{Error, Result};

/// How one signs in to the sample.
pub const SIGN_IN: &str = "ada@harborbenefits.example.com";
/// The sample's password: it guards nothing.
pub const PASSWORD: &str = "harbor benefits";

/// Where the sample's campaign clock stands: 12 November 2026, 09:00 in New York.
pub const CLOCK: i64 = 1_794_492_000_000;
/// Where it began: the finished campaign was launched then.
const BEGAN: i64 = CLOCK - 35 * 86_400_000;

/// A caller with its app: the sample's one broker.
pub(super) struct Broker {
    app: Arc<App>,
    caller: Caller,
}

impl Broker {
    pub(super) fn call(&self, name: &str, request: Value) -> Result<Value> {
        self.app.call(&self.caller, name, request)
    }

    /// Waits for a job and returns its result.
    pub(super) fn finish(&self, started: &Value) -> Result<Value> {
        let id: Uuid = serde_json::from_value(started["job"].clone())?;
        self.app.workspace()?.jobs.wait(id);
        let jobs: Vec<crate::jobs::JobProgress> = serde_json::from_value(self.call("jobs.list", json!({}))?)?;
        let job = jobs.into_iter().find(|job| job.id == id).ok_or_else(|| Error::not_found("job"))?;
        match (job.result, job.error) {
            (Some(result), _) => Ok(result),
            (None, Some(error)) => Err(error),
            (None, None) => Err(Error::internal("a job ended without a word")),
        }
    }
}

/// Fills the empty open workspace of an app; `folder` takes the sample's files on their way in. `tell` hears each step.
///
/// # Errors
/// What the commands say; `conflict` when somebody uses the workspace already.
pub fn build(app: &Arc<App>, folder: &Path, mut tell: impl FnMut(&str)) -> Result<()> {
    let mut broker = Broker {
        app: Arc::clone(app),
        caller: Caller { door: Door::Cli, session: None, organization: None },
    };
    let status = broker.call("workspace.status", json!({}))?;
    if status["empty"] != true {
        return Err(
            Error::conflict("The sample goes only into an empty workspace.").kept("Nothing was changed.")
        );
    }
    let account = json!({ "name": "Ada Benning", "email": SIGN_IN, "password": PASSWORD, "title": "Broker" });
    let signed_up = broker.call("access.signUp", account)?;
    broker.caller.session = signed_up["session"]["token"].as_str().map(str::to_string);
    // A password that guards nothing locks nothing, and whoever looks around was never told it.
    broker.call("account.update", json!({ "idleMinutes": 0 }))?;
    let organization = json!({
        "name": "Harbor Benefits", "domain": "harborbenefits.example.com", "reportingZone": "America/New_York",
        "currency": "USD", "postalAddress": "12 Long Wharf, Boston, MA 02110", "campaignClock": BEGAN,
    });
    let made = broker.call("organizations.create", organization)?;
    broker.caller.organization = serde_json::from_value(made["id"].clone())?;
    tell("Harbor Benefits, with Ada Benning as its Admin");
    std::fs::create_dir_all(folder)?;
    for file in people::files() {
        let counts = import(&broker, folder, &file)?;
        tell(&format!(
            "{}: {} new, {} updated, {} rejected",
            file.name, counts["new"], counts["updated"], counts["rejected"]
        ));
    }
    campaigns::make(&broker, &mut tell)
}

fn import(broker: &Broker, folder: &Path, file: &people::SampleFile) -> Result<Value> {
    let path = folder.join(file.name);
    std::fs::write(&path, &file.text)?;
    let staged = broker.call("imports.stage", json!({ "path": path, "fileName": file.name }))?;
    let mapping: Vec<&Value> = staged["columns"]
        .as_array()
        .map(|columns| columns.iter().map(|column| &column["field"]).collect())
        .unwrap_or_default();
    let import = &staged["import"];
    let request = json!({
        "import": import["id"], "format": import["format"], "mapping": mapping, "newList": file.list,
    });
    broker.finish(&broker.call("imports.preview", request)?)?;
    let done = broker.finish(&broker.call("imports.start", json!({ "import": import["id"] }))?)?;
    Ok(done["counts"].clone())
}
