//! The doors of templates.

use reachly_mail as mail;

use super::types::*;
use super::{content, queries};
use crate::access::parse_name;
use crate::access::types::{Nothing, PageRequest};
use crate::campaigns::types::UndoOffer;
use crate::clock::WallTime;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::{Action, Read};

/// Longest description, characters.
pub(crate) const DESCRIPTION_MAX: usize = 2_000;

pub(crate) fn page(ctx: &Ctx, request: TemplatePageRequest) -> Result<TemplatePage> {
    let span = PageRequest { offset: request.offset, limit: request.limit }.checked()?;
    ctx.read(|read| queries::page(read, request.search.as_deref(), span))
}

pub(crate) fn get(ctx: &Ctx, request: TemplateId) -> Result<TemplateDetail> {
    let state = ctx.read(|read| queries::template(read, request.template))?;
    let editable = ctx.reach("template.write").is_ok_and(|reach| reach.allows(state.created_by).is_ok());
    Ok(TemplateDetail { editable, ..state.detail })
}

pub(crate) fn create(ctx: &Ctx, request: CreateTemplate) -> Result<TemplateDetail> {
    let name = parse_name("name", &request.name)?;
    let source = match (&request.starter, request.copy_of) {
        (Some(_), Some(_)) => {
            return Err(Error::invalid("starter", "A template begins with a starter or with a copy."));
        }
        (Some(key), None) => {
            let starters = mail::starter_templates();
            let starter = starters.iter().find(|starter| starter.key == key);
            (&starter.ok_or_else(|| Error::not_found("starter"))?.source).into()
        }
        (None, Some(other)) => ctx.read(|read| queries::template(read, other))?.detail.draft,
        (None, None) => TemplateSource::default(),
    };
    let template =
        ctx.write(Action::plain("template.create"), move |tx| queries::insert(tx, &name, "", &source))?;
    get(ctx, TemplateId { template })
}

pub(crate) fn update(ctx: &Ctx, request: UpdateTemplate) -> Result<TemplateDetail> {
    let reach = ctx.reach("template.write")?;
    let heading = Heading::parse(request.name.as_deref(), request.description.as_deref(), request.is_active)?;
    ctx.write(Action::plain("template.update"), move |tx| {
        let mut state = queries::template(tx, request.template)?;
        reach.allows(state.created_by)?;
        tx.about("template", request.template);
        let detail = &mut state.detail;
        heading.over(&mut detail.name, &mut detail.description, &mut detail.is_active);
        queries::update(tx, state.key, &state.detail)
    })?;
    get(ctx, TemplateId { template: request.template })
}

pub(crate) fn parse_description(text: &str) -> Result<String> {
    let text = text.trim();
    if text.chars().count() > DESCRIPTION_MAX {
        return Err(Error::invalid("description", "The description is longer than 2,000 characters."));
    }
    Ok(text.to_string())
}

/// What a change may give a template or a form: absent parts stay as they are.
pub(crate) struct Heading {
    name: Option<String>,
    description: Option<String>,
    is_active: Option<bool>,
}

impl Heading {
    /// # Errors
    /// `invalid`, naming the field.
    pub(crate) fn parse(
        name: Option<&str>,
        description: Option<&str>,
        is_active: Option<bool>,
    ) -> Result<Self> {
        let name = name.map(|name| parse_name("name", name)).transpose()?;
        let description = description.map(parse_description).transpose()?;
        Ok(Heading { name, description, is_active })
    }

    /// Puts what was given over what stands.
    pub(crate) fn over(self, name: &mut String, description: &mut String, is_active: &mut bool) {
        self.name.into_iter().for_each(|given| *name = given);
        self.description.into_iter().for_each(|given| *description = given);
        self.is_active.into_iter().for_each(|given| *is_active = given);
    }
}

/// A draft may only be put over the one it was made from.
///
/// # Errors
/// `conflict`, naming who saved since.
pub(crate) fn of_this_draft(base: WallTime, stands: WallTime, by: Option<&str>) -> Result<()> {
    if base == stands { Ok(()) } else { Err(saved_since(by)) }
}

/// Somebody saved since the caller's draft was read.
fn saved_since(who: Option<&str>) -> Error {
    let who = who.unwrap_or("Somebody");
    Error::conflict(format!("{who} saved this draft after you opened it."))
        .field("baseUpdatedAt")
        .kept(format!("What {who} saved stands; yours was not saved."))
        .todo("Load the draft that stands and put your changes into it, or save yours as a copy.")
}

