//! SQL of leads, their history and the answers behind them.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::types::Value as Sql;
use rusqlite::{Row, params, params_from_iter};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::types::*;
use crate::access::queries::{id_at, optional_id_at};
use crate::campaigns::types::CampaignStatus;
use crate::clock::{CampaignTime, WallTime};
use crate::contacts::types::NamedId;
use crate::error::{Error, OrNotFound, Result};
use crate::forms::rules::{FieldType, FormDefinition};
use crate::store::{Read, Tx};
use crate::templates::queries::{json_at, like};

/// Conditions on answers of one view at the most.
const FIELDS_MAX: usize = 5;
const FACETS: i64 = 50;

pub(super) fn status_at(row: &Row<'_>, at: usize) -> rusqlite::Result<LeadStatus> {
    let word: String = row.get(at)?;
    LeadStatus::from_word(&word).ok_or(rusqlite::Error::InvalidQuery)
}

fn word_at<T: serde::de::DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    serde_json::from_value(Value::String(text)).map_err(|_| rusqlite::Error::InvalidQuery)
}

fn named_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<NamedId>> {
    let name: Option<String> = row.get(at + 1)?;
    Ok(optional_id_at(row, at)?.map(|id| NamedId { id, name: name.unwrap_or_default() }))
}

pub(crate) fn clock(read: &Read<'_>) -> Result<CampaignTime> {
    Ok(CampaignTime(crate::events::queries::campaign_clock(read)?))
}

/// Key of a colleague.
pub(super) fn user_key(read: &Read<'_>, id: Uuid) -> Result<i64> {
    read.key_of("member_users", "member", id)
}

/// WHERE of a view over `leads l`.
struct Condition {
    sql: String,
    values: Vec<Sql>,
}

impl Condition {
    fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Sql>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.extend(values);
    }
}

fn condition(read: &Read<'_>, view: &LeadView, creator: Option<i64>) -> Result<Condition> {
    let mut out = Condition { sql: "1".into(), values: Vec::new() };
    if let Some(status) = view.status {
        out.and("l.status = ?", [Sql::Text(status.word().into())]);
    }
    if let Some(source) = view.source {
        out.and("l.source = ?", [Sql::Text(source.word().into())]);
    }
    if let Some(campaign) = view.campaign {
        let key = read.key_of("campaigns_with_deleted", "campaign", campaign)?;
        out.and("l.campaign_key = ?", [Sql::Integer(key)]);
    }
    if let Some(owner) = view.owner {
        out.and("l.owner_key = ?", [Sql::Integer(user_key(read, owner)?)]);
    }
    if let Some(origin) = view.origin {
        out.and(origin.condition(), []);
    }
    if let Some(user) = creator {
        out.and("(l.owner_key = ? OR l.created_by = ?)", [Sql::Integer(user), Sql::Integer(user)]);
    }
    if let Some(pattern) = like(view.search.as_deref()) {
        let pattern = Sql::Text(pattern.to_lowercase());
        out.and(
            "(folded(l.title) LIKE ? ESCAPE '\\' OR EXISTS
              (SELECT 1 FROM contacts c WHERE c.key = l.contact_key AND folded(c.email) LIKE ? ESCAPE '\\'))",
            [pattern.clone(), pattern],
        );
    }
    if view.fields.len() > FIELDS_MAX {
        return Err(Error::invalid("fields", format!("A view asks for at most {FIELDS_MAX} answers.")));
    }
    for field in &view.fields {
        of_field(read, field, &mut out)?;
    }
    Ok(out)
}

