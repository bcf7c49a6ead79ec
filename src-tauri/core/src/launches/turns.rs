//! One at a time: whatever writes launched events of an organization takes its turn.

use std::collections::HashSet;
use std::sync::Mutex;
use std::time::Duration;

use crate::error::Result;
use crate::jobs::Job;

/// How long a job sleeps before it looks again whether it is its turn.
const LOOK: Duration = Duration::from_millis(20);

/// Organizations in which somebody has the turn.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashSet<i64>>);

/// Held while one plays; given back when it is dropped.
pub(super) struct Turn<'a>(&'a Turns, i64);

impl Turns {
    fn held(&self) -> std::sync::MutexGuard<'_, HashSet<i64>> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Waits for the turn in an organization.
    ///
    /// # Errors
    /// `cancelled` or `no_workspace` when the job is stopped while it waits.
    pub(super) fn take(&self, organization: i64, job: &Job) -> Result<Turn<'_>> {
        while !self.held().insert(organization) {
            job.go_on()?;
            std::thread::sleep(LOOK);
        }
        Ok(Turn(self, organization))
    }

    pub(super) fn taken(&self, organization: i64) -> bool {
        self.held().contains(&organization)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.held().remove(&self.1);
    }
}
