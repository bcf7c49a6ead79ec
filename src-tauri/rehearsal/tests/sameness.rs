//! One seed, config and audience make one result, however they are cut up; a change moves only what it must.

use crate::support::{audience, engine, mix, run, simulate};
use reachly_rehearsal::{Config, Digest, Engine, Event, EventKind, Recipient, Run, flags};

const CONTACTS: u32 = 20_000;

fn config() -> Config {
    Config { scanner_share: 0.03, send_per_hour: Some(5_000), ..Config::default() }
}

fn finish(digest: &Digest) -> [u8; 32] {
    digest.finish(&config(), run().seed, &run().campaign)
}

/// Every `threads`-th batch goes to the same thread.
fn in_threads(engine: &Engine, people: &[Recipient], threads: usize, batch: usize) -> Digest {
    let part = |thread: usize| {
        let mut digest = Digest::default();
        let mut events = Vec::new();
        for (number, chunk) in people.chunks(batch).enumerate().skip(thread).step_by(threads) {
            events.clear();
            for (index, who) in chunk.iter().enumerate() {
                digest.add(&engine.contact(who, (number * batch + index) as u32, &mut events));
            }
        }
        digest
    };
    let mut whole = Digest::default();
    std::thread::scope(|scope| {
        let started: Vec<_> = (0..threads).map(|thread| scope.spawn(move || part(thread))).collect();
        for handle in started {
            whole.merge(&handle.join().unwrap());
        }
    });
    whole
}

#[test]
fn batches_and_threads_do_not_change_the_digest() {
    let people = audience(CONTACTS);
    let engine = engine(&config(), &people, run());
    let whole = finish(&simulate(&engine, &people).1);
    for threads in [1, 2, 8] {
        for batch in [1, 7, 1000] {
            let digest = in_threads(&engine, &people, threads, batch);
            assert_eq!(finish(&digest), whole, "{threads} threads, batches of {batch}");
            assert_eq!(digest.contacts(), u64::from(CONTACTS));
        }
    }
    let mut backwards = people.clone();
    backwards.reverse();
    assert_eq!(finish(&simulate(&engine, &backwards).1), whole, "order and index do not matter");
}

#[test]
fn the_digest_notices_every_input() {
    let people = audience(2_000);
    let of = |config: &Config, run: Run, people: &[Recipient]| {
        let digest = simulate(&engine(config, people, run), people).1;
        digest.finish(config, run.seed, &run.campaign)
    };
    let base = of(&config(), run(), &people);
    assert_eq!(of(&config(), run(), &people), base);
    let mut keener = people.clone();
    keener[17].engagement = 1000.0;
    let others = [
        of(&config(), Run { seed: 43, ..run() }, &people),
        of(&config(), Run { campaign: [8; 16], ..run() }, &people),
        of(&config(), Run { start_ms: run().start_ms + 1, ..run() }, &people),
        of(&Config { form_submit: 0.051, ..config() }, run(), &people),
        of(&config(), run(), &people[1..]),
        of(&config(), run(), &keener),
    ];
    for (place, other) in others.iter().enumerate() {
        assert_ne!(*other, base, "change {place} went unnoticed");
        assert!(!others[..place].contains(other));
    }
}

#[test]
fn a_config_that_went_through_json_gives_the_same_digest() {
    let people = audience(2_000);
    let config = Config { open_human: 0.1 + 0.2 - 1.0 / 3.0 * 0.1, ..config() };
    let json = serde_json::to_string(&config).unwrap();
    let back: Config = serde_json::from_str(&json).unwrap();
    let of = |config: &Config| {
        simulate(&engine(config, &people, run()), &people).1.finish(config, 42, &run().campaign)
    };
    assert_eq!(of(&back), of(&config));
    // the last bit is what a way through text may cost
    let nearly = Config { open_human: config.open_human.next_up(), ..config.clone() };
    assert_eq!(of(&nearly), of(&config));
}

/// Events with the contact's id in place of the index.
fn by_id(people: &[Recipient], events: &[Event]) -> Vec<([u8; 16], Event)> {
    let named = |event: &Event| (people[event.recipient as usize].id, Event { recipient: 0, ..*event });
    events.iter().map(named).collect()
}

#[test]
fn adding_or_removing_a_contact_changes_only_its_own_events() {
    let people = audience(CONTACTS);
    let engine = Engine::new(&config(), &mix(&people), run()).unwrap();
    let all = by_id(&people, &simulate(&engine, &people).0);
    for gone in [0, 777, people.len() - 1] {
        let mut fewer = people.clone();
        let gone = fewer.remove(gone).id;
        let kept: Vec<_> = all.iter().filter(|(id, _)| *id != gone).copied().collect();
        assert_eq!(by_id(&fewer, &simulate(&engine, &fewer).0), kept);
        assert!(kept.len() < all.len());
    }
}

