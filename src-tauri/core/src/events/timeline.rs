//! What happened to one contact: assignments, then the day bitmaps that hold the contact, then key ranges of those days.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::queries::{self, Found, Place};
use super::{Days, Measure, kind_word};
use crate::clock::CampaignTime;
use crate::error::Result;
use crate::store::Read;

/// One event of a contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Happened {
    pub at: CampaignTime,
    /// SENT, DELIVERED, OPEN, CLICK, BOUNCE, UNSUBSCRIBE, COMPLAINT, FORM_VIEW, FORM_SUBMIT.
    pub event_type: String,
    pub campaign: Uuid,
    pub campaign_name: String,
    /// Link of a click, reason of a bounce.
    pub detail: Option<String>,
    pub client: Option<String>,
    /// Made by a machine on the reader's side.
    pub machine: bool,
    /// A final bounce.
    pub hard: bool,
    /// Made by a real visit to the landing page.
    pub visit: bool,
}

/// Measures that can happen more than once to a contact in a run.
const REPEATED: [Measure; 6] = [
    Measure::OPEN,
    Measure::OPEN_MACHINE,
    Measure::CLICK,
    Measure::CLICK_MACHINE,
    Measure::FORM_VIEW,
    Measure::FORM_SUBMIT,
];

/// The newest events of a contact, newest first.
///
/// # Errors
/// The store's codes.
pub fn timeline(read: &Read<'_>, contact_key: i64, limit: usize) -> Result<Vec<Happened>> {
    let contact = super::record::narrow(contact_key)?;
    let days = queries::days(read)?;
    let mut found = Vec::new();
    let assigned = queries::assignments_of(read, contact_key)?;
    let mut campaigns: Vec<i64> = assigned.iter().map(|one| one.campaign_key).collect();
    campaigns.extend(queries::seen_on_pages(read, contact)?);
    campaigns.sort_unstable();
    campaigns.dedup();
    for campaign in campaigns {
        let mut events = Vec::new();
        for one in assigned.iter().filter(|one| one.campaign_key == campaign) {
            for (measure, at) in one.once {
                if let Some(at) = at {
                    events.push((measure, once(read, campaign, measure, at, contact_key)?));
                }
            }
        }
        for measure in REPEATED {
            let place = Place { campaign, measure, day: super::ALL_DAYS };
            repeated(read, place, contact, &days, &mut events)?;
        }
        let (id, name) = queries::campaign(read, campaign)?;
        found.extend(events.into_iter().map(|(measure, event)| told(measure, event, id, &name)));
    }
    found.sort_by_key(|event| std::cmp::Reverse(event.at));
    found.truncate(limit);
    Ok(found)
}

/// Sending and delivery share their millisecond with whole audiences, and the assignment says all of them; of the
/// others the event itself is read.
fn once(read: &Read<'_>, campaign: i64, measure: Measure, at: i64, contact: i64) -> Result<Found> {
    let bare = Found { at, flags: 0, detail: None, client: None, visit: false };
    if matches!(measure, Measure::SENT | Measure::DELIVERED) {
        return Ok(bare);
    }
    let found = queries::events_of(read, campaign, measure.kind, (at, at + 1), contact)?;
    Ok(found.into_iter().next().unwrap_or(bare))
}

fn repeated(
    read: &Read<'_>,
    place: Place,
    contact: u32,
    days: &Days,
    events: &mut Vec<(Measure, Found)>,
) -> Result<()> {
    if !queries::contacts(read, place)?.contains(contact) {
        return Ok(());
    }
    for day in queries::days_of(read, place)? {
        if !queries::contacts(read, Place { day, ..place })?.contains(contact) {
            continue;
        }
        let range = (days.start(day), days.start(day + 1));
        let kind = place.measure.kind;
        for event in queries::events_of(read, place.campaign, kind, range, contact.into())? {
            if Measure::of(kind, event.flags) == place.measure {
                events.push((place.measure, event));
            }
        }
    }
    Ok(())
}

fn told(measure: Measure, event: Found, campaign: Uuid, name: &str) -> Happened {
    Happened {
        at: CampaignTime(event.at),
        event_type: kind_word(measure.kind).to_string(),
        campaign,
        campaign_name: name.to_string(),
        detail: event.detail,
        client: event.client,
        machine: matches!(measure, Measure::OPEN_MACHINE | Measure::CLICK_MACHINE),
        hard: measure == Measure::BOUNCE_HARD,
        visit: event.visit,
    }
}
