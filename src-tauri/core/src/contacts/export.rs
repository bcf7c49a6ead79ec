//! Contacts as CSV: the rows of a view in its order, the columns that are chosen, harmless to spreadsheets and taken
//! back by an import as they were; the trail says who took how many.

use std::collections::HashMap;

use chrono::{DateTime, SecondsFormat, Utc};

use super::queries::{self, Told};
use super::types::{AllMatching, ContactView, ExportColumn, ExportContacts, Selection};
use super::{reason_codes, selected, status_word, view};
use crate::app::staging::outgoing;
use crate::app::types::Download;
use crate::context::Ctx;
use crate::csv::{Cell, Writer};
use crate::error::{Error, Result};
use crate::fields::{self, Definition, Kind};
use crate::store::Action;

/// Contacts read at once.
const BLOCK: usize = 1_000;

/// Names and titles of the shipped columns; the titles of what an import takes are its own labels.
const COLUMNS: [(&str, &str); 20] = [
    ("email", "E-mail"),
    ("firstName", "First name"),
    ("lastName", "Last name"),
    ("name", "Full name"),
    ("phone", "Phone"),
    ("company", "Company"),
    ("street", "Street"),
    ("city", "City"),
    ("region", "State or region"),
    ("postalCode", "Postal code"),
    ("country", "Country"),
    ("birthDate", "Birth date"),
    ("status", "Status"),
    ("score", "Score"),
    ("reasons", "Reasons"),
    ("suggestion", "Suggestion"),
    ("lists", "Lists"),
    ("source", "Source"),
    ("createdAt", "Added"),
    ("updatedAt", "Changed"),
];
/// What is in a file unless told otherwise leaves out: what other columns say already.
const NOT_BY_DEFAULT: &str = "name";

/// A chosen column.
enum Chosen {
    Shipped(usize),
    Own(Definition),
}

/// Every column the caller may export.
pub(super) fn columns(ctx: &Ctx) -> Result<Vec<ExportColumn>> {
    let sees = fields::sees_sensitive(ctx);
    let own = ctx.read(fields::queries::all)?;
    let shipped = COLUMNS.iter().map(|(name, title)| ExportColumn {
        name: (*name).to_string(),
        title: (*title).to_string(),
        sensitive: false,
    });
    let own = own.into_iter().filter(|field| sees || !field.sensitive).map(|field| ExportColumn {
        name: fields::name_of(field.id),
        title: field.label,
        sensitive: field.sensitive,
    });
    Ok(shipped.chain(own).collect())
}

fn chosen(ctx: &Ctx, asked: &[String]) -> Result<Vec<Chosen>> {
    let sees = fields::sees_sensitive(ctx);
    let own: Vec<Definition> =
        ctx.read(fields::queries::all)?.into_iter().filter(|field| sees || !field.sensitive).collect();
    if asked.is_empty() {
        let shipped = (0..COLUMNS.len()).filter(|at| COLUMNS[*at].0 != NOT_BY_DEFAULT).map(Chosen::Shipped);
        return Ok(shipped
            .chain(own.into_iter().filter(|field| !field.sensitive).map(Chosen::Own))
            .collect());
    }
    let mut out = Vec::with_capacity(asked.len());
    for name in asked {
        let shipped = COLUMNS.iter().position(|(known, _)| known == name).map(Chosen::Shipped);
        let found = shipped.or_else(|| {
            own.iter().find(|field| fields::name_of(field.id) == *name).cloned().map(Chosen::Own)
        });
        out.push(found.ok_or_else(|| {
            Error::invalid("columns", format!("There is no column “{name}”.")).kept("Nothing was exported.")
        })?);
    }
    Ok(out)
}

/// The keys in the order of the file.
fn ordered(ctx: &Ctx, request: &ExportContacts) -> Result<Vec<u32>> {
    let keys = selected(ctx, &request.selection)?;
    if matches!(request.selection, Selection::Matching(AllMatching { .. })) {
        return Ok(keys);
    }
    let mut sorted = Vec::with_capacity(keys.len());
    for deleted in [false, true] {
        let all = ContactView { sort: request.sort.clone(), deleted, ..ContactView::default() };
        let order = view::keys(ctx, &all)?;
        sorted.extend(order.keys.iter().filter(|key| keys.binary_search(key).is_ok()));
        if sorted.len() == keys.len() {
            break;
        }
    }
    Ok(sorted)
}

