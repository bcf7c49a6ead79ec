//! Leads: what visitors of landing pages sent and members wrote down, from new to converted.

pub(crate) mod commands;
pub(crate) mod export;
pub(crate) mod queries;
pub(crate) mod simulated;
mod submit;
pub mod types;

use serde_json::{Map, Value};

use crate::context::Reach;
use crate::error::Result;
use crate::forms::rules::{FieldDefinition, FieldType};
use types::{LeadOrigin, LeadSource, LeadStatus};

pub use submit::{
    Followed, Page, Sent, Submission, SubmitRefused, Visitor, followed, opened, page, saw, submit,
    unsubscribe, visitor,
};

/// Longest title, characters.
pub(crate) const TITLE_MAX: usize = 200;
/// Longest value kept for filters, characters; longer ones are cut.
pub(crate) const VALUE_MAX: usize = 200;

impl LeadSource {
    pub fn word(self) -> &'static str {
        match self {
            LeadSource::EmailCampaign => "email_campaign",
            LeadSource::DirectForm => "direct_form",
            LeadSource::Api => "api",
            LeadSource::Manual => "manual",
        }
    }
}

impl LeadStatus {
    /// In the order of the work.
    pub const ALL: [LeadStatus; 5] = [
        LeadStatus::New,
        LeadStatus::Contacted,
        LeadStatus::Qualified,
        LeadStatus::Converted,
        LeadStatus::Disqualified,
    ];

    pub fn word(self) -> &'static str {
        match self {
            LeadStatus::New => "new",
            LeadStatus::Contacted => "contacted",
            LeadStatus::Qualified => "qualified",
            LeadStatus::Converted => "converted",
            LeadStatus::Disqualified => "disqualified",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

impl LeadOrigin {
    /// From what the row says: marked rehearsed, made by a run.
    pub(crate) fn of(rehearsed: bool, by_run: bool) -> Self {
        match (rehearsed, by_run) {
            (true, _) => LeadOrigin::Rehearsed,
            (false, true) => LeadOrigin::Simulated,
            (false, false) => LeadOrigin::Real,
        }
    }

    /// The same as a condition over `leads l`.
    pub(crate) fn condition(self) -> &'static str {
        match self {
            LeadOrigin::Rehearsed => "l.rehearsed = 1",
            LeadOrigin::Simulated => "l.rehearsed = 0 AND l.run_key IS NOT NULL",
            LeadOrigin::Real => "l.rehearsed = 0 AND l.run_key IS NULL",
        }
    }
}

/// A lead is one's own when one owns it or made it.
///
/// # Errors
/// `forbidden`.
pub(crate) fn may_change(reach: Reach, owner: Option<i64>, created_by: Option<i64>) -> Result<()> {
    match reach.creator() {
        Some(user) if owner == Some(user) => Ok(()),
        _ => reach.allows(created_by),
    }
}

fn text<'a>(answers: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    answers.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// First and last name as the form's usual fields tell them; empty where they do not.
pub(crate) fn names(answers: &Map<String, Value>) -> (String, String) {
    let part = |keys: [&str; 2]| keys.into_iter().find_map(|key| text(answers, key)).unwrap_or_default();
    let (first, last) = (part(["first_name", "firstname"]), part(["last_name", "lastname"]));
    if !first.is_empty() || !last.is_empty() {
        return (first.to_string(), last.to_string());
    }
    let full = part(["full_name", "name"]);
    let (first, last) = full.rsplit_once(char::is_whitespace).unwrap_or((full, ""));
    (first.trim().to_string(), last.to_string())
}

/// The answer to the first field of a type.
pub(crate) fn answer_of<'a>(
    fields: &[FieldDefinition],
    answers: &'a Map<String, Value>,
    wanted: FieldType,
) -> Option<&'a str> {
    fields.iter().filter(|field| field.field_type == wanted).find_map(|field| text(answers, &field.key))
}

/// What a lead is called: the person's name, else how to reach them, else `otherwise`.
pub(crate) fn title(fields: &[FieldDefinition], answers: &Map<String, Value>, otherwise: &str) -> String {
    let (first, last) = names(answers);
    let name = format!("{first} {last}");
    let reach = [FieldType::Email, FieldType::Tel].map(|kind| answer_of(fields, answers, kind));
    let found = [Some(name.trim()), reach[0], reach[1]].into_iter().flatten().find(|text| !text.is_empty());
    found.unwrap_or(otherwise).chars().take(TITLE_MAX).collect()
}

/// Keys whose answers a card's title tells already, or which tell nothing of the person's wish.
const TOLD: &[&str] =
    &["full_name", "name", "first_name", "firstname", "last_name", "lastname", "email", "phone"];

/// The first answer that says more than who it is, as one line of at most 120 characters.
pub(crate) fn telling(answers: &Map<String, Value>) -> String {
    let found = answers.iter().filter(|(key, _)| !TOLD.contains(&key.as_str())).find_map(|(_, value)| {
        let text = match value {
            Value::String(text) if text != crate::forms::rules::CONSENTED => text.clone(),
            Value::Array(parts) => parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            _ => return None,
        };
        Some(text).filter(|text| !text.is_empty())
    });
    let line = found.unwrap_or_default();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect()
}

/// Rows of the side table that an indexed field's answer makes.
pub(crate) fn indexed_values<'a>(
    fields: &'a [FieldDefinition],
    answers: &'a Map<String, Value>,
) -> impl Iterator<Item = (&'a str, String)> {
    fields.iter().filter(|field| field.indexed).flat_map(|field| {
        let parts: Vec<&str> = match answers.get(&field.key) {
            Some(Value::String(text)) => vec![text.as_str()],
            Some(Value::Array(parts)) => parts.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        parts.into_iter().map(|text| (field.key.as_str(), text.chars().take(VALUE_MAX).collect()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_lead_is_called_by_the_best_that_is_known() {
        let fields = crate::forms::definition::beginning().definition.fields;
        for (answers, expected) in [
            (json!({ "full_name": "Ana María Ruiz", "email": "a@b.com" }), "Ana María Ruiz"),
            (json!({ "first_name": "Ana", "email": "a@b.com" }), "Ana"),
            (json!({ "email": "a@b.com", "phone": "555" }), "a@b.com"),
            (json!({ "phone": "555 0100" }), "555 0100"),
            (json!({}), "From the page"),
        ] {
            assert_eq!(title(&fields, &of(answers.clone()), "From the page"), expected, "{answers}");
        }
        assert_eq!(names(&of(json!({ "full_name": "Ana María Ruiz" }))), ("Ana María".into(), "Ruiz".into()));
    }

    #[test]
    fn a_card_tells_the_first_answer_that_is_not_the_name() {
        let answers =
            of(json!({ "full_name": "A", "consent": "yes", "plan": ["Dental", "Vision"], "why": "x" }));
        assert_eq!(telling(&answers), "Dental, Vision");
        assert_eq!(telling(&of(json!({ "full_name": "A" }))), "", "a name alone tells nothing more");
    }
}
