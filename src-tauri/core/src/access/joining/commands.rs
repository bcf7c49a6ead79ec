//! The doors of joining: those of a person in front of an organization, and those of its Admin.

use super::queries::{self, Own};
use super::types::*;
use super::{ASK_AGAIN_MS, domain_of, is_public, parse_pattern, write_in};
use crate::access::members::{queries as members, tell_everyone};
use crate::access::types::Nothing;
use crate::access::{grants, kdf, parse_email, roles};
use crate::clock::WallTime;
use crate::context::Ctx;
use crate::error::{Code, Error, OrNotFound as _, Result};
use crate::store::{Action, Claim, OwnMembership};

pub(crate) fn joinable(ctx: &Ctx, _: Nothing) -> Result<Vec<JoinableOrganization>> {
    let user = ctx.user()?;
    let own = ctx.store().memberships_of(user.key)?;
    let address = parse_email("email", &user.email)?.1;
    let open = ctx.store().joinable(&address, &domain_of(&address))?;
    let now = ctx.now().0;
    let mut all: Vec<JoinableOrganization> =
        open.into_iter().map(|(_, id, name)| stranger(id, name)).collect();
    for mine in own {
        let standing = standing(&mine);
        match all.iter_mut().find(|one| one.organization == mine.organization_id) {
            Some(one) => stand(one, standing, mine.updated_at, now),
            // It has closed its door since; who asked before still sees what became of it.
            None if standing == Standing::Requested => {
                let mut one = stranger(mine.organization_id, mine.organization_name);
                stand(&mut one, standing, mine.updated_at, now);
                all.push(one);
            }
            None => {}
        }
    }
    Ok(all)
}

fn stranger(organization: uuid::Uuid, name: String) -> JoinableOrganization {
    JoinableOrganization { organization, name, standing: Standing::None, since: None, may_ask: true }
}

fn standing(own: &OwnMembership) -> Standing {
    match (own.status.as_str(), own.ended.as_deref()) {
        ("active", _) => Standing::Active,
        ("suspended", _) => Standing::Suspended,
        ("requested", _) => Standing::Requested,
        ("left", Some("rejected")) => Standing::Rejected,
        _ => Standing::None,
    }
}

fn stand(one: &mut JoinableOrganization, standing: Standing, since: i64, now: i64) {
    one.standing = standing;
    one.since = (standing != Standing::None).then_some(WallTime(since));
    one.may_ask = match standing {
        Standing::None => true,
        Standing::Rejected => now - since >= ASK_AGAIN_MS,
        _ => false,
    };
}

/// Asks; whom the whitelist names joins at once, unless an Admin has said no or removed them before.
pub(crate) fn ask(ctx: &Ctx, request: JoinOrganization) -> Result<Joined> {
    let user = ctx.user()?;
    let (user, address) = (user.key, parse_email("email", &user.email)?.1);
    let open = ctx.store().joinable(&address, &domain_of(&address))?;
    let found = open.into_iter().find(|(_, id, _)| *id == request.organization);
    let (key, organization, organization_name) = found.or_not_found("organization")?;
    let joined = write_in(ctx, key, user, Action::plain("member.ask"), move |tx| {
        let before = queries::own(tx, user)?;
        if let Some(own) = &before {
            may_ask(own, tx.now().0)?;
        }
        let barred = before.as_ref().is_some_and(|own| own.ended.is_some() && !withdrew(own));
        let role = queries::whitelisted_role(tx, &address, &domain_of(&address))?.filter(|_| !barred);
        let (membership, id) = match before {
            Some(own) => {
                queries::ask_again(tx, own.key)?;
                (own.key, own.id)
            }
            None => queries::insert_request(tx, user)?,
        };
        tx.about("membership", id);
        if let Some(role) = role {
            members::let_in(tx, membership, role, &[], None)?;
            members::close_invitations(tx, &address)?;
            tx.tell("whitelisted", true);
        }
        Ok(role.is_some())
    })?;
    tell_everyone(ctx)?;
    Ok(Joined { organization, organization_name, joined })
}

fn withdrew(own: &Own) -> bool {
    own.ended.as_deref() == Some("withdrawn")
}

fn may_ask(own: &Own, now: i64) -> Result<()> {
    let (message, todo) = match own.status.as_str() {
        "active" => ("You belong to this organization already.", "Choose it at the top of the rail."),
        "suspended" => ("Your membership is suspended.", "Ask an Admin of the organization."),
        "requested" => ("You have asked already.", "Wait for an Admin, or withdraw the request."),
        _ if own.ended.as_deref() == Some("rejected") && now - own.decided_at.unwrap_or(0) < ASK_AGAIN_MS => {
            ("Your request was rejected less than a day ago.", "Ask again tomorrow, or talk to an Admin.")
        }
        _ => return Ok(()),
    };
    Err(Error::conflict(message).kept("Nothing was changed.").todo(todo))
}

