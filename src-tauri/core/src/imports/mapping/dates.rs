//! Dates of birth as people write them. Whether 03/04 is March or April is decided once for a file, on evidence.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Order of day, month and year in dates written with numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    Dmy,
    /// Of the United States; what an organization starts with.
    #[default]
    Mdy,
    Ymd,
}

/// Three numbers and the sign between the first two, or a month that was a word.
struct Parts {
    numbers: [u32; 3],
    /// Digits of the first and last number: four make a year.
    digits: [usize; 3],
    dotted: bool,
    /// Place of a month written as a word.
    word: Option<usize>,
}

/// The order that the cells prove, or nothing if all of them can be read both ways (or they contradict each other
/// as often as not): then the organization's default holds.
pub fn date_order<'a>(samples: impl IntoIterator<Item = &'a str>) -> Option<DateOrder> {
    let (mut dmy, mut mdy, mut ymd) = (0_usize, 0_usize, 0_usize);
    for parts in samples.into_iter().filter_map(parts) {
        match parts {
            Parts { word: Some(_), .. } => {}
            Parts { digits: [4, ..], .. } => ymd += 1,
            Parts { dotted: true, .. } => dmy += 1,
            Parts { numbers: [13..=31, 1..=12, _], .. } => dmy += 1,
            Parts { numbers: [1..=12, 13..=31, _], .. } => mdy += 1,
            _ => {}
        }
    }
    match (dmy, mdy) {
        _ if ymd > dmy + mdy => Some(DateOrder::Ymd),
        _ if dmy > mdy => Some(DateOrder::Dmy),
        _ if mdy > dmy => Some(DateOrder::Mdy),
        _ => None,
    }
}

/// Whether a cell is a date in any order.
pub fn looks_like_date(cell: &str) -> bool {
    [DateOrder::Mdy, DateOrder::Dmy].iter().any(|order| parse_date(cell, *order).is_ok())
}

/// A year in which a living person can have been born; later ones are not known here.
pub(super) fn could_be_birth(cell: &str) -> bool {
    let iso = parse_date(cell, DateOrder::Mdy).or_else(|_| parse_date(cell, DateOrder::Dmy));
    iso.is_ok_and(|iso| ("1900".."2010").contains(&&iso[..4]))
}

/// `YYYY-MM-DD`. A year of two digits is 2000 to 2029, else 1930 to 1999, as in Excel.
///
/// # Errors
/// A sentence on what is wrong with the cell.
pub fn parse_date(cell: &str, order: DateOrder) -> Result<String, &'static str> {
    let cell = cell.trim();
    if cell.starts_with("--") {
        return Err(NO_YEAR);
    }
    let Some(parts) = parts(cell) else {
        return Err(if has_no_year(cell) { NO_YEAR } else { NO_DATE });
    };
    let [a, b, c] = parts.numbers;
    let (year, month, day, year_at) = match (&parts, order) {
        (Parts { word: Some(0), .. }, _) => (c, a, b, 2),
        (Parts { word: Some(_), digits: [4, ..], .. } | Parts { digits: [4, ..], .. }, _) => (a, b, c, 0),
        (Parts { word: Some(_), .. } | Parts { dotted: true, .. }, _) => (c, b, a, 2),
        (_, DateOrder::Mdy) => (c, a, b, 2),
        (_, DateOrder::Dmy) => (c, b, a, 2),
        // Nothing but years in front proves this order, so another date in the file has its year behind.
        (Parts { digits: [_, _, 4], .. }, DateOrder::Ymd) => return Err(NO_DATE),
        (_, DateOrder::Ymd) => (a, b, c, 0),
    };
    let year = match parts.digits[year_at] {
        2 if year < 30 => 2000 + year,
        2 => 1900 + year,
        4 => year,
        _ => return Err(NO_DATE),
    };
    let real = chrono::NaiveDate::from_ymd_opt(year as i32, month, day);
    match real {
        Some(_) if (1850..=2100).contains(&year) => Ok(format!("{year:04}-{month:02}-{day:02}")),
        _ => Err("This date does not exist in the order of this file."),
    }
}

const NO_DATE: &str = "This is not a date.";
const NO_YEAR: &str = "This date has no year.";

fn has_no_year(cell: &str) -> bool {
    let mut numbers = cell.split(['/', '-', '.']).filter(|part| !part.is_empty());
    let small =
        |part: Option<&str>| part.is_some_and(|p| p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()));
    small(numbers.next()) && small(numbers.next()) && numbers.next().is_none()
}

/// Takes a cell apart; a time of day behind the date is dropped.
fn parts(cell: &str) -> Option<Parts> {
    let cell = cell.trim();
    if cell.len() == 8 && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |at: std::ops::Range<usize>| cell[at].parse().ok();
        let numbers = [number(0..4)?, number(4..6)?, number(6..8)?];
        return Some(Parts { numbers, digits: [4, 2, 2], dotted: false, word: None });
    }
    let date = cell.split_once('T').filter(|(_, time)| time.contains(':')).map_or(cell, |(date, _)| date);
    let mut words =
        date.split(|c: char| c.is_whitespace() || "/-.,".contains(c)).filter(|word| !word.is_empty());
    let mut found = Parts { numbers: [0; 3], digits: [0; 3], dotted: false, word: None };
    for at in 0..3 {
        let word = words.by_ref().find(|word| !matches!(*word, "de" | "del" | "of" | "the"))?;
        if let Some(month) = month_named(word).filter(|_| found.word.is_none() && at < 2) {
            (found.numbers[at], found.word) = (month, Some(at));
            continue;
        }
        let ordinal = ["st", "nd", "rd", "th", "er"].iter().find_map(|end| word.strip_suffix(end));
        let digits = ordinal.unwrap_or(word);
        if digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        (found.numbers[at], found.digits[at]) = (digits.parse().ok()?, digits.len());
    }
    // What follows may only be a time of day.
    if words
        .any(|word| !word.contains(':') && !matches!(word, "AM" | "PM" | "am" | "pm" | "UTC" | "Z" | "000Z"))
    {
        return None;
    }
    found.dotted = date
        .split(|c: char| !c.is_ascii_digit())
        .next()
        .is_some_and(|first| date[first.len()..].starts_with('.') && found.word.is_none());
    Some(found)
}

/// Months by their first letters in English, German, Spanish and French.
fn month_named(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "jän", "ene"],
        &["feb", "fév", "fev"],
        &["mar", "mär", "mrz"],
        &["apr", "abr", "avr"],
        &["may", "mai"],
        &["jun"],
        &["jul"],
        &["aug", "ago", "aoû", "aou"],
        &["sep"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez", "dic", "déc"],
    ];
    let lower = word.to_lowercase();
    if !lower.chars().all(char::is_alphabetic) {
        return None;
    }
    // French `juin` and `juillet` begin with the same three letters.
    if lower.starts_with("juin") {
        return Some(6);
    }
    if lower.starts_with("juil") {
        return Some(7);
    }
    let at = MONTHS.iter().position(|starts| starts.iter().any(|start| lower.starts_with(start)))?;
    Some(at as u32 + 1)
}
