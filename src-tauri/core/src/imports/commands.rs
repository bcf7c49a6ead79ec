//! The doors of imports.

use std::io::BufReader;
use std::sync::Arc;

use serde_json::json;

use super::busy::Claim;
use super::fields::FIELDS;
use super::format::{self, Format};
use super::types::*;
use super::{findings, hidden, mapping, notes, plan, queries, rejects, run, stage};
use crate::access::types::Nothing;
use crate::app::staging;
use crate::app::types::Download;
use crate::context::Ctx;
use crate::csv::{Reader, Row};
use crate::error::{Error, Result};
use crate::fields::{self as own_fields, Definition};
use crate::store::Action;
use crate::validation::{self, types::JobStarted};

/// Rows shown before anything is decided.
const SHOWN: usize = 50;

pub(crate) fn stage(ctx: &Ctx, request: StageImport) -> Result<StagedFile> {
    let (from, upload) = stage::source(ctx, request.upload.as_deref(), request.path.as_deref())?;
    let id = ctx.store().randomness().id(ctx.now());
    let looked = stage::look(&from).and_then(|(head, bytes)| format::detect(&head, bytes));
    let copied = looked.and_then(|format| Ok((format, stage::copy(ctx, &from, id)?)));
    let outcome = copied.and_then(|(format, (bytes, hash))| {
        let name = crate::access::parse_name("fileName", &request.file_name)?;
        ctx.write(Action::plain("import.stage"), move |tx| {
            queries::insert(tx, id, &name, bytes, &hash, &format)
        })
    });
    if let Some(upload) = upload {
        // The staged copy stands now; the upload was only its way here.
        staging::forget(ctx, upload)?;
    }
    if let Err(error) = outcome {
        let _ = std::fs::remove_dir_all(stage::folder(ctx, id));
        return Err(error);
    }
    staged(ctx, id)
}

pub(crate) fn read(ctx: &Ctx, request: ReadImport) -> Result<StagedFile> {
    let stored = hidden::stored(ctx, request.import)?;
    ctx.write(Action::quiet("import.read"), move |tx| {
        still_open(queries::set_format(tx, stored.key, &request.format)?)
    })?;
    staged(ctx, request.import)
}

fn still_open(open: bool) -> Result<()> {
    if open {
        return Ok(());
    }
    Err(Error::conflict("This import was run already.").kept("Nothing was changed."))
}

/// Holds an import for one piece of work, and tells how it stands while it is held.
fn held(ctx: &Ctx, import: uuid::Uuid) -> Result<(Claim, queries::Stored)> {
    // Whoever may not know of it is told so before they learn that it is busy.
    hidden::stored(ctx, import)?;
    let claim = Claim::take(ctx, import)?;
    Ok((claim, hidden::stored(ctx, import)?))
}

/// The file as it is read now.
fn staged(ctx: &Ctx, id: uuid::Uuid) -> Result<StagedFile> {
    let import = one(ctx, id)?;
    let head = stage::head(ctx, id)?;
    let (header, rows) = first_rows(&head, &import.format)?;
    let findings = findings::of(&head, &import.format, &header, rows.is_empty())?;
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let sees = own_fields::sees_sensitive(ctx);
    let own: Vec<_> =
        ctx.read(own_fields::queries::all)?.into_iter().filter(|field| sees || !field.sensitive).collect();
    let columns = mapping::guess(&names, &rows).into_iter().map(|column| with_own(column, &own)).collect();
    let shipped = FIELDS.iter().map(|field| ImportField { key: field.key.into(), label: field.label.into() });
    let custom = own
        .iter()
        .map(|field| ImportField { key: own_fields::name_of(field.id), label: field.label.clone() });
    Ok(StagedFile { columns, rows, fields: shipped.chain(custom).collect(), findings, import })
}

/// A column that is called like an own field goes there, unless a shipped one is called exactly so.
fn with_own(column: mapping::Column, own: &[Definition]) -> ImportColumn {
    let name = column.header.trim().to_lowercase();
    let called = |field: &&Definition| field.label.to_lowercase() == name || field.field == name;
    let shipped = FIELDS.iter().any(|field| field.label.to_lowercase() == name);
    let found = own.iter().find(called).filter(|_| !shipped);
    let mapping::Column { index, header, field, confidence, sample } = column;
    let (field, confidence) = match found {
        Some(own) => (Some(own_fields::name_of(own.id)), 100),
        None => (field.map(str::to_string), confidence),
    };
    ImportColumn { index, header, field, confidence, sample }
}

pub(super) fn first_rows(head: &[u8], format: &Format) -> Result<(Vec<String>, Vec<Vec<String>>)> {
    let mut reader = Reader::new(BufReader::new(head), format)?;
    let (mut row, mut rows) = (Row::new(), Vec::new());
    while rows.len() < SHOWN && reader.next(&mut row)?.is_some() {
        rows.push(row.iter().map(str::to_string).collect::<Vec<_>>());
    }
    Ok((reader.header().to_vec(), rows))
}

