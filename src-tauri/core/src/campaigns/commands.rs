//! The doors of campaigns.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::check::{self, Facts};
use super::queries::{self, CampaignState, CampaignValues};
use super::slug::{self, Slug};
use super::types::*;
use crate::access::parse_name;
use crate::access::types::{Nothing, PageRequest};
use crate::audience;
use crate::clock::CampaignTime;
use crate::context::{Ctx, Reach};
use crate::error::{Code, Error, Result};
use crate::forms;
use crate::launches::Wish;
use crate::store::{Action, Read, Tx};
use crate::suppressions::{SuppressionKey, suppression_key};
use crate::templates;

const NOTE_MAX: usize = 500;
const AMOUNT_MAX: i64 = 1_000_000_000_000;

pub(crate) fn page(ctx: &Ctx, request: CampaignPageRequest) -> Result<CampaignPage> {
    let span = PageRequest { offset: request.offset, limit: request.limit }.checked()?;
    ctx.read(|read| {
        let folder = request.folder.map(|id| read.key_of("campaign_folders", "folder", id)).transpose()?;
        let mut page = queries::page(read, &request, folder, span)?;
        let ids: Vec<Uuid> = page.rows.iter().map(|row| row.id).collect();
        let activity = super::activity::queries::of(read, &ids)?;
        for row in &mut page.rows {
            row.activity = activity.get(&row.id).and_then(super::activity::curve);
        }
        Ok(page)
    })
}

pub(crate) fn get(ctx: &Ctx, request: CampaignId) -> Result<Campaign> {
    let state = ctx.read(|read| queries::campaign(read, request.campaign))?;
    let editable = ctx.reach("campaign.write").is_ok_and(|reach| reach.allows(state.created_by).is_ok());
    Ok(Campaign { editable, ..state.campaign })
}

pub(crate) fn create(ctx: &Ctx, request: CreateCampaign) -> Result<Campaign> {
    let name = parse_name("name", &request.name)?;
    let slug = slug::free(ctx, &Slug::from_name(&name))?;
    let written = ctx.write(Action::plain("campaign.create"), move |tx| {
        let (mut values, lists) = beginning(tx, request.copy_of)?;
        values.name = name;
        values.slug = slug.as_str().to_string();
        if let Some(folder) = request.folder {
            values.folder_key = Some(tx.key_of("campaign_folders", "folder", folder)?);
        }
        let (key, id) = queries::insert(tx, &values)?;
        for (role, keys) in lists {
            queries::replace_lists(tx, key, role, &keys)?;
        }
        Ok(id)
    });
    get(ctx, CampaignId { campaign: written.map_err(|error| slug_error(ctx, error, None))? })
}

