//! The run: does exactly what the plan says, in windows of rows sorted by address (so that the index is written in
//! order), in steps that each leave everything consistent. Progress is committed with the step.

use std::collections::HashMap;
use std::sync::Arc;

use reachly_address::Checker;
use serde_json::{Value, json};
use uuid::Uuid;

use super::busy::Claim;
use super::plan::{Rows, Step, Steps, Taken, merged};
use super::types::{ImportCounts, ImportRow};
use super::{Decision, notes, queries, stage};
use crate::app::Workspace;
use crate::contacts::queries::{self as contacts, Judged};
use crate::contacts::{self as people};
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::fields::imported;
use crate::jobs::Job;
use crate::lists::queries as lists;
use crate::store::{Action, Actor, Bulk, Tx};
use crate::validation;

/// Rows sorted together. Deterministic: a resumed run sorts the same.
const WINDOW: usize = 60_000;
/// Rows of one step: about 150 ms. The search table writes what it gathered at the end of each, and every page is copied
/// once a step for its way back: steps of 2,500 rows cost half as much again.
const STEP: usize = 20_000;

/// Everything a run knows of its import.
#[derive(Clone)]
struct Run {
    key: i64,
    id: Uuid,
    list: Option<i64>,
    validation_run: i64,
}

/// A row that is to be written, with what the preview decided.
#[derive(Clone)]
struct Row {
    step: Step,
    taken: Taken,
}

/// Readies a run, or one that goes on with what it had.
fn begin(ctx: &Ctx, stored: &queries::Stored) -> Result<(Bulk, Run)> {
    let (id, key, known_run, resumed) = (stored.id, stored.key, stored.validation_run, stored.change_set);
    let mut detail = serde_json::Map::new();
    detail.insert("import".into(), id.to_string().into());
    let bulk = Bulk::begin(ctx.store(), ctx.hand(), Action::undoable("contact.import"), resumed, detail)?;
    let set = bulk.change_set_key();
    let run = bulk.step_durably(move |tx| {
        let list = queries::list_for(tx, key)?;
        let validation_run = match known_run {
            Some(run) => run,
            None => validation::queries::insert_run(tx, "import")?,
        };
        queries::set_running(tx, key, set, list, validation_run)?;
        Ok(Run { key, id, list, validation_run })
    })?;
    Ok((bulk, run))
}

/// A run that could not begin is as it was before; one that had landed something can be gone on with or undone.
fn not_begun(ctx: &Ctx, stored: &queries::Stored, error: &Error) {
    if error.code == Code::NoWorkspace {
        return;
    }
    let (key, state) = (stored.key, if stored.change_set.is_some() { "failed" } else { "previewed" });
    // A disk too full for this leaves it running: it is gone on with when it is started again.
    let _ = ctx.write(Action::quiet("import.failed"), move |tx| queries::unclaim_run(tx, key, state));
}

/// Runs a previewed import, or goes on with one that was interrupted. The caller holds the import.
pub(super) fn run(ctx: &Ctx, job: &Job, id: Uuid) -> Result<Value> {
    let stored = ctx.read(|read| queries::stored(read, id))?;
    let begun = validation::checker(ctx).and_then(|checker| Ok((begin(ctx, &stored)?, checker)));
    let ((bulk, run), checker) = begun.inspect_err(|error| not_begun(ctx, &stored, error))?;
    job.total(stored.counts.rows);
    job.resume_at(stored.done_rows);
    match follow(ctx, job, &bulk, &run, &checker, stored.done_rows) {
        Ok(()) => {
            let counts = bulk.step_durably(move |tx| queries::finish(tx, run.key, "done"))?;
            Ok(json!({ "import": id, "counts": counts, "undo": bulk.change_set() }))
        }
        Err(error) if error.code == Code::Cancelled => cancelled(ctx, job, &bulk, &run, error),
        // Closing is no failure: the import stays running and goes on at the next start.
        Err(error) if error.code == Code::NoWorkspace => {
            bulk.step_durably(|_| Ok(()))?;
            Err(error)
        }
        Err(error) => {
            // What has landed stands, consistent up to the last committed step; it can be undone or gone on with.
            ctx.write(Action::quiet("import.failed"), move |tx| {
                queries::finish(tx, run.key, "failed").map(drop)
            })?;
            Err(error)
        }
    }
}

