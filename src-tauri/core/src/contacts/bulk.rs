//! Changes of many contacts: at once when they are few, by a job when they are many, undoable either way.

use super::types::{BulkStarted, Selection};
use super::{STEP, around, queries, selected};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::store::{Action, Bulk};
use crate::undo;

/// Moves contacts to the bin, or out of it.
pub(super) fn set_deleted(ctx: &Ctx, selection: &Selection, deleted: bool) -> Result<BulkStarted> {
    let keys = selected(ctx, selection)?;
    if keys.is_empty() {
        return Err(Error::invalid("selection", "No contacts are selected."));
    }
    let action = Action::undoable(if deleted { "contact.delete" } else { "contact.restore" });
    if keys.len() <= STEP {
        let (rows, undo) = ctx.write_undoable(action, move |tx| {
            around(tx, &keys, |tx| queries::set_deleted(tx, &keys, deleted))
        })?;
        return Ok(BulkStarted { rows: rows as u64, undo, job: None });
    }
    let rows = keys.len() as u64;
    let title = if deleted { "Delete contacts" } else { "Restore contacts" };
    let request = serde_json::json!({ "contacts": rows, "deleted": deleted });
    let job = ctx.workspace.jobs.start(ctx, "customer-delete-queue", title, request, move |ctx, job| {
        in_steps(ctx, job, action, keys, deleted)
    })?;
    Ok(BulkStarted { rows, undo: None, job: Some(job) })
}

fn in_steps(
    ctx: &Ctx,
    job: &Job,
    action: Action,
    mut keys: Vec<u32>,
    deleted: bool,
) -> Result<serde_json::Value> {
    keys.sort_unstable();
    job.total(keys.len() as u64);
    let bulk = Bulk::begin(ctx.store(), ctx.hand(), action, None, serde_json::Map::new())?;
    let (mut rows, mut seen) = (0, 0);
    for chunk in keys.chunks(STEP) {
        let chunk = chunk.to_vec();
        seen += chunk.len() as u64;
        rows += bulk.step(move |tx| around(tx, &chunk, |tx| queries::set_deleted(tx, &chunk, deleted)))?;
        job.at(seen).map_err(|error| undo::take_back(ctx, job, &bulk, error))?;
    }
    bulk.step_durably(|_| Ok(()))?;
    Ok(serde_json::json!({ "rows": rows, "undo": bulk.change_set() }))
}