/// Forms that ask for a field, and whether each of their versions that does has it indexed.
fn forms_asking(read: &Read<'_>, field: &str) -> Result<Vec<(i64, bool)>> {
    read.all(
        "SELECT v.form_key, min(f.is_indexed) FROM form_fields f JOIN form_versions v ON v.key = f.form_version_key
         WHERE f.field_key = ?1 GROUP BY v.form_key ORDER BY v.form_key",
        [field],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Where every version has the field indexed, the side table answers; elsewhere the answers themselves are read.
fn of_field(read: &Read<'_>, filter: &LeadFieldFilter, out: &mut Condition) -> Result<()> {
    let forms = forms_asking(read, &filter.field)?;
    if forms.is_empty() {
        return Err(Error::invalid("fields", format!("No form asks for “{}”.", filter.field)));
    }
    let (mut parts, mut values) = (Vec::new(), Vec::new());
    for (form, indexed) in forms {
        if indexed {
            let value: String = filter.value.chars().take(super::VALUE_MAX).collect();
            parts.push(
                "l.key IN (SELECT lead_key FROM form_response_values WHERE form_key = ? AND field_key = ? AND value = ?)",
            );
            values.extend([Sql::Integer(form), Sql::Text(filter.field.clone()), Sql::Text(value)]);
        } else {
            parts.push(
                "l.form_response_key IN (SELECT r.key FROM form_versions v JOIN form_responses r ON r.form_version_key = v.key
                 WHERE v.form_key = ? AND EXISTS (SELECT 1 FROM json_each(r.response_data, ?) e WHERE e.value = ?))",
            );
            let path = format!("$.\"{}\"", filter.field);
            values.extend([Sql::Integer(form), Sql::Text(path), Sql::Text(filter.value.clone())]);
        }
    }
    out.and(&format!("({})", parts.join(" OR ")), values);
    Ok(())
}

fn order(view: &LeadView) -> String {
    let sort = view.sort.unwrap_or(LeadSort { by: LeadOrder::Created, descending: true });
    let way = if sort.descending { "DESC" } else { "ASC" };
    let column = match sort.by {
        // Keys are given in order of making; of one status the index has the campaign clock's order.
        LeadOrder::Created if view.status.is_none() => return format!("ORDER BY l.key {way}"),
        LeadOrder::Created => "l.created_at",
        LeadOrder::Updated => "l.updated_at",
        LeadOrder::Title => "folded(l.title)",
        LeadOrder::Status => {
            "CASE l.status WHEN 'new' THEN 0 WHEN 'contacted' THEN 1 WHEN 'qualified' THEN 2 WHEN 'converted' THEN 3 ELSE 4 END"
        }
        LeadOrder::Value => "coalesce(l.value_minor, -1)",
    };
    format!("ORDER BY {column} {way}, l.key {way}")
}

pub(super) fn page(
    read: &Read<'_>,
    view: &LeadView,
    creator: Option<i64>,
    span: (i64, i64),
) -> Result<LeadPage> {
    let mut condition = condition(read, view, creator)?;
    let sql = format!("SELECT count(*) FROM leads l WHERE {}", condition.sql);
    let total = read.one(&sql, params_from_iter(&condition.values), |row| row.get(0))?;
    let sql = format!("SELECT l.key FROM leads l WHERE {} {} LIMIT ? OFFSET ?", condition.sql, order(view));
    condition.values.extend([Sql::Integer(span.1), Sql::Integer(span.0)]);
    let keys: Vec<i64> = read.all(&sql, params_from_iter(condition.values), |row| row.get(0))?;
    Ok(LeadPage { total, rows: rows(read, &keys)?, now: clock(read)? })
}

/// Keys of everything a view matches, in its order.
pub(super) fn keys(read: &Read<'_>, view: &LeadView, creator: Option<i64>) -> Result<Vec<i64>> {
    let condition = condition(read, view, creator)?;
    let sql = format!("SELECT l.key FROM leads l WHERE {} {}", condition.sql, order(view));
    read.all(&sql, params_from_iter(condition.values), |row| row.get(0))
}

const ROW: &str = "SELECT l.key, l.id, l.title, l.status, l.source, l.rehearsed, c.id, c.name, k.id,
        coalesce(nullif(trim(k.first_name || ' ' || k.last_name), ''), k.email), u.id, u.name, l.value_minor,
        o.currency, l.created_at, l.updated_at, l.version, coalesce(r.response_data, '{}'), l.note, k.email, l.run_key
 FROM leads l JOIN organizations o
 LEFT JOIN campaigns_with_deleted c ON c.key = l.campaign_key
 LEFT JOIN contacts_with_deleted k ON k.key = l.contact_key
 LEFT JOIN member_users u ON u.key = l.owner_key
 LEFT JOIN form_responses r ON r.key = l.form_response_key";

/// A row with what only an export shows.
pub(super) struct Told {
    pub row: LeadRow,
    pub answers: Map<String, Value>,
    pub note: String,
    pub email: Option<String>,
}

fn told(row: &Row<'_>) -> rusqlite::Result<(i64, Told)> {
    let answers: Map<String, Value> = json_at(row, 17)?;
    let lead = LeadRow {
        id: id_at(row, 1)?,
        title: row.get(2)?,
        status: status_at(row, 3)?,
        source: word_at(row, 4)?,
        origin: LeadOrigin::of(row.get(5)?, row.get::<_, Option<i64>>(20)?.is_some()),
        campaign: named_at(row, 6)?,
        contact: named_at(row, 8)?,
        owner: named_at(row, 10)?,
        answer: super::telling(&answers),
        value_minor: row.get(12)?,
        currency: row.get(13)?,
        created_at: CampaignTime(row.get(14)?),
        updated_at: WallTime(row.get(15)?),
        version: row.get(16)?,
    };
    Ok((row.get(0)?, Told { row: lead, answers, note: row.get(18)?, email: row.get(19)? }))
}

/// Rows of some keys, in the order of the keys.
pub(super) fn told_rows(read: &Read<'_>, keys: &[i64]) -> Result<Vec<Told>> {
    let list = Rc::new(keys.iter().copied().map(Sql::Integer).collect::<Vec<_>>());
    let mut found = read.all(&format!("{ROW} WHERE l.key IN rarray(?1)"), [list], told)?;
    let place: HashMap<i64, usize> = keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    found.sort_by_key(|(key, _)| place.get(key).copied());
    Ok(found.into_iter().map(|(_, told)| told).collect())
}

pub(super) fn rows(read: &Read<'_>, keys: &[i64]) -> Result<Vec<LeadRow>> {
    Ok(told_rows(read, keys)?.into_iter().map(|told| told.row).collect())
}

pub(super) fn column(
    read: &Read<'_>,
    (campaign, origin): (Option<Uuid>, Option<LeadOrigin>),
    status: LeadStatus,
    creator: Option<i64>,
    cards: i64,
) -> Result<LeadColumn> {
    let view = LeadView { campaign, origin, status: Some(status), ..LeadView::default() };
    let mut condition = condition(read, &view, creator)?;
    let sql =
        format!("SELECT count(*), coalesce(sum(l.value_minor), 0) FROM leads l WHERE {}", condition.sql);
    let (count, value_minor) =
        read.one(&sql, params_from_iter(&condition.values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sql = format!("SELECT l.key FROM leads l WHERE {} {} LIMIT ?", condition.sql, order(&view));
    condition.values.push(Sql::Integer(cards));
    let keys: Vec<i64> = read.all(&sql, params_from_iter(condition.values), |row| row.get(0))?;
    Ok(LeadColumn { status, count, value_minor, cards: rows(read, &keys)? })
}

/// A lead with the keys that only the core needs.
pub(super) struct Stored {
    pub key: i64,
    pub owner_key: Option<i64>,
    pub contact_key: Option<i64>,
    pub created_by: Option<i64>,
    pub response_key: Option<i64>,
    pub title: String,
    pub note: String,
    pub value_minor: Option<i64>,
    pub status: LeadStatus,
    pub version: i64,
    pub creator: Option<String>,
    pub recorded_at: WallTime,
}

pub(super) fn stored(read: &Read<'_>, id: Uuid) -> Result<Stored> {
    read.first(
        "SELECT l.key, l.owner_key, l.contact_key, l.created_by, l.form_response_key, l.title, l.note, l.value_minor,
                l.status, l.version, u.name, l.recorded_at
         FROM leads l LEFT JOIN member_users u ON u.key = l.created_by WHERE l.id = ?1",
        [id.as_bytes().as_slice()],
        |row| {
            Ok(Stored {
                key: row.get(0)?,
                owner_key: row.get(1)?,
                contact_key: row.get(2)?,
                created_by: row.get(3)?,
                response_key: row.get(4)?,
                title: row.get(5)?,
                note: row.get(6)?,
                value_minor: row.get(7)?,
                status: status_at(row, 8)?,
                version: row.get(9)?,
                creator: row.get(10)?,
                recorded_at: WallTime(row.get(11)?),
            })
        },
    )?
    .or_not_found("lead")
}

/// What a visitor sent, with the form version it was held to.
pub(super) struct Response {
    pub answers: Map<String, Value>,
    pub utm: Value,
    pub definition: FormDefinition,
    pub form: LeadForm,
    pub submitted_at: WallTime,
}

pub(super) fn response(read: &Read<'_>, key: i64) -> Result<Response> {
    read.one(
        "SELECT r.response_data, r.utm, v.definition, f.id, f.name, v.number, r.submitted_at
         FROM form_responses r JOIN form_versions v ON v.key = r.form_version_key
         JOIN forms_with_deleted f ON f.key = v.form_key WHERE r.key = ?1",
        [key],
        |row| {
            let definition: FormDefinition = json_at(row, 2)?;
            let form = LeadForm {
                form: id_at(row, 3)?,
                name: row.get(4)?,
                number: row.get(5)?,
                consent_wording: definition.consent_wording.clone(),
            };
            let (answers, utm) = (json_at(row, 0)?, json_at(row, 1)?);
            Ok(Response { answers, utm, definition, form, submitted_at: WallTime(row.get(6)?) })
        },
    )
}

pub(super) fn history(read: &Read<'_>, lead: i64) -> Result<Vec<LeadHistoryRow>> {
    read.all(
        "SELECT h.from_status, h.to_status, u.name, h.at, h.note FROM lead_history h
         LEFT JOIN member_users u ON u.key = h.user_key WHERE h.lead_key = ?1 ORDER BY h.key DESC",
        [lead],
        |row| {
            Ok(LeadHistoryRow {
                from: status_at(row, 0)?,
                to: status_at(row, 1)?,
                who: row.get(2)?,
                at: WallTime(row.get(3)?),
                note: row.get(4)?,
            })
        },
    )
}

/// Values of a new lead's row.
pub(super) struct NewLead {
    pub campaign_key: Option<i64>,
    pub contact_key: Option<i64>,
    pub response_key: Option<i64>,
    pub title: String,
    pub source: &'static str,
    pub rehearsed: bool,
    pub owner_key: Option<i64>,
    pub value_minor: Option<i64>,
    pub note: String,
    pub at: CampaignTime,
}

pub(super) fn insert(tx: &mut Tx<'_>, new: &NewLead) -> Result<(i64, Uuid)> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let key = tx.insert(
        "INSERT INTO main.leads (id, organization_key, campaign_key, contact_key, form_response_key, title, source,
         rehearsed, owner_key, value_minor, note, created_by, created_at, recorded_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)",
        params![
            id.as_bytes(),
            organization,
            new.campaign_key,
            new.contact_key,
            new.response_key,
            new.title,
            new.source,
            new.rehearsed,
            new.owner_key,
            new.value_minor,
            new.note,
            user,
            new.at.0,
            now
        ],
    )?;
    Ok((key, id))
}

pub(super) fn set_status(tx: &mut Tx<'_>, lead: &Stored, to: LeadStatus, note: &str) -> Result<()> {
    let (now, organization, user) = (tx.now().0, tx.organization_key()?, tx.user_key());
    tx.execute(
        "UPDATE main.leads SET status = ?2, updated_at = ?3, version = version + 1 WHERE key = ?1",
        params![lead.key, to.word(), now],
    )?;
    tx.execute(
        "INSERT INTO main.lead_history (organization_key, lead_key, from_status, to_status, note, user_key, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![organization, lead.key, lead.status.word(), to.word(), note, user, now],
    )?;
    Ok(())
}

pub(super) fn update(tx: &mut Tx<'_>, lead: &Stored) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.leads SET title = ?2, note = ?3, owner_key = ?4, contact_key = ?5, value_minor = ?6,
         updated_at = ?7, version = version + 1 WHERE key = ?1",
        params![lead.key, lead.title, lead.note, lead.owner_key, lead.contact_key, lead.value_minor, now],
    )?;
    Ok(())
}

