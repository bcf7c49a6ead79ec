//! SQL of forms.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::rules::{FieldDefinition, FormDefinition};
use super::types::{FormContent, FormDetail, FormPage, FormRow, FormVersion};
use crate::access::queries::{id_at, optional_id_at};
use crate::clock::WallTime;
use crate::error::{OrNotFound, Result};
use crate::store::{Read, Tx};
use crate::templates::queries::{json_at, like};

pub(crate) fn page(read: &Read<'_>, search: Option<&str>, span: (i64, i64)) -> Result<FormPage> {
    let like = like(search);
    const WHERE: &str = "WHERE (?1 IS NULL OR f.name LIKE ?1 ESCAPE '\\')";
    let total =
        read.one(&format!("SELECT count(*) FROM forms f {WHERE}"), params![like], |row| row.get(0))?;
    let rows = read.all(
        &format!(
            "SELECT f.id, f.name, f.description, f.is_active, json_array_length(f.draft, '$.fields'), f.latest_number,
                    v.id, v.key IS NULL OR f.draft IS NOT v.definition
                          OR f.thank_you_message IS NOT v.thank_you_message OR f.redirect_url IS NOT v.redirect_url,
                    (SELECT count(*) FROM campaigns c JOIN form_versions p ON p.key = c.form_version_key
                     WHERE p.form_key = f.key), u.name, f.updated_at
             FROM forms f
             LEFT JOIN form_versions v ON v.form_key = f.key AND v.number = f.latest_number
             LEFT JOIN member_users u ON u.key = f.created_by
             {WHERE} ORDER BY f.updated_at DESC, f.key DESC LIMIT ?3 OFFSET ?2"
        ),
        params![like, span.0, span.1],
        |row| {
            Ok(FormRow {
                id: id_at(row, 0)?,
                name: row.get(1)?,
                description: row.get(2)?,
                is_active: row.get(3)?,
                fields: row.get(4)?,
                latest_number: row.get(5)?,
                latest_version: optional_id_at(row, 6)?,
                unpublished: row.get(7)?,
                campaigns: row.get(8)?,
                created_by: row.get(9)?,
                updated_at: WallTime(row.get(10)?),
            })
        },
    )?;
    Ok(FormPage { total, rows })
}

/// A form with what only the core needs of it.
pub(crate) struct FormState {
    pub key: i64,
    pub created_by: Option<i64>,
    pub detail: FormDetail,
}

fn content_row(row: &Row<'_>, at: usize) -> rusqlite::Result<FormContent> {
    Ok(FormContent {
        definition: json_at::<FormDefinition>(row, at)?,
        thank_you_message: row.get(at + 1)?,
        redirect_url: row.get(at + 2)?,
    })
}

pub(crate) fn form(read: &Read<'_>, id: Uuid) -> Result<FormState> {
    read.first(
        "SELECT f.key, f.created_by, f.name, f.description, f.is_active, f.draft, f.thank_you_message, f.redirect_url,
                f.draft_updated_at, d.name, f.latest_number, v.id, u.name, f.created_at, f.updated_at
         FROM forms f
         LEFT JOIN form_versions v ON v.form_key = f.key AND v.number = f.latest_number
         LEFT JOIN member_users u ON u.key = f.created_by LEFT JOIN member_users d ON d.key = f.draft_updated_by
         WHERE f.id = ?1",
        [id.as_bytes().as_slice()],
        |row| {
            Ok(FormState {
                key: row.get(0)?,
                created_by: row.get(1)?,
                detail: FormDetail {
                    id,
                    name: row.get(2)?,
                    description: row.get(3)?,
                    is_active: row.get(4)?,
                    draft: content_row(row, 5)?,
                    draft_updated_at: WallTime(row.get(8)?),
                    draft_updated_by: row.get(9)?,
                    latest_number: row.get(10)?,
                    latest_version: optional_id_at(row, 11)?,
                    editable: false,
                    created_by: row.get(12)?,
                    created_at: WallTime(row.get(13)?),
                    updated_at: WallTime(row.get(14)?),
                },
            })
        },
    )?
    .or_not_found("form")
}

pub(crate) fn insert(tx: &mut Tx<'_>, name: &str, content: &FormContent) -> Result<Uuid> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    tx.execute(
        "INSERT INTO main.forms (id, organization_key, name, draft, thank_you_message, redirect_url, draft_updated_at,
         draft_updated_by, created_by, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?7, ?7)",
        params![
            id.as_bytes(),
            organization,
            name,
            serde_json::to_string(&content.definition)?,
            content.thank_you_message,
            content.redirect_url,
            now,
            user
        ],
    )?;
    tx.about("form", id);
    Ok(id)
}

