//! Speed of the engine on one core: `cargo run --release -p reachly-rehearsal --example throughput`.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

use reachly_rehearsal::{AudienceMix, Config, Digest, Engine, Recipient, Run, Status};

fn main() {
    let contacts = 1_000_000_u32;
    let mix = AudienceMix { valid: u64::from(contacts), ..AudienceMix::default() };
    let run = Run { seed: 42, campaign: [7; 16], start_ms: 1_790_000_000_000, links: 5, has_form: true };
    let Ok(engine) = Engine::new(&Config::default(), &mix, run) else { return };
    let person = |number: u32| {
        let mut id = [3; 16];
        id[..4].copy_from_slice(&number.to_le_bytes());
        Recipient { id, status: Status::Valid, engagement: 1.0 }
    };
    let people: Vec<Recipient> = (0..contacts).map(person).collect();
    for _ in 0..5 {
        let mut events = Vec::with_capacity(64_000);
        let mut digest = Digest::default();
        let mut count = 0;
        let start = Instant::now();
        for (index, who) in (0..contacts).zip(&people) {
            digest.add(&engine.contact(who, index, &mut events));
            if events.len() > 60_000 {
                count += events.len();
                black_box(&events);
                events.clear();
            }
        }
        count += events.len();
        let seconds = start.elapsed().as_secs_f64();
        let nanoseconds = seconds * 1e9 / count as f64;
        println!("{contacts} contacts, {count} events, {seconds:.3} s, {nanoseconds:.1} ns per event");
        black_box(digest);
    }
}
