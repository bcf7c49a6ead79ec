//! Taking a rehearsal back: by reset, by cancel, by failure, and after a crash. One way for all: the run stops standing
//! and its figures go in one audited write, then its rows go in steps.

use std::sync::Arc;

use serde_json::{Map, json};
use uuid::Uuid;

use super::queries;
use crate::app::Workspace;
use crate::context::Ctx;
use crate::error::Result;
use crate::events::clear;
use crate::jobs::Job;
use crate::leads::simulated;
use crate::store::{Action, Actor, Bulk};

/// Takes a run that was stopped or failed back, rows and all.
pub(super) fn undo(ctx: &Ctx, campaign: i64, run: i64, state: &'static str) -> Result<()> {
    ctx.write(Action::plain("rehearsal.takeBack"), move |tx| {
        tx.tell("state", state);
        queries::take_back(tx, run, campaign, state)
    })?;
    clear_rows(ctx, Some(campaign))
}

/// Removes the rows of every taken-back run, of one campaign or of all, and the leads nobody worked on.
pub(crate) fn clear_rows(ctx: &Ctx, campaign: Option<i64>) -> Result<()> {
    let runs = ctx.read(|read| queries::uncleared(read, campaign))?;
    if runs.is_empty() {
        return Ok(());
    }
    let mut detail = Map::new();
    detail.insert("runs".into(), json!(runs.len()));
    let bulk = Bulk::begin(ctx.store(), ctx.hand(), Action::plain("rehearsal.clear"), None, detail)?;
    for (campaign, run) in runs {
        simulated::remove(&bulk, run)?;
        clear::clear(&bulk, campaign, run)?;
    }
    Ok(())
}

/// Starts the job that removes the rows.
pub(super) fn clear_in_background(ctx: &Ctx, title: &str, campaign: Option<i64>) -> Result<Uuid> {
    ctx.workspace.jobs.start(ctx, "rehearsal", title, json!({}), move |ctx: &Ctx, _: &Job| {
        clear_rows(ctx, campaign)?;
        Ok(json!({}))
    })
}

/// At opening: a rehearsal that a crash left running is marked failed and its figures go before anybody sees them;
/// the rows that remain of it, or of an interrupted reset, are removed by a job.
///
/// # Errors
/// The store's codes.
pub(crate) fn recover(workspace: &Arc<Workspace>) -> Result<()> {
    for (key, id, _) in workspace.store.organizations()? {
        recover_in(&Ctx::inside(Arc::clone(workspace), Actor::Job, key, id))?;
    }
    Ok(())
}

/// The same in one organization.
///
/// # Errors
/// The store's codes.
pub(crate) fn recover_in(ctx: &Ctx) -> Result<()> {
    for (campaign, run) in ctx.read(queries::left_running)? {
        ctx.write(Action::plain("rehearsal.recover"), move |tx| {
            tx.because("The program ended while it ran.");
            queries::take_back(tx, run, campaign, "failed")
        })?;
    }
    if !ctx.read(|read| queries::uncleared(read, None))?.is_empty() {
        clear_in_background(ctx, "Removing an interrupted rehearsal", None)?;
    }
    Ok(())
}
