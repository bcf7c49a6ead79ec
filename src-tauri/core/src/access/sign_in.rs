//! Signing up, in, and back in: passwords, back-off, sessions.

use super::types::{Grant, Me, Membership, Recover, Session, SignIn, SignUp, SignedUp};
use super::{kdf, parse_email, parse_name, parse_password, queries};
use crate::clock::WallTime;
use crate::context::{Ctx, User};
use crate::error::{Code, Error, Result};
use crate::store::Action;

/// A session ends 12 hours after it began.
const SESSION_MS: i64 = 12 * 3_600_000;
/// Wrong passwords before the account waits.
const FREE_TRIES: i64 = 5;
/// Longest wait, seconds.
const LONGEST_WAIT: i64 = 300;

/// Makes an account; the first one of a workspace owns it.
pub(super) fn sign_up(ctx: &Ctx, request: SignUp) -> Result<SignedUp> {
    let name = parse_name("name", &request.name)?;
    let (email, address_key) = parse_email("email", &request.email)?;
    parse_password("password", &request.password)?;
    let randomness = ctx.store().randomness();
    let recovery_code = kdf::recovery_code(randomness);
    let user = queries::NewUser {
        email,
        address_key: address_key.clone(),
        name,
        password_hash: kdf::hash(&request.password, randomness)?,
        recovery_hash: kdf::hash(&kdf::normal_code(&recovery_code), randomness)?,
        title: request.title.trim().to_string(),
    };
    ctx.write_workspace(Action::plain("user.signUp"), move |tx| {
        if queries::user_by_address(tx, &user.address_key)?.is_some() {
            return Err(Error::new(Code::Taken, "There is an account with this e-mail address already.")
                .field("email")
                .kept("Nothing was changed.")
                .todo("Sign in, or use the recovery code."));
        }
        let owner = !queries::anyone(tx)?;
        queries::write_permissions(tx)?;
        let (_, id) = queries::insert_user(tx, &user, owner)?;
        tx.about("user", id);
        Ok(())
    })?;
    super::joining::join_whitelisted(ctx, &address_key)?;
    let session = begin_session(ctx, &address_key)?;
    Ok(SignedUp { session, recovery_code })
}

pub(super) fn sign_in(ctx: &Ctx, request: SignIn) -> Result<Session> {
    let wrong = || {
        Error::new(Code::SignedOut, "E-mail or password is wrong.")
            .kept("Nothing was changed.")
            .todo("Try again, or use the recovery code.")
    };
    let address_key = parse_email("email", &request.email).map_or_else(|_| String::new(), |(_, key)| key);
    let found = ctx.read_workspace(|read| queries::user_by_address(read, &address_key))?;
    let Some(user) = found else {
        // As long as for a known one.
        kdf::verify(&request.password, kdf::NOBODY);
        return Err(wrong());
    };
    wait_over(ctx, &user)?;
    if !kdf::verify(&request.password, &user.password_hash) {
        note_failure(ctx, &user)?;
        return Err(wrong());
    }
    begin_session(ctx, &address_key)
}

pub(super) fn recover(ctx: &Ctx, request: Recover) -> Result<SignedUp> {
    parse_password("newPassword", &request.new_password)?;
    let wrong =
        || Error::new(Code::SignedOut, "E-mail or recovery code is wrong.").kept("Nothing was changed.");
    let address_key = parse_email("email", &request.email).map_or_else(|_| String::new(), |(_, key)| key);
    let found = ctx.read_workspace(|read| queries::user_by_address(read, &address_key))?;
    let code = kdf::normal_code(&request.recovery_code);
    let Some(user) = found else {
        kdf::verify(&code, kdf::NOBODY);
        return Err(wrong());
    };
    wait_over(ctx, &user)?;
    if !kdf::verify(&code, &user.recovery_hash) {
        note_failure(ctx, &user)?;
        return Err(wrong());
    }
    let randomness = ctx.store().randomness();
    let recovery_code = kdf::recovery_code(randomness);
    let password = kdf::hash(&request.new_password, randomness)?;
    let recovery = kdf::hash(&kdf::normal_code(&recovery_code), randomness)?;
    ctx.write_workspace(Action::plain("user.recover"), move |tx| {
        tx.about("user", user.id);
        queries::change_secrets(tx, user.key, &password, &recovery)?;
        queries::end_sessions_of(tx, user.key)
    })?;
    Ok(SignedUp { session: begin_session(ctx, &address_key)?, recovery_code })
}