pub(super) fn delete(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.leads SET deleted_at = ?2, updated_at = ?2, version = version + 1 WHERE key = ?1",
        params![key, now],
    )?;
    Ok(())
}

/// Fields that leads of a campaign, or of any, can be filtered by.
pub(super) fn fields(read: &Read<'_>, campaign: Option<i64>) -> Result<Vec<LeadField>> {
    read.all(
        "SELECT f.field_key, f.label, f.field_type, min(f.is_indexed), max(f.key)
         FROM form_fields f JOIN form_versions v ON v.key = f.form_version_key
         WHERE ?1 IS NULL OR v.form_key IN
           (SELECT p.form_key FROM campaigns_with_deleted c JOIN form_versions p ON p.key = c.form_version_key WHERE c.key = ?1)
         GROUP BY f.field_key ORDER BY min(f.position), f.field_key",
        [campaign],
        |row| {
            Ok(LeadField {
                field: row.get(0)?,
                label: row.get(1)?,
                field_type: word_at::<FieldType>(row, 2)?,
                indexed: row.get(3)?,
            })
        },
    )
}

pub(super) fn facets(
    read: &Read<'_>,
    campaign: Option<i64>,
    field: &str,
    creator: Option<i64>,
) -> Result<Vec<LeadFacet>> {
    let forms = forms_asking(read, field)?;
    let list = Rc::new(forms.iter().map(|(form, _)| Sql::Integer(*form)).collect::<Vec<_>>());
    read.all(
        "SELECT s.value, count(*) FROM form_response_values s JOIN leads l ON l.key = s.lead_key
         WHERE s.form_key IN rarray(?1) AND s.field_key = ?2 AND (?3 IS NULL OR l.campaign_key = ?3)
           AND (?4 IS NULL OR l.owner_key = ?4 OR l.created_by = ?4)
         GROUP BY s.value ORDER BY count(*) DESC, s.value LIMIT ?5",
        params![list, field, campaign, creator, FACETS],
        |row| Ok(LeadFacet { value: row.get(0)?, count: row.get(1)? }),
    )
}

