//! For any valid config: events in order, causes before effects, nothing after the end.

use crate::support::{START, audience, engine, human, run, simulate};
use proptest::prelude::*;
use reachly_rehearsal::{
    BOUNCE_REASONS, CLIENTS, Config, Delay, Engine, Event, EventKind, Recipient, Run, flags,
};

const MINUTE: i64 = 60_000;

fn config() -> impl Strategy<Value = Config> {
    let rate = || prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0_f64];
    let delay =
        || (0.001..=720.0_f64, 0.0..=4.0_f64).prop_map(|(median_hours, sigma)| Delay { median_hours, sigma });
    let weight = || prop_oneof![Just(0.0), 0.001..1000.0_f64];
    let rates = prop::array::uniform14(rate());
    let rest = (
        prop::array::uniform4(delay()),
        prop::array::uniform24(weight()),
        prop::array::uniform7(weight()),
        prop::option::of(1..100_u32),
        1..=90_u32,
        -720..=840_i32,
        1.0..=10.0_f64,
        0.05..=20.0_f64,
    );
    (rates, rest).prop_map(|(rates, (delays, mut hours, mut days, pace, duration, offset, opens, factor))| {
        hours[13] = hours[13].max(0.1);
        days[6] = days[6].max(0.1);
        let [open, click, hard, soft, leave, complain, bad, risky, on, fetch, scan, view, submit, mobile] =
            rates;
        Config {
            open_human: open,
            click: click * open,
            hard_bounce: hard,
            soft_bounce: soft * (1.0 - hard),
            unsubscribe: leave,
            complaint: complain,
            hard_bounce_invalid: bad,
            hard_bounce_risky: risky,
            prefetch_share: on,
            prefetch_probability: fetch,
            scanner_share: scan,
            form_view: view,
            form_submit: submit,
            mobile_share: mobile,
            opens_per_opener: opens,
            mobile_click_factor: factor,
            open_delay: delays[0],
            click_delay: delays[1],
            prefetch_delay: delays[2],
            soft_bounce_delay: delays[3],
            hour_weights: hours,
            weekday_open: days,
            weekday_click: days,
            send_per_hour: pace,
            duration_days: duration,
            utc_offset_minutes: offset,
            ..Config::default()
        }
    })
}

/// The first broken promise among the events of one contact.
fn broken(events: &[Event], engine: &Engine, run: &Run, duration_days: u32) -> Option<&'static str> {
    let at = |kind| events.iter().find(|event| human(event, kind)).map(|event| event.at_ms);
    let bounced = at(EventKind::Bounce).is_some();
    let sent = events.first()?;
    let end = sent.at_ms + i64::from(duration_days) * 24 * 60 * MINUTE;
    let rules = [
        ("a story starts with Sent", sent.kind == EventKind::Sent && sent.at_ms >= run.start_ms),
        ("times never go back", events.is_sorted_by_key(|event| event.at_ms)),
        ("nothing after the end", events.iter().all(|event| event.at_ms < end.min(engine.ends_at_ms()))),
        ("bounced means nothing else", !bounced || events.len() == 2),
        (
            "delivered before all but Sent and Bounce",
            bounced || events.len() == 1 || events[1].kind == EventKind::Delivered,
        ),
        ("indexes are in their tables", events.iter().all(|event| in_tables(event, run))),
        (
            "submit after view",
            follows(at(EventKind::FormSubmit), at(EventKind::FormView), 20_000, 25 * MINUTE),
        ),
        ("view after click", follows(at(EventKind::FormView), at(EventKind::Click), 500, 5_000)),
        (
            "click 10 to 120 s after open",
            follows(at(EventKind::Click), at(EventKind::Open), 10_000, 2 * MINUTE),
        ),
        ("firsts are marked", marked(events)),
    ];
    rules.into_iter().find(|(_, kept)| !kept).map(|(rule, _)| rule)
}

fn follows(effect: Option<i64>, cause: Option<i64>, least: i64, most: i64) -> bool {
    match (effect, cause) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(effect), Some(cause)) => (least..=most).contains(&(effect - cause)),
    }
}

