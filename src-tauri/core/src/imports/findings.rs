//! What is worth knowing of a file before it is taken: each a code, what was found, and what happens with it.

use std::collections::HashMap;
use std::io::BufReader;

use super::format::Format;
use super::types::FileFinding;
use crate::csv::{FaultKind, Reader, Row};
use crate::error::Result;

fn finding(code: &str, message: String, kept: &str) -> FileFinding {
    FileFinding { code: code.to_string(), message, kept: kept.to_string() }
}

/// What the head of a file shows.
pub(super) fn of(head: &[u8], format: &Format, header: &[String], empty: bool) -> Result<Vec<FileFinding>> {
    let mut out = Vec::new();
    out.extend(too_many_columns(head, format)?);
    out.extend(duplicate_headers(header));
    let mut reader = Reader::new(BufReader::new(head), format)?;
    let (mut row, mut unclosed) = (Row::new(), None);
    while let Some(line) = reader.next(&mut row)? {
        if unclosed.is_none() && line.fault.is_some_and(|fault| fault.kind == FaultKind::UnclosedQuote) {
            unclosed = Some(line.number);
        }
    }
    // The end of the head cuts a file that is longer, perhaps inside a quote: that one is no finding.
    if let Some(line) = unclosed.filter(|_| head.len() < super::stage::HEAD) {
        out.push(finding(
            "unclosed_quote",
            format!("In line {line} a quotation mark is opened and never closed."),
            "That line is rejected; reading goes on at the next one.",
        ));
    }
    if reader.malformed() && head.len() < super::stage::HEAD {
        out.push(finding(
            "unknown_characters",
            format!("Some bytes are no letters in {}; they are shown as \u{fffd}.", format.encoding),
            "Nothing is imported yet: another encoding may read them.",
        ));
    }
    if empty {
        out.push(finding(
            "no_rows",
            "The file has names of columns and no rows below them.".into(),
            "There is nothing to import: export it again with its rows.",
        ));
    }
    Ok(out)
}

/// The first row tells, be it names or a person: what stands beyond the limit is never read.
fn too_many_columns(head: &[u8], format: &Format) -> Result<Option<FileFinding>> {
    let every = Format { header: false, ..format.clone() };
    let mut reader = Reader::new(BufReader::new(head), &every)?;
    let first = reader.next(&mut Row::new())?.and_then(|line| line.fault);
    Ok(first.filter(|fault| fault.kind == FaultKind::TooManyFields).map(|_| {
        finding(
            "too_many_columns",
            format!("The file has more than {} columns.", crate::csv::ROW_FIELDS),
            "A row with more is rejected: leave out columns that are not needed, and choose the file again.",
        )
    }))
}

fn duplicate_headers(header: &[String]) -> Option<FileFinding> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in header.iter().map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty()) {
        *counts.entry(name).or_default() += 1;
    }
    let twice =
        header.iter().map(|name| name.trim()).find(|name| counts.get(&name.to_lowercase()) > Some(&1))?;
    let times = counts.get(&twice.to_lowercase()).copied().unwrap_or(0);
    Some(finding(
        "duplicate_headers",
        format!("{times} columns are called “{twice}”."),
        "One of them is taken; the head of each column says what it is taken for.",
    ))
}