/// Id of the scope's organization.
pub(super) fn living_organization(read: &Read<'_>) -> Result<Uuid> {
    read.first("SELECT id FROM organizations WHERE deleted_at IS NULL", [], |row| id_at(row, 0))?
        .or_not_found("organization")
}

/// What the landing page of a campaign shows.
pub(super) struct Landing {
    pub id: Uuid,
    pub name: String,
    pub slug: String,
    pub status: CampaignStatus,
    pub form_version_key: Option<i64>,
    pub headline: String,
    pub intro: String,
    pub organization_name: String,
    pub postal_address: String,
    pub brand_color: String,
}

fn campaign_status_at(row: &Row<'_>, at: usize) -> rusqlite::Result<CampaignStatus> {
    let word: String = row.get(at)?;
    CampaignStatus::from_word(&word).ok_or(rusqlite::Error::InvalidQuery)
}

pub(super) fn landing(read: &Read<'_>, campaign: i64) -> Result<Landing> {
    read.first(
        "SELECT c.id, c.name, c.slug, c.status, c.form_version_key, c.landing_headline, c.landing_intro, o.name,
                o.postal_address, o.brand_color
         FROM campaigns c JOIN organizations o WHERE c.key = ?1",
        [campaign],
        |row| {
            Ok(Landing {
                id: id_at(row, 0)?,
                name: row.get(1)?,
                slug: row.get(2)?,
                status: campaign_status_at(row, 3)?,
                form_version_key: row.get(4)?,
                headline: row.get(5)?,
                intro: row.get(6)?,
                organization_name: row.get(7)?,
                postal_address: row.get(8)?,
                brand_color: row.get(9)?,
            })
        },
    )?
    .or_not_found("campaign")
}

