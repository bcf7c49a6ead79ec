//! SQL of contact lists and their members.

use std::collections::HashMap;

use rusqlite::params;
use rusqlite::types::Value as Sql;
use uuid::Uuid;

use super::types::ContactList;
use crate::access::queries::id_at;
use crate::clock::WallTime;
use crate::contacts::queries::key_list;
use crate::error::{Code, Error, Result};
use crate::store::{Read, StagedRows, Tx};

/// Members by status: unchecked, valid, risky, invalid, nonexistent.
pub(crate) type Tally = HashMap<i64, [i64; 5]>;

pub(crate) fn all(read: &Read<'_>) -> Result<Vec<ContactList>> {
    read.all(
        "SELECT id, name, description, source, status, total_count, valid_count, risky_count, invalid_count,
                nonexistent_count, created_at FROM contact_lists ORDER BY name",
        [],
        |row| {
            Ok(ContactList {
                id: id_at(row, 0)?,
                name: row.get(1)?,
                description: row.get(2)?,
                source: row.get(3)?,
                status: row.get(4)?,
                total: row.get(5)?,
                valid: row.get(6)?,
                risky: row.get(7)?,
                invalid: row.get(8)?,
                nonexistent: row.get(9)?,
                created_at: WallTime(row.get(10)?),
            })
        },
    )
}

pub(crate) fn key_of(read: &Read<'_>, id: Uuid) -> Result<i64> {
    read.key_of("contact_lists", "list", id)
}

pub(crate) fn by_name(read: &Read<'_>, name: &str) -> Result<Option<i64>> {
    read.first("SELECT key FROM contact_lists WHERE name = ?1", [name], |row| row.get(0))
}

fn taken(error: Error) -> Error {
    if error.code == Code::Taken {
        return Error::new(Code::Taken, "There is a list of this name already.")
            .field("name")
            .kept("Nothing was changed.")
            .todo("Choose another name.");
    }
    error
}

pub(crate) fn insert(tx: &mut Tx<'_>, name: &str, description: &str, source: &str) -> Result<(i64, Uuid)> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let key = tx
        .insert(
            "INSERT INTO main.contact_lists
             (id, organization_key, name, description, source, status, created_by, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, 'validated', ?6, ?7, ?7)",
            params![id.as_bytes(), organization, name, description, source, user, now],
        )
        .map_err(taken)?;
    Ok((key, id))
}

pub(crate) fn update(tx: &mut Tx<'_>, key: i64, name: &str, description: &str) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.contact_lists SET name = ?2, description = ?3, updated_at = ?4 WHERE key = ?1",
        params![key, name, description, now],
    )
    .map_err(taken)?;
    Ok(())
}

pub(crate) fn set_status(tx: &mut Tx<'_>, key: i64, status: &str) -> Result<()> {
    tx.derive("UPDATE main.contact_lists SET status = ?2 WHERE key = ?1", params![key, status])?;
    Ok(())
}

pub(crate) fn delete(tx: &mut Tx<'_>, key: i64) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.contact_lists SET deleted_at = ?2, updated_at = ?2 WHERE key = ?1",
        params![key, now],
    )?;
    Ok(())
}

/// How the living among some contacts count in every list they are on.
pub(crate) fn tally(read: &Read<'_>, contacts: &[u32]) -> Result<Tally> {
    let mut found = Tally::new();
    read.each(
        "SELECT l.key, c.validation_status, count(*)
         FROM contact_lists_with_deleted l CROSS JOIN contacts c ON c.key IN rarray(?1)
         JOIN list_members m ON m.list_key = l.key AND m.contact_key = c.key
         GROUP BY l.key, c.validation_status",
        [key_list(contacts)],
        |row| {
            let status: u8 = row.get(1)?;
            found.entry(row.get(0)?).or_default()[usize::from(status.min(4))] = row.get(2)?;
            Ok(true)
        },
    )?;
    Ok(found)
}

