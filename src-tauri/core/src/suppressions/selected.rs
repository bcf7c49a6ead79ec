//! Suppressing many contacts: at once when they are few, by a job when they are many, one change set either way.

use serde_json::{Map, Value, json};

use super::queries::{self, NewSuppression};
use super::types::{SuppressSelected, SuppressionReason, SuppressionSource};
use super::{SuppressionKey, suppression_hash, suppression_key};
use crate::contacts::types::BulkStarted;
use crate::contacts::{self};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::store::{Action, Bulk, Tx};
use crate::undo;

/// Contacts of one step: each address is hashed and recorded.
const STEP: usize = 1_000;

/// Why, as every one of them is told.
#[derive(Clone)]
struct Why {
    reason: SuppressionReason,
    note: String,
    key: SuppressionKey,
}

pub(super) fn add(ctx: &Ctx, request: SuppressSelected) -> Result<BulkStarted> {
    super::commands::check_reason(request.reason, &request.note)?;
    let keys = contacts::selected(ctx, &request.selection)?;
    if keys.is_empty() {
        return Err(Error::invalid("selection", "No contacts are selected."));
    }
    let note = request.note.trim().to_string();
    let why = Why { reason: request.reason, note, key: suppression_key(ctx)? };
    let action = Action::undoable("suppressions.add");
    if keys.len() <= STEP {
        let (rows, undo) = ctx.write_undoable(action, move |tx| {
            let rows = step(tx, &why, &keys)?;
            tx.tell("added", rows);
            Ok(rows)
        })?;
        return Ok(BulkStarted { rows, undo, job: None });
    }
    let rows = keys.len() as u64;
    let asked = json!({ "contacts": rows });
    let job = ctx.workspace.jobs.start(
        ctx,
        "customer-update-queue",
        "Suppress contacts",
        asked,
        move |ctx, job| in_steps(ctx, job, action, &why, keys),
    )?;
    Ok(BulkStarted { rows, undo: None, job: Some(job) })
}

fn in_steps(ctx: &Ctx, job: &Job, action: Action, why: &Why, keys: Vec<u32>) -> Result<Value> {
    job.total(keys.len() as u64);
    let mut detail = Map::new();
    detail.insert("contacts".into(), keys.len().into());
    let bulk = Bulk::begin(ctx.store(), ctx.hand(), action, None, detail)?;
    let (mut rows, mut seen) = (0, 0);
    for chunk in keys.chunks(STEP) {
        let (chunk, why) = (chunk.to_vec(), why.clone());
        seen += chunk.len() as u64;
        rows += bulk.step(move |tx| step(tx, &why, &chunk))?;
        job.at(seen).map_err(|error| undo::take_back(ctx, job, &bulk, error))?;
    }
    bulk.step_durably(|_| Ok(()))?;
    Ok(json!({ "rows": rows, "undo": bulk.change_set() }))
}

fn step(tx: &mut Tx<'_>, why: &Why, keys: &[u32]) -> Result<u64> {
    let mut added = 0;
    for address_key in queries::addresses_of(tx, keys)? {
        let new = NewSuppression {
            hash: suppression_hash(&why.key, &address_key),
            address_key,
            reason: why.reason,
            source: SuppressionSource::Member,
            note: why.note.clone(),
        };
        added += u64::from(queries::insert(tx, &new)?);
    }
    Ok(added)
}
