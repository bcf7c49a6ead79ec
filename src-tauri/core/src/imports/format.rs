//! What kind of text a file is: encoding, delimiter, header, and a first line that only names the delimiter.
//! A guess from its first bytes, shown and changed before anything is read; or a sentence that says why not.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::mapping;
use crate::csv::{Reader, Row, field_counts};
use crate::error::{Code, Error, Result};

/// Largest file that is taken, in bytes.
pub const FILE_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// How much of the head is worth reading for [`detect`], in bytes.
pub const HEAD_BYTES: usize = 256 * 1024;
/// Rows that vote for a delimiter.
const VOTES: usize = 40;
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];

/// How a file of rows is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Format {
    /// Label of the WHATWG encoding standard, such as `UTF-8`.
    pub encoding: String,
    /// One ASCII character, written as text outside.
    #[serde(with = "as_text")]
    #[ts(type = "string")]
    pub delimiter: u8,
    /// The first row holds names, not a person.
    pub header: bool,
    /// Physical lines before the first row that are not read.
    pub skip_lines: u32,
}

impl Format {
    /// # Errors
    /// `invalid` for an unknown encoding, one that has no decoder, or a character that cannot divide cells.
    pub fn check(&self) -> Result<()> {
        let known = Encoding::for_label(self.encoding.as_bytes());
        if known.is_none_or(|encoding| encoding == encoding_rs::REPLACEMENT) {
            return Err(Error::invalid("encoding", "This encoding is unknown.")
                .todo("Choose another encoding; UTF-8 is the usual one."));
        }
        if divides(self.delimiter) {
            return Ok(());
        }
        Err(Error::invalid("delimiter", "This character cannot divide cells.")
            .todo("Choose a comma, semicolon, tab or vertical bar."))
    }
}

/// ASCII, and nothing that can be part of a word, a quote or the end of a line.
fn divides(byte: u8) -> bool {
    byte == b'\t' || (byte.is_ascii_punctuation() && !b"\"'@".contains(&byte))
}

mod as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(byte: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(char::from(*byte).encode_utf8(&mut [0; 4]))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.as_bytes() {
            [byte] => Ok(*byte),
            _ => Err(D::Error::custom("a delimiter is one ASCII character")),
        }
    }
}

/// Guesses from the first bytes of a file (give [`HEAD_BYTES`], or all of a smaller one) of this whole length.
///
/// # Errors
/// A sentence on why the file cannot be a list of rows: empty, too large, a workbook, a picture, a web page.
pub fn detect(head: &[u8], whole_len: u64) -> Result<Format> {
    if whole_len == 0 || head.is_empty() {
        return Err(refused("The file is empty.", "Export it again and choose the new file."));
    }
    if whole_len > FILE_BYTES {
        return Err(Error {
            code: Code::TooLarge,
            ..refused("The file is larger than 2 GB.", "Split it and import the parts one after another.")
        });
    }
    refuse_known_kinds(head)?;
    let cut = whole_len > head.len() as u64;
    let encoding = encoding_of(head, cut)?;
    let (text, _) = encoding.decode_with_bom_removal(head);
    refuse_markup(&text)?;
    if text.trim().is_empty() {
        return Err(refused(
            "The file holds nothing but blanks.",
            "Export it again and choose the new file.",
        ));
    }
    let named = delimiter_line(&text);
    let rows = match named {
        Some(_) => text.split_once('\n').map_or("", |(_, rest)| rest),
        None => &text,
    };
    let rows = if cut { rows.rfind('\n').map_or(rows, |end| &rows[..=end]) } else { rows };
    let delimiter = named.unwrap_or_else(|| delimiter_of(rows));
    let mut format = Format {
        encoding: encoding.name().into(),
        delimiter,
        header: false,
        skip_lines: u32::from(named.is_some()),
    };
    format.header = has_header(rows, delimiter)?;
    Ok(format)
}

fn refused(message: &str, todo: &str) -> Error {
    Error::invalid("file", message).kept("Nothing was imported.").todo(todo)
}

/// Kinds of files that are often taken for CSV, by their first bytes.
fn refuse_known_kinds(head: &[u8]) -> Result<()> {
    let save_as = "Open it in the spreadsheet program, save it as CSV, and choose that file.";
    let text_only = "Choose a CSV file.";
    let kinds: [(&[u8], &str, &str); 11] = [
        (b"PK\x03\x04", "This is an Excel file or another archive.", save_as),
        (b"PK\x05\x06", "This is an empty archive.", text_only),
        (b"\xD0\xCF\x11\xE0", "This is an old Excel file.", save_as),
        (b"%PDF", "This is a PDF document.", text_only),
        (b"\x89PNG", "This is a picture.", text_only),
        (b"\xFF\xD8\xFF", "This is a picture.", text_only),
        (b"GIF8", "This is a picture.", text_only),
        (b"BM\0\0", "This is a picture.", text_only),
        (b"\x1F\x8B", "This is a compressed file.", "Unpack it and choose the file inside."),
        (b"SQLite format 3", "This is a database.", text_only),
        (b"{\\rtf", "This is a text document.", "Save it as plain text or CSV, and choose that file."),
    ];
    match kinds.iter().find(|(magic, ..)| head.starts_with(magic)) {
        Some((_, what, todo)) => Err(refused(what, todo)),
        None => Ok(()),
    }
}

