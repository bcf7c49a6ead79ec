//! The doors of the suppression list.

use super::queries::{self, NewSuppression};
use super::types::{
    AddSuppressions, RemoveSuppression, SuppressSelected, SuppressionPage, SuppressionPageRequest,
    SuppressionReason, SuppressionSource, SuppressionsAdded,
};
use super::{suppression_hash, suppression_key};
use crate::access::types::PageRequest;
use crate::campaigns::types::UndoOffer;
use crate::contacts::types::BulkStarted;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::Action;

/// Addresses of one call at the most.
const ADDRESSES_MAX: usize = 1_000;
const NOTE_MAX: usize = 500;

pub(crate) fn page(ctx: &Ctx, request: SuppressionPageRequest) -> Result<SuppressionPage> {
    let span = PageRequest { offset: request.offset, limit: request.limit }.checked()?;
    ctx.read(|read| queries::page(read, &request, span))
}

pub(crate) fn add(ctx: &Ctx, request: AddSuppressions) -> Result<SuppressionsAdded> {
    ctx.reach("suppression.write")?;
    let (new, refused) = read_request(ctx, request)?;
    let asked = new.len();
    let (added, change) = ctx.write_undoable(Action::undoable("suppressions.add"), move |tx| {
        let mut added = 0;
        for one in &new {
            added += usize::from(queries::insert(tx, one)?);
        }
        tx.tell("added", added);
        Ok(added)
    })?;
    Ok(SuppressionsAdded { added, known: asked - added, refused, change })
}

/// The new rows, and what was no address.
fn read_request(ctx: &Ctx, request: AddSuppressions) -> Result<(Vec<NewSuppression>, Vec<String>)> {
    if request.addresses.is_empty() || request.addresses.len() > ADDRESSES_MAX {
        return Err(Error::invalid("addresses", format!("Give between 1 and {ADDRESSES_MAX} addresses.")));
    }
    check_reason(request.reason, &request.note)?;
    let note = request.note.trim().to_string();
    let key = suppression_key(ctx)?;
    let (mut new, mut refused) = (Vec::new(), Vec::new());
    for text in request.addresses {
        match reachly_address::EmailAddress::parse(text.trim()) {
            Ok(address) => new.push(NewSuppression {
                hash: suppression_hash(&key, address.key()),
                address_key: address.key().to_string(),
                reason: request.reason,
                source: SuppressionSource::Member,
                note: note.clone(),
            }),
            Err(_) => refused.push(text),
        }
    }
    Ok((new, refused))
}

/// By hand an address is suppressed for two reasons only; the others come from events.
pub(super) fn check_reason(reason: SuppressionReason, note: &str) -> Result<()> {
    if !matches!(reason, SuppressionReason::Manual | SuppressionReason::DoNotContact) {
        return Err(Error::invalid(
            "reason",
            "By hand an address is suppressed as “manual” or “do not contact”.",
        ));
    }
    if note.trim().chars().count() > NOTE_MAX {
        return Err(Error::invalid("note", "The note is longer than 500 characters."));
    }
    Ok(())
}

pub(crate) fn add_selected(ctx: &Ctx, request: SuppressSelected) -> Result<BulkStarted> {
    super::selected::add(ctx, request)
}

pub(crate) fn remove(ctx: &Ctx, request: RemoveSuppression) -> Result<UndoOffer> {
    ctx.reach("suppression.write")?;
    let why = request.reason.trim().to_string();
    if why.is_empty() || why.chars().count() > NOTE_MAX {
        return Err(Error::invalid(
            "reason",
            "Say in at most 500 characters why this address may be mailed again.",
        ));
    }
    let ((), change) = ctx.write_undoable(Action::undoable("suppressions.remove"), move |tx| {
        let key = tx.key_of("suppressions", "suppressed address", request.suppression)?;
        // A person's own word and an erasure are not lifted by somebody else's.
        if queries::reason_of(tx, key)? == SuppressionReason::Erased {
            return Err(
                Error::conflict("This person was erased and stays suppressed.").kept("Nothing was changed.")
            );
        }
        tx.about("suppression", request.suppression);
        tx.because("A member's own reason stands beside this row.");
        tx.tell_private("why", &why);
        queries::delete(tx, key)
    })?;
    Ok(UndoOffer { change })
}