/// Back-off by the stored wall time; a clock set back does not shorten it below what is left.
fn wait_over(ctx: &Ctx, user: &queries::UserRow) -> Result<()> {
    let now = ctx.now().0;
    match user.locked_until {
        Some(until) if until > now => {
            let seconds = ((until - now) / 1_000 + 1).min(LONGEST_WAIT);
            Err(Error::new(Code::TooMany, "Too many wrong tries.")
                .kept("Nothing was changed.")
                .todo(format!("Wait {seconds} seconds, then try again.")))
        }
        _ => Ok(()),
    }
}

fn note_failure(ctx: &Ctx, user: &queries::UserRow) -> Result<()> {
    let failed = user.failed + 1;
    let over = failed - FREE_TRIES;
    let wait = if over > 0 { Some((1_i64 << over.min(9)).min(LONGEST_WAIT)) } else { None };
    let until = wait.map(|seconds| ctx.now().0 + seconds * 1_000);
    let (key, id) = (user.key, user.id);
    ctx.write_workspace(Action::plain("user.signInFailed"), move |tx| {
        tx.about("user", id);
        queries::note_failure(tx, key, failed, until)
    })
}

fn begin_session(ctx: &Ctx, address_key: &str) -> Result<Session> {
    let token = kdf::token(ctx.store().randomness());
    let hash = kdf::token_hash(&token);
    let (address, door) = (address_key.to_string(), ctx.door.word());
    ctx.write_workspace(Action::plain("user.signIn"), move |tx| {
        let user = queries::user_by_address(tx, &address)?.ok_or_else(crate::context::signed_out)?;
        tx.about("user", user.id);
        queries::note_failure(tx, user.key, 0, None)?;
        let expires = WallTime(tx.now().0 + SESSION_MS);
        queries::insert_session(tx, user.key, hash, door, expires)
    })?;
    let user = user_of(ctx, &token)?.ok_or_else(crate::context::signed_out)?;
    Ok(Session { me: me_of(ctx, &user)?, token })
}

/// The signed-in person behind a session token.
pub(crate) fn user_of(ctx: &Ctx, token: &str) -> Result<Option<User>> {
    let (hash, now) = (kdf::token_hash(token), ctx.now());
    let found = ctx.read_workspace(|read| queries::user_by_token(read, &hash, now))?;
    Ok(found.map(|(user, session)| User {
        key: user.key,
        id: user.id,
        name: user.name,
        email: user.email,
        is_owner: user.is_owner,
        session,
    }))
}

pub(super) fn me_of(ctx: &Ctx, user: &User) -> Result<Me> {
    let title = ctx.read_workspace(|read| queries::title_of(read, user.key))?;
    let memberships = ctx.store().memberships_of(user.key)?;
    Ok(Me {
        id: user.id,
        name: user.name.clone(),
        email: user.email.clone(),
        title,
        workspace_owner: user.is_owner,
        memberships: memberships
            .into_iter()
            .map(|one| Membership {
                organization: one.organization_id,
                organization_name: one.organization_name,
                brand_color: one.brand_color,
                role: one.role_name,
                status: one.status,
                grants: one
                    .grants
                    .into_iter()
                    .map(|(permission, reach)| Grant { permission, reach })
                    .collect(),
            })
            .collect(),
    })
}