/// Cancelling an import is the undo of what has landed.
fn cancelled(ctx: &Ctx, job: &Job, bulk: &Bulk, run: &Run, error: Error) -> Result<Value> {
    let key = run.key;
    bulk.step_durably(move |tx| queries::finish(tx, key, "cancelled").map(drop))?;
    if let Some(change) = bulk.change_set() {
        let kept = ctx.read(|read| read.kept_change(change))?;
        job.uncancel();
        crate::undo::in_steps(ctx, job, change, kept)?;
        bulk.step_durably(move |tx| queries::finish(tx, key, "cancelled").map(drop))?;
    }
    Err(error.kept("Nothing of this import was kept."))
}

fn follow(ctx: &Ctx, job: &Job, bulk: &Bulk, run: &Run, checker: &Arc<Checker>, done: u64) -> Result<()> {
    let stored = ctx.read(|read| queries::stored(read, run.id))?;
    let source = stored.source()?;
    let mut rows = Rows::open(ctx, &source, checker)?;
    let mut steps = Steps::open(ctx, run.id, &stored.plan_hash)?;
    let mut position = 0_u64;
    loop {
        let mut window =
            Vec::with_capacity(WINDOW.min(usize::try_from(stored.counts.rows).unwrap_or(WINDOW)));
        while window.len() < WINDOW {
            let Some(taken) = rows.next()? else { break };
            window.push(Row { step: steps.next()?, taken });
        }
        if window.is_empty() {
            return Ok(());
        }
        window.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
        let mut rest = window.into_iter();
        loop {
            let chunk: Vec<Row> = rest.by_ref().take(STEP).collect();
            if chunk.is_empty() {
                break;
            }
            let after = position + chunk.len() as u64;
            if after > done {
                // A step is committed whole: a resumed run begins at a step's edge.
                write(ctx, bulk, run, chunk, after)?;
                job.at(after)?;
            }
            position = after;
        }
    }
}

/// By the contact that was met, then by address: both are written in the order of their index.
fn order(row: &Row) -> (i64, Option<&str>, u64) {
    (row.step.contact, row.taken.person.address_key.as_deref(), row.taken.line)
}

fn write(ctx: &Ctx, bulk: &Bulk, run: &Run, mut chunk: Vec<Row>, after: u64) -> Result<()> {
    chunk.retain(|row| !matches!(row.step.decision, Decision::Duplicate | Decision::Rejected));
    let rows = Arc::new(chunk);
    let (now_run, now_rows) = (run.clone(), Arc::clone(&rows));
    let aside = match bulk.step(move |tx| one_step(tx, &now_run, &now_rows, after, false)) {
        // Somebody took an address between preview and now: look at each row of this step.
        Err(error) if error.code == Code::Taken => {
            let (now_run, now_rows) = (run.clone(), Arc::clone(&rows));
            bulk.step(move |tx| one_step(tx, &now_run, &now_rows, after, true))?
        }
        other => other?,
    };
    notes::append(&stage::folder(ctx, run.id), &aside)
}

/// Writes a step; returns the rows that were set aside because somebody changed them meanwhile.
fn one_step(tx: &mut Tx<'_>, run: &Run, rows: &[Row], after: u64, careful: bool) -> Result<Vec<ImportRow>> {
    let mut aside = Vec::new();
    let (mut new, met): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| row.step.decision == Decision::New);
    let mut moved = ImportCounts::default();
    if careful {
        let taken = contacts::addresses_taken(
            tx,
            new.iter().filter_map(|row| row.taken.person.address_key.as_deref()),
        )?;
        new.retain(|row| match &row.taken.person.address_key {
            Some(address) if taken.contains(address) => {
                set_aside(row, &mut aside, &mut moved);
                false
            }
            _ => true,
        });
    }
    insert_new(tx, run, &new)?;
    change_met(tx, run, &met, &mut aside, &mut moved)?;
    queries::progress(tx, run.key, after, moved)?;
    Ok(aside)
}

