//! Is an address good: the organization's rules as versioned rows, every judgement logged with the versions it used.

pub mod commands;
pub(crate) mod queries;
pub(crate) mod run;
pub mod types;

use std::sync::Arc;

use reachly_address::{Checker, Reason, Rules};

use crate::contacts::queries::Judged;
use crate::contacts::reason_codes;
use crate::contacts::types::ReasonSentence;
use crate::context::Ctx;
use crate::error::Result;
use crate::store::{Action, Tx};

/// The checker of the organization's newest rules; the shipped rules become its version 1 at the first need.
pub(crate) fn checker(ctx: &Ctx) -> Result<Arc<Checker>> {
    if ctx.read(queries::newest_version)? == 0 {
        ctx.write(Action::plain("validationRules.ship"), |tx| queries::ship(tx, &Rules::shipped()))?;
    }
    let rules = ctx.read(queries::rules)?;
    Ok(Arc::new(Checker::new(rules)))
}

/// Logs one judgement in a run of its own.
pub(crate) fn log_one(tx: &mut Tx<'_>, contact: i64, judged: &Judged, trigger: &str) -> Result<()> {
    if judged.status == 0 {
        return Ok(());
    }
    let run = queries::insert_run(tx, trigger)?;
    queries::append_results(tx, run, &[(contact, judged.clone())])
}

/// Logs the judgement of a contact that was just made, with those of the same day, cause and rules in one run.
pub(crate) fn log_new(tx: &mut Tx<'_>, contact: i64, judged: &Judged, trigger: &str) -> Result<()> {
    if judged.status == 0 {
        return Ok(());
    }
    let run = match queries::run_of_today(tx, trigger)? {
        Some(run) => run,
        None => queries::insert_run(tx, trigger)?,
    };
    queries::append_results(tx, run, &[(contact, judged.clone())])
}

/// Why an address was judged so, the heaviest reason first.
pub(crate) fn sentences(bits: i64) -> Vec<ReasonSentence> {
    reason_codes(bits)
        .into_iter()
        .filter(|reason| *reason != Reason::DnsNotChecked)
        .map(|reason| ReasonSentence {
            code: reason.code().to_string(),
            sentence: reason.sentence().to_string(),
            points: reason.points(),
        })
        .collect()
}
