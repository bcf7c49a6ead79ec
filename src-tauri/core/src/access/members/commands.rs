//! The doors of members, of requests to join and of invitations, as an Admin uses them.

use serde_json::json;

use super::queries::{self, Invitation, MemberRow};
use super::types::*;
use super::{Change, DAY_MS, keep_an_admin, listed, parse_days, tell_everyone};
use crate::access::types::Nothing;
use crate::access::{grants, kdf, parse_email};
use crate::clock::WallTime;
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::store::{Action, Tx};

pub(crate) fn page(ctx: &Ctx, request: MemberPageRequest) -> Result<MemberPage> {
    let limits = crate::access::types::PageRequest { offset: request.offset, limit: request.limit };
    let (offset, limit) = limits.checked()?;
    let search = request.search.trim().to_string();
    let (total, rows, keys) = ctx.read(|read| {
        let (total, rows) = queries::page(read, &search, offset, limit)?;
        Ok((total, told(ctx, read, &rows)?, users(&rows)))
    })?;
    Ok(MemberPage { total, rows: seen(ctx, rows, &keys)? })
}

pub(crate) fn get(ctx: &Ctx, request: MemberId) -> Result<Member> {
    let (rows, keys) = ctx.read(|read| {
        let row = queries::member(read, request.member)?;
        // Who only asked, or was invited, is the matter of those who decide.
        if !matches!(row.status.as_str(), "active" | "suspended") {
            ctx.reach("member.manage").map_err(|_| Error::not_found("member"))?;
        }
        let rows = [row];
        Ok((told(ctx, read, &rows)?, users(&rows)))
    })?;
    seen(ctx, rows, &keys)?.pop().ok_or_else(|| Error::not_found("member"))
}

pub(crate) fn waiting(ctx: &Ctx, _: Nothing) -> Result<MembersWaiting> {
    ctx.read(|read| {
        let of = |status| told(ctx, read, &queries::waiting(read, status)?);
        Ok(MembersWaiting { requests: of("requested")?, invitations: of("invited")? })
    })
}

fn told(ctx: &Ctx, read: &crate::store::Read<'_>, rows: &[MemberRow]) -> Result<Vec<Member>> {
    queries::told(read, rows, ctx.user()?.key, &ctx.place()?.grants)
}

fn users(rows: &[MemberRow]) -> Vec<Option<i64>> {
    rows.iter().map(|row| row.user_key).collect()
}

/// Adds when each person last signed in, which the workspace knows.
fn seen(ctx: &Ctx, mut rows: Vec<Member>, keys: &[Option<i64>]) -> Result<Vec<Member>> {
    ctx.read_workspace(|read| {
        for (row, key) in rows.iter_mut().zip(keys) {
            if let Some(key) = key {
                row.last_sign_in = queries::last_sign_in(read, *key)?.map(WallTime);
            }
        }
        Ok(())
    })?;
    Ok(rows)
}

pub(crate) fn approve(ctx: &Ctx, request: ApproveMember) -> Result<Nothing> {
    let extra = grants::parse("extra", &request.extra)?;
    let change = Change::by(ctx)?;
    ctx.write(Action::plain("member.approve"), move |tx| {
        let gone = "This request was answered or withdrawn meanwhile.";
        let row = change.target(tx, request.member, &["requested"], gone)?;
        let (role, name) = change.gift(tx, request.role, &extra)?;
        tell_role(tx, &row, &name);
        tell_extra(tx, &row, &extra);
        queries::let_in(tx, row.key, role, &extra, Some(change.user))?;
        queries::close_invitations(tx, row.address_key.as_deref().unwrap_or_default())
    })?;
    done(ctx)
}

pub(crate) fn reject(ctx: &Ctx, request: MemberId) -> Result<Nothing> {
    let change = Change::by(ctx)?;
    ctx.write(Action::plain("member.reject"), move |tx| {
        let gone = "This request was answered or withdrawn meanwhile.";
        let row = change.target(tx, request.member, &["requested"], gone)?;
        queries::end(tx, row.key, "rejected")
    })?;
    done(ctx)
}

pub(crate) fn invite(ctx: &Ctx, request: InviteMember) -> Result<Invited> {
    let (email, address_key) = parse_email("email", &request.email)?;
    let extra = grants::parse("extra", &request.extra)?;
    let expires_at = ctx.now().0 + parse_days(request.days)? * DAY_MS;
    let code = kdf::recovery_code(ctx.store().randomness());
    let hash = kdf::token_hash(&kdf::normal_code(&code));
    let change = Change::by(ctx)?;
    let told = email.clone();
    let id = ctx.write(Action::plain("member.invite"), move |tx| {
        if let Some(status) = queries::known(tx, &address_key)? {
            return Err(known_already(&status));
        }
        let (role, name) = change.gift(tx, request.role, &extra)?;
        let new = Invitation { address_key: &address_key, role, extra: &extra, code: hash, expires_at };
        let id = queries::insert_invitation(tx, &new)?;
        tx.about("membership", id);
        tx.tell_private("member", &told);
        tx.tell("role", name);
        Ok(id)
    })?;
    tell_everyone(ctx)?;
    Ok(Invited { id, email, code, expires_at: WallTime(expires_at) })
}

