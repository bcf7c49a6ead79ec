//! The doors of one's account.

use super::types::*;
use super::{closing, lock, profile, windows};
use crate::access::types::{Nothing, Session};
use crate::context::Ctx;
use crate::error::Result;

pub(crate) fn profile(ctx: &Ctx, _: Nothing) -> Result<Profile> {
    profile::own(ctx)
}

pub(crate) fn update(ctx: &Ctx, request: UpdateProfile) -> Result<Profile> {
    profile::update(ctx, request)
}

pub(crate) fn change_email(ctx: &Ctx, request: ChangeEmail) -> Result<Profile> {
    profile::change_email(ctx, &request)
}

pub(crate) fn change_password(ctx: &Ctx, request: ChangePassword) -> Result<Nothing> {
    profile::change_password(ctx, &request)
}

pub(crate) fn new_recovery_code(ctx: &Ctx, request: OwnPassword) -> Result<NewRecoveryCode> {
    profile::new_recovery_code(ctx, &request)
}

pub(crate) fn lock(ctx: &Ctx, _: Nothing) -> Result<Nothing> {
    lock::lock(ctx)
}

pub(crate) fn unlock(ctx: &Ctx, request: OwnPassword) -> Result<Nothing> {
    lock::unlock(ctx, &request)
}

pub(crate) fn active(ctx: &Ctx, _: Nothing) -> Result<Nothing> {
    lock::active(ctx)
}

pub(crate) fn hand_over(ctx: &Ctx, _: Nothing) -> Result<HandOver> {
    windows::hand_over(ctx)
}

pub(crate) fn enter(ctx: &Ctx, request: HandOver) -> Result<Session> {
    windows::enter(ctx, &request)
}

pub(crate) fn close(ctx: &Ctx, request: OwnPassword) -> Result<Nothing> {
    closing::close(ctx, &request)
}
