//! CSV on its way out: what somebody typed into a form is never run by a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::error::{Code, Error, Result};

/// A cell on its way out. Numbers, phones and dates are text that was formatted already; what does not look like
/// one is written as text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    Text(&'a str),
    Number(&'a str),
    Phone(&'a str),
    Date(&'a str),
}

/// Writes rows as UTF-8 with byte order mark and CRLF, the form that spreadsheets open without asking.
pub struct Writer<W: Write> {
    output: W,
    line: Vec<u8>,
    cells: usize,
}

impl<W: Write> Writer<W> {
    /// # Errors
    /// What the output says.
    pub fn new(mut output: W) -> Result<Self> {
        output.write_all("\u{feff}".as_bytes()).map_err(unwritable)?;
        Ok(Writer { output, line: Vec::new(), cells: 0 })
    }

    /// Without the byte order mark, for programs that take it for a letter.
    pub fn unmarked(output: W) -> Self {
        Writer { output, line: Vec::new(), cells: 0 }
    }

    /// Adds a cell to the row; it is written with the end of the row.
    pub fn write_cell(&mut self, cell: Cell) {
        if self.cells > 0 {
            self.line.push(b',');
        }
        self.cells += 1;
        let text = match cell {
            Cell::Number(number) if is_number(number) => Cow::Borrowed(number),
            Cell::Phone(phone) if is_phone(phone) => Cow::Borrowed(phone),
            Cell::Text(text) | Cell::Number(text) | Cell::Phone(text) | Cell::Date(text) => neutral(text),
        };
        let quoted = matches!(text, Cow::Owned(_))
            || text.starts_with(' ')
            || text.ends_with(' ')
            || text.contains(['"', ',', ';', '\t', '|', '\r', '\n']);
        if !quoted {
            self.line.extend_from_slice(text.as_bytes());
            return;
        }
        self.line.push(b'"');
        for byte in text.bytes() {
            if byte == b'"' {
                self.line.push(b'"');
            }
            self.line.push(byte);
        }
        self.line.push(b'"');
    }

    /// # Errors
    /// What the output says.
    pub fn end_row(&mut self) -> Result<()> {
        if self.line.is_empty() {
            // A row of one empty cell is no blank line.
            self.line.extend_from_slice(b"\"\"");
        }
        self.line.extend_from_slice(b"\r\n");
        self.output.write_all(&self.line).map_err(unwritable)?;
        self.line.clear();
        self.cells = 0;
        Ok(())
    }

    /// A whole row of text.
    ///
    /// # Errors
    /// What the output says.
    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<()> {
        cells.into_iter().for_each(|cell| self.write_cell(Cell::Text(cell)));
        self.end_row()
    }

    /// Gives the output back when everything is written.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self) -> Result<W> {
        self.output.flush().map_err(unwritable)?;
        Ok(self.output)
    }
}

fn unwritable(cause: io::Error) -> Error {
    let code = if cause.kind() == io::ErrorKind::StorageFull { Code::DiskFull } else { Code::ReadOnly };
    Error::new(code, "The file could not be written.")
        .kept("Your data is unchanged; the file is incomplete.")
        .todo("Make room or choose another folder, and export again.")
        .because(cause)
}

/// What makes a spreadsheet read a cell as a formula (OWASP, "CSV Injection", with the full-width forms).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet might run this text. Leading blanks do not protect: some programs drop them.
pub fn is_formula(text: &str) -> bool {
    text.trim_start_matches([' ', '\u{a0}']).starts_with(FORMULA)
}

/// The text, with an apostrophe in front where a spreadsheet might run it. One that has apostrophes before a formula
/// already gets one more, so that [`plain_cell`] gives back what was there.
pub fn neutral(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The inverse of [`neutral`]: takes away the apostrophe that guards a cell.
pub fn plain_cell(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest.trim_start_matches('\''))).unwrap_or(cell)
}

/// Sign, digits, one decimal point: nothing else.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|run| !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_digit()))
}

/// An optional plus, then 5 to 20 digits with the signs people put between them.
fn is_phone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or(text);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    (5..=20).contains(&digits)
        && rest.starts_with(|first: char| first.is_ascii_digit() || first == '(')
        && rest.bytes().all(|byte| byte.is_ascii_digit() || b" ()./-".contains(&byte))
}
