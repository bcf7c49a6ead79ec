//! The rules of a form as ONE object: what the browser is told (`html_attributes`) and what a sent value is held to
//! (`check`) come from the same `FieldRules`. Pure.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// Longest answer of one line, of several lines, of an address, of a phone number; UTF-16 units, as browsers count.
const LINE_MAX: u32 = 200;
const TEXT_MAX: u32 = 4_000;
const EMAIL_MAX: u32 = 254;
const TEL_MAX: u32 = 40;
const NUMBER_MAX: usize = 64;

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    Text,
    Email,
    Tel,
    Date,
    Number,
    Select,
    Radio,
    /// Any number of the options.
    Checkbox,
    Textarea,
    /// One box with the form's consent wording; its answer is `yes`.
    Consent,
}

impl FieldType {
    pub fn word(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::Email => "email",
            FieldType::Tel => "tel",
            FieldType::Date => "date",
            FieldType::Number => "number",
            FieldType::Select => "select",
            FieldType::Radio => "radio",
            FieldType::Checkbox => "checkbox",
            FieldType::Textarea => "textarea",
            FieldType::Consent => "consent",
        }
    }

    /// Offers a list of values.
    pub fn has_options(self) -> bool {
        matches!(self, FieldType::Select | FieldType::Radio | FieldType::Checkbox)
    }

    /// Its length can be limited.
    pub fn has_length(self) -> bool {
        self.longest().is_some()
    }

    /// Longest answer there may be; a field can only ask for less.
    pub fn longest(self) -> Option<u32> {
        match self {
            FieldType::Text => Some(LINE_MAX),
            FieldType::Textarea => Some(TEXT_MAX),
            FieldType::Email => Some(EMAIL_MAX),
            FieldType::Tel => Some(TEL_MAX),
            _ => None,
        }
    }
}

/// Shapes of a text. A fixed choice instead of free expressions: browsers and we would read those differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FieldPattern {
    /// `12345` or `12345-6789`.
    UsZip,
    /// One or more of 0 to 9.
    Digits,
    /// Letters of any script, blanks, hyphens, apostrophes and dots.
    Name,
}

impl FieldPattern {
    /// As the `pattern` attribute has it (whole value, flag v).
    pub fn attribute(self) -> &'static str {
        match self {
            FieldPattern::UsZip => "[0-9]{5}(\\-[0-9]{4})?",
            FieldPattern::Digits => "[0-9]+",
            FieldPattern::Name => "[\\p{Alphabetic}\\p{M} '’.\\-]+",
        }
    }

    fn matches(self, text: &str) -> bool {
        match self {
            FieldPattern::UsZip => {
                let (zip, more) = text.split_once('-').map_or((text, None), |(zip, more)| (zip, Some(more)));
                digits(zip, 5) && more.is_none_or(|more| digits(more, 4))
            }
            FieldPattern::Digits => !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()),
            FieldPattern::Name => {
                !text.is_empty()
                    && text.chars().all(|c| {
                        matches!(c, ' ' | '\'' | '’' | '.' | '-')
                            || c.is_alphabetic()
                            || unicode_normalization::char::is_combining_mark(c)
                    })
            }
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            FieldPattern::UsZip => "Enter a ZIP code such as 12345 or 12345-6789.",
            FieldPattern::Digits => "Enter digits only.",
            FieldPattern::Name => "Enter letters only.",
        }
    }
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldDefinition {
    /// Lower-case letters, digits and `_`, beginning with a letter; at most 40. Stays when the label changes.
    pub key: String,
    pub label: String,
    #[serde(rename = "type")]
    pub field_type: FieldType,
    #[serde(default)]
    pub required: bool,
    /// Shown below the field.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub help: String,
    /// Values of select, radio and checkbox, shown as they are.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub options: Vec<String>,
    /// Smallest number, or earliest ISO date.
    #[serde(default)]
    #[ts(optional)]
    pub min: Option<String>,
    /// Largest number, or latest ISO date.
    #[serde(default)]
    #[ts(optional)]
    pub max: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub min_length: Option<u32>,
    #[serde(default)]
    #[ts(optional)]
    pub max_length: Option<u32>,
    /// Only of text.
    #[serde(default)]
    #[ts(optional)]
    pub pattern: Option<FieldPattern>,
    /// Leads can be filtered by it quickly.
    #[serde(default)]
    pub indexed: bool,
}

/// A form: its fields in order and the words of consent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormDefinition {
    pub fields: Vec<FieldDefinition>,
    /// Stands beside the consent box; kept with every consent given.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub consent_wording: String,
}

/// What a browser sent for one field: one value, or several of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Submitted {
    One(String),
    Many(Vec<String>),
}

/// Checked answers by field key, in the form's order; a list for checkbox, a text for everything else. Fields left
/// empty are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers(pub Map<String, Value>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// What one field's values are held to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRules {
    pub field_type: FieldType,
    pub required: bool,
    pub options: Vec<String>,
    pub min: Option<String>,
    pub max: Option<String>,
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    pub pattern: Option<FieldPattern>,
}

