//! Views of a million contacts: the first page at once by LIMIT, and meanwhile the sorted keys of the whole view, four
//! bytes a row, for jumps, exact counts and select-all; built again when the contacts have changed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use uuid::Uuid;

use super::types::ContactView;
use super::{filtering, queries};
use crate::context::Ctx;
use crate::error::Result;

/// Views kept at the most, and rows of all of them together.
const VIEWS_KEPT: usize = 24;
/// Topics that make a view stale; the last two only one that asks what happened in campaigns.
const TOPICS: &[&str] = &[
    "contacts",
    "list_members",
    "contact_lists",
    "suppressions",
    "contact_fields",
    "contact_field_values",
    "contact_imports",
    "runs",
    "assignments",
];

/// The sorted keys of one view at one moment.
pub(crate) struct Keys {
    pub keys: Vec<u32>,
    generation: u64,
}

type Slot = Arc<Mutex<Option<Arc<Keys>>>>;

/// The views that are kept.
#[derive(Default)]
pub struct Views {
    slots: Mutex<HashMap<(Uuid, ContactView), (u64, Slot)>>,
    clock: Mutex<u64>,
}

impl Views {
    fn slot(&self, organization: Uuid, view: &ContactView) -> Slot {
        let mut clock = self.clock.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        *clock += 1;
        let mut slots = self.slots.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if slots.len() >= VIEWS_KEPT
            && let Some(oldest) = slots.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone())
        {
            slots.remove(&oldest);
        }
        let entry = slots.entry((organization, view.clone())).or_default();
        entry.0 = *clock;
        Arc::clone(&entry.1)
    }
}

fn generation(ctx: &Ctx, view: &ContactView) -> Result<u64> {
    let topics = if filtering::follows_campaigns(view) { TOPICS } else { &TOPICS[..TOPICS.len() - 2] };
    Ok(ctx.store().changes().generation(ctx.place()?.id, topics))
}

/// The keys of a view as it is now; waits while somebody else builds the same.
pub(crate) fn keys(ctx: &Ctx, view: &ContactView) -> Result<Arc<Keys>> {
    let slot = ctx.workspace.views.slot(ctx.place()?.id, view);
    let mut held = slot.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let now = generation(ctx, view)?;
    if let Some(keys) = held.as_ref().filter(|keys| keys.generation == now) {
        return Ok(Arc::clone(keys));
    }
    let keys = Arc::new(Keys { keys: ctx.read(|read| queries::view_keys(read, view))?, generation: now });
    *held = Some(Arc::clone(&keys));
    Ok(keys)
}

/// The keys of a view if they are there and fresh.
pub(crate) fn ready(ctx: &Ctx, view: &ContactView) -> Result<Option<Arc<Keys>>> {
    let slot = ctx.workspace.views.slot(ctx.place()?.id, view);
    let Ok(held) = slot.try_lock() else { return Ok(None) };
    let now = generation(ctx, view)?;
    Ok(held.as_ref().filter(|keys| keys.generation == now).map(Arc::clone))
}

/// Builds the keys of a view beside the answer that is being given.
pub(crate) fn prepare(ctx: &Ctx, view: &ContactView) {
    let (ctx, view) = (ctx.clone(), view.clone());
    // Not started means not prepared: the next page builds them itself.
    let _ = std::thread::Builder::new().name("view".into()).spawn(move || {
        let _ = keys(&ctx, &view);
    });
}
