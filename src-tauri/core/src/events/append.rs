//! Writing a batch: the events, then what they add to aggregates, totals, bitmaps and rollups, in the same step.

use roaring::RoaringBitmap;

use super::batch::{Rollup, Tally};
use super::queries::{self, Counts, Place};
use super::{ALL_DAYS, EventBatch};
use crate::error::Result;
use crate::store::Tx;

/// Appends the events of a run. Batches of one run come in primary-key order.
///
/// # Errors
/// `taken` when a batch comes out of order; the store's codes.
pub fn append(tx: &mut Tx<'_>, batch: &EventBatch) -> Result<()> {
    queries::append_events(tx, batch.campaign_key, &batch.rows)?;
    add_counts(tx, batch.campaign_key, &batch.tallies, &batch.rollups)
}

/// Adds what events change in aggregates, totals, bitmaps and rollups.
pub(super) fn add_counts(
    tx: &mut Tx<'_>,
    campaign: i64,
    tallies: &[Tally],
    rollups: &[Rollup],
) -> Result<()> {
    for tally in tallies {
        add_tally(tx, campaign, tally)?;
    }
    for rollup in rollups {
        queries::add_rollup(tx, campaign, rollup)?;
    }
    Ok(())
}

/// Adds to one measure of one day; to its adjustments when the day was final before this arrived.
fn add_tally(tx: &mut Tx<'_>, campaign: i64, tally: &Tally) -> Result<()> {
    let place = Place { campaign, measure: tally.measure, day: tally.day };
    let late = queries::is_final(tx, place)?;
    let mut of_day = queries::contacts(tx, place)?;
    let before = of_day.len();
    let fresh = &tally.contacts - &of_day;
    let mut firsts = 0;
    if !fresh.is_empty() {
        firsts = first_times(tx, place, &fresh)?;
        of_day |= &fresh;
        queries::save_contacts(tx, place, &of_day)?;
    }
    let counts = Counts { count: tally.count, unique: (of_day.len() - before) as i64, first_time: firsts };
    queries::add_counts(tx, place, counts, late)
}

/// How many of these contacts had their first of this measure on this day. Whoever was counted as first on a later
/// day is taken off there: exact whatever the order of arrival.
fn first_times(tx: &mut Tx<'_>, place: Place, fresh: &RoaringBitmap) -> Result<i64> {
    let everywhere = Place { day: ALL_DAYS, ..place };
    let mut all = queries::contacts(tx, everywhere)?;
    let mut known = fresh & &all;
    let mut firsts = fresh.len() - known.len();
    if firsts > 0 {
        all |= fresh;
        queries::save_contacts(tx, everywhere, &all)?;
    }
    if known.is_empty() {
        return Ok(firsts as i64);
    }
    let (earlier, later): (Vec<i64>, Vec<i64>) =
        queries::days_of(tx, place)?.into_iter().partition(|day| *day < place.day);
    if later.iter().all(|day| *day == place.day) {
        return Ok(firsts as i64);
    }
    for day in earlier {
        known -= queries::contacts(tx, Place { day, ..place })?;
    }
    for day in later.into_iter().filter(|day| *day > place.day) {
        let there = Place { day, ..place };
        let moved = &known & queries::contacts(tx, there)?;
        if !moved.is_empty() {
            let counts = Counts { count: 0, unique: 0, first_time: -(moved.len() as i64) };
            let late = queries::is_final(tx, there)?;
            queries::add_counts(tx, there, counts, late)?;
            firsts += moved.len();
            known -= moved;
        }
    }
    Ok(firsts as i64)
}
