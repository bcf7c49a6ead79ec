//! The doors of access: signing in, organizations, undo, the audit trail.

use super::types::*;
use super::{parse_color, parse_currency, parse_domain, parse_name, parse_zone, queries, sign_in as signing};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::Action;

pub(crate) fn sign_up(ctx: &Ctx, request: SignUp) -> Result<SignedUp> {
    signing::sign_up(ctx, request)
}

pub(crate) fn sign_in(ctx: &Ctx, request: SignIn) -> Result<Session> {
    signing::sign_in(ctx, request)
}

pub(crate) fn recover(ctx: &Ctx, request: Recover) -> Result<SignedUp> {
    signing::recover(ctx, request)
}

pub(crate) fn sign_out(ctx: &Ctx, _: Nothing) -> Result<Nothing> {
    let session = ctx.user()?.session;
    ctx.write_workspace(Action::plain("user.signOut"), move |tx| queries::end_session(tx, session))?;
    Ok(Nothing {})
}

pub(crate) fn me(ctx: &Ctx, _: Nothing) -> Result<Me> {
    signing::me_of(ctx, ctx.user()?)
}

pub(crate) fn create_organization(ctx: &Ctx, request: CreateOrganization) -> Result<Organization> {
    let new = queries::NewOrganization {
        name: parse_name("name", &request.name)?,
        domain: parse_domain("domain", &request.domain)?,
        reporting_zone: parse_zone("reportingZone", &request.reporting_zone)?,
        currency: parse_currency("currency", &request.currency)?,
        postal_address: request.postal_address.trim().to_string(),
        brand_color: parse_color("brandColor", request.brand_color.as_deref().unwrap_or("#0B6E69"))?,
        campaign_clock: request.campaign_clock,
    };
    let user = ctx.user()?.key;
    let made = ctx.write_workspace(Action::plain("organization.create"), move |tx| {
        tx.found_organization(|tx| queries::insert_organization(tx, &new))?;
        let admin = queries::insert_shipped_roles(tx)?;
        queries::insert_membership(tx, user, admin, "active")?;
        queries::organization(tx)
    })?;
    // Nobody listens in the new one yet: the person's other windows hear it from the workspace.
    crate::access::organizations::closing::tell_workspace(ctx)?;
    Ok(made)
}

pub(crate) fn organization(ctx: &Ctx, _: Nothing) -> Result<Organization> {
    ctx.read(queries::organization)
}

pub(crate) fn update_organization(ctx: &Ctx, request: UpdateOrganization) -> Result<Organization> {
    let mut new = ctx.read(queries::organization)?;
    if let Some(name) = &request.name {
        new.name = parse_name("name", name)?;
    }
    if let Some(domain) = &request.domain {
        new.domain = parse_domain("domain", domain)?.unwrap_or_default();
    }
    if let Some(currency) = &request.currency {
        new.currency = parse_currency("currency", currency)?;
    }
    if let Some(color) = &request.brand_color {
        new.brand_color = parse_color("brandColor", color)?;
    }
    if let Some(entity) = request.billing_entity {
        let entity = entity.trim();
        if entity.chars().count() > 200 {
            return Err(
                Error::invalid("billingEntity", "At most 200 characters.").kept("Nothing was changed.")
            );
        }
        new.billing_entity = entity.to_string();
    }
    if let Some(address) = request.postal_address {
        new.postal_address = address.trim().to_string();
    }
    ctx.write(Action::plain("organization.update"), move |tx| {
        queries::update_organization(tx, &new)?;
        Ok(new)
    })
}

pub(crate) fn audit_page(ctx: &Ctx, request: PageRequest) -> Result<AuditPage> {
    let (offset, limit) = request.checked()?;
    ctx.read(|read| queries::audit_page(read, offset, limit))
}

pub(crate) fn audit_verify(ctx: &Ctx, _: Nothing) -> Result<AuditReport> {
    let report = ctx.store().verify_audit(ctx.place()?.key, None)?;
    let (broken_at, fault) =
        report.broken.map_or((None, None), |(at, why)| (Some(at), Some(why.to_string())));
    Ok(AuditReport { good: report.good, broken_at, fault })
}

impl PageRequest {
    /// Offset and limit as SQLite takes them.
    ///
    /// # Errors
    /// `invalid` when the limit is over 500.
    pub(crate) fn checked(&self) -> Result<(i64, i64)> {
        if self.limit > 500 {
            return Err(Error::invalid("limit", "A page has at most 500 rows."));
        }
        let offset = i64::try_from(self.offset).map_err(|_| Error::invalid("offset", "This is too far."))?;
        Ok((offset, i64::try_from(self.limit).unwrap_or(500)))
    }
}

/// Writes the permission catalogue when the program knows other permissions than the file; then the shipped roles hold
/// what the program says.
pub(crate) fn follow_catalogue(ctx: &Ctx) -> Result<()> {
    let mut known: Vec<&str> = super::permissions::PERMISSIONS.iter().map(|one| one.key).collect();
    known.sort_unstable();
    if ctx.read_workspace(queries::permissions_known)? != known {
        ctx.write_workspace(Action::plain("permissions.follow"), queries::write_permissions)?;
    }
    super::roles::follow_shipped(ctx)
}
