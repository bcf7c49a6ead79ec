//! Reading results: every number from aggregates, every unique count from bitmaps, every number openable to its people.

pub mod commands;
pub mod export;
pub(crate) mod figures;
pub(crate) mod queries;
pub mod types;

use chrono::{Datelike, Days as Span, NaiveDate};

use crate::error::{Error, Result};

/// Days from 1970-01-01 to `from` and `to`, both included; `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Range {
    pub from: Option<i64>,
    pub to: Option<i64>,
}

const EPOCH: i32 = 719_163;

impl Range {
    pub(crate) fn parse(from: Option<&str>, to: Option<&str>) -> Result<Range> {
        let range = Range { from: day("from", from)?, to: day("to", to)? };
        if let (Some(from), Some(to)) = (range.from, range.to)
            && from > to
        {
            return Err(Error::invalid("to", "The range ends before it begins."));
        }
        Ok(range)
    }

    /// As many days before it; none without a beginning and an end.
    pub(crate) fn before(self) -> Option<Range> {
        let (from, to) = (self.from?, self.to?);
        Some(Range { from: Some(2 * from - to - 1), to: Some(from - 1) })
    }

    /// Everything up to its end.
    pub(crate) fn until(self) -> Range {
        Range { from: None, to: self.to }
    }
}

fn day(field: &str, text: Option<&str>) -> Result<Option<i64>> {
    let Some(text) = text else { return Ok(None) };
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(date) if date.num_days_from_ce() >= EPOCH => Ok(Some(i64::from(date.num_days_from_ce() - EPOCH))),
        _ => Err(Error::invalid(field, "A day is written like 2026-11-20.")),
    }
}

/// A day as text.
pub(crate) fn day_word(day: i64) -> String {
    let date = u64::try_from(day).ok().and_then(|day| NaiveDate::default().checked_add_days(Span::new(day)));
    date.map_or_else(String::new, |date| date.to_string())
}

pub(crate) fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Words of validation statuses, by number.
pub(crate) const STATUS_WORDS: [&str; 5] = ["unchecked", "valid", "risky", "invalid", "nonexistent"];
/// Words of devices, by number.
pub(crate) const DEVICE_WORDS: [&str; 4] = ["unknown", "mobile", "desktop", "machine"];

/// The number of a word in a list, as a filter names it.
pub(crate) fn code(field: &str, words: &[&str], word: &str) -> Result<i64> {
    match words.iter().position(|known| *known == word) {
        Some(at) => Ok(at as i64),
        None => Err(Error::invalid(field, format!("This must be one of: {}.", words.join(", ")))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_the_one_before_touches_them() {
        let range = Range::parse(Some("2026-11-08"), Some("2026-11-14")).unwrap();
        let before = range.before().unwrap();
        assert_eq!(day_word(before.from.unwrap()), "2026-11-01", "seven days before");
        assert_eq!(day_word(before.to.unwrap()), "2026-11-07", "up to the day before");
        assert!(Range::parse(Some("2026-11-15"), Some("2026-11-14")).is_err(), "no range backwards");
        assert!(Range::parse(Some("15.11.2026"), None).is_err(), "no other way to write a day");
        assert_eq!(Range::default().before(), None, "all time has nothing before it");
    }
}