pub(crate) fn withdraw(ctx: &Ctx, request: JoinOrganization) -> Result<Nothing> {
    let user = ctx.user()?.key;
    let own = ctx.store().memberships_of(user)?;
    let mine = own
        .into_iter()
        .find(|one| one.organization_id == request.organization && one.status == "requested")
        .or_not_found("request")?;
    write_in(ctx, mine.organization_key, user, Action::plain("member.withdrawRequest"), move |tx| {
        let own = queries::own(tx, user)?.filter(|own| own.status == "requested");
        let own = own.ok_or_else(|| {
            Error::conflict("This request was answered meanwhile.").kept("Nothing was changed.")
        })?;
        tx.about("membership", own.id);
        members::end(tx, own.key, "withdrawn")
    })?;
    tell_everyone(ctx)?;
    Ok(Nothing {})
}

pub(crate) fn invitations(ctx: &Ctx, _: Nothing) -> Result<Vec<OwnInvitation>> {
    let address = parse_email("email", &ctx.user()?.email)?.1;
    let now = ctx.now().0;
    let found = ctx.store().invitations_of(&Claim { address: Some(&address), ..Claim::default() })?;
    let told = |one: OwnMembership| OwnInvitation {
        organization: one.organization_id,
        organization_name: one.organization_name,
        role: one.role_name,
        expired: one.expires_at.is_none_or(|at| at <= now),
        expires_at: one.expires_at.map(WallTime),
    };
    Ok(found.into_iter().map(told).collect())
}

/// The code opens, whatever address its person signed up with: the Admin handed it to them.
pub(crate) fn accept(ctx: &Ctx, request: AcceptInvitation) -> Result<Joined> {
    let user = ctx.user()?.key;
    let code = kdf::token_hash(&kdf::normal_code(&request.code));
    let found = ctx.store().invitations_of(&Claim { code: Some(code), ..Claim::default() })?;
    let invitation = found.into_iter().next().ok_or_else(unknown_code)?;
    let key = invitation.membership_key;
    write_in(ctx, invitation.organization_key, user, Action::plain("member.accept"), move |tx| {
        let waiting = queries::waiting(tx, key, code)?.ok_or_else(unknown_code)?;
        if waiting.expires_at <= tx.now().0 {
            return Err(Error::conflict("This invitation has expired.")
                .field("code")
                .kept("Nothing was changed.")
                .todo("Ask the Admin for a new code."));
        }
        match queries::own(tx, user)? {
            Some(own) if matches!(own.status.as_str(), "active" | "suspended") => {
                may_ask(&own, tx.now().0)?;
            }
            Some(own) => queries::put_away(tx, own.key)?,
            None => {}
        }
        tx.about("membership", waiting.id);
        queries::take(tx, key, user)?;
        members::let_in(tx, key, waiting.role_key, &waiting.extra, waiting.invited_by)
    })?;
    tell_everyone(ctx)?;
    let OwnMembership { organization_id: organization, organization_name, .. } = invitation;
    Ok(Joined { organization, organization_name, joined: true })
}

fn unknown_code() -> Error {
    Error::invalid("code", "No invitation that waits has this code.")
        .kept("Nothing was changed.")
        .todo("Look at the code again, or ask the Admin for a new one.")
}

pub(crate) fn get(ctx: &Ctx, _: Nothing) -> Result<Joining> {
    ctx.read(|read| {
        let mut whitelist = queries::whitelist(read)?;
        for entry in &mut whitelist {
            entry.public = is_public(&entry.pattern);
        }
        Ok(Joining { open: queries::is_open(read)?, whitelist })
    })
}

pub(crate) fn update(ctx: &Ctx, request: UpdateJoining) -> Result<Joining> {
    ctx.write(Action::plain("joining.update"), move |tx| {
        tx.tell("openToRequests", request.open);
        tx.touch("whitelist");
        queries::set_open(tx, request.open)
    })?;
    // Who looks for an organization sees it come or go.
    tell_everyone(ctx)?;
    get(ctx, Nothing {})
}

pub(crate) fn add(ctx: &Ctx, request: AddToWhitelist) -> Result<WhitelistEntry> {
    let pattern = parse_pattern(&request.pattern)?;
    let (held, told) = (ctx.place()?.grants.clone(), pattern.clone());
    let id = ctx.write(Action::plain("whitelist.add"), move |tx| {
        let role = roles::queries::role(tx, request.role)?;
        grants::may_give(&held, &role.grants)?;
        if queries::is_listed(tx, &pattern)? {
            return Err(Error::new(Code::Taken, "This is in the whitelist already.")
                .field("pattern")
                .kept("Nothing was changed.")
                .todo("Remove it first to give it another role."));
        }
        let id = queries::insert_entry(tx, &pattern, role.key)?;
        tx.about("whitelistEntry", id);
        tx.tell_private("pattern", &pattern);
        tx.tell("role", role.name);
        Ok(id)
    })?;
    let entry = ctx.read(|read| Ok(queries::whitelist(read)?.into_iter().find(|entry| entry.id == id)))?;
    let entry = entry.or_not_found("whitelist entry")?;
    Ok(WhitelistEntry { public: is_public(&told), ..entry })
}

pub(crate) fn remove(ctx: &Ctx, request: WhitelistId) -> Result<Nothing> {
    ctx.write(Action::plain("whitelist.remove"), move |tx| {
        let key = tx.key_of("whitelist", "whitelist entry", request.entry)?;
        let pattern = queries::pattern_of(tx, key)?;
        tx.about("whitelistEntry", request.entry);
        tx.tell_private("pattern", &pattern);
        queries::delete_entry(tx, key)?;
        Ok(Nothing {})
    })
}
