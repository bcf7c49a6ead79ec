//! Leaving an organization, ending one, bringing it back within thirty days, and removing it for good after them.

use std::sync::Arc;

use super::queries;
use super::types::{DeleteOrganization, DeletedOrganization, OrganizationRestored, RestoreOrganization};
use crate::access::queries as access;
use crate::access::types::Nothing;
use crate::app::Workspace;
use crate::clock::WallTime;
use crate::context::{Ctx, User};
use crate::error::{Code, Error, OrNotFound as _, Result};
use crate::store::{self, Action, Actor, Hand, Scope};

pub(crate) use queries::{end_membership, is_last_admin};

/// How long a deleted organization can be brought back, milliseconds; the migration's trigger knows it too.
pub const GRACE_MS: i64 = 30 * 86_400_000;

pub(super) fn leave(ctx: &Ctx) -> Result<Nothing> {
    ctx.place()?;
    let user = ctx.user()?.clone();
    ctx.write(Action::plain("member.leave"), move |tx| {
        if is_last_admin(tx, user.key)? {
            return Err(Error::new(Code::Conflict, "You are the last Admin of this organization.")
                .kept("Nothing was changed.")
                .todo("Make somebody else an Admin first, or delete the organization."));
        }
        tx.about("user", user.id);
        end_membership(tx, user.key, false)
    })?;
    tell_workspace(ctx)
}

/// What everybody's list of organizations is read from has changed.
pub(crate) fn tell_workspace(ctx: &Ctx) -> Result<Nothing> {
    ctx.write_workspace(Action::quiet("organizations.changed"), |tx| {
        tx.touch("organizations");
        Ok(())
    })?;
    Ok(Nothing {})
}

pub(super) fn delete(ctx: &Ctx, request: &DeleteOrganization) -> Result<DeletedOrganization> {
    let (place, typed) = (ctx.place()?.clone(), request.name.trim().to_string());
    let (name, deleted_at) = ctx.write(Action::plain("organization.delete"), move |tx| {
        let organization = access::organization(tx)?;
        if organization.name != typed {
            return Err(Error::invalid("name", format!("Type {} to delete it.", organization.name))
                .kept("Nothing was changed."));
        }
        tx.about("organization", organization.id);
        let now = tx.now();
        queries::set_deleted(tx, Some(now))?;
        Ok((organization.name, now))
    })?;
    // Paused, not cancelled: a cancelled import is taken back, and this organization may come again.
    ctx.workspace.jobs.pause_all_of(place.key);
    let told = name.clone();
    // Its own trail went out of sight with it; the workspace's says where to.
    ctx.write_workspace(Action::plain("organization.delete"), move |tx| {
        tx.about("organization", place.id);
        tx.tell("name", told);
        tx.touch("organizations");
        Ok(())
    })?;
    Ok(DeletedOrganization { id: place.id, name, deleted_at, restore_until: until(deleted_at) })
}

fn until(deleted_at: WallTime) -> WallTime {
    WallTime(deleted_at.0 + GRACE_MS)
}

/// Deleted organizations within their thirty days that this person may bring back.
fn restorable(ctx: &Ctx) -> Result<Vec<store::DeletedOrganization>> {
    let (user, now) = (ctx.user()?, ctx.now());
    let mut found = Vec::new();
    for one in ctx.store().deleted_organizations()? {
        if until(one.deleted_at) > now && may_restore(ctx, user, &one)? {
            found.push(one);
        }
    }
    Ok(found)
}

/// Whoever could delete it could not lose it by that: its Admins, and the owner of the workspace.
fn may_restore(ctx: &Ctx, user: &User, one: &store::DeletedOrganization) -> Result<bool> {
    if user.is_owner {
        return Ok(true);
    }
    ctx.store()
        .read(Scope::Organization(one.key), |read| queries::holds(read, user.key, "organization.delete"))
}

