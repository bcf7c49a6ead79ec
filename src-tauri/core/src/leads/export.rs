//! Leads as CSV: one row a lead, one column an answer, harmless to spreadsheets; the trail says who took how many.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;

use super::queries::{self, Told};
use super::types::{LeadField, LeadOrigin, LeadView};
use crate::app::staging::outgoing;
use crate::app::types::Download;
use crate::campaigns::word_of;
use crate::context::Ctx;
use crate::csv::{Cell, Writer};
use crate::error::Result;
use crate::forms::rules::FieldType;
use crate::store::Action;

/// Rows read at once.
const BLOCK: usize = 1_000;
const FIXED: [&str; 11] = [
    "Created",
    "Title",
    "Status",
    "Source",
    "Rehearsed",
    "Campaign",
    "Contact",
    "E-mail",
    "Owner",
    "Value",
    "Note",
];

pub(super) fn export(ctx: &Ctx, view: &LeadView) -> Result<Download> {
    let creator = ctx.reach("lead.export")?.creator();
    let (keys, fields) = ctx.read(|read| {
        let campaign = view.campaign.map(|id| read.key_of("campaigns_with_deleted", "campaign", id));
        Ok((queries::keys(read, view, creator)?, queries::fields(read, campaign.transpose()?)?))
    })?;
    let count = keys.len();
    // The trail knows of it before anybody holds the file.
    ctx.write(Action::plain("lead.export"), move |tx| {
        tx.tell("rows", count);
        Ok(())
    })?;
    outgoing(ctx, "leads.csv", "text/csv; charset=utf-8", |file| {
        let mut writer = Writer::new(std::io::BufWriter::new(file))?;
        writer.write_row(FIXED.into_iter().chain(fields.iter().map(|field| field.label.as_str())))?;
        for block in keys.chunks(BLOCK) {
            for told in ctx.read(|read| queries::told_rows(read, block))? {
                write(&mut writer, &told, &fields)?;
            }
        }
        writer.finish()?;
        Ok(())
    })
}

fn write<W: std::io::Write>(writer: &mut Writer<W>, told: &Told, fields: &[LeadField]) -> Result<()> {
    let row = &told.row;
    let name = |named: &Option<crate::contacts::types::NamedId>| {
        named.as_ref().map(|named| named.name.clone()).unwrap_or_default()
    };
    let at = DateTime::<Utc>::from_timestamp_millis(row.created_at.0).unwrap_or_default();
    let value =
        row.value_minor.map(|minor| format!("{}.{:02}", minor / 100, minor % 100)).unwrap_or_default();
    writer.write_cell(Cell::Date(&at.to_rfc3339_opts(SecondsFormat::Secs, true)));
    writer.write_cell(Cell::Text(&row.title));
    writer.write_cell(Cell::Text(row.status.word()));
    writer.write_cell(Cell::Text(&word_of(row.source)?));
    writer.write_cell(Cell::Text(match row.origin {
        LeadOrigin::Real => "no",
        LeadOrigin::Rehearsed => "yes",
        LeadOrigin::Simulated => "simulated",
    }));
    writer.write_cell(Cell::Text(&name(&row.campaign)));
    writer.write_cell(Cell::Text(&name(&row.contact)));
    writer.write_cell(Cell::Text(told.email.as_deref().unwrap_or_default()));
    writer.write_cell(Cell::Text(&name(&row.owner)));
    writer.write_cell(Cell::Number(&value));
    writer.write_cell(Cell::Text(&told.note));
    for field in fields {
        let text = match told.answers.get(&field.field) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(parts)) => {
                parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
            }
            _ => String::new(),
        };
        writer.write_cell(match field.field_type {
            FieldType::Number => Cell::Number(&text),
            FieldType::Tel => Cell::Phone(&text),
            FieldType::Date => Cell::Date(&text),
            _ => Cell::Text(&text),
        });
    }
    writer.end_row()
}