/// Moves the counts of lists by the difference of two tallies.
pub(crate) fn shift(tx: &mut Tx<'_>, before: &Tally, after: &Tally) -> Result<()> {
    let mut lists: Vec<i64> = before.keys().chain(after.keys()).copied().collect();
    lists.sort_unstable();
    lists.dedup();
    for list in lists {
        let (old, new) =
            (before.get(&list).copied().unwrap_or_default(), after.get(&list).copied().unwrap_or_default());
        let by: Vec<i64> = new.iter().zip(old).map(|(new, old)| new - old).collect();
        if by.iter().all(|by| *by == 0) {
            continue;
        }
        add_counts(tx, list, [by[0], by[1], by[2], by[3], by[4]])?;
    }
    Ok(())
}

/// Adds to the counts of one list: unchecked, valid, risky, invalid, nonexistent.
pub(crate) fn add_counts(tx: &mut Tx<'_>, list: i64, by: [i64; 5]) -> Result<()> {
    tx.derive(
        "UPDATE main.contact_lists SET total_count = total_count + ?2, valid_count = valid_count + ?3,
           risky_count = risky_count + ?4, invalid_count = invalid_count + ?5, nonexistent_count = nonexistent_count + ?6
         WHERE key = ?1",
        params![list, by.iter().sum::<i64>(), by[1], by[2], by[3], by[4]],
    )?;
    tx.touch("contact_lists");
    Ok(())
}

/// Copies the status of contacts to their memberships.
pub(crate) fn copy_statuses(tx: &mut Tx<'_>, contacts: &[u32]) -> Result<()> {
    tx.derive(
        "UPDATE main.list_members SET validation_status = changed.validation_status
         FROM (SELECT l.key AS list, c.key AS contact, c.validation_status
               FROM contact_lists_with_deleted l CROSS JOIN contacts_with_deleted c ON c.key IN rarray(?1)) AS changed
         WHERE organization_key = current_org() AND list_key = changed.list AND contact_key = changed.contact
           AND list_members.validation_status <> changed.validation_status",
        [key_list(contacts)],
    )?;
    Ok(())
}

/// Puts contacts on a list; those that are on it stay as they are. Returns how many joined.
pub(crate) fn add_members(tx: &mut Tx<'_>, list: i64, contacts: &[u32]) -> Result<usize> {
    let now = tx.now().0;
    tx.append_select(
        "list_members",
        &["list_key", "contact_key", "validation_status", "added_at"],
        "SELECT ?1, c.key, c.validation_status, ?2 FROM contacts c WHERE c.key IN rarray(?3)
         AND NOT EXISTS (SELECT 1 FROM list_members m WHERE m.list_key = ?1 AND m.contact_key = c.key)
         ORDER BY c.key",
        params![list, now, key_list(contacts)],
    )
}

pub(crate) fn remove_members(tx: &mut Tx<'_>, list: i64, contacts: &[u32]) -> Result<usize> {
    tx.execute(
        "DELETE FROM main.list_members WHERE organization_key = current_org() AND list_key = ?1
         AND contact_key IN rarray(?2)",
        params![list, key_list(contacts)],
    )
}

/// A contact's place on a list.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub contact: u32,
    pub import: Option<i64>,
    pub line: Option<i64>,
    /// When it joined, wall time.
    pub since: i64,
}

/// Living ones of some contacts that are not on a list, as they would join it now.
pub(crate) fn outside(tx: &Tx<'_>, list: i64, contacts: &[u32]) -> Result<Vec<Member>> {
    let now = tx.now().0;
    tx.all(
        "SELECT c.key FROM contacts c WHERE c.key IN rarray(?2)
         AND NOT EXISTS (SELECT 1 FROM list_members m WHERE m.list_key = ?1 AND m.contact_key = c.key) ORDER BY c.key",
        params![list, key_list(contacts)],
        |row| Ok(Member { contact: row.get(0)?, import: None, line: None, since: now }),
    )
}

