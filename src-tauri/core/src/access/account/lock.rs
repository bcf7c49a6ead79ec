//! The lock of a window: while it is on, its session answers nothing but the password or signing out. It comes by hand,
//! or by itself when the window has told of no input for as long as the person chose.

use super::types::OwnPassword;
use super::{proven, queries};
use crate::access::types::Nothing;
use crate::context::Ctx;
use crate::error::Result;
use crate::store::Action;

pub(super) fn lock(ctx: &Ctx) -> Result<Nothing> {
    let user = ctx.user()?.clone();
    ctx.write_workspace(Action::plain("user.lock"), move |tx| {
        tx.about("user", user.id);
        queries::lock(tx, user.session)
    })?;
    Ok(Nothing {})
}

pub(super) fn unlock(ctx: &Ctx, request: &OwnPassword) -> Result<Nothing> {
    let user = proven(ctx, "password", &request.password)?;
    let session = ctx.user()?.session;
    ctx.write_workspace(Action::plain("user.unlock"), move |tx| {
        tx.about("user", user.id);
        crate::access::queries::note_failure(tx, user.key, 0, None)?;
        queries::unlock(tx, session)
    })?;
    Ok(Nothing {})
}

/// The window's person is there. Told at most every half minute: no row of the trail, no news.
pub(super) fn active(ctx: &Ctx) -> Result<Nothing> {
    let session = ctx.user()?.session;
    ctx.write_workspace(Action::quiet("user.active"), move |tx| queries::see(tx, session))?;
    Ok(Nothing {})
}
