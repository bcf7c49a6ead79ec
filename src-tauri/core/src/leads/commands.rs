//! The doors of leads.

use serde_json::Value;

use super::queries::{self, NewLead, Stored};
use super::types::*;
use super::{TITLE_MAX, export, may_change};
use crate::access::types::PageRequest;
use crate::app::types::Download;
use crate::campaigns::edit::parse_text;
use crate::campaigns::types::UndoOffer;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::events;
use crate::store::{Action, Tx};

const NOTE_MAX: usize = 5_000;
const VALUE_MINOR_MAX: i64 = 1_000_000_000_000;
/// Cards of a board's column unless asked otherwise, and at the most.
const CARDS: u64 = 25;
const CARDS_MAX: u64 = 100;
const DELETED_MAX: usize = 500;
const TIMELINE: usize = 100;

pub(crate) fn page(ctx: &Ctx, request: LeadPageRequest) -> Result<LeadPage> {
    let span = PageRequest { offset: request.offset, limit: request.limit }.checked()?;
    let creator = ctx.reach("lead.read")?.creator();
    ctx.read(|read| queries::page(read, &request.view, creator, span))
}

pub(crate) fn board(ctx: &Ctx, request: LeadBoardRequest) -> Result<LeadBoard> {
    let creator = ctx.reach("lead.read")?.creator();
    let cards = i64::try_from(request.cards.unwrap_or(CARDS).min(CARDS_MAX)).unwrap_or(0);
    ctx.read(|read| {
        let column =
            |status| queries::column(read, (request.campaign, request.origin), status, creator, cards);
        let columns = LeadStatus::ALL.into_iter().map(column).collect::<Result<_>>()?;
        Ok(LeadBoard { columns, now: queries::clock(read)? })
    })
}

pub(crate) fn get(ctx: &Ctx, request: LeadId) -> Result<Lead> {
    let reads = ctx.reach("lead.read")?;
    let writes = ctx.reach("lead.write");
    ctx.read(|read| {
        let stored = queries::stored(read, request.lead)?;
        may_change(reads, stored.owner_key, stored.created_by).map_err(|_| Error::not_found("lead"))?;
        let row = queries::rows(read, &[stored.key])?.pop().ok_or_else(|| Error::not_found("lead"))?;
        let response = stored.response_key.map(|key| queries::response(read, key)).transpose()?;
        let timeline = match stored.contact_key {
            Some(contact) => events::timeline(read, contact, TIMELINE)?,
            None => Vec::new(),
        };
        let answers = response.as_ref().map(answers).unwrap_or_default();
        let (form, utm, submitted_at) = match response {
            Some(found) => (Some(found.form), found.utm, Some(found.submitted_at)),
            None => (None, Value::Object(serde_json::Map::new()), None),
        };
        let editable =
            writes.is_ok_and(|reach| may_change(reach, stored.owner_key, stored.created_by).is_ok());
        Ok(Lead {
            row,
            note: stored.note,
            answers,
            form,
            history: queries::history(read, stored.key)?,
            timeline,
            utm,
            submitted_at,
            created_by: stored.creator,
            recorded_at: stored.recorded_at,
            editable,
        })
    })
}

fn answers(response: &queries::Response) -> Vec<LeadAnswer> {
    let of = |field: &crate::forms::rules::FieldDefinition| LeadAnswer {
        field: field.key.clone(),
        label: field.label.clone(),
        field_type: field.field_type,
        value: response.answers.get(&field.key).cloned().unwrap_or_default(),
    };
    response.definition.fields.iter().map(of).collect()
}

/// The lead a caller may change, as they saw it.
fn changeable(ctx: &Ctx, tx: &mut Tx<'_>, lead: uuid::Uuid, version: i64) -> Result<Stored> {
    let stored = queries::stored(tx, lead)?;
    may_change(ctx.reach("lead.write")?, stored.owner_key, stored.created_by)?;
    if stored.version != version {
        return Err(Error::conflict("Somebody changed this lead after you opened it.")
            .field("version")
            .kept("Their change stands; yours was not saved.")
            .todo("Look at the lead again, then make your change."));
    }
    tx.about("lead", lead);
    Ok(stored)
}

pub(crate) fn set_status(ctx: &Ctx, request: SetLeadStatus) -> Result<LeadChanged> {
    let note = parse_text("note", &request.note, NOTE_MAX)?;
    let (lead, inside) = (request.lead, ctx.for_job());
    let (version, undo) = ctx.write_undoable(Action::undoable("lead.setStatus"), move |tx| {
        let stored = changeable(&inside, tx, lead, request.version)?;
        if stored.status == request.status {
            return Ok(stored.version);
        }
        queries::set_status(tx, &stored, request.status, &note)?;
        Ok(stored.version + 1)
    })?;
    Ok(LeadChanged { lead, version, undo })
}

