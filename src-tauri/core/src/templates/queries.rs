//! SQL of templates.

use rusqlite::{Row, params};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::content::{OwnField, Sender};
use super::types::{
    TemplateDetail, TemplateLink, TemplatePage, TemplateRow, TemplateSource, TemplateVersion,
};
use crate::access::queries::{id_at, optional_id_at};
use crate::clock::WallTime;
use crate::error::{OrNotFound, Result};
use crate::store::{Read, Tx};

/// A JSON column as its type.
pub(crate) fn json_at<T: serde::de::DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    serde_json::from_str(&text).map_err(|cause| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(cause))
    })
}

/// Words somebody looks for as a LIKE pattern (escape `\`); nothing for blanks.
pub(crate) fn like(search: Option<&str>) -> Option<String> {
    let text = search?.trim();
    if text.is_empty() {
        return None;
    }
    let mut out = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    Some(out)
}

pub(crate) fn page(read: &Read<'_>, search: Option<&str>, span: (i64, i64)) -> Result<TemplatePage> {
    let like = like(search);
    const WHERE: &str = "WHERE (?1 IS NULL OR t.name LIKE ?1 ESCAPE '\\')";
    let total =
        read.one(&format!("SELECT count(*) FROM templates t {WHERE}"), params![like], |row| row.get(0))?;
    let rows = read.all(
        &format!(
            "SELECT t.id, t.name, t.description, t.is_active, t.draft ->> 'subject', t.latest_number, v.id,
                    v.key IS NULL OR t.draft ->> 'html' IS NOT v.html OR t.draft ->> 'subject' IS NOT v.subject
                    OR t.draft ->> 'preheader' IS NOT v.preheader OR t.draft ->> 'text' IS NOT v.text,
                    (SELECT count(*) FROM campaigns c JOIN template_versions p ON p.key = c.template_version_key
                     WHERE p.template_key = t.key), u.name, t.updated_at
             FROM templates t
             LEFT JOIN template_versions v ON v.template_key = t.key AND v.number = t.latest_number
             LEFT JOIN member_users u ON u.key = t.created_by
             {WHERE} ORDER BY t.updated_at DESC, t.key DESC LIMIT ?3 OFFSET ?2"
        ),
        params![like, span.0, span.1],
        |row| {
            Ok(TemplateRow {
                id: id_at(row, 0)?,
                name: row.get(1)?,
                description: row.get(2)?,
                is_active: row.get(3)?,
                subject: row.get(4)?,
                latest_number: row.get(5)?,
                latest_version: optional_id_at(row, 6)?,
                unpublished: row.get(7)?,
                campaigns: row.get(8)?,
                created_by: row.get(9)?,
                updated_at: WallTime(row.get(10)?),
            })
        },
    )?;
    Ok(TemplatePage { total, rows })
}

/// A template with what only the core needs of it.
pub(crate) struct TemplateState {
    pub key: i64,
    pub created_by: Option<i64>,
    pub detail: TemplateDetail,
}

pub(crate) fn template(read: &Read<'_>, id: Uuid) -> Result<TemplateState> {
    read.first(
        "SELECT t.key, t.created_by, t.name, t.description, t.is_active, t.draft, t.draft_updated_at, d.name,
                t.latest_number, v.id, u.name, t.created_at, t.updated_at
         FROM templates t
         LEFT JOIN template_versions v ON v.template_key = t.key AND v.number = t.latest_number
         LEFT JOIN member_users u ON u.key = t.created_by LEFT JOIN member_users d ON d.key = t.draft_updated_by
         WHERE t.id = ?1",
        [id.as_bytes().as_slice()],
        |row| {
            Ok(TemplateState {
                key: row.get(0)?,
                created_by: row.get(1)?,
                detail: TemplateDetail {
                    id,
                    name: row.get(2)?,
                    description: row.get(3)?,
                    is_active: row.get(4)?,
                    draft: json_at(row, 5)?,
                    draft_updated_at: WallTime(row.get(6)?),
                    draft_updated_by: row.get(7)?,
                    latest_number: row.get(8)?,
                    latest_version: optional_id_at(row, 9)?,
                    editable: false,
                    created_by: row.get(10)?,
                    created_at: WallTime(row.get(11)?),
                    updated_at: WallTime(row.get(12)?),
                },
            })
        },
    )?
    .or_not_found("template")
}

pub(crate) fn insert(
    tx: &mut Tx<'_>,
    name: &str,
    description: &str,
    source: &TemplateSource,
) -> Result<Uuid> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let draft = serde_json::to_string(source)?;
    tx.execute(
        "INSERT INTO main.templates
         (id, organization_key, name, description, draft, draft_updated_at, draft_updated_by, created_by, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?6, ?6)",
        params![id.as_bytes(), organization, name, description, draft, now, user],
    )?;
    tx.about("template", id);
    Ok(id)
}

pub(crate) fn update(tx: &mut Tx<'_>, key: i64, new: &TemplateDetail) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.templates SET name = ?2, description = ?3, is_active = ?4, updated_at = ?5 WHERE key = ?1",
        params![key, new.name, new.description, new.is_active, now],
    )?;
    Ok(())
}

/// Saves a draft; its time grows also within one millisecond, so that two saves are never taken for one.
pub(crate) fn save_draft(
    tx: &mut Tx<'_>,
    state: &TemplateState,
    source: &TemplateSource,
) -> Result<WallTime> {
    let (now, user) = (tx.now().0, tx.user_key());
    let at = now.max(state.detail.draft_updated_at.0 + 1);
    tx.execute(
        "UPDATE main.templates SET draft = ?2, draft_updated_at = ?3, draft_updated_by = ?4, updated_at = ?5 WHERE key = ?1",
        params![state.key, serde_json::to_string(source)?, at, user, now],
    )?;
    Ok(WallTime(at))
}

