//! The one way back: rows unchanged since are restored, the others are listed; a million rows as a job that can be
//! stopped and goes on where it was.

pub mod commands;

use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;
use uuid::Uuid;

use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::jobs::Job;
use crate::store::{Action, Bulk, Kept, Tx};
use crate::{contacts, imports};

/// Rows put back in one step: about 60 ms for a range, of which each page is copied once for its way back.
const STEP: i64 = 10_000;
/// Kind of the job that undoes a large set.
const KIND: &str = "undo";
/// Rows named in the answer; the others are counted.
const NAMED: usize = 200;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UndoChange {
    pub change: Uuid,
}

/// What an undo did.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    #[ts(type = "number")]
    pub restored: u64,
    /// Rows that somebody changed since; they stay as they are.
    #[ts(type = "number")]
    pub kept: u64,
    /// The first 200 of them.
    pub kept_rows: Vec<KeptRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptRow {
    pub table: String,
    pub name: String,
}

/// Small changes are undone at once; large ones by a job whose result is the same.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoAnswer {
    pub undone: Option<Undone>,
    pub job: Option<Uuid>,
}

impl Undone {
    fn add(&mut self, restored: u64, kept: Vec<KeptRow>) {
        self.restored += restored;
        self.kept += kept.len() as u64;
        let room = NAMED.saturating_sub(self.kept_rows.len());
        self.kept_rows.extend(kept.into_iter().take(room));
    }
}

/// The change set, if the caller may undo it.
fn permitted(ctx: &Ctx, change: Uuid) -> Result<Kept> {
    let creator = ctx.reach("change.undo")?.creator();
    let (kept, action) = ctx.read(|read| {
        let kept = read.kept_change(change)?;
        Ok((kept, read.changed_by(kept)?))
    })?;
    if creator.is_some() && creator != kept.user_key {
        return Err(Error::forbidden("change.undo"));
    }
    // What one may not do, one may not take back either: the way back changes the same rows.
    let needed = needed(&action).ok_or_else(|| Error::internal(format!("nobody may undo {action}")))?;
    for permission in needed {
        ctx.reach(permission)?;
    }
    Ok(kept)
}

/// The permissions of an undoable change, which its undo needs as well. `None` for what is no undoable change.
pub fn needed(action: &str) -> Option<&'static [&'static str]> {
    Some(match action {
        "contact.create" | "contact.update" | "list.create" | "list.update" | "list.addMembers"
        | "list.removeMembers" => &["contact.write"],
        "contact.import" => &["contact.import"],
        "contact.delete" | "contact.restore" | "list.delete" => &["contact.delete"],
        // The undo may bring a sensitive field, or the end of its being one.
        "field.create" | "field.update" => &["contact.fields", "contact.sensitive"],
        "field.delete" => &["contact.delete", "contact.sensitive"],
        "suppressions.add" | "suppressions.remove" => &["suppression.write"],
        "template.delete" => &["template.delete"],
        "form.delete" => &["form.delete"],
        "campaign.delete" | "campaignFolder.delete" => &["campaign.delete"],
        "lead.create" | "lead.update" | "lead.setStatus" => &["lead.write"],
        "lead.delete" => &["lead.delete"],
        _ => return None,
    })
}

/// One step back; `false` when nothing is left.
fn step(tx: &mut Tx<'_>, change: Kept, undone: &mut Undone) -> Result<bool> {
    let next = tx.next_undone(change, STEP)?;
    if !next.is_empty() {
        let people: Vec<u32> = next
            .iter()
            .filter(|(table, _)| table == "contacts")
            .filter_map(|(_, key)| u32::try_from(*key).ok())
            .collect();
        let outcome = contacts::around(tx, &people, |tx| tx.undo_rows(change, STEP))?;
        for (table, _) in &next {
            tx.touch(table);
        }
        let mut kept = Vec::new();
        for (table, key) in outcome.kept {
            let name = contacts::name_of_row(tx, &table, key)?;
            kept.push(KeptRow { table, name });
        }
        undone.add(u64::try_from(outcome.restored).unwrap_or(0), kept);
        return Ok(true);
    }
    let Some((table, first, last)) = tx.next_undone_range(change)? else {
        return Ok(imports::leave_list(tx, change.key, STEP)? > 0);
    };
    let from = first.max(last - STEP + 1);
    let (restored, kept) = match table.as_str() {
        "contacts" => imports::remove_range(tx, from, last)?,
        "list_moves" => crate::lists::members::undo_moves(tx, from, last)?,
        _ => return Err(Error::internal(format!("a range of {table} cannot be undone"))),
    };
    tx.shrink_undone_range(change, &table, from)?;
    undone.add(restored, kept.into_iter().map(|name| KeptRow { table: table.clone(), name }).collect());
    Ok(true)
}

