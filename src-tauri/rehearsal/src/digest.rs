//! The digest of a run: the same for any batch size, order and number of threads.

use crate::config::Config;
use crate::event::Event;

/// Digests of contacts put together; addition does not care about order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    lanes: [u64; 4],
    contacts: u64,
}

impl Digest {
    /// Takes in the digest of one contact, as `Engine::contact` returned it.
    pub fn add(&mut self, contact: &[u8; 32]) {
        let (words, _) = contact.as_chunks::<8>();
        for (lane, word) in self.lanes.iter_mut().zip(words) {
            *lane = lane.wrapping_add(u64::from_le_bytes(*word));
        }
        self.contacts += 1;
    }

    /// Takes in the contacts of another part of the same run.
    pub fn merge(&mut self, other: &Digest) {
        for (lane, word) in self.lanes.iter_mut().zip(other.lanes) {
            *lane = lane.wrapping_add(word);
        }
        self.contacts += other.contacts;
    }

    /// Contacts taken in.
    pub fn contacts(&self) -> u64 {
        self.contacts
    }

    /// The digest that is stored with the run.
    pub fn finish(&self, config: &Config, seed: u64, campaign: &[u8; 16]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"reachly rehearsal 1");
        hasher.update(&config.hash());
        hasher.update(&seed.to_le_bytes());
        hasher.update(campaign);
        for lane in self.lanes {
            hasher.update(&lane.to_le_bytes());
        }
        hasher.update(&self.contacts.to_le_bytes());
        *hasher.finalize().as_bytes()
    }
}

/// Bytes of one event in a contact's digest; times take 48 bits, enough until the year 10889.
const EVENT_BYTES: usize = 12;
/// Events hashed without allocating.
const USUAL_EVENTS: usize = 9;

/// Digest of one contact: its id and what each event says, never a key or an index of the caller.
pub(crate) fn of_contact(id: &[u8; 16], events: &[Event]) -> [u8; 32] {
    let mut usual = [0; 16 + USUAL_EVENTS * EVENT_BYTES];
    let mut many;
    let bytes: &mut [u8] = if events.len() <= USUAL_EVENTS {
        &mut usual[..16 + events.len() * EVENT_BYTES]
    } else {
        many = vec![0; 16 + events.len() * EVENT_BYTES];
        &mut many
    };
    bytes[..16].copy_from_slice(id);
    let (rows, _) = bytes[16..].as_chunks_mut::<EVENT_BYTES>();
    for (row, event) in rows.iter_mut().zip(events) {
        let head = event.at_ms as u64 & 0xffff_ffff_ffff
            | u64::from(event.kind as u8) << 48
            | u64::from(event.flags) << 56;
        let tail = u32::from(event.detail) | u32::from(event.client) << 16;
        row[..8].copy_from_slice(&head.to_le_bytes());
        row[8..].copy_from_slice(&tail.to_le_bytes());
    }
    *blake3::hash(bytes).as_bytes()
}
