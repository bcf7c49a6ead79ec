//! Members: who belongs to an organization, as what, and how an Admin decides about it.

pub mod commands;
pub(crate) mod queries;
pub mod types;

use super::grants::{self, Held};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::{Action, Tx};
use queries::MemberRow;

/// An invitation lives this long unless the Admin says otherwise, days.
const INVITED_DAYS: i64 = 7;
/// And at the longest, days.
const INVITED_DAYS_MAX: i64 = 90;
pub(crate) const DAY_MS: i64 = 86_400_000;

fn parse_days(days: Option<i64>) -> Result<i64> {
    match days.unwrap_or(INVITED_DAYS) {
        days if (1..=INVITED_DAYS_MAX).contains(&days) => Ok(days),
        _ => Err(Error::invalid(
            "days",
            format!("An invitation can be accepted for 1 to {INVITED_DAYS_MAX} days."),
        )),
    }
}

/// The person whose membership it is, as the caller may see and change it.
struct Change {
    /// What the caller holds.
    held: Vec<Held>,
    user: i64,
}

impl Change {
    fn by(ctx: &Ctx) -> Result<Self> {
        Ok(Change { held: ctx.place()?.grants.clone(), user: ctx.user()?.key })
    }

    /// A member whom the caller may change: not beyond the caller's own permissions.
    fn target(&self, tx: &mut Tx<'_>, id: uuid::Uuid, statuses: &[&str], gone: &str) -> Result<MemberRow> {
        let row = queries::member(tx, id)?;
        if !statuses.contains(&row.status.as_str()) {
            return Err(Error::conflict(gone).kept("Nothing was changed.").todo("Look at the list again."));
        }
        let theirs = row.held(tx)?;
        grants::may_change(&self.held, &theirs, "This member may do more than you.")?;
        tx.about("membership", row.id);
        tx.tell_private("member", row.name.as_deref().or(row.email.as_deref()).unwrap_or_default());
        Ok(row)
    }

    /// A role, and what beyond it, that the caller may give: key, name.
    fn gift(&self, tx: &Tx<'_>, role: uuid::Uuid, extra: &[Held]) -> Result<(i64, String)> {
        let role = super::roles::queries::role(tx, role)?;
        grants::may_give(&self.held, &role.grants)?;
        grants::may_give(&self.held, extra)?;
        Ok((role.key, role.name))
    }

    fn not_oneself(&self, row: &MemberRow, sentence: &str) -> Result<()> {
        if row.user_key == Some(self.user) {
            return Err(Error::conflict(sentence)
                .kept("Nothing was changed.")
                .todo("Ask another Admin of the organization."));
        }
        Ok(())
    }
}

/// The last Admin stays Admin: told in a sentence here, and held by a trigger of the database.
fn keep_an_admin(tx: &Tx<'_>, row: &MemberRow) -> Result<()> {
    if row.is_admin && row.status == "active" && queries::active_admins(tx)? <= 1 {
        return Err(Error::conflict("The last Admin of an organization stays its Admin.")
            .kept("Nothing was changed.")
            .todo("Make somebody else an Admin first."));
    }
    Ok(())
}

/// A membership changed somewhere: whoever is signed in looks again at their own. Names nobody.
///
/// # Errors
/// The store's codes.
pub(crate) fn tell_everyone(ctx: &Ctx) -> Result<()> {
    ctx.write_workspace(Action::quiet("membership.told"), |tx| {
        tx.touch("memberships");
        Ok(())
    })
}

/// Grants as the audit trail tells them.
fn listed(grants: &[Held]) -> Vec<String> {
    grants.iter().map(|(key, reach)| format!("{key} ({reach})")).collect()
}
