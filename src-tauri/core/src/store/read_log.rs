//! A log of what domain statements read from base tables and through what: the guard's decisions, written down for a
//! second opinion that does not share the guard's reasoning. Off unless the opener asks for it.

use std::collections::BTreeSet;
use std::sync::Mutex;

/// One way in which a column of a base table was reached while a domain's statement was prepared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BaseRead {
    /// The base table.
    pub table: String,
    /// The innermost view or trigger through which it is read; `None`: the statement names it itself.
    pub through: Option<String>,
    /// The table that the statement writes, if it writes one.
    pub written: Option<String>,
    /// Whether the guard let it through.
    pub allowed: bool,
}

/// Every different read, once.
#[derive(Debug, Default)]
pub struct ReadLog(Mutex<BTreeSet<BaseRead>>);

impl ReadLog {
    pub(super) fn note(&self, read: BaseRead) {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(read);
    }

    /// What was read so far.
    pub fn seen(&self) -> Vec<BaseRead> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).iter().cloned().collect()
    }
}