/// Undoes a small set in one write.
fn at_once(ctx: &Ctx, id: Uuid) -> Result<Undone> {
    ctx.write(Action::plain("change.undo"), move |tx| {
        tx.about("change", id);
        tx.because("A member took the change back.");
        // Two who ask at the same moment: one of them is told that it is done.
        let change = tx.kept_change(id)?;
        let mut undone = Undone::default();
        while step(tx, change, &mut undone)? {}
        imports::mark_undone(tx, change.key)?;
        tx.mark_undone(change)?;
        tx.tell("restored", undone.restored);
        tx.tell("kept", undone.kept);
        Ok(undone)
    })
}

/// What a stopped job has done so far is taken back; answers the error that says so.
pub(crate) fn take_back(ctx: &Ctx, job: &Job, bulk: &Bulk, error: Error) -> Error {
    if error.code != Code::Cancelled {
        return error;
    }
    let Some(change) = bulk.change_set() else { return error };
    let undone = bulk.step_durably(|_| Ok(())).and_then(|()| {
        let kept = ctx.read(|read| read.kept_change(change))?;
        job.uncancel();
        in_steps(ctx, job, change, kept)
    });
    match undone {
        Ok(_) => error.kept("Nothing of it was kept."),
        Err(cause) => error.kept("A part of it was done before it stopped.").because(cause),
    }
}

/// Starts the undo of a large set as a job.
fn start(ctx: &Ctx, change: Uuid, kept: Kept) -> Result<Uuid> {
    ctx.workspace.jobs.start(ctx, KIND, "Undo", json!({ "change": change }), move |ctx, job| {
        Ok(serde_json::to_value(in_steps(ctx, job, change, kept)?)?)
    })
}

/// Change sets whose undo was under way when the program ended.
///
/// # Errors
/// The store's codes.
pub(crate) fn interrupted(ctx: &Ctx) -> Result<Vec<Uuid>> {
    let asked = ctx.read(|read| crate::jobs::queries::open_requests(read, KIND))?;
    Ok(asked.iter().filter_map(|request| request["change"].as_str()?.parse().ok()).collect())
}

/// Goes on with them: half an undo is none.
///
/// # Errors
/// The store's codes.
pub(crate) fn resume(ctx: &Ctx, changes: &[Uuid]) -> Result<()> {
    for change in changes {
        match ctx.read(|read| read.kept_change(*change)) {
            Ok(kept) => drop(start(ctx, *change, kept)?),
            // Its last step was saved; only the word of it was not.
            Err(error) if matches!(error.code, Code::Conflict | Code::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Undoes a large set in steps.
pub(crate) fn in_steps(ctx: &Ctx, job: &Job, id: Uuid, change: Kept) -> Result<Undone> {
    let mut detail = serde_json::Map::new();
    detail.insert("change".into(), id.to_string().into());
    let bulk = Bulk::begin(ctx.store(), ctx.hand(), Action::plain("change.undo"), None, detail)?;
    job.total(u64::try_from(change.rows).unwrap_or(0));
    let mut undone = Undone::default();
    loop {
        let (more, after) = bulk.step(move |tx| {
            let more = step(tx, change, &mut undone)?;
            Ok((more, undone))
        })?;
        undone = after;
        if !more {
            break;
        }
        job.at(undone.restored + undone.kept)?;
    }
    bulk.step_durably(move |tx| {
        imports::mark_undone(tx, change.key)?;
        tx.mark_undone(change)
    })?;
    Ok(undone)
}
