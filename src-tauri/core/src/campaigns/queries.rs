//! SQL of campaigns, their lists, folders and costs.

use rusqlite::{Row, params};
use serde_json::Value;
use uuid::Uuid;

use super::types::*;
use super::{check, history, word_of};
use crate::access::queries::{id_at, optional_id_at};
use crate::clock::{CampaignTime, WallTime};
use crate::error::{Error, OrNotFound, Result};
use crate::store::{Read, Tx};
use crate::templates::queries::{json_at, like};

fn status_at(row: &Row<'_>, at: usize) -> rusqlite::Result<CampaignStatus> {
    let word: String = row.get(at)?;
    CampaignStatus::from_word(&word).ok_or(rusqlite::Error::InvalidQuery)
}

fn time_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<CampaignTime>> {
    Ok(row.get::<_, Option<i64>>(at)?.map(CampaignTime))
}

/// Key of a living campaign.
///
/// # Errors
/// `not_found` when the organization has no such campaign.
pub fn campaign_key(read: &Read<'_>, id: Uuid) -> Result<i64> {
    read.key_of("campaigns", "campaign", id)
}

pub(crate) fn page(
    read: &Read<'_>,
    request: &CampaignPageRequest,
    folder: Option<i64>,
    span: (i64, i64),
) -> Result<CampaignPage> {
    let like = like(request.search.as_deref());
    let status = request.status.map(CampaignStatus::word);
    // One statement for each shape, so that each finds its index.
    let mut filter = String::from(
        "WHERE (?1 IS NULL OR c.name LIKE ?1 ESCAPE '\\') AND (?2 IS NULL OR 1) AND (?3 IS NULL OR 1)",
    );
    if status.is_some() {
        filter.push_str(" AND c.status = ?2");
    }
    if folder.is_some() {
        filter.push_str(" AND c.folder_key = ?3");
    }
    let total = read.one(
        &format!("SELECT count(*) FROM campaigns c {filter}"),
        params![like, status, folder],
        |row| row.get(0),
    )?;
    let rows = read.all(
        &format!(
            "SELECT c.id, c.name, c.status, f.id, c.slug,
                    (SELECT coalesce(sum(l.total_count), 0) FROM campaign_lists a JOIN contact_lists l ON l.key = a.list_key
                     WHERE a.campaign_key = c.key AND a.role = 'include'),
                    c.budget_minor, c.currency, c.scheduled_at, c.started_at, c.ended_at, c.start_date, c.end_date, u.name,
                    c.created_at, c.updated_at
             FROM campaigns c LEFT JOIN campaign_folders f ON f.key = c.folder_key
             LEFT JOIN member_users u ON u.key = c.created_by
             {filter} ORDER BY c.updated_at DESC, c.key DESC LIMIT ?5 OFFSET ?4"
        ),
        params![like, status, folder, span.0, span.1],
        campaign_row,
    )?;
    let counted = read.all("SELECT status, count(*) FROM campaigns GROUP BY status", [], |row| {
        Ok((status_at(row, 0)?, row.get::<_, i64>(1)?))
    })?;
    let count_of = |status| counted.iter().find(|found| found.0 == status).map_or(0, |found| found.1);
    let counts = CampaignStatus::ALL
        .into_iter()
        .map(|status| CampaignStatusCount { status, count: count_of(status) })
        .collect();
    Ok(CampaignPage { total, rows, counts })
}

fn campaign_row(row: &Row<'_>) -> rusqlite::Result<CampaignRow> {
    Ok(CampaignRow {
        id: id_at(row, 0)?,
        name: row.get(1)?,
        status: status_at(row, 2)?,
        folder: optional_id_at(row, 3)?,
        slug: row.get(4)?,
        list_members: row.get(5)?,
        budget_minor: row.get(6)?,
        currency: row.get(7)?,
        scheduled_at: time_at(row, 8)?,
        started_at: time_at(row, 9)?,
        ended_at: time_at(row, 10)?,
        start_date: row.get(11)?,
        end_date: row.get(12)?,
        created_by: row.get(13)?,
        created_at: WallTime(row.get(14)?),
        updated_at: WallTime(row.get(15)?),
        activity: None,
    })
}

/// A campaign with the keys that only the core needs.
pub(crate) struct CampaignState {
    pub key: i64,
    pub created_by: Option<i64>,
    pub folder_key: Option<i64>,
    pub template_version_key: Option<i64>,
    pub form_version_key: Option<i64>,
    pub campaign: Campaign,
}

