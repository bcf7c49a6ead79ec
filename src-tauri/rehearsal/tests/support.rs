//! Audiences and runs for the tests.

use reachly_rehearsal::{
    AudienceMix, Config, Digest, Engine, Event, EventKind, Recipient, Run, Status, flags,
};

/// Wednesday 2026-09-23 09:00 UTC.
pub const START: i64 = 1_790_154_000_000;

pub fn run() -> Run {
    Run { seed: 42, campaign: [7; 16], start_ms: START, links: 4, has_form: true }
}

/// Contacts with spread-out ids and all statuses; engagement has the mean 1.
pub fn audience(count: u32) -> Vec<Recipient> {
    (0..count)
        .map(|number| {
            let mut id = [0x5a; 16];
            id[4..8].copy_from_slice(&number.to_le_bytes());
            let status = match number % 1000 {
                0 | 1 => Status::Invalid,
                2 => Status::Nonexistent,
                3..=42 => Status::Risky,
                43..=142 => Status::Unknown,
                _ => Status::Valid,
            };
            let engagement = [0.25, 0.75, 1.25, 1.75][number as usize / 1000 % 4];
            Recipient { id, status, engagement }
        })
        .collect()
}

pub fn mix(audience: &[Recipient]) -> AudienceMix {
    let mut mix = AudienceMix::default();
    for who in audience {
        mix.add(who.status);
    }
    mix
}

pub fn engine(config: &Config, audience: &[Recipient], run: Run) -> Engine {
    Engine::new(config, &mix(audience), run).unwrap()
}

pub fn simulate(engine: &Engine, audience: &[Recipient]) -> (Vec<Event>, Digest) {
    let mut events = Vec::new();
    let mut digest = Digest::default();
    for (index, who) in audience.iter().enumerate() {
        digest.add(&engine.contact(who, index as u32, &mut events));
    }
    (events, digest)
}

/// An open or click by a person.
pub fn human(event: &Event, kind: EventKind) -> bool {
    event.kind == kind && event.flags & (flags::MACHINE | flags::SCANNER) == 0
}

/// The first of its kind by a person.
pub fn first(event: &Event, kind: EventKind) -> bool {
    event.kind == kind && event.flags & flags::FIRST_HUMAN != 0
}
