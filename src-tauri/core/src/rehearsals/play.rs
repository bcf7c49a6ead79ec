//! One rehearsal from the frozen audience to its digest.

use std::sync::mpsc::sync_channel;

use reachly_rehearsal::{
    AudienceMix, BOUNCE_REASONS, CLIENTS, Digest, Engine, Event, EventKind, Recipient, Run, flags,
};
use roaring::RoaringBitmap;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::deck::{Deck, Words};
use super::queries::{self, ASSIGNMENT, NewRun};
use super::{refused, status_of, take_back};
use crate::audience::{self, Frozen};
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::events::queries::{advance_clock, client_key, detail_key};
use crate::events::record::narrow;
use crate::events::{self, EventBatch, device_code};
use crate::jobs::Job;
use crate::store::{ABSENT, Action, Bulk};
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
        self.play(ctx, job).map_err(|error| {
            let state = if error.code == Code::Cancelled { "cancelled" } else { "failed" };
            if let Err(cause) = take_back::undo(ctx, self.new.campaign.key, self.key, state) {
                // the next opening of the workspace goes on with it
                tracing::error!(chain = ?cause.chain, "a rehearsal was not taken back");
            }
            error
        })
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
        let (engine, mix) = self.engine(&frozen)?;
        let mut detail = Map::new();
        detail.insert("run".into(), json!(self.id));
        detail.insert("recipients".into(), json!(mix.total()));
        let bulk = Bulk::begin(ctx.store(), ctx.hand(), Action::plain("rehearsal.run"), None, detail)?;
        let words = self.words(&bulk)?;
        let contacts: Vec<u32> = frozen.contact_keys.iter().map(|key| narrow(*key)).collect::<Result<_>>()?;
        job.total(mix.total());
        let (mut deck, digest) = self.draw(&bulk, job, &engine, &frozen)?;
        self.freeze(&bulk, &mix, engine.ends_at_ms(), &contacts, &frozen.statuses)?;
        deck.sort();
        job.total(mix.total() + deck.len() as u64);
        self.write(ctx, &bulk, job, (&deck, &contacts, &frozen.statuses, &words))?;
        let digest = digest.finish(&self.new.config.0, self.new.seed, self.new.campaign.id.as_bytes());
        self.finish(&bulk, digest, engine.ends_at_ms())?;
        Ok(json!({ "run": self.id, "recipients": mix.total(), "events": deck.len() }))
    }

    fn engine(&self, frozen: &Frozen) -> Result<(Engine, AudienceMix)> {
        let mut mix = AudienceMix::default();
        for status in &frozen.statuses {
            mix.add(status_of(*status));
        }
        let campaign = &self.new.campaign;
        let run = Run {
            seed: self.new.seed,
            campaign: campaign.id.into_bytes(),
            start_ms: self.new.start_ms,
            links: u16::try_from(campaign.links.len()).unwrap_or(u16::MAX),
            has_form: campaign.form_version.is_some(),
        };
        let engine = Engine::new(&self.new.config.0, &mix, run).map_err(|errors| refused(&errors))?;
        Ok((engine, mix))
    }

    fn words(&self, bulk: &Bulk) -> Result<Words> {
        let links = self.new.campaign.links.clone();
        bulk.step(move |tx| {
            let mut words = Words::default();
            for link in &links {
                words.links.push(narrow(detail_key(tx, "link", link)?)?);
            }
            for reason in BOUNCE_REASONS {
                let text = format!("{} {}", reason.code, reason.text);
                words.reasons.push(narrow(detail_key(tx, "reason", &text)?)?);
            }
            // the first client is none
            words.clients.push(0);
            for client in CLIENTS.iter().skip(1) {
                words.clients.push(narrow(client_key(tx, device_code(client.device), client.name)?)?);
            }
            Ok(words)
        })
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
                let status = frozen.statuses[at];
                let who =
                    Recipient { id: frozen.contact_ids[at], status: status_of(status), engagement: 1.0 };
                events.clear();
                digest.add(&engine.contact(&who, narrow(at as i64)?, &mut events));
                for event in &events {
                    deck.add(event)?;
                }
                rows.push(assignment(frozen.contact_keys[at], status, &events));
            }
            bulk.step(move |tx| queries::append_assignments(tx, run, campaign, &rows))?;
            job.at(to as u64)?;
        }
        Ok((deck, digest))
    }

    /// Who is in the run, by status; events that the landing page made before are counted by it from now on.
    fn freeze(
        &self,
        bulk: &Bulk,
        mix: &AudienceMix,
        ends_at: i64,
        contacts: &[u32],
        statuses: &[u8],
    ) -> Result<()> {
        let mut by_status: Vec<(u8, RoaringBitmap)> =
            (0..=4).map(|status| (status, RoaringBitmap::new())).collect();
        for (contact, status) in contacts.iter().zip(statuses) {
            if let Some((_, who)) = by_status.get_mut(usize::from(*status)) {
                // the audience comes in contact order, so nothing is refused
                let _ = who.try_push(*contact);
            }
        }
        by_status.retain(|(_, who)| !who.is_empty());
        let (run, campaign, mix) = (self.key, self.new.campaign.key, *mix);
        bulk.step(move |tx| {
            queries::set_audience(tx, run, &mix, ends_at, &by_status)?;
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
        let mut days = ctx.read(|read| events::queries::days(read))?;
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
                bulk.step(move |tx| {
                    queries::add_events(tx, run, batch.len())?;
                    events::append(tx, &batch)
                })?;
                job.at(done as u64)?;
            }
            Ok(())
        })
    }

    fn finish(&self, bulk: &Bulk, digest: [u8; 32], ends_at: i64) -> Result<()> {
        let (run, advance) = (self.key, self.advance_clock);
        bulk.step_durably(move |tx| {
            queries::finish(tx, run, digest)?;
            if advance {
                advance_clock(tx, ends_at)?;
                let clock = events::queries::campaign_clock(tx)?;
                events::finalize(tx, crate::clock::CampaignTime(clock))?;
            }
            tx.touch("runs");
            Ok(())
        })
    }
}

