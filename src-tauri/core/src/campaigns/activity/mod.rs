//! The last days of a campaign in its row of the list: mails sent and opened, day by day, from the aggregates.

pub(super) mod queries;

use std::collections::BTreeMap;

use super::types::CampaignActivity;

/// Days shown, the last ones that have anything.
const DAYS: i64 = 30;

/// Sent (0) or opened (1) on a day: count.
pub(super) type Counts = BTreeMap<(i64, usize), i64>;

/// Every day from the first shown to the last, so that a quiet day is seen as one; `None` without any.
pub(super) fn curve(counts: &Counts) -> Option<CampaignActivity> {
    let last = counts.keys().map(|(day, _)| *day).max()?;
    let first = counts.keys().map(|(day, _)| *day).min()?.max(last - DAYS + 1);
    let of = |which: usize| {
        (first..=last).map(|day| counts.get(&(day, which)).copied().unwrap_or(0)).collect::<Vec<i64>>()
    };
    Some(CampaignActivity { from: crate::reports::day_word(first), sent: of(0), opened: of(1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_has_every_day_and_at_most_the_last_thirty() {
        assert_eq!(curve(&Counts::new()), None, "nothing happened yet");
        let counts = Counts::from([((20_000, 0), 5), ((20_000, 1), 1), ((20_003, 1), 2)]);
        let activity = curve(&counts).unwrap();
        assert_eq!(
            (activity.sent, activity.opened),
            (vec![5, 0, 0, 0], vec![1, 0, 0, 2]),
            "quiet days are zero"
        );
        assert_eq!(activity.from, "2024-10-04");
        let long = Counts::from([((1, 0), 9), ((100, 1), 1)]);
        let activity = curve(&long).unwrap();
        assert_eq!((activity.sent.len(), activity.opened.last()), (30, Some(&1)), "the last ones");
    }
}
