//! What goes out after each commit: {organization, topics, ids}. Windows and tabs refresh just those.

use std::collections::HashMap;
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
    /// How often a topic of an organization has changed since the start.
    counts: Mutex<HashMap<(Option<Uuid>, String), u64>>,
}

impl Changes {
    /// A new listener; it ends when the receiver is dropped.
    pub fn listen(&self) -> Receiver<Change> {
        let (sender, receiver) = channel();
        self.listeners.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(sender);
        receiver
    }

    /// Grows with every commit that touches one of the topics: what a cached list compares.
    pub fn generation(&self, organization: Uuid, topics: &[&str]) -> u64 {
        let counts = self.counts.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        topics.iter().filter_map(|topic| counts.get(&(Some(organization), (*topic).to_string()))).sum()
    }

    pub fn publish(&self, change: &Change) {
        if change.job.is_none() {
            let mut counts = self.counts.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            for topic in &change.topics {
                *counts.entry((change.organization, topic.clone())).or_default() += 1;
            }
        }
        let mut listeners = self.listeners.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        listeners.retain(|listener| listener.send(change.clone()).is_ok());
    }
}
