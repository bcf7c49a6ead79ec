//! Rejected rows as a file to correct and import again: where each stood, what was wrong, then its cells as they were.
//! Any number of them; the staged copy is read once more, row by row.

use std::io::{BufReader, BufWriter};

use super::{Decision, hidden, notes, queries, stage};
use crate::app::staging::outgoing;
use crate::app::types::Download;
use crate::context::Ctx;
use crate::csv::{Cell, Reader, Row, Writer};
use crate::error::{Error, Result};
use crate::store::Action;

/// First columns of the file; no guess takes them for a field of a contact.
pub(super) const COLUMNS: [&str; 3] = ["Rejected line", "Rejected column", "Rejected because"];

/// One rejected row: 24 bytes, so that a million fit.
struct Rejected {
    line: u64,
    /// Index of its reason among the reasons.
    reason: u32,
    /// Of the value that was noted: told apart from other cells by its hash.
    value: u64,
}

/// The rejected rows by their lines, and the sentences they share.
fn rejected(ctx: &Ctx, import: uuid::Uuid) -> Result<(Vec<Rejected>, Vec<String>)> {
    let (mut rows, mut reasons): (Vec<Rejected>, Vec<String>) = (Vec::new(), Vec::new());
    notes::each(&stage::folder(ctx, import), |row| {
        if row.decision == Decision::Rejected.word() {
            // Few sentences, said again and again: the last ones are the likely ones.
            let known = reasons.iter().rposition(|reason| *reason == row.reason);
            let reason = known.unwrap_or_else(|| {
                reasons.push(row.reason.clone());
                reasons.len() - 1
            });
            rows.push(Rejected {
                line: row.line,
                reason: u32::try_from(reason).unwrap_or(u32::MAX),
                value: super::plan::hash(&row.value),
            });
        }
        Ok(true)
    })?;
    rows.sort_by_key(|row| row.line);
    Ok((rows, reasons))
}

pub(super) fn export(ctx: &Ctx, import: uuid::Uuid, mark: bool) -> Result<Download> {
    let stored = hidden::stored(ctx, import)?;
    let name = ctx.read(|read| queries::get(read, import))?.file_name;
    let (rows, reasons) = rejected(ctx, import)?;
    if rows.is_empty() {
        return Err(Error::conflict("No row of this import was rejected.").kept("Nothing was exported."));
    }
    let file = stage::open(ctx, import, &stored.file_hash)?;
    let mut reader = Reader::new(BufReader::with_capacity(1 << 18, file), &stored.format)?;
    let count = rows.len();
    ctx.write(Action::plain("import.rejects"), move |tx| {
        tx.about("import", import);
        tx.tell("rows", count);
        Ok(())
    })?;
    let base = name.rsplit_once('.').map_or(name.as_str(), |(base, _)| base);
    outgoing(ctx, &format!("{base}-rejected.csv"), "text/csv; charset=utf-8", |file| {
        let output = BufWriter::new(file);
        let mut writer = if mark { Writer::new(output)? } else { Writer::unmarked(output) };
        let header = header(ctx, &reader, import, &stored.format)?;
        writer.write_row(COLUMNS.into_iter().chain(header.iter().map(String::as_str)))?;
        let (mut row, mut left) = (Row::new(), rows.iter().peekable());
        while let Some(next) = left.peek() {
            let Some(line) = reader.next(&mut row)? else { break };
            if line.number != next.line {
                continue;
            }
            let reason = reasons.get(next.reason as usize).map_or("", String::as_str);
            // Of a line that could not be cut into cells no column can be told.
            let columns = if line.fault.is_some() { &[][..] } else { &header };
            write(&mut writer, next, reason, &row, columns)?;
            left.next();
        }
        writer.finish().map(drop)
    })
}

/// The names of the file's columns; numbers where it has none.
fn header<R: std::io::Read>(
    ctx: &Ctx,
    reader: &Reader<R>,
    import: uuid::Uuid,
    format: &super::format::Format,
) -> Result<Vec<String>> {
    if !reader.header().is_empty() {
        return Ok(reader.header().to_vec());
    }
    let (_, rows) = super::commands::first_rows(&stage::head(ctx, import)?, format)?;
    let width = rows.iter().map(Vec::len).max().unwrap_or(1);
    Ok((1..=width).map(|number| format!("Column {number}")).collect())
}

fn write<W: std::io::Write>(
    writer: &mut Writer<W>,
    rejected: &Rejected,
    reason: &str,
    row: &Row,
    header: &[String],
) -> Result<()> {
    let cut = |cell: &str| cell.trim().chars().take(80).collect::<String>();
    let about = row
        .iter()
        .position(|cell| !cell.trim().is_empty() && super::plan::hash(&cut(cell)) == rejected.value);
    let column = about.and_then(|at| header.get(at)).map_or("", String::as_str);
    writer.write_cell(Cell::Number(&rejected.line.to_string()));
    writer.write_cell(Cell::Text(column));
    writer.write_cell(Cell::Text(reason));
    row.iter().for_each(|cell| writer.write_cell(Cell::Text(cell)));
    writer.end_row()
}
