//! Which rows a connection may see, and what kind of statement it is preparing: the two cells that the views,
//! the authorizer and the functions of one guarded connection share.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicUsize, Ordering};

/// Whose rows are visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// No rows at all: every view answers with an error.
    Nothing,
    /// Users, sessions and settings, which belong to no organization.
    Workspace,
    /// One organization, by key.
    Organization(i64),
}

/// What the authorizer lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mode {
    /// The store's own statements: everything.
    Store = 0,
    /// Preparing a read of a domain.
    Query = 1,
    /// Preparing one write of a domain.
    Execute = 2,
    /// A prepared statement of a domain is running: the search module may read its own shadow tables.
    Running = 3,
}

/// The cells of one connection.
#[derive(Debug)]
pub struct Cells {
    scope: AtomicI64,
    mode: AtomicU8,
    /// Position of the written table in the guard's list while one write is prepared.
    target: AtomicUsize,
}

pub(super) const NO_TARGET: usize = usize::MAX;

impl Cells {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Cells {
            scope: AtomicI64::new(0),
            mode: AtomicU8::new(Mode::Store as u8),
            target: AtomicUsize::new(NO_TARGET),
        })
    }

    pub(super) fn scope(&self) -> Scope {
        match self.scope.load(Ordering::Relaxed) {
            0 => Scope::Nothing,
            -1 => Scope::Workspace,
            key => Scope::Organization(key),
        }
    }

    pub(super) fn set_scope(&self, scope: Scope) {
        let value = match scope {
            Scope::Nothing => 0,
            Scope::Workspace => -1,
            Scope::Organization(key) => key,
        };
        self.scope.store(value, Ordering::Relaxed);
    }

    pub(super) fn mode(&self) -> Mode {
        match self.mode.load(Ordering::Relaxed) {
            1 => Mode::Query,
            2 => Mode::Execute,
            3 => Mode::Running,
            _ => Mode::Store,
        }
    }

    pub(super) fn set_mode(&self, mode: Mode) -> Mode {
        let before = self.mode();
        self.mode.store(mode as u8, Ordering::Relaxed);
        before
    }

    pub(super) fn target(&self) -> usize {
        self.target.load(Ordering::Relaxed)
    }

    pub(super) fn set_target(&self, target: usize) {
        self.target.store(target, Ordering::Relaxed);
    }
}
