//! From aggregates and bitmaps to figures, funnel and breakdowns.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use roaring::RoaringBitmap;

use super::types::*;
use super::{DEVICE_WORDS, Range, STATUS_WORDS, queries, share};
use crate::error::Result;
use crate::events::{Dimension, Measure};
use crate::store::Read;

/// The variable behind which a template's unsubscribe link stands.
const UNSUBSCRIBE: &str = "unsubscribe_url";

/// Steps of the funnel.
const FUNNEL: [Metric; 6] =
    [Metric::Sent, Metric::Delivered, Metric::Opens, Metric::Clicks, Metric::Views, Metric::Submissions];

fn people(read: &Read<'_>, campaign: i64, metric: Metric, range: Range) -> Result<RoaringBitmap> {
    crate::events::queries::people(read, campaign, metric.measure(), range.from, range.to)
}

/// Results of a campaign.
pub(crate) fn report(read: &Read<'_>, campaign: i64, range: Range) -> Result<CampaignReport> {
    let days = queries::days(read, campaign, range)?;
    let (run, kind, state) = match queries::standing(read, campaign)? {
        Some((run, kind, state)) => (Some(run), Some(kind), Some(state)),
        None => (None, None, None),
    };
    let figures = figures(read, campaign, range, &days)?;
    let funnel = funnel(&figures);
    let details = queries::details(read)?;
    let by_detail = by_rollup(read, campaign, Dimension::Detail, range, |value| {
        details.get(&value).map(|(_, text)| text.clone()).unwrap_or_default()
    })?;
    let (by_link, by_reason): (Vec<Breakdown>, _) = by_detail
        .into_iter()
        .partition(|one| !matches!(one.metric, Metric::HardBounces | Metric::SoftBounces));
    let (by_unsubscribe_link, by_link) =
        Vec::into_iter(by_link).partition(|one: &Breakdown| one.value.contains(UNSUBSCRIBE));
    let by_device = by_rollup(read, campaign, Dimension::Device, range, |value| word(&DEVICE_WORDS, value))?;
    let by_status = by_status(read, campaign, range)?;
    Ok(CampaignReport {
        run,
        kind,
        state,
        figures,
        days,
        funnel,
        by_link,
        by_unsubscribe_link,
        by_reason,
        by_device,
        by_status,
    })
}

fn word(words: &[&str], value: i64) -> String {
    usize::try_from(value).ok().and_then(|at| words.get(at)).unwrap_or(&"unknown").to_string()
}

fn figures(read: &Read<'_>, campaign: i64, range: Range, days: &[DayFigure]) -> Result<Vec<Figure>> {
    let before = range.before();
    let counts_before = match before {
        Some(before) => queries::days(read, campaign, before)?,
        None => Vec::new(),
    };
    let mut denominators: BTreeMap<Metric, i64> = BTreeMap::new();
    for base in Metric::ALL.into_iter().filter_map(Metric::base) {
        if let Entry::Vacant(place) = denominators.entry(base) {
            place.insert(people(read, campaign, base, range.until())?.len() as i64);
        }
    }
    Metric::ALL
        .into_iter()
        .map(|metric| {
            let of = |days: &[DayFigure]| {
                days.iter().filter(|day| day.metric == metric).map(|day| day.count).sum()
            };
            let contacts = people(read, campaign, metric, range)?.len() as i64;
            let denominator = metric.base().map(|base| denominators[&base]);
            let before = match before {
                Some(before) => Some(FigureBefore {
                    count: of(&counts_before),
                    contacts: people(read, campaign, metric, before)?.len() as i64,
                }),
                None => None,
            };
            Ok(Figure {
                metric,
                count: of(days),
                contacts,
                adjustments: days.iter().filter(|day| day.metric == metric).map(|day| day.adjustments).sum(),
                rate: denominator.and_then(|whole| share(contacts, whole)),
                of: metric.base(),
                denominator,
                before,
            })
        })
        .collect()
}

fn funnel(figures: &[Figure]) -> Vec<FunnelStep> {
    let mut previous = None;
    FUNNEL
        .into_iter()
        .filter_map(|metric| figures.iter().find(|figure| figure.metric == metric))
        .map(|figure| {
            let of_previous = previous.and_then(|whole| share(figure.contacts, whole));
            previous = Some(figure.contacts);
            FunnelStep { metric: figure.metric, contacts: figure.contacts, of_previous }
        })
        .collect()
}

