//! CSV in and out; the only file of the core that knows the format's crate. The reader streams: it decodes a piece
//! at a time, keeps only the row it stands in, and finds its way again after a quote that was never closed. The
//! writer keeps spreadsheets from running what somebody typed into a form.

mod tape;
mod writer;

use std::io::{Read, SeekFrom};

use encoding_rs::Encoding;

use crate::error::{Code, Error, Result};
use crate::imports::format::Format;
use tape::Tape;

pub use writer::{Cell, Writer, is_formula, neutral, plain_cell};

/// Most bytes of one field, decoded.
pub const FIELD_BYTES: usize = 64 * 1024;
/// Most physical lines of one field.
pub const FIELD_LINES: u64 = 20;
/// Most fields of one row.
pub const ROW_FIELDS: usize = 2_048;
/// Most bytes of one row, decoded.
pub const ROW_BYTES: usize = 1024 * 1024;
/// Most characters of a faulty line that are handed on.
const SHOWN: usize = 1_000;
/// Bytes read and decoded at a time.
const PIECE: usize = 64 * 1024;
/// Bytes that may be read twice whatever the size of the file; beyond it as many as lie behind. This keeps a file
/// made of nothing but unclosed quotes linear.
const READ_TWICE: u64 = 16 * 1024 * 1024;

/// One row of cells, made once and filled again and again.
#[derive(Clone, Debug, Default)]
pub struct Row {
    record: ::csv::ByteRecord,
}

impl Row {
    pub fn new() -> Row {
        Row::default()
    }
    /// The cell at this place, counted from 0; empty where the row is shorter.
    pub fn get(&self, index: usize) -> &str {
        // What was decoded is UTF-8 and is cut at ASCII only, so the check never fails.
        self.record.get(index).and_then(|field| std::str::from_utf8(field).ok()).unwrap_or_default()
    }
    pub fn len(&self) -> usize {
        self.record.len()
    }
    pub fn is_empty(&self) -> bool {
        self.record.is_empty()
    }
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }
    /// For rows that come from elsewhere.
    pub fn of<'a>(cells: impl IntoIterator<Item = &'a str>) -> Row {
        Row { record: cells.into_iter().map(str::as_bytes).collect() }
    }
}

/// Why a row cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A quote was opened and never closed; reading went on at the next physical line.
    UnclosedQuote,
    /// A field or the row is larger than the limits.
    TooLong,
    /// More than [`ROW_FIELDS`].
    TooManyFields,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    pub kind: FaultKind,
    /// One sentence for the person.
    pub detail: String,
}

/// Where a row begins, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Physical line of the file, counted from 1, skipped and header lines included.
    pub number: u64,
    pub fault: Option<RowFault>,
}

/// Rows of a file, one at a time. Blank lines are no rows.
pub struct Reader<R: Read> {
    inner: ::csv::Reader<Tape<R>>,
    delimiter: u8,
    header: Vec<String>,
    /// Fields of the first row: evidence of what a whole row looks like.
    width: Option<usize>,
    /// Physical line at the position of `inner`.
    line: u64,
    /// The byte before the position was a carriage return: a line feed here belongs to it.
    after_return: bool,
    read_twice: u64,
}

impl<R: Read> Reader<R> {
    /// Starts to read; the header row, if the format has one, is read at once and is not among the rows.
    ///
    /// # Errors
    /// `invalid` for an unknown encoding or delimiter; what the input says.
    pub fn new(input: R, format: &Format) -> Result<Self> {
        format.check()?;
        let encoding = Encoding::for_label(format.encoding.as_bytes())
            .ok_or_else(|| Error::invalid("encoding", "This encoding is unknown."))?;
        let mut tape = Tape::new(input, encoding);
        let mut line = 1;
        for _ in 0..format.skip_lines {
            let (offset, ended) = tape.line_after(tape.next)?;
            tape.next = offset;
            if !ended {
                break;
            }
            line += 1;
        }
        let inner = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(format.delimiter)
            .buffer_capacity(PIECE)
            .from_reader(tape.restarted());
        let mut reader = Reader {
            inner,
            delimiter: format.delimiter,
            header: Vec::new(),
            width: None,
            line,
            after_return: false,
            read_twice: 0,
        };
        if format.header {
            let mut row = Row::new();
            if reader.next(&mut row)?.is_some() {
                reader.header = row.iter().map(str::to_string).collect();
            }
        }
        Ok(reader)
    }