/// Keys of lists under their role.
type ListsByRole = Vec<(&'static str, Vec<i64>)>;

/// The values a new campaign begins with, and its lists by role.
fn beginning(tx: &Tx<'_>, copy_of: Option<Uuid>) -> Result<(CampaignValues, ListsByRole)> {
    let Some(other) = copy_of else {
        let (_, _, currency, _) = queries::house(tx)?;
        let values = CampaignValues {
            name: String::new(),
            description: String::new(),
            objective: String::new(),
            folder_key: None,
            template_version_key: None,
            form_version_key: None,
            slug: String::new(),
            landing_headline: String::new(),
            landing_intro: String::new(),
            budget_minor: None,
            currency,
            scheduled_at: None,
            start_date: None,
            end_date: None,
        };
        return Ok((values, Vec::new()));
    };
    let state = queries::campaign(tx, other)?;
    let living = |lists: &[CampaignList]| -> Result<Vec<i64>> {
        let ids: Vec<Uuid> = lists.iter().filter(|list| !list.deleted).map(|list| list.id).collect();
        queries::list_keys(tx, &ids)
    };
    let lists = vec![
        ("include", living(&state.campaign.include_lists)?),
        ("exclude", living(&state.campaign.exclude_lists)?),
    ];
    let values = CampaignValues {
        scheduled_at: None,
        start_date: None,
        end_date: None,
        ..CampaignValues::from(&state)
    };
    Ok((values, lists))
}

/// A slug that was taken between question and write.
fn slug_error(ctx: &Ctx, error: Error, wanted: Option<&str>) -> Error {
    let wanted = wanted.map_or_else(|| Ok(Slug::from_name("campaign")), Slug::parse);
    match (error.code, wanted) {
        (Code::Taken, Ok(wanted)) => slug::taken(ctx, &wanted),
        _ => error,
    }
}

pub(crate) fn update(ctx: &Ctx, request: UpdateCampaign) -> Result<Campaign> {
    let reach = ctx.reach("campaign.write")?;
    let request = request.checked()?;
    let (campaign, wanted) = (request.campaign, request.slug.clone());
    let written = ctx.write(Action::plain("campaign.update"), move |tx| apply(tx, reach, &request));
    written.map_err(|error| slug_error(ctx, error, wanted.as_deref()))?;
    get(ctx, CampaignId { campaign })
}

fn apply(tx: &mut Tx<'_>, reach: Reach, request: &UpdateCampaign) -> Result<()> {
    let state = queries::campaign(tx, request.campaign)?;
    reach.allows(state.created_by)?;
    if state.campaign.version != request.version {
        return Err(changed_since(&state.campaign));
    }
    request.allowed_in(state.campaign.status)?;
    tx.about("campaign", request.campaign);
    for (role, field, lists) in [
        ("include", "includeLists", &request.include_lists),
        ("exclude", "excludeLists", &request.exclude_lists),
    ] {
        let Some(lists) = lists else { continue };
        let before = queries::list_names(tx, state.key, role)?;
        let keys = queries::list_keys(tx, lists)?;
        queries::replace_lists(tx, state.key, role, &keys).map_err(|error| match error.code {
            Code::Taken => Error::invalid(field, "A list cannot be included and excluded at once."),
            _ => error,
        })?;
        let after = queries::list_names(tx, state.key, role)?;
        if before != after {
            tx.tell(field, vec![before, after]);
        }
    }
    let values = merged(tx, &state, request)?;
    if let (Some(start), Some(end)) = (&values.start_date, &values.end_date)
        && start > end
    {
        return Err(Error::invalid("endDate", "The last day is before the first."));
    }
    queries::update(tx, state.key, &values)
}

pub(super) fn changed_since(campaign: &Campaign) -> Error {
    let who = campaign.updated_by.as_deref().unwrap_or("Somebody");
    Error::conflict(format!("{who} changed this campaign after you opened it."))
        .field("version")
        .kept(format!("What {who} saved stands; your change was not saved."))
        .todo("Load the campaign again, then make your change.")
}

/// The campaign's values with the named ones over them.
fn merged(read: &Read<'_>, state: &CampaignState, request: &UpdateCampaign) -> Result<CampaignValues> {
    let mut values = CampaignValues::from(state);
    let put = |slot: &mut String, named: &Option<String>| {
        if let Some(text) = named {
            slot.clone_from(text);
        }
    };
    put(&mut values.name, &request.name);
    put(&mut values.description, &request.description);
    put(&mut values.objective, &request.objective);
    put(&mut values.slug, &request.slug);
    put(&mut values.landing_headline, &request.landing_headline);
    put(&mut values.landing_intro, &request.landing_intro);
    put(&mut values.currency, &request.currency);
    let key = |view: &str, what: &str, id: Option<Uuid>| id.map(|id| read.key_of(view, what, id)).transpose();
    if let Some(folder) = request.folder {
        values.folder_key = key("campaign_folders", "folder", folder)?;
    }
    if let Some(version) = request.template_version {
        values.template_version_key = key("template_versions", "template version", version)?;
    }
    if let Some(version) = request.form_version {
        values.form_version_key = key("form_versions", "form version", version)?;
    }
    if let Some(budget) = request.budget_minor {
        values.budget_minor = budget;
    }
    if let Some(at) = request.scheduled_at {
        values.scheduled_at = at;
    }
    if let Some(date) = &request.start_date {
        values.start_date.clone_from(date);
    }
    if let Some(date) = &request.end_date {
        values.end_date.clone_from(date);
    }
    Ok(values)
}

/// The check before a launch, with the campaign it looked at.
pub(super) fn checked(
    read: &Read<'_>,
    hash_key: &SuppressionKey,
    id: Uuid,
) -> Result<(CampaignState, Vec<CampaignFinding>)> {
    let state = queries::campaign(read, id)?;
    let (now, zone, _, has_address) = queries::house(read)?;
    let email = match &state.campaign.template_version {
        Some(pinned) => {
            let source = templates::queries::version_source(read, pinned.version)?;
            templates::content::problems(&source, &templates::commands::known_variables(read)?)
        }
        None => Vec::new(),
    };
    let form = match state.form_version_key {
        Some(key) => forms::definition::problems(&forms::version_content(read, key)?),
        None => Vec::new(),
    };
    let waterfall = audience::waterfall(read, hash_key, state.key)?;
    let facts = Facts { waterfall, email, form, has_address, now, today: day_of(now, &zone) };
    let findings = check::findings(&state.campaign, &facts);
    Ok((state, findings))
}

/// ISO date of a campaign time in a zone.
fn day_of(at: CampaignTime, zone: &str) -> String {
    let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::UTC);
    let moment = DateTime::<Utc>::from_timestamp_millis(at.0).unwrap_or_default();
    moment.with_timezone(&zone).format("%Y-%m-%d").to_string()
}

