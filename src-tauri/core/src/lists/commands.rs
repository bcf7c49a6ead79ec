//! The doors of contact lists.

use super::members::{self, Way};
use super::queries;
use super::types::{ContactList, CreateList, ListId, ListMembers, UpdateList};
use crate::access::parse_name;
use crate::access::types::Nothing;
use crate::contacts::types::{BulkStarted, Changed};
use crate::context::Ctx;
use crate::error::Result;
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

pub(crate) fn add_members(ctx: &Ctx, request: ListMembers) -> Result<BulkStarted> {
    members::change(ctx, &request, Way::Joining)
}

pub(crate) fn remove_members(ctx: &Ctx, request: ListMembers) -> Result<BulkStarted> {
    members::change(ctx, &request, Way::Leaving)
}
