//! The variables a mail may use: the fields of contacts, plus what the campaign itself supplies.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How a variable's values look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Text,
    Number,
    /// `YYYY-MM-DD`, optionally followed by `T` or a blank and `hh:mm` or `hh:mm:ss`; zones are not converted.
    Date,
    Boolean,
}

/// One variable. `name` is what stands between the braces: letters, digits and `_`, not starting with a digit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    pub name: String,
    pub label: String,
    pub kind: Kind,
    /// Shown in previews and used to measure the subject.
    pub sample: String,
}

/// Variables that the campaign fills for everybody: always known, and they need no fallback.
pub const SUPPLIED: [(&str, &str, &str); 4] = [
    ("landing_url", "Link to the landing page", "https://example.com/l/preview"),
    ("unsubscribe_url", "Link to unsubscribe", "https://example.com/u/preview"),
    ("organization_name", "Name of your organization", "Your Organization"),
    ("organization_address", "Postal address of your organization", "1 Main Street, Springfield"),
];

/// The ordered list of known variables.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    list: Vec<Variable>,
}

impl Variables {
    /// Takes the variables in the order they are shown; of two with one name the first counts. What the campaign
    /// supplies (`SUPPLIED`) is added where it is missing.
    pub fn new(variables: Vec<Variable>) -> Self {
        let supplied = SUPPLIED.iter().map(|(name, label, sample)| Variable {
            name: (*name).to_owned(),
            label: (*label).to_owned(),
            kind: Kind::Text,
            sample: (*sample).to_owned(),
        });
        let mut list: Vec<Variable> = Vec::with_capacity(variables.len() + SUPPLIED.len());
        for variable in variables.into_iter().chain(supplied) {
            if !list.iter().any(|known| known.name == variable.name) {
                list.push(variable);
            }
        }
        Self { list }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Variable> {
        self.list.iter()
    }

    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.list.iter().find(|variable| variable.name == name)
    }

    /// The sample of every variable, as a value of its kind: what a preview is rendered with.
    pub fn samples(&self) -> Map<String, Value> {
        self.list.iter().map(|v| (v.name.clone(), sample_value(v))).collect()
    }

    /// The known name closest to a mistyped one, if one is near: Damerau-Levenshtein distance (optimal string
    /// alignment) of at most a third of its length, and never more than 4.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.list.iter().map(|v| v.name.as_str()))
    }
}

pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Distances are quadratic in the length; nobody means a name that long.
    if name.len() > 64 {
        return None;
    }
    let wanted = name.to_lowercase();
    let limit = (wanted.chars().count().div_ceil(3)).min(4);
    known
        .map(|candidate| (strsim::osa_distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn sample_value(variable: &Variable) -> Value {
    let text = || Value::String(variable.sample.clone());
    match variable.kind {
        Kind::Text | Kind::Date => text(),
        Kind::Number => serde_json::from_str::<serde_json::Number>(&variable.sample)
            .map_or_else(|_| text(), Value::Number),
        Kind::Boolean => variable.sample.parse::<bool>().map_or_else(|_| text(), Value::Bool),
    }
}