pub(super) fn deleted(ctx: &Ctx) -> Result<Vec<DeletedOrganization>> {
    let found = restorable(ctx)?.into_iter().map(|one| DeletedOrganization {
        id: one.id,
        name: one.name,
        deleted_at: one.deleted_at,
        restore_until: until(one.deleted_at),
    });
    Ok(found.collect())
}

pub(super) fn restore(ctx: &Ctx, request: &RestoreOrganization) -> Result<OrganizationRestored> {
    let one = restorable(ctx)?.into_iter().find(|one| one.id == request.id).or_not_found("organization")?;
    let (id, hand) = (one.id, Hand { actor: ctx.actor, scope: Scope::Organization(one.key) });
    let (domain_taken, _) = ctx.store().write(hand, Action::plain("organization.restore"), move |tx| {
        tx.about("organization", id);
        if !queries::has_admin(tx)? {
            return Err(Error::conflict(
                "Nobody who ran this organization has an account any more, so nobody could open it.",
            )
            .kept("It stays deleted."));
        }
        match queries::set_deleted(tx, None) {
            Err(error) if error.code == Code::Taken => {
                queries::drop_domain(tx)?;
                queries::set_deleted(tx, None).map(|()| true)
            }
            outcome => outcome.map(|()| false),
        }
    })?;
    let told = one.name.clone();
    ctx.write_workspace(Action::plain("organization.restore"), move |tx| {
        tx.about("organization", id);
        tx.tell("name", told);
        tx.touch("organizations");
        Ok(())
    })?;
    // What was paused goes on as after any closing.
    crate::jobs::go_on(&ctx.workspace, one.key, id)?;
    Ok(OrganizationRestored { id, name: one.name, domain_taken })
}

/// Removes organizations whose thirty days are over, rows, trail and staged files; answers how many.
///
/// # Errors
/// The store's codes; what was removed until then stays removed, and the next start goes on.
pub fn purge_due(workspace: &Arc<Workspace>) -> Result<usize> {
    let now = workspace.store.clock().now();
    let mut gone = 0;
    for one in workspace.store.deleted_organizations()? {
        if until(one.deleted_at) > now {
            continue;
        }
        let ctx = Ctx::inside(Arc::clone(workspace), Actor::Job, one.key, one.id);
        crate::imports::forget_files(&ctx)?;
        let head = ctx.write(Action::quiet("organization.purge"), |tx| tx.chain_head())?;
        let rows = purge(&ctx)?;
        let id = one.id;
        ctx.write_workspace(Action::plain("organization.purge"), move |tx| {
            tx.about("organization", id);
            tx.tell("rows", rows);
            // Whoever kept a copy of the trail can tell that it is the one that went.
            if let Some((sequence, hash)) = head {
                tx.tell("trailRows", sequence);
                tx.tell("trailHead", hash);
            }
            tx.touch("organizations");
            Ok(())
        })?;
        gone += 1;
    }
    Ok(gone)
}

fn purge(ctx: &Ctx) -> Result<usize> {
    let mut rows = 0;
    loop {
        let step = ctx.write(Action::quiet("organization.purge"), |tx| tx.purge_step())?;
        rows += step.rows;
        if step.done {
            return Ok(rows);
        }
    }
}

/// Does that beside the opening of the workspace, which waits for nobody's rows.
///
/// # Errors
/// The store's codes; when no thread can be started.
pub(crate) fn purge_in_background(workspace: &Arc<Workspace>) -> Result<()> {
    let now = workspace.store.clock().now();
    if !workspace.store.deleted_organizations()?.iter().any(|one| until(one.deleted_at) <= now) {
        return Ok(());
    }
    let workspace = Arc::clone(workspace);
    std::thread::Builder::new().name("purge".into()).spawn(move || match purge_due(&workspace) {
        Ok(count) => tracing::info!(count, "organizations were removed for good"),
        // The workspace was closed meanwhile; its next opening goes on.
        Err(error) if error.code == Code::NoWorkspace => {}
        Err(error) => tracing::error!(chain = ?error.chain, "a purge stopped"),
    })?;
    Ok(())
}
