//! Who owns the workspace: its maker, and whom its owners name. There is always one.

use super::queries;
use super::types::{EndOwner, NameOwner, WorkspaceOwnerRow};
use crate::access::{parse_email, queries as access};
use crate::context::Ctx;
use crate::error::{Code, Error, OrNotFound as _, Result};
use crate::store::Action;

pub(super) fn all(ctx: &Ctx) -> Result<Vec<WorkspaceOwnerRow>> {
    let me = ctx.user()?.key;
    ctx.read_workspace(|read| queries::owners(read, me))
}

pub(super) fn name(ctx: &Ctx, request: &NameOwner) -> Result<Vec<WorkspaceOwnerRow>> {
    let (_, address) = parse_email("email", &request.email)?;
    ctx.write_workspace(Action::plain("workspace.nameOwner"), move |tx| {
        let named = access::user_by_address(tx, &address)?.ok_or_else(|| {
            Error::new(Code::NotFound, "Nobody has a sign-in with this address here.")
                .field("email")
                .kept("Nothing was changed.")
                .todo("Let them create a sign-in first.")
        })?;
        tx.about("user", named.id);
        queries::set_owner(tx, named.key, true)
    })?;
    all(ctx)
}

pub(super) fn end(ctx: &Ctx, request: &EndOwner) -> Result<Vec<WorkspaceOwnerRow>> {
    let id = request.id;
    ctx.write_workspace(Action::plain("workspace.endOwner"), move |tx| {
        let owners = queries::owners(tx, 0)?;
        owners.iter().find(|owner| owner.id == id).or_not_found("owner")?;
        if owners.len() == 1 {
            return Err(Error::new(Code::Conflict, "A workspace has at least one owner.")
                .kept("Nothing was changed.")
                .todo("Name another owner first."));
        }
        tx.about("user", id);
        let key = tx.key_of("users", "owner", id)?;
        queries::set_owner(tx, key, false)
    })?;
    let user = ctx.user()?;
    // Whoever ended their own ownership may not see the others any more.
    if user.id == id { Ok(Vec::new()) } else { all(ctx) }
}