fn refuse_markup(text: &str) -> Result<()> {
    let start: String = text.trim_start().chars().take(10).collect::<String>().to_ascii_lowercase();
    let page = ["<!doctype", "<html", "<head", "<body", "<table", "<meta", "<script", "<!--"];
    if page.iter().any(|tag| start.starts_with(tag)) {
        return Err(refused(
            "This is a web page saved under the name of a CSV file.",
            "The export may have asked you to sign in: sign in there, export again, and choose the new file.",
        ));
    }
    if ["<?xml", "<svg", "<workbook", "<rss"].iter().any(|tag| start.starts_with(tag)) {
        return Err(refused("This is an XML file.", "Export the list as CSV, and choose that file."));
    }
    Ok(())
}

/// Byte order mark, then valid UTF-8, then the density of NULs, then the letters themselves.
fn encoding_of(head: &[u8], cut: bool) -> Result<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    if let Some(encoding) = wide_encoding(head) {
        return Ok(encoding);
    }
    let controls = head.iter().filter(|byte| **byte < 0x20 && !b"\t\r\n\x0b\x0c\x1a".contains(byte)).count();
    if controls * 200 > head.len() {
        return Err(refused(
            "This file is not text: it holds bytes that no text has.",
            "If it is a workbook, save it as CSV, and choose that file.",
        ));
    }
    if is_utf8(head, cut) {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, !cut);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

/// UTF-16 without mark: every second byte of Latin text is NUL.
fn wide_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let nuls = |start: usize| head.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let (many, few) = (|n: usize| n * 10 > pairs * 4, |n: usize| n * 20 <= pairs);
    match pairs {
        0 => None,
        _ if many(odd) && few(even) => Some(UTF_16LE),
        _ if many(even) && few(odd) => Some(UTF_16BE),
        _ => None,
    }
}

/// Valid, but for a character cut at the end of the head; or so much of it valid that the rest is damage.
fn is_utf8(head: &[u8], cut: bool) -> bool {
    let (mut good, mut bad, mut rest) = (0_usize, 0_usize, head);
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                good += text.chars().filter(|c| !c.is_ascii()).count();
                break;
            }
            Err(cause) => {
                let (valid, after) = rest.split_at(cause.valid_up_to());
                good += String::from_utf8_lossy(valid).chars().filter(|c| !c.is_ascii()).count();
                let Some(length) = cause.error_len() else {
                    bad += usize::from(!cut);
                    break;
                };
                bad += 1;
                rest = &after[length..];
            }
        }
    }
    bad == 0 || good >= 20 * bad
}

/// `sep=;` as the first line: Excel's way to name the delimiter; it is no row.
fn delimiter_line(text: &str) -> Option<u8> {
    let line = text.split(['\r', '\n']).next()?;
    let line = line.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(line);
    let (word, sign) = line.split_at_checked(4)?;
    match sign.as_bytes() {
        [byte] if word.eq_ignore_ascii_case("sep=") && divides(*byte) => Some(*byte),
        _ => None,
    }
}

/// The delimiter by which most rows have as many cells as the first, and many of them.
fn delimiter_of(rows: &str) -> u8 {
    let mut best = (0.0, b',');
    for delimiter in DELIMITERS {
        let counts = field_counts(rows, delimiter, VOTES);
        let Some(first) = counts.first().copied().filter(|count| *count > 1) else { continue };
        let same = counts.iter().filter(|count| **count == first).count();
        let share = same as f64 / counts.len() as f64;
        let score = share * ((first - 1) as f64).sqrt();
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Whether the first row names columns: no cell of it is an address, number or date, or one is a known name.
fn has_header(rows: &str, delimiter: u8) -> Result<bool> {
    let plain = Format { encoding: "UTF-8".into(), delimiter, header: false, skip_lines: 0 };
    let mut first = Row::new();
    if Reader::new(rows.as_bytes(), &plain)?.next(&mut first)?.is_none() {
        return Ok(false);
    }
    if first.iter().any(mapping::looks_like_email) {
        return Ok(false);
    }
    let known = first.iter().any(mapping::names_a_field);
    let value = |cell: &str| {
        let cell = cell.trim();
        mapping::looks_like_date(cell) || (!cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit()))
    };
    // Wide tables number their columns; then a number is a name too.
    Ok(known || !first.iter().any(value))
}
