//! From a source to what the doors answer: problems, what a version keeps, previews. Rendering is the mail crate's.

use reachly_mail as mail;
use serde_json::{Map, Value};

use super::types::{
    TemplateLink, TemplatePart, TemplatePreview, TemplateProblem, TemplateSource, TemplateVariable,
    VariableKind,
};
use crate::campaigns::types::FindingSeverity;
use crate::error::{Code, Error, Result};

impl From<&TemplateSource> for mail::Source {
    fn from(source: &TemplateSource) -> Self {
        mail::Source {
            html: source.html.clone(),
            subject: source.subject.clone(),
            preheader: source.preheader.clone(),
            text: source.text.clone(),
        }
    }
}

impl From<&mail::Source> for TemplateSource {
    fn from(source: &mail::Source) -> Self {
        TemplateSource {
            html: source.html.clone(),
            subject: source.subject.clone(),
            preheader: source.preheader.clone(),
            text: source.text.clone(),
        }
    }
}

impl From<mail::Problem> for TemplateProblem {
    fn from(problem: mail::Problem) -> Self {
        TemplateProblem {
            part: match problem.part {
                mail::Part::Html => TemplatePart::Html,
                mail::Part::Subject => TemplatePart::Subject,
                mail::Part::Preheader => TemplatePart::Preheader,
                mail::Part::Text => TemplatePart::Text,
            },
            line: problem.line,
            column: problem.column,
            code: problem.code.to_string(),
            message: problem.message,
            severity: match problem.severity {
                mail::Severity::Error => FindingSeverity::Error,
                mail::Severity::Warning => FindingSeverity::Warning,
            },
        }
    }
}

/// Fields every contact has: name, label, kind, sample.
const CONTACT_FIELDS: &[(&str, &str, mail::Kind, &str)] = &[
    ("first_name", "First name", mail::Kind::Text, "Maria"),
    ("last_name", "Last name", mail::Kind::Text, "Alvarez"),
    ("full_name", "Full name", mail::Kind::Text, "Maria Alvarez"),
    ("email", "E-mail address", mail::Kind::Text, "maria.alvarez@example.com"),
    ("phone", "Phone number", mail::Kind::Text, "(555) 010-1234"),
    ("company", "Company", mail::Kind::Text, "Alvarez Bakery"),
    ("street", "Street", mail::Kind::Text, "12 Harbor Street"),
    ("city", "City", mail::Kind::Text, "Springfield"),
    ("region", "State or region", mail::Kind::Text, "MA"),
    ("postal_code", "Postal code", mail::Kind::Text, "01103"),
    ("country", "Country", mail::Kind::Text, "United States"),
    ("birth_date", "Date of birth", mail::Kind::Date, "1984-05-17"),
];

/// A field an organization added to its contacts.
pub(crate) struct OwnField {
    pub name: String,
    pub label: String,
    pub field_type: String,
    pub choices: Vec<String>,
}

/// Name and postal address of the organization, as every mail carries them.
pub(crate) struct Sender {
    pub name: String,
    pub address: String,
}

