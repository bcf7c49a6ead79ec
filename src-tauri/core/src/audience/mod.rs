//! Who gets a campaign: included lists minus excluded ones, minus who must not or cannot be mailed. Each contact ends
//! in exactly one bucket of the waterfall.

pub mod commands;
pub mod engagement;
pub(crate) mod queries;
pub mod types;

use crate::suppressions::SuppressedHashes;
use types::Waterfall;

/// The mailable contacts of a campaign at one moment, in the order of their keys. 27 bytes a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frozen {
    pub contact_keys: Vec<i64>,
    /// UUIDs: what random streams and digests use.
    pub contact_ids: Vec<[u8; 16]>,
    /// 0 unchecked, 1 valid, 2 risky.
    pub statuses: Vec<u8>,
    /// Engagement in hundredths of the average; empty when everybody is average.
    pub engagement: Vec<u16>,
    pub waterfall: Waterfall,
}

impl Frozen {
    /// Engagement of the contact at this place; 1.0 is average.
    pub fn engagement(&self, at: usize) -> f32 {
        f32::from(self.engagement.get(at).copied().unwrap_or(engagement::AVERAGE))
            / f32::from(engagement::AVERAGE)
    }
}

/// One contact on the included lists, as the waterfall looks at it.
pub(crate) struct Candidate<'a> {
    pub excluded: bool,
    /// Also when its row is gone.
    pub deleted: bool,
    pub address_key: Option<&'a str>,
    pub validation_status: u8,
}

/// Statuses that are not mailed: invalid and nonexistent.
const NOT_MAILABLE: u8 = 3;
const UNCHECKED: u8 = 0;
const RISKY: u8 = 2;

impl Waterfall {
    /// Puts a contact into its bucket; says whether it is mailable.
    pub(crate) fn count(&mut self, contact: &Candidate<'_>, suppressed: &SuppressedHashes) -> bool {
        self.on_lists += 1;
        let bucket = if contact.excluded {
            &mut self.excluded
        } else if contact.address_key.is_some_and(|address| suppressed.contains(address)) {
            &mut self.suppressed
        } else if contact.deleted {
            &mut self.deleted
        } else if contact.address_key.is_none() {
            &mut self.without_address
        } else if contact.validation_status >= NOT_MAILABLE {
            &mut self.not_mailable
        } else {
            self.mailable += 1;
            self.mailable_unchecked += u64::from(contact.validation_status == UNCHECKED);
            self.mailable_risky += u64::from(contact.validation_status == RISKY);
            return true;
        };
        *bucket += 1;
        false
    }

    /// The buckets below `on_lists`, in order; their sum is `on_lists`.
    pub fn buckets(&self) -> [u64; 6] {
        [self.excluded, self.suppressed, self.deleted, self.without_address, self.not_mailable, self.mailable]
    }
}

pub use queries::{freeze, waterfall};
