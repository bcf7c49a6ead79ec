//! The doors of contacts.

use super::types::*;
use super::{Person, filtering, queries, view};
use crate::access::types::Nothing;
use crate::app::types::Download;
use crate::context::Ctx;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::fields;
use crate::lists::queries as lists;
use crate::store::{Action, Tx};
use crate::validation;

pub(crate) fn page(ctx: &Ctx, request: ContactPageRequest) -> Result<ContactPage> {
    let asked = crate::access::types::PageRequest { offset: request.offset, limit: request.limit };
    let (_, limit) = asked.checked()?;
    filtering::check(ctx, &request.view)?;
    let sees = fields::sees_sensitive(ctx);
    // What is searched for is few: its keys are there as soon as its first page would be.
    let narrow = !request.view.search.trim().is_empty();
    if request.offset == 0 && !narrow && view::ready(ctx, &request.view)?.is_none() {
        view::prepare(ctx, &request.view);
        let total = ctx.read(|read| queries::count(read, &request.view))?;
        let rows = ctx.read(|read| {
            let mut rows = queries::first_rows(read, &request.view, limit)?;
            fields::values::attach(read, &mut rows, sees)?;
            Ok(rows)
        })?;
        return Ok(ContactPage { total, rows });
    }
    let keys = view::keys(ctx, &request.view)?;
    let from = usize::try_from(request.offset).unwrap_or(usize::MAX).min(keys.keys.len());
    let to = from.saturating_add(usize::try_from(limit).unwrap_or(0)).min(keys.keys.len());
    let rows = ctx.read(|read| {
        let mut rows = queries::rows(read, &keys.keys[from..to])?;
        fields::values::attach(read, &mut rows, sees)?;
        Ok(rows)
    })?;
    Ok(ContactPage { total: keys.keys.len() as u64, rows })
}

pub(crate) fn get(ctx: &Ctx, request: ContactId) -> Result<Contact> {
    let sees = fields::sees_sensitive(ctx);
    ctx.read(|read| {
        let mut stored = queries::stored(read, request.contact)?.or_not_found("contact")?;
        fields::values::attach(read, std::slice::from_mut(&mut stored.row), sees)?;
        let person = stored.person;
        let (reached_through, reaches, same_mailbox) = queries::neighbours(read, stored.key)?;
        Ok(Contact {
            reached_through,
            reaches,
            same_mailbox,
            lists: queries::lists_of(read, stored.key)?,
            timeline: queries::timeline(read, stored.key, 200)?,
            reasons: validation::sentences(stored.reasons),
            row: stored.row,
            first_name: person.first_name,
            last_name: person.last_name,
            street: person.street,
            region: person.region,
            postal_code: person.postal_code,
            country: person.country,
            birth_date: person.birth_date.unwrap_or_default(),
            source: stored.source,
            version: stored.version,
            deleted: stored.deleted,
        })
    })
}

pub(crate) fn create(ctx: &Ctx, request: CreateContact) -> Result<Changed> {
    let mut person = Person::default();
    person.take(&request.fields)?;
    let checker = validation::checker(ctx)?;
    let (custom, sees) = (request.fields.custom.unwrap_or_default(), fields::sees_sensitive(ctx));
    let (id, undo) = ctx.write_undoable(Action::undoable("contact.create"), move |tx| {
        let first = if request.share_address { share(tx, &mut person)? } else { None };
        let verdict = super::judge(&checker, person.email.as_deref());
        let judged = queries::Judged::of(verdict.as_ref());
        let (key, id) = revive_or_insert(tx, &person, &judged)?;
        if let Some(first) = first {
            queries::reach_through(tx, key, first)?;
        }
        tx.about("contact", id);
        validation::log_one(tx, key, &judged, "edit")?;
        fields::values::begin(tx, key, &custom, sees)?;
        let key = u32::try_from(key).map_err(|_| Error::internal("key"))?;
        for list in &request.lists {
            let list = lists::key_of(tx, *list)?;
            super::around(tx, &[key], |tx| lists::add_members(tx, list, &[key]))?;
        }
        Ok(id)
    })?;
    Ok(Changed { id, undo })
}

