//! The end of an account: memberships end, every personal value is overwritten at once, the windows are signed out.

use super::types::OwnPassword;
use super::{proven, queries};
use crate::access::organizations::closing::{end_membership, is_last_admin};
use crate::access::types::Nothing;
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::store::{Action, Hand, Scope};

pub(super) fn close(ctx: &Ctx, request: &OwnPassword) -> Result<Nothing> {
    let user = proven(ctx, "password", &request.password)?;
    if user.is_owner && ctx.read_workspace(queries::owners)? == 1 {
        return Err(Error::new(Code::Conflict, "You are the only owner of this workspace.")
            .kept("Nothing was changed.")
            .todo("Name another owner in Settings, Workspace. If nobody else works here, delete the file instead."));
    }
    let mut organizations = Vec::new();
    let mut held = Vec::new();
    for membership in ctx.store().memberships_of(user.key)? {
        let scope = Scope::Organization(membership.organization_key);
        if ctx.store().read(scope, |read| is_last_admin(read, user.key))? {
            held.push(membership.organization_name);
        }
        organizations.push(membership.organization_key);
    }
    if !held.is_empty() {
        return Err(last_admin_of(&held));
    }
    // In a deleted organization nobody is left to ask; brought back, it comes without this person.
    organizations.extend(ctx.store().deleted_organizations()?.iter().map(|one| one.key));
    for organization in organizations {
        let hand = Hand { actor: ctx.actor, scope: Scope::Organization(organization) };
        let key = user.key;
        ctx.store()
            .write(hand, Action::plain("member.accountClosed"), move |tx| end_membership(tx, key, true))?;
    }
    ctx.write_workspace(Action::plain("user.close"), move |tx| {
        tx.about("user", user.id);
        queries::overwrite(tx, user.key, user.id)?;
        tx.forget_user(user.id)?;
        tx.touch("users");
        Ok(())
    })?;
    Ok(Nothing {})
}

fn last_admin_of(names: &[String]) -> Error {
    Error::new(Code::Conflict, format!("You are the last Admin of {}.", names.join(", ")))
        .kept("Nothing was changed.")
        .todo("Make somebody else an Admin there, or delete the organization, then delete your account.")
}