/// The variables templates of this organization may use.
pub(crate) fn variables(own: &[OwnField], sender: &Sender) -> mail::Variables {
    let standard = CONTACT_FIELDS.iter().map(|(name, label, kind, sample)| mail::Variable {
        name: (*name).to_string(),
        label: (*label).to_string(),
        kind: *kind,
        sample: (*sample).to_string(),
    });
    let own = own.iter().filter(|field| is_name(&field.name)).map(|field| {
        let (kind, sample) = match field.field_type.as_str() {
            "number" => (mail::Kind::Number, "12".to_string()),
            "date" => (mail::Kind::Date, "2026-12-01".to_string()),
            "boolean" => (mail::Kind::Boolean, "true".to_string()),
            _ => (mail::Kind::Text, field.choices.first().cloned().unwrap_or_else(|| field.label.clone())),
        };
        mail::Variable { name: field.name.clone(), label: field.label.clone(), kind, sample }
    });
    let mut list: Vec<mail::Variable> = standard.chain(own).collect();
    for (name, value) in [("organization_name", &sender.name), ("organization_address", &sender.address)] {
        let label = mail::SUPPLIED.iter().find(|known| known.0 == name).map_or(name, |known| known.1);
        if !value.is_empty() {
            list.push(mail::Variable {
                name: name.to_string(),
                label: label.to_string(),
                kind: mail::Kind::Text,
                sample: value.clone(),
            });
        }
    }
    mail::Variables::new(list)
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

pub(crate) fn told(variables: &mail::Variables) -> Vec<TemplateVariable> {
    let supplied = |name: &str| mail::SUPPLIED.iter().any(|known| known.0 == name);
    let tell = |variable: &mail::Variable| TemplateVariable {
        name: variable.name.clone(),
        label: variable.label.clone(),
        kind: match variable.kind {
            mail::Kind::Text => VariableKind::Text,
            mail::Kind::Number => VariableKind::Number,
            mail::Kind::Date => VariableKind::Date,
            mail::Kind::Boolean => VariableKind::Boolean,
        },
        sample: variable.sample.clone(),
        supplied: supplied(&variable.name),
    };
    variables.iter().map(tell).collect()
}

/// Every problem of a source, errors first.
pub(crate) fn problems(source: &TemplateSource, variables: &mail::Variables) -> Vec<TemplateProblem> {
    let found = match mail::compile(&source.into(), variables) {
        Ok(template) => template.warnings().to_vec(),
        Err(problems) => problems,
    };
    let mut found: Vec<TemplateProblem> = found.into_iter().map(TemplateProblem::from).collect();
    found.sort_by_key(|problem| problem.severity == FindingSeverity::Warning);
    found
}

/// A source without errors.
///
/// # Errors
/// `invalid` with the first error; the field is the part it is in.
pub(crate) fn compiled(source: &TemplateSource, variables: &mail::Variables) -> Result<mail::Template> {
    mail::compile(&source.into(), variables).map_err(|problems| {
        let errors: Vec<&mail::Problem> =
            problems.iter().filter(|problem| problem.severity == mail::Severity::Error).collect();
        let Some(first) = errors.first() else {
            return Error::internal("a template failed without an error");
        };
        let more = match errors.len() {
            0 | 1 => String::new(),
            count => format!(" There are {} errors in all.", count),
        };
        refused(first).todo(format!("Correct it, then try again.{more}"))
    })
}

fn refused(problem: &mail::Problem) -> Error {
    let part = TemplateProblem::from(problem.clone()).part;
    let field = match part {
        TemplatePart::Html => "html",
        TemplatePart::Subject => "subject",
        TemplatePart::Preheader => "preheader",
        TemplatePart::Text => "text",
    };
    let place = if problem.line > 0 { format!(" (line {})", problem.line) } else { String::new() };
    Error::invalid(field, format!("In the {}{place}: {}", problem.part, problem.message))
}

/// A draft may be wrong, but not endless.
///
/// # Errors
/// `too_large`.
pub(crate) fn check_size(source: &TemplateSource) -> Result<()> {
    let text = source.text.as_deref().unwrap_or("");
    let parts = [
        ("html", source.html.as_str()),
        ("subject", &source.subject),
        ("preheader", &source.preheader),
        ("text", text),
    ];
    for (field, part) in parts {
        if part.len() > mail::MAX_SOURCE_BYTES {
            return Err(Error::new(Code::TooLarge, "A part of the template is larger than 256 kB.")
                .field(field)
                .kept("The draft saved before stands.")
                .todo("Make it shorter, then save again."));
        }
    }
    Ok(())
}

pub(crate) fn links(template: &mail::Template) -> Vec<TemplateLink> {
    let tell = |link: &mail::Link| TemplateLink {
        number: link.number,
        href: link.href.clone(),
        text: link.text.clone(),
    };
    template.links().iter().map(tell).collect()
}

/// Names of the known variables that a good source uses, in the variables' own order: words inside its tags that
/// stand neither in quotes nor behind a `|`, where filters stand.
pub(crate) fn used(source: &TemplateSource, variables: &mail::Variables) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in
        [&source.html, &source.subject, &source.preheader, source.text.as_ref().unwrap_or(&String::new())]
    {
        for (open, close) in [("{{", "}}"), ("{%", "%}")] {
            for tag in part.split(open).skip(1) {
                words_of(tag.split(close).next().unwrap_or_default(), &mut words);
            }
        }
    }
    let used = |variable: &&mail::Variable| words.contains(&variable.name);
    variables.iter().filter(used).map(|variable| variable.name.clone()).collect()
}

fn words_of(tag: &str, words: &mut Vec<String>) {
    let (mut quote, mut word, mut after_bar) = (None, String::new(), false);
    for c in tag.chars().chain([' ']) {
        let in_word = quote.is_none() && (c.is_alphanumeric() || c == '_');
        if in_word {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            if !after_bar {
                words.push(std::mem::take(&mut word));
            }
            word.clear();
            after_bar = false;
        }
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '|') => after_bar = true,
            _ => {}
        }
    }
}

/// Values for a preview: samples, with a contact's own values over them. Where a contact is given, what it lacks stays
/// empty, so that fallbacks show.
pub(crate) fn values(variables: &mail::Variables, contact: Option<Map<String, Value>>) -> Map<String, Value> {
    let samples = variables.samples();
    let Some(mut values) = contact else {
        return samples;
    };
    for (name, ..) in mail::SUPPLIED {
        values.insert(name.to_string(), samples.get(name).cloned().unwrap_or_default());
    }
    values
}

/// # Errors
/// `invalid` when the source has errors, or when these values make it fail.
pub(crate) fn preview(
    source: &TemplateSource,
    variables: &mail::Variables,
    values: &Map<String, Value>,
) -> Result<TemplatePreview> {
    let template = compiled(source, variables)?;
    let mail = template.render(values).map_err(|problem| refused(&problem))?;
    Ok(TemplatePreview {
        subject: mail.subject,
        preheader: mail.preheader,
        html_bytes: mail.html.len(),
        html: mail::safe_preview(&mail.html),
        text: mail.text,
        warnings: template.warnings().iter().cloned().map(TemplateProblem::from).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn used_variables_are_told_from_filters_and_texts() {
        let sender = Sender { name: "Harbor".into(), address: String::new() };
        let own = [OwnField {
            name: "date".into(),
            label: "Date".into(),
            field_type: "date".into(),
            choices: vec![],
        }];
        let variables = variables(&own, &sender);
        let source = TemplateSource {
            html: "<p>{{ first_name | default: 'last_name' }} {{ birth_date | date: \"%Y\" }} city</p>"
                .into(),
            subject: "{% if company %}{{company}}{% endif %}".into(),
            ..TemplateSource::default()
        };
        assert_eq!(
            used(&source, &variables),
            ["first_name", "company", "birth_date"],
            "a filter is no variable"
        );
        let source = TemplateSource { html: "{{ date }}".into(), ..TemplateSource::default() };
        assert_eq!(used(&source, &variables), ["date"], "a variable named like a filter is one");
    }
}