const CAMPAIGN: &str = "SELECT c.key, c.created_by, c.folder_key, c.template_version_key, c.form_version_key,
        c.name, c.description, c.objective, c.status, c.slug, c.landing_headline, c.landing_intro, c.budget_minor,
        c.currency, c.scheduled_at, c.started_at, c.ended_at, c.start_date, c.end_date, u.name, e.name, c.created_at,
        c.updated_at, c.version
 FROM campaigns c LEFT JOIN member_users u ON u.key = c.created_by LEFT JOIN member_users e ON e.key = c.updated_by
 WHERE c.id = ?1";

fn state_row(row: &Row<'_>, id: Uuid) -> rusqlite::Result<CampaignState> {
    let status = status_at(row, 8)?;
    Ok(CampaignState {
        key: row.get(0)?,
        created_by: row.get(1)?,
        folder_key: row.get(2)?,
        template_version_key: row.get(3)?,
        form_version_key: row.get(4)?,
        campaign: Campaign {
            id,
            name: row.get(5)?,
            description: row.get(6)?,
            objective: row.get(7)?,
            status,
            next_statuses: status.next().to_vec(),
            folder: None,
            include_lists: Vec::new(),
            exclude_lists: Vec::new(),
            template_version: None,
            form_version: None,
            slug: row.get(9)?,
            landing_headline: row.get(10)?,
            landing_intro: row.get(11)?,
            budget_minor: row.get(12)?,
            currency: row.get(13)?,
            costs: CampaignCostSums::default(),
            scheduled_at: time_at(row, 14)?,
            started_at: time_at(row, 15)?,
            ended_at: time_at(row, 16)?,
            start_date: row.get(17)?,
            end_date: row.get(18)?,
            steps: CampaignSteps::default(),
            editable: false,
            open: status == CampaignStatus::Draft,
            created_by: row.get(19)?,
            updated_by: row.get(20)?,
            created_at: WallTime(row.get(21)?),
            updated_at: WallTime(row.get(22)?),
            version: row.get(23)?,
        },
    })
}

/// The whole campaign.
pub(crate) fn campaign(read: &Read<'_>, id: Uuid) -> Result<CampaignState> {
    let found = read.first(CAMPAIGN, [id.as_bytes().as_slice()], |row| state_row(row, id))?;
    let mut state = found.or_not_found("campaign")?;
    let campaign = &mut state.campaign;
    campaign.include_lists = lists(read, state.key, "include")?;
    campaign.exclude_lists = lists(read, state.key, "exclude")?;
    if let Some(key) = state.folder_key {
        campaign.folder = folders(read, Some(key))?.pop();
    }
    if let Some(key) = state.template_version_key {
        campaign.template_version = Some(pinned(read, "template", key)?);
    }
    if let Some(key) = state.form_version_key {
        campaign.form_version = Some(pinned(read, "form", key)?);
    }
    campaign.costs = cost_sums(read, state.key)?;
    campaign.steps = check::missing(campaign);
    Ok(state)
}

fn lists(read: &Read<'_>, campaign: i64, role: &str) -> Result<Vec<CampaignList>> {
    read.all(
        "SELECT l.id, l.name, l.total_count, l.deleted_at IS NOT NULL
         FROM campaign_lists a JOIN contact_lists_with_deleted l ON l.key = a.list_key
         WHERE a.campaign_key = ?1 AND a.role = ?2 ORDER BY l.name, l.key",
        params![campaign, role],
        |row| {
            Ok(CampaignList {
                id: id_at(row, 0)?,
                name: row.get(1)?,
                total: row.get(2)?,
                deleted: row.get(3)?,
            })
        },
    )
}

/// `what` is `template` or `form`: the tables have the same names around it.
fn pinned(read: &Read<'_>, what: &str, version: i64) -> Result<PinnedVersion> {
    read.one(
        &format!(
            "SELECT t.id, t.name, v.id, v.number, n.id
             FROM {what}_versions v JOIN {what}s_with_deleted t ON t.key = v.{what}_key
             LEFT JOIN {what}_versions n ON n.{what}_key = t.key AND n.number = t.latest_number AND n.number > v.number
             WHERE v.key = ?1"
        ),
        [version],
        |row| {
            Ok(PinnedVersion {
                of: id_at(row, 0)?,
                name: row.get(1)?,
                version: id_at(row, 2)?,
                number: row.get(3)?,
                newer: optional_id_at(row, 4)?,
            })
        },
    )
}

