//! What the front doors take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Where a workspace lies.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkspacePlace {
    /// Absolute path of the `.reachly` file. From a browser tab only a bare file name, which lands in the program's
    /// own folder.
    pub path: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceStatus {
    pub open: bool,
    pub name: Option<String>,
    pub path: Option<String>,
    /// Nobody has an account yet: sign-up comes before sign-in.
    pub empty: bool,
    /// The open one is the sample: `workspace.sample` signs its broker in.
    pub sample: bool,
    pub version: String,
    /// Folder where new workspaces go unless told otherwise.
    pub home: String,
}

/// A file that a command answers with. A command whose response is this one is called through the doors' download;
/// its bytes are staged (`app::staging::outgoing`), never part of the answer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Download {
    pub file_name: String,
    pub media_type: String,
    /// The staged file; good for one reading.
    pub file: Uuid,
}

/// The sample, open, with its broker signed in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SampleOpened {
    pub status: WorkspaceStatus,
    pub session: crate::access::types::Session,
}

/// The public side: landing pages, tracked links, unsubscribing.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LandingStatus {
    pub running: bool,
    /// Such as `http://127.0.0.1:43121`; a campaign's page is this, `/l/` and its slug. Null while nothing listens.
    pub address: Option<String>,
}
