//! One contact's way through a campaign, stage by stage.
//!
//! Every draw has its place; what a stage does not use stays unused, so no stage can move another.

use crate::chance::{Draws, at_least_once, exponential, normal_quantile, pick};
use crate::digest;
use crate::engine::Engine;
use crate::event::{Event, EventKind, Recipient, Status, flags};
use crate::tables::{CLIENTS, Device, PREFETCH_CLIENT, REASON_BAD_SYNTAX, REASON_NO_DOMAIN, SCANNER_CLIENT};
use crate::warp::HOUR;

/// Places of the draws. New stages take places at the end, and `chance::DRAWS` grows with them.
mod place {
    pub const SLOT: usize = 0;
    pub const DELIVERY: usize = 1;
    pub const BOUNCE: usize = 2;
    pub const BOUNCE_DELAY: usize = 3;
    pub const BOUNCE_REASON: usize = 4;
    pub const ENGAGE: usize = 5;
    pub const OPEN_DELAY: usize = 6;
    pub const CLICK_DELAY: usize = 7;
    pub const READING: usize = 8;
    pub const CLIENT: usize = 9;
    pub const LINK: usize = 10;
    pub const OPENS: usize = 11;
    pub const REOPENS: usize = 12;
    pub const PREFETCH_ON: usize = 13;
    pub const PREFETCH: usize = 14;
    pub const PREFETCH_DELAY: usize = 15;
    pub const SCANNER: usize = 16;
    pub const SCANNER_DELAYS: usize = 17;
    pub const UNSUBSCRIBE: usize = 18;
    pub const UNSUBSCRIBE_DELAY: usize = 19;
    pub const COMPLAINT: usize = 20;
    pub const COMPLAINT_DELAY: usize = 21;
    pub const VIEW: usize = 22;
    pub const VIEW_DELAY: usize = 23;
    pub const SUBMIT: usize = 24;
    pub const SUBMIT_DELAY: usize = 25;
}

const SECOND: i64 = 1_000;
/// Median time from sending to delivery, and the longest (assumptions).
const DELIVERY_MEDIAN: f64 = 2_500.0;
const DELIVERY_MOST: f64 = 600_000.0;
/// Mean time to a hard bounce (assumption).
const HARD_BOUNCE_MEAN: f64 = 6_000.0;
/// Servers give up retrying after three days (common default).
const RETRIES_END: i64 = 72 * HOUR;
/// Mean activity time between two opens of one person (assumption).
const REOPEN_MEAN: f64 = 20.0 * HOUR as f64;
/// More opens by one person are not believable.
const MOST_OPENS: u32 = 255;
/// A scanner has followed all links this soon after delivery.
const SCAN_MOST: f64 = 5_000.0;
/// Mean time over a form beyond its first 20 s, and the longest (assumptions).
const FILLING_MEAN: f64 = 90_000.0;
const FILLING_MOST: f64 = 1_200_000.0;

/// Where one contact's events are written while its draws are read.
struct Story<'a> {
    engine: &'a Engine,
    who: &'a Recipient,
    index: u32,
    draws: &'a Draws,
    out: &'a mut Vec<Event>,
}

impl Engine {
    /// Appends the events of one contact in time order, tagged with the caller's `index`, and returns
    /// the contact's digest (BLAKE3 over its id and its events).
    ///
    /// Depends only on seed, campaign id, contact id, status, engagement, config, mix and start.
    pub fn contact(&self, who: &Recipient, index: u32, out: &mut Vec<Event>) -> [u8; 32] {
        let first = out.len();
        let mut draws = Draws::empty();
        draws.fill(&self.run_key, &who.id);
        let sent = self.run.start_ms + (draws.fraction(place::SLOT) * self.window_ms as f64) as i64;
        let mut story = Story { engine: self, who, index, draws: &draws, out };
        story.add(sent, EventKind::Sent, 0, 0, 0);
        if !story.bounced(sent) {
            story.delivered(sent);
        }
        // causes were written before effects, and the sort keeps the order of equal times
        out[first..].sort_by_key(|event| event.at_ms);
        while out.len() > first && out[out.len() - 1].at_ms >= sent + self.kept_ms {
            out.pop();
        }
        mark_firsts(&mut out[first..]);
        digest::of_contact(&who.id, &out[first..])
    }
}

