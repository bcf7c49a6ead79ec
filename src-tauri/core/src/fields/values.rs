//! What a person says about a contact's own fields: checked against their definitions, then written.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::{Definition, place, queries};
use crate::contacts::types::ContactRow;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::store::{Read, Tx};

/// Values by their field, as a request carries them; an empty one is none.
pub(crate) type Given = BTreeMap<Uuid, String>;

/// Fills in the values of some rows; sensitive ones only for those who see them.
pub(crate) fn attach(read: &Read<'_>, rows: &mut [ContactRow], sensitive: bool) -> Result<()> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut found: HashMap<Uuid, Given> = HashMap::new();
    for (contact, field, value) in queries::values_by_id(read, &ids, sensitive)? {
        found.entry(contact).or_default().insert(field, value);
    }
    for row in rows {
        row.custom = found.remove(&row.id).unwrap_or_default();
    }
    Ok(())
}

/// Writes what was given for a contact that exists; what is not named stays.
pub(crate) fn change(tx: &mut Tx<'_>, contact: i64, given: &Given, sensitive: bool) -> Result<()> {
    let fields = queries::all(tx)?;
    for (id, text) in given {
        let field = known(&fields, *id, sensitive)?;
        let value = parsed(field, text)?;
        if value.is_empty() && field.required {
            return Err(missing(field));
        }
        write(tx, contact, field, &value)?;
    }
    Ok(())
}

/// Writes the values of a contact that was just made: what was given, and the defaults of the others.
pub(crate) fn begin(tx: &mut Tx<'_>, contact: i64, given: &Given, sensitive: bool) -> Result<()> {
    let fields = queries::all(tx)?;
    for id in given.keys() {
        known(&fields, *id, sensitive)?;
    }
    for field in &fields {
        let value = match given.get(&field.id) {
            Some(text) => parsed(field, text)?,
            None => field.default.clone(),
        };
        if !value.is_empty() {
            write(tx, contact, field, &value)?;
        } else if field.required && (sensitive || !field.sensitive) {
            return Err(missing(field));
        }
    }
    Ok(())
}

fn known(fields: &[Definition], id: Uuid, sensitive: bool) -> Result<&Definition> {
    let field = fields.iter().find(|field| field.id == id && (sensitive || !field.sensitive));
    field.or_not_found("field")
}

fn parsed(field: &Definition, text: &str) -> Result<String> {
    field
        .parse(text)
        .map_err(|sentence| Error::invalid(&place(field.id), sentence).kept("Nothing was changed."))
}

fn missing(field: &Definition) -> Error {
    Error::invalid(&place(field.id), format!("“{}” is required.", field.label)).kept("Nothing was changed.")
}

fn write(tx: &mut Tx<'_>, contact: i64, field: &Definition, value: &str) -> Result<()> {
    if field.unique
        && let Some(other) = queries::holders(tx, field.key, &[value])?.get(value)
        && i64::from(*other) != contact
    {
        return Err(Error::new(Code::Taken, format!("Another contact has this value in “{}”.", field.label))
            .field(&place(field.id))
            .kept("Nothing was changed.")
            .todo("Filter by the field to see whose it is."));
    }
    queries::put(tx, contact, field.key, value).map(drop)
}