    /// The names of the columns; empty if the format has no header.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Whether bytes were met that the encoding does not know; they became U+FFFD.
    pub fn malformed(&self) -> bool {
        self.inner.get_ref().malformed
    }

    /// Bytes of the input read so far, for progress.
    pub fn bytes_read(&self) -> u64 {
        self.inner.get_ref().bytes_read
    }

    /// Fills the next row. With an unclosed quote or a row that is too long it holds one cell: the first physical
    /// line as it stands, at most 1,000 characters. With too many fields it holds the first [`ROW_FIELDS`].
    ///
    /// # Errors
    /// What the input says.
    pub fn next(&mut self, row: &mut Row) -> Result<Option<Line>> {
        loop {
            let start = self.inner.position().byte();
            self.inner.get_mut().begin_row(start);
            let found = self.inner.read_byte_record(&mut row.record).map_err(unreadable)?;
            let end = self.inner.position().byte();
            if found {
                return self.judge(row, start, end).map(Some);
            }
            if !self.inner.get_ref().held_back {
                return Ok(None);
            }
            // Nothing but blank lines up to the limit of a row.
            let tape = self.inner.get_ref();
            self.line += line_ends(tape.between(start, end), &mut self.after_return);
            self.go_to(end)?;
        }
    }

    /// What to say about the record that was read from these decoded bytes.
    fn judge(&mut self, row: &mut Row, start: u64, end: u64) -> Result<Line> {
        let tape = self.inner.get_ref();
        let raw = tape.between(start, end);
        let blank = raw.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line += line_ends(&raw[..blank], &mut self.after_return);
        let number = self.line;
        let body = &raw[blank..];
        let (inside, last) = body.split_at(body.len().saturating_sub(1));
        let inner_lines = line_ends(inside, &mut self.after_return);
        self.line += inner_lines + line_ends(last, &mut self.after_return);

        let ended = tape.ended && end == tape.end();
        let swallowed = inner_lines > 0;
        let open = (swallowed || ended) && quote_stays_open(body, self.delimiter);
        let begin = start + blank as u64;
        if tape.held_back {
            return self.too_far(row, begin, number, swallowed);
        }
        if open {
            return self.resynchronise(row, begin, end, number);
        }
        if body.len() > FIELD_BYTES || inner_lines > FIELD_LINES {
            let wide = row.record.iter().any(|field| field.len() > FIELD_BYTES);
            let high = row.record.iter().any(|field| line_ends(field, &mut false) > FIELD_LINES);
            if (wide || high) && swallowed && self.width.is_some_and(|width| width != row.len()) {
                return self.resynchronise(row, begin, end, number);
            }
            if wide || high || body.len() > ROW_BYTES {
                show_line(row, body);
                return Ok(fault(number, FaultKind::TooLong, TOO_LONG.into()));
            }
        }
        self.width = self.width.or(Some(row.len()));
        if row.len() > ROW_FIELDS {
            let detail = format!("This row has {} fields; at most {ROW_FIELDS} are read.", row.len());
            row.record.truncate(ROW_FIELDS);
            return Ok(fault(number, FaultKind::TooManyFields, detail));
        }
        Ok(Line { number, fault: None })
    }

    /// The row did not end within the limit: one endless line, or a quote that swallows the rest of the file.
    fn too_far(&mut self, row: &mut Row, begin: u64, number: u64, swallowed: bool) -> Result<Line> {
        if swallowed {
            let end = self.inner.get_ref().end();
            return self.resynchronise(row, begin, end, number);
        }
        show_line(row, self.inner.get_ref().between(begin, self.inner.get_ref().end()));
        self.go_to_line_after(begin, number)?;
        Ok(fault(number, FaultKind::TooLong, TOO_LONG.into()))
    }

