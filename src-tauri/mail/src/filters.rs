//! The filters that the engine's own library would do wrongly or dangerously here: `replace` and `date` without
//! a bound on their result, `date` reading the clock for "today" and not reading plain days, `round` failing on
//! a missing number, `escape` beside our own escaping.

use crate::MAX_OUTPUT_BYTES;
use liquid_core::model::{DateTime, Value};
use liquid_core::{
    Display_filter, Error, Expression, Filter, FilterParameters, FilterReflection, FromFilterParameters,
    ParseFilter, Result, Runtime, ValueView,
};

/// Escapes text for HTML content and for attribute values in either kind of quotes.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

fn escaped(input: &dyn ValueView) -> Value {
    if input.is_nil() { Value::Nil } else { Value::scalar(escape_html(&input.to_kstr())) }
}

/// Appended to every printed value of the HTML part.
#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(name = "printed_as_html", description = "Escapes what is printed.", parsed(PrintedAsHtmlFilter))]
pub struct PrintedAsHtml;

#[derive(Debug, Default, Display_filter)]
#[name = "printed_as_html"]
struct PrintedAsHtmlFilter;

impl Filter for PrintedAsHtmlFilter {
    fn evaluate(&self, input: &dyn ValueView, _: &dyn Runtime) -> Result<Value> {
        Ok(escaped(input))
    }
}

/// `escape` in the HTML part: everything printed there is escaped once already.
#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(name = "escape", description = "Leaves the value alone.", parsed(EscapeInHtmlFilter))]
pub struct EscapeInHtml;

#[derive(Debug, Default, Display_filter)]
#[name = "escape"]
struct EscapeInHtmlFilter;

impl Filter for EscapeInHtmlFilter {
    fn evaluate(&self, input: &dyn ValueView, _: &dyn Runtime) -> Result<Value> {
        Ok(input.to_value())
    }
}

#[derive(Debug, FilterParameters)]
struct ReplaceArgs {
    #[parameter(description = "What to look for.", arg_type = "str")]
    search: Expression,
    #[parameter(description = "What to put there; nothing if left out.", arg_type = "str")]
    replace: Option<Expression>,
}

/// `replace` with a bounded result: a chain of it would otherwise multiply memory at every step.
#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(
    name = "replace",
    description = "Replaces every occurrence.",
    parameters(ReplaceArgs),
    parsed(ReplaceFilter)
)]
pub struct Replace;

#[derive(Debug, FromFilterParameters, Display_filter)]
#[name = "replace"]
struct ReplaceFilter {
    #[parameters]
    args: ReplaceArgs,
}

impl Filter for ReplaceFilter {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let args = self.args.evaluate(runtime)?;
        let text = input.to_kstr();
        let replacement = args.replace.unwrap_or_default();
        if args.search.is_empty() {
            return Ok(input.to_value());
        }
        let hits = text.matches(args.search.as_str()).count();
        if text.len().saturating_add(hits.saturating_mul(replacement.len())) > MAX_OUTPUT_BYTES {
            return Err(Error::with_msg("“replace” makes the text too long"));
        }
        Ok(Value::scalar(text.replace(args.search.as_str(), replacement.as_str())))
    }
}

#[derive(Debug, FilterParameters)]
struct RoundArgs {
    #[parameter(description = "Decimal places, 0 to 9; 0 if left out.", arg_type = "integer")]
    places: Option<Expression>,
}

/// `round`, which leaves what is not a number as it is.
#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(name = "round", description = "Rounds a number.", parameters(RoundArgs), parsed(RoundFilter))]
pub struct Round;

#[derive(Debug, FromFilterParameters, Display_filter)]
#[name = "round"]
struct RoundFilter {
    #[parameters]
    args: RoundArgs,
}

impl Filter for RoundFilter {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let places = self.args.evaluate(runtime)?.places.unwrap_or(0).clamp(0, 9) as usize;
        match input.as_scalar().and_then(|scalar| scalar.to_float()) {
            Some(number) => Ok(Value::scalar(format!("{number:.places$}"))),
            None => Ok(input.to_value()),
        }
    }
}

#[derive(Debug, FilterParameters)]
struct DateArgs {
    #[parameter(description = "The format, as in strftime, without widths.", arg_type = "str")]
    format: Expression,
}

/// `date` for `YYYY-MM-DD`, with or without a time of day; anything else is left as it is.
#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(name = "date", description = "Writes a date.", parameters(DateArgs), parsed(DateFilter))]
pub struct Date;

#[derive(Debug, FromFilterParameters, Display_filter)]
#[name = "date"]
struct DateFilter {
    #[parameters]
    args: DateArgs,
}

impl Filter for DateFilter {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let args = self.args.evaluate(runtime)?;
        if has_width(&args.format) {
            return Err(Error::with_msg("the format of “date” may not have widths"));
        }
        match parse_date(&input.to_kstr()) {
            Some(date) if !args.format.is_empty() => date
                .format(args.format.as_str())
                .map(Value::scalar)
                .map_err(|_| Error::with_msg("the format of “date” cannot be read")),
            _ => Ok(input.to_value()),
        }
    }
}

/// `%1000000000Y` would be padded to a gigabyte.
fn has_width(format: &str) -> bool {
    format.split('%').skip(1).any(|directive| {
        directive.trim_start_matches(['-', '_', '0', '^', '#']).starts_with(|c: char| c.is_ascii_digit())
    })
}

fn parse_date(text: &str) -> Option<DateTime> {
    let (day, time) = match text.trim().split_once(['T', ' ']) {
        Some((day, time)) => (day, time),
        None => (text.trim(), "00:00:00"),
    };
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    let mut parts = day.splitn(3, '-');
    let well_formed = digits(parts.next()?, 4) && digits(parts.next()?, 2) && digits(parts.next()?, 2);
    // Seconds, their fractions and the zone are not needed to name a day or an hour.
    let clock = time.get(..5).filter(|clock| digits(&clock[..2], 2) && clock.as_bytes()[2] == b':')?;
    if !well_formed {
        return None;
    }
    let seconds = time.get(5..8).filter(|s| s.starts_with(':') && digits(&s[1..], 2)).unwrap_or(":00");
    DateTime::from_str(&format!("{day} {clock}{seconds} +0000"))
}
