//! What goes out after each commit: {organization, topics, ids}. Windows and tabs refresh just those.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// At most this many ids are named; more means "look again at the whole topic".
pub const IDS_NAMED: usize = 100;

/// One commit's news for one organization (`None`: the workspace).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    pub organization: Option<Uuid>,
    /// Table names and other topics whose rows changed.
    pub topics: Vec<String>,
    /// Ids of what changed, at most 100; empty when there are more.
    pub ids: Vec<Uuid>,
    /// Progress of a running job, when this change tells of one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional)]
    pub job: Option<crate::jobs::JobProgress>,
}

/// Hands every change to everyone who listens.
#[derive(Debug, Default)]
pub struct Changes {
    listeners: Mutex<Vec<Sender<Change>>>,
}

impl Changes {
    /// A new listener; it ends when the receiver is dropped.
    pub fn listen(&self) -> Receiver<Change> {
        let (sender, receiver) = channel();
        self.listeners.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(sender);
        receiver
    }

    pub fn publish(&self, change: &Change) {
        let mut listeners = self.listeners.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        listeners.retain(|listener| listener.send(change.clone()).is_ok());
    }
}
