//! One row as a person: the compiled mapping, and how cells are cleaned.

use super::dates::{DateOrder, parse_date};
use crate::csv::{Row, plain_cell};
use crate::error::{Error, Result};
use crate::imports::fields::{FieldKind, field_of};

/// What a row says about a person; made once and filled again and again. Empty means not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub company: String,
    pub street: String,
    pub city: String,
    pub region: String,
    pub postal_code: String,
    pub country: String,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// Cells that were left out.
    pub faults: Vec<CellFault>,
}

/// A cell that could not be taken; the rest of the row can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// Index of the column.
    pub column: usize,
    pub field: &'static str,
    /// One sentence for the person.
    pub detail: &'static str,
}

impl Person {
    pub fn clear(&mut self) {
        let Person { email, first_name, last_name, phone, company, street, .. } = self;
        [email, first_name, last_name, phone, company, street].into_iter().for_each(String::clear);
        let Person { city, region, postal_code, country, birth_date, .. } = self;
        [city, region, postal_code, country, birth_date].into_iter().for_each(String::clear);
        self.faults.clear();
    }

    fn text(&mut self, key: &str) -> Option<&mut String> {
        Some(match key {
            "email" => &mut self.email,
            "first_name" => &mut self.first_name,
            "last_name" => &mut self.last_name,
            "phone" => &mut self.phone,
            "company" => &mut self.company,
            "street" => &mut self.street,
            "city" => &mut self.city,
            "region" => &mut self.region,
            "postal_code" => &mut self.postal_code,
            "country" => &mut self.country,
            "birth_date" => &mut self.birth_date,
            _ => return None,
        })
    }
}

/// A mapping ready to be applied to a million rows.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Column, key, kind.
    taken: Vec<(usize, &'static str, FieldKind)>,
    order: DateOrder,
}

impl Plan {
    /// From pairs of column and field; columns that are ignored may be left out.
    ///
    /// # Errors
    /// `invalid` for an unknown field, or one that two columns claim.
    pub fn new<'a>(choices: impl IntoIterator<Item = (usize, &'a str)>, order: DateOrder) -> Result<Plan> {
        let mut taken: Vec<(usize, &'static str, FieldKind)> = Vec::new();
        for (column, key) in choices {
            let field = field_of(key)
                .ok_or_else(|| Error::invalid("columns", format!("There is no field “{key}”.")))?;
            if field.kind == FieldKind::Ignore {
                continue;
            }
            if taken.iter().any(|(_, other, _)| *other == field.key) {
                return Err(Error::invalid(
                    "columns",
                    format!("Two columns are taken for “{}”.", field.label),
                )
                .todo("Choose one of them, and do not import the other."));
            }
            taken.push((column, field.key, field.kind));
        }
        // A name in one piece only fills what the pieces left empty.
        taken.sort_by_key(|(column, _, kind)| (*kind == FieldKind::FullName, *column));
        Ok(Plan { taken, order })
    }

    /// Fills the person from a row.
    pub fn apply(&self, row: &Row, out: &mut Person) {
        out.clear();
        for (column, key, kind) in &self.taken {
            let cell = plain_cell(row.get(*column));
            match kind {
                FieldKind::Date if !cell.trim().is_empty() => match parse_date(cell, self.order) {
                    Ok(iso) => out.birth_date = iso,
                    Err(detail) => out.faults.push(CellFault { column: *column, field: key, detail }),
                },
                FieldKind::FullName => split_name(cell, out),
                FieldKind::Email => {
                    let cell = cell.trim();
                    let scheme = cell.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
                    fold_into(if scheme { &cell[7..] } else { cell }, &mut out.email);
                }
                _ => {
                    if let Some(text) = out.text(key) {
                        fold_into(cell, text);
                    }
                }
            }
        }
    }
}

/// Adds the text without blanks around it, with single blanks inside, without invisible characters.
fn fold_into(cell: &str, out: &mut String) {
    let plain = cell.trim_ascii();
    if plain.is_ascii() && !plain.contains("  ") && !plain.bytes().any(|byte| byte.is_ascii_control()) {
        out.push_str(plain);
        return;
    }
    let unseen = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let mut first = true;
    for word in cell.split(blank) {
        let before = out.len();
        if !first {
            out.push(' ');
        }
        let start = out.len();
        out.extend(word.chars().filter(|c| !unseen(*c)));
        if out.len() == start {
            out.truncate(before);
        } else {
            first = false;
        }
    }
}

/// Small words that begin a family name.
const PARTICLES: [&str; 26] = [
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "el",
    "al", "bin", "ibn", "ter", "ten", "zu", "zum", "zur", "st.", "mac",
];
/// What stands behind a family name and belongs to it.
const SUFFIXES: [&str; 10] = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "m.d.", "phd"];

fn one_of(words: &[&str], word: &str) -> bool {
    words.contains(&word.to_lowercase().as_str())
}

/// "Last, First" and "First Last"; fills what is still empty. One word alone is a first name.
fn split_name(cell: &str, out: &mut Person) {
    let mut name = String::new();
    fold_into(cell, &mut name);
    if name.is_empty() {
        return;
    }
    let comma = name.split_once(',').map(|(last, first)| (last.trim(), first.trim()));
    let (first, last) = match comma {
        Some((last, first)) if !one_of(&SUFFIXES, first) => (first.to_string(), last.to_string()),
        _ => {
            let whole = name.replace(',', " ");
            let words: Vec<&str> = whole.split_whitespace().collect();
            let mut from = words.len().saturating_sub(1);
            while from > 1 && one_of(&SUFFIXES, words[from]) {
                from -= 1;
            }
            while from > 1 && one_of(&PARTICLES, words[from - 1]) {
                from -= 1;
            }
            let from = from.max(1).min(words.len());
            (words[..from].join(" "), words[from..].join(" "))
        }
    };
    if out.first_name.is_empty() {
        out.first_name = first;
    }
    if out.last_name.is_empty() {
        out.last_name = last;
    }
}
