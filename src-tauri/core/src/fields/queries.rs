//! SQL of contact fields and of the values contacts have in them.

use std::collections::HashMap;

use rusqlite::params;
use uuid::Uuid;

use super::types::{ContactField, FieldValues};
use super::{Definition, Kind};
use crate::access::queries::id_at;
use crate::contacts::queries::key_list;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::store::{Read, Tx};

const FIELD: &str =
    "SELECT f.key, f.id, f.field_key, f.label, f.description, f.field_type, f.choices, f.required,
    f.is_unique, f.default_value, f.sensitive, f.position FROM contact_fields f";

fn kind_of(word: &str) -> Kind {
    [Kind::Number, Kind::Date, Kind::Boolean, Kind::Choice, Kind::Email, Kind::Phone, Kind::Url]
        .into_iter()
        .find(|kind| kind.word() == word)
        .unwrap_or(Kind::Text)
}

fn definition(row: &rusqlite::Row<'_>) -> rusqlite::Result<Definition> {
    let choices: String = row.get(6)?;
    Ok(Definition {
        key: row.get(0)?,
        id: id_at(row, 1)?,
        field: row.get(2)?,
        label: row.get(3)?,
        description: row.get(4)?,
        kind: kind_of(&row.get::<_, String>(5)?),
        choices: serde_json::from_str(&choices).unwrap_or_default(),
        required: row.get(7)?,
        unique: row.get(8)?,
        default: row.get(9)?,
        sensitive: row.get(10)?,
        position: row.get(11)?,
    })
}

/// Every field, in its order.
pub(crate) fn all(read: &Read<'_>) -> Result<Vec<Definition>> {
    read.all(&format!("{FIELD} ORDER BY f.position, f.key"), [], definition)
}

/// Every field the caller may see; with how many contacts use it, if that is asked for.
pub(crate) fn told(read: &Read<'_>, sensitive: bool, counts: bool) -> Result<Vec<ContactField>> {
    let mut used: HashMap<i64, i64> = HashMap::new();
    if counts {
        read.each("SELECT field_key, count(*) FROM contact_field_values GROUP BY field_key", [], |row| {
            used.insert(row.get(0)?, row.get(1)?);
            Ok(true)
        })?;
    }
    let seen = all(read)?.into_iter().filter(|field| sensitive || !field.sensitive);
    Ok(seen
        .map(|field| {
            let count = counts.then(|| used.get(&field.key).copied().unwrap_or(0));
            ContactField::of(field, count)
        })
        .collect())
}

/// A field that the caller may know of: who does not see sensitive ones does not find them.
pub(crate) fn by_id(read: &Read<'_>, id: Uuid, sees_sensitive: bool) -> Result<Definition> {
    read.first(&format!("{FIELD} WHERE f.id = ?1"), [id.as_bytes().as_slice()], definition)?
        .filter(|field| sees_sensitive || !field.sensitive)
        .or_not_found("field")
}

pub(crate) fn used(read: &Read<'_>, key: i64) -> Result<i64> {
    read.one("SELECT count(*) FROM contact_field_values WHERE field_key = ?1", [key], |row| row.get(0))
}

pub(crate) fn has_twice(read: &Read<'_>, key: i64) -> Result<bool> {
    let twice =
        "SELECT 1 FROM contact_field_values WHERE field_key = ?1 GROUP BY value HAVING count(*) > 1 LIMIT 1";
    Ok(read.first(twice, [key], |row| row.get::<_, i64>(0))?.is_some())
}