/// The values of a campaign's row that an update writes.
pub(crate) struct CampaignValues {
    pub name: String,
    pub description: String,
    pub objective: String,
    pub folder_key: Option<i64>,
    pub template_version_key: Option<i64>,
    pub form_version_key: Option<i64>,
    pub slug: String,
    pub landing_headline: String,
    pub landing_intro: String,
    pub budget_minor: Option<i64>,
    pub currency: String,
    pub scheduled_at: Option<CampaignTime>,
    pub start_date: Option<String>,
    pub end_date: Option<String>,
}

impl From<&CampaignState> for CampaignValues {
    fn from(state: &CampaignState) -> Self {
        let campaign = state.campaign.clone();
        CampaignValues {
            name: campaign.name,
            description: campaign.description,
            objective: campaign.objective,
            folder_key: state.folder_key,
            template_version_key: state.template_version_key,
            form_version_key: state.form_version_key,
            slug: campaign.slug,
            landing_headline: campaign.landing_headline,
            landing_intro: campaign.landing_intro,
            budget_minor: campaign.budget_minor,
            currency: campaign.currency,
            scheduled_at: campaign.scheduled_at,
            start_date: campaign.start_date,
            end_date: campaign.end_date,
        }
    }
}

pub(crate) fn insert(tx: &mut Tx<'_>, new: &CampaignValues) -> Result<(i64, Uuid)> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let key = tx.insert(
        "INSERT INTO main.campaigns (id, organization_key, name, description, objective, folder_key,
         template_version_key, form_version_key, slug, landing_headline, landing_intro, budget_minor, currency,
         scheduled_at, start_date, end_date, created_by, updated_by, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?17, ?18, ?18)",
        params![
            id.as_bytes(),
            organization,
            new.name,
            new.description,
            new.objective,
            new.folder_key,
            new.template_version_key,
            new.form_version_key,
            new.slug,
            new.landing_headline,
            new.landing_intro,
            new.budget_minor,
            new.currency,
            new.scheduled_at.map(|at| at.0),
            new.start_date,
            new.end_date,
            user,
            now
        ],
    )?;
    tx.about("campaign", id);
    Ok((key, id))
}

pub(crate) fn update(tx: &mut Tx<'_>, key: i64, new: &CampaignValues) -> Result<()> {
    let (now, user) = (tx.now().0, tx.user_key());
    tx.execute(
        "UPDATE main.campaigns SET name = ?2, description = ?3, objective = ?4, folder_key = ?5,
         template_version_key = ?6, form_version_key = ?7, slug = ?8, landing_headline = ?9, landing_intro = ?10,
         budget_minor = ?11, currency = ?12, scheduled_at = ?13, start_date = ?14, end_date = ?15, updated_by = ?16,
         updated_at = ?17, version = version + 1 WHERE key = ?1",
        params![
            key,
            new.name,
            new.description,
            new.objective,
            new.folder_key,
            new.template_version_key,
            new.form_version_key,
            new.slug,
            new.landing_headline,
            new.landing_intro,
            new.budget_minor,
            new.currency,
            new.scheduled_at.map(|at| at.0),
            new.start_date,
            new.end_date,
            user,
            now
        ],
    )?;
    Ok(())
}

/// Puts other lists in the place of those of one role.
pub(crate) fn replace_lists(tx: &mut Tx<'_>, campaign: i64, role: &str, lists: &[i64]) -> Result<()> {
    let organization = tx.organization_key()?;
    tx.execute(
        "DELETE FROM main.campaign_lists WHERE organization_key = current_org() AND campaign_key = ?1 AND role = ?2",
        params![campaign, role],
    )?;
    for list in lists {
        tx.execute(
            "INSERT INTO main.campaign_lists (organization_key, campaign_key, list_key, role) VALUES (?1, ?2, ?3, ?4)",
            params![organization, campaign, list, role],
        )?;
    }
    Ok(())
}

/// Keys of the living lists with these ids.
pub(crate) fn list_keys(read: &Read<'_>, ids: &[Uuid]) -> Result<Vec<i64>> {
    ids.iter().map(|id| read.key_of("contact_lists", "contact list", *id)).collect()
}

