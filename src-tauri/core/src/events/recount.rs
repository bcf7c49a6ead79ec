//! Counting a campaign anew from its events: the proof of the incremental counts, and how they are made again after a
//! reset left only the events of the landing page.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use super::batch::{Gatherer, Rollup, Tally};
use super::queries::{self, Counts, Place, StoredRollup};
use super::{ALL_DAYS, Measure};
use crate::error::Result;
use crate::store::{Read, Tx};

/// A count that differs from the events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// aggregation, contacts or rollup.
    pub table: &'static str,
    /// Measure, day and value in words.
    pub place: String,
    pub stored: i64,
    pub counted: i64,
}

/// Everything counted from the events of a campaign.
#[derive(Default)]
struct Counted {
    tallies: Vec<Tally>,
    rollups: Vec<Rollup>,
    firsts: Vec<i64>,
    all: BTreeMap<Measure, RoaringBitmap>,
}

fn count(read: &Read<'_>, campaign: i64) -> Result<Counted> {
    let mut days = queries::days(read)?;
    let statuses = queries::statuses(read, campaign)?;
    let most = statuses.iter().filter_map(|(_, who)| who.max()).max().unwrap_or(0);
    let mut status_of = vec![0_u8; most as usize + 1];
    for (status, who) in &statuses {
        for contact in who {
            status_of[contact as usize] = *status;
        }
    }
    let mut gatherer = Gatherer::default();
    let mut open: Option<(u8, i64)> = None;
    queries::stream(read, campaign, |mut row| {
        row.status = status_of.get(row.contact as usize).copied().unwrap_or(0);
        let day = days.day(row.at_ms);
        if open != Some((row.kind, day)) {
            if let Some((kind, day)) = open {
                gatherer.close(kind, day);
            }
            open = Some((row.kind, day));
        }
        gatherer.add(&row);
    })?;
    if let Some((kind, day)) = open {
        gatherer.close(kind, day);
    }
    let mut counted = Counted { tallies: gatherer.tallies, rollups: gatherer.rollups, ..Counted::default() };
    // days of a measure come in order, so whoever is new was never seen before
    for tally in &counted.tallies {
        let all = counted.all.entry(tally.measure).or_default();
        counted.firsts.push((&tally.contacts - &*all).len() as i64);
        *all |= &tally.contacts;
    }
    Ok(counted)
}

/// Counts the events of a campaign and compares: empty means that every aggregate, bitmap and rollup is right.
///
/// # Errors
/// The store's codes.
pub fn recompute(read: &Read<'_>, campaign_key: i64) -> Result<Vec<Drift>> {
    let counted = count(read, campaign_key)?;
    let mut drifts = Vec::new();
    compare_counts(read, campaign_key, &counted, &mut drifts)?;
    compare_contacts(read, campaign_key, &counted, &mut drifts)?;
    compare_rollups(read, campaign_key, &counted, &mut drifts)?;
    Ok(drifts)
}

fn words(place: Place) -> String {
    format!("type {} part {} day {}", place.measure.kind, place.measure.part, place.day)
}

fn compare_counts(read: &Read<'_>, campaign: i64, counted: &Counted, drifts: &mut Vec<Drift>) -> Result<()> {
    let key = |place: Place| (place.measure, place.day);
    let mut stored: BTreeMap<_, _> = queries::stored_counts(read, campaign)?
        .into_iter()
        .map(|(place, counts)| (key(place), counts))
        .collect();
    let nothing = Counts { count: 0, unique: 0, first_time: 0 };
    let mut compare = |place: Place, stored: Counts, counted: Counts| {
        let pairs = [
            ("count", stored.count, counted.count),
            ("contacts", stored.unique, counted.unique),
            ("first-time contacts", stored.first_time, counted.first_time),
        ];
        for (what, stored, counted) in pairs {
            if stored != counted {
                let place = format!("{what} of {}", words(place));
                drifts.push(Drift { table: "aggregation", place, stored, counted });
            }
        }
    };
    for (tally, first_time) in counted.tallies.iter().zip(&counted.firsts) {
        let place = Place { campaign, measure: tally.measure, day: tally.day };
        let now = Counts { count: tally.count, unique: tally.contacts.len() as i64, first_time: *first_time };
        compare(place, stored.remove(&key(place)).unwrap_or(nothing), now);
    }
    for ((measure, day), counts) in stored {
        compare(Place { campaign, measure, day }, counts, nothing);
    }
    Ok(())
}

fn compare_contacts(
    read: &Read<'_>,
    campaign: i64,
    counted: &Counted,
    drifts: &mut Vec<Drift>,
) -> Result<()> {
    let mut expected: BTreeMap<(Measure, i64), &RoaringBitmap> =
        counted.tallies.iter().map(|tally| ((tally.measure, tally.day), &tally.contacts)).collect();
    expected.extend(counted.all.iter().map(|(measure, all)| ((*measure, ALL_DAYS), all)));
    expected.retain(|_, contacts| !contacts.is_empty());
    for (place, stored) in queries::stored_contacts(read, campaign)? {
        let counted = expected.remove(&(place.measure, place.day));
        if counted != Some(&stored) {
            let counted = counted.map_or(0, RoaringBitmap::len) as i64;
            drifts.push(Drift {
                table: "contacts",
                place: words(place),
                stored: stored.len() as i64,
                counted,
            });
        }
    }
    for ((measure, day), contacts) in expected {
        let place = words(Place { campaign, measure, day });
        drifts.push(Drift { table: "contacts", place, stored: 0, counted: contacts.len() as i64 });
    }
    Ok(())
}

fn compare_rollups(read: &Read<'_>, campaign: i64, counted: &Counted, drifts: &mut Vec<Drift>) -> Result<()> {
    let mut expected: BTreeMap<_, _> = counted
        .rollups
        .iter()
        .map(|rollup| {
            let place = Place { campaign, measure: rollup.measure, day: rollup.day };
            let stored = StoredRollup {
                dimension: rollup.dimension as u8,
                place,
                value: rollup.value,
                count: rollup.count,
                contacts: rollup.contacts.clone(),
            };
            ((stored.dimension, place.measure, stored.value, place.day), stored)
        })
        .collect();
    let mut drift = |one: &StoredRollup, stored, counted| {
        let place = format!("dimension {} value {} of {}", one.dimension, one.value, words(one.place));
        drifts.push(Drift { table: "rollup", place, stored, counted });
    };
    for stored in queries::stored_rollups(read, campaign)? {
        let key = (stored.dimension, stored.place.measure, stored.value, stored.place.day);
        let counted = expected.remove(&key);
        if counted.as_ref() != Some(&stored) {
            drift(&stored, stored.count, counted.map_or(0, |one| one.count));
        }
    }
    for one in expected.values() {
        drift(one, 0, one.count);
    }
    Ok(())
}

/// Throws the counts of a campaign away and makes them again from its events.
///
/// # Errors
/// The store's codes.
pub(crate) fn rebuild(tx: &mut Tx<'_>, campaign: i64) -> Result<()> {
    let counted = count(tx, campaign)?;
    queries::clear_counts(tx, campaign)?;
    super::append::add_counts(tx, campaign, &counted.tallies, &counted.rollups)
}
