//! How often is too often: by page, by rendered form, by link, and all together. On one computer every visitor has
//! the same address, so addresses are not what is counted.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use reachly_core::clock::WallTime;

/// Requests a second, each with a burst of ten seconds' worth.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Forms sent to one page.
    pub page: u32,
    /// Forms sent from one rendering of a page.
    pub form: u32,
    /// Requests to one tracked link.
    pub link: u32,
    /// Everything that writes.
    pub all: u32,
    /// Milliseconds a person needs at least to fill in a form.
    pub fastest_ms: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { page: 100, form: 2, link: 10, all: 1_000, fastest_ms: 2_000 }
    }
}

/// A form is good for a day.
const FORM_LIFE_MS: i64 = 24 * 3_600_000;
/// Forgotten keys are swept after so many questions.
const SWEEP: u32 = 4_096;

fn quota(a_second: u32) -> Quota {
    let rate = NonZeroU32::new(a_second).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(rate).allow_burst(rate.saturating_mul(NonZeroU32::MIN.saturating_add(9)))
}

/// The limits at work.
pub(super) struct Gates {
    page: DefaultKeyedRateLimiter<String>,
    form: DefaultKeyedRateLimiter<String>,
    link: DefaultKeyedRateLimiter<String>,
    all: DefaultDirectRateLimiter,
    asked: AtomicU32,
    fastest_ms: i64,
}

/// What the age of a form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    TooFast,
    Fine,
    TooOld,
}

impl Gates {
    pub(super) fn new(limits: Limits) -> Self {
        Gates {
            page: RateLimiter::keyed(quota(limits.page)),
            form: RateLimiter::keyed(quota(limits.form)),
            link: RateLimiter::keyed(quota(limits.link)),
            all: RateLimiter::direct(quota(limits.all)),
            asked: AtomicU32::new(0),
            fastest_ms: limits.fastest_ms,
        }
    }

    fn sweep(&self) {
        if self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP) {
            for keyed in [&self.page, &self.form, &self.link] {
                keyed.retain_recent();
            }
        }
    }

    pub(super) fn may_send(&self, slug: &str, stamp: &str) -> bool {
        self.sweep();
        self.all.check().is_ok()
            && self.page.check_key(&slug.to_string()).is_ok()
            && self.form.check_key(&stamp.to_string()).is_ok()
    }

    pub(super) fn may_follow(&self, token: &str) -> bool {
        self.sweep();
        self.all.check().is_ok() && self.link.check_key(&token.to_string()).is_ok()
    }

    pub(super) fn age(&self, rendered: WallTime, now: WallTime) -> Age {
        match now.0 - rendered.0 {
            age if age < self.fastest_ms => Age::TooFast,
            age if age > FORM_LIFE_MS => Age::TooOld,
            _ => Age::Fine,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_cannot_be_sent_without_end_and_does_not_stop_others() {
        let gates = Gates::new(Limits { form: 1, ..Limits::default() });
        let sent = (0..50).filter(|_| gates.may_send("page", "one")).count();
        assert!((10..=12).contains(&sent), "a burst of ten passes, not fifty: {sent}");
        assert!(gates.may_send("page", "two"), "another form is not held up by it");
    }

    #[test]
    fn a_form_is_good_from_two_seconds_to_a_day() {
        let gates = Gates::new(Limits::default());
        let age = |ms| gates.age(WallTime(1_000_000), WallTime(1_000_000 + ms));
        assert_eq!([age(0), age(1_999), age(2_000)], [Age::TooFast, Age::TooFast, Age::Fine]);
        assert_eq!([age(FORM_LIFE_MS), age(FORM_LIFE_MS + 1)], [Age::Fine, Age::TooOld]);
    }
}
