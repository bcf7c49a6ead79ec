//! From source to mail: `compile` once, `render` per person.

use crate::engine::{Compiled, Names, too_large};
use crate::inspect::{Link, inspect};
use crate::mask::{MARK, mask, unmask};
use crate::scan::{Scan, scan};
use crate::{MAX_OUTPUT_BYTES, Part, Problem, Severity, Variables, lint};
use html2text::config;
use liquid::Object;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Characters per line of the plain text made from HTML (RFC 5322, 2.1.1 advises at most 78).
const TEXT_WIDTH: usize = 76;

/// A mail as its author wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub html: String,
    pub subject: String,
    #[serde(default)]
    pub preheader: String,
    /// Made from the HTML when left out.
    #[serde(default)]
    pub text: Option<String>,
}

/// One person's mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// One line.
    pub subject: String,
    /// One line of plain text, not yet inside `html`: see `Additions::preheader`.
    pub preheader: String,
    /// Its links carry their numbers in `data-link` until `rewrite_links` has seen them.
    pub html: String,
    pub text: String,
}

/// A checked mail, ready to be rendered, from several threads at once if need be.
pub struct Template {
    html: Compiled,
    subject: Compiled,
    preheader: Compiled,
    text: Option<Compiled>,
    names: Names,
    links: Vec<Link>,
    warnings: Vec<Problem>,
}

/// Checks limits, syntax, variables and good practice in every part. `Err` holds at least one error, and the
/// warnings found beside it; the warnings of a good mail are in `Template::warnings`.
pub fn compile(source: &Source, variables: &Variables) -> Result<Template, Vec<Problem>> {
    let mut problems = Vec::new();
    let html = compile_html(&source.html, variables, &mut problems);
    let subject = compile_plain(Part::Subject, &source.subject, variables, &mut problems);
    let preheader = compile_plain(Part::Preheader, &source.preheader, variables, &mut problems);
    let text = source.text.as_deref().map(|text| compile_plain(Part::Text, text, variables, &mut problems));
    let text = text.map_or(Some(None), |written| written.map(Some));
    let (Some((html, html_scan, links)), Some((subject, subject_scan)), Some(preheader), Some(text)) =
        (html, subject, preheader, text)
    else {
        return Err(problems);
    };
    let mut names = Names::default();
    let scans =
        [Some(&html_scan), Some(&subject_scan), Some(&preheader.1), text.as_ref().map(|(_, scan)| scan)];
    for scan in scans.into_iter().flatten() {
        names.add(&scan.tags);
    }
    let mut template = Template {
        html,
        subject,
        preheader: preheader.0,
        text: text.map(|(compiled, _)| compiled),
        names,
        links,
        warnings: Vec::new(),
    };
    // Mistakes that only show once values are there, such as a date format, show here and not in the first mail.
    match template.render(&variables.samples()) {
        Ok(mail) => problems.extend(lint::subject(&source.subject, &subject_scan.tags, &mail.subject)),
        Err(problem) => problems.push(problem),
    }
    if problems.iter().any(Problem::is_error) {
        return Err(problems);
    }
    template.warnings = problems;
    Ok(template)
}

fn compile_plain(
    part: Part,
    source: &str,
    variables: &Variables,
    problems: &mut Vec<Problem>,
) -> Option<(Compiled, Scan)> {
    let scan = take(scan(part, source, variables), problems)?;
    let mut written = String::with_capacity(source.len());
    let mut at = 0;
    for tag in &scan.tags {
        written.push_str(&source[at..tag.range.start]);
        written.push_str(&tag.source);
        at = tag.range.end;
    }
    written.push_str(&source[at..]);
    let compiled = take(Compiled::new(part, source, &written, &scan).map_err(|p| vec![p]), problems)?;
    problems.extend(scan.warnings.iter().cloned());
    Some((compiled, scan))
}

fn compile_html(
    source: &str,
    variables: &Variables,
    problems: &mut Vec<Problem>,
) -> Option<(Compiled, Scan, Vec<Link>)> {
    let scan = take(scan(Part::Html, source, variables), problems)?;
    if let Some(at) = source.find(MARK) {
        let message = "This character (U+FDD0) is not allowed in text.";
        problems.push(Problem::at(Part::Html, source, at, Severity::Error, "character", message));
        return None;
    }
    let masked = mask(source, &scan.tags);
    let inspected = take(inspect(source, &masked, &scan.tags).map_err(|p| vec![p]), problems)?;
    problems.extend(scan.warnings.iter().cloned());
    problems.extend(lint::html(source, &scan.tags, &inspected));
    let written = unmask(&inspected.marked, &scan.tags, |tag| &tag.source);
    let compiled = take(Compiled::new(Part::Html, source, &written, &scan).map_err(|p| vec![p]), problems)?;
    Some((compiled, scan, inspected.links))
}

fn take<T>(result: Result<T, Vec<Problem>>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|found| problems.extend(found)).ok()
}

impl Template {
    /// What could be better about a mail that can be used as it is.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The web links of the HTML in their order, each address once; also those inside conditions.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Fills in one person's values; what is missing, null or blank takes the fallback, other keys are ignored.
    /// Values are escaped in the HTML and raw elsewhere. Fails when a part outgrows `MAX_OUTPUT_BYTES`, when a
    /// filter refuses its input, or when the HTML is nested too deep to be put into plain text.
    pub fn render(&self, values: &Map<String, Value>) -> Result<Mail, Problem> {
        let bound = self.names.bind(values)?;
        let html = self.html.render(&bound)?;
        let text = match &self.text {
            Some(written) => written.render(&bound)?,
            None => to_text(&html)?,
        };
        Ok(Mail {
            subject: one_line(&self.subject.render(&bound)?),
            preheader: one_line(&self.preheader.render(&bound)?),
            html,
            text,
        })
    }

    /// Only the HTML of `render`, for previews and measurements.
    pub fn render_html(&self, values: &Map<String, Value>) -> Result<String, Problem> {
        let bound: Object = self.names.bind(values)?;
        self.html.render(&bound)
    }
}

/// A line break in a header would start another header.
fn one_line(text: &str) -> String {
    let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    flat.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tables are taken for layout, cell below cell: side by side their words would interleave.
fn to_text(html: &str) -> Result<String, Problem> {
    let text =
        config::plain().raw_mode(true).string_from_read(html.as_bytes(), TEXT_WIDTH).map_err(|_| {
            let message = "No plain text can be made from this HTML; write it yourself.";
            Problem::whole(Part::Text, Severity::Error, "text", message)
        })?;
    if text.len() > MAX_OUTPUT_BYTES {
        return Err(too_large(Part::Text));
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut tidy = String::with_capacity(text.len());
    for (number, line) in lines.iter().enumerate() {
        if !line.is_empty() || (number > 0 && !lines[number - 1].is_empty()) {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    Ok(tidy.trim_matches('\n').to_owned() + "\n")
}
