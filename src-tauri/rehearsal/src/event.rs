//! What goes in and what comes out: recipients with a validation status, and events.

use serde::{Deserialize, Serialize};

/// Validation status of a contact's address when the audience was frozen.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    Valid = 1,
    Risky = 2,
    Invalid = 3,
    Nonexistent = 4,
    /// Never validated; bounces like a valid address.
    Unknown = 5,
}

/// One contact of the frozen audience.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipient {
    /// The contact's UUID; the only thing its random draws depend on besides seed and campaign.
    pub id: [u8; 16],
    pub status: Status,
    /// Factor on the chances to open and to click; 1.0 is average, and the mean over the audience
    /// should be 1.0 or the rates shift with it. Taken as 0 when negative, as 1000 when above, as 1
    /// when not a number.
    pub engagement: f32,
}

/// How many contacts of the frozen audience have each status. Frozen with the run: the chance of a
/// valid address to bounce is scaled by it so that the whole audience meets the configured rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AudienceMix {
    pub valid: u64,
    pub risky: u64,
    pub invalid: u64,
    pub nonexistent: u64,
    pub unknown: u64,
}

impl AudienceMix {
    /// Counts one more contact with this status.
    pub fn add(&mut self, status: Status) {
        let count = match status {
            Status::Valid => &mut self.valid,
            Status::Risky => &mut self.risky,
            Status::Invalid => &mut self.invalid,
            Status::Nonexistent => &mut self.nonexistent,
            Status::Unknown => &mut self.unknown,
        };
        *count = count.saturating_add(1);
    }

    /// All contacts.
    pub fn total(&self) -> u64 {
        [self.valid, self.risky, self.invalid, self.nonexistent, self.unknown]
            .iter()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }
}

/// What happened. The numbers are stored; they never change.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EventKind {
    Sent = 1,
    Delivered = 2,
    Open = 3,
    Click = 4,
    Bounce = 5,
    Unsubscribe = 6,
    Complaint = 7,
    FormView = 8,
    FormSubmit = 9,
}

/// Bits of [`Event::flags`].
pub mod flags {
    /// Made by a machine on the reader's side: a mail-privacy prefetch.
    pub const MACHINE: u8 = 1;
    /// Made by a security scanner that follows links.
    pub const SCANNER: u8 = 1 << 1;
    /// A bounce that is final.
    pub const HARD: u8 = 1 << 2;
    /// Not the first event of its kind for this contact, whoever made the first.
    pub const REPEAT: u8 = 1 << 3;
    /// The first event of its kind made by the contact, with neither MACHINE nor SCANNER: counting
    /// this bit gives unique people where counting `!REPEAT` gives what a sender's tool reports.
    pub const FIRST_HUMAN: u8 = 1 << 4;
}

/// One event of a rehearsal, 24 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Campaign time, UTC epoch milliseconds.
    pub at_ms: i64,
    /// Index the caller gave for the recipient.
    pub recipient: u32,
    pub kind: EventKind,
    /// See [`flags`].
    pub flags: u8,
    /// Clicks: number of the link in the mail, from 0. Bounces: index into `BOUNCE_REASONS`. Else 0.
    pub detail: u16,
    /// Index into `CLIENTS`; 0 where no client is involved.
    pub client: u16,
}
