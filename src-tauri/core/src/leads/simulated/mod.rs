//! Responses and leads of simulated submissions: written with the events they belong to, marked by their run, and taken
//! back with a rehearsal unless somebody has worked on them.

mod queries;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use reachly_rehearsal::{EventKind, answers};
use serde_json::{Map, Value};

use crate::error::Result;
use crate::events::EventRow;
use crate::forms::answers::{Respondent, invented};
use crate::forms::rules::FormDefinition;
use crate::store::{Bulk, Read, Tx};

/// Leads taken back in one step.
const STEP: i64 = 500;

/// The run that makes contacts answer.
struct Questions {
    run: i64,
    campaign: i64,
    version: i64,
    seed: u64,
    campaign_id: [u8; 16],
    campaign_name: String,
    /// A rehearsal's; those of a launch stand for good.
    rehearsed: bool,
    /// Who made the campaign owns its leads at first.
    owner: Option<i64>,
    definition: FormDefinition,
}

/// Those who answer a run's form.
#[derive(Clone)]
pub(crate) struct Respondents(Arc<Questions>);

impl Respondents {
    /// `None` when the run has no form.
    ///
    /// # Errors
    /// The store's codes.
    pub(crate) fn of(read: &Read<'_>, run: i64) -> Result<Option<Self>> {
        Ok(queries::questions(read, run)?.map(|questions| Respondents(Arc::new(questions))))
    }

    /// Makes a response and a lead of each submission among these events. A contact that is gone meanwhile leaves only
    /// its event, and so does one who finds no answer that the form would take.
    ///
    /// # Errors
    /// The store's codes.
    pub(crate) fn answer(&self, tx: &mut Tx<'_>, rows: &[EventRow]) -> Result<()> {
        let submitted = rows.iter().filter(|row| row.kind == EventKind::FormSubmit as u8);
        let mut made = 0;
        for row in submitted {
            let Some((id, who)) = queries::respondent(tx, i64::from(row.contact))? else { continue };
            if let Some(answers) = self.answers(&id, &who, row.at_ms) {
                let title = self.title(&answers);
                queries::insert(tx, &self.0, row, &title, &answers)?;
                made += 1;
            }
        }
        if made > 0 {
            tx.touch("leads");
            tx.touch("form_responses");
        }
        Ok(())
    }

    fn answers(&self, id: &[u8; 16], who: &Respondent, at_ms: i64) -> Option<Map<String, Value>> {
        let Questions { seed, campaign_id, definition, .. } = &*self.0;
        invented(definition, who, day(at_ms), &mut answers(*seed, campaign_id, id))
    }

    fn title(&self, answers: &Map<String, Value>) -> String {
        let otherwise = format!("From {}", self.0.campaign_name);
        super::title(&self.0.definition.fields, answers, &otherwise)
    }
}

fn day(at_ms: i64) -> NaiveDate {
    DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default().date_naive()
}

/// Takes the leads of a taken-back run away, with their answers. Those somebody worked on stay, marked as they are.
///
/// # Errors
/// The store's codes.
pub(crate) fn remove(bulk: &Bulk, run: i64) -> Result<()> {
    while bulk.step(move |tx| queries::remove(tx, run, STEP))? {}
    Ok(())
}