fn known_already(status: &str) -> Error {
    let (message, todo) = match status {
        "invited" => ("This address is invited already.", "Renew the invitation, or withdraw it first."),
        "requested" => ("This person has asked to join.", "Approve the request."),
        "suspended" => ("This person is a suspended member.", "Reactivate the member."),
        _ => ("This person is a member already.", "Change the role in the list of members."),
    };
    Error::new(Code::Taken, message).field("email").kept("Nothing was changed.").todo(todo)
}

pub(crate) fn renew(ctx: &Ctx, request: RenewInvitation) -> Result<Invited> {
    let expires_at = ctx.now().0 + parse_days(request.days)? * DAY_MS;
    let code = kdf::recovery_code(ctx.store().randomness());
    let hash = kdf::token_hash(&kdf::normal_code(&code));
    let change = Change::by(ctx)?;
    let (id, email) = ctx.write(Action::plain("member.renewInvitation"), move |tx| {
        let gone = "This invitation was accepted or withdrawn meanwhile.";
        let row = change.target(tx, request.member, &["invited"], gone)?;
        queries::renew(tx, row.key, hash, expires_at)?;
        Ok((row.id, row.email.unwrap_or_default()))
    })?;
    tell_everyone(ctx)?;
    Ok(Invited { id, email, code, expires_at: WallTime(expires_at) })
}

pub(crate) fn withdraw(ctx: &Ctx, request: MemberId) -> Result<Nothing> {
    let change = Change::by(ctx)?;
    ctx.write(Action::plain("member.withdrawInvitation"), move |tx| {
        let gone = "This invitation was accepted or withdrawn meanwhile.";
        let row = change.target(tx, request.member, &["invited"], gone)?;
        queries::withdraw(tx, row.key)
    })?;
    done(ctx)
}

pub(crate) fn change(ctx: &Ctx, request: ChangeMember) -> Result<Nothing> {
    let extra = request.extra.map(|list| grants::parse("extra", &list)).transpose()?;
    let change = Change::by(ctx)?;
    ctx.write(Action::plain("member.change"), move |tx| {
        let gone = "This member left meanwhile.";
        let row = change.target(tx, request.member, &["active", "suspended"], gone)?;
        let extra = extra.unwrap_or_else(|| row.extra.clone());
        let role = request.role.or(row.role.as_ref().map(|role| role.id));
        let role = role.ok_or_else(|| Error::invalid("role", "A member needs a role."))?;
        let (key, name) = change.gift(tx, role, &extra)?;
        if row.role_key != Some(key) {
            keep_an_admin(tx, &row)?;
            tell_role(tx, &row, &name);
        }
        tell_extra(tx, &row, &extra);
        queries::change(tx, row.key, key, &extra)
    })?;
    done(ctx)
}

pub(crate) fn suspend(ctx: &Ctx, request: MemberId) -> Result<Nothing> {
    let change = Change::by(ctx)?;
    ctx.write(Action::plain("member.suspend"), move |tx| {
        let gone = "This member is not active any more.";
        let row = change.target(tx, request.member, &["active"], gone)?;
        keep_an_admin(tx, &row)?;
        change.not_oneself(&row, "Nobody suspends themselves.")?;
        queries::set_status(tx, row.key, "suspended")
    })?;
    done(ctx)
}

pub(crate) fn reactivate(ctx: &Ctx, request: MemberId) -> Result<Nothing> {
    let change = Change::by(ctx)?;
    ctx.write(Action::plain("member.reactivate"), move |tx| {
        let gone = "This member is not suspended any more.";
        let row = change.target(tx, request.member, &["suspended"], gone)?;
        queries::set_status(tx, row.key, "active")
    })?;
    done(ctx)
}

pub(crate) fn remove(ctx: &Ctx, request: MemberId) -> Result<Nothing> {
    let change = Change::by(ctx)?;
    ctx.write(Action::plain("member.remove"), move |tx| {
        let gone = "This member left meanwhile.";
        let row = change.target(tx, request.member, &["active", "suspended"], gone)?;
        keep_an_admin(tx, &row)?;
        change.not_oneself(&row, "Nobody removes themselves.")?;
        queries::end(tx, row.key, "removed")
    })?;
    done(ctx)
}

fn done(ctx: &Ctx) -> Result<Nothing> {
    tell_everyone(ctx)?;
    Ok(Nothing {})
}

fn tell_role(tx: &mut Tx<'_>, row: &MemberRow, to: &str) {
    let from: Vec<&str> = row.role.iter().map(|role| role.name.as_str()).collect();
    tx.tell("role", json!([from, [to]]));
}

fn tell_extra(tx: &mut Tx<'_>, row: &MemberRow, to: &[grants::Held]) {
    if row.extra != to {
        tx.tell("extraPermissions", json!([listed(&row.extra), listed(to)]));
    }
}
