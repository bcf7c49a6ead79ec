//! The doors of workspace owners.

use super::queries;
use super::types::{AddOwner, RemoveOwner, WorkspaceOwner, WorkspaceOwners};
use crate::access::types::Nothing;
use crate::access::{parse_email, queries as users};
use crate::context::Ctx;
use crate::error::{Code, Error, OrNotFound as _, Result};
use crate::store::Action;

pub(crate) fn all(ctx: &Ctx, _: Nothing) -> Result<WorkspaceOwners> {
    let me = ctx.user()?.id;
    let one = |(id, name, email)| WorkspaceOwner { id, name, email, is_me: id == me };
    let owners = ctx.read_workspace(queries::owners)?.into_iter().map(one).collect();
    let mut organizations: Vec<String> =
        ctx.store().organizations()?.into_iter().map(|(_, _, name)| name).collect();
    organizations.sort_by_key(|name| name.to_lowercase());
    Ok(WorkspaceOwners { owners, organizations })
}

pub(crate) fn add(ctx: &Ctx, request: AddOwner) -> Result<WorkspaceOwners> {
    let (_, address_key) = parse_email("email", &request.email)?;
    ctx.write_workspace(Action::plain("workspace.addOwner"), move |tx| {
        let user = users::user_by_address(tx, &address_key)?.ok_or_else(|| {
            Error::invalid("email", "Nobody has a sign-in with this address here.")
                .kept("Nothing was changed.")
                .todo("Let them create a sign-in first.")
        })?;
        if user.is_owner {
            return Err(Error::new(Code::Taken, "This person owns the workspace already.").field("email"));
        }
        tx.about("user", user.id);
        queries::set(tx, user.id, true)
    })?;
    all(ctx, Nothing {})
}

pub(crate) fn remove(ctx: &Ctx, request: RemoveOwner) -> Result<WorkspaceOwners> {
    let me = ctx.user()?.id;
    ctx.write_workspace(Action::plain("workspace.removeOwner"), move |tx| {
        let owners = queries::owners(tx)?;
        owners.iter().find(|(id, _, _)| *id == request.user).or_not_found("workspace owner")?;
        if owners.len() == 1 {
            return Err(Error::conflict("The last owner of the workspace stays its owner.")
                .kept("Nothing was changed.")
                .todo("Name another owner first."));
        }
        tx.about("user", request.user);
        queries::set(tx, request.user, false)
    })?;
    if request.user == me {
        // Who gave it up has nothing more to see here.
        return Ok(WorkspaceOwners { owners: Vec::new(), organizations: Vec::new() });
    }
    all(ctx, Nothing {})
}
