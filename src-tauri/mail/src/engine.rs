//! The Liquid engine with everything taken out that a mail does not need, and a bound on what it writes.

use crate::expression::bound_name;
use crate::filters::{Date, EscapeInHtml, PrintedAsHtml, Replace, Round};
use crate::scan::{Scan, Tag};
use crate::{MAX_OUTPUT_BYTES, Part, Problem, Severity};
use liquid::{Object, Parser, ParserBuilder};
use liquid_core::model::Value as Bound;
use liquid_lib::stdlib;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::LazyLock;

static FOR_HTML: LazyLock<Parser> =
    LazyLock::new(|| build(common().filter(EscapeInHtml).filter(PrintedAsHtml)));
static FOR_TEXT: LazyLock<Parser> = LazyLock::new(|| build(common().filter(stdlib::Escape)));

fn common() -> ParserBuilder {
    ParserBuilder::new()
        .block(stdlib::IfBlock)
        .block(stdlib::UnlessBlock)
        .block(stdlib::CaseBlock)
        .filter(stdlib::Default)
        .filter(stdlib::Capitalize)
        .filter(stdlib::Upcase)
        .filter(stdlib::Downcase)
        .filter(stdlib::Truncate)
        .filter(Replace)
        .filter(Round)
        .filter(Date)
}

/// Building fails only over partial templates, of which there are none; the empty parser left then knows no tag
/// and refuses every template that has one.
fn build(builder: ParserBuilder) -> Parser {
    builder.build().unwrap_or_default()
}

/// One part, ready to be rendered.
pub struct Compiled {
    part: Part,
    template: liquid::Template,
}

impl Compiled {
    /// Parses `source`: the part with every tag already written anew by the scan.
    pub fn new(part: Part, original: &str, source: &str, scan: &Scan) -> Result<Self, Problem> {
        let parser = if part == Part::Html { &FOR_HTML } else { &FOR_TEXT };
        match parser.parse(source) {
            Ok(template) => Ok(Self { part, template }),
            Err(error) => {
                let offset = faulty_tag(&error.to_string(), source, &scan.tags);
                let message = "This tag cannot be read.";
                Err(Problem::at(part, original, offset, Severity::Error, "syntax", message))
            }
        }
    }

    /// Renders with bound values.
    pub fn render(&self, bound: &Object) -> Result<String, Problem> {
        let part = self.part;
        let mut writer = Bounded { bytes: Vec::with_capacity(4096), is_full: false };
        let done = self.template.render_to(&mut writer, bound);
        if writer.is_full {
            return Err(too_large(part));
        }
        if let Err(error) = done {
            let message = format!("The {part} cannot be filled in: {}.", first_line(&error.to_string()));
            return Err(Problem::whole(part, Severity::Error, "render", message));
        }
        String::from_utf8(writer.bytes).map_err(|_| {
            Problem::whole(part, Severity::Error, "render", format!("The {part} came out damaged."))
        })
    }
}

pub fn too_large(part: Part) -> Problem {
    let message = format!("The {part} grew beyond {} KB when filled in.", MAX_OUTPUT_BYTES / 1024);
    Problem::whole(part, Severity::Error, "output_too_large", message)
}

/// The engine names a place in what it was given; the tag there, or the last one before it, is the faulty one.
fn faulty_tag(error: &str, source: &str, tags: &[Tag]) -> usize {
    let place = error.split_once("--> ").map_or("", |(_, rest)| rest.lines().next().unwrap_or(""));
    let line = place.split(':').next().and_then(|line| line.trim().parse::<usize>().ok()).unwrap_or(1);
    let upto: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
    let before = source[..upto].matches("{{").count() + source[..upto].matches("{%").count();
    tags.get(before.saturating_sub(1)).or(tags.last()).map_or(0, |tag| tag.range.start)
}

fn first_line(error: &str) -> &str {
    error.lines().next().unwrap_or("").trim_start_matches("liquid: ")
}

/// The names a template uses, by bound name: (variable, asked as text).
#[derive(Default)]
pub struct Names(BTreeMap<String, (String, bool)>);

impl Names {
    pub fn add(&mut self, tags: &[Tag]) {
        for used in tags.iter().flat_map(|tag| &tag.uses) {
            self.0.insert(bound_name(&used.name, used.as_text), (used.name.clone(), used.as_text));
        }
    }

    /// Binds every name the template uses: null where there is no value, and where it is blank, so that fallbacks
    /// and `{% if %}` treat both alike. Errors with code `value` for lists and objects.
    pub fn bind(&self, values: &Map<String, Value>) -> Result<Object, Problem> {
        let mut bound = Object::new();
        for (key, (name, as_text)) in &self.0 {
            let mut value = to_bound(name, values.get(name))?;
            if *as_text {
                value = Bound::scalar(liquid_core::ValueView::to_kstr(&value).into_owned());
            }
            bound.insert(key.clone().into(), value);
        }
        Ok(bound)
    }
}

fn to_bound(name: &str, value: Option<&Value>) -> Result<Bound, Problem> {
    Ok(match value {
        None | Some(Value::Null) => Bound::Nil,
        Some(Value::String(text)) if text.trim().is_empty() => Bound::Nil,
        Some(Value::String(text)) => Bound::scalar(text.clone()),
        Some(Value::Bool(truth)) => Bound::scalar(*truth),
        Some(Value::Number(number)) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Bound::scalar(whole),
            (None, Some(float)) => Bound::scalar(float),
            (None, None) => Bound::scalar(number.to_string()),
        },
        Some(Value::Array(_) | Value::Object(_)) => {
            let message = format!("The value of “{name}” is a list or an object, not one value.");
            return Err(Problem::whole(Part::Html, Severity::Error, "value", message));
        }
    })
}

/// Refuses to grow beyond `MAX_OUTPUT_BYTES`.
struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + chunk.len() > MAX_OUTPUT_BYTES {
            self.is_full = true;
            return Err(io::Error::other("too much output"));
        }
        self.bytes.extend_from_slice(chunk);
        Ok(chunk.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