impl From<&FieldDefinition> for FieldRules {
    fn from(field: &FieldDefinition) -> Self {
        let longest = field.field_type.longest();
        let of_range = |bound: &Option<String>| {
            bound.clone().filter(|_| matches!(field.field_type, FieldType::Number | FieldType::Date))
        };
        FieldRules {
            field_type: field.field_type,
            required: field.required,
            options: if field.field_type.has_options() { field.options.clone() } else { Vec::new() },
            min: of_range(&field.min),
            max: of_range(&field.max),
            min_length: field.min_length.filter(|length| *length > 0 && longest.is_some()),
            max_length: longest.map(|longest| field.max_length.unwrap_or(longest).min(longest)),
            pattern: field.pattern.filter(|_| field.field_type == FieldType::Text),
        }
    }
}

impl FieldRules {
    /// Attributes of the control, name and value; a value of `""` for those that only have to be there. The options
    /// of select, radio and checkbox are controls of their own. A group of checkboxes has no `required` in HTML: the
    /// page says so in words and `check` holds it.
    pub fn html_attributes(&self) -> Vec<(&'static str, String)> {
        let mut out = Vec::new();
        match self.field_type {
            FieldType::Select | FieldType::Textarea => {}
            FieldType::Consent => out.push(("type", "checkbox".to_string())),
            other => out.push(("type", other.word().to_string())),
        }
        if self.field_type == FieldType::Consent {
            out.push(("value", CONSENTED.to_string()));
        }
        if self.required && self.field_type != FieldType::Checkbox {
            out.push(("required", String::new()));
        }
        if self.field_type == FieldType::Number {
            out.push(("step", "any".to_string()));
        }
        for (name, bound) in [("min", &self.min), ("max", &self.max)] {
            if let Some(bound) = bound {
                out.push((name, bound.clone()));
            }
        }
        for (name, length) in [("minlength", self.min_length), ("maxlength", self.max_length)] {
            if let Some(length) = length {
                out.push((name, length.to_string()));
            }
        }
        match (self.field_type, self.pattern) {
            (_, Some(pattern)) => out.push(("pattern", pattern.attribute().to_string())),
            (FieldType::Tel, None) => out.push(("pattern", TEL_ATTRIBUTE.to_string())),
            // Blanks alone are no answer.
            (FieldType::Text, None) if self.required => out.push(("pattern", ".*\\S.*".to_string())),
            _ => {}
        }
        out
    }

    /// Holds what was sent to the rules; `None` when the field was left empty and may be.
    ///
    /// # Errors
    /// One sentence for the visitor.
    pub fn check(&self, sent: Option<&Submitted>) -> Result<Option<Value>, String> {
        if self.field_type == FieldType::Checkbox {
            return self.check_several(sent);
        }
        let text = match sent {
            None => "",
            Some(Submitted::One(text)) => text.as_str(),
            Some(Submitted::Many(texts)) => match texts.as_slice() {
                [] => "",
                [text] => text.as_str(),
                _ => return Err("Give one answer only.".to_string()),
            },
        };
        // Browsers count a line end as one character and send two; around an address they drop blanks.
        let text = text.replace("\r\n", "\n");
        let text = if self.field_type == FieldType::Email { text.trim() } else { text.as_str() };
        let answer = if text.is_empty() { String::new() } else { self.check_text(text)? };
        match (answer.is_empty(), self.required) {
            (true, true) => Err(self.empty()),
            (true, false) => Ok(None),
            _ => Ok(Some(Value::String(answer))),
        }
    }

    fn empty(&self) -> String {
        match self.field_type {
            FieldType::Consent => "Tick the box to agree.",
            FieldType::Select | FieldType::Radio | FieldType::Checkbox => "Choose an answer.",
            _ => "This is needed.",
        }
        .to_string()
    }

    fn check_several(&self, sent: Option<&Submitted>) -> Result<Option<Value>, String> {
        let sent: &[String] = match sent {
            None => &[],
            Some(Submitted::One(text)) => std::slice::from_ref(text),
            Some(Submitted::Many(texts)) => texts,
        };
        let sent: Vec<&String> = sent.iter().filter(|text| !text.is_empty()).collect();
        if sent.iter().any(|text| !self.options.contains(text)) {
            return Err("Choose only from what is offered.".to_string());
        }
        // In the order of the form, each once.
        let chosen: Vec<Value> =
            self.options.iter().filter(|option| sent.contains(option)).cloned().map(Value::String).collect();
        match (chosen.is_empty(), self.required) {
            (true, true) => Err(self.empty()),
            (true, false) => Ok(None),
            _ => Ok(Some(Value::Array(chosen))),
        }
    }