pub(super) fn export(ctx: &Ctx, request: &ExportContacts) -> Result<Download> {
    let chosen = chosen(ctx, &request.columns)?;
    let keys = ordered(ctx, request)?;
    if keys.is_empty() {
        return Err(Error::invalid("selection", "No contacts are selected.").kept("Nothing was exported."));
    }
    let titles: Vec<String> = chosen.iter().map(title).collect();
    // The trail knows of it before anybody holds the file.
    let (rows, told) = (keys.len(), titles.join(", "));
    let sensitive = chosen.iter().any(|column| matches!(column, Chosen::Own(field) if field.sensitive));
    ctx.write(Action::plain("contact.export"), move |tx| {
        tx.tell("rows", rows);
        tx.tell("columns", told);
        tx.tell("sensitive", sensitive);
        Ok(())
    })?;
    let lists =
        chosen.iter().any(|column| matches!(column, Chosen::Shipped(at) if COLUMNS[*at].0 == "lists"));
    outgoing(ctx, "contacts.csv", "text/csv; charset=utf-8", |file| {
        let output = std::io::BufWriter::new(file);
        let mut writer = if request.mark { Writer::new(output)? } else { Writer::unmarked(output) };
        writer.write_row(titles.iter().map(String::as_str))?;
        for block in keys.chunks(BLOCK) {
            let (told, own) = ctx.read(|read| {
                Ok((queries::told(read, block, lists)?, fields::imported::known(read, block)?))
            })?;
            for told in &told {
                let values = own.get(&told.key).map_or(&[][..], Vec::as_slice);
                let values = values.iter().map(|(field, value)| (*field, value.as_str())).collect();
                write(&mut writer, &chosen, told, &values)?;
            }
        }
        writer.finish().map(drop)
    })
}

fn title(column: &Chosen) -> String {
    match column {
        Chosen::Shipped(at) => COLUMNS[*at].1.to_string(),
        Chosen::Own(field) => field.label.clone(),
    }
}

fn write<W: std::io::Write>(
    writer: &mut Writer<W>,
    chosen: &[Chosen],
    told: &Told,
    own: &HashMap<i64, &str>,
) -> Result<()> {
    for column in chosen {
        match column {
            Chosen::Shipped(at) => shipped(writer, COLUMNS[*at].0, told),
            Chosen::Own(field) => {
                let value = own.get(&field.key).copied().unwrap_or_default();
                writer.write_cell(match field.kind {
                    Kind::Number => Cell::Number(value),
                    Kind::Phone => Cell::Phone(value),
                    Kind::Date => Cell::Date(value),
                    Kind::Boolean if value == "true" => Cell::Text("yes"),
                    Kind::Boolean if value == "false" => Cell::Text("no"),
                    _ => Cell::Text(value),
                });
            }
        }
    }
    writer.end_row()
}

fn shipped<W: std::io::Write>(writer: &mut Writer<W>, name: &str, told: &Told) {
    let person = &told.person;
    let text = match name {
        "email" => person.email.as_deref().unwrap_or_default(),
        "firstName" => &person.first_name,
        "lastName" => &person.last_name,
        "company" => &person.company,
        "street" => &person.street,
        "city" => &person.city,
        "region" => &person.region,
        "postalCode" => &person.postal_code,
        "country" => &person.country,
        "status" => status_word(told.judged.status),
        "suggestion" => told.judged.suggestion.as_deref().unwrap_or_default(),
        "lists" => &told.lists,
        "source" => &told.source,
        _ => return shipped_other(writer, name, told),
    };
    writer.write_cell(Cell::Text(text));
}

/// Columns that are not texts of the store.
fn shipped_other<W: std::io::Write>(writer: &mut Writer<W>, name: &str, told: &Told) {
    let person = &told.person;
    match name {
        "name" => {
            let name = format!("{} {}", person.first_name, person.last_name);
            writer.write_cell(Cell::Text(name.trim()));
        }
        "phone" => writer.write_cell(Cell::Phone(&person.phone)),
        "birthDate" => writer.write_cell(Cell::Date(person.birth_date.as_deref().unwrap_or_default())),
        "score" => writer.write_cell(Cell::Number(&told.judged.score.to_string())),
        "reasons" => {
            let codes: Vec<&str> =
                reason_codes(told.judged.reasons).into_iter().map(|reason| reason.code()).collect();
            writer.write_cell(Cell::Text(&codes.join("; ")));
        }
        "createdAt" => writer.write_cell(Cell::Date(&time(told.created_at))),
        _ => writer.write_cell(Cell::Date(&time(told.updated_at))),
    }
}

/// UTC, to the second; empty for never.
fn time(at_ms: i64) -> String {
    let at = DateTime::<Utc>::from_timestamp_millis(at_ms).filter(|_| at_ms > 0);
    at.map_or_else(String::new, |at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
}