pub(crate) fn delete(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.templates SET deleted_at = ?2, updated_at = ?2 WHERE key = ?1",
        params![key, now],
    )?;
    Ok(())
}

/// A version's source, also of a deleted template: campaigns keep what they pin.
pub(crate) fn version_source(read: &Read<'_>, id: Uuid) -> Result<TemplateSource> {
    read.first(
        "SELECT html, subject, preheader, text FROM template_versions WHERE id = ?1",
        [id.as_bytes().as_slice()],
        source_row,
    )?
    .or_not_found("template version")
}

fn source_row(row: &Row<'_>) -> rusqlite::Result<TemplateSource> {
    Ok(TemplateSource { html: row.get(0)?, subject: row.get(1)?, preheader: row.get(2)?, text: row.get(3)? })
}

pub(crate) fn latest_source(read: &Read<'_>, template: i64) -> Result<Option<TemplateSource>> {
    read.first(
        "SELECT html, subject, preheader, text FROM template_versions WHERE template_key = ?1 ORDER BY number DESC",
        [template],
        source_row,
    )
}

/// What a version keeps of a template at its publishing.
pub(crate) struct NewVersion {
    pub source: TemplateSource,
    pub variables: Vec<String>,
    pub links: Vec<TemplateLink>,
}

pub(crate) fn insert_version(tx: &mut Tx<'_>, state: &TemplateState, new: &NewVersion) -> Result<Uuid> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let number = state.detail.latest_number + 1;
    tx.execute(
        "INSERT INTO main.template_versions
         (id, organization_key, template_key, number, html, subject, preheader, text, variables, links, created_by, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            id.as_bytes(),
            organization,
            state.key,
            number,
            new.source.html,
            new.source.subject,
            new.source.preheader,
            new.source.text,
            serde_json::to_string(&new.variables)?,
            serde_json::to_string(&new.links)?,
            user,
            now
        ],
    )?;
    tx.execute(
        "UPDATE main.templates SET latest_number = ?2, updated_at = ?3 WHERE key = ?1",
        params![state.key, number, now],
    )?;
    Ok(id)
}

pub(crate) fn versions(read: &Read<'_>, template: i64) -> Result<Vec<TemplateVersion>> {
    read.all(
        "SELECT v.id, v.number, v.subject, v.variables, v.links, u.name, v.created_at
         FROM template_versions v LEFT JOIN member_users u ON u.key = v.created_by
         WHERE v.template_key = ?1 ORDER BY v.number DESC",
        [template],
        |row| {
            Ok(TemplateVersion {
                id: id_at(row, 0)?,
                number: row.get(1)?,
                subject: row.get(2)?,
                variables: json_at(row, 3)?,
                links: json_at(row, 4)?,
                created_by: row.get(5)?,
                created_at: WallTime(row.get(6)?),
            })
        },
    )
}

/// The organization's own fields; without the sensitive ones for those who may not know of them.
pub(crate) fn own_fields(read: &Read<'_>, sensitive: bool) -> Result<Vec<OwnField>> {
    read.all(
        "SELECT field_key, label, field_type, choices FROM contact_fields WHERE sensitive <= ?1 ORDER BY position, key",
        [sensitive],
        |row| {
            Ok(OwnField {
                name: row.get(0)?,
                label: row.get(1)?,
                field_type: row.get(2)?,
                choices: json_at::<Vec<String>>(row, 3).unwrap_or_default(),
            })
        },
    )
}

pub(crate) fn sender(read: &Read<'_>) -> Result<Sender> {
    read.one("SELECT name, postal_address FROM organizations", [], |row| {
        Ok(Sender { name: row.get(0)?, address: row.get(1)? })
    })
}

/// A contact's values by variable name; empty ones are left out, so that fallbacks show, and sensitive ones for those
/// who may not see them.
pub(crate) fn contact_values(read: &Read<'_>, id: Uuid, sensitive: bool) -> Result<Map<String, Value>> {
    const NAMES: [&str; 12] = [
        "first_name",
        "last_name",
        "full_name",
        "email",
        "phone",
        "company",
        "street",
        "city",
        "region",
        "postal_code",
        "country",
        "birth_date",
    ];
    let (key, mut values) = read
        .first(
            "SELECT first_name, last_name, trim(first_name || ' ' || last_name), coalesce(email, ''), phone, company,
                    street, city, region, postal_code, country, coalesce(birth_date, ''), key
             FROM contacts WHERE id = ?1",
            [id.as_bytes().as_slice()],
            |row| {
                let mut values = Map::new();
                for (at, name) in NAMES.iter().enumerate() {
                    values.insert((*name).to_string(), Value::String(row.get(at)?));
                }
                Ok((row.get::<_, i64>(NAMES.len())?, values))
            },
        )?
        .or_not_found("contact")?;
    read.each(
        "SELECT f.field_key, f.field_type, v.value FROM contact_field_values v JOIN contact_fields f ON f.key = v.field_key
         WHERE v.contact_key = ?1 AND (?2 OR f.sensitive = 0)",
        params![key, sensitive],
        |row| {
            let (name, kind, text): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let value = match kind.as_str() {
                "number" => serde_json::from_str::<serde_json::Number>(&text).ok().map(Value::Number),
                "boolean" => text.parse::<bool>().ok().map(Value::Bool),
                _ => None,
            };
            values.insert(name, value.unwrap_or(Value::String(text)));
            Ok(true)
        },
    )?;
    values.retain(|_, value| value.as_str() != Some(""));
    Ok(values)
}
