//! The drawn events of a run, held small and dealt out in primary-key order.

use reachly_rehearsal::{CLIENTS, Event, EventKind};

use crate::error::{Error, Result};
use crate::events::{EventRow, device_code};

/// Most submissions in one step: each makes a lead with its answers, a few rows one by one.
const SUBMISSIONS: usize = 200;
const SUBMITTED: u8 = EventKind::FormSubmit as u8;
/// Bits of the recipient's index below the time.
const INDEX_BITS: u32 = 30;
const INDEX: u64 = (1 << INDEX_BITS) - 1;
/// Types of events in the order of their numbers, from 1.
const KINDS: [EventKind; 9] = [
    EventKind::Sent,
    EventKind::Delivered,
    EventKind::Open,
    EventKind::Click,
    EventKind::Bounce,
    EventKind::Unsubscribe,
    EventKind::Complaint,
    EventKind::FormView,
    EventKind::FormSubmit,
];

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
pub(crate) struct Words {
    pub links: Vec<u32>,
    pub reasons: Vec<u32>,
    pub clients: Vec<u32>,
}

/// Events of a run: all of them, or those of a stretch of time.
pub(crate) struct Deck {
    /// No event is earlier.
    start_ms: i64,
    /// By type of event, 1 to 9.
    cards: [Vec<Card>; 10],
}

impl Deck {
    pub(crate) fn new(start_ms: i64) -> Self {
        Deck { start_ms, cards: Default::default() }
    }