pub(crate) fn preview(ctx: &Ctx, request: PreviewImport) -> Result<JobStarted> {
    let (claim, stored) = held(ctx, request.import)?;
    still_open(matches!(stored.state.as_str(), "staged" | "previewed"))?;
    one_list(&request)?;
    if let Some(list) = request.list {
        ctx.read(|read| crate::lists::queries::key_of(read, list))?;
    }
    let source = plan::Source {
        import: request.import,
        file_hash: stored.file_hash.clone(),
        format: request.format.clone(),
        mapping: request.mapping.clone(),
    };
    source.plan(ctx)?;
    whole(ctx, &source)?;
    let sees = own_fields::sees_sensitive(ctx);
    ctx.read(|read| own_fields::imported::columns(read, &source.mapping, sees))?;
    let checker = validation::checker(ctx)?;
    let asked = json!({ "import": request.import });
    notes::forget(&stage::folder(ctx, request.import))?;
    let (key, wished) = (stored.key, request.clone());
    ctx.write(Action::quiet("import.look"), move |tx| still_open(queries::claim_preview(tx, key, &wished)?))?;
    let job =
        ctx.workspace.jobs.start(ctx, "customer-queue", "Preview of an import", asked, move |ctx, job| {
            let _held = claim;
            let planned = plan::make(ctx, job, &source, &checker)?;
            let (counts, hash) = (planned.counts, planned.hash);
            ctx.write(Action::plain("import.preview"), move |tx| {
                tx.about("import", request.import);
                queries::set_planned(tx, stored.key, &request, &counts, &hash)
            })?;
            Ok(json!({ "counts": counts }))
        })?;
    Ok(JobStarted { job })
}

/// Contacts join one list: one that is there, or a new one.
fn one_list(request: &PreviewImport) -> Result<()> {
    let new = request.new_list.as_deref().is_some_and(|name| !name.trim().is_empty());
    if request.list.is_none() || !new {
        return Ok(());
    }
    Err(Error::invalid("newList", "A list was chosen and a new one named.")
        .kept("Nothing was changed.")
        .todo("Choose a list or name a new one, not both."))
}

/// Each column is decided on, and nothing that is no column.
fn whole(ctx: &Ctx, source: &plan::Source) -> Result<()> {
    let (header, rows) = first_rows(&stage::head(ctx, source.import)?, &source.format)?;
    let (columns, given) = (mapping::width(header.len(), &rows), source.mapping.len());
    if columns == given {
        return Ok(());
    }
    let sentence = format!("The number of columns of the file is {columns}; fields were chosen for {given}.");
    Err(Error::invalid("mapping", sentence)
        .kept("Nothing was changed.")
        .todo("Choose a field for every column, or leave the column out by name."))
}

/// Runs what was shown, or goes on with a run that stopped.
pub(crate) fn start(ctx: &Ctx, request: ImportId) -> Result<JobStarted> {
    let (claim, stored) = held(ctx, request.import)?;
    let (claim, key) = (Arc::new(claim), stored.key);
    ctx.write(Action::quiet("import.begin"), move |tx| {
        if queries::claim_run(tx, key)? {
            return Ok(());
        }
        Err(Error::conflict("This import is not ready: look at its preview first.")
            .kept("Nothing was changed."))
    })?;
    let started = begin(ctx, request.import, &claim);
    if started.is_err() {
        // A disk too full for this leaves it running: it is gone on with when it is started again.
        let _ =
            ctx.write(Action::quiet("import.begin"), move |tx| queries::unclaim_run(tx, key, &stored.state));
    }
    started
}

fn begin(ctx: &Ctx, import: uuid::Uuid, claim: &Arc<Claim>) -> Result<JobStarted> {
    let (claim, asked) = (Arc::clone(claim), json!({ "import": import }));
    let title = format!("Import · {}", ctx.read(|read| queries::get(read, import))?.file_name);
    let job = ctx.workspace.jobs.start(ctx, "data-ingestion", &title, asked, move |ctx, job| {
        let _held = claim;
        run::run(ctx, job, import)
    })?;
    Ok(JobStarted { job })
}

fn one(ctx: &Ctx, import: uuid::Uuid) -> Result<Import> {
    let mut found = hidden::shown(ctx, |read| Ok(vec![queries::get(read, import)?]))?;
    found.pop().ok_or_else(|| Error::not_found("import"))
}

pub(crate) fn get(ctx: &Ctx, request: ImportId) -> Result<Import> {
    one(ctx, request.import)
}

pub(crate) fn recent(ctx: &Ctx, _: Nothing) -> Result<Vec<Import>> {
    hidden::shown(ctx, |read| queries::recent(read, 100))
}

pub(crate) fn rows(ctx: &Ctx, request: ImportRowsRequest) -> Result<ImportRows> {
    let asked = crate::access::types::PageRequest { offset: request.offset, limit: request.limit };
    asked.checked()?;
    hidden::stored(ctx, request.import)?;
    let wanted = |row: &ImportRow| request.decision.as_ref().is_none_or(|decision| *decision == row.decision);
    let (mut total, mut rows, mut totals) = (0, Vec::new(), ImportRowTotals::default());
    notes::each(&stage::folder(ctx, request.import), |row| {
        match row.decision.as_str() {
            "new" => totals.new += 1,
            "updated" => totals.updated += 1,
            "unchanged" => totals.unchanged += 1,
            "duplicate" => totals.duplicate += 1,
            _ => totals.rejected += 1,
        }
        if wanted(&row) {
            if total >= request.offset && (rows.len() as u64) < request.limit {
                rows.push(row);
            }
            total += 1;
        }
        Ok(true)
    })?;
    // Another preview may have begun meanwhile, with a column that is not for the caller.
    hidden::stored(ctx, request.import)?;
    Ok(ImportRows { total, rows, totals })
}

pub(crate) fn rejects(ctx: &Ctx, request: ImportRejects) -> Result<Download> {
    rejects::export(ctx, request.import, request.mark)
}