fn set_aside(row: &Row, aside: &mut Vec<ImportRow>, moved: &mut ImportCounts) {
    match row.step.decision {
        Decision::New => moved.new += 1,
        Decision::Updated => moved.updated += 1,
        _ => moved.unchanged += 1,
    }
    moved.rejected += 1;
    aside.push(ImportRow {
        line: row.taken.line,
        decision: "rejected".into(),
        reason: "Somebody changed this contact between the preview and the import.".into(),
        value: row.taken.person.email.clone().unwrap_or_default(),
    });
}

fn insert_new(tx: &mut Tx<'_>, run: &Run, new: &[&Row]) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let first = contacts::insert_imported(tx, new.iter().map(|row| (&row.taken.person, &row.taken.judged)))?;
    queries::note_first(tx, run.key, first)?;
    imported::made(tx, run.key, first, new.iter().map(|row| &row.taken.own))?;
    let mut counts = [0_i64; 5];
    let mut results = Vec::with_capacity(new.len());
    let mut members = Vec::with_capacity(new.len());
    for (at, row) in new.iter().enumerate() {
        let (key, judged) = (first + at as i64, &row.taken.judged);
        counts[usize::try_from(judged.status).unwrap_or(0).min(4)] += 1;
        members.push((key, judged.status, i64::try_from(row.taken.line).unwrap_or(0)));
        if judged.status > 0 {
            results.push((key, judged.clone()));
        }
    }
    tx.index_contacts(first, first + new.len() as i64 - 1)?;
    validation::queries::append_results(tx, run.validation_run, &results)?;
    if let Some(list) = run.list {
        queries::append_members(tx, list, run.key, &members)?;
        lists::add_counts(tx, list, counts)?;
    }
    Ok(())
}

fn change_met(
    tx: &mut Tx<'_>,
    run: &Run,
    met: &[&Row],
    aside: &mut Vec<ImportRow>,
    moved: &mut ImportCounts,
) -> Result<()> {
    let keys: Vec<u32> = met.iter().filter_map(|row| u32::try_from(row.step.contact).ok()).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let known: HashMap<u32, contacts::Met> = contacts::people(tx, &keys)?;
    people::around(tx, &keys, |tx| {
        let (mut joining, mut results) = (Vec::new(), Vec::new());
        for row in met {
            let key = u32::try_from(row.step.contact).unwrap_or(0);
            let Some(now) = known.get(&key).filter(|now| now.version == row.step.version) else {
                set_aside(row, aside, moved);
                continue;
            };
            if row.step.decision == Decision::Updated {
                let person = merged(&now.person, &row.taken.person);
                contacts::update(tx, row.step.contact, i64::from(now.version), &person, &row.taken.judged)?;
                imported::changed(tx, row.step.contact, &row.taken.own)?;
                results.push((row.step.contact, row.taken.judged.clone()));
            }
            joining.push((row.step.contact, row.taken.line));
        }
        results.sort_by_key(|(key, _): &(i64, Judged)| *key);
        validation::queries::append_results(tx, run.validation_run, &results)?;
        match run.list {
            Some(list) => queries::join_members(tx, list, run.key, &joining),
            None => Ok(()),
        }
    })
}

/// Imports that a crash left running go on where they were.
pub(crate) fn resume_all(workspace: &Arc<Workspace>) -> Result<()> {
    for (key, organization, _) in workspace.store.organizations()? {
        resume_in(&Ctx::inside(Arc::clone(workspace), Actor::Job, key, organization))?;
    }
    Ok(())
}

/// The same in one organization.
pub(crate) fn resume_in(ctx: &Ctx) -> Result<()> {
    for id in ctx.read(queries::interrupted)? {
        // Somebody may have gone on with it already.
        let Some(claim) = Claim::try_take(ctx, id) else { continue };
        ctx.workspace.jobs.start(
            ctx,
            "data-ingestion",
            "Import (resumed)",
            json!({ "import": id }),
            move |ctx, job| {
                let _held = claim;
                run(ctx, job, id)
            },
        )?;
    }
    Ok(())
}
