//! One's name, address, title and secrets.

use super::types::{ChangeEmail, ChangePassword, NewRecoveryCode, OwnPassword, Profile, UpdateProfile};
use super::{IDLE_MINUTES, parse_language, proven, queries};
use crate::access::queries as access;
use crate::access::types::Nothing;
use crate::access::{kdf, parse_email, parse_name, parse_optional_zone, parse_password, parse_short};
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::store::Action;

pub(super) fn own(ctx: &Ctx) -> Result<Profile> {
    let key = ctx.user()?.key;
    ctx.read_workspace(|read| queries::profile(read, key))
}

pub(super) fn update(ctx: &Ctx, request: UpdateProfile) -> Result<Profile> {
    let mut new = own(ctx)?;
    let before = new.idle_minutes;
    if let Some(name) = &request.name {
        new.name = parse_name("name", name)?;
    }
    if let Some(title) = &request.title {
        new.title = parse_short("title", title)?;
    }
    if let Some(phone) = &request.phone {
        new.phone = parse_short("phone", phone)?;
    }
    if let Some(language) = &request.language {
        new.language = parse_language(language)?;
    }
    if let Some(zone) = &request.time_zone {
        new.time_zone = parse_optional_zone("timeZone", zone)?;
    }
    if let Some(minutes) = request.idle_minutes {
        if !IDLE_MINUTES.contains(&minutes) {
            return Err(Error::invalid(
                "idleMinutes",
                "A window locks after 5, 15, 30 or 60 minutes, or never.",
            ));
        }
        new.idle_minutes = minutes;
    }
    let user = ctx.user()?.clone();
    ctx.write_workspace(Action::plain("user.profile"), move |tx| {
        tx.about("user", user.id);
        queries::update_profile(tx, user.key, &new)?;
        // A new limit counts from now, for windows that are open by the one before.
        queries::settle_idle(tx, user.key, before)?;
        Ok(new)
    })
}

/// The new address opens the account from now on.
pub(super) fn change_email(ctx: &Ctx, request: &ChangeEmail) -> Result<Profile> {
    let (email, address_key) = parse_email("email", &request.email)?;
    let user = proven(ctx, "password", &request.password)?;
    ctx.write_workspace(Action::plain("user.email"), move |tx| {
        if access::user_by_address(tx, &address_key)?.is_some_and(|other| other.key != user.key) {
            return Err(Error::new(Code::Taken, "There is another account with this e-mail address.")
                .field("email")
                .kept("Nothing was changed."));
        }
        tx.about("user", user.id);
        queries::change_email(tx, user.key, &email, &address_key)?;
        queries::profile(tx, user.key)
    })
}

/// Every other window of the person is signed out: whoever knew the old password knows nothing now.
pub(super) fn change_password(ctx: &Ctx, request: &ChangePassword) -> Result<Nothing> {
    parse_password("newPassword", &request.new_password)?;
    let user = proven(ctx, "oldPassword", &request.old_password)?;
    let hash = kdf::hash(&request.new_password, ctx.store().randomness())?;
    let session = ctx.user()?.session;
    ctx.write_workspace(Action::plain("user.password"), move |tx| {
        tx.about("user", user.id);
        access::change_secrets(tx, user.key, &hash, &user.recovery_hash)?;
        queries::end_other_sessions(tx, user.key, session)
    })?;
    Ok(Nothing {})
}

/// A new code in the place of the one that was lost or seen.
pub(super) fn new_recovery_code(ctx: &Ctx, request: &OwnPassword) -> Result<NewRecoveryCode> {
    let user = proven(ctx, "password", &request.password)?;
    let randomness = ctx.store().randomness();
    let recovery_code = kdf::recovery_code(randomness);
    let hash = kdf::hash(&kdf::normal_code(&recovery_code), randomness)?;
    ctx.write_workspace(Action::plain("user.recoveryCode"), move |tx| {
        tx.about("user", user.id);
        access::change_secrets(tx, user.key, &user.password_hash, &hash)
    })?;
    Ok(NewRecoveryCode { recovery_code })
}
