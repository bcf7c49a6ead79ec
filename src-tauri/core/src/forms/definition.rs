//! Is a form itself in order? What its author is told before it is published. Pure.

use super::redirect;
use super::rules::{FieldDefinition, FieldType, FormDefinition, parse_date, parse_number};
use super::types::{FormContent, FormProblem};
use crate::campaigns::types::FindingSeverity;

/// Most fields of a form, and most options of a field.
const FIELDS_MAX: usize = 50;
const OPTIONS_MAX: usize = 100;
const LABEL_MAX: usize = 200;
const HELP_MAX: usize = 500;
const WORDING_MAX: usize = 2_000;

/// Names that pages, events and leads use for themselves.
const RESERVED: &[&str] = &["id", "token", "stamp", "website", "slug", "csrf"];

#[derive(Default)]
struct Found(Vec<FormProblem>);

impl Found {
    fn add(&mut self, severity: FindingSeverity, field: Option<&str>, message: impl Into<String>) {
        self.0.push(FormProblem { severity, field: field.map(str::to_string), message: message.into() });
    }

    fn error(&mut self, field: &str, message: impl Into<String>) {
        self.add(FindingSeverity::Error, Some(field), message);
    }

    fn whole(&mut self, message: impl Into<String>) {
        self.add(FindingSeverity::Error, None, message);
    }
}

/// Everything that is wrong with a form, errors and warnings, in the order of its fields.
pub fn problems(content: &FormContent) -> Vec<FormProblem> {
    let mut found = Found::default();
    let definition = &content.definition;
    of_whole(definition, &mut found);
    for (at, field) in definition.fields.iter().enumerate() {
        if definition.fields[..at].iter().any(|earlier| earlier.key == field.key) {
            found.error(&field.key, format!("Two fields have the key “{}”.", field.key));
        }
        of_field(field, &mut found);
    }
    if content.thank_you_message.chars().count() > WORDING_MAX {
        found.error("thankYouMessage", "The thank-you message is longer than 2,000 characters.");
    }
    if let Some(text) = &content.redirect_url
        && let Err(sentence) = redirect::parse(text)
    {
        found.error("redirectUrl", sentence);
    }
    if content.redirect_url.is_none() && content.thank_you_message.trim().is_empty() {
        let message = "Say what happens next: a thank-you message, or a page to go to.";
        found.add(FindingSeverity::Warning, Some("thankYouMessage"), message);
    }
    found.0
}

fn of_whole(definition: &FormDefinition, found: &mut Found) {
    let fields = &definition.fields;
    if fields.is_empty() {
        found.whole("The form asks for nothing yet.");
    }
    if fields.len() > FIELDS_MAX {
        found.whole(format!("A form has at most {FIELDS_MAX} fields."));
    }
    let of = |wanted: FieldType| fields.iter().filter(move |field| field.field_type == wanted).count();
    if of(FieldType::Consent) > 1 {
        found.whole("A form has at most one consent box.");
    }
    if of(FieldType::Consent) == 1 && definition.consent_wording.trim().is_empty() {
        found.whole("The consent box needs its wording.");
    }
    if definition.consent_wording.chars().count() > WORDING_MAX {
        found.whole("The consent wording is longer than 2,000 characters.");
    }
    if !fields.is_empty() && of(FieldType::Email) + of(FieldType::Tel) == 0 {
        let message =
            "Nothing here tells how to reach the person: ask for an e-mail address or a phone number.";
        found.add(FindingSeverity::Warning, None, message);
    }
}

fn of_field(field: &FieldDefinition, found: &mut Found) {
    let key = field.key.as_str();
    let good = key.len() <= 40
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !good {
        found.error(key, "A key has at most 40 lower-case letters, digits and _, and begins with a letter.");
    }
    if RESERVED.contains(&key) || key.starts_with("utm_") {
        found.error(key, format!("The key “{key}” is used by the page itself."));
    }
    let label = field.label.trim();
    if label.is_empty() {
        found.error(key, "The field needs a label.");
    }
    if label.chars().count() > LABEL_MAX || label.chars().any(char::is_control) {
        found.error(key, "The label is longer than 200 characters or contains control characters.");
    }
    if field.help.chars().count() > HELP_MAX {
        found.error(key, "The help text is longer than 500 characters.");
    }
    of_options(field, found);
    of_range(field, found);
    of_length(field, found);
    if field.pattern.is_some() && field.field_type != FieldType::Text {
        found.error(key, "Only a text field has a pattern.");
    }
}

