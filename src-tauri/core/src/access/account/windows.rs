//! One window opens another: the next one gets a session of its own for a token that is good once, for a minute.

use super::queries;
use super::types::HandOver;
use crate::access::types::Session;
use crate::access::{kdf, sign_in};
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::store::Action;

/// Longest way from one window to the next, milliseconds.
const HAND_OVER_MS: i64 = 60_000;

pub(super) fn hand_over(ctx: &Ctx) -> Result<HandOver> {
    let token = kdf::token(ctx.store().randomness());
    let (hash, door, user) = (kdf::token_hash(&token), ctx.door.word(), ctx.user()?.clone());
    ctx.write_workspace(Action::plain("user.openWindow"), move |tx| {
        tx.about("user", user.id);
        queries::insert_hand_over(tx, user.session, hash, door, HAND_OVER_MS)
    })?;
    Ok(HandOver { token })
}

/// The new session ends when the one it comes from would have ended.
pub(super) fn enter(ctx: &Ctx, request: &HandOver) -> Result<Session> {
    let (offered, door) = (kdf::token_hash(&request.token), ctx.door.word());
    let token = kdf::token(ctx.store().randomness());
    let hash = kdf::token_hash(&token);
    ctx.write_workspace(Action::plain("user.enterWindow"), move |tx| {
        let taken = queries::take_hand_over(tx, offered, hash, door)?;
        let user = taken.ok_or_else(|| {
            Error::new(Code::SignedOut, "This window was opened too late, or twice.")
                .kept("Nothing was changed.")
                .todo("Sign in here, or open a new window again.")
        })?;
        tx.about("user", user);
        Ok(())
    })?;
    let user = sign_in::user_of(ctx, &token)?.ok_or_else(crate::context::signed_out)?;
    Ok(Session { me: sign_in::me_of(ctx, &user)?, token })
}