fn in_tables(event: &Event, run: &Run) -> bool {
    let client = (event.client as usize) < CLIENTS.len();
    client
        && match event.kind {
            EventKind::Click => event.detail < run.links,
            EventKind::Bounce => {
                BOUNCE_REASONS[event.detail as usize].hard == (event.flags & flags::HARD != 0)
            }
            _ => event.detail == 0,
        }
}

fn marked(events: &[Event]) -> bool {
    events.iter().enumerate().all(|(place, event)| {
        let before = || events[..place].iter().filter(|other| other.kind == event.kind);
        let person = human(event, event.kind);
        let first_human = person && !before().any(|other| human(other, other.kind));
        (event.flags & flags::REPEAT != 0) == before().next().is_some()
            && (event.flags & flags::FIRST_HUMAN != 0) == first_human
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_valid_config_keeps_the_rules(
        config in config(), seed in any::<u64>(), links in 0..6_u16, has_form in any::<bool>(),
        start_ms in 0..32_503_680_000_000_i64, engagement in any::<f32>(),
    ) {
        prop_assert_eq!(config.validate(), Ok(()));
        let run = Run { seed, start_ms, links, has_form, ..run() };
        let mut people = audience(150);
        people[149].engagement = engagement;
        let engine = engine(&config, &people, run);
        let mut events = Vec::new();
        for (index, who) in people.iter().enumerate() {
            events.clear();
            engine.contact(who, index as u32, &mut events);
            prop_assert_eq!(broken(&events, &engine, &run, config.duration_days), None);
            let forms = events.iter().any(|event| event.kind >= EventKind::FormView);
            prop_assert!(has_form || !forms);
        }
    }
}

/// The rules themselves must be able to fail.
#[test]
fn broken_rules_are_noticed() {
    let people = audience(5_000);
    let config = Config { click: 0.2, form_submit: 0.9, ..Config::default() };
    let engine = engine(&config, &people, run());
    let whole = |who: &Recipient| {
        let mut events = Vec::new();
        engine.contact(who, 0, &mut events);
        events
    };
    let story = people
        .iter()
        .map(whole)
        .find(|events| events.iter().any(|event| event.kind == EventKind::FormSubmit));
    let story: Vec<Event> = story.unwrap();
    let judged = |change: &dyn Fn(&mut Vec<Event>)| {
        let mut events = story.clone();
        change(&mut events);
        broken(&events, &engine, &run(), 30)
    };
    assert_eq!(judged(&|_| ()), None);
    assert!(judged(&|events| events.reverse()).is_some());
    assert!(judged(&|events| events.retain(|event| event.kind != EventKind::Delivered)).is_some());
    assert!(judged(&|events| events.retain(|event| event.kind != EventKind::Open)).is_some());
    assert!(judged(&|events| events.retain(|event| event.kind != EventKind::FormView)).is_some());
    assert!(judged(&|events| events.last_mut().unwrap().at_ms += 31 * 24 * 60 * MINUTE).is_some());
    assert!(judged(&|events| events[1].kind = EventKind::Bounce).is_some());
    assert!(judged(&|events| events[2].flags |= flags::REPEAT).is_some());
    assert!(judged(&|events| events[2].client = 999).is_some());
}

#[test]
fn strange_engagement_is_taken_as_documented() {
    let mut people = audience(4_000);
    let config = Config { prefetch_share: 0.0, ..Config::default() };
    let mut opens = |engagement: f32| {
        people.iter_mut().for_each(|who| who.engagement = engagement);
        let (events, _) = simulate(&engine(&config, &people, run()), &people);
        events.iter().filter(|event| event.kind == EventKind::Open && event.at_ms >= START).count()
    };
    assert_eq!(opens(-3.0), 0);
    assert_eq!(opens(f32::NEG_INFINITY), 0);
    assert_eq!(opens(f32::NAN), opens(1.0));
    assert_eq!(opens(f32::INFINITY), opens(1000.0));
}
