//! Sees every change of a recorded table while it happens: triggers hand the row before and after to one
//! function, so that audit and undo cannot be forgotten by the code that writes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use serde_json::Value;

use super::catalog::Table;
use crate::error::Result;

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Insert,
    Update,
    Delete,
}

/// One row's change; the images are in the order of the table's columns.
#[derive(Clone, Debug)]
pub(super) struct RowChange {
    pub table: usize,
    pub operation: Operation,
    pub key: i64,
    pub before: Option<Vec<Value>>,
    pub after: Option<Vec<Value>>,
}

/// Collects the changes of the write that is running.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    changes: Mutex<Vec<RowChange>>,
    /// Set while rows are appended whose key range is kept instead.
    paused: AtomicBool,
}

impl Recorder {
    fn changes(&self) -> MutexGuard<'_, Vec<RowChange>> {
        self.changes.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub(super) fn take(&self) -> Vec<RowChange> {
        std::mem::take(&mut self.changes())
    }

    pub(super) fn clear(&self) {
        self.changes().clear();
        self.pause(false);
    }

    pub(super) fn pause(&self, paused: bool) {
        self.paused.store(paused, Ordering::Relaxed);
    }
}

/// A stored value as JSON; blobs are `{"x": hex}` so that an image can be put back exactly.
pub(super) fn to_json(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        ValueRef::Blob(bytes) => serde_json::json!({ "x": hex(bytes) }),
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        out.push_str(&format!("{byte:02x}"));
        out
    })
}

/// The inverse of [`hex`]; `None` when it is not hexadecimal.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

/// Identity of a row image without what is derived: blake3, cut to 16 bytes.
pub(super) fn image_hash(table: &Table, image: &[Value]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for (value, column) in image.iter().zip(&table.columns) {
        if table.is_derived(column) {
            continue;
        }
        let text = value.to_string();
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let mut out = [0u8; 16];
    out.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    out
}

pub(super) fn function(conn: &Connection, recorder: &Arc<Recorder>) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    let here = Arc::clone(recorder);
    conn.create_scalar_function("recording", 0, flags, move |_| Ok(!here.paused.load(Ordering::Relaxed)))?;
    let recorder = Arc::clone(recorder);
    conn.create_scalar_function("record_change", -1, flags, move |context| {
        let table = usize::try_from(context.get::<i64>(0)?).unwrap_or(usize::MAX);
        let operation = match context.get::<i64>(1)? {
            0 => Operation::Insert,
            1 => Operation::Update,
            _ => Operation::Delete,
        };
        let key = context.get(2)?;
        let image =
            |from: usize, to: usize| Some((from..to).map(|at| to_json(context.get_raw(at))).collect());
        let end = context.len();
        let (before, after) = match operation {
            Operation::Insert => (None, image(3, end)),
            Operation::Delete => (image(3, end), None),
            Operation::Update => {
                let middle = 3 + (end - 3) / 2;
                (image(3, middle), image(middle, end))
            }
        };
        recorder.changes().push(RowChange { table, operation, key, before, after });
        Ok(rusqlite::types::Null)
    })?;
    Ok(())
}

pub(super) fn triggers(position: usize, table: &Table, sql: &mut String) {
    let name = &table.name;
    let columns = |side: &str| {
        table.columns.iter().map(|column| format!("{side}.\"{column}\"")).collect::<Vec<_>>().join(", ")
    };
    let (old, new) = (columns("OLD"), columns("NEW"));
    sql.push_str(&format!(
        "CREATE TEMP TRIGGER record_{name}_insert AFTER INSERT ON main.\"{name}\" WHEN recording() BEGIN
           SELECT record_change({position}, 0, NEW.key, {new}); END;
         CREATE TEMP TRIGGER record_{name}_update AFTER UPDATE ON main.\"{name}\" WHEN recording() BEGIN
           SELECT record_change({position}, 1, NEW.key, {old}, {new}); END;
         CREATE TEMP TRIGGER record_{name}_delete AFTER DELETE ON main.\"{name}\" WHEN recording() BEGIN
           SELECT record_change({position}, 2, OLD.key, {old}); END;\n"
    ));
}