/// Names of a campaign's lists of one role, for the history.
pub(crate) fn list_names(read: &Read<'_>, campaign: i64, role: &str) -> Result<Value> {
    Ok(lists(read, campaign, role)?.into_iter().map(|list| Value::String(list.name)).collect())
}

pub(crate) fn set_status(tx: &mut Tx<'_>, key: i64, to: CampaignStatus, clock: CampaignTime) -> Result<()> {
    let (now, user) = (tx.now().0, tx.user_key());
    let ends = matches!(to, CampaignStatus::Completed | CampaignStatus::Cancelled);
    tx.execute(
        "UPDATE main.campaigns SET status = ?2,
         started_at = CASE WHEN ?3 THEN coalesce(started_at, ?5) ELSE started_at END,
         ended_at = CASE WHEN ?4 THEN ?5 ELSE ended_at END,
         updated_by = ?6, updated_at = ?7, version = version + 1 WHERE key = ?1",
        params![key, to.word(), to == CampaignStatus::Active, ends, clock.0, user, now],
    )?;
    Ok(())
}

/// Id of a living campaign.
pub(crate) fn id_of(read: &Read<'_>, key: i64) -> Result<Uuid> {
    read.first("SELECT id FROM campaigns WHERE key = ?1", [key], |row| id_at(row, 0))?
        .or_not_found("campaign")
}

pub(crate) fn delete(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let (now, user) = (tx.now().0, tx.user_key());
    tx.execute(
        "UPDATE main.campaigns SET deleted_at = ?2, updated_at = ?2, updated_by = ?3, version = version + 1 WHERE key = ?1",
        params![key, now, user],
    )?;
    Ok(())
}

/// Now on the campaign clock, the reporting zone, the currency and whether a postal address is known.
pub(crate) fn house(read: &Read<'_>) -> Result<(CampaignTime, String, String, bool)> {
    read.one(
        "SELECT campaign_clock_ms, reporting_zone, currency, postal_address <> '' FROM organizations",
        [],
        |row| Ok((CampaignTime(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?)),
    )
}

/// One folder by key, or all of them.
pub(crate) fn folders(read: &Read<'_>, key: Option<i64>) -> Result<Vec<CampaignFolder>> {
    read.all(
        "SELECT f.id, f.name, (SELECT count(*) FROM campaigns c WHERE c.folder_key = f.key)
         FROM campaign_folders f WHERE (?1 IS NULL OR f.key = ?1) ORDER BY f.name, f.key",
        params![key],
        |row| Ok(CampaignFolder { id: id_at(row, 0)?, name: row.get(1)?, campaigns: row.get(2)? }),
    )
}

pub(crate) fn folder_creator(read: &Read<'_>, key: i64) -> Result<Option<i64>> {
    read.one("SELECT created_by FROM campaign_folders WHERE key = ?1", [key], |row| row.get(0))
}

pub(crate) fn insert_folder(tx: &mut Tx<'_>, name: &str) -> Result<i64> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    tx.about("campaignFolder", id);
    tx.insert(
        "INSERT INTO main.campaign_folders (id, organization_key, name, created_by, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
        params![id.as_bytes(), organization, name, user, now],
    )
}

pub(crate) fn rename_folder(tx: &mut Tx<'_>, key: i64, name: &str) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.campaign_folders SET name = ?2, updated_at = ?3 WHERE key = ?1",
        params![key, name, now],
    )?;
    Ok(())
}

/// Campaigns keep the key: they show no folder until it comes back.
pub(crate) fn delete_folder(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.campaign_folders SET deleted_at = ?2, updated_at = ?2 WHERE key = ?1",
        params![key, now],
    )?;
    Ok(())
}

fn cost_sums(read: &Read<'_>, campaign: i64) -> Result<CampaignCostSums> {
    read.one(
        "SELECT coalesce(sum(amount_minor) FILTER (WHERE kind = 'fixed'), 0),
                coalesce(sum(amount_minor) FILTER (WHERE kind = 'per_send'), 0),
                coalesce(sum(amount_minor) FILTER (WHERE kind = 'per_lead'), 0)
         FROM campaign_costs WHERE campaign_key = ?1",
        [campaign],
        |row| {
            Ok(CampaignCostSums {
                fixed_minor: row.get(0)?,
                per_send_minor: row.get(1)?,
                per_lead_minor: row.get(2)?,
            })
        },
    )
}

