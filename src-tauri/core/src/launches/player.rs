//! One launched run being played: its plan drawn again from seed, config and frozen audience, and written stretch by
//! stretch. A stretch is taken up where it was left: how many of its events are written stands beside them.

use super::queries::{self, Launch};
use crate::context::Ctx;
use crate::error::{Code, Result};
use crate::events::record::narrow;
use crate::events::{self, Days, EventBatch};
use crate::jobs::Job;
use crate::leads::simulated::Respondents;
use crate::rehearsals::cast::{assignment, narrowed, recipient};
use crate::rehearsals::deck::{Deck, Words};
use crate::store::Bulk;

/// Events a step, and assignments a step: about 5 ms of the writer.
const STEP: usize = 10_000;
const ASSIGNMENTS: usize = 1_000;
/// Contacts drawn between two looks at whether the job goes on.
const LOOK: usize = 50_000;

/// A launched run with what is left of its plan up to some moment.
pub(super) struct Player {
    pub launch: Launch,
    deck: Deck,
    contacts: Vec<u32>,
    statuses: Vec<u8>,
    words: Words,
    respondents: Option<Respondents>,
    days: Days,
}

impl Player {
    /// Draws what happens after what is written and up to `upto`.
    pub(super) fn draw(ctx: &Ctx, job: &Job, bulk: &Bulk, launch: Launch, upto: i64) -> Result<Player> {
        let frozen = ctx.read(|read| queries::frozen(read, launch.key))?;
        let engine = launch.script.engine(&launch.mix)?;
        let written = launch.played_to.unwrap_or(i64::MIN);
        let mut deck = Deck::new(launch.script.start_ms);
        let mut drawn = Vec::new();
        for at in 0..frozen.contact_keys.len() {
            if at % LOOK == 0 {
                job.go_on()?;
            }
            drawn.clear();
            engine.contact(&recipient(&frozen, at), narrow(at as i64)?, &mut drawn);
            for event in &mut drawn {
                event.at_ms += launch.held_ms;
                if event.at_ms > written && event.at_ms <= upto {
                    deck.add(event)?;
                }
            }
        }
        deck.sort();
        let words = launch.script.words(bulk)?;
        let key = launch.key;
        let (respondents, days) =
            ctx.read(|read| Ok((Respondents::of(read, key)?, events::queries::days(read)?)))?;
        let contacts = narrowed(&frozen)?;
        Ok(Player { launch, deck, contacts, statuses: frozen.statuses, words, respondents, days })
    }

    /// Events that were drawn.
    pub(super) fn len(&self) -> usize {
        self.deck.len()
    }

    /// Writes everything up to `to`: events with their counts and leads, then assignments. Returns how many events.
    /// Somebody who stops the job stops it between stretches, never within one.
    pub(super) fn play(&mut self, job: &Job, bulk: &Bulk, done: &mut u64, to: i64) -> Result<usize> {
        let (run, campaign) = (self.launch.key, self.launch.campaign);
        let written = self.launch.played_to.unwrap_or(i64::MIN);
        if to <= written {
            return Ok(0);
        }
        let taken_up = self.launch.playing_to == Some(to);
        let skip = if taken_up { self.launch.played_rows } else { 0 };
        let told = self.deck.told_between(written, to);
        if !taken_up && !told.is_empty() && !bulk.step(move |tx| queries::open_stretch(tx, run, to))? {
            return Ok(0);
        }
        let place = (self.contacts.as_slice(), self.statuses.as_slice(), &self.words);
        for rows in self.deck.deal_between((written, to), skip, STEP, place) {
            let batch = EventBatch::prepare(campaign, rows, &mut self.days);
            let respondents = self.respondents.clone();
            *done += batch.len() as u64;
            bulk.step(move |tx| {
                queries::add_rows(tx, run, batch.len())?;
                events::append(tx, &batch)?;
                respondents.map_or(Ok(()), |all| all.answer(tx, batch.rows()))
            })?;
            tell(job, *done)?;
        }
        let mut rows = Vec::new();
        for of_one in told.chunk_by(|one, other| one.0 == other.0) {
            let at = of_one[0].0 as usize;
            let seen: Vec<_> = of_one.iter().map(|(_, event)| *event).collect();
            rows.push(assignment(i64::from(self.contacts[at]), self.statuses[at], &seen));
        }
        for part in rows.chunks(ASSIGNMENTS) {
            let part = part.to_vec();
            bulk.step(move |tx| part.iter().try_for_each(|row| queries::project(tx, run, row)))?;
            tell(job, *done)?;
        }
        bulk.step(move |tx| queries::close_stretch(tx, run, to))?;
        (self.launch.played_to, self.launch.playing_to, self.launch.played_rows) = (Some(to), None, 0);
        Ok(told.len() - skip)
    }
}

fn tell(job: &Job, done: u64) -> Result<()> {
    match job.at(done) {
        Err(error) if error.code == Code::Cancelled => Ok(()),
        other => other,
    }
}
