//! Roles: five that come with Reachly and stay as they are, and the organization's own, which are copies or new.

pub mod commands;
pub(crate) mod queries;
pub mod types;

use std::sync::Arc;

use super::grants::Held;
use super::permissions::{PERMISSIONS, ROLES};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::{Action, Actor};

/// Longest name of a role, characters.
const NAME_MAX: usize = 80;
/// Longest description of a role, characters.
const DESCRIPTION_MAX: usize = 500;

fn parse_name(text: &str) -> Result<String> {
    let name = super::parse_name("name", text)?;
    if name.chars().count() > NAME_MAX {
        return Err(Error::invalid("name", format!("The name is longer than {NAME_MAX} characters.")));
    }
    Ok(name)
}

fn parse_description(text: &str) -> Result<String> {
    let text = text.trim();
    if text.chars().count() > DESCRIPTION_MAX {
        let message = format!("The description is longer than {DESCRIPTION_MAX} characters.");
        return Err(Error::invalid("description", message));
    }
    Ok(text.to_string())
}

/// What the program says a shipped role holds.
fn shipped_grants(role: &str) -> Vec<Held> {
    let mut grants: Vec<Held> = PERMISSIONS
        .iter()
        .filter_map(|one| Some((one.key.to_string(), one.reach_of(role)?.to_string())))
        .collect();
    grants.sort();
    grants
}

/// In every organization the shipped roles hold what the program says: a new permission is the Admins' at once.
///
/// # Errors
/// The store's codes.
pub(crate) fn follow_shipped(ctx: &Ctx) -> Result<()> {
    for (key, id, _) in ctx.store().organizations()? {
        let inside = Ctx::inside(Arc::clone(&ctx.workspace), Actor::Job, key, id);
        let behind: Vec<(i64, Vec<Held>)> = inside.read(|read| {
            let mut behind = Vec::new();
            for (role, shipped) in queries::shipped(read)? {
                let wanted = shipped_grants(&shipped);
                if ROLES.iter().any(|(name, _)| *name == shipped) && queries::grants(read, role)? != wanted {
                    behind.push((role, wanted));
                }
            }
            Ok(behind)
        })?;
        if behind.is_empty() {
            continue;
        }
        inside.write(Action::plain("role.follow"), move |tx| {
            for (role, wanted) in &behind {
                queries::set_grants(tx, *role, wanted)?;
            }
            tx.touch("roles");
            tx.tell("roles", behind.len());
            Ok(())
        })?;
    }
    Ok(())
}