    /// Goes on at the physical line after the one where the row began, as long as that is not too often.
    fn resynchronise(&mut self, row: &mut Row, begin: u64, end: u64, number: u64) -> Result<Line> {
        show_line(row, self.inner.get_ref().between(begin, end));
        let swallowed = end - begin;
        if self.read_twice + swallowed <= READ_TWICE + begin {
            self.read_twice += swallowed;
            self.go_to_line_after(begin, number)?;
            return Ok(fault(number, FaultKind::UnclosedQuote, UNCLOSED.into()));
        }
        if self.inner.get_ref().held_back {
            let tape = self.inner.get_ref();
            let lines = tape.between(begin, end);
            let kept = lines.iter().rposition(|byte| *byte == b'\n').map_or(lines.len(), |at| at + 1);
            (self.line, self.after_return) = (number, false);
            self.line += line_ends(&lines[..kept], &mut self.after_return);
            self.go_to(begin + kept as u64)?;
        }
        let detail =
            format!("{UNCLOSED} The lines up to {} could not be read.", self.line.max(number + 1) - 1);
        Ok(fault(number, FaultKind::UnclosedQuote, detail))
    }

    fn go_to_line_after(&mut self, begin: u64, number: u64) -> Result<()> {
        let (offset, ended) = self.inner.get_mut().line_after(begin)?;
        self.after_return = false;
        self.line = number + u64::from(ended);
        self.go_to(offset)
    }

    fn go_to(&mut self, offset: u64) -> Result<()> {
        let mut position = ::csv::Position::new();
        position.set_byte(offset);
        self.inner.get_mut().begin_row(offset);
        self.inner.seek_raw(SeekFrom::Start(offset), position).map_err(unreadable)
    }
}

const TOO_LONG: &str = "This row is too long: a field may have 64 KB and 20 lines, a row 1 MB.";
const UNCLOSED: &str = "A quotation mark is opened in this line and never closed.";

fn fault(number: u64, kind: FaultKind, detail: String) -> Line {
    Line { number, fault: Some(RowFault { kind, detail }) }
}

fn unreadable(cause: impl std::fmt::Display) -> Error {
    Error::new(Code::Corrupt, "The file could not be read to its end.")
        .kept("Nothing was imported from it.")
        .todo("Check that the file is complete and still there, and choose it again.")
        .because(cause)
}

/// Makes the row one cell: the first physical line of these bytes, cut.
fn show_line(row: &mut Row, raw: &[u8]) {
    let line = raw.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let shown = &line[..line.len().min(SHOWN * 4)];
    let text = String::from_utf8_lossy(shown);
    let cut = text.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| at);
    row.record.clear();
    row.record.push_field(&text.as_bytes()[..cut]);
}

/// Ends of physical lines (LF, CRLF or CR); a LF right after a CR, also one before these bytes, is the same end.
fn line_ends(bytes: &[u8], after_return: &mut bool) -> u64 {
    if !*after_return && !bytes.contains(&b'\r') {
        return bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
    }
    let mut ends = 0;
    for byte in bytes {
        ends += u64::from(*byte == b'\r' || (*byte == b'\n' && !*after_return));
        *after_return = *byte == b'\r';
    }
    ends
}

/// Whether a quoted field that runs over the end of a line is not closed, or closed in the middle of another
/// field: then the quote was not meant to swallow those lines.
fn quote_stays_open(body: &[u8], delimiter: u8) -> bool {
    let mut at = 0;
    while at < body.len() {
        if body[at] == b'"' {
            let begin = at;
            at += 1;
            loop {
                match body.get(at) {
                    None => return true,
                    Some(b'"') if body.get(at + 1) == Some(&b'"') => at += 2,
                    Some(b'"') => break,
                    Some(_) => at += 1,
                }
            }
            let next = body.get(at + 1);
            let clean = next.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\r' | b'\n'));
            if !clean && body[begin..at].iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
                return true;
            }
        }
        match body[at..].iter().position(|byte| *byte == delimiter) {
            Some(step) => at += step + 1,
            None => return false,
        }
    }
    false
}

/// How many fields the first rows have with this delimiter, for telling delimiters apart.
pub(crate) fn field_counts(text: &str, delimiter: u8, rows: usize) -> Vec<usize> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    reader.byte_records().take(rows).map_while(|record| record.ok()).map(|record| record.len()).collect()
}
