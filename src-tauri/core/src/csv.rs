//! CSV in and out; the only file of the core that knows the format's crate. The reader streams: it decodes a piece
//! at a time, keeps only the row it stands in, and finds its way again after a quote that was never closed. The
//! writer keeps spreadsheets from running what somebody typed into a form.

use std::borrow::Cow;
use std::io::{self, Read, Seek, SeekFrom, Write};

use encoding_rs::{CoderResult, Decoder, Encoding};

use crate::error::{Code, Error, Result};
use crate::imports::format::Format;

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
        self.to_line_after(begin, number)?;
        Ok(fault(number, FaultKind::TooLong, TOO_LONG.into()))
    }

    /// Goes on at the physical line after the one where the row began, as long as that is not too often.
    fn resynchronise(&mut self, row: &mut Row, begin: u64, end: u64, number: u64) -> Result<Line> {
        show_line(row, self.inner.get_ref().between(begin, end));
        let swallowed = end - begin;
        if self.read_twice + swallowed <= READ_TWICE + begin {
            self.read_twice += swallowed;
            self.to_line_after(begin, number)?;
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

    fn to_line_after(&mut self, begin: u64, number: u64) -> Result<()> {
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

/// Decoded bytes of the input from the row that is being read on; gives no more than a row may have.
struct Tape<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Decoded bytes; those before `filled` count, the first stands at offset `base`.
    buffer: Vec<u8>,
    filled: usize,
    base: u64,
    /// Offset of the next byte to hand out.
    next: u64,
    row: u64,
    ended: bool,
    /// The end was told although there is more, because the row had become too long.
    held_back: bool,
    malformed: bool,
    bytes_read: u64,
}

impl<R: Read> Tape<R> {
    fn new(input: R, encoding: &'static Encoding) -> Self {
        Tape {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; PIECE],
            buffer: Vec::new(),
            filled: 0,
            base: 0,
            next: 0,
            row: 0,
            ended: false,
            held_back: false,
            malformed: false,
            bytes_read: 0,
        }
    }

    /// Makes the next byte to hand out the first of all.
    fn restarted(mut self) -> Self {
        let gone = (self.next - self.base) as usize;
        self.buffer.copy_within(gone..self.filled, 0);
        self.filled -= gone;
        (self.base, self.next, self.row) = (0, 0, 0);
        self
    }

    fn begin_row(&mut self, offset: u64) {
        self.row = offset;
        self.held_back = false;
    }

    fn end(&self) -> u64 {
        self.base + self.filled as u64
    }

    fn between(&self, start: u64, end: u64) -> &[u8] {
        let place = |offset: u64| (offset.saturating_sub(self.base) as usize).min(self.filled);
        &self.buffer[place(start)..place(end)]
    }

    /// Decodes another piece; false at the end of the input.
    fn fill(&mut self) -> io::Result<bool> {
        let gone = (self.row.saturating_sub(self.base) as usize).min(self.filled);
        self.buffer.copy_within(gone..self.filled, 0);
        self.filled -= gone;
        self.base += gone as u64;
        let before = self.filled;
        while !self.ended && self.filled == before {
            let count = loop {
                match self.input.read(&mut self.raw) {
                    Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                    other => break other?,
                }
            };
            self.bytes_read += count as u64;
            self.ended = count == 0;
            let mut taken = 0;
            loop {
                if self.buffer.len() < self.filled + PIECE {
                    self.buffer.resize(self.filled + 2 * PIECE, 0);
                }
                let target = &mut self.buffer[self.filled..];
                let (result, read, written, bad) =
                    self.decoder.decode_to_utf8(&self.raw[taken..count], target, self.ended);
                taken += read;
                self.filled += written;
                self.malformed |= bad;
                if result == CoderResult::InputEmpty {
                    break;
                }
            }
        }
        Ok(self.filled > before)
    }

    /// The offset after the end of the physical line that `from` stands in, and whether there was such an end.
    fn line_after(&mut self, from: u64) -> Result<(u64, bool)> {
        let mut seen = from;
        loop {
            let rest = self.between(seen, self.end());
            if let Some(at) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
                let (after, returned) = (seen + at as u64 + 1, rest[at] == b'\r');
                self.row = after;
                if returned && after == self.end() {
                    self.fill().map_err(unreadable)?;
                }
                let both = returned && self.between(after, after + 1) == b"\n";
                return Ok((after + u64::from(both), true));
            }
            seen = self.end();
            self.row = seen;
            if !self.fill().map_err(unreadable)? {
                return Ok((seen, false));
            }
        }
    }
}

impl<R: Read> Read for Tape<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.next == self.end() {
            if self.next - self.row > ROW_BYTES as u64 {
                self.held_back = true;
                return Ok(0);
            }
            if !self.fill()? {
                return Ok(0);
            }
        }
        let ready = self.between(self.next, self.end());
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.next += count as u64;
        Ok(count)
    }
}

impl<R: Read> Seek for Tape<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Start(offset) if (self.base..=self.end()).contains(&offset) => {
                self.next = offset;
                Ok(offset)
            }
            _ => Err(io::Error::new(io::ErrorKind::Unsupported, "only bytes that are still held")),
        }
    }
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

/// The text, with an apostrophe in front where a spreadsheet might run it.
pub fn neutral(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
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
