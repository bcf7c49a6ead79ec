//! What is worth saying of single rows, a line of JSON each beside the staged file: any number of them, never in
//! memory.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::types::ImportRow;
use crate::error::Result;

fn place(folder: &Path) -> PathBuf {
    folder.join("notes")
}

/// Writes notes of a plan, over those of an earlier one.
pub(super) struct Notes(BufWriter<File>);

impl Notes {
    pub(super) fn create(folder: &Path) -> Result<Self> {
        Ok(Notes(BufWriter::new(File::create(place(folder))?)))
    }

    pub(super) fn add(&mut self, row: &ImportRow) -> Result<()> {
        serde_json::to_writer(&mut self.0, row)?;
        self.0.write_all(b"\n")?;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<()> {
        self.0.flush()?;
        self.0.get_ref().sync_all()?;
        Ok(())
    }
}

/// Forgets what an earlier plan said: it may have been about columns that others may not see.
pub(super) fn forget(folder: &Path) -> Result<()> {
    match std::fs::remove_file(place(folder)) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(cause.into()),
        _ => Ok(()),
    }
}

/// Adds notes of a running import.
pub(super) fn append(folder: &Path, rows: &[ImportRow]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut notes = Notes(BufWriter::new(OpenOptions::new().append(true).create(true).open(place(folder))?));
    for row in rows {
        notes.add(row)?;
    }
    notes.finish()
}

/// Each note in the order of the file; stops when the closure says `false`.
pub(super) fn each(folder: &Path, mut with: impl FnMut(ImportRow) -> Result<bool>) -> Result<()> {
    let file = match File::open(place(folder)) {
        Ok(file) => file,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(cause.into()),
    };
    for line in BufReader::new(file).lines() {
        // A line cut off by a crash is the last one and is left out.
        if let Ok(row) = serde_json::from_str(&line?)
            && !with(row)?
        {
            break;
        }
    }
    Ok(())
}
