//! The doors of organizations.

use super::types::*;
use super::{closing, logo};
use crate::access::types::{Nothing, Organization};
use crate::context::Ctx;
use crate::error::Result;
use crate::validation::types::JobStarted;

pub(crate) fn set_logo(ctx: &Ctx, request: SetLogo) -> Result<Organization> {
    logo::set(ctx, &request)
}

pub(crate) fn set_zone(ctx: &Ctx, request: SetZone) -> Result<JobStarted> {
    let zone = crate::access::parse_zone("zone", &request.zone)?;
    Ok(JobStarted { job: crate::events::zone::start(ctx, zone)? })
}

pub(crate) fn remove_logo(ctx: &Ctx, _: Nothing) -> Result<Organization> {
    logo::remove(ctx)
}

pub(crate) fn logo(ctx: &Ctx, _: Nothing) -> Result<Option<Logo>> {
    logo::read(ctx)
}

pub(crate) fn leave(ctx: &Ctx, _: Nothing) -> Result<Nothing> {
    closing::leave(ctx)
}

pub(crate) fn delete(ctx: &Ctx, request: DeleteOrganization) -> Result<DeletedOrganization> {
    closing::delete(ctx, &request)
}

pub(crate) fn deleted(ctx: &Ctx, _: Nothing) -> Result<Vec<DeletedOrganization>> {
    closing::deleted(ctx)
}

pub(crate) fn restore(ctx: &Ctx, request: RestoreOrganization) -> Result<OrganizationRestored> {
    closing::restore(ctx, &request)
}
