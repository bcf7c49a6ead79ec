//! Events and everything that is counted from them: append, aggregates, bitmaps, finality, reset. Nothing else writes
//! these tables. Times are campaign time.

pub(crate) mod append;
pub(crate) mod batch;
pub(crate) mod clear;
pub mod days;
pub mod proof;
pub(crate) mod queries;
pub(crate) mod record;
pub(crate) mod recount;
pub(crate) mod timeline;
pub(crate) mod zone;

pub use append::append;
pub use batch::{EventBatch, EventRow};
pub use days::Days;
pub use record::{LandingEvent, NewVisit, record, visit};
pub use recount::{Drift, recompute};
pub use timeline::{Happened, timeline};

use reachly_rehearsal::{Device, EventKind, flags};

use crate::clock::CampaignTime;
use crate::error::Result;
use crate::store::Tx;

/// Sequences of events of the landing page start here, so that they never meet those of a run.
pub const LANDING_SEQUENCE: i64 = 1 << 40;
/// In place of a day: the union over all days.
pub const ALL_DAYS: i64 = -1;

/// What is counted: a type of event and its part. Each event counts in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure {
    /// 1 to 9, as [`EventKind`] numbers them.
    pub kind: u8,
    /// 0 the whole type; of opens and clicks 1 by a person, 2 by a machine; of bounces 1 final, 2 passing.
    pub part: u8,
}

impl Measure {
    pub const SENT: Measure = Measure { kind: 1, part: 0 };
    pub const DELIVERED: Measure = Measure { kind: 2, part: 0 };
    pub const OPEN: Measure = Measure { kind: 3, part: 1 };
    pub const OPEN_MACHINE: Measure = Measure { kind: 3, part: 2 };
    pub const CLICK: Measure = Measure { kind: 4, part: 1 };
    pub const CLICK_MACHINE: Measure = Measure { kind: 4, part: 2 };
    pub const BOUNCE_HARD: Measure = Measure { kind: 5, part: 1 };
    pub const BOUNCE_SOFT: Measure = Measure { kind: 5, part: 2 };
    pub const UNSUBSCRIBE: Measure = Measure { kind: 6, part: 0 };
    pub const COMPLAINT: Measure = Measure { kind: 7, part: 0 };
    pub const FORM_VIEW: Measure = Measure { kind: 8, part: 0 };
    pub const FORM_SUBMIT: Measure = Measure { kind: 9, part: 0 };

    /// The measure an event counts in.
    pub fn of(kind: u8, bits: u8) -> Measure {
        let part = match kind {
            3 | 4 if bits & (flags::MACHINE | flags::SCANNER) != 0 => 2,
            3 | 4 => 1,
            5 if bits & flags::HARD != 0 => 1,
            5 => 2,
            _ => 0,
        };
        Measure { kind, part }
    }
}

/// What rollups are by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Dimension {
    /// Values are those of [`device_code`].
    Device = 1,
    /// Values are keys of event_details.
    Detail = 2,
    /// Values are validation statuses when the audience was frozen.
    Status = 3,
}

/// A device as the tables number it.
pub fn device_code(device: Device) -> u8 {
    match device {
        Device::None => 0,
        Device::Mobile => 1,
        Device::Desktop => 2,
        Device::Machine => 3,
    }
}

/// The word of an event type.
pub fn kind_word(kind: u8) -> &'static str {
    match kind {
        1 => "SENT",
        2 => "DELIVERED",
        3 => "OPEN",
        4 => "CLICK",
        5 => "BOUNCE",
        6 => "UNSUBSCRIBE",
        7 => "COMPLAINT",
        8 => "FORM_VIEW",
        _ => "FORM_SUBMIT",
    }
}

/// The number of an event type.
pub fn kind_code(kind: EventKind) -> u8 {
    kind as u8
}

/// Closes every day that ended 24 hours before `clock`: what arrives later becomes an adjustment.
///
/// # Errors
/// The store's codes.
pub fn finalize(tx: &mut Tx<'_>, clock: CampaignTime) -> Result<usize> {
    let days = queries::days(tx)?;
    queries::finalize(tx, days.last_final(clock.0))
}
