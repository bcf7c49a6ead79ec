//! Validating many contacts again: read, judge outside the writer, write what changed, in steps.

use serde_json::{Value, json};

use super::{checker, queries};
use crate::contacts::queries::Judged;
use crate::contacts::{STEP, around};
use crate::context::Ctx;
use crate::error::Result;
use crate::jobs::Job;
use crate::lists::queries as lists;
use crate::store::{Action, Bulk};

pub(super) fn run(ctx: &Ctx, job: &Job, list: Option<i64>) -> Result<Value> {
    let checker = checker(ctx)?;
    job.total(u64::try_from(ctx.read(|read| queries::how_many(read, list))?).unwrap_or(0));
    let bulk = Bulk::begin(
        ctx.store(),
        ctx.hand(),
        Action::plain("contact.validate"),
        None,
        serde_json::Map::new(),
    )?;
    let run = bulk.step(move |tx| {
        if let Some(list) = list {
            lists::set_status(tx, list, "validating")?;
        }
        queries::insert_run(tx, "member")
    })?;
    let outcome = steps(ctx, job, &bulk, &checker, list, run);
    bulk.step_durably(move |tx| match list {
        Some(list) => lists::set_status(tx, list, "validated"),
        None => Ok(()),
    })?;
    outcome
}

fn steps(
    ctx: &Ctx,
    job: &Job,
    bulk: &Bulk,
    checker: &reachly_address::Checker,
    list: Option<i64>,
    run: i64,
) -> Result<Value> {
    let (mut after, mut seen, mut changed) = (0, 0, 0);
    loop {
        let found = ctx.read(|read| queries::addresses(read, list, after, STEP as i64))?;
        let Some((last, _)) = found.last() else { break };
        after = *last;
        seen += found.len() as u64;
        let results: Vec<(i64, Judged)> =
            found.iter().map(|(key, email)| (*key, Judged::of(Some(&checker.check(email))))).collect();
        changed += bulk.step(move |tx| {
            let keys: Vec<u32> = results.iter().filter_map(|(key, _)| u32::try_from(*key).ok()).collect();
            let changed = around(tx, &keys, |tx| queries::judge(tx, &results))?;
            queries::append_results(tx, run, &results)?;
            Ok(changed as u64)
        })?;
        job.at(seen)?;
    }
    Ok(json!({ "checked": seen, "changed": changed }))
}