pub(crate) fn check(ctx: &Ctx, request: CampaignId) -> Result<Vec<CampaignFinding>> {
    let hash_key = suppression_key(ctx)?;
    Ok(ctx.read(|read| checked(read, &hash_key, request.campaign))?.1)
}

pub(crate) fn set_status(ctx: &Ctx, request: SetCampaignStatus) -> Result<Campaign> {
    let reach = ctx.reach("campaign.launch")?;
    super::status::change(ctx, reach, request.campaign, request.status, Wish::default())?;
    get(ctx, CampaignId { campaign: request.campaign })
}

pub(crate) fn history(ctx: &Ctx, request: CampaignHistoryRequest) -> Result<Vec<CampaignHistoryRow>> {
    let span = PageRequest { offset: request.offset, limit: request.limit }.checked()?;
    ctx.read(|read| {
        queries::campaign_key(read, request.campaign)?;
        queries::history(read, request.campaign, span)
    })
}

pub(crate) fn delete(ctx: &Ctx, request: CampaignId) -> Result<UndoOffer> {
    let reach = ctx.reach("campaign.delete")?;
    let ((), change) = ctx.write_undoable(Action::undoable("campaign.delete"), move |tx| {
        let state = queries::campaign(tx, request.campaign)?;
        reach.allows(state.created_by)?;
        let status = state.campaign.status;
        if matches!(status, CampaignStatus::Scheduled | CampaignStatus::Active | CampaignStatus::Paused) {
            return Err(Error::conflict(format!("A campaign that is {} cannot be deleted.", status.word()))
                .kept("Nothing was changed.")
                .todo("Complete or cancel it first."));
        }
        tx.about("campaign", request.campaign);
        queries::delete(tx, state.key)
    })?;
    Ok(UndoOffer { change })
}

pub(crate) fn folders(ctx: &Ctx, _: Nothing) -> Result<Vec<CampaignFolder>> {
    ctx.read(|read| queries::folders(read, None))
}

fn folder_taken(error: Error) -> Error {
    match error.code {
        Code::Taken => Error::new(Code::Taken, "There is a folder of this name.")
            .field("name")
            .kept("Nothing was changed."),
        _ => error,
    }
}

