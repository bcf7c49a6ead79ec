//! People: one contact a person and organization, with or without an address.

pub(crate) mod bulk;
pub mod commands;
pub(crate) mod export;
pub(crate) mod filtering;
pub(crate) mod queries;
pub mod types;
pub(crate) mod view;

use reachly_address::{Checker, EmailAddress, Reasons, Status, Verdict};

use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::lists::queries as lists;
use crate::store::{Read, Tx};
use types::{ContactFields, Selection};

/// Longest value of a field, characters.
const VALUE_MAX: usize = 500;

pub(crate) use filtering::STATUSES;

pub(crate) fn status_word(number: i64) -> &'static str {
    STATUSES.iter().find(|(_, known)| *known == number).map_or("unchecked", |(word, _)| word)
}

pub(crate) fn status_number(status: Status) -> i64 {
    match status {
        Status::Valid => 1,
        Status::Risky => 2,
        Status::Invalid => 3,
        Status::Nonexistent => 4,
    }
}

/// Codes of stored reason bits, those with the most points first.
pub(crate) fn reason_codes(bits: i64) -> Vec<reachly_address::Reason> {
    let mut reasons: Vec<_> = Reasons::from_bits(bits.cast_unsigned()).iter().collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points()));
    reasons
}

/// A person as the store keeps them, checked at the edge.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Person {
    pub email: Option<String>,
    pub address_key: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub company: String,
    pub street: String,
    pub city: String,
    pub region: String,
    pub postal_code: String,
    pub country: String,
    pub birth_date: Option<String>,
}

impl Person {
    /// What lists sort by: lower case last name, first name; without a name the address.
    pub(crate) fn sort_name(&self) -> String {
        let name = format!("{} {}", self.last_name, self.first_name);
        let name = name.trim();
        if name.is_empty() { self.address_key.clone().unwrap_or_default() } else { name.to_lowercase() }
    }

    pub(crate) fn is_nobody(&self) -> bool {
        self.email.is_none() && self.first_name.is_empty() && self.last_name.is_empty()
    }

    /// Takes the named fields over, each checked.
    ///
    /// # Errors
    /// `invalid`, naming the field.
    pub(crate) fn take(&mut self, fields: &ContactFields) -> Result<()> {
        if let Some(email) = &fields.email {
            let email = checked("email", email)?;
            self.address_key = address_key(&email);
            self.email = (!email.is_empty()).then_some(email);
        }
        for (name, value, target) in [
            ("firstName", &fields.first_name, &mut self.first_name),
            ("lastName", &fields.last_name, &mut self.last_name),
            ("phone", &fields.phone, &mut self.phone),
            ("company", &fields.company, &mut self.company),
            ("street", &fields.street, &mut self.street),
            ("city", &fields.city, &mut self.city),
            ("region", &fields.region, &mut self.region),
            ("postalCode", &fields.postal_code, &mut self.postal_code),
            ("country", &fields.country, &mut self.country),
        ] {
            if let Some(value) = value {
                *target = checked(name, value)?;
            }
        }
        if let Some(date) = &fields.birth_date {
            self.birth_date = parse_date("birthDate", date)?;
        }
        if self.is_nobody() {
            return Err(Error::invalid("firstName", "A contact needs a name or an e-mail address."));
        }
        Ok(())
    }
}

fn checked(field: &str, value: &str) -> Result<String> {
    let value = value.trim();
    if value.chars().count() > VALUE_MAX {
        return Err(Error::invalid(field, format!("This is longer than {VALUE_MAX} characters.")));
    }
    if value.chars().any(char::is_control) {
        return Err(Error::invalid(field, "This contains control characters."));
    }
    Ok(value.to_string())
}

pub(crate) fn parse_date(field: &str, text: &str) -> Result<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map(|date| Some(date.to_string()))
        .map_err(|_| Error::invalid(field, "A date is written year-month-day, such as 1961-03-14."))
}

/// What is unique: the key of a readable address; of an unreadable one its text, lower case, so that the same fault is
/// the same contact.
pub(crate) fn address_key(email: &str) -> Option<String> {
    let email = email.trim();
    if email.is_empty() {
        return None;
    }
    Some(
        EmailAddress::parse(email).map_or_else(|_| email.to_lowercase(), |address| address.key().to_string()),
    )
}

/// The verdict on a person's address; without one there is nothing to judge.
pub(crate) fn judge(checker: &Checker, email: Option<&str>) -> Option<Verdict> {
    email.map(|email| checker.check(email))
}

/// Contacts changed in one step of a bulk change.
pub(crate) const STEP: usize = 5_000;

/// Changes contacts and keeps what follows from them in step: counts of lists, copied statuses, the search table.
pub(crate) fn around<T>(
    tx: &mut Tx<'_>,
    keys: &[u32],
    change: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    if keys.is_empty() {
        return change(tx);
    }
    let before = lists::tally(tx, keys)?;
    let value = change(tx)?;
    lists::copy_statuses(tx, keys)?;
    let after = lists::tally(tx, keys)?;
    lists::shift(tx, &before, &after)?;
    tx.reindex_contacts(keys)?;
    Ok(value)
}

/// Contacts that are named one by one at the most.
const NAMED_MAX: usize = 10_000;

/// Keys of a selection: of ids in the order of the keys, of everything a view matches in its order.
pub(crate) fn selected(ctx: &Ctx, selection: &Selection) -> Result<Vec<u32>> {
    let named = match selection {
        Selection::Ids(few) => &few.ids,
        Selection::Matching(many) => &many.except,
    };
    if named.len() > NAMED_MAX {
        return Err(Error::invalid(
            "selection",
            "More than 10,000 contacts are selected by view, not one by one.",
        ));
    }
    let named = ctx.read(|read| queries::keys_of(read, named))?;
    match selection {
        Selection::Ids(few) if named.is_empty() && !few.ids.is_empty() => Err(Error::not_found("contact")),
        Selection::Ids(_) => Ok(named),
        Selection::Matching(many) => {
            filtering::check(ctx, &many.matching)?;
            let keys = &view::keys(ctx, &many.matching)?.keys;
            // Named ones come sorted.
            Ok(keys.iter().filter(|key| named.binary_search(key).is_err()).copied().collect())
        }
    }
}

/// How a row of a change set is called for the person.
pub(crate) fn name_of_row(read: &Read<'_>, table: &str, key: i64) -> Result<String> {
    let name = match table {
        "contacts" => queries::name_of(read, key)?,
        "contact_field_values" => queries::name_of_value(read, key)?,
        _ => None,
    };
    Ok(name.unwrap_or_else(|| format!("{table} {key}")))
}