fn parse_title(text: &str) -> Result<String> {
    let text = parse_text("title", text, TITLE_MAX)?;
    if text.is_empty() {
        return Err(Error::invalid("title", "A lead needs a title."));
    }
    Ok(text)
}

fn parse_value(value: Option<i64>) -> Result<Option<i64>> {
    match value {
        Some(value) if !(0..=VALUE_MINOR_MAX).contains(&value) => {
            Err(Error::invalid("valueMinor", "A value is 0 or more, and not endless."))
        }
        value => Ok(value),
    }
}

pub(crate) fn create(ctx: &Ctx, request: CreateLead) -> Result<LeadChanged> {
    let title = parse_title(&request.title)?;
    let note = parse_text("note", &request.note, NOTE_MAX)?;
    let value_minor = parse_value(request.value_minor)?;
    let (lead, undo) = ctx.write_undoable(Action::undoable("lead.create"), move |tx| {
        let campaign_key = request.campaign.map(|id| tx.key_of("campaigns", "campaign", id)).transpose()?;
        let contact_key = request.contact.map(|id| tx.key_of("contacts", "contact", id)).transpose()?;
        let owner_key = match request.owner {
            Some(owner) => Some(queries::user_key(tx, owner)?),
            None => tx.user_key(),
        };
        let at = queries::clock(tx)?;
        let new = NewLead {
            campaign_key,
            contact_key,
            response_key: None,
            title,
            source: "manual",
            rehearsed: false,
            owner_key,
            value_minor,
            note,
            at,
        };
        let (_, id) = queries::insert(tx, &new)?;
        tx.about("lead", id);
        Ok(id)
    })?;
    Ok(LeadChanged { lead, version: 1, undo })
}

pub(crate) fn update(ctx: &Ctx, request: UpdateLead) -> Result<LeadChanged> {
    let title = request.title.as_deref().map(parse_title).transpose()?;
    let note = request.note.as_deref().map(|note| parse_text("note", note, NOTE_MAX)).transpose()?;
    let value = request.value_minor.map(parse_value).transpose()?;
    let (lead, inside) = (request.lead, ctx.for_job());
    let (version, undo) = ctx.write_undoable(Action::undoable("lead.update"), move |tx| {
        let mut stored = changeable(&inside, tx, lead, request.version)?;
        if let Some(title) = title {
            stored.title = title;
        }
        if let Some(note) = note {
            stored.note = note;
        }
        if let Some(value) = value {
            stored.value_minor = value;
        }
        if let Some(owner) = request.owner {
            stored.owner_key = owner.map(|id| queries::user_key(tx, id)).transpose()?;
        }
        if let Some(contact) = request.contact {
            stored.contact_key = contact.map(|id| tx.key_of("contacts", "contact", id)).transpose()?;
        }
        queries::update(tx, &stored)?;
        Ok(stored.version + 1)
    })?;
    Ok(LeadChanged { lead, version, undo })
}

pub(crate) fn delete(ctx: &Ctx, request: DeleteLeads) -> Result<UndoOffer> {
    let reach = ctx.reach("lead.delete")?;
    if request.leads.is_empty() || request.leads.len() > DELETED_MAX {
        return Err(Error::invalid("leads", format!("Name between 1 and {DELETED_MAX} leads.")));
    }
    let ((), change) = ctx.write_undoable(Action::undoable("lead.delete"), move |tx| {
        for lead in request.leads {
            let stored = queries::stored(tx, lead)?;
            may_change(reach, stored.owner_key, stored.created_by)?;
            tx.about("lead", lead);
            queries::delete(tx, stored.key)?;
        }
        Ok(())
    })?;
    Ok(UndoOffer { change })
}

pub(crate) fn fields(ctx: &Ctx, request: LeadFieldsRequest) -> Result<Vec<LeadField>> {
    ctx.read(|read| {
        let campaign = request.campaign.map(|id| read.key_of("campaigns_with_deleted", "campaign", id));
        queries::fields(read, campaign.transpose()?)
    })
}

pub(crate) fn facets(ctx: &Ctx, request: LeadFacetRequest) -> Result<Vec<LeadFacet>> {
    let creator = ctx.reach("lead.read")?.creator();
    ctx.read(|read| {
        let campaign = request.campaign.map(|id| read.key_of("campaigns_with_deleted", "campaign", id));
        queries::facets(read, campaign.transpose()?, &request.field, creator)
    })
}

pub(crate) fn export(ctx: &Ctx, request: ExportLeads) -> Result<Download> {
    export::export(ctx, &request.view)
}
