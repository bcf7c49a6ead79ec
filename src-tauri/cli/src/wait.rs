//! Calling a command and waiting, with its progress, for what it started.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use indicatif::{ProgressBar, ProgressStyle};
use reachly_core::app::{App, Caller};
use reachly_core::commands::Kind;
use reachly_core::jobs::JobProgress;
use reachly_core::store::Change;
use reachly_core::{Error, Result};
use serde_json::{Value, json};
use uuid::Uuid;

/// Calls a command; of long work it gives the job's end.
pub(crate) fn answer(
    app: &Arc<App>,
    caller: &Caller,
    name: &str,
    kind: Kind,
    request: Value,
) -> Result<Value> {
    if kind != Kind::Job {
        return app.call(caller, name, request);
    }
    let news = app.workspace()?.store.changes().listen();
    let started = app.call(caller, name, request)?;
    if started.get("job").is_some_and(Value::is_null) {
        // Little enough to be done at once.
        return Ok(json!({ "started": started }));
    }
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
