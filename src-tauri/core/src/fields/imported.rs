//! Values of own fields that come with an import: the columns that carry them, what a row says, and the writing of it.

use std::collections::{HashMap, HashSet};

use super::{Definition, named, queries};
use crate::csv::{Row, plain_cell};
use crate::error::{Error, Result};
use crate::imports::mapping::{DateOrder, parse_date};
use crate::store::{Read, Tx};

use super::Kind;

/// A column that goes to a field of the organization's own.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Counted from 0.
    pub index: usize,
    pub field: Definition,
    /// How dates of this column are written.
    pub order: DateOrder,
}

/// What one row says: (field's key, value in stored form), without empty ones.
pub(crate) type Values = Vec<(i64, String)>;

/// Columns of a mapping that go to own fields.
///
/// # Errors
/// `not_found` for a field that is not there any more; `invalid` for one that two columns claim.
pub(crate) fn columns(read: &Read<'_>, mapping: &[Option<String>], sensitive: bool) -> Result<Vec<Column>> {
    let mut out: Vec<Column> = Vec::new();
    for (index, name) in mapping.iter().enumerate() {
        let Some(id) = name.as_deref().and_then(named) else { continue };
        let field = queries::by_id(read, id?, true)?;
        if field.sensitive && !sensitive {
            return Err(Error::not_found("field"));
        }
        if out.iter().any(|other| other.field.key == field.key) {
            return Err(Error::invalid("columns", format!("Two columns are taken for “{}”.", field.label))
                .todo("Choose one of them, and do not import the other."));
        }
        out.push(Column { index, field, order: DateOrder::Mdy });
    }
    Ok(out)
}

/// What a row says about own fields; the first cell that is no such value is told with its sentence.
pub(crate) fn read_row(columns: &[Column], row: &Row) -> (Values, Option<(String, String)>) {
    let (mut values, mut fault) = (Values::new(), None);
    for column in columns {
        let cell = plain_cell(row.get(column.index));
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        let date = column.field.kind == Kind::Date;
        let value = if date { parse_date(cell, column.order) } else { column.field.parse(cell) };
        match value {
            Ok(value) => values.push((column.field.key, value)),
            Err(sentence) if fault.is_none() => {
                let said = format!("“{}” was left out: {sentence}", column.field.label);
                fault = Some((said, cell.chars().take(80).collect()));
            }
            Err(_) => {}
        }
    }
    (values, fault)
}

/// Values of some contacts, by contact.
pub(crate) fn known(read: &Read<'_>, contacts: &[u32]) -> Result<HashMap<u32, Values>> {
    let mut out: HashMap<u32, Values> = HashMap::new();
    for (contact, field, value) in queries::values(read, contacts)? {
        out.entry(contact).or_default().push((field, value));
    }
    Ok(out)
}

/// Whether a row says something about a contact that is not there yet.
pub(crate) fn differs(known: Option<&Values>, new: &Values) -> bool {
    new.iter().any(|one| known.is_none_or(|known| !known.contains(one)))
}

/// Contacts `first..` were made by an import, one a row: remembers which, and writes their values; fields without one
/// get their default.
pub(crate) fn made<'a>(
    tx: &mut Tx<'_>,
    import: i64,
    first: i64,
    rows: impl ExactSizeIterator<Item = &'a Values>,
) -> Result<()> {
    queries::note_made(tx, import, first, first + rows.len() as i64 - 1)?;
    let fields = queries::all(tx)?;
    if fields.is_empty() {
        return Ok(());
    }
    let defaults: Vec<&Definition> = fields.iter().filter(|field| !field.default.is_empty()).collect();
    let rows: Vec<&Values> = rows.collect();
    let mut new: Vec<(i64, i64, &str)> = Vec::new();
    for (at, values) in rows.iter().enumerate() {
        let contact = first + at as i64;
        new.extend(values.iter().map(|(field, value)| (contact, *field, value.as_str())));
        let unsaid = defaults.iter().filter(|field| values.iter().all(|(key, _)| *key != field.key));
        new.extend(unsaid.map(|field| (contact, field.key, field.default.as_str())));
    }
    let new = free(tx, &fields, new)?;
    if new.is_empty() { Ok(()) } else { queries::insert_new(tx, &new) }
}

/// A contact that was there before takes a row's values over.
pub(crate) fn changed(tx: &mut Tx<'_>, contact: i64, values: &Values) -> Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let fields = queries::all(tx)?;
    let rows = values.iter().map(|(field, value)| (contact, *field, value.as_str())).collect();
    for (contact, field, value) in free(tx, &fields, rows)? {
        queries::put(tx, contact, field, value)?;
    }
    Ok(())
}

/// Without values of unique fields that another contact has: the first one keeps it. Fields deleted meanwhile go, too.
fn free<'a>(
    read: &Read<'_>,
    fields: &[Definition],
    mut rows: Vec<(i64, i64, &'a str)>,
) -> Result<Vec<(i64, i64, &'a str)>> {
    rows.retain(|(_, field, _)| fields.iter().any(|known| known.key == *field));
    for field in fields.iter().filter(|field| field.unique) {
        let asked: Vec<&str> =
            rows.iter().filter(|(_, key, _)| *key == field.key).map(|(.., value)| *value).collect();
        let holders = queries::holders(read, field.key, &asked)?;
        let mut seen = HashSet::new();
        rows.retain(|(contact, key, value)| {
            *key != field.key
                || (holders.get(*value).is_none_or(|holder| i64::from(*holder) == *contact)
                    && seen.insert(*value))
        });
    }
    Ok(rows)
}
