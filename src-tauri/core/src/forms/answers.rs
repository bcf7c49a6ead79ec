//! Invented answers to a form, for rehearsed submissions: made from its definition and held to the same rules as those
//! of a visitor. Pure: the same definition, person and stream give the same answers.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use reachly_rehearsal::Stream;
use serde_json::{Map, Value};

use super::rules::{
    CONSENTED, FieldDefinition, FieldPattern, FieldRules, FieldType, FormDefinition, Submitted, parse_date,
    parse_number,
};

/// Share of optional fields that are answered (assumption).
const ANSWERED: f64 = 0.7;
/// Share of the options of a checkbox field that are ticked (assumption).
const TICKED: f64 = 0.4;

const PHRASES: [&str; 6] = [
    "Please call in the afternoon",
    "Looking for a better plan",
    "My present plan ends soon",
    "For the whole family",
    "Mornings suit me best",
    "I have a few questions",
];

/// What is known of who answers.
#[derive(Clone, Debug, Default)]
pub struct Respondent {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub phone: String,
}

/// Answers that pass the form's own rules; `None` when its rules leave no answer to a required field. `today` is the
/// calendar day of the submission.
pub fn invented(
    definition: &FormDefinition,
    who: &Respondent,
    today: NaiveDate,
    draws: &mut Stream,
) -> Option<Map<String, Value>> {
    let mut sent = BTreeMap::new();
    for field in &definition.fields {
        // Two draws a field, used or not: one field cannot move the answers of another.
        let (wish, mut of_field) = (draws.fraction(), draws.child());
        if !field.required && wish >= ANSWERED {
            continue;
        }
        let rules = FieldRules::from(field);
        let answer = answer(field, &rules, who, today, &mut of_field);
        // What is invented may not fit odd rules; then the field is left empty, as far as it may be.
        if rules.check(Some(&answer)).is_ok() {
            sent.insert(field.key.clone(), answer);
        }
    }
    definition.check(&sent).ok().map(|answers| answers.0)
}

fn answer(
    field: &FieldDefinition,
    rules: &FieldRules,
    who: &Respondent,
    today: NaiveDate,
    draws: &mut Stream,
) -> Submitted {
    let options = &rules.options;
    Submitted::One(match field.field_type {
        FieldType::Text => fit(&line(&field.key, rules.pattern, who, draws), rules),
        FieldType::Textarea => fit(PHRASES[draws.below(PHRASES.len())], rules),
        FieldType::Email => who.email.clone(),
        FieldType::Tel => phone(rules, who, draws),
        FieldType::Date => date(rules, &field.key, today, draws),
        FieldType::Number => number(rules, draws),
        FieldType::Select | FieldType::Radio => {
            options.get(draws.below(options.len())).cloned().unwrap_or_default()
        }
        FieldType::Checkbox => {
            let sure = draws.below(options.len());
            let ticked = options.iter().enumerate();
            let ticked = ticked.filter(|(at, _)| draws.fraction() < TICKED || *at == sure);
            return Submitted::Many(ticked.map(|(_, option)| option.clone()).collect());
        }
        FieldType::Consent => CONSENTED.to_string(),
    })
}

fn line(key: &str, pattern: Option<FieldPattern>, who: &Respondent, draws: &mut Stream) -> String {
    let digits = |draws: &mut Stream, count: usize| -> String {
        (0..count).map(|_| char::from(b'0' + draws.below(10) as u8)).collect()
    };
    match (key, pattern) {
        (_, Some(FieldPattern::UsZip)) => digits(draws, 5),
        (_, Some(FieldPattern::Digits)) => digits(draws, 4),
        ("first_name" | "firstname", _) if !who.first_name.is_empty() => who.first_name.clone(),
        ("last_name" | "lastname", _) if !who.last_name.is_empty() => who.last_name.clone(),
        ("full_name" | "name", _) | (_, Some(FieldPattern::Name)) => {
            let name = format!("{} {}", who.first_name, who.last_name);
            if name.trim().is_empty() { "Someone".to_string() } else { name.trim().to_string() }
        }
        _ => PHRASES[draws.below(PHRASES.len())].to_string(),
    }
}

/// Cut or lengthened to the field's limits, in UTF-16 units as they count; it fills up with its own last letter, so
/// that a pattern holds.
fn fit(text: &str, rules: &FieldRules) -> String {
    let most = rules.max_length.map_or(usize::MAX, |most| most as usize);
    let least = rules.min_length.map_or(0, |least| least as usize);
    let (mut fitted, mut length) = (String::new(), 0);
    for letter in text.chars() {
        if length + letter.len_utf16() > most {
            break;
        }
        length += letter.len_utf16();
        fitted.push(letter);
    }
    fitted.truncate(fitted.trim_end().len());
    let last = fitted.chars().last().filter(char::is_ascii_alphanumeric).unwrap_or('a');
    let short = least.saturating_sub(fitted.encode_utf16().count());
    fitted.extend(std::iter::repeat_n(last, short));
    fitted
}

/// The contact's own number where the form takes it, else one that is set aside for fiction (555-0100 to 0199).
fn phone(rules: &FieldRules, who: &Respondent, draws: &mut Stream) -> String {
    let own = Submitted::One(who.phone.clone());
    if !who.phone.is_empty() && rules.check(Some(&own)).is_ok() {
        return who.phone.clone();
    }
    let invented = format!("(555) 555-01{:02}", draws.below(100));
    let most = rules.max_length.map_or(usize::MAX, |most| most as usize);
    let short = invented.get(invented.len().saturating_sub(most)..).unwrap_or(&invented);
    fit(short, rules)
}

