//! The doors of contact lists.

use super::queries;
use super::types::{ContactList, CreateList, ListId, ListMembers, UpdateList};
use crate::access::parse_name;
use crate::access::types::Nothing;
use crate::contacts::types::{BulkChanged, Changed};
use crate::contacts::{self};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::Action;

pub(crate) fn all(ctx: &Ctx, _: Nothing) -> Result<Vec<ContactList>> {
    ctx.read(queries::all)
}

pub(crate) fn create(ctx: &Ctx, request: CreateList) -> Result<Changed> {
    let name = parse_name("name", &request.name)?;
    let (id, undo) = ctx.write_undoable(Action::undoable("list.create"), move |tx| {
        let (_, id) = queries::insert(tx, &name, request.description.trim(), "manual")?;
        tx.about("list", id);
        Ok(id)
    })?;
    Ok(Changed { id, undo })
}

pub(crate) fn update(ctx: &Ctx, request: UpdateList) -> Result<Changed> {
    let name = parse_name("name", &request.name)?;
    let id = request.list;
    let ((), undo) = ctx.write_undoable(Action::undoable("list.update"), move |tx| {
        tx.about("list", id);
        let key = queries::key_of(tx, id)?;
        queries::update(tx, key, &name, request.description.trim())
    })?;
    Ok(Changed { id, undo })
}

pub(crate) fn delete(ctx: &Ctx, request: ListId) -> Result<Changed> {
    let id = request.list;
    let ((), undo) = ctx.write_undoable(Action::undoable("list.delete"), move |tx| {
        tx.about("list", id);
        let key = queries::key_of(tx, id)?;
        queries::delete(tx, key)
    })?;
    Ok(Changed { id, undo })
}

pub(crate) fn add_members(ctx: &Ctx, request: ListMembers) -> Result<BulkChanged> {
    change_members(ctx, request, "list.addMembers", queries::add_members)
}

pub(crate) fn remove_members(ctx: &Ctx, request: ListMembers) -> Result<BulkChanged> {
    change_members(ctx, request, "list.removeMembers", queries::remove_members)
}

fn change_members(
    ctx: &Ctx,
    request: ListMembers,
    action: &'static str,
    change: fn(&mut crate::store::Tx<'_>, i64, &[u32]) -> Result<usize>,
) -> Result<BulkChanged> {
    let keys = contacts::selected(ctx, &request.selection)?;
    let id = request.list;
    let mut rows = 0;
    ctx.read(|read| queries::key_of(read, id))?;
    // Whole steps: each is complete in itself, so that a list of a million does not hold the writer.
    for chunk in keys.chunks(contacts::STEP) {
        let chunk = chunk.to_vec();
        rows += ctx.write(Action::plain(action), move |tx| {
            tx.about("list", id);
            let key = queries::key_of(tx, id)?;
            let changed = contacts::around(tx, &chunk, |tx| change(tx, key, &chunk))?;
            tx.tell("contacts", changed);
            Ok(changed as u64)
        })?;
    }
    if keys.is_empty() {
        return Err(Error::invalid("selection", "No contacts are selected."));
    }
    Ok(BulkChanged { rows, undo: None })
}