/// The campaign a form is sent to, as it is inside the write.
pub(super) struct Open {
    pub status: CampaignStatus,
    pub form_version_key: Option<i64>,
    /// Who made the campaign owns its leads at first.
    pub owner_key: Option<i64>,
    pub clock: CampaignTime,
    /// The visit that was asked about, if it is one of this campaign.
    pub visit: Option<i64>,
}

pub(super) fn open_campaign(read: &Read<'_>, campaign: i64, visit: Option<i64>) -> Result<Option<Open>> {
    read.first(
        "SELECT c.status, c.form_version_key, c.created_by, o.campaign_clock_ms,
                (SELECT v.key FROM visits v WHERE v.key = ?2 AND v.campaign_key = c.key)
         FROM campaigns c JOIN organizations o WHERE c.key = ?1",
        params![campaign, visit],
        |row| {
            Ok(Open {
                status: campaign_status_at(row, 0)?,
                form_version_key: row.get(1)?,
                owner_key: row.get(2)?,
                clock: CampaignTime(row.get(3)?),
                visit: row.get(4)?,
            })
        },
    )
}

pub(super) fn living_contact(read: &Read<'_>, key: i64) -> Result<Option<i64>> {
    read.first("SELECT key FROM contacts WHERE key = ?1", [key], |row| row.get(0))
}

