//! Who is keener than others: a factor on the chances to open and to click, from what a contact did with earlier
//! launches. Frozen with the audience. Whole numbers only, so that every machine finds the same.
//!
//! `factor = (K + did) / (K + expected)`, credibility weighting after Bühlmann (1967) with the average contact as prior.
//! `did` counts one for each earlier launch the contact opened and one more for each it clicked; `expected` is what the
//! average receiver of the same launches did. So the mean over all who received the same launches is exactly 1 before
//! rounding, and the configured rates hold. K = 2 and the bounds are our assumptions. Rehearsals do not count: a
//! rehearsal never teaches itself.

use roaring::RoaringBitmap;

use super::queries;
use crate::error::Result;
use crate::events::Measure;
use crate::store::Read;

/// Hundredths of an average contact.
pub const AVERAGE: u16 = 100;
/// Least and largest factor, in hundredths (assumption).
pub const LEAST: u16 = 25;
pub const MOST: u16 = 400;
/// Weight of the average, in launches' worth of behaviour (assumption).
const PRIOR: u64 = 2;
/// Parts of one in which expectations are kept.
const PARTS: u64 = 1_000_000;

/// What came of one earlier launch.
struct Earlier {
    delivered: RoaringBitmap,
    opened: RoaringBitmap,
    clicked: RoaringBitmap,
}

/// How many earlier launches there are to learn from.
///
/// # Errors
/// The store's codes.
pub(crate) fn histories(read: &Read<'_>, campaign: i64) -> Result<u64> {
    Ok(queries::earlier_launches(read, campaign)?.len() as u64)
}

/// Factors of contacts, in hundredths, in the order of their keys; empty when nobody has a history. Only other
/// campaigns' launches count, the newest 24.
///
/// # Errors
/// The store's codes.
pub(super) fn of(read: &Read<'_>, campaign: i64, contacts: &[i64]) -> Result<Vec<u16>> {
    let mut histories = Vec::new();
    for launched in queries::earlier_launches(read, campaign)? {
        let people = |measure| crate::events::queries::people(read, launched, measure, None, None);
        let delivered = people(Measure::DELIVERED)?;
        let (opened, clicked) = (people(Measure::OPEN)? & &delivered, people(Measure::CLICK)? & &delivered);
        histories.push(Earlier { delivered, opened, clicked });
    }
    Ok(factors(&histories, contacts))
}

fn factors(histories: &[Earlier], contacts: &[i64]) -> Vec<u16> {
    if histories.is_empty() {
        return Vec::new();
    }
    let mut did = vec![0_u64; contacts.len()];
    let mut expected = vec![0_u64; contacts.len()];
    for earlier in histories.iter().filter(|earlier| !earlier.delivered.is_empty()) {
        let done = earlier.opened.len() + earlier.clicked.len();
        let average = done * PARTS / earlier.delivered.len();
        meet(contacts, &earlier.delivered, |at| expected[at] += average);
        meet(contacts, &earlier.opened, |at| did[at] += 1);
        meet(contacts, &earlier.clicked, |at| did[at] += 1);
    }
    let factor = |(did, expected): (&u64, &u64)| {
        let (over, under) = ((PRIOR + did) * PARTS * u64::from(AVERAGE), PRIOR * PARTS + expected);
        let rounded = (over + under / 2) / under;
        u16::try_from(rounded).unwrap_or(MOST).clamp(LEAST, MOST)
    };
    did.iter().zip(&expected).map(factor).collect()
}

/// Calls `with` for the place of each contact that is in the bitmap; both are in the order of keys.
fn meet(contacts: &[i64], who: &RoaringBitmap, mut with: impl FnMut(usize)) {
    let mut at = 0;
    for key in who {
        while contacts.get(at).is_some_and(|contact| *contact < i64::from(key)) {
            at += 1;
        }
        if contacts.get(at) == Some(&i64::from(key)) {
            with(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn earlier(delivered: u32, opened: &[u32], clicked: &[u32]) -> Earlier {
        Earlier {
            delivered: (1..=delivered).collect(),
            opened: opened.iter().copied().collect(),
            clicked: clicked.iter().copied().collect(),
        }
    }

    #[test]
    fn whoever_opened_is_keener_and_whoever_never_did_is_less() {
        let history = [earlier(10, &[1, 2], &[1])];
        let contacts: Vec<i64> = (1..=12).collect();
        let found = factors(&history, &contacts);
        // did / expected: the average receiver did 3 things in 10.
        assert_eq!(found[0], 174, "opened and clicked: (2 + 2) / 2.3");
        assert_eq!(found[1], 130, "opened: (2 + 1) / 2.3");
        assert_eq!(found[2], 87, "neither: 2 / 2.3");
        assert_eq!(found[11], AVERAGE, "who got nothing yet is average");
        let mean = found[..10].iter().map(|factor| u32::from(*factor)).sum::<u32>() as f64 / 10.0;
        assert!((mean - 100.0).abs() < 0.5, "the mean of the receivers stays average: {mean}");
    }

    #[test]
    fn factors_stay_within_their_bounds() {
        let histories: Vec<Earlier> = (0..24).map(|_| earlier(1_000, &[1], &[1])).collect();
        let found = factors(&histories, &[1, 2]);
        assert_eq!(found[0], MOST, "24 opened and clicked in 24 are cut to the most");
        assert!(
            found[1] > LEAST && found[1] < AVERAGE,
            "who did nothing where hardly anybody did is near average"
        );
        let keen: Vec<u32> = (2..=1_000).collect();
        let histories: Vec<Earlier> = (0..24).map(|_| earlier(1_000, &keen, &keen)).collect();
        assert_eq!(factors(&histories, &[1])[0], LEAST, "never in 24 is cut to the least");
        assert!(factors(&[], &[1, 2]).is_empty(), "without any launch there is nothing to keep");
    }
}
