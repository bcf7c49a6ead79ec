//! A batch of events made ready outside the writer: rows in primary-key order, and what they add to every count.

use roaring::RoaringBitmap;

use super::{Days, Dimension, Measure};

/// One event of a run, about to be written. Nothing of it comes from a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Campaign time, UTC epoch milliseconds.
    pub at_ms: i64,
    pub contact: u32,
    /// Key of event_details; 0 none.
    pub detail: u32,
    /// Key of event_clients; 0 none.
    pub client: u32,
    /// 1 to 9.
    pub kind: u8,
    pub flags: u8,
    /// As `device_code` numbers it; 0 none.
    pub device: u8,
    /// Validation status when the audience was frozen; 0 unchecked.
    pub status: u8,
}

/// What events add to one measure on one day.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub measure: Measure,
    pub day: i64,
    pub count: i64,
    pub contacts: RoaringBitmap,
}

/// What events add to one rollup.
#[derive(Clone, Debug)]
pub(crate) struct Rollup {
    pub dimension: Dimension,
    pub measure: Measure,
    pub value: i64,
    pub day: i64,
    pub count: i64,
    /// `None` for statuses, whose people come from the run's bitmaps.
    pub contacts: Option<RoaringBitmap>,
}

/// Events of one campaign, in primary-key order, with what they add.
#[derive(Clone, Debug)]
pub struct EventBatch {
    pub(crate) campaign_key: i64,
    pub(crate) rows: Vec<EventRow>,
    pub(crate) tallies: Vec<Tally>,
    pub(crate) rollups: Vec<Rollup>,
}

/// Devices and statuses there are.
const DEVICES: usize = 4;
const STATUSES: usize = 6;

#[derive(Default)]
struct Bag {
    count: i64,
    contacts: Vec<u32>,
}

impl Bag {
    fn add(&mut self, contact: u32) {
        self.count += 1;
        if contact != 0 {
            self.contacts.push(contact);
        }
    }

    /// What was gathered, and an empty bag.
    fn take(&mut self) -> Option<(i64, RoaringBitmap)> {
        if self.count == 0 {
            return None;
        }
        self.contacts.sort_unstable();
        self.contacts.dedup();
        let mut bitmap = RoaringBitmap::new();
        // sorted and without doubles, so nothing is refused
        let _ = bitmap.append(self.contacts.iter().copied());
        self.contacts.clear();
        Some((std::mem::take(&mut self.count), bitmap))
    }
}

/// Gathers events of one type and day.
#[derive(Default)]
pub(crate) struct Gatherer {
    parts: [Bag; 3],
    devices: [[Bag; DEVICES]; 3],
    details: [Vec<(u32, Bag)>; 3],
    statuses: [[i64; STATUSES]; 3],
    pub tallies: Vec<Tally>,
    pub rollups: Vec<Rollup>,
}

impl Gatherer {
    pub(crate) fn add(&mut self, row: &EventRow) {
        let part = usize::from(Measure::of(row.kind, row.flags).part);
        self.parts[part].add(row.contact);
        self.statuses[part][usize::from(row.status) % STATUSES] += 1;
        if row.device != 0 {
            self.devices[part][usize::from(row.device) % DEVICES].add(row.contact);
        }
        if row.detail != 0 {
            let known = &mut self.details[part];
            let place = known.iter().position(|(detail, _)| *detail == row.detail).unwrap_or_else(|| {
                known.push((row.detail, Bag::default()));
                known.len() - 1
            });
            known[place].1.add(row.contact);
        }
    }

    /// Ends one type and day.
    pub(crate) fn close(&mut self, kind: u8, day: i64) {
        for part in 0..3_u8 {
            let measure = Measure { kind, part };
            let at = usize::from(part);
            let Some((count, contacts)) = self.parts[at].take() else { continue };
            self.tallies.push(Tally { measure, day, count, contacts });
            let mut roll = |dimension, value, count, contacts| {
                self.rollups.push(Rollup { dimension, measure, value, day, count, contacts });
            };
            for (device, bag) in self.devices[at].iter_mut().enumerate() {
                if let Some((count, contacts)) = bag.take() {
                    roll(Dimension::Device, device as i64, count, Some(contacts));
                }
            }
            self.details[at].sort_unstable_by_key(|(detail, _)| *detail);
            for (detail, mut bag) in self.details[at].drain(..) {
                if let Some((count, contacts)) = bag.take() {
                    roll(Dimension::Detail, i64::from(detail), count, Some(contacts));
                }
            }
            for (status, count) in self.statuses[at].iter_mut().enumerate() {
                if *count > 0 {
                    roll(Dimension::Status, status as i64, std::mem::take(count), None);
                }
            }
        }
    }
}

impl EventBatch {
    /// Counts what the rows add; sorts them into primary-key order when they are not in it. Rows of equal type and
    /// time keep their order.
    pub fn prepare(campaign_key: i64, mut rows: Vec<EventRow>, days: &mut Days) -> EventBatch {
        let key = |row: &EventRow| (row.kind, row.at_ms);
        if !rows.is_sorted_by_key(key) {
            rows.sort_by_key(key);
        }
        let mut gatherer = Gatherer::default();
        let mut open: Option<(u8, i64)> = None;
        for row in &rows {
            let day = days.day(row.at_ms);
            if open != Some((row.kind, day)) {
                if let Some((kind, day)) = open {
                    gatherer.close(kind, day);
                }
                open = Some((row.kind, day));
            }
            gatherer.add(row);
        }
        if let Some((kind, day)) = open {
            gatherer.close(kind, day);
        }
        let Gatherer { tallies, rollups, .. } = gatherer;
        EventBatch { campaign_key, rows, tallies, rollups }
    }

    /// The events, in primary-key order.
    pub fn rows(&self) -> &[EventRow] {
        &self.rows
    }

    /// How many events.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
