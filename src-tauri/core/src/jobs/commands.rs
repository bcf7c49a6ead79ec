//! The doors of jobs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{JobProgress, queries};
use crate::access::types::Nothing;
use crate::context::Ctx;
use crate::error::{Error, Result};

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobId {
    pub job: Uuid,
}

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
