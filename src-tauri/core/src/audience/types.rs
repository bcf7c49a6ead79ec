//! What the doors of the audience take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where everybody on the included lists ends up: each contact in exactly one of the buckets below the first number,
/// in this order, so that their sum is `on_lists`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Waterfall {
    /// Distinct contacts of the included lists.
    #[ts(type = "number")]
    pub on_lists: u64,
    /// Also on an excluded list.
    #[ts(type = "number")]
    pub excluded: u64,
    /// The address must not be mailed.
    #[ts(type = "number")]
    pub suppressed: u64,
    #[ts(type = "number")]
    pub deleted: u64,
    #[ts(type = "number")]
    pub without_address: u64,
    /// Validation says invalid or nonexistent.
    #[ts(type = "number")]
    pub not_mailable: u64,
    #[ts(type = "number")]
    pub mailable: u64,
    /// Of the mailable: never validated.
    #[ts(type = "number")]
    pub mailable_unchecked: u64,
    /// Of the mailable: risky.
    #[ts(type = "number")]
    pub mailable_risky: u64,
}