/// A name for templates: the label's ASCII letters and digits, with a number behind it when it is taken.
fn free_name(read: &Read<'_>, label: &str) -> Result<String> {
    let mut name = String::new();
    for letter in label.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.ends_with('_') && !name.is_empty() {
            name.push('_');
        }
    }
    let name = name.trim_matches('_');
    let name = if name.starts_with(|first: char| first.is_ascii_lowercase()) {
        name.to_string()
    } else {
        format!("field_{name}").trim_end_matches('_').to_string()
    };
    let taken =
        read.all("SELECT field_key FROM contact_fields_with_deleted", [], |row| row.get::<_, String>(0))?;
    let shipped =
        ["first_name", "last_name", "full_name", "email", "phone", "company", "street", "city", "region"];
    let shipped = shipped.into_iter().chain(["postal_code", "country", "birth_date"]);
    let known: Vec<&str> = taken.iter().map(String::as_str).chain(shipped).collect();
    if !known.contains(&name.as_str()) {
        return Ok(name);
    }
    let numbered = (2..).map(|number| format!("{name}_{number}")).find(|one| !known.contains(&one.as_str()));
    numbered.ok_or_else(|| Error::internal("no name is free"))
}

fn taken(error: Error) -> Error {
    if error.code == Code::Taken {
        return Error::new(Code::Taken, "There is a field of this name already.")
            .field("label")
            .kept("Nothing was changed.")
            .todo("Choose another name.");
    }
    error
}

pub(crate) fn insert(tx: &mut Tx<'_>, values: &FieldValues, position: usize) -> Result<Uuid> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let name = free_name(tx, &values.label)?;
    tx.execute(
        "INSERT INTO main.contact_fields (id, organization_key, field_key, label, description, field_type, choices,
           required, is_unique, default_value, sensitive, position, created_by, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)",
        params![
            id.as_bytes(),
            organization,
            name,
            values.label,
            values.description,
            values.field_type.word(),
            serde_json::to_string(&values.choices)?,
            values.required,
            values.unique,
            values.default,
            values.sensitive,
            i64::try_from(position).unwrap_or(i64::MAX),
            user,
            now
        ],
    )
    .map_err(taken)?;
    Ok(id)
}

pub(crate) fn update(tx: &mut Tx<'_>, key: i64, values: &FieldValues) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.contact_fields SET label = ?2, description = ?3, field_type = ?4, choices = ?5, required = ?6,
           is_unique = ?7, default_value = ?8, sensitive = ?9, updated_at = ?10 WHERE key = ?1",
        params![
            key,
            values.label,
            values.description,
            values.field_type.word(),
            serde_json::to_string(&values.choices)?,
            values.required,
            values.unique,
            values.default,
            values.sensitive,
            now
        ],
    )
    .map_err(taken)?;
    Ok(())
}

/// Puts a field at a place among the others, which close up.
pub(crate) fn move_to(tx: &mut Tx<'_>, key: i64, position: i64) -> Result<()> {
    let mut order: Vec<i64> =
        all(tx)?.into_iter().map(|field| field.key).filter(|other| *other != key).collect();
    let at = usize::try_from(position).unwrap_or(0).min(order.len());
    order.insert(at, key);
    for (place, field) in order.into_iter().enumerate() {
        tx.execute(
            "UPDATE main.contact_fields SET position = ?2 WHERE key = ?1 AND position <> ?2",
            params![field, i64::try_from(place).unwrap_or(i64::MAX)],
        )?;
    }
    Ok(())
}

pub(crate) fn delete(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.contact_fields SET deleted_at = ?2, updated_at = ?2 WHERE key = ?1",
        params![key, now],
    )?;
    Ok(())
}

