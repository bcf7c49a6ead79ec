//! One rehearsal from the frozen audience to its digest.

use std::sync::mpsc::sync_channel;

use reachly_rehearsal::{AudienceMix, Digest, Engine};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::cast::{assignment, mix_of, narrowed, recipient, snapshot};
use super::deck::{Deck, Words};
use super::queries::{self, NewRun};
use super::take_back;
use crate::audience::{self, Frozen};
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::events::record::narrow;
use crate::events::{self, EventBatch};
use crate::jobs::Job;
use crate::launches;
use crate::leads::simulated::Respondents;
use crate::store::{Action, Bulk};
use crate::suppressions::suppression_key;

/// Rows a step, events and assignments: about 5 ms of the writer.
const STEP: usize = 10_000;
/// Batches made ready while the writer is at work.
const AHEAD: usize = 2;

/// A rehearsal about to be played.
pub(super) struct Rehearsal {
    pub new: NewRun,
    pub key: i64,
    pub id: Uuid,
    pub advance_clock: bool,
    /// Events a step; the result does not depend on it.
    pub step: usize,
}

impl Rehearsal {
    pub(super) fn of(new: NewRun, (key, id): (i64, Uuid), advance_clock: bool) -> Self {
        Rehearsal { new, key, id, advance_clock, step: STEP }
    }

    /// Plays it as a job; what goes wrong on the way, a cancel too, takes all of it back.
    pub(super) fn run(&self, ctx: &Ctx, job: &Job) -> Result<Value> {
        let played = self.play(ctx, job).inspect_err(|error| {
            let state = if error.code == Code::Cancelled { "cancelled" } else { "failed" };
            if let Err(cause) = take_back::undo(ctx, self.new.campaign.key, self.key, state) {
                // the next opening of the workspace goes on with it
                tracing::error!(chain = ?cause.chain, "a rehearsal was not taken back");
            }
        })?;
        if self.advance_clock {
            // Launched campaigns play on as far; the rehearsal stands whatever comes of that.
            let ends_at = ctx.read(|read| queries::run(read, self.id))?.ends_at;
            launches::advance(ctx, job, ends_at)?;
        }
        // a campaign whose time came meanwhile could not be launched under its rehearsal
        launches::wake(ctx)?;
        Ok(played)
    }

    fn play(&self, ctx: &Ctx, job: &Job) -> Result<Value> {
        let (key, campaign, id) = (self.key, self.new.campaign.key, job.id);
        ctx.write(Action::quiet("rehearsal.job"), move |tx| queries::set_job(tx, key, id))?;
        take_back::clear_rows(ctx, Some(campaign))?;
        let hash_key = suppression_key(ctx)?;
        let frozen = ctx.read(|read| audience::freeze(read, &hash_key, campaign))?;
        if frozen.contact_keys.is_empty() {
            return Err(Error::conflict("Nobody on this campaign's lists can be mailed.")
                .kept("Nothing was rehearsed.")
                .todo("Add a list with mailable contacts."));
        }
        let script = self.new.script();
        let mix = mix_of(&frozen.statuses);
        let engine = script.engine(&mix)?;
        let mut detail = Map::new();
        detail.insert("run".into(), json!(self.id));
        detail.insert("recipients".into(), json!(mix.total()));
        let bulk = Bulk::begin(ctx.store(), ctx.hand(), Action::plain("rehearsal.run"), None, detail)?;
        let words = script.words(&bulk)?;
        let contacts = narrowed(&frozen)?;
        job.total(mix.total());
        let (mut deck, digest) = self.draw(&bulk, job, &engine, &frozen)?;
        self.freeze(&bulk, &mix, engine.ends_at_ms(), &contacts, &frozen)?;
        deck.sort();
        job.total(mix.total() + deck.len() as u64);
        self.write(ctx, &bulk, job, (&deck, &contacts, &frozen.statuses, &words))?;
        let digest = digest.finish(&self.new.config.0, self.new.seed, self.new.campaign.id.as_bytes());
        self.finish(&bulk, digest)?;
        Ok(json!({ "run": self.id, "recipients": mix.total(), "events": deck.len() }))
    }

    /// Draws every contact in contact order and writes the assignments that follow from it.
    fn draw(&self, bulk: &Bulk, job: &Job, engine: &Engine, frozen: &Frozen) -> Result<(Deck, Digest)> {
        let (mut deck, mut digest) = (Deck::new(self.new.start_ms), Digest::default());
        let mut events = Vec::new();
        let count = frozen.contact_keys.len();
        let (run, campaign) = (self.key, self.new.campaign.key);
        for from in (0..count).step_by(STEP) {
            let to = count.min(from + STEP);
            let mut rows = Vec::with_capacity(to - from);
            for at in from..to {
                events.clear();
                digest.add(&engine.contact(&recipient(frozen, at), narrow(at as i64)?, &mut events));
                for event in &events {
                    deck.add(event)?;
                }
                rows.push(assignment(frozen.contact_keys[at], frozen.statuses[at], &events));
            }
            bulk.step(move |tx| queries::append_assignments(tx, run, campaign, &rows))?;
            job.at(to as u64)?;
        }
        Ok((deck, digest))
    }

    /// Who is in the run; events that the landing page made before are counted by it from now on.
    fn freeze(
        &self,
        bulk: &Bulk,
        mix: &AudienceMix,
        ends_at: i64,
        contacts: &[u32],
        frozen: &Frozen,
    ) -> Result<()> {
        let snapshot = snapshot(contacts, frozen);
        let (run, campaign, mix) = (self.key, self.new.campaign.key, *mix);
        bulk.step(move |tx| {
            queries::set_audience(tx, run, &mix, ends_at, &snapshot)?;
            events::recount::rebuild(tx, campaign)
        })
    }

    /// Writes the events; the next batches are counted while the writer is at work.
    fn write(
        &self,
        ctx: &Ctx,
        bulk: &Bulk,
        job: &Job,
        (deck, contacts, statuses, words): (&Deck, &[u32], &[u8], &Words),
    ) -> Result<()> {
        let (run, campaign) = (self.key, self.new.campaign.key);
        let mut days = ctx.read(events::queries::days)?;
        let respondents = ctx.read(|read| Respondents::of(read, run))?;
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel(AHEAD);
            scope.spawn(move || {
                for rows in deck.deal(self.step, contacts, statuses, words) {
                    if sender.send(EventBatch::prepare(campaign, rows, &mut days)).is_err() {
                        break;
                    }
                }
            });
            let mut done = contacts.len();
            // the receiver goes with an error, and the thread stops by it
            for batch in receiver {
                done += batch.len();
                let respondents = respondents.clone();
                bulk.step(move |tx| {
                    queries::add_events(tx, run, batch.len())?;
                    events::append(tx, &batch)?;
                    respondents.map_or(Ok(()), |all| all.answer(tx, batch.rows()))
                })?;
                job.at(done as u64)?;
            }
            Ok(())
        })
    }

    fn finish(&self, bulk: &Bulk, digest: [u8; 32]) -> Result<()> {
        let run = self.key;
        bulk.step_durably(move |tx| {
            queries::finish(tx, run, digest)?;
            tx.touch("runs");
            Ok(())
        })
    }
}