fn by_rollup(
    read: &Read<'_>,
    campaign: i64,
    dimension: Dimension,
    range: Range,
    word: impl Fn(i64) -> String,
) -> Result<Vec<Breakdown>> {
    let mut sums: BTreeMap<(Measure, i64), (i64, RoaringBitmap)> = BTreeMap::new();
    queries::rollups(read, campaign, dimension, range, |measure, value, count, contacts| {
        let sum = sums.entry((measure, value)).or_default();
        sum.0 += count;
        if let Some(contacts) = contacts {
            sum.1 |= contacts;
        }
    })?;
    Ok(sums
        .into_iter()
        .filter_map(|((measure, value), (count, contacts))| {
            let metric = Metric::from_measure(measure)?;
            Some(Breakdown { value: word(value), metric, count, contacts: contacts.len() as i64 })
        })
        .collect())
}

/// Counts come from the rollup, people from each day's bitmap and the run's audience of that status.
fn by_status(read: &Read<'_>, campaign: i64, range: Range) -> Result<Vec<Breakdown>> {
    let mut rows = by_rollup(read, campaign, Dimension::Status, range, |value| word(&STATUS_WORDS, value))?;
    for row in &mut rows {
        row.contacts = of_status(read, campaign, row.metric, range, &row.value)?.len() as i64;
    }
    Ok(rows)
}

fn of_status(
    read: &Read<'_>,
    campaign: i64,
    metric: Metric,
    range: Range,
    status: &str,
) -> Result<RoaringBitmap> {
    let mut found = people(read, campaign, metric, range)?;
    let statuses = crate::events::queries::statuses(read, campaign)?;
    // who is not in the run has no frozen status, and counts as unchecked
    let unchecked = status == STATUS_WORDS[0];
    let mut within = RoaringBitmap::new();
    for (code, who) in statuses {
        if unchecked && code != 0 {
            found -= who;
        } else if word(&STATUS_WORDS, code.into()) == status {
            within = who;
        }
    }
    if !unchecked {
        found &= within;
    }
    Ok(found)
}

/// The people behind one number.
pub(crate) fn behind(
    read: &Read<'_>,
    campaign: i64,
    request: &PeopleRequest,
    range: Range,
) -> Result<RoaringBitmap> {
    let mut found = people(read, campaign, request.metric, range)?;
    let mut narrow = |dimension, value: i64| -> Result<()> {
        let mut within = RoaringBitmap::new();
        queries::rollups(read, campaign, dimension, range, |measure, key, _, contacts| {
            if measure == request.metric.measure()
                && key == value
                && let Some(contacts) = contacts
            {
                within |= contacts;
            }
        })?;
        found &= within;
        Ok(())
    };
    if let Some(device) = &request.device {
        narrow(Dimension::Device, super::code("device", &DEVICE_WORDS, device)?)?;
    }
    if let Some(link) = &request.link {
        narrow(Dimension::Detail, queries::detail(read, request.metric, link)?)?;
    }
    if let Some(status) = &request.status {
        super::code("status", &STATUS_WORDS, status)?;
        found &= of_status(read, campaign, request.metric, range, status)?;
    }
    Ok(found)
}

/// Results over all campaigns.
pub(crate) fn overview(read: &Read<'_>, range: Range) -> Result<Overview> {
    let days = queries::totals(read, range)?;
    let before = match range.before() {
        Some(before) => Some(queries::totals(read, before)?),
        None => None,
    };
    let sum = |days: &[OverviewDay], metric| {
        let of = days.iter().filter(|day| day.metric == metric);
        of.fold((0, 0), |(count, first), day| (count + day.count, first + day.first_time))
    };
    let figures = Metric::ALL
        .into_iter()
        .map(|metric| {
            let (count, first_time) = sum(&days, metric);
            OverviewFigure {
                metric,
                count,
                first_time,
                rate: metric.base().and_then(|base| share(first_time, sum(&days, base).1)),
                before: before.as_ref().map(|days| {
                    let (count, contacts) = sum(days, metric);
                    FigureBefore { count, contacts }
                }),
            }
        })
        .collect();
    Ok(Overview { figures, days, campaigns: queries::recent_campaigns(read)? })
}