/// Values of some contacts: (contact's key, field's key, value), living fields only.
pub(crate) fn values(read: &Read<'_>, contacts: &[u32]) -> Result<Vec<(u32, i64, String)>> {
    read.all(
        "SELECT v.contact_key, v.field_key, v.value FROM contact_field_values v
         WHERE v.contact_key IN rarray(?1) AND v.field_key IN (SELECT key FROM contact_fields)
         ORDER BY v.contact_key, v.field_key",
        [key_list(contacts)],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// Values of some contacts by the ids of contact and field; sensitive ones only for those who see them.
pub(crate) fn values_by_id(
    read: &Read<'_>,
    contacts: &[Uuid],
    sensitive: bool,
) -> Result<Vec<(Uuid, Uuid, String)>> {
    let list: Vec<_> =
        contacts.iter().map(|id| rusqlite::types::Value::Blob(id.as_bytes().to_vec())).collect();
    read.all(
        "SELECT c.id, f.id, v.value FROM contacts_with_deleted c JOIN contact_field_values v ON v.contact_key = c.key
         JOIN contact_fields f ON f.key = v.field_key WHERE c.id IN rarray(?1) AND (?2 OR f.sensitive = 0)",
        params![std::rc::Rc::new(list), sensitive],
        |row| Ok((id_at(row, 0)?, id_at(row, 1)?, row.get(2)?)),
    )
}

/// Gives a contact a value, another one, or none.
pub(crate) fn put(tx: &mut Tx<'_>, contact: i64, field: i64, value: &str) -> Result<bool> {
    if value.is_empty() {
        let rows = tx.execute(
            "DELETE FROM main.contact_field_values WHERE organization_key = current_org() AND contact_key = ?1
             AND field_key = ?2",
            params![contact, field],
        )?;
        return Ok(rows > 0);
    }
    let known: Option<(i64, String)> = tx.first(
        "SELECT key, value FROM contact_field_values WHERE contact_key = ?1 AND field_key = ?2",
        params![contact, field],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    match known {
        Some((_, same)) if same == value => return Ok(false),
        Some((key, _)) => {
            tx.execute("UPDATE main.contact_field_values SET value = ?2 WHERE key = ?1", params![key, value])?
        }
        None => {
            let organization = tx.organization_key()?;
            tx.execute(
                "INSERT INTO main.contact_field_values (organization_key, field_key, contact_key, value)
                 VALUES (?1, ?2, ?3, ?4)",
                params![organization, field, contact, value],
            )?
        }
    };
    Ok(true)
}

/// Values of contacts that an import just made: (contact, field, value). They go with the contact, so no image of
/// them is kept.
pub(crate) fn insert_new(tx: &mut Tx<'_>, rows: &[(i64, i64, &str)]) -> Result<()> {
    let text = serde_json::to_string(rows)?;
    tx.derive(
        "INSERT INTO main.contact_field_values (organization_key, contact_key, field_key, value)
         SELECT current_org(), e.value ->> 0, e.value ->> 1, e.value ->> 2 FROM json_each(?1) e",
        [text],
    )?;
    tx.touch("contact_field_values");
    Ok(())
}

/// Values go with the contacts an undone import made.
pub(crate) fn remove_of(tx: &mut Tx<'_>, contacts: &[u32]) -> Result<()> {
    tx.derive(
        "DELETE FROM main.contact_field_values WHERE organization_key = current_org() AND contact_key IN rarray(?1)",
        [key_list(contacts)],
    )?;
    Ok(())
}

/// Which of some values of a field a contact has already: value → contact.
pub(crate) fn holders(read: &Read<'_>, field: i64, values: &[&str]) -> Result<HashMap<String, u32>> {
    let list: Vec<_> =
        values.iter().map(|value| rusqlite::types::Value::Text((*value).to_string())).collect();
    let found = read.all(
        "SELECT value, contact_key FROM contact_field_values WHERE field_key = ?1 AND value IN rarray(?2)",
        params![field, std::rc::Rc::new(list)],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(found.into_iter().collect())
}

/// Remembers that an import made contacts `first..=last`; ranges that touch become one.
pub(crate) fn note_made(tx: &mut Tx<'_>, import: i64, first: i64, last: i64) -> Result<()> {
    let joined = tx.derive(
        "UPDATE main.contact_imports SET last_key = ?3
         WHERE organization_key = current_org() AND import_key = ?1 AND last_key = ?2 - 1",
        params![import, first, last],
    )?;
    if joined == 0 {
        let organization = tx.organization_key()?;
        tx.derive(
            "INSERT INTO main.contact_imports (organization_key, import_key, first_key, last_key)
             VALUES (?1, ?2, ?3, ?4)",
            params![organization, import, first, last],
        )?;
    }
    Ok(())
}
