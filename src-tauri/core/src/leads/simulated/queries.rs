//! SQL of simulated leads.

use std::rc::Rc;

use rusqlite::params;
use rusqlite::types::Value as Sql;
use serde_json::{Map, Value};

use super::super::indexed_values;
use super::Questions;
use crate::access::queries::id_at;
use crate::error::Result;
use crate::events::EventRow;
use crate::forms::answers::Respondent;
use crate::forms::rules::FormDefinition;
use crate::store::{Read, Tx};
use crate::templates::queries::json_at;

pub(super) fn questions(read: &Read<'_>, run: i64) -> Result<Option<Questions>> {
    read.first(
        "SELECT c.key, r.form_version_key, r.seed, c.id, c.name, r.kind = 'rehearsal', c.created_by, v.definition
         FROM runs r JOIN campaigns_with_deleted c ON c.key = r.campaign_key
         JOIN form_versions v ON v.key = r.form_version_key WHERE r.key = ?1",
        [run],
        |row| {
            Ok(Questions {
                run,
                campaign: row.get(0)?,
                version: row.get(1)?,
                seed: row.get::<_, i64>(2)? as u64,
                campaign_id: id_at(row, 3)?.into_bytes(),
                campaign_name: row.get(4)?,
                rehearsed: row.get(5)?,
                owner: row.get(6)?,
                definition: json_at(row, 7)?,
            })
        },
    )
}

/// Id of a living contact, and what it can say of itself.
pub(super) fn respondent(read: &Read<'_>, contact: i64) -> Result<Option<([u8; 16], Respondent)>> {
    read.first(
        "SELECT id, first_name, last_name, coalesce(email, ''), phone FROM contacts WHERE key = ?1",
        [contact],
        |row| {
            let who = Respondent {
                first_name: row.get(1)?,
                last_name: row.get(2)?,
                email: row.get(3)?,
                phone: row.get(4)?,
            };
            Ok((id_at(row, 0)?.into_bytes(), who))
        },
    )
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    of: &Questions,
    row: &EventRow,
    title: &str,
    answers: &Map<String, Value>,
) -> Result<()> {
    let (response, lead) = (tx.new_id(), tx.new_id());
    let (now, organization) = (tx.now().0, tx.organization_key()?);
    let response_key = tx.insert(
        "INSERT INTO main.form_responses (id, organization_key, campaign_key, form_version_key, response_data,
         submitted_at, campaign_time) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            response.as_bytes(),
            organization,
            of.campaign,
            of.version,
            serde_json::to_string(answers)?,
            now,
            row.at_ms
        ],
    )?;
    let lead_key = tx.insert(
        "INSERT INTO main.leads (id, organization_key, campaign_key, contact_key, form_response_key, run_key, title,
         source, rehearsed, owner_key, created_at, recorded_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'email_campaign', ?8, ?9, ?10, ?11, ?11)",
        params![
            lead.as_bytes(),
            organization,
            of.campaign,
            i64::from(row.contact),
            response_key,
            of.run,
            title,
            of.rehearsed,
            of.owner,
            row.at_ms,
            now
        ],
    )?;
    for (field, value) in indexed_values(&of.definition.fields, answers) {
        super::super::queries::insert_value(tx, of.version, field, &value, lead_key)?;
    }
    Ok(())
}

/// What a step takes back: lead, response, answers, form and its definition.
type Made = (i64, i64, Map<String, Value>, i64, FormDefinition);

/// Takes at most `limit` leads of a run away that nobody has touched since they were made; says whether more are left.
pub(super) fn remove(tx: &mut Tx<'_>, run: i64, limit: i64) -> Result<bool> {
    let made: Vec<Made> = tx.all(
        "SELECT l.key, r.key, r.response_data, v.form_key, v.definition FROM leads l
         JOIN form_responses r ON r.key = l.form_response_key JOIN form_versions v ON v.key = r.form_version_key
         WHERE l.run_key = ?1 AND l.status = 'new' AND l.version = 1 AND l.note = '' AND NOT EXISTS
           (SELECT 1 FROM lead_history h WHERE h.lead_key = l.key)
         LIMIT ?2",
        [run, limit],
        |row| Ok((row.get(0)?, row.get(1)?, json_at(row, 2)?, row.get(3)?, json_at(row, 4)?)),
    )?;
    if made.is_empty() {
        return Ok(false);
    }
    for (lead, _, answers, form, definition) in &made {
        for (field, value) in indexed_values(&definition.fields, answers) {
            tx.execute(
                "DELETE FROM main.form_response_values WHERE organization_key = current_org() AND form_key = ?1
                 AND field_key = ?2 AND value = ?3 AND lead_key = ?4",
                params![form, field, value, lead],
            )?;
        }
    }
    let keys = |of: fn(&Made) -> i64| Rc::new(made.iter().map(of).map(Sql::Integer).collect::<Vec<_>>());
    for (table, keys) in [("leads", keys(|one| one.0)), ("form_responses", keys(|one| one.1))] {
        let sql =
            format!("DELETE FROM main.{table} WHERE organization_key = current_org() AND key IN rarray(?1)");
        tx.execute(&sql, [keys])?;
    }
    tx.touch("leads");
    Ok(made.len() as i64 == limit)
}
