//! Freezing the audience of a launch into assignments. A crash on the way begins it anew; a person who stops it holds
//! the campaign.

use reachly_rehearsal::Digest;

use super::queries::{self, Launch};
use crate::audience::{self, Frozen};
use crate::campaigns;
use crate::context::Ctx;
use crate::error::{Code, Result};
use crate::events;
use crate::events::record::narrow;
use crate::jobs::Job;
use crate::rehearsals::cast::{SCHEDULED, assignment, mix_of, narrowed, recipient, snapshot};
use crate::rehearsals::queries as runs;
use crate::rehearsals::take_back;
use crate::store::Bulk;
use crate::suppressions::suppression_key;

/// Assignments a step.
const STEP: usize = 10_000;

/// Freezes the audience of a launch as it is now, up to the clock.
pub(super) fn freeze(ctx: &Ctx, job: &Job, bulk: &Bulk, launch: &Launch, clock: i64) -> Result<()> {
    take_back::clear_rows(ctx, Some(launch.campaign))?;
    unassign(bulk, launch.key)?;
    let hash_key = suppression_key(ctx)?;
    let frozen = ctx.read(|read| audience::freeze(read, &hash_key, launch.campaign))?;
    let outcome = write(bulk, job, launch, &frozen, clock);
    if outcome.as_ref().is_err_and(|error| error.code == Code::Cancelled) {
        unassign(bulk, launch.key)?;
        campaigns::status::hold(ctx, launch.campaign)?;
    }
    outcome
}

fn unassign(bulk: &Bulk, run: i64) -> Result<()> {
    while bulk.step(move |tx| queries::unassign(tx, run, STEP as i64))? == STEP {}
    Ok(())
}

fn write(bulk: &Bulk, job: &Job, launch: &Launch, frozen: &Frozen, clock: i64) -> Result<()> {
    let script = &launch.script;
    let mix = mix_of(&frozen.statuses);
    let engine = script.engine(&mix)?;
    let (contacts, count) = (narrowed(frozen)?, frozen.contact_keys.len());
    let (run, campaign) = (launch.key, launch.campaign);
    let (mut digest, mut drawn) = (Digest::default(), Vec::new());
    job.total(count as u64);
    for from in (0..count).step_by(STEP) {
        let to = count.min(from + STEP);
        let mut rows = Vec::with_capacity(to - from);
        for at in from..to {
            drawn.clear();
            digest.add(&engine.contact(&recipient(frozen, at), narrow(at as i64)?, &mut drawn));
            let happened = drawn.partition_point(|event| event.at_ms <= clock);
            let mut row = assignment(frozen.contact_keys[at], frozen.statuses[at], &drawn[..happened]);
            // the mail goes out first
            if let Some(sent) = drawn.first() {
                row[SCHEDULED] = sent.at_ms;
            }
            rows.push(row);
        }
        bulk.step(move |tx| runs::append_assignments(tx, run, campaign, &rows))?;
        job.at(to as u64)?;
    }
    let digest = digest.finish(&script.config, script.seed, &script.campaign);
    let (start, ends_at, snapshot) = (script.start_ms, engine.ends_at_ms(), snapshot(&contacts, frozen));
    bulk.step_durably(move |tx| {
        runs::set_audience(tx, run, &mix, ends_at, &snapshot)?;
        events::recount::rebuild(tx, campaign)?;
        queries::begin(tx, run, start, clock, digest)?;
        tx.touch("runs");
        Ok(())
    })
}