/// Takes a living contact's address off the second person who has it; answers whose it is.
fn share(tx: &Tx<'_>, person: &mut Person) -> Result<Option<i64>> {
    let Some(address) = &person.address_key else { return Ok(None) };
    let Some((first, _, false)) = queries::by_address(tx, address)? else { return Ok(None) };
    (person.email, person.address_key) = (None, None);
    if person.is_nobody() {
        return Err(Error::invalid("firstName", "A second person on an address needs a name.")
            .kept("Nothing was changed."));
    }
    Ok(Some(first))
}

/// Adding a deleted address revives that row; a living one is named.
fn revive_or_insert(tx: &mut Tx<'_>, person: &Person, judged: &queries::Judged) -> Result<(i64, uuid::Uuid)> {
    let found = match &person.address_key {
        Some(address) => queries::by_address(tx, address)?,
        None => None,
    };
    match found {
        None => queries::insert(tx, person, judged, "manual"),
        Some((key, id, true)) => {
            let stored = queries::stored(tx, id)?.or_not_found("contact")?;
            queries::update(tx, key, stored.version, person, judged)?;
            Ok((key, id))
        }
        Some((_, _, false)) => Err(address_taken()),
    }
}

fn address_taken() -> Error {
    Error::new(Code::Taken, "There is a contact with this address already.")
        .field("email")
        .kept("Nothing was changed.")
        .todo("Search for the address, or add the person without one.")
}

pub(crate) fn update(ctx: &Ctx, request: UpdateContact) -> Result<Changed> {
    let id = request.contact;
    let sees = fields::sees_sensitive(ctx);
    let checker = validation::checker(ctx)?;
    let ((), undo) = ctx.write_undoable(Action::undoable("contact.update"), move |tx| {
        tx.about("contact", id);
        let stored = queries::stored(tx, id)?.or_not_found("contact")?;
        let mut person = stored.person;
        person.take(&request.fields)?;
        if let Some(address) = &person.address_key
            && queries::by_address(tx, address)?.is_some_and(|(key, ..)| key != stored.key)
        {
            return Err(address_taken());
        }
        let judged = queries::Judged::of(super::judge(&checker, person.email.as_deref()).as_ref());
        let key = u32::try_from(stored.key).map_err(|_| Error::internal("key"))?;
        super::around(tx, &[key], |tx| {
            queries::update(tx, stored.key, request.version, &person, &judged)?;
            if let Some(custom) = &request.fields.custom {
                fields::values::change(tx, stored.key, custom, sees)?;
            }
            validation::log_one(tx, stored.key, &judged, "edit")
        })
    })?;
    Ok(Changed { id, undo })
}

pub(crate) fn delete(ctx: &Ctx, request: SelectContacts) -> Result<BulkStarted> {
    super::bulk::set_deleted(ctx, &request.selection, true)
}

pub(crate) fn restore(ctx: &Ctx, request: SelectContacts) -> Result<BulkStarted> {
    super::bulk::set_deleted(ctx, &request.selection, false)
}

pub(crate) fn count(ctx: &Ctx, request: SelectContacts) -> Result<BulkChanged> {
    Ok(BulkChanged { rows: super::selected(ctx, &request.selection)?.len() as u64, undo: None })
}

pub(crate) fn fields(ctx: &Ctx, _: Nothing) -> Result<Vec<String>> {
    let (sees, own) = (fields::sees_sensitive(ctx), ctx.read(fields::queries::all)?);
    let own = own.into_iter().filter(|field| sees || !field.sensitive).map(|field| fields::name_of(field.id));
    Ok(filtering::FIELDS.iter().map(|field| field.name.to_string()).chain(own).collect())
}

pub(crate) fn export_columns(ctx: &Ctx, _: Nothing) -> Result<Vec<ExportColumn>> {
    super::export::columns(ctx)
}

pub(crate) fn export(ctx: &Ctx, request: ExportContacts) -> Result<Download> {
    super::export::export(ctx, &request)
}
