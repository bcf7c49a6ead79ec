//! The doors of roles and of the permission catalogue.

use super::queries;
use super::types::{CreateRole, PermissionRow, Role, RoleId, RoleName, UpdateRole};
use super::{parse_description, parse_name};
use crate::access::grants::{self, Held};
use crate::access::permissions::PERMISSIONS;
use crate::access::types::Nothing;
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::store::{Action, Tx};

pub(crate) fn permissions(_: &Ctx, _: Nothing) -> Result<Vec<PermissionRow>> {
    let row = |one: &crate::access::permissions::Permission| PermissionRow {
        key: one.key.to_string(),
        description: one.description.to_string(),
        category: one.category.to_string(),
        has_own: one.has_own(),
    };
    Ok(PERMISSIONS.iter().map(row).collect())
}

pub(crate) fn all(ctx: &Ctx, _: Nothing) -> Result<Vec<Role>> {
    let held = &ctx.place()?.grants;
    ctx.read(|read| queries::all(read, held))
}

pub(crate) fn create(ctx: &Ctx, request: CreateRole) -> Result<RoleName> {
    let (name, description) = (parse_name(&request.name)?, parse_description(&request.description)?);
    let wanted = grants::parse("permissions", &request.permissions)?;
    grants::may_give(&ctx.place()?.grants, &wanted)?;
    ctx.write(Action::plain("role.create"), move |tx| {
        free(tx, &name, None)?;
        let (key, id) = queries::insert(tx, &name, &description)?;
        queries::set_grants(tx, key, &wanted)?;
        tx.about("role", id);
        tx.tell("name", name.as_str());
        tell_grants(tx, "granted", &wanted);
        Ok(RoleName { id, name })
    })
}

pub(crate) fn update(ctx: &Ctx, request: UpdateRole) -> Result<RoleName> {
    let name = request.name.as_deref().map(parse_name).transpose()?;
    let description = request.description.as_deref().map(parse_description).transpose()?;
    let wanted = request.permissions.map(|list| grants::parse("permissions", &list)).transpose()?;
    let (held, id) = (ctx.place()?.grants.clone(), request.role);
    ctx.write(Action::plain("role.update"), move |tx| {
        let role = custom(tx, id)?;
        // What a role holds beyond oneself is not one's to withdraw either.
        grants::may_change(&held, &role.grants, "This role may do more than you.")?;
        let name = name.unwrap_or(role.name);
        free(tx, &name, Some(role.key))?;
        if let Some(wanted) = wanted {
            grants::may_give(&held, &wanted)?;
            tell_grants(tx, "granted", &without(&wanted, &role.grants));
            tell_grants(tx, "withdrawn", &without(&role.grants, &wanted));
            queries::set_grants(tx, role.key, &wanted)?;
        }
        tx.about("role", role.id);
        queries::update(tx, role.key, &name, &description.unwrap_or(role.description))?;
        Ok(RoleName { id, name })
    })
}

pub(crate) fn delete(ctx: &Ctx, request: RoleId) -> Result<Nothing> {
    ctx.write(Action::plain("role.delete"), move |tx| {
        let role = custom(tx, request.role)?;
        let (holders, whitelisted) = queries::uses(tx, role.key)?;
        if holders > 0 {
            return Err(Error::conflict("Somebody holds this role, or is invited to it.")
                .kept("Nothing was changed.")
                .todo("Give them another role, then delete this one."));
        }
        if whitelisted > 0 {
            return Err(Error::conflict("The whitelist gives this role.")
                .kept("Nothing was changed.")
                .todo("Take it out of the whitelist, then delete it."));
        }
        tx.about("role", role.id);
        tx.tell("name", role.name);
        queries::delete(tx, role.key)?;
        Ok(Nothing {})
    })
}

/// # Errors
/// `not_found`; `conflict` for a role that came with Reachly.
fn custom(tx: &Tx<'_>, id: uuid::Uuid) -> Result<queries::RoleRow> {
    let role = queries::role(tx, id)?;
    if role.shipped_from.is_some() {
        return Err(Error::conflict("The roles that come with Reachly stay as they are.")
            .kept("Nothing was changed.")
            .todo("Duplicate it and change the copy."));
    }
    Ok(role)
}

fn free(tx: &Tx<'_>, name: &str, except: Option<i64>) -> Result<()> {
    if queries::name_taken(tx, name, except)? {
        return Err(Error::new(Code::Taken, "There is a role with this name already.")
            .field("name")
            .kept("Nothing was changed.")
            .todo("Choose another name."));
    }
    Ok(())
}

fn without(these: &[Held], those: &[Held]) -> Vec<Held> {
    these.iter().filter(|grant| !those.contains(grant)).cloned().collect()
}

/// The rows of `role_permissions` have no key of their own: the trail hears of them here.
fn tell_grants(tx: &mut Tx<'_>, word: &str, grants: &[Held]) {
    if !grants.is_empty() {
        let list: Vec<String> = grants.iter().map(|(key, reach)| format!("{key} ({reach})")).collect();
        tx.tell(word, list);
    }
}
