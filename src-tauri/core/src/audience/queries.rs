//! SQL of the audience: one ordered stream over the included lists.

use rusqlite::params_from_iter;

use super::types::Waterfall;
use super::{Candidate, Frozen};
use crate::error::Result;
use crate::store::Read;
use crate::suppressions::{SuppressedHashes, SuppressionKey};

/// Freezes the audience of a campaign: who is mailable now, in the order of contact keys. Bounded memory: 27 bytes a
/// mailable contact and 32 a suppressed address.
///
/// # Errors
/// The store's codes.
pub fn freeze(read: &Read<'_>, hash_key: &SuppressionKey, campaign: i64) -> Result<Frozen> {
    let mut frozen = Frozen::default();
    let most = usize::try_from(members(read, campaign)?).unwrap_or(0);
    frozen.contact_keys.reserve_exact(most);
    frozen.contact_ids.reserve_exact(most);
    frozen.statuses.reserve_exact(most);
    let (keys, ids, statuses) = (&mut frozen.contact_keys, &mut frozen.contact_ids, &mut frozen.statuses);
    frozen.waterfall = walk(read, hash_key, campaign, |key, id, status| {
        keys.push(key);
        ids.push(id);
        statuses.push(status);
    })?;
    frozen.contact_keys.shrink_to_fit();
    frozen.contact_ids.shrink_to_fit();
    frozen.statuses.shrink_to_fit();
    frozen.engagement = super::engagement::of(read, campaign, &frozen.contact_keys)?;
    Ok(frozen)
}

/// Only the counts of [`freeze`].
///
/// # Errors
/// The store's codes.
pub fn waterfall(read: &Read<'_>, hash_key: &SuppressionKey, campaign: i64) -> Result<Waterfall> {
    walk(read, hash_key, campaign, |_, _, _| {})
}

/// Members of the living included lists, a person on two lists counted twice: more than there can be contacts.
fn members(read: &Read<'_>, campaign: i64) -> Result<i64> {
    read.one(
        "SELECT coalesce(sum(l.total_count), 0) FROM campaign_lists a JOIN contact_lists l ON l.key = a.list_key
         WHERE a.campaign_key = ?1 AND a.role = 'include'",
        [campaign],
        |row| row.get(0),
    )
}

/// A deleted list adds nobody any more; one that excludes still does.
fn lists(read: &Read<'_>, campaign: i64) -> Result<(Vec<i64>, Vec<i64>)> {
    let include = read.all(
        "SELECT a.list_key FROM campaign_lists a JOIN contact_lists l ON l.key = a.list_key
         WHERE a.campaign_key = ?1 AND a.role = 'include' ORDER BY a.list_key",
        [campaign],
        |row| row.get(0),
    )?;
    let exclude = read.all(
        "SELECT list_key FROM campaign_lists WHERE campaign_key = ?1 AND role = 'exclude' ORDER BY list_key",
        [campaign],
        |row| row.get(0),
    )?;
    Ok((include, exclude))
}

/// The statement for so many lists. Each list is a range of the primary key in contact order, so a UNION merges them
/// without sorting; being excluded is one look-up a list.
fn statement(include: usize, exclude: usize) -> String {
    let members: Vec<String> = (1..=include)
        .map(|at| format!("SELECT contact_key FROM list_members WHERE list_key = ?{at}"))
        .collect();
    let excluded: Vec<String> = (include + 1..=include + exclude)
        .map(|at| {
            format!("EXISTS (SELECT 1 FROM list_members x WHERE x.list_key = ?{at} AND x.contact_key = m.contact_key)")
        })
        .collect();
    let excluded = if excluded.is_empty() { "0".to_string() } else { excluded.join(" OR ") };
    format!(
        "SELECT m.contact_key, c.id, c.address_key, coalesce(c.validation_status, 0),
                c.key IS NULL OR c.deleted_at IS NOT NULL, {excluded}
         FROM ({} ORDER BY contact_key) m LEFT JOIN contacts_with_deleted c ON c.key = m.contact_key
         ORDER BY m.contact_key",
        members.join(" UNION ")
    )
}

fn walk(
    read: &Read<'_>,
    hash_key: &SuppressionKey,
    campaign: i64,
    mut mailable: impl FnMut(i64, [u8; 16], u8),
) -> Result<Waterfall> {
    let mut counts = Waterfall::default();
    let (include, exclude) = lists(read, campaign)?;
    if include.is_empty() {
        return Ok(counts);
    }
    let suppressed = SuppressedHashes::read(read, hash_key)?;
    let sql = statement(include.len(), exclude.len());
    read.each(&sql, params_from_iter(include.iter().chain(&exclude)), |row| {
        let validation_status = row.get(3)?;
        let contact = Candidate {
            excluded: row.get(5)?,
            deleted: row.get(4)?,
            address_key: row.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)?,
            validation_status,
        };
        if counts.count(&contact, &suppressed) {
            mailable(row.get(0)?, row.get(1)?, validation_status);
        }
        Ok(true)
    })?;
    Ok(counts)
}

/// Other campaigns that were launched, the newest 24.
pub(super) fn earlier_launches(read: &Read<'_>, campaign: i64) -> Result<Vec<i64>> {
    read.all(
        "SELECT campaign_key FROM runs WHERE kind = 'launch' AND state IN ('running', 'done') AND played_to IS NOT NULL
         AND campaign_key <> ?1 ORDER BY key DESC LIMIT 24",
        [campaign],
        |row| row.get(0),
    )
}
