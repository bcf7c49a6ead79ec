//! Every rate of a run lies within three standard errors of its config, and the check notices when not.

use crate::support::{audience, engine, first, human, run, simulate};
use reachly_rehearsal::{CLIENTS, Config, Device, Engine, Event, EventKind, Recipient, flags};

const CONTACTS: u32 = 1_000_000;

struct Measured {
    name: &'static str,
    observed: f64,
    expected: f64,
    standard_error: f64,
}

impl Measured {
    fn share(name: &'static str, hits: usize, of: usize, expected: f64) -> Measured {
        let standard_error = (expected * (1.0 - expected) / of as f64).sqrt();
        Measured { name, observed: hits as f64 / of as f64, expected, standard_error }
    }

    fn errors(&self) -> f64 {
        (self.observed - self.expected).abs() / self.standard_error
    }
}

fn count(events: &[Event], which: impl Fn(&Event) -> bool) -> usize {
    events.iter().filter(|event| which(event)).count()
}

/// Counts a run made with one config against the promises of another.
fn measure(engine: &Engine, people: &[Recipient], promised: &Config) -> Vec<Measured> {
    let mut events = Vec::with_capacity(people.len() * 4);
    for (index, who) in people.iter().enumerate() {
        engine.contact(who, index as u32, &mut events);
    }
    let sent = count(&events, |event| event.kind == EventKind::Sent);
    let delivered = count(&events, |event| event.kind == EventKind::Delivered);
    let hard = |event: &Event| event.kind == EventKind::Bounce && event.flags & flags::HARD != 0;
    let opened = |event: &Event| first(event, EventKind::Open);
    let openers = count(&events, opened);
    let clickers = count(&events, |event| first(event, EventKind::Click));
    let views = count(&events, |event| event.kind == EventKind::FormView);
    let submits = count(&events, |event| event.kind == EventKind::FormSubmit);
    let on = |event: &Event, device| CLIENTS[event.client as usize].device == device;
    let mobile = count(&events, |event| opened(event) && on(event, Device::Mobile));
    let scanned = |event: &Event| event.flags & flags::SCANNER != 0 && event.flags & flags::REPEAT == 0;
    let mean = promised.opens_per_opener;
    let opens = count(&events, |event| human(event, EventKind::Open));
    let share = Measured::share;
    vec![
        share("hardBounce", count(&events, hard), sent, promised.hard_bounce),
        share(
            "softBounce",
            count(&events, |event| event.kind == EventKind::Bounce && !hard(event)),
            sent,
            promised.soft_bounce,
        ),
        share("openHuman", openers, delivered, promised.open_human),
        share("click", clickers, delivered, promised.click),
        share(
            "unsubscribe",
            count(&events, |event| event.kind == EventKind::Unsubscribe),
            delivered,
            promised.unsubscribe,
        ),
        share(
            "complaint",
            count(&events, |event| event.kind == EventKind::Complaint),
            delivered,
            promised.complaint,
        ),
        share(
            "prefetch",
            count(&events, |event| event.flags & flags::MACHINE != 0),
            delivered,
            promised.prefetch_share * promised.prefetch_probability,
        ),
        share("scannerShare", count(&events, scanned), delivered, promised.scanner_share),
        share("formView", views, clickers, promised.form_view),
        share("formSubmit", submits, views, promised.form_submit),
        share("mobileShare", mobile, openers, promised.mobile_share),
        Measured {
            name: "opensPerOpener",
            observed: opens as f64 / openers as f64,
            expected: mean,
            standard_error: (mean * (mean - 1.0) / openers as f64).sqrt(),
        },
    ]
}

fn promised() -> Config {
    Config { scanner_share: 0.03, ..Config::default() }
}

#[test]
fn every_rate_is_within_three_standard_errors() {
    let people = audience(CONTACTS);
    let config = promised();
    for rate in measure(&engine(&config, &people, run()), &people, &config) {
        println!("{}: {:.6} for {:.6}, {:.2} SE", rate.name, rate.observed, rate.expected, rate.errors());
        assert!(rate.errors() <= 3.0, "{} is {:.1} SE off", rate.name, rate.errors());
    }
}

#[test]
fn the_check_catches_every_rate_that_is_shifted() {
    let people = audience(CONTACTS);
    let honest = promised();
    let shifted = Config {
        open_human: honest.open_human * 1.05,
        click: honest.click * 1.05,
        hard_bounce: honest.hard_bounce * 1.1,
        soft_bounce: honest.soft_bounce * 1.1,
        unsubscribe: honest.unsubscribe * 1.15,
        complaint: honest.complaint * 1.6,
        prefetch_share: honest.prefetch_share * 1.05,
        scanner_share: honest.scanner_share * 1.05,
        form_view: honest.form_view * 1.05,
        form_submit: honest.form_submit * 1.4,
        mobile_share: honest.mobile_share * 1.05,
        opens_per_opener: honest.opens_per_opener * 1.05,
        ..honest.clone()
    };
    for rate in measure(&engine(&shifted, &people, run()), &people, &honest) {
        println!("{}: {:.2} SE", rate.name, rate.errors());
        assert!(rate.errors() > 3.0, "a shifted {} went unnoticed", rate.name);
    }
}

#[test]
fn bad_addresses_bounce_as_their_status_says() {
    let people = audience(200_000);
    let config = Config::default();
    let (events, _) = simulate(&engine(&config, &people, run()), &people);
    let hard = |event: &&Event| event.flags & flags::HARD != 0;
    let mut by_status = [[0_usize; 2]; 6];
    for who in &people {
        by_status[who.status as usize][0] += 1;
    }
    for event in events.iter().filter(hard) {
        by_status[people[event.recipient as usize].status as usize][1] += 1;
    }
    // 0.72 % of all, less what 0.3 % bad and 4 % risky addresses make of it, over the other 95.7 %
    let valid = (0.0072 - 0.003 * 0.97 - 0.04 * 0.05) / 0.957;
    for (status, chance) in [(1, valid), (2, 0.05), (3, 0.97), (4, 0.97), (5, valid)] {
        let [all, bounced] = by_status[status];
        let rate = Measured::share("status", bounced, all, chance);
        assert!(rate.errors() <= 3.0, "status {status}: {bounced} of {all}, expected {chance}");
    }
    assert!(Measured::share("control", by_status[2][1], by_status[2][0], 0.07).errors() > 3.0);
}

#[test]
fn desk_readers_click_twice_as_often_as_phone_readers() {
    let people = audience(200_000);
    let ratio = |factor: f64| {
        let config = Config { click: 0.08, mobile_click_factor: factor, ..Config::default() };
        let (events, _) = simulate(&engine(&config, &people, run()), &people);
        let of = |kind, device| {
            count(&events, |event| first(event, kind) && CLIENTS[event.client as usize].device == device)
                as f64
        };
        (of(EventKind::Click, Device::Mobile) / of(EventKind::Open, Device::Mobile))
            / (of(EventKind::Click, Device::Desktop) / of(EventKind::Open, Device::Desktop))
    };
    assert!((ratio(0.5) - 0.5).abs() < 0.03);
    assert!((ratio(0.7) - 0.5).abs() > 0.03, "control");
}

#[test]
fn an_audience_too_bad_for_its_rate_says_so() {
    let mut people = audience(10_000);
    for who in &mut people[..1_000] {
        who.status = reachly_rehearsal::Status::Invalid;
    }
    let engine = engine(&Config::default(), &people, run());
    assert!(engine.expected_hard_bounce() > 0.097, "{}", engine.expected_hard_bounce());
}