/// Those of some contacts that are on a list.
pub(crate) fn inside(read: &Read<'_>, list: i64, contacts: &[u32]) -> Result<Vec<Member>> {
    read.all(
        "SELECT contact_key, import_key, line, added_at FROM list_members
         WHERE list_key = ?1 AND contact_key IN rarray(?2) ORDER BY contact_key",
        params![list, key_list(contacts)],
        |row| Ok(Member { contact: row.get(0)?, import: row.get(1)?, line: row.get(2)?, since: row.get(3)? }),
    )
}

/// Those whose contact and list are there, deleted ones too.
pub(crate) fn existing(read: &Read<'_>, list: i64, members: &[Member]) -> Result<Vec<Member>> {
    let keys: Vec<u32> = members.iter().map(|member| member.contact).collect();
    let there = read.all(
        "SELECT c.key FROM contacts_with_deleted c WHERE c.key IN rarray(?2)
         AND EXISTS (SELECT 1 FROM contact_lists_with_deleted WHERE key = ?1) ORDER BY c.key",
        params![list, key_list(&keys)],
        |row| row.get::<_, u32>(0),
    )?;
    Ok(members.iter().filter(|member| there.binary_search(&member.contact).is_ok()).cloned().collect())
}

/// Puts contacts on a list, none of which is on it.
pub(crate) fn append(tx: &mut Tx<'_>, list: i64, members: &[Member]) -> Result<()> {
    let optional = |number: Option<i64>| number.map_or(Sql::Null, Sql::Integer);
    tx.append(
        "list_members",
        // The status is copied from the contact right after.
        &["list_key", "contact_key", "validation_status", "import_key", "line", "added_at"],
        members.iter().map(|member| {
            [
                Sql::Integer(list),
                Sql::Integer(i64::from(member.contact)),
                Sql::Integer(0),
                optional(member.import),
                optional(member.line),
                Sql::Integer(member.since),
            ]
        }),
    )?;
    Ok(())
}

/// Remembers, for the way back, who joined or left.
pub(crate) fn note_moves(tx: &mut Tx<'_>, list: i64, joined: bool, members: &[Member]) -> Result<()> {
    let mut rows = StagedRows::new(6, members.len());
    for member in members {
        rows.integer(list)
            .integer(i64::from(member.contact))
            .integer(i64::from(joined))
            .maybe_integer(member.import)
            .maybe_integer(member.line)
            .integer(member.since);
    }
    let columns = ["list_key", "contact_key", "joined", "import_key", "line", "added_at"];
    tx.insert_many("list_moves", &columns, rows)?;
    Ok(())
}

/// Moves `first..=last`, by list and way.
pub(crate) fn moves(read: &Read<'_>, first: i64, last: i64) -> Result<Vec<(i64, bool, Vec<Member>)>> {
    let mut out: Vec<(i64, bool, Vec<Member>)> = Vec::new();
    read.each(
        "SELECT list_key, joined, contact_key, import_key, line, added_at FROM list_moves
         WHERE key BETWEEN ?1 AND ?2 ORDER BY list_key, joined, contact_key",
        [first, last],
        |row| {
            let (list, joined): (i64, bool) = (row.get(0)?, row.get(1)?);
            let member =
                Member { contact: row.get(2)?, import: row.get(3)?, line: row.get(4)?, since: row.get(5)? };
            match out.last_mut() {
                Some((same, way, members)) if *same == list && *way == joined => members.push(member),
                _ => out.push((list, joined, vec![member])),
            }
            Ok(true)
        },
    )?;
    Ok(out)
}

pub(crate) fn forget_moves(tx: &mut Tx<'_>, first: i64, last: i64) -> Result<()> {
    tx.derive(
        "DELETE FROM main.list_moves WHERE key BETWEEN ?1 AND ?2 AND organization_key = current_org()",
        [first, last],
    )?;
    Ok(())
}