    /// # Errors
    /// `too_large` beyond a billion contacts.
    pub(crate) fn add(&mut self, event: &Event) -> Result<()> {
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

    pub(crate) fn len(&self) -> usize {
        self.cards.iter().map(Vec::len).sum()
    }

    pub(crate) fn sort(&mut self) {
        for cards in &mut self.cards {
            cards.sort_unstable();
        }
    }

    /// Events as rows, `size` at a time, in primary-key order. Submissions come apart from the rest and fewer at a time.
    pub(crate) fn deal<'a>(
        &'a self,
        size: usize,
        contacts: &'a [u32],
        statuses: &'a [u8],
        words: &'a Words,
    ) -> impl Iterator<Item = Vec<EventRow>> + 'a {
        self.deal_between((i64::MIN, i64::MAX), 0, size, (contacts, statuses, words))
    }

    /// As [`Deck::deal`], of the events after the first and up to the second time, without the first `skip` of them.
    pub(crate) fn deal_between<'a>(
        &'a self,
        (after, upto): (i64, i64),
        skip: usize,
        size: usize,
        (contacts, statuses, words): (&'a [u32], &'a [u8], &'a Words),
    ) -> impl Iterator<Item = Vec<EventRow>> + 'a {
        let mut rows = (0_u8..)
            .zip(&self.cards)
            .flat_map(move |(kind, cards)| {
                let cards = &cards[self.span(cards, after, upto)];
                cards.iter().map(move |card| self.row(kind, card, contacts, statuses, words))
            })
            .skip(skip)
            .fuse();
        let mut next = rows.next();
        std::iter::from_fn(move || {
            let submitted = next.as_ref()?.kind == SUBMITTED;
            let most = if submitted { size.min(SUBMISSIONS) } else { size };
            let mut part = Vec::with_capacity(most);
            while part.len() < most
                && let Some(row) = next.take_if(|row| (row.kind == SUBMITTED) == submitted)
            {
                part.push(row);
                next = rows.next();
            }
            Some(part)
        })
    }

    /// Places of the cards of one type after the first and up to the second time.
    fn span(&self, cards: &[Card], after: i64, upto: i64) -> std::ops::Range<usize> {
        let before = |time: i64| cards.partition_point(|card| self.at_ms(card) <= time);
        let from = before(after);
        from..before(upto).max(from)
    }

    fn at_ms(&self, card: &Card) -> i64 {
        self.start_ms + (card.key >> INDEX_BITS) as i64
    }

    /// Events of a stretch of time as each recipient saw them: recipient's index, then the events in time order.
    pub(crate) fn told_between(&self, after: i64, upto: i64) -> Vec<(u32, Event)> {
        let mut found = Vec::new();
        for (kind, cards) in KINDS.iter().zip(&self.cards[1..]) {
            for card in &cards[self.span(cards, after, upto)] {
                let recipient = (card.key & INDEX) as u32;
                let Card { detail, client, flags, .. } = *card;
                let at_ms = self.at_ms(card);
                found.push((recipient, Event { at_ms, recipient, kind: *kind, flags, detail, client }));
            }
        }
        // by type within equal times, as causes come before effects
        found.sort_by_key(|(recipient, event)| (*recipient, event.at_ms));
        found
    }

    fn row(&self, kind: u8, card: &Card, contacts: &[u32], statuses: &[u8], words: &Words) -> EventRow {
        let index = (card.key & INDEX) as usize;
        let of = |list: &[u32]| list.get(usize::from(card.detail)).copied().unwrap_or(0);
        let detail = match kind {
            kind if kind == EventKind::Click as u8 => of(&words.links),
            kind if kind == EventKind::Bounce as u8 => of(&words.reasons),
            _ => 0,
        };
        EventRow {
            at_ms: self.at_ms(card),
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

#[cfg(test)]
mod tests {
    use reachly_rehearsal::{AudienceMix, Config, Digest, Engine, Recipient, Run, Status};

    use super::*;
    use crate::events::{Days, EventBatch};

    const CONTACTS: u32 = 400;

    fn drawn(seed: u64, contacts_a_part: usize) -> (Deck, [u8; 32]) {
        let config = Config { open_human: 0.5, click: 0.2, scanner_share: 0.1, ..Config::default() };
        let mix = AudienceMix { valid: u64::from(CONTACTS), ..AudienceMix::default() };
        let run = Run { seed, campaign: [7; 16], start_ms: 1_790_000_000_000, links: 3, has_form: true };
        let engine = Engine::new(&config, &mix, run).unwrap();
        let (mut deck, mut whole) = (Deck::new(run.start_ms), Digest::default());
        let everybody: Vec<u32> = (0..CONTACTS).collect();
        for part in everybody.chunks(contacts_a_part) {
            let mut digest = Digest::default();
            for number in part {
                let id = u128::from(*number).to_be_bytes();
                let mut events = Vec::new();
                let who = Recipient { id, status: Status::Valid, engagement: 1.0 };
                digest.add(&engine.contact(&who, *number, &mut events));
                events.iter().for_each(|event| deck.add(event).unwrap());
            }
            whole.merge(&digest);
        }
        deck.sort();
        (deck, whole.finish(&config, seed, &run.campaign))
    }

    fn dealt(deck: &Deck, size: usize) -> (Vec<EventRow>, i64, u64) {
        let contacts: Vec<u32> = (1..=CONTACTS).collect();
        let words = Words { links: vec![1, 2, 3], reasons: vec![4; 8], clients: (0..14).collect() };
        let statuses = vec![1; CONTACTS as usize];
        let mut days = Days::of("America/New_York").unwrap();
        let (mut rows, mut count, mut clicks) = (Vec::new(), 0, roaring::RoaringBitmap::new());
        for part in deck.deal(size, &contacts, &statuses, &words) {
            assert!(part.len() <= size, "a step is never larger than asked: {}", part.len());
            let batch = EventBatch::prepare(1, part, &mut days);
            for tally in &batch.tallies {
                count += tally.count;
                if tally.measure == crate::events::Measure::CLICK {
                    clicks |= &tally.contacts;
                }
            }
            rows.extend_from_slice(&batch.rows);
        }
        (rows, count, clicks.len())
    }

    #[test]
    fn steps_of_any_size_give_the_same_rows_counts_and_digest() {
        let (deck, digest) = drawn(7, 10_000);
        let whole = dealt(&deck, 1_000_000);
        assert_eq!(whole.0.len(), deck.len(), "every event is dealt");
        assert_eq!(whole.1, deck.len() as i64, "and counted once");
        assert!(whole.0.is_sorted_by_key(|row| (row.kind, row.at_ms)), "in primary-key order");
        for size in [1, 7, 100] {
            let (other, other_digest) = drawn(7, size);
            assert_eq!(other_digest, digest, "the digest of parts of {size}");
            assert_eq!(dealt(&other, size), whole, "steps of {size}");
        }
        assert_ne!(drawn(8, 7).1, digest, "another seed is noticed");
    }

    #[test]
    fn stretches_of_time_and_steps_taken_up_again_give_every_event_once() {
        let (deck, _) = drawn(7, 10_000);
        let contacts: Vec<u32> = (1..=CONTACTS).collect();
        let words = Words { links: vec![1, 2, 3], reasons: vec![4; 8], clients: (0..14).collect() };
        let statuses = vec![1; CONTACTS as usize];
        let place = || (contacts.as_slice(), statuses.as_slice(), &words);
        let mut whole: Vec<EventRow> = deck.deal(7, &contacts, &statuses, &words).flatten().collect();
        let stops = [i64::MIN, 1_790_000_000_000, 1_790_000_003_000, 1_790_090_000_000, i64::MAX];
        let (mut parts, mut told) = (Vec::new(), 0);
        for pair in stops.windows(2) {
            let stretch = (pair[0], pair[1]);
            let all: Vec<EventRow> = deck.deal_between(stretch, 0, 50, place()).flatten().collect();
            assert!(all.iter().all(|row| row.at_ms > pair[0] && row.at_ms <= pair[1]), "within its times");
            let rest: Vec<EventRow> = deck.deal_between(stretch, 9, 50, place()).flatten().collect();
            assert_eq!(rest, all[9.min(all.len())..], "what was written already is left out");
            told += deck.told_between(pair[0], pair[1]).len();
            parts.extend(all);
        }
        let key = |row: &EventRow| (row.kind, row.at_ms, row.contact, row.detail, row.flags);
        whole.sort_by_key(key);
        parts.sort_by_key(key);
        assert_eq!(parts, whole, "the stretches together are the whole");
        assert_eq!(told, whole.len(), "and so is what the recipients saw");
    }
}
