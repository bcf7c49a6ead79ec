//! One form for each value: what people write becomes what the store compares.

use reachly_address::EmailAddress;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Longest value, characters.
pub(super) const VALUE_MAX: usize = 500;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(rename = "ContactFieldType")]
pub enum Kind {
    Text,
    Number,
    /// `YYYY-MM-DD`.
    Date,
    /// `true` or `false`.
    Boolean,
    /// One of the field's choices.
    Choice,
    Email,
    Phone,
    /// A web address with its scheme.
    Url,
}

impl Kind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Date => "date",
            Kind::Boolean => "boolean",
            Kind::Choice => "choice",
            Kind::Email => "email",
            Kind::Phone => "phone",
            Kind::Url => "url",
        }
    }
}

/// The stored form of a text; empty for none.
///
/// # Errors
/// One sentence on why it is no such value.
pub(super) fn parse(kind: Kind, choices: &[String], text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    if text.chars().count() > VALUE_MAX {
        return Err("This is longer than 500 characters.");
    }
    if text.chars().any(char::is_control) {
        return Err("This contains control characters.");
    }
    match kind {
        Kind::Text => Ok(text.to_string()),
        Kind::Number => number(text).ok_or("This is no number."),
        Kind::Date => chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(|date| date.to_string())
            .map_err(|_| "A date is written year-month-day, such as 1961-03-14."),
        Kind::Boolean => match text.to_lowercase().as_str() {
            "true" | "yes" | "y" | "1" | "x" => Ok("true".into()),
            "false" | "no" | "n" | "0" => Ok("false".into()),
            _ => Err("This is neither yes nor no."),
        },
        Kind::Choice => choices
            .iter()
            .find(|choice| choice.to_lowercase() == text.to_lowercase())
            .cloned()
            .ok_or("This is none of the field's choices."),
        Kind::Email => EmailAddress::parse(text)
            .map(|address| address.key().to_string())
            .map_err(|_| "This is not written like an e-mail address."),
        Kind::Phone => phone(text).ok_or("This is no phone number."),
        Kind::Url => url(text).ok_or("A web address begins with https:// or http://, and has no blanks."),
    }
}

/// Sign, digits, one decimal point; thousands commas are taken away. At most 15 digits: a double holds those exactly.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = without_commas(whole)?;
    let all = |run: &str| run.bytes().all(|byte| byte.is_ascii_digit());
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    if !all(whole)
        || !all(part)
        || whole.len() + part.len() > 15
        || !digits.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match (whole, part) {
        ("0", "") => "0".into(),
        (whole, "") => format!("{sign}{whole}"),
        (whole, part) => format!("{sign}{whole}.{part}"),
    })
}

/// `12,500` is 12500; `1,2` is no number, because half of the world means another thing by it.
fn without_commas(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.len());
    (grouped && rest.iter().all(|group| group.len() == 3)).then(|| format!("{first}{}", rest.concat()))
}

/// 5 to 20 digits with the signs people put between them, kept as they are written.
fn phone(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fine = (5..=20).contains(&digits)
        && text.starts_with(|first: char| first.is_ascii_digit() || "+(".contains(first))
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+ ()./-x".contains(&byte));
    fine.then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn url(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (!host.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_each_value() {
        let choices = ["Gold".to_string(), "Silver".to_string()];
        for (kind, text, stored) in [
            (Kind::Number, " 12,500.50 ", "12500.5"),
            (Kind::Number, "-0.0", "0"),
            (Kind::Number, "+007", "7"),
            (Kind::Number, ".5", "0.5"),
            (Kind::Date, "1961-03-14", "1961-03-14"),
            (Kind::Boolean, "Yes", "true"),
            (Kind::Boolean, "0", "false"),
            (Kind::Choice, "gold", "Gold"),
            (Kind::Email, "Ana@Harbor-Benefits.com", "ana@harbor-benefits.com"),
            (Kind::Phone, "+1  (617) 555-0100", "+1 (617) 555-0100"),
            (Kind::Url, "https://harbor-benefits.com/Plans", "https://harbor-benefits.com/Plans"),
            (Kind::Text, "  as it is  ", "as it is"),
        ] {
            assert_eq!(parse(kind, &choices, text).as_deref(), Ok(stored), "{kind:?} {text:?}");
            assert_eq!(
                parse(kind, &choices, stored).as_deref(),
                Ok(stored),
                "the form of {stored:?} is stable"
            );
        }
        assert_eq!(parse(Kind::Number, &[], "  "), Ok(String::new()), "blanks are no value");
    }

    #[test]
    fn what_is_no_value_is_said() {
        for (kind, text) in [
            (Kind::Number, "1,2"),
            (Kind::Number, "12e3"),
            (Kind::Number, "-"),
            (Kind::Number, "."),
            (Kind::Number, "1234567890123456"),
            (Kind::Date, "14.03.1961"),
            (Kind::Date, "1961-02-30"),
            (Kind::Boolean, "perhaps"),
            (Kind::Choice, "Bronze"),
            (Kind::Email, "ana at home"),
            (Kind::Phone, "call me"),
            (Kind::Url, "javascript:alert(1)"),
            (Kind::Url, "https://"),
            (Kind::Text, "a\u{0}b"),
        ] {
            assert!(parse(kind, &["Gold".into()], text).is_err(), "{kind:?} {text:?}");
        }
    }
}