fn mark_firsts(events: &mut [Event]) {
    let (mut seen, mut seen_human) = (0_u16, 0_u16);
    for event in events {
        let bit = 1 << event.kind as u16;
        if seen & bit != 0 {
            event.flags |= flags::REPEAT;
        }
        seen |= bit;
        if event.flags & (flags::MACHINE | flags::SCANNER) == 0 {
            if seen_human & bit == 0 {
                event.flags |= flags::FIRST_HUMAN;
            }
            seen_human |= bit;
        }
    }
}

impl Story<'_> {
    fn add(&mut self, at_ms: i64, kind: EventKind, flags: u8, detail: u16, client: u16) {
        self.out.push(Event { at_ms, recipient: self.index, kind, flags, detail, client });
    }

    fn happens(&self, place: usize, chance: f64) -> bool {
        self.draws.fraction(place) < chance
    }

    /// Hard bounces take the lower end of one draw and soft ones the upper, so that changing one rate
    /// does not change who bounces by the other.
    fn bounced(&mut self, sent: i64) -> bool {
        let draw = self.draws.fraction(place::BOUNCE);
        let delay = self.draws.fraction(place::BOUNCE_DELAY);
        let reason = self.draws.fraction(place::BOUNCE_REASON);
        let engine = self.engine;
        if draw < engine.hard_bounce(self.who.status) {
            let at = sent + SECOND + exponential(delay, HARD_BOUNCE_MEAN).min(DELIVERY_MOST) as i64;
            let reason = match self.who.status {
                Status::Invalid => REASON_BAD_SYNTAX,
                Status::Nonexistent => REASON_NO_DOMAIN,
                Status::Valid | Status::Risky | Status::Unknown => pick(&engine.hard_reasons, reason) as u16,
            };
            self.add(at, EventKind::Bounce, flags::HARD, reason, 0);
            return true;
        }
        if draw >= 1.0 - engine.config.soft_bounce {
            let after = wall_delay(engine.config.soft_bounce_delay, delay).min(RETRIES_END);
            self.add(
                sent + SECOND + after,
                EventKind::Bounce,
                0,
                pick(&engine.soft_reasons, reason) as u16,
                0,
            );
            return true;
        }
        false
    }

    fn delivered(&mut self, sent: i64) {
        // log-logistic: mostly seconds, now and then the minutes of a server that makes strangers wait
        let draw = self.draws.fraction(place::DELIVERY);
        let transit = (DELIVERY_MEDIAN * draw / (1.0 - draw)).min(DELIVERY_MOST);
        let at = sent + 200 + transit as i64;
        self.add(at, EventKind::Delivered, 0, 0, 0);
        self.scanner(at);
        self.prefetch(at);
        self.reads(at);
        let config = &self.engine.config;
        if self.happens(place::UNSUBSCRIBE, config.unsubscribe) {
            self.leaves(at, EventKind::Unsubscribe, place::UNSUBSCRIBE_DELAY);
        }
        if self.happens(place::COMPLAINT, config.complaint) {
            self.leaves(at, EventKind::Complaint, place::COMPLAINT_DELAY);
        }
    }

    fn leaves(&mut self, delivered: i64, kind: EventKind, delay: usize) {
        let at = self.engine.clicks.draw(delivered, self.draws.fraction(delay));
        self.add(at.max(delivered + SECOND), kind, 0, 0, 0);
    }

    /// A scanner follows every link and shows no pictures: its clicks have no open before them.
    fn scanner(&mut self, delivered: i64) {
        if !self.happens(place::SCANNER, self.engine.config.scanner_share) {
            return;
        }
        let mut delays = self.draws.stream(place::SCANNER_DELAYS);
        for link in 0..self.engine.run.links {
            let at = delivered + (delays.fraction() * SCAN_MOST) as i64;
            self.add(at, EventKind::Click, flags::SCANNER, link, SCANNER_CLIENT);
        }
    }

    /// Only some clients can prefetch; their owners' share is such that the whole meets the config.
    fn prefetch(&mut self, delivered: i64) {
        let engine = self.engine;
        // one test without short cuts: two coin flips in a row are two guesses for the processor
        let at_most = engine.prefetch_able.max(engine.prefetch_other);
        let perhaps = self.happens(place::PREFETCH, engine.config.prefetch_probability)
            & self.happens(place::PREFETCH_ON, at_most);
        if !perhaps {
            return;
        }
        let switched_on =
            if CLIENTS[self.client()].prefetches { engine.prefetch_able } else { engine.prefetch_other };
        if self.happens(place::PREFETCH_ON, switched_on) {
            let delay = self.draws.fraction(place::PREFETCH_DELAY);
            let after = wall_delay(engine.config.prefetch_delay, delay).min(engine.horizon_ms);
            let at = delivered + SECOND + after;
            self.add(at, EventKind::Open, flags::MACHINE, 0, PREFETCH_CLIENT);
        }
    }

    fn client(&self) -> usize {
        pick(&self.engine.clients, self.draws.fraction(place::CLIENT))
    }

    /// Opens and clicks share one draw: whoever clicks is among those who open, and changing one rate
    /// leaves the people of the other as they were.
    fn reads(&mut self, delivered: i64) {
        let engine = self.engine;
        let draw = self.draws.fraction(place::ENGAGE);
        let keen = keenness(self.who.engagement);
        if draw >= engine.config.open_human * keen {
            return;
        }
        let client = self.client();
        let click_chance =
            if CLIENTS[client].device == Device::Mobile { engine.mobile_click } else { engine.desktop_click };
        let client = client as u16;
        if engine.run.links == 0 || draw >= click_chance * keen {
            let at = engine.opens.draw(delivered, self.draws.fraction(place::OPEN_DELAY));
            self.opens(delivered, at.max(delivered + SECOND), client);
            return;
        }
        let reading = (10.0 + self.draws.fraction(place::READING) * 110.0) * SECOND as f64;
        let clicked = engine.clicks.draw(delivered, self.draws.fraction(place::CLICK_DELAY));
        let opened = (clicked - reading as i64).max(delivered + SECOND);
        self.opens(delivered, opened, client);
        self.clicks(opened + reading as i64, client);
    }

    fn opens(&mut self, delivered: i64, first: i64, client: u16) {
        self.add(first, EventKind::Open, 0, 0, client);
        let mean = self.engine.config.opens_per_opener;
        let times = at_least_once(self.draws.fraction(place::OPENS), mean, MOST_OPENS);
        let mut gaps = self.draws.stream(place::REOPENS);
        let mut at = first;
        for _ in 1..times {
            // gaps shrink towards the end of the run instead of passing it: nobody's re-open is lost
            let warp = &self.engine.opens.warp;
            let left = warp.between(at, delivered + self.engine.horizon_ms).max(0.0);
            let gap = exponential(gaps.fraction(), REOPEN_MEAN);
            let within = if left > 0.0 { gap * left / (gap + left) } else { 0.0 };
            at = warp.after(at, within).max(at + SECOND);
            self.add(at, EventKind::Open, 0, 0, client);
        }
    }

    fn clicks(&mut self, at: i64, client: u16) {
        let engine = self.engine;
        let link = pick(&engine.links, self.draws.fraction(place::LINK)) as u16;
        self.add(at, EventKind::Click, 0, link, client);
        if !engine.run.has_form || !self.happens(place::VIEW, engine.config.form_view) {
            return;
        }
        let loading = SECOND as f64 * (0.5 + 4.5 * self.draws.fraction(place::VIEW_DELAY));
        let viewed = at + loading as i64;
        self.add(viewed, EventKind::FormView, 0, 0, client);
        if self.happens(place::SUBMIT, engine.config.form_submit) {
            let filling = exponential(self.draws.fraction(place::SUBMIT_DELAY), FILLING_MEAN);
            let submitted = viewed + 20 * SECOND + filling.min(FILLING_MOST) as i64;
            self.add(submitted, EventKind::FormSubmit, 0, 0, client);
        }
    }
}

/// Engagement as it is used: never negative, never endless, always a number.
fn keenness(engagement: f32) -> f64 {
    if engagement.is_nan() { 1.0 } else { f64::from(engagement.clamp(0.0, 1000.0)) }
}

/// A log-normal delay on the wall clock, milliseconds.
fn wall_delay(delay: crate::config::Delay, fraction: f64) -> i64 {
    (delay.median_hours * HOUR as f64 * libm::exp(delay.sigma * normal_quantile(fraction))) as i64
}
