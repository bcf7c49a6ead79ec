//! Which column means what: by its name in the exports people have, else by what stands in it; and, once that is
//! settled, one row as a person.

mod dates;
mod names;
mod person;

use serde::Serialize;
use ts_rs::TS;

pub use dates::{DateOrder, date_order, looks_like_date, parse_date};
pub use person::{CellFault, Person, Plan};

/// Sample cells shown with a column.
const SHOWN: usize = 5;

/// A column of the file and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Counted from 0; two columns of one name differ in it.
    pub index: usize,
    /// As in the file; empty if the file has no header.
    pub header: String,
    /// Key of a field, or nothing when the column is not taken.
    pub field: Option<&'static str>,
    /// 0 to 100: 100 is the exact name, below 60 is worth a look.
    pub confidence: u8,
    /// The first cells that are not empty.
    pub sample: Vec<String>,
}

/// A meaning a column could have.
struct Candidate {
    column: usize,
    field: &'static str,
    confidence: u8,
    place: names::Place,
}

/// Guesses the meaning of every column from its name and the first rows. No field is given twice: the best guess
/// has it, the first among equals; a full name is left out where first and last name are there.
pub fn guess(header: &[&str], sample: &[Vec<String>]) -> Vec<Column> {
    let width = width(header.len(), sample);
    let mut columns = Vec::with_capacity(width);
    let mut candidates = Vec::new();
    for index in 0..width {
        let name = header.get(index).copied().unwrap_or_default();
        let cells: Vec<&str> =
            sample.iter().filter_map(|row| row.get(index)).map(|cell| cell.trim()).collect();
        let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        candidates.extend(candidate(index, name, &filled, !cells.is_empty()));
        columns.push(Column {
            index,
            header: name.trim().to_string(),
            field: None,
            confidence: 0,
            sample: filled.iter().take(SHOWN).map(|cell| (*cell).to_string()).collect(),
        });
    }
    one_place(&mut candidates, &columns);
    candidates.sort_by_key(|one| (std::cmp::Reverse(one.confidence), one.column));
    let mut given: Vec<&str> = Vec::new();
    for one in &candidates {
        let split = one.field == "full_name"
            && ["first_name", "last_name"]
                .iter()
                .all(|part| candidates.iter().any(|other| other.field == *part));
        if !split && !given.contains(&one.field) {
            given.push(one.field);
            columns[one.column].field = Some(one.field);
            columns[one.column].confidence = one.confidence;
        }
    }
    columns
}

/// Columns of a file: as many as the widest of its first rows has, the names among them.
pub fn width(header: usize, sample: &[Vec<String>]) -> usize {
    sample.iter().map(Vec::len).max().unwrap_or(0).max(header)
}

/// The best meaning of one column alone.
fn candidate(column: usize, name: &str, filled: &[&str], has_rows: bool) -> Option<Candidate> {
    let (named, place) = names::meaning(name);
    let share = |test: fn(&str) -> bool| {
        let hits = filled.iter().filter(|cell| test(cell)).count();
        if filled.is_empty() { 0 } else { hits * 100 / filled.len() }
    };
    if let Some((field, mut confidence)) = named {
        // An empty column, or one whose cells contradict its name, gives way to one that is filled.
        if has_rows && filled.is_empty() {
            confidence /= 2;
        }
        if field == "email" && filled.len() > 2 && share(looks_like_email) == 0 {
            confidence = confidence.min(30);
        }
        return Some(Candidate { column, field, confidence, place });
    }
    let found = |field, confidence| Some(Candidate { column, field, confidence, place });
    if share(looks_like_email) >= 80 && !names::is_about_another(name) {
        return found("email", 60);
    }
    if !names::says_nothing(name) {
        return None;
    }
    if share(looks_like_date) >= 80 && share(dates::could_be_birth) >= 80 {
        return found("birth_date", 40);
    }
    if share(looks_like_phone) >= 80 {
        return found("phone", 40);
    }
    None
}

/// An address is taken from one place (home, business, other): the one with the most filled cells, so that a
/// street of the office never meets the city of the home.
fn one_place(candidates: &mut Vec<Candidate>, columns: &[Column]) {
    const ADDRESS: [&str; 5] = ["street", "city", "region", "postal_code", "country"];
    let weight = |place: names::Place| {
        let of_place = candidates.iter().filter(|one| one.place == place && ADDRESS.contains(&one.field));
        of_place.map(|one| 1 + 100 * columns[one.column].sample.len()).sum::<usize>()
    };
    let places = [names::Place::Plain, names::Place::Business, names::Place::Home, names::Place::Other];
    let mut best = (0, names::Place::Plain);
    for place in places {
        if weight(place) > best.0 {
            best = (weight(place), place);
        }
    }
    candidates.retain(|one| one.place == best.1 || !ADDRESS.contains(&one.field));
}

/// Whether a name of a column is one we know, in any of the languages and exports.
pub fn names_a_field(name: &str) -> bool {
    names::meaning(name).0.is_some()
}

/// Something@somewhere.tld; the address room decides whether it is good.
pub fn looks_like_email(cell: &str) -> bool {
    let Some((local, domain)) = cell.trim().rsplit_once('@') else { return false };
    !local.is_empty()
        && !cell.trim().contains(char::is_whitespace)
        && domain.rsplit_once('.').is_some_and(|(name, top)| !name.is_empty() && top.len() > 1)
}

/// 7 to 15 digits (ITU-T E.164) that begin like a phone number or are grouped like one.
pub fn looks_like_phone(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let grouped = cell.starts_with(['+', '0', '(']) || cell.contains([' ', '-', '/', '.']);
    (7..=15).contains(&digits)
        && grouped
        && !looks_like_date(cell)
        && cell.bytes().all(|byte| byte.is_ascii_digit() || b"+ ()./-".contains(&byte))
}
