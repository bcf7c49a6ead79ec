//! Joining and leaving a list by hand: one change set and one line of the trail whatever the size, at once for few
//! contacts and by a job for many, with a way back that keeps every count exact.

use serde_json::{Map, Value, json};

use super::queries;
use super::types::ListMembers;
use crate::contacts::types::BulkStarted;
use crate::contacts::{self};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::store::{Action, Bulk, Tx};
use crate::undo;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Joining,
    Leaving,
}

impl Way {
    fn action(self) -> Action {
        Action::undoable(match self {
            Way::Joining => "list.addMembers",
            Way::Leaving => "list.removeMembers",
        })
    }
}

pub(super) fn change(ctx: &Ctx, request: &ListMembers, way: Way) -> Result<BulkStarted> {
    let list = ctx.read(|read| queries::key_of(read, request.list))?;
    let keys = contacts::selected(ctx, &request.selection)?;
    if keys.is_empty() {
        return Err(Error::invalid("selection", "No contacts are selected."));
    }
    let mut detail = Map::new();
    detail.insert("list".into(), request.list.to_string().into());
    detail.insert("contacts".into(), keys.len().into());
    if keys.len() <= contacts::STEP {
        let (rows, undo) = in_steps(ctx, None, way, list, keys, detail)?;
        return Ok(BulkStarted { rows, undo: undo.filter(|_| rows > 0), job: None });
    }
    let rows = keys.len() as u64;
    let title = match way {
        Way::Joining => "Add contacts to a list",
        Way::Leaving => "Remove contacts from a list",
    };
    let asked = Value::Object(detail.clone());
    let job = ctx.workspace.jobs.start(ctx, "customer-update-queue", title, asked, move |ctx, job| {
        let (rows, undo) = in_steps(ctx, Some(job), way, list, keys, detail)?;
        Ok(json!({ "rows": rows, "undo": undo }))
    })?;
    Ok(BulkStarted { rows, undo: None, job: Some(job) })
}

fn in_steps(
    ctx: &Ctx,
    job: Option<&Job>,
    way: Way,
    list: i64,
    mut keys: Vec<u32>,
    detail: Map<String, Value>,
) -> Result<(u64, Option<uuid::Uuid>)> {
    keys.sort_unstable();
    if let Some(job) = job {
        job.total(keys.len() as u64);
    }
    let bulk = Bulk::begin(ctx.store(), ctx.hand(), way.action(), None, detail)?;
    let (mut rows, mut seen) = (0, 0);
    for chunk in keys.chunks(contacts::STEP) {
        let chunk = chunk.to_vec();
        seen += chunk.len() as u64;
        rows += bulk.step(move |tx| step(tx, way, list, &chunk))?;
        if let Some(job) = job {
            job.at(seen).map_err(|error| undo::take_back(ctx, job, &bulk, error))?;
        }
    }
    bulk.step_durably(|_| Ok(()))?;
    Ok((rows, bulk.change_set()))
}

fn step(tx: &mut Tx<'_>, way: Way, list: i64, keys: &[u32]) -> Result<u64> {
    let moving = match way {
        Way::Joining => queries::outside(tx, list, keys)?,
        Way::Leaving => queries::inside(tx, list, keys)?,
    };
    if moving.is_empty() {
        return Ok(0);
    }
    queries::note_moves(tx, list, way == Way::Joining, &moving)?;
    let keys: Vec<u32> = moving.iter().map(|member| member.contact).collect();
    contacts::around(tx, &keys, |tx| match way {
        Way::Joining => queries::append(tx, list, &moving),
        Way::Leaving => queries::remove_members(tx, list, &keys).map(drop),
    })?;
    tx.touch("list_members");
    Ok(moving.len() as u64)
}

/// Takes moves `first..=last` back: who joined leaves, who left joins as before. Answers how many were put back, and
/// the names of contacts whose place was changed since.
pub(crate) fn undo_moves(tx: &mut Tx<'_>, first: i64, last: i64) -> Result<(u64, Vec<String>)> {
    let (mut restored, mut kept) = (0, Vec::new());
    for (list, joined, members) in queries::moves(tx, first, last)? {
        let keys: Vec<u32> = members.iter().map(|member| member.contact).collect();
        let there = queries::inside(tx, list, &keys)?;
        // Who joined by this very move, and who is still outside, is unchanged since.
        let (same, other): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| {
            let now = there.iter().find(|now| now.contact == member.contact);
            if joined { now.is_some_and(|now| now.since == member.since) } else { now.is_none() }
        });
        for member in other {
            let name = contacts::name_of_row(tx, "contacts", i64::from(member.contact))?;
            kept.push(name);
        }
        let living = queries::existing(tx, list, &same)?;
        restored += same.len() as u64;
        let keys: Vec<u32> = living.iter().map(|member| member.contact).collect();
        contacts::around(tx, &keys, |tx| match joined {
            true => queries::remove_members(tx, list, &keys).map(drop),
            false => queries::append(tx, list, &living),
        })?;
    }
    queries::forget_moves(tx, first, last)?;
    tx.touch("list_members");
    Ok((restored, kept))
}