pub(crate) fn costs(read: &Read<'_>, campaign: i64) -> Result<Vec<CampaignCost>> {
    read.all(
        "SELECT k.id, k.kind, k.amount_minor, k.at, k.note, u.name FROM campaign_costs k
         LEFT JOIN member_users u ON u.key = k.created_by WHERE k.campaign_key = ?1 ORDER BY k.at, k.key",
        [campaign],
        |row| {
            let kind: String = row.get(1)?;
            Ok(CampaignCost {
                id: id_at(row, 0)?,
                kind: match kind.as_str() {
                    "fixed" => CostKind::Fixed,
                    "per_send" => CostKind::PerSend,
                    _ => CostKind::PerLead,
                },
                amount_minor: row.get(2)?,
                at: CampaignTime(row.get(3)?),
                note: row.get(4)?,
                created_by: row.get(5)?,
            })
        },
    )
}

pub(crate) fn insert_cost(
    tx: &mut Tx<'_>,
    campaign: i64,
    new: &AddCampaignCost,
    at: CampaignTime,
) -> Result<()> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    tx.execute(
        "INSERT INTO main.campaign_costs
         (id, organization_key, campaign_key, kind, amount_minor, at, note, created_by, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            id.as_bytes(),
            organization,
            campaign,
            word_of(new.kind)?,
            new.amount_minor,
            at.0,
            new.note,
            user,
            now
        ],
    )?;
    Ok(())
}

pub(crate) fn history(read: &Read<'_>, id: Uuid, span: (i64, i64)) -> Result<Vec<CampaignHistoryRow>> {
    let rows = read.all(
        "SELECT a.at, u.name, a.action, a.changes FROM audit_log a LEFT JOIN member_users u ON u.key = a.user_key
         WHERE a.entity_id = ?1 AND a.entity_type = 'campaign' ORDER BY a.sequence DESC LIMIT ?3 OFFSET ?2",
        params![id.as_bytes(), span.0, span.1],
        |row| {
            Ok((WallTime(row.get(0)?), row.get::<_, Option<String>>(1)?, row.get::<_, String>(2)?, json_at::<Value>(row, 3)?))
        },
    )?;
    rows.into_iter()
        .map(|(at, who, action, audited)| {
            let changes = history::changes(&audited, |column, key| name_behind(read, column, key))?;
            Ok(CampaignHistoryRow { at, who, action, changes })
        })
        .collect()
}

/// What a person calls the row behind a key column of campaigns.
fn name_behind(read: &Read<'_>, column: &str, key: i64) -> Result<Option<String>> {
    let sql = match column {
        "folder_key" => "SELECT name FROM campaign_folders_with_deleted WHERE key = ?1",
        "template_version_key" => {
            "SELECT t.name || ', version ' || v.number FROM template_versions v
             JOIN templates_with_deleted t ON t.key = v.template_key WHERE v.key = ?1"
        }
        "form_version_key" => {
            "SELECT f.name || ', version ' || v.number FROM form_versions v
             JOIN forms_with_deleted f ON f.key = v.form_key WHERE v.key = ?1"
        }
        other => return Err(Error::internal(format!("{other} is no key of campaigns"))),
    };
    read.first(sql, [key], |row| row.get(0))
}

pub(crate) fn link_key(read: &Read<'_>) -> Result<Option<[u8; 32]>> {
    read.first("SELECT value FROM workspace_settings WHERE name = 'link_key'", [], |row| row.get(0))
}

pub(crate) fn make_link_key(tx: &mut Tx<'_>) -> Result<()> {
    let fresh = tx.random::<32>();
    tx.execute(
        "INSERT INTO main.workspace_settings (name, value) VALUES ('link_key', ?1) ON CONFLICT (name) DO NOTHING",
        [fresh.as_slice()],
    )?;
    Ok(())
}

pub(crate) fn landing_port(read: &Read<'_>) -> Result<Option<u16>> {
    let found: Option<[u8; 2]> =
        read.first("SELECT value FROM workspace_settings WHERE name = 'landing_port'", [], |row| row.get(0))?;
    Ok(found.map(u16::from_be_bytes))
}

pub(crate) fn keep_landing_port(tx: &mut Tx<'_>, port: u16) -> Result<()> {
    tx.execute(
        "INSERT INTO main.workspace_settings (name, value) VALUES ('landing_port', ?1) ON CONFLICT (name) DO NOTHING",
        [port.to_be_bytes().as_slice()],
    )?;
    Ok(())
}
