//! Calendar days of an organization's reporting zone.

use chrono::{DateTime, Datelike};
use chrono_tz::Tz;

use crate::error::{Error, Result};

const DAY_MS: i64 = 86_400_000;

/// A reporting zone with the bounds of the day asked last: events come sorted, so few days are computed.
#[derive(Clone, Debug)]
pub struct Days {
    zone: Tz,
    day: i64,
    from: i64,
    to: i64,
}

impl Days {
    /// # Errors
    /// `internal` for a name that is no zone.
    pub fn of(zone: &str) -> Result<Self> {
        let zone = zone.parse().map_err(|_| Error::internal(format!("{zone} is no time zone")))?;
        Ok(Days { zone, day: 0, from: 0, to: 0 })
    }

    /// The day of a moment, counted from 1970-01-01; never below 0.
    pub fn day(&mut self, at_ms: i64) -> i64 {
        if !(self.from..self.to).contains(&at_ms) {
            self.day = self.compute(at_ms);
            self.from = self.start(self.day);
            self.to = self.start(self.day + 1);
        }
        self.day.max(0)
    }

    fn compute(&self, at_ms: i64) -> i64 {
        let Some(moment) = DateTime::from_timestamp_millis(at_ms) else { return at_ms.div_euclid(DAY_MS) };
        i64::from(moment.with_timezone(&self.zone).date_naive().num_days_from_ce()) - 719_163
    }

    /// First millisecond of a day: the least moment that lies in it or in a later one. Zones that skip midnight, or
    /// a whole day, are right by this too.
    pub fn start(&self, day: i64) -> i64 {
        let middle = day.saturating_mul(DAY_MS);
        let (mut before, mut within) = (middle - 2 * DAY_MS, middle + 2 * DAY_MS);
        while within - before > 1 {
            let half = before + (within - before) / 2;
            if self.compute(half) >= day {
                within = half;
            } else {
                before = half;
            }
        }
        within
    }

    /// The last day whose end lies at least 24 hours before a moment: final by then.
    pub fn last_final(&self, clock_ms: i64) -> i64 {
        self.compute(clock_ms.saturating_sub(DAY_MS)) - 1
    }

    /// Minutes local time is ahead of UTC at a moment.
    pub fn offset_minutes(&self, at_ms: i64) -> i32 {
        use chrono::Offset;
        DateTime::from_timestamp_millis(at_ms)
            .map_or(0, |moment| moment.with_timezone(&self.zone).offset().fix().local_minus_utc() / 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_zone() {
        let mut new_york = Days::of("America/New_York").unwrap();
        // 2026-03-08 05:00 UTC is midnight there; that day has 23 hours.
        let start = 1_772_946_000_000;
        let day = new_york.day(start);
        assert_eq!(new_york.day(start - 1), day - 1, "the millisecond before belongs to the day before");
        assert_eq!(new_york.start(day), start, "the day starts at its midnight");
        assert_eq!(new_york.start(day + 1) - start, 23 * 3_600_000, "summer time takes an hour");
        let mut utc = Days::of("UTC").unwrap();
        assert_eq!(utc.day(start), start / DAY_MS, "days of UTC are plain divisions");
    }

    #[test]
    fn a_day_is_final_a_day_after_its_end() {
        let utc = Days::of("UTC").unwrap();
        assert_eq!(utc.last_final(12 * DAY_MS), 10, "day 10 ended 24 hours before day 12 began");
        assert_eq!(utc.last_final(12 * DAY_MS - 1), 9, "and not a millisecond earlier");
    }

    #[test]
    fn a_zone_that_skipped_a_day_has_an_empty_one() {
        let samoa = Days::of("Pacific/Apia").unwrap();
        // 2011-12-30 did not happen there.
        let skipped = 15_338;
        assert_eq!(samoa.start(skipped), samoa.start(skipped + 1), "the skipped day has no length");
    }
}
