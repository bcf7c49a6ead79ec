//! The doors of jobs.

use super::kinds::KINDS;
use super::schedule::{self, NIGHTLY, Nightly};
use super::types::*;
use super::{JobProgress, queries};
use crate::access::types::{Nothing, PageRequest};
use crate::campaigns::types::CampaignId;
use crate::context::Ctx;
use crate::error::{Error, OrNotFound, Result};
use crate::events::proof;
use crate::store::Read;
use crate::validation::types::JobStarted;

/// Running jobs first, then the twenty that ended last.
pub(crate) fn list(ctx: &Ctx, _: Nothing) -> Result<Vec<JobProgress>> {
    let mut jobs = ctx.workspace.jobs.of(ctx.place()?.key);
    jobs.extend(ctx.read(|read| queries::recent(read, 20))?);
    Ok(jobs)
}

pub(crate) fn cancel(ctx: &Ctx, request: JobId) -> Result<Nothing> {
    let creator = ctx.reach("job.cancel")?.creator();
    if ctx.workspace.jobs.cancel(ctx.place()?.key, request.job, creator) {
        return Ok(Nothing {});
    }
    Err(Error::not_found("running job"))
}

pub(crate) fn scheduled(ctx: &Ctx, _: Nothing) -> Result<Vec<ScheduledJob>> {
    let now = ctx.now();
    ctx.read(|read| NIGHTLY.iter().map(|night| told(read, night, now)).collect())
}

fn told(read: &Read<'_>, night: &Nightly, now: crate::clock::WallTime) -> Result<ScheduledJob> {
    let known = KINDS.iter().find(|known| known.kind == night.kind);
    Ok(ScheduledJob {
        kind: night.kind.to_string(),
        queue: known.map_or(night.kind, |known| known.queue).to_string(),
        binding: known.map_or("", |known| known.binding).to_string(),
        title: night.title.to_string(),
        about: night.about.to_string(),
        last: queries::history(read, Some(night.kind), (0, 1))?.pop(),
        next_at: schedule::next_slot(now),
    })
}

pub(crate) fn run_now(ctx: &Ctx, request: RunJobNow) -> Result<JobStarted> {
    let night = schedule::nightly(&request.kind).or_not_found("scheduled job")?;
    let job = schedule::start(ctx, night, None)?.or_not_found("scheduled job")?;
    Ok(JobStarted { job })
}

pub(crate) fn history(ctx: &Ctx, request: JobHistoryRequest) -> Result<JobHistory> {
    let span = PageRequest { offset: request.offset, limit: request.limit }.checked()?;
    ctx.read(|read| {
        let rows = queries::history(read, request.kind.as_deref(), span)?;
        Ok(JobHistory { total: queries::count(read, request.kind.as_deref())?, rows })
    })
}

pub(crate) fn newest_proof(ctx: &Ctx, _: Nothing) -> Result<NewestProof> {
    let found = ctx.read(|read| queries::newest_result(read, NIGHTLY[0].kind))?;
    let proof = match found {
        Some((job, at, report)) => Some(Proof { job, at, report: serde_json::from_value(report)? }),
        None => None,
    };
    Ok(NewestProof { proof })
}

pub(crate) fn put_right(ctx: &Ctx, request: CampaignId) -> Result<Nothing> {
    proof::put_right(ctx, request.campaign)?;
    Ok(Nothing {})
}
