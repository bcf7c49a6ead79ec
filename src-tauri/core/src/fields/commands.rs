//! The doors of contact fields.

use std::collections::HashSet;

use super::types::{ContactField, CreateField, FieldId, FieldValues, FieldsRequest, UpdateField};
use super::{Definition, Kind, queries, sees_sensitive};
use crate::contacts::types::Changed;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::Action;

/// Fields of one organization at the most: each is a column, a line in every form and a row a contact.
const FIELDS_MAX: usize = 100;
const CHOICES_MAX: usize = 200;
const LABEL_MAX: usize = 80;
const DESCRIPTION_MAX: usize = 500;

pub(crate) fn all(ctx: &Ctx, request: FieldsRequest) -> Result<Vec<ContactField>> {
    let sees = sees_sensitive(ctx);
    ctx.read(|read| queries::told(read, sees, request.counts))
}

pub(crate) fn create(ctx: &Ctx, request: CreateField) -> Result<Changed> {
    let values = checked(request.values)?;
    let (id, undo) = ctx.write_undoable(Action::undoable("field.create"), move |tx| {
        let known = queries::all(tx)?;
        if known.len() >= FIELDS_MAX {
            return Err(Error::conflict("An organization has at most 100 fields of its own.")
                .kept("Nothing was changed.")
                .todo("Delete one that nobody uses."));
        }
        let id = queries::insert(tx, &values, known.len())?;
        tx.about("field", id);
        Ok(id)
    })?;
    Ok(Changed { id, undo })
}

pub(crate) fn update(ctx: &Ctx, request: UpdateField) -> Result<Changed> {
    let values = checked(request.values)?;
    let (id, position, sees) = (request.field, request.position, sees_sensitive(ctx));
    let ((), undo) = ctx.write_undoable(Action::undoable("field.update"), move |tx| {
        tx.about("field", id);
        let known = queries::by_id(tx, id, sees)?;
        if known.kind != values.field_type && queries::used(tx, known.key)? > 0 {
            return Err(Error::conflict("Contacts have values in this field, so its type stays.")
                .field("fieldType")
                .kept("Nothing was changed.")
                .todo("Make a new field of the other type."));
        }
        if values.unique && !known.unique && queries::has_twice(tx, known.key)? {
            return Err(Error::conflict("Two contacts have the same value, so the field cannot be unique.")
                .field("unique")
                .kept("Nothing was changed.")
                .todo("Filter by the field, and change one of the two."));
        }
        queries::update(tx, known.key, &values)?;
        position.map_or(Ok(()), |position| queries::move_to(tx, known.key, position))
    })?;
    Ok(Changed { id, undo })
}

pub(crate) fn delete(ctx: &Ctx, request: FieldId) -> Result<Changed> {
    let (id, sees) = (request.field, sees_sensitive(ctx));
    let ((), undo) = ctx.write_undoable(Action::undoable("field.delete"), move |tx| {
        tx.about("field", id);
        let known = queries::by_id(tx, id, sees)?;
        let used = queries::used(tx, known.key)?;
        tx.tell("contacts", used);
        queries::delete(tx, known.key)
    })?;
    Ok(Changed { id, undo })
}

/// The values, tidied, or what is wrong with them.
fn checked(mut values: FieldValues) -> Result<FieldValues> {
    values.label = crate::access::parse_name("label", &values.label)?;
    if values.label.chars().count() > LABEL_MAX {
        return Err(Error::invalid("label", "A field's name has at most 80 characters."));
    }
    values.description = values.description.trim().to_string();
    if values.description.chars().count() > DESCRIPTION_MAX {
        return Err(Error::invalid("description", "The description is longer than 500 characters."));
    }
    for choice in &mut values.choices {
        *choice = choice.trim().to_string();
    }
    values.choices.retain(|choice| !choice.is_empty());
    let mut seen = HashSet::new();
    if let Some(twice) = values.choices.iter().find(|choice| !seen.insert(choice.to_lowercase())) {
        return Err(Error::invalid("choices", format!("“{twice}” stands twice among the choices.")));
    }
    match (values.field_type, values.choices.len()) {
        (Kind::Choice, 0) => {
            return Err(Error::invalid("choices", "A choice needs something to choose from."));
        }
        (Kind::Choice, 1..=CHOICES_MAX) => {}
        (Kind::Choice, _) => return Err(Error::invalid("choices", "A field has at most 200 choices.")),
        _ => values.choices.clear(),
    }
    if values.unique && matches!(values.field_type, Kind::Boolean | Kind::Choice) {
        return Err(Error::invalid("unique", "A yes-or-no or a choice cannot be unique."));
    }
    if values.unique && !values.default.trim().is_empty() {
        return Err(Error::invalid(
            "default",
            "A unique field cannot have the same value in every new contact.",
        ));
    }
    let definition = Definition {
        key: 0,
        id: uuid::Uuid::nil(),
        field: String::new(),
        label: String::new(),
        description: String::new(),
        kind: values.field_type,
        choices: values.choices.clone(),
        required: false,
        unique: false,
        default: String::new(),
        sensitive: false,
        position: 0,
    };
    values.default =
        definition.parse(&values.default).map_err(|sentence| Error::invalid("default", sentence))?;
    Ok(values)
}