pub(crate) fn save_draft(ctx: &Ctx, request: SaveTemplateDraft) -> Result<DraftSaved> {
    let reach = ctx.reach("template.write")?;
    content::check_size(&request.source)?;
    let draft_updated_at = ctx.write(Action::plain("template.saveDraft"), move |tx| {
        let state = queries::template(tx, request.template)?;
        reach.allows(state.created_by)?;
        let detail = &state.detail;
        of_this_draft(request.base_updated_at, detail.draft_updated_at, detail.draft_updated_by.as_deref())?;
        tx.about("template", request.template);
        queries::save_draft(tx, &state, &request.source)
    })?;
    Ok(DraftSaved { draft_updated_at })
}

/// The variables of the caller's organization.
pub(crate) fn known_variables(read: &Read<'_>) -> Result<mail::Variables> {
    Ok(content::variables(&queries::own_fields(read, true)?, &queries::sender(read)?))
}

pub(crate) fn check(ctx: &Ctx, request: CheckTemplate) -> Result<Vec<TemplateProblem>> {
    let variables = ctx.read(known_variables)?;
    Ok(content::problems(&request.source, &variables))
}

pub(crate) fn publish(ctx: &Ctx, request: TemplateId) -> Result<TemplateVersion> {
    let reach = ctx.reach("template.write")?;
    let state = ctx.read(|read| queries::template(read, request.template))?;
    reach.allows(state.created_by)?;
    let variables = ctx.read(known_variables)?;
    let compiled = content::compiled(&state.detail.draft, &variables)
        .map_err(|error| error.kept(crate::forms::DRAFT_KEPT).todo("Correct it, then publish again."))?;
    let links = content::links(&compiled);
    ctx.write(Action::plain("template.publish"), move |tx| {
        let now = queries::template(tx, request.template)?;
        let read = state.detail.draft_updated_at;
        of_this_draft(read, now.detail.draft_updated_at, now.detail.draft_updated_by.as_deref())?;
        tx.about("template", request.template);
        let source = now.detail.draft.clone();
        // Publishing the same again gives the version that is there.
        if queries::latest_source(tx, now.key)?.as_ref() != Some(&source) {
            let used = content::used(&source, &variables);
            queries::insert_version(tx, &now, &queries::NewVersion { source, variables: used, links })?;
        }
        let versions = queries::versions(tx, now.key)?;
        versions.into_iter().next().ok_or_else(|| Error::internal("the version just written is gone"))
    })
}

pub(crate) fn versions(ctx: &Ctx, request: TemplateId) -> Result<Vec<TemplateVersion>> {
    ctx.read(|read| {
        let key = read.key_of("templates", "template", request.template)?;
        queries::versions(read, key)
    })
}

pub(crate) fn preview(ctx: &Ctx, request: PreviewTemplate) -> Result<TemplatePreview> {
    let sees = crate::fields::sees_sensitive(ctx);
    ctx.read(|read| {
        let source = match (request.template, request.version, request.source) {
            (Some(template), None, None) => queries::template(read, template)?.detail.draft,
            (None, Some(version), None) => queries::version_source(read, version)?,
            (None, None, Some(source)) => source,
            _ => {
                return Err(Error::invalid("source", "Name a template, a version or a source, one of them."));
            }
        };
        let variables = known_variables(read)?;
        if request.contact.is_some() {
            ctx.reach("contact.read")?;
        }
        let contact = request.contact.map(|id| queries::contact_values(read, id, sees)).transpose()?;
        content::preview(&source, &variables, &content::values(&variables, contact))
    })
}

pub(crate) fn starters(ctx: &Ctx, _: Nothing) -> Result<Vec<TemplateStarter>> {
    let variables = ctx.read(known_variables)?;
    let values = content::values(&variables, None);
    let tell = |starter: &mail::Starter| {
        let preview = content::preview(&(&starter.source).into(), &variables, &values)?;
        Ok(TemplateStarter {
            key: starter.key.to_string(),
            name: starter.name.to_string(),
            subject: preview.subject,
            preview: preview.html,
        })
    };
    mail::starter_templates().iter().map(tell).collect()
}

pub(crate) fn variables(ctx: &Ctx, _: Nothing) -> Result<Vec<TemplateVariable>> {
    let sees = crate::fields::sees_sensitive(ctx);
    let known =
        ctx.read(|read| Ok(content::variables(&queries::own_fields(read, sees)?, &queries::sender(read)?)))?;
    Ok(content::told(&known))
}

pub(crate) fn delete(ctx: &Ctx, request: TemplateId) -> Result<UndoOffer> {
    let reach = ctx.reach("template.delete")?;
    let ((), change) = ctx.write_undoable(Action::undoable("template.delete"), move |tx| {
        let state = queries::template(tx, request.template)?;
        reach.allows(state.created_by)?;
        tx.about("template", request.template);
        queries::delete(tx, state.key)
    })?;
    Ok(UndoOffer { change })
}