#[test]
fn a_shorter_run_is_the_beginning_of_a_longer_one() {
    let people = audience(CONTACTS);
    let of = |days| simulate(&engine(&Config { duration_days: days, ..config() }, &people, run()), &people).0;
    let (short, long) = (of(3), of(30));
    let mut rest = long.iter();
    assert!(short.iter().all(|event| rest.any(|other| other == event)));
    assert!(short.len() < long.len());
}

/// What an event says without the marks that depend on its neighbours.
fn bare(events: &[Event], kinds: &[EventKind]) -> Vec<Event> {
    let marks = flags::REPEAT | flags::FIRST_HUMAN;
    let wanted = events.iter().filter(|event| kinds.contains(&event.kind));
    wanted.map(|event| Event { flags: event.flags & !marks, ..*event }).collect()
}

#[test]
fn editing_one_rate_leaves_the_other_stages_alone() {
    use EventKind::*;
    let people = audience(CONTACTS);
    let of = |config: &Config| simulate(&engine(config, &people, run()), &people).0;
    let base = config();
    let before = of(&base);
    let edit = |change: fn(&mut Config)| {
        let mut config = base.clone();
        change(&mut config);
        config
    };
    let cases: [(&str, Config, &[EventKind], EventKind); 9] = [
        (
            "open",
            edit(|c| c.open_human = 0.3),
            &[Sent, Delivered, Click, Bounce, Unsubscribe, Complaint, FormView, FormSubmit],
            Open,
        ),
        ("click", edit(|c| c.click = 0.03), &[Sent, Delivered, Bounce, Unsubscribe, Complaint], Click),
        (
            "unsubscribe",
            edit(|c| c.unsubscribe = 0.02),
            &[Sent, Delivered, Open, Click, Bounce, Complaint, FormView, FormSubmit],
            Unsubscribe,
        ),
        (
            "complaint",
            edit(|c| c.complaint = 0.02),
            &[Sent, Delivered, Open, Click, Bounce, Unsubscribe, FormView, FormSubmit],
            Complaint,
        ),
        (
            "submit",
            edit(|c| c.form_submit = 0.5),
            &[Sent, Delivered, Open, Click, Bounce, Unsubscribe, Complaint, FormView],
            FormSubmit,
        ),
        (
            "view",
            edit(|c| c.form_view = 0.1),
            &[Sent, Delivered, Open, Click, Bounce, Unsubscribe, Complaint],
            FormView,
        ),
        (
            "scanner",
            edit(|c| c.scanner_share = 0.1),
            &[Sent, Delivered, Open, Bounce, Unsubscribe, Complaint, FormView, FormSubmit],
            Click,
        ),
        (
            "prefetch",
            edit(|c| c.prefetch_probability = 0.2),
            &[Sent, Delivered, Click, Bounce, Unsubscribe, Complaint, FormView, FormSubmit],
            Open,
        ),
        (
            "re-opens",
            edit(|c| c.opens_per_opener = 3.0),
            &[Sent, Delivered, Click, Bounce, Unsubscribe, Complaint, FormView, FormSubmit],
            Open,
        ),
    ];
    for (name, config, same, moved) in cases {
        let after = of(&config);
        assert_eq!(bare(&before, same), bare(&after, same), "{name}");
        assert_ne!(bare(&before, &[moved]), bare(&after, &[moved]), "{name} changed nothing");
    }
}

#[test]
fn editing_bounces_changes_only_the_contacts_that_bounce_differently() {
    let people = audience(CONTACTS);
    let of = |config: &Config| simulate(&engine(config, &people, run()), &people).0;
    let (before, after) = (of(&config()), of(&Config { soft_bounce: 0.05, ..config() }));
    let own = |events: &[Event]| {
        let mut own = vec![Vec::new(); people.len()];
        for event in events {
            own[event.recipient as usize].push(*event);
        }
        own
    };
    let bounces = |events: &[Event]| events.iter().any(|event| event.kind == EventKind::Bounce);
    let mut changed = 0;
    for (was, is) in own(&before).iter().zip(&own(&after)) {
        if was != is {
            changed += 1;
            assert!(!bounces(was) && bounces(is));
        }
    }
    assert!(changed > 500, "{changed}");
}

#[test]
fn the_digest_is_the_golden_one() {
    let people = audience(CONTACTS);
    let digest = finish(&simulate(&engine(&config(), &people, run()), &people).1);
    let text: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden_digest.txt");
    if std::env::var_os("REACHLY_UPDATE_GOLDENS").is_some_and(|value| value == "1") {
        std::fs::write(path, format!("{text}\n")).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    assert_eq!(text, golden.trim(), "events changed; REACHLY_UPDATE_GOLDENS=1 renews the golden digest");
}
