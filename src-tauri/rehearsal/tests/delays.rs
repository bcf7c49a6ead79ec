//! When things happen, against what was published, and hours and weekdays against their weights.

use crate::support::{START, audience, engine, first, human, run, simulate};
use reachly_rehearsal::{Config, Event, EventKind, Run};

const HOUR: i64 = 3_600_000;

/// Shares that happened within so many hours: GetResponse 2022 and 2019-20, Mailchimp 2006 for opens;
/// GetResponse for clicks, whose ranges are given by their middle.
const OPENS: [(f64, f64); 7] =
    [(1.0, 0.1966), (8.0, 0.5191), (25.0, 0.7326), (1.0, 0.215), (6.0, 0.506), (24.0, 0.73), (168.0, 0.95)];
const CLICKS: [(f64, f64); 3] = [(1.0, 0.33), (3.5, 0.52), (24.0, 0.82)];
const POINTS: f64 = 0.04;

/// Delays of first opens and clicks by people, over sends at 08 to 17 h, Monday to Friday.
fn delays(config: &Config) -> [Vec<i64>; 2] {
    let monday = START - 57 * HOUR;
    let people = audience(200_000);
    let mut found = [Vec::new(), Vec::new()];
    for (slice, chunk) in people.chunks(4_000).enumerate() {
        let slice = slice as i64;
        let start_ms = monday + (slice / 10 * 24 + 8 + slice % 10) * HOUR;
        let (events, _) = simulate(&engine(config, chunk, Run { start_ms, ..run() }), chunk);
        let mut delivered = 0;
        for event in &events {
            if event.kind == EventKind::Delivered {
                delivered = event.at_ms;
            }
            for (list, kind) in found.iter_mut().zip([EventKind::Open, EventKind::Click]) {
                if first(event, kind) {
                    list.push(event.at_ms - delivered);
                }
            }
        }
    }
    found
}

/// The largest distance from the published points, as a share.
fn worst(delays: &[i64], published: &[(f64, f64)]) -> f64 {
    published
        .iter()
        .map(|(hours, share)| {
            let limit = (hours * HOUR as f64) as i64;
            let within = delays.iter().filter(|delay| **delay <= limit).count();
            let observed = within as f64 / delays.len() as f64;
            println!("within {hours} h: {observed:.4}, published {share}");
            (observed - share).abs()
        })
        .fold(0.0, f64::max)
}

#[test]
fn delays_follow_the_published_curves() {
    let [opens, clicks] = delays(&Config::default());
    assert!(worst(&opens, &OPENS) <= POINTS);
    assert!(worst(&clicks, &CLICKS) <= POINTS);
}

#[test]
fn the_check_catches_delays_that_are_shifted() {
    let mut config = Config::default();
    config.open_delay.median_hours *= 1.5;
    config.click_delay.median_hours *= 1.5;
    let [opens, clicks] = delays(&config);
    assert!(worst(&opens, &OPENS) > POINTS);
    assert!(worst(&clicks, &CLICKS) > POINTS);
}

/// Share of later first opens in each of `buckets` spans of `span` hours, by local time.
fn spread(config: &Config, span: i64, buckets: i64) -> Vec<f64> {
    // the launch itself bends the curve: look at the three weeks that follow its first
    let (from, to) = (START + 168 * HOUR, START + 4 * 168 * HOUR);
    let people = audience(300_000);
    let config = Config { open_human: 0.9, opens_per_opener: 1.0, click: 0.0, ..config.clone() };
    let (events, _) = simulate(&engine(&config, &people, run()), &people);
    let late: Vec<&Event> = events
        .iter()
        .filter(|event| human(event, EventKind::Open) && (from..to).contains(&event.at_ms))
        .collect();
    // one hour's share then has a standard error of 0.002
    assert!(late.len() > 10_000);
    let mut shares = vec![0.0; buckets as usize];
    for event in &late {
        let local = event.at_ms + i64::from(config.utc_offset_minutes) * 60_000;
        // 1970-01-05 was a Monday
        let bucket = (local - 4 * 24 * HOUR).div_euclid(span * HOUR).rem_euclid(buckets);
        shares[bucket as usize] += 1.0 / late.len() as f64;
    }
    shares
}

fn furthest(shares: &[f64], weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    shares.iter().zip(weights).map(|(share, weight)| (share - weight / total).abs()).fold(0.0, f64::max)
}

#[test]
fn opens_follow_the_local_hours() {
    let config = Config { utc_offset_minutes: -300, ..Config::default() };
    assert!(furthest(&spread(&config, 1, 24), &config.hour_weights) < 0.012);
    let flat = Config { hour_weights: [1.0; 24], ..config.clone() };
    assert!(furthest(&spread(&flat, 1, 24), &config.hour_weights) > 0.012, "control");
}

#[test]
fn weekdays_without_weight_stay_empty() {
    let config = Config { weekday_open: [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0], ..Config::default() };
    let days = spread(&config, 24, 7);
    assert!(days[5] + days[6] == 0.0, "{days:?}");
    let usual = spread(&Config::default(), 24, 7);
    assert!(usual[5] + usual[6] > 0.2, "control: {usual:?}");
}

#[test]
fn a_pace_is_kept_to() {
    let people = audience(20_000);
    let hours = |pace| {
        let config = Config { send_per_hour: pace, ..Config::default() };
        let (events, _) = simulate(&engine(&config, &people, run()), &people);
        let mut sent = vec![0_u32; 60];
        for event in events.iter().filter(|event| event.kind == EventKind::Sent) {
            sent[((event.at_ms - START) / HOUR) as usize] += 1;
        }
        sent
    };
    let sent = hours(Some(1_000));
    assert!(sent[..20].iter().all(|count| (850..1_150).contains(count)), "{sent:?}");
    assert!(sent[20..].iter().all(|count| *count == 0));
    assert_eq!(hours(None)[0], 20_000, "without a pace all go out at the start");
}
