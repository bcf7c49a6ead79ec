//! The drawn events of a run, held small and dealt out in primary-key order.

use reachly_rehearsal::{CLIENTS, Event, EventKind};

use crate::error::{Error, Result};
use crate::events::{EventRow, device_code};

/// Bits of the recipient's index below the time.
const INDEX_BITS: u32 = 30;

/// One event in 16 bytes; its order is time, then contact, then what it says, so that equal draws are equally sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Card {
    /// Milliseconds since the start of the run, and the recipient's index.
    key: u64,
    detail: u16,
    client: u16,
    flags: u8,
}

/// Keys of the dictionaries, by the engine's indexes.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub links: Vec<u32>,
    pub reasons: Vec<u32>,
    pub clients: Vec<u32>,
}

/// All events of a run.
pub(super) struct Deck {
    start_ms: i64,
    /// By type of event, 1 to 9.
    cards: [Vec<Card>; 10],
}

impl Deck {
    pub(super) fn new(start_ms: i64) -> Self {
        Deck { start_ms, cards: Default::default() }
    }

    /// # Errors
    /// `too_large` beyond a billion contacts.
    pub(super) fn add(&mut self, event: &Event) -> Result<()> {
        let since = u64::try_from(event.at_ms - self.start_ms).unwrap_or(0);
        if event.recipient >> INDEX_BITS != 0 || since >> (64 - INDEX_BITS) != 0 {
            return Err(Error::new(crate::Code::TooLarge, "This audience is too large for one run."));
        }
        self.cards[event.kind as usize].push(Card {
            key: since << INDEX_BITS | u64::from(event.recipient),
            detail: event.detail,
            client: event.client,
            flags: event.flags,
        });
        Ok(())
    }

    pub(super) fn len(&self) -> usize {
        self.cards.iter().map(Vec::len).sum()
    }

    pub(super) fn sort(&mut self) {
        for cards in &mut self.cards {
            cards.sort_unstable();
        }
    }

    /// Events as rows, `size` at a time, in primary-key order.
    pub(super) fn deal<'a>(
        &'a self,
        size: usize,
        contacts: &'a [u32],
        statuses: &'a [u8],
        words: &'a Words,
    ) -> impl Iterator<Item = Vec<EventRow>> + 'a {
        let mut rows = self.cards.iter().enumerate().flat_map(move |(kind, cards)| {
            cards.iter().map(move |card| self.row(kind as u8, card, contacts, statuses, words))
        });
        std::iter::from_fn(move || {
            let part: Vec<EventRow> = rows.by_ref().take(size).collect();
            (!part.is_empty()).then_some(part)
        })
    }

    fn row(&self, kind: u8, card: &Card, contacts: &[u32], statuses: &[u8], words: &Words) -> EventRow {
        let index = (card.key & ((1 << INDEX_BITS) - 1)) as usize;
        let of = |list: &[u32]| list.get(usize::from(card.detail)).copied().unwrap_or(0);
        let detail = match kind {
            kind if kind == EventKind::Click as u8 => of(&words.links),
            kind if kind == EventKind::Bounce as u8 => of(&words.reasons),
            _ => 0,
        };
        EventRow {
            at_ms: self.start_ms + (card.key >> INDEX_BITS) as i64,
            contact: contacts[index],
            detail,
            client: words.clients.get(usize::from(card.client)).copied().unwrap_or(0),
            kind,
            flags: card.flags,
            device: device_code(CLIENTS[usize::from(card.client)].device),
            status: statuses[index],
        }
    }
}