pub(crate) fn update(tx: &mut Tx<'_>, key: i64, new: &FormDetail) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.forms SET name = ?2, description = ?3, is_active = ?4, updated_at = ?5 WHERE key = ?1",
        params![key, new.name, new.description, new.is_active, now],
    )?;
    Ok(())
}

/// Saves a draft; its time grows also within one millisecond, so that two saves are never taken for one.
pub(crate) fn save_draft(tx: &mut Tx<'_>, state: &FormState, content: &FormContent) -> Result<WallTime> {
    let (now, user) = (tx.now().0, tx.user_key());
    let at = now.max(state.detail.draft_updated_at.0 + 1);
    tx.execute(
        "UPDATE main.forms SET draft = ?2, thank_you_message = ?3, redirect_url = ?4, draft_updated_at = ?5,
         draft_updated_by = ?6, updated_at = ?7 WHERE key = ?1",
        params![
            state.key,
            serde_json::to_string(&content.definition)?,
            content.thank_you_message,
            content.redirect_url,
            at,
            user,
            now
        ],
    )?;
    Ok(WallTime(at))
}

pub(crate) fn delete(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute("UPDATE main.forms SET deleted_at = ?2, updated_at = ?2 WHERE key = ?1", params![key, now])?;
    Ok(())
}

/// A published form with the projection of its fields.
pub(crate) fn insert_version(tx: &mut Tx<'_>, state: &FormState, content: &FormContent) -> Result<Uuid> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let number = state.detail.latest_number + 1;
    let version = tx.insert(
        "INSERT INTO main.form_versions
         (id, organization_key, form_key, number, definition, thank_you_message, redirect_url, created_by, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            id.as_bytes(),
            organization,
            state.key,
            number,
            serde_json::to_string(&content.definition)?,
            content.thank_you_message,
            content.redirect_url,
            user,
            now
        ],
    )?;
    for (position, field) in (0_i64..).zip(&content.definition.fields) {
        insert_field(tx, (state.key, version), position, field)?;
    }
    tx.execute(
        "UPDATE main.forms SET latest_number = ?2, updated_at = ?3 WHERE key = ?1",
        params![state.key, number, now],
    )?;
    Ok(id)
}

/// `of`: keys of the form and of its version.
fn insert_field(tx: &mut Tx<'_>, of: (i64, i64), position: i64, field: &FieldDefinition) -> Result<()> {
    let organization = tx.organization_key()?;
    let rules = serde_json::json!({
        "options": field.options,
        "min": field.min,
        "max": field.max,
        "minLength": field.min_length,
        "maxLength": field.max_length,
        "pattern": field.pattern,
    });
    tx.execute(
        "INSERT INTO main.form_fields (organization_key, form_key, form_version_key, field_key, label, field_type,
         is_indexed, position, required, validation_rules) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            organization,
            of.0,
            of.1,
            field.key,
            field.label,
            field.field_type.word(),
            field.indexed,
            position,
            field.required,
            rules.to_string()
        ],
    )?;
    Ok(())
}

pub(crate) fn versions(read: &Read<'_>, form: i64) -> Result<Vec<FormVersion>> {
    read.all(
        "SELECT v.id, v.number, v.definition, v.thank_you_message, v.redirect_url, u.name, v.created_at
         FROM form_versions v LEFT JOIN member_users u ON u.key = v.created_by
         WHERE v.form_key = ?1 ORDER BY v.number DESC",
        [form],
        |row| {
            Ok(FormVersion {
                id: id_at(row, 0)?,
                number: row.get(1)?,
                content: content_row(row, 2)?,
                created_by: row.get(5)?,
                created_at: WallTime(row.get(6)?),
            })
        },
    )
}

/// What a pinned version holds, by key; also of a deleted form: campaigns keep what they pin.
///
/// # Errors
/// `not_found`; the store's codes.
pub fn version_content(read: &Read<'_>, version: i64) -> Result<FormContent> {
    read.first(
        "SELECT definition, thank_you_message, redirect_url FROM form_versions WHERE key = ?1",
        [version],
        |row| content_row(row, 0),
    )?
    .or_not_found("form version")
}
