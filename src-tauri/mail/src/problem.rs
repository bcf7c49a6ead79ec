//! What is wrong with a mail, and where: one type for syntax errors, limits and lints.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The four texts of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    Html,
    Subject,
    Preheader,
    Text,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Html => "HTML",
            Self::Subject => "subject",
            Self::Preheader => "preheader",
            Self::Text => "plain text",
        })
    }
}

/// An error keeps the mail from being used; a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
}

/// One finding. `line` and `column` count from 1 (column in characters); both are 0 when the finding is about
/// the whole part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{part}, line {line}, column {column}: {message}")]
pub struct Problem {
    pub part: Part,
    pub line: u32,
    pub column: u32,
    pub code: &'static str,
    pub message: String,
    pub severity: Severity,
}

impl Problem {
    /// A finding about the whole part.
    pub(crate) fn whole(
        part: Part,
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self { part, line: 0, column: 0, code, message: message.into(), severity }
    }

    /// A finding at byte `offset` of `source`.
    pub(crate) fn at(
        part: Part,
        source: &str,
        offset: usize,
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        let (line, column) = place(source, offset);
        Self { part, line, column, code, message: message.into(), severity }
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

fn place(source: &str, offset: usize) -> (u32, u32) {
    let mut end = offset.min(source.len());
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let before = &source[..end];
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