/// Positions in an assignment's row.
const SCHEDULED: usize = 4;
const SENT: usize = 5;
const DELIVERED: usize = 6;
const OPENED: usize = 7;
const OPENED_BY_MACHINE: usize = 8;
const CLICKED: usize = 9;
const BOUNCED: usize = 10;
const UNSUBSCRIBED: usize = 11;
const COMPLAINED: usize = 12;
const VIEWED: usize = 13;
const SUBMITTED: usize = 14;

/// One contact's assignment, from its events in time order.
fn assignment(contact: i64, status: u8, events: &[Event]) -> [i64; ASSIGNMENT.len()] {
    let mut row = [ABSENT; ASSIGNMENT.len()];
    let (mut state, mut bits) = (0, 0);
    for event in events {
        bits |= 1_i64 << event.kind as u8;
        let machine = event.flags & (flags::MACHINE | flags::SCANNER) != 0;
        let place = match event.kind {
            EventKind::Sent => {
                state = 1;
                row[SCHEDULED] = event.at_ms;
                SENT
            }
            EventKind::Delivered => {
                state = 2;
                DELIVERED
            }
            EventKind::Bounce => {
                state = if event.flags & flags::HARD != 0 { 4 } else { 3 };
                BOUNCED
            }
            EventKind::Open if machine => OPENED_BY_MACHINE,
            EventKind::Open => OPENED,
            // what a scanner clicked is no click of the person
            EventKind::Click if machine => continue,
            EventKind::Click => CLICKED,
            EventKind::Unsubscribe => UNSUBSCRIBED,
            EventKind::Complaint => COMPLAINED,
            EventKind::FormView => VIEWED,
            EventKind::FormSubmit => SUBMITTED,
        };
        if row[place] == ABSENT {
            row[place] = event.at_ms;
        }
    }
    (row[0], row[1], row[2], row[3]) = (contact, state, i64::from(status), bits);
    row
}
