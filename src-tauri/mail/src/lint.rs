//! Advice on a whole mail: what spam filters, inboxes and the law look at.

use crate::inspect::Inspected;
use crate::scan::Tag;
use crate::{HTML_MAX_BYTES, HTML_WARN_BYTES, Part, Problem, SUBJECT_WARN_CHARS, Severity};

/// Fewest letters for a subject in capitals to count as shouting: shorter ones are often names of plans.
const SHOUT_LETTERS: usize = 5;

fn warning(part: Part, code: &'static str, message: impl Into<String>) -> Problem {
    Problem::whole(part, Severity::Warning, code, message)
}

/// Lints of the HTML part.
pub fn html(source: &str, tags: &[Tag], inspected: &Inspected) -> Vec<Problem> {
    let mut found = inspected.problems.clone();
    let is_linked = |name: &str| inspected.linked.iter().any(|used| used == name);
    if !is_linked("unsubscribe_url") {
        let message = "There is no link to unsubscribe. Link to {{ unsubscribe_url }}.";
        found.push(warning(Part::Html, "no_unsubscribe_link", message));
    }
    if !is_linked("landing_url") {
        let message = "Nothing leads to the landing page. Link to {{ landing_url }}.";
        found.push(warning(Part::Html, "no_landing_link", message));
    }
    let prints = |name: &str| {
        tags.iter().any(|tag| tag.is_output && tag.uses.first().is_some_and(|used| used.name == name))
    };
    if !prints("organization_address") {
        let message = "There is no postal address. Print {{ organization_address }}.";
        found.push(warning(Part::Html, "no_postal_address", message));
    }
    let kilobytes = source.len().div_ceil(1000);
    if source.len() > HTML_MAX_BYTES {
        let message = format!("The HTML has {kilobytes} kB; Gmail cuts mails off at 102 kB.");
        found.push(Problem::whole(Part::Html, Severity::Error, "html_too_large", message));
    } else if source.len() > HTML_WARN_BYTES {
        let message = format!("The HTML has {kilobytes} kB; Gmail cuts mails off at 102 kB.");
        found.push(warning(Part::Html, "html_large", message));
    }
    found
}

/// Lints of the subject: `source` as written, `sample` rendered with sample values.
pub fn subject(source: &str, tags: &[Tag], sample: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    if sample.trim().is_empty() {
        found.push(Problem::whole(Part::Subject, Severity::Error, "subject_empty", "The subject is empty."));
    }
    let length = sample.chars().count();
    if length > SUBJECT_WARN_CHARS {
        let message =
            format!("The subject has {length} characters; beyond {SUBJECT_WARN_CHARS} inboxes cut it off.");
        found.push(warning(Part::Subject, "subject_long", message));
    }
    let mut written = String::new();
    let mut at = 0;
    for tag in tags {
        written.push_str(&source[at..tag.range.start]);
        at = tag.range.end;
    }
    written.push_str(&source[at..]);
    let capitals = written.chars().filter(|c| c.is_uppercase()).count();
    if capitals >= SHOUT_LETTERS && !written.chars().any(char::is_lowercase) {
        found.push(warning(Part::Subject, "subject_capitals", "The subject is written in capitals only."));
    }
    found
}