    fn check_text(&self, text: &str) -> Result<String, String> {
        let control =
            |c: char| c.is_control() && !(self.field_type == FieldType::Textarea && c == '\n' || c == '\t');
        if text.chars().any(control) {
            return Err("This contains characters that cannot be used.".to_string());
        }
        self.check_length(text)?;
        match self.field_type {
            FieldType::Text | FieldType::Textarea => {
                if let Some(pattern) = self.pattern
                    && !pattern.matches(text)
                {
                    return Err(pattern.sentence().to_string());
                }
            }
            FieldType::Tel => check_tel(text)?,
            FieldType::Email => {
                let address = reachly_address::EmailAddress::parse(text.trim());
                address.map_err(|_| "Enter an e-mail address such as name@example.com.".to_string())?;
            }
            FieldType::Date => self.check_date(text)?,
            FieldType::Number => self.check_number(text)?,
            FieldType::Select | FieldType::Radio => {
                if !self.options.iter().any(|option| option == text) {
                    return Err("Choose one of the answers offered.".to_string());
                }
                return Ok(text.to_string());
            }
            FieldType::Consent if text != CONSENTED => return Err(self.empty()),
            FieldType::Consent | FieldType::Checkbox => {}
        }
        Ok(text.trim().to_string())
    }

    fn check_length(&self, text: &str) -> Result<(), String> {
        let length = text.encode_utf16().count();
        let over = |limit: u32| length > usize::try_from(limit).unwrap_or(usize::MAX);
        match (self.max_length, self.min_length) {
            (Some(max), _) if over(max) => Err(format!("Use at most {max} characters.")),
            (_, Some(min)) if !over(min - 1) => Err(format!("Use at least {min} characters.")),
            _ => Ok(()),
        }
    }

    fn check_date(&self, text: &str) -> Result<(), String> {
        if parse_date(text).is_none() {
            return Err("Enter a date such as 2026-11-30.".to_string());
        }
        // ISO dates of four-digit years sort as text.
        match (&self.min, &self.max) {
            (Some(min), _) if text < min.as_str() => Err(format!("Enter {min} or a later date.")),
            (_, Some(max)) if text > max.as_str() => Err(format!("Enter {max} or an earlier date.")),
            _ => Ok(()),
        }
    }

    fn check_number(&self, text: &str) -> Result<(), String> {
        let number = parse_number(text).ok_or_else(|| "Enter a number.".to_string())?;
        let bound = |text: &Option<String>| text.as_deref().and_then(parse_number);
        match (bound(&self.min), bound(&self.max)) {
            (Some(min), _) if number < min => Err(format!("Enter {min} or more.")),
            (_, Some(max)) if number > max => Err(format!("Enter {max} or less.")),
            _ => Ok(()),
        }
    }
}

/// What a ticked consent box sends.
pub const CONSENTED: &str = "yes";
/// A phone number as people write it; how many digits it needs is not the browser's matter.
const TEL_ATTRIBUTE: &str = "[+]?[0-9 .\\(\\)\\/\\-]*[0-9][0-9 .\\(\\)\\/\\-]*";

fn check_tel(text: &str) -> Result<(), String> {
    let rest = text.strip_prefix('+').unwrap_or(text);
    let fits = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '(' | ')' | '/' | '-'));
    if fits && rest.bytes().any(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err("Enter a phone number such as (555) 010-1234.".to_string())
}

/// A real calendar day, `YYYY-MM-DD`, from year 1 on.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape || text.starts_with("0000") {
        return None;
    }
    NaiveDate::from_ymd_opt(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
}

/// HTML's "valid floating-point number": no plus sign, no blanks, digits on both sides of a point or after it.
pub fn parse_number(text: &str) -> Option<f64> {
    if text.len() > NUMBER_MAX {
        return None;
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned
        .split_once(['e', 'E'])
        .map_or((unsigned, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let good_mantissa = match mantissa.split_once('.') {
        None => all_digits(mantissa),
        Some((whole, part)) => (whole.is_empty() || all_digits(whole)) && all_digits(part),
    };
    let good_exponent = exponent.is_none_or(|text| all_digits(text.strip_prefix(['-', '+']).unwrap_or(text)));
    let number = (good_mantissa && good_exponent).then(|| text.parse::<f64>().ok()).flatten()?;
    number.is_finite().then_some(number)
}

impl FormDefinition {
    /// Holds everything that was sent to the form.
    ///
    /// # Errors
    /// One sentence for each field that is wrong, in the form's order, then those the form does not ask for.
    pub fn check(&self, sent: &BTreeMap<String, Submitted>) -> Result<Answers, Vec<FieldError>> {
        let mut answers = Answers::default();
        let mut errors = Vec::new();
        for field in &self.fields {
            match FieldRules::from(field).check(sent.get(&field.key)) {
                Ok(Some(value)) => {
                    answers.0.insert(field.key.clone(), value);
                }
                Ok(None) => {}
                Err(message) => errors.push(FieldError { field: field.key.clone(), message }),
            }
        }
        for name in sent.keys().filter(|name| !self.fields.iter().any(|field| field.key == **name)) {
            let field: String = name.chars().take(40).collect();
            errors.push(FieldError { field, message: "This form does not ask for this.".to_string() });
        }
        if errors.is_empty() { Ok(answers) } else { Err(errors) }
    }
}