fn of_options(field: &FieldDefinition, found: &mut Found) {
    let (key, options) = (field.key.as_str(), &field.options);
    if !field.field_type.has_options() {
        if !options.is_empty() {
            found.error(key, "Only a select, radio or checkbox field has answers to choose from.");
        }
        return;
    }
    if options.is_empty() {
        found.error(key, "The field needs answers to choose from.");
    }
    if options.len() > OPTIONS_MAX {
        found.error(key, format!("A field has at most {OPTIONS_MAX} answers."));
    }
    for (at, option) in options.iter().enumerate() {
        let length = option.chars().count();
        if option.trim() != option
            || length == 0
            || length > LABEL_MAX
            || option.chars().any(char::is_control)
        {
            found.error(key, "An answer is empty, longer than 200 characters, or has blanks around it.");
        }
        if options[..at].contains(option) {
            found.error(key, format!("The answer “{option}” is there twice."));
        }
    }
}

fn of_range(field: &FieldDefinition, found: &mut Found) {
    let key = field.key.as_str();
    let bounds = [field.min.as_deref(), field.max.as_deref()];
    match field.field_type {
        FieldType::Number => {
            let numbers = bounds.map(|bound| bound.map(parse_number));
            if numbers.iter().any(|bound| matches!(bound, Some(None))) {
                found.error(key, "The smallest and the largest number must be numbers.");
            }
            if let [Some(Some(min)), Some(Some(max))] = numbers
                && min > max
            {
                found.error(key, "The smallest number is above the largest.");
            }
        }
        FieldType::Date => {
            let dates = bounds.map(|bound| bound.map(parse_date));
            if dates.iter().any(|bound| matches!(bound, Some(None))) {
                found.error(key, "The earliest and the latest date must be dates such as 2026-11-30.");
            }
            if let [Some(Some(min)), Some(Some(max))] = dates
                && min > max
            {
                found.error(key, "The earliest date is after the latest.");
            }
        }
        _ if bounds.iter().any(Option::is_some) => {
            found.error(key, "Only a number or a date has a smallest and a largest value.");
        }
        _ => {}
    }
}

fn of_length(field: &FieldDefinition, found: &mut Found) {
    let key = field.key.as_str();
    let Some(longest) = field.field_type.longest() else {
        if field.min_length.is_some() || field.max_length.is_some() {
            found.error(key, "The length of this field cannot be limited.");
        }
        return;
    };
    if field.max_length.is_some_and(|max| max == 0 || max > longest) {
        found.error(key, format!("The longest answer has between 1 and {longest} characters."));
    }
    if field.min_length.is_some_and(|min| min > field.max_length.unwrap_or(longest)) {
        found.error(key, "The shortest answer is longer than the longest.");
    }
}

/// What a new form begins with: a name, an e-mail address and consent.
pub fn beginning() -> FormContent {
    let field = |key: &str, label: &str, field_type, required| FieldDefinition {
        key: key.to_string(),
        label: label.to_string(),
        field_type,
        required,
        help: String::new(),
        options: Vec::new(),
        min: None,
        max: None,
        min_length: None,
        max_length: None,
        pattern: None,
        indexed: false,
    };
    FormContent {
        definition: FormDefinition {
            fields: vec![
                field("full_name", "Your name", FieldType::Text, true),
                field("email", "E-mail address", FieldType::Email, true),
                field("phone", "Phone number", FieldType::Tel, false),
                field("consent", "Consent", FieldType::Consent, true),
            ],
            consent_wording:
                "You may contact me about my request by e-mail or phone. I can withdraw this at any time."
                    .to_string(),
        },
        thank_you_message: "Thank you. We will get back to you within one working day.".to_string(),
        redirect_url: None,
    }
}
