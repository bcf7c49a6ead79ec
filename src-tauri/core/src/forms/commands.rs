//! The doors of forms.

use super::types::*;
use super::{definition, queries, redirect};
use crate::access::parse_name;
use crate::access::types::PageRequest;
use crate::campaigns::types::{FindingSeverity, UndoOffer};
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::store::Action;
use crate::templates::commands::{Heading, of_this_draft};
use crate::templates::types::DraftSaved;

/// Largest definition of a draft, bytes of JSON.
const DRAFT_MAX: usize = 256 * 1024;

pub(crate) fn page(ctx: &Ctx, request: FormPageRequest) -> Result<FormPage> {
    let span = PageRequest { offset: request.offset, limit: request.limit }.checked()?;
    ctx.read(|read| queries::page(read, request.search.as_deref(), span))
}

pub(crate) fn get(ctx: &Ctx, request: FormId) -> Result<FormDetail> {
    let state = ctx.read(|read| queries::form(read, request.form))?;
    let editable = ctx.reach("form.write").is_ok_and(|reach| reach.allows(state.created_by).is_ok());
    Ok(FormDetail { editable, ..state.detail })
}

pub(crate) fn create(ctx: &Ctx, request: CreateForm) -> Result<FormDetail> {
    let name = parse_name("name", &request.name)?;
    let content = match request.copy_of {
        Some(other) => ctx.read(|read| queries::form(read, other))?.detail.draft,
        None => definition::beginning(),
    };
    let form = ctx.write(Action::plain("form.create"), move |tx| queries::insert(tx, &name, &content))?;
    get(ctx, FormId { form })
}

pub(crate) fn update(ctx: &Ctx, request: UpdateForm) -> Result<FormDetail> {
    let reach = ctx.reach("form.write")?;
    let heading = Heading::parse(request.name.as_deref(), request.description.as_deref(), request.is_active)?;
    ctx.write(Action::plain("form.update"), move |tx| {
        let mut state = queries::form(tx, request.form)?;
        reach.allows(state.created_by)?;
        tx.about("form", request.form);
        let detail = &mut state.detail;
        heading.over(&mut detail.name, &mut detail.description, &mut detail.is_active);
        queries::update(tx, state.key, &state.detail)
    })?;
    get(ctx, FormId { form: request.form })
}

/// A draft may be unfinished, but neither endless nor lead a visitor astray.
fn parse_draft(mut content: FormContent) -> Result<FormContent> {
    let bytes = serde_json::to_string(&content)?.len();
    if bytes > DRAFT_MAX {
        return Err(Error::new(Code::TooLarge, "The form is larger than 256 kB.")
            .kept("The draft saved before stands.")
            .todo("Make it smaller, then save again."));
    }
    content.thank_you_message = content.thank_you_message.trim().to_string();
    content.redirect_url = match content.redirect_url.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => {
            Some(redirect::parse(text).map_err(|sentence| Error::invalid("redirectUrl", sentence))?)
        }
    };
    Ok(content)
}

pub(crate) fn save_draft(ctx: &Ctx, request: SaveFormDraft) -> Result<DraftSaved> {
    let reach = ctx.reach("form.write")?;
    let content = parse_draft(request.content)?;
    let draft_updated_at = ctx.write(Action::plain("form.saveDraft"), move |tx| {
        let state = queries::form(tx, request.form)?;
        reach.allows(state.created_by)?;
        let detail = &state.detail;
        of_this_draft(request.base_updated_at, detail.draft_updated_at, detail.draft_updated_by.as_deref())?;
        tx.about("form", request.form);
        queries::save_draft(tx, &state, &content)
    })?;
    Ok(DraftSaved { draft_updated_at })
}

pub(crate) fn check(_: &Ctx, request: CheckForm) -> Result<Vec<FormProblem>> {
    Ok(definition::problems(&request.content))
}

pub(crate) fn publish(ctx: &Ctx, request: FormId) -> Result<FormVersion> {
    let reach = ctx.reach("form.write")?;
    ctx.write(Action::plain("form.publish"), move |tx| {
        let state = queries::form(tx, request.form)?;
        reach.allows(state.created_by)?;
        let problems = definition::problems(&state.detail.draft);
        if let Some(first) = problems.iter().find(|problem| problem.severity == FindingSeverity::Error) {
            let field = first.field.as_deref().unwrap_or("definition");
            return Err(Error::invalid(field, first.message.clone())
                .kept(super::DRAFT_KEPT)
                .todo("Correct it, then publish again."));
        }
        tx.about("form", request.form);
        let versions = queries::versions(tx, state.key)?;
        // Publishing the same again gives the version that is there.
        if let Some(latest) =
            versions.into_iter().next().filter(|latest| latest.content == state.detail.draft)
        {
            return Ok(latest);
        }
        queries::insert_version(tx, &state, &state.detail.draft)?;
        let versions = queries::versions(tx, state.key)?;
        versions.into_iter().next().ok_or_else(|| Error::internal("the version just written is gone"))
    })
}

pub(crate) fn versions(ctx: &Ctx, request: FormId) -> Result<Vec<FormVersion>> {
    ctx.read(|read| {
        let key = read.key_of("forms", "form", request.form)?;
        queries::versions(read, key)
    })
}

pub(crate) fn delete(ctx: &Ctx, request: FormId) -> Result<UndoOffer> {
    let reach = ctx.reach("form.delete")?;
    let ((), change) = ctx.write_undoable(Action::undoable("form.delete"), move |tx| {
        let state = queries::form(tx, request.form)?;
        reach.allows(state.created_by)?;
        tx.about("form", request.form);
        queries::delete(tx, state.key)
    })?;
    Ok(UndoOffer { change })
}
