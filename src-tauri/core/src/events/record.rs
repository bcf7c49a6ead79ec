//! Events made by real visits to the landing page: one at a time, counted in the same transaction.

use std::any::Any;
use std::collections::BTreeMap;

use reachly_rehearsal::{Device, EventKind};

use super::batch::{EventBatch, EventRow};
use super::{append, device_code, queries};
use crate::error::{Error, Result};
use crate::store::Tx;

/// One request to the landing server.
#[derive(Clone, Debug)]
pub struct NewVisit {
    pub campaign_key: i64,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    /// What ties the requests of one visitor together.
    pub session: String,
}

/// An event made by a visit.
#[derive(Clone, Debug)]
pub struct LandingEvent {
    pub campaign_key: i64,
    /// OPEN, CLICK, UNSUBSCRIBE, COMPLAINT, FORM_VIEW or FORM_SUBMIT.
    pub kind: EventKind,
    /// `None`: nobody known.
    pub contact_key: Option<i64>,
    /// The link that was followed.
    pub link: Option<String>,
    pub device: Device,
    /// Family of the browser or mail program; empty when unknown.
    pub client: String,
    /// As `reachly_rehearsal::flags` numbers them.
    pub flags: u8,
    pub visit_key: i64,
}

/// Writes down a visit; returns its key.
///
/// # Errors
/// The store's codes.
pub fn visit(tx: &mut Tx<'_>, visit: &NewVisit) -> Result<i64> {
    queries::insert_visit(tx, visit)
}

/// Records one event of a visit, at the campaign clock's time. Every count it changes is written with those of the
/// other visits of the moment, before the commit that makes this one durable.
///
/// # Errors
/// `invalid` for a kind that no visit makes; the store's codes.
pub fn record(tx: &mut Tx<'_>, event: &LandingEvent) -> Result<()> {
    if matches!(event.kind, EventKind::Sent | EventKind::Delivered | EventKind::Bounce) {
        return Err(Error::invalid("kind", "A visit does not make this kind of event."));
    }
    let at_ms = queries::campaign_clock(tx)?;
    let contact = event.contact_key.unwrap_or(0);
    let run = queries::standing_assignment(tx, event.campaign_key, contact)?;
    let detail = match &event.link {
        Some(link) => queries::detail_key(tx, "link", link)?,
        None => 0,
    };
    let device = device_code(event.device);
    let client = if event.client.is_empty() { 0 } else { queries::client_key(tx, device, &event.client)? };
    let row = EventRow {
        at_ms,
        contact: narrow(contact)?,
        detail: narrow(detail)?,
        client: narrow(client)?,
        kind: event.kind as u8,
        flags: event.flags,
        device: if client == 0 { 0 } else { device },
        status: run.map_or(0, |(_, status)| status),
    };
    queries::append_landing(tx, event.campaign_key, &row, event.visit_key)?;
    tx.settle_later((event.campaign_key, row), count);
    if let Some((run, _)) = run {
        queries::project(tx, run, contact, &row)?;
    }
    Ok(())
}

/// Counts the events of a group of visits, once for each campaign.
fn count(tx: &mut Tx<'_>, events: Vec<Box<dyn Any + Send>>) -> Result<()> {
    let mut campaigns: BTreeMap<i64, Vec<EventRow>> = BTreeMap::new();
    for event in events {
        let event = event.downcast::<(i64, EventRow)>();
        let (campaign, row) =
            *event.map_err(|_| Error::internal("what was left to be counted is no event"))?;
        campaigns.entry(campaign).or_default().push(row);
    }
    let mut days = queries::days(tx)?;
    for (campaign, rows) in campaigns {
        let batch = EventBatch::prepare(campaign, rows, &mut days);
        append::add_counts(tx, campaign, &batch.tallies, &batch.rollups)?;
    }
    tx.touch("events");
    Ok(())
}

/// Keys are 32 bits wide in bitmaps and rows.
///
/// # Errors
/// `too_large` beyond 4 billion.
pub(crate) fn narrow(key: i64) -> Result<u32> {
    u32::try_from(key)
        .map_err(|_| Error::new(crate::Code::TooLarge, "This workspace holds too many rows to count events."))
}