pub(crate) fn create_folder(ctx: &Ctx, request: CreateCampaignFolder) -> Result<CampaignFolder> {
    let name = parse_name("name", &request.name)?;
    ctx.write(Action::plain("campaignFolder.create"), move |tx| {
        let key = queries::insert_folder(tx, &name)?;
        queries::folders(tx, Some(key))?.pop().ok_or_else(|| Error::internal("the folder just made is gone"))
    })
    .map_err(folder_taken)
}

pub(crate) fn rename_folder(ctx: &Ctx, request: RenameCampaignFolder) -> Result<CampaignFolder> {
    let reach = ctx.reach("campaign.write")?;
    let name = parse_name("name", &request.name)?;
    ctx.write(Action::plain("campaignFolder.rename"), move |tx| {
        let key = tx.key_of("campaign_folders", "folder", request.folder)?;
        reach.allows(queries::folder_creator(tx, key)?)?;
        tx.about("campaignFolder", request.folder);
        queries::rename_folder(tx, key, &name)?;
        queries::folders(tx, Some(key))?
            .pop()
            .ok_or_else(|| Error::internal("the folder just renamed is gone"))
    })
    .map_err(folder_taken)
}

pub(crate) fn delete_folder(ctx: &Ctx, request: CampaignFolderId) -> Result<UndoOffer> {
    let reach = ctx.reach("campaign.delete")?;
    let ((), change) = ctx.write_undoable(Action::undoable("campaignFolder.delete"), move |tx| {
        let key = tx.key_of("campaign_folders", "folder", request.folder)?;
        reach.allows(queries::folder_creator(tx, key)?)?;
        tx.about("campaignFolder", request.folder);
        queries::delete_folder(tx, key)
    })?;
    Ok(UndoOffer { change })
}

pub(crate) fn slug_free(ctx: &Ctx, request: SlugRequest) -> Result<SlugAnswer> {
    let wanted = Slug::parse(&request.slug)?;
    if let Some(campaign) = request.campaign {
        let own = ctx.read(|read| queries::campaign(read, campaign))?.campaign.slug;
        if own == wanted.as_str() {
            return Ok(SlugAnswer { free: true, suggestion: own });
        }
    }
    let suggestion = slug::free(ctx, &wanted)?;
    Ok(SlugAnswer { free: suggestion == wanted, suggestion: suggestion.as_str().to_string() })
}

pub(crate) fn costs(ctx: &Ctx, request: CampaignId) -> Result<Vec<CampaignCost>> {
    ctx.read(|read| queries::costs(read, queries::campaign_key(read, request.campaign)?))
}

pub(crate) fn add_cost(ctx: &Ctx, request: AddCampaignCost) -> Result<Vec<CampaignCost>> {
    let reach = ctx.reach("campaign.write")?;
    if request.amount_minor == 0 || !(-AMOUNT_MAX..=AMOUNT_MAX).contains(&request.amount_minor) {
        return Err(Error::invalid("amountMinor", "An amount is not 0, and not endless."));
    }
    let request =
        AddCampaignCost { note: super::edit::parse_text("note", &request.note, NOTE_MAX)?, ..request };
    ctx.write(Action::plain("campaign.addCost"), move |tx| {
        let state = queries::campaign(tx, request.campaign)?;
        reach.allows(state.created_by)?;
        tx.about("campaign", request.campaign);
        let (now, ..) = queries::house(tx)?;
        queries::insert_cost(tx, state.key, &request, request.at.unwrap_or(now))?;
        tx.tell("cost", vec![serde_json::Value::Null, request.amount_minor.into()]);
        queries::costs(tx, state.key)
    })
}

pub(crate) fn preview(ctx: &Ctx, request: PreviewCampaign) -> Result<CampaignPreview> {
    if request.contact.is_some() {
        ctx.reach("contact.read")?;
    }
    super::links::preview(ctx, request)
}
