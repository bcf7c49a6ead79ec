//! What a run is played with, rehearsed or launched: the engine, the dictionaries, who is in it, and what an assignment
//! says of its events.

use reachly_rehearsal::{
    AudienceMix, BOUNCE_REASONS, CLIENTS, Config, Engine, Event, EventKind, Recipient, Run, flags,
};
use roaring::RoaringBitmap;

use super::deck::Words;
use super::queries::{ASSIGNMENT, Snapshot};
use super::{refused, status_of};
use crate::audience::{Frozen, engagement};
use crate::error::Result;
use crate::events::device_code;
use crate::events::queries::{client_key, detail_key};
use crate::events::record::narrow;
use crate::store::{ABSENT, Bulk};

/// What (seed, config, audience) leave open: the campaign and its versions.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub campaign: [u8; 16],
    pub seed: u64,
    pub config: Config,
    pub start_ms: i64,
    /// Addresses of the mail's links, in their order.
    pub links: Vec<String>,
    pub has_form: bool,
}

impl Script {
    /// # Errors
    /// `invalid` with the first wrong field of the config.
    pub(crate) fn engine(&self, mix: &AudienceMix) -> Result<Engine> {
        let run = Run {
            seed: self.seed,
            campaign: self.campaign,
            start_ms: self.start_ms,
            links: u16::try_from(self.links.len()).unwrap_or(u16::MAX),
            has_form: self.has_form,
        };
        Engine::new(&self.config, mix, run).map_err(|errors| refused(&errors))
    }

    pub(crate) fn words(&self, bulk: &Bulk) -> Result<Words> {
        let links = self.links.clone();
        bulk.step(move |tx| {
            let mut words = Words::default();
            for link in &links {
                words.links.push(narrow(detail_key(tx, "link", link)?)?);
            }
            for reason in BOUNCE_REASONS {
                let text = format!("{} {}", reason.code, reason.text);
                words.reasons.push(narrow(detail_key(tx, "reason", &text)?)?);
            }
            // the first client is none
            words.clients.push(0);
            for client in CLIENTS.iter().skip(1) {
                words.clients.push(narrow(client_key(tx, device_code(client.device), client.name)?)?);
            }
            Ok(words)
        })
    }
}

pub(crate) fn mix_of(statuses: &[u8]) -> AudienceMix {
    let mut mix = AudienceMix::default();
    for status in statuses {
        mix.add(status_of(*status));
    }
    mix
}

/// Keys as events hold them.
pub(crate) fn narrowed(frozen: &Frozen) -> Result<Vec<u32>> {
    frozen.contact_keys.iter().map(|key| narrow(*key)).collect()
}

pub(crate) fn recipient(frozen: &Frozen, at: usize) -> Recipient {
    Recipient {
        id: frozen.contact_ids[at],
        status: status_of(frozen.statuses[at]),
        engagement: frozen.engagement(at),
    }
}

/// Who is in the run, by status and by engagement.
pub(crate) fn snapshot(contacts: &[u32], frozen: &Frozen) -> Snapshot {
    let mut statuses: Vec<(u8, RoaringBitmap)> =
        (0..=4).map(|status| (status, RoaringBitmap::new())).collect();
    for (contact, status) in contacts.iter().zip(&frozen.statuses) {
        if let Some((_, who)) = statuses.get_mut(usize::from(*status)) {
            // the audience comes in contact order, so nothing is refused
            let _ = who.try_push(*contact);
        }
    }
    statuses.retain(|(_, who)| !who.is_empty());
    let mut keen = std::collections::BTreeMap::<u16, RoaringBitmap>::new();
    for (contact, factor) in contacts.iter().zip(&frozen.engagement) {
        if *factor != engagement::AVERAGE {
            let _ = keen.entry(*factor).or_default().try_push(*contact);
        }
    }
    Snapshot { statuses, engagement: keen.into_iter().collect() }
}

/// Positions in an assignment's row.
pub(crate) const SCHEDULED: usize = 4;
const SENT: usize = 5;
const DELIVERED: usize = 6;
const OPENED: usize = 7;
const OPENED_BY_MACHINE: usize = 8;
const CLICKED: usize = 9;
const BOUNCED: usize = 10;
const UNSUBSCRIBED: usize = 11;
const COMPLAINED: usize = 12;
const VIEWED: usize = 13;
const SUBMITTED: usize = 14;

/// One contact's assignment, from its events in time order.
pub(crate) fn assignment(contact: i64, status: u8, events: &[Event]) -> [i64; ASSIGNMENT.len()] {
    let mut row = [ABSENT; ASSIGNMENT.len()];
    let (mut state, mut bits) = (0, 0);
    for event in events {
        bits |= 1_i64 << event.kind as u8;
        let machine = event.flags & (flags::MACHINE | flags::SCANNER) != 0;
        let place = match event.kind {
            EventKind::Sent => {
                state = 1;
                row[SCHEDULED] = event.at_ms;
                SENT
            }
            EventKind::Delivered => {
                state = 2;
                DELIVERED
            }
            EventKind::Bounce => {
                state = if event.flags & flags::HARD != 0 { 4 } else { 3 };
                BOUNCED
            }
            EventKind::Open if machine => OPENED_BY_MACHINE,
            EventKind::Open => OPENED,
            // what a scanner clicked is no click of the person
            EventKind::Click if machine => continue,
            EventKind::Click => CLICKED,
            EventKind::Unsubscribe => UNSUBSCRIBED,
            EventKind::Complaint => COMPLAINED,
            EventKind::FormView => VIEWED,
            EventKind::FormSubmit => SUBMITTED,
        };
        if row[place] == ABSENT {
            row[place] = event.at_ms;
        }
    }
    (row[0], row[1], row[2], row[3]) = (contact, state, i64::from(status), bits);
    row
}
