//! The campaign clock moves, and every launched campaign plays along: day by day, at each planned start, and to the
//! moment it was asked to. The clock gets to a moment only when everything up to it is written.

use std::sync::Arc;

use serde_json::{Map, json};

use super::player::Player;
use super::queries::{self, Launch};
use super::{QUEUE, freeze};
use crate::app::Workspace;
use crate::campaigns;
use crate::clock::CampaignTime;
use crate::context::Ctx;
use crate::error::Result;
use crate::events;
use crate::jobs::Job;
use crate::store::{Action, Actor, Bulk};

/// What came of moving the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moved {
    pub events: usize,
    /// Planned campaigns that started.
    pub launched: usize,
}

/// Moves the clock to `to`, in the organization's turn.
///
/// # Errors
/// `cancelled`: the clock stands where the last stretch ended; the store's codes.
pub(crate) fn advance(ctx: &Ctx, job: &Job, to: CampaignTime) -> Result<Moved> {
    play(ctx, job, Some(to.0))
}

/// Plays what is behind the clock.
///
/// # Errors
/// As [`advance`].
pub(super) fn advance_to_now(ctx: &Ctx, job: &Job) -> Result<Moved> {
    play(ctx, job, None)
}

/// Starts a job for what is behind the clock, if anything is.
///
/// # Errors
/// The store's codes.
pub(crate) fn wake(ctx: &Ctx) -> Result<()> {
    if !ctx.read(queries::is_behind)? {
        return Ok(());
    }
    ctx.workspace.jobs.start(ctx, QUEUE, "Playing launched campaigns", json!({}), |ctx, job| {
        let moved = advance_to_now(ctx, job)?;
        Ok(json!({ "events": moved.events, "launched": moved.launched }))
    })?;
    Ok(())
}

/// At opening: launches that a crash left half written go on, and planned campaigns whose time has come start.
///
/// # Errors
/// The store's codes.
pub(crate) fn catch_up(workspace: &Arc<Workspace>) -> Result<()> {
    for (key, id, _) in workspace.store.organizations()? {
        wake(&Ctx::inside(Arc::clone(workspace), Actor::Job, key, id))?;
    }
    Ok(())
}

/// The launches under way, with what was drawn of each.
struct Stage<'a> {
    ctx: &'a Ctx,
    job: &'a Job,
    bulk: Bulk,
    players: Vec<Player>,
    /// How far plans are drawn.
    target: i64,
    total: u64,
    done: u64,
}

fn play(ctx: &Ctx, job: &Job, to: Option<i64>) -> Result<Moved> {
    let _turn = ctx.workspace.turns.take(ctx.place()?.key, job)?;
    let (mut clock, launches) =
        ctx.read(|read| Ok((events::queries::campaign_clock(read)?, queries::playing(read)?)))?;
    // What a crash cut short within a stretch goes to that stretch's end.
    let cut = launches.iter().flat_map(|launch| [launch.played_to, launch.playing_to]).flatten().max();
    let target = to.into_iter().chain(cut).fold(clock, i64::max);
    let mut detail = Map::new();
    detail.insert("from".into(), json!(clock));
    detail.insert("to".into(), json!(target));
    let bulk = Bulk::begin(ctx.store(), ctx.hand(), Action::plain("clock.advance"), None, detail)?;
    let mut stage = Stage { ctx, job, bulk, players: Vec::new(), target, total: 0, done: 0 };
    let mut days = ctx.read(events::queries::days)?;
    let mut moved = Moved::default();
    loop {
        moved.launched += campaigns::status::launch_due(ctx)?;
        moved.events += stage.play_to(clock)?;
        if clock >= target {
            return Ok(moved);
        }
        job.go_on()?;
        let today = days.day(clock + 1);
        let day_end = days.start(today + 1) - 1;
        let start = ctx.read(|read| queries::next_start(read, clock))?;
        let stop = [Some(target), Some(day_end), start].into_iter().flatten().filter(|stop| *stop > clock);
        clock = stop.min().unwrap_or(target);
        moved.events += stage.play_to(clock)?;
        stage.bulk.step_durably(move |tx| {
            events::queries::advance_clock(tx, clock)?;
            events::finalize(tx, CampaignTime(clock))?;
            tx.touch("organizations");
            Ok(())
        })?;
    }
}

impl Stage<'_> {
    /// Everything of every active launch up to a moment.
    fn play_to(&mut self, to: i64) -> Result<usize> {
        let mut events = 0;
        for launch in self.ctx.read(queries::playing)? {
            if launch.played_to.is_none() {
                freeze::freeze(self.ctx, self.job, &self.bulk, &launch, to)?;
            }
        }
        for launch in self.ctx.read(queries::playing)? {
            // a stretch that was cut short first
            for stop in [launch.playing_to, Some(to)].into_iter().flatten() {
                events += self.stretch(&launch, stop)?;
            }
        }
        Ok(events)
    }

    fn stretch(&mut self, launch: &Launch, to: i64) -> Result<usize> {
        if launch.played_to.is_some_and(|played_to| to <= played_to) {
            return Ok(0);
        }
        let known = self
            .players
            .iter()
            .position(|one| one.launch.key == launch.key && one.launch.held_ms == launch.held_ms);
        let at = match known {
            Some(at) => at,
            None => {
                let upto = self.target.max(to);
                let player = Player::draw(self.ctx, self.job, &self.bulk, launch.clone(), upto)?;
                self.players.retain(|one| one.launch.key != launch.key);
                self.total += player.len() as u64;
                self.job.total(self.total.max(1));
                self.players.push(player);
                self.players.len() - 1
            }
        };
        self.players[at].play(self.job, &self.bulk, &mut self.done, to)
    }
}
