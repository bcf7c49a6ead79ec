//! One at a time: an import is looked at or run by one piece of work, so that what runs is what was shown.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard};

use uuid::Uuid;

use crate::app::Workspace;
use crate::context::Ctx;
use crate::error::{Error, Result};

/// Imports that something works on now.
#[derive(Debug, Default)]
pub struct Busy(Mutex<HashSet<Uuid>>);

impl Busy {
    /// Imports that are worked on at this moment.
    pub(super) fn now(&self) -> HashSet<Uuid> {
        self.held().clone()
    }

    fn held(&self) -> MutexGuard<'_, HashSet<Uuid>> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// Held by the work on an import; given back when it is dropped, however the work ended.
pub(super) struct Claim {
    workspace: Arc<Workspace>,
    import: Uuid,
}

impl Claim {
    /// `None` while other work holds the import.
    pub(super) fn try_take(ctx: &Ctx, import: Uuid) -> Option<Self> {
        let free = ctx.workspace.busy_imports.held().insert(import);
        free.then(|| Claim { workspace: Arc::clone(&ctx.workspace), import })
    }

    /// # Errors
    /// `conflict` while other work holds the import.
    pub(super) fn take(ctx: &Ctx, import: Uuid) -> Result<Self> {
        Self::try_take(ctx, import).ok_or_else(|| {
            Error::conflict("This import is being looked at or run right now.")
                .kept("Nothing was changed.")
                .todo("Wait until that has ended, or stop it, and try again.")
        })
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.workspace.busy_imports.held().remove(&self.import);
    }
}