/// What is suppressed when a contact unsubscribes; a deleted contact can, too.
pub(super) fn address_of(read: &Read<'_>, contact: i64) -> Result<String> {
    let found: Option<Option<String>> =
        read.first("SELECT address_key FROM contacts_with_deleted WHERE key = ?1", [contact], |row| {
            row.get(0)
        })?;
    found.flatten().or_not_found("contact")
}

/// `texts`: answers and utm parameters, as JSON.
pub(super) fn insert_response(
    tx: &mut Tx<'_>,
    campaign: i64,
    version: i64,
    at: CampaignTime,
    visit: i64,
    texts: [String; 2],
) -> Result<(i64, Uuid)> {
    let (id, now, organization) = (tx.new_id(), tx.now().0, tx.organization_key()?);
    let key = tx.insert(
        "INSERT INTO main.form_responses (id, organization_key, campaign_key, form_version_key, response_data, utm,
         submitted_at, campaign_time, visit_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![id.as_bytes(), organization, campaign, version, texts[0], texts[1], now, at.0, visit],
    )?;
    Ok((key, id))
}

pub(super) fn insert_value(tx: &mut Tx<'_>, version: i64, field: &str, value: &str, lead: i64) -> Result<()> {
    let organization = tx.organization_key()?;
    tx.execute(
        "INSERT INTO main.form_response_values (organization_key, form_key, field_key, value, lead_key)
         SELECT ?1, form_key, ?3, ?4, ?5 FROM form_versions WHERE key = ?2",
        params![organization, version, field, value, lead],
    )?;
    Ok(())
}

/// Slug of a campaign, and the address of a link in its pinned e-mail.
pub(super) fn link(read: &Read<'_>, campaign: i64, number: u16) -> Result<(String, Option<String>)> {
    read.first(
        "SELECT c.slug, (SELECT e.value ->> 'href' FROM json_each(v.links) e WHERE e.value ->> 'number' = ?2)
         FROM campaigns c LEFT JOIN template_versions v ON v.key = c.template_version_key WHERE c.key = ?1",
        params![campaign, number],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?
    .or_not_found("campaign")
}
