//! The doors of validation.

use std::str::FromStr;

use super::types::{JobStarted, RunValidation, ValidationRule};
use super::{checker, queries, run};
use crate::access::types::Nothing;
use crate::context::Ctx;
use crate::error::Result;
use crate::lists::queries as lists;

pub(crate) fn rules(ctx: &Ctx, _: Nothing) -> Result<Vec<ValidationRule>> {
    checker(ctx)?;
    ctx.read(|read| {
        let counts = queries::reason_counts(read)?;
        let mut rules = queries::list(read)?;
        for rule in &mut rules {
            if let Ok(reason) = reachly_address::Reason::from_str(&rule.reason) {
                rule.contacts = counts[reason as usize];
            }
        }
        Ok(rules)
    })
}

pub(crate) fn start(ctx: &Ctx, request: RunValidation) -> Result<JobStarted> {
    let list = request.list.map(|list| ctx.read(|read| lists::key_of(read, list))).transpose()?;
    let asked = serde_json::json!({ "list": request.list });
    let job = ctx.workspace.jobs.start(
        ctx,
        "customer-metrics-queue",
        "Validate contacts",
        asked,
        move |ctx, job| run::run(ctx, job, list),
    )?;
    Ok(JobStarted { job })
}