fn date(rules: &FieldRules, key: &str, today: NaiveDate, draws: &mut Stream) -> String {
    let of = |bound: &Option<String>| bound.as_deref().and_then(parse_date);
    let years = |count: u64| Days::new(count * 365);
    let (from, to) = if key.contains("birth") || key == "dob" {
        (today.checked_sub_days(years(70)), today.checked_sub_days(years(25)))
    } else {
        (today.checked_add_days(Days::new(1)), today.checked_add_days(Days::new(60)))
    };
    let (mut from, mut to) = (from.unwrap_or(today), to.unwrap_or(today));
    if let Some(min) = of(&rules.min) {
        (from, to) = (from.max(min), to.max(min));
    }
    if let Some(max) = of(&rules.max) {
        (from, to) = (from.min(max), to.min(max));
    }
    let days = usize::try_from((to - from).num_days()).unwrap_or(0) + 1;
    let day = from.checked_add_days(Days::new(draws.below(days) as u64)).unwrap_or(from);
    day.format("%Y-%m-%d").to_string()
}

/// A whole number where one fits, else a bound itself.
fn number(rules: &FieldRules, draws: &mut Stream) -> String {
    let of = |bound: &Option<String>| bound.as_deref().and_then(parse_number);
    let (min, max) = match (of(&rules.min), of(&rules.max)) {
        (None, None) => (1.0, 6.0),
        (Some(min), None) => (min, min + 5.0),
        (None, Some(max)) => (max - 5.0, max),
        (Some(min), Some(max)) => (min, max),
    };
    let (least, most) = (min.ceil(), max.floor());
    if least <= most && least.abs() < 1e15 && most.abs() < 1e15 {
        let drawn = least + (draws.fraction() * (most - least + 1.0)).floor().min(most - least);
        // adding 0 turns a negative zero into zero
        return format!("{:.0}", drawn + 0.0);
    }
    rules.min.clone().or_else(|| rules.max.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::definition;
    use super::super::types::FormContent;
    use super::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 12).unwrap();

    fn ann() -> Respondent {
        Respondent {
            first_name: "Ann".into(),
            last_name: "Núñez-O’Hara".into(),
            email: "ann@harbor-benefits.com".into(),
            phone: String::new(),
        }
    }

    fn random_field(at: usize, draws: &mut Stream) -> FieldDefinition {
        let mut field = definition::beginning().definition.fields[0].clone();
        let types = [
            FieldType::Text,
            FieldType::Email,
            FieldType::Tel,
            FieldType::Date,
            FieldType::Number,
            FieldType::Select,
            FieldType::Radio,
            FieldType::Checkbox,
            FieldType::Textarea,
        ];
        field.field_type = types[draws.below(types.len())];
        field.key = ["full_name", "birth_date", "zip", "x"][draws.below(4)].to_string() + &at.to_string();
        field.required = draws.fraction() < 0.6;
        if field.field_type.has_options() {
            field.options = (0..=draws.below(6)).map(|option| format!("Option {option}")).collect();
        }
        match field.field_type {
            FieldType::Text => {
                let patterns = [FieldPattern::UsZip, FieldPattern::Digits, FieldPattern::Name];
                field.pattern = patterns.get(draws.below(5)).copied();
                if field.pattern != Some(FieldPattern::UsZip) {
                    field.min_length = (draws.fraction() < 0.4).then(|| draws.below(150) as u32);
                    field.max_length = (draws.fraction() < 0.4).then_some(150 + draws.below(51) as u32);
                }
            }
            FieldType::Textarea => field.min_length = Some(draws.below(3_000) as u32),
            FieldType::Number => {
                let low = draws.below(2_000) as i64 - 1_000;
                field.min = (draws.fraction() < 0.6).then(|| format!("{low}.25"));
                field.max = (draws.fraction() < 0.6).then(|| format!("{}", low + 1 + draws.below(3) as i64));
            }
            FieldType::Date => {
                let year = 1900 + draws.below(300);
                field.min = (draws.fraction() < 0.6).then(|| format!("{year}-05-17"));
                field.max = (draws.fraction() < 0.6).then(|| format!("{}-05-17", year + draws.below(5)));
            }
            _ => {}
        }
        field
    }

    #[test]
    fn invented_answers_pass_the_rules_of_a_thousand_forms() {
        let mut draws = Stream::of(11);
        let mut answered = 0;
        for number in 0..1_000 {
            let fields: Vec<FieldDefinition> = (0..6).map(|at| random_field(at, &mut draws)).collect();
            let form = FormContent {
                definition: FormDefinition { fields, consent_wording: String::new() },
                ..definition::beginning()
            };
            let errors = definition::problems(&form)
                .into_iter()
                .filter(|problem| problem.severity == crate::campaigns::types::FindingSeverity::Error);
            assert_eq!(errors.count(), 0, "form {number} could be published");
            let answers = invented(&form.definition, &ann(), TODAY, &mut Stream::of(number));
            let again = invented(&form.definition, &ann(), TODAY, &mut Stream::of(number));
            let answers = answers.unwrap_or_else(|| panic!("nothing fits form {number}: {form:?}"));
            assert_eq!(Some(&answers), again.as_ref(), "the same again");
            answered += answers.len();
        }
        assert!(answered > 3_000, "most fields are answered: {answered}");
    }

    #[test]
    fn a_form_nobody_can_answer_gets_no_answer() {
        let mut form = definition::beginning().definition;
        form.fields[0].pattern = Some(FieldPattern::UsZip);
        form.fields[0].min_length = Some(20);
        assert_eq!(invented(&form, &ann(), TODAY, &mut Stream::of(1)), None, "a ZIP code has no 20 digits");
    }
}
