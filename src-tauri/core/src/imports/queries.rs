//! SQL of imports.

use std::collections::HashMap;

use rusqlite::params;
use uuid::Uuid;

use super::format::Format;
use super::plan::Source;
use super::types::{Import, ImportCounts, ImportJob};
use crate::access::queries::{id_at, optional_id_at};
use crate::clock::WallTime;
use crate::contacts::queries::key_list;
use crate::error::{Error, OrNotFound, Result};
use crate::lists::queries as lists;
use crate::store::{Read, Tx};

/// An import as the run needs it.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub key: i64,
    pub id: Uuid,
    pub state: String,
    pub file_hash: Vec<u8>,
    pub plan_hash: Vec<u8>,
    pub format: Format,
    pub mapping: Vec<Option<String>>,
    pub counts: ImportCounts,
    pub done_rows: u64,
    pub change_set: Option<(i64, Uuid)>,
    pub validation_run: Option<i64>,
}

impl Stored {
    pub(super) fn source(&self) -> Result<Source> {
        Ok(Source {
            import: self.id,
            file_hash: self.file_hash.clone(),
            format: self.format.clone(),
            mapping: self.mapping.clone(),
        })
    }
}

fn json<T: serde::de::DeserializeOwned + Default>(text: Option<String>) -> T {
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn format_at(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Format> {
    serde_json::from_str(&row.get::<_, String>(at)?).map_err(|cause| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(cause))
    })
}

/// What is remembered of the wish: the mapping and the list.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct Wish {
    mapping: Vec<Option<String>>,
    list: Option<Uuid>,
    new_list: Option<String>,
}

impl Wish {
    fn of(request: &super::types::PreviewImport) -> Self {
        Wish { mapping: request.mapping.clone(), list: request.list, new_list: request.new_list.clone() }
    }
}

pub(crate) fn insert(
    tx: &mut Tx<'_>,
    id: Uuid,
    name: &str,
    bytes: u64,
    hash: &[u8; 32],
    format: &Format,
) -> Result<()> {
    let (organization, now, user) = (tx.organization_key()?, tx.now().0, tx.user_key());
    tx.execute(
        "INSERT INTO main.imports (id, organization_key, file_name, file_bytes, file_hash, format, state, created_by, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'staged', ?7, ?8, ?8)",
        params![
            id.as_bytes(),
            organization,
            name,
            i64::try_from(bytes).unwrap_or(i64::MAX),
            hash,
            serde_json::to_string(format)?,
            user,
            now
        ],
    )?;
    tx.about("import", id);
    Ok(())
}

pub(crate) fn stored(read: &Read<'_>, id: Uuid) -> Result<Stored> {
    read.first(
        "SELECT i.key, i.state, i.file_hash, i.plan_hash, i.format, i.mapping, i.counts, i.done_rows, i.change_set_key,
                s.id, i.validation_run_key
         FROM imports i LEFT JOIN change_sets s ON s.key = i.change_set_key WHERE i.id = ?1",
        [id.as_bytes().as_slice()],
        |row| {
            let set: Option<i64> = row.get(8)?;
            let set_id = optional_id_at(row, 9)?;
            Ok(Stored {
                key: row.get(0)?,
                id,
                state: row.get(1)?,
                file_hash: row.get(2)?,
                plan_hash: row.get::<_, Option<Vec<u8>>>(3)?.unwrap_or_default(),
                format: format_at(row, 4)?,
                mapping: json::<Wish>(row.get(5)?).mapping,
                counts: json(row.get(6)?),
                done_rows: u64::try_from(row.get::<_, i64>(7)?).unwrap_or(0),
                change_set: set.zip(set_id),
                validation_run: row.get(10)?,
            })
        },
    )?
    .or_not_found("import")
}

const IMPORT: &str = "SELECT i.id, i.file_name, i.file_bytes, i.state, i.format, i.counts, l.id, l.name, i.done_rows,
    s.id, i.created_at, s.undone_at, i.mapping
    FROM imports i LEFT JOIN contact_lists l ON l.key = i.list_key LEFT JOIN change_sets s ON s.key = i.change_set_key";

fn import(row: &rusqlite::Row<'_>) -> rusqlite::Result<Import> {
    let undone: Option<i64> = row.get(11)?;
    let wish: Wish = json(row.get(12)?);
    Ok(Import {
        id: id_at(row, 0)?,
        file_name: row.get(1)?,
        file_bytes: row.get(2)?,
        state: row.get(3)?,
        format: format_at(row, 4)?,
        counts: json(row.get(5)?),
        list: optional_id_at(row, 6)?,
        list_name: row.get(7)?,
        done_rows: u64::try_from(row.get::<_, i64>(8)?).unwrap_or(0),
        undo: optional_id_at(row, 9)?.filter(|_| undone.is_none()),
        created_at: WallTime(row.get(10)?),
        mapping: wish.mapping,
        chosen_list: wish.list,
        new_list: wish.new_list.filter(|name| !name.trim().is_empty()),
        job: None,
    })
}

/// What runs now, by the import it runs for.
fn running(read: &Read<'_>) -> Result<HashMap<Uuid, ImportJob>> {
    let jobs = read.all(
        "SELECT id, kind, request ->> 'import' FROM jobs WHERE state IN ('queued', 'running')
         AND kind IN ('customer-queue', 'data-ingestion') ORDER BY key",
        [],
        |row| Ok((id_at(row, 0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?)),
    )?;
    let of = |(id, kind, import): (Uuid, String, Option<String>)| {
        Some((import?.parse().ok()?, ImportJob { id, preview: kind == "customer-queue" }))
    };
    Ok(jobs.into_iter().filter_map(of).collect())
}

pub(crate) fn get(read: &Read<'_>, id: Uuid) -> Result<Import> {
    let found = read.first(&format!("{IMPORT} WHERE i.id = ?1"), [id.as_bytes().as_slice()], import)?;
    let mut import = found.or_not_found("import")?;
    import.job = running(read)?.remove(&id);
    Ok(import)
}

pub(crate) fn recent(read: &Read<'_>, limit: i64) -> Result<Vec<Import>> {
    let mut imports = read.all(&format!("{IMPORT} ORDER BY i.key DESC LIMIT ?1"), [limit], import)?;
    let mut running = running(read)?;
    for import in &mut imports {
        import.job = running.remove(&import.id);
    }
    Ok(imports)
}

/// Ids of imports that were running when the program ended.
pub(super) fn ids(read: &Read<'_>) -> Result<Vec<Uuid>> {
    read.all("SELECT id FROM imports", [], |row| id_at(row, 0))
}

pub(crate) fn interrupted(read: &Read<'_>) -> Result<Vec<Uuid>> {
    read.all("SELECT id FROM imports WHERE state = 'running' ORDER BY key", [], |row| id_at(row, 0))
}

/// Another reading of the file; what was shown of the former one is not what this one would import. False when the
/// import was run already.
pub(crate) fn set_format(tx: &mut Tx<'_>, key: i64, format: &Format) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE main.imports SET format = ?2, state = CASE WHEN format = ?2 THEN state ELSE 'staged' END
         WHERE key = ?1 AND state IN ('staged', 'previewed')",
        params![key, serde_json::to_string(format)?],
    )?;
    Ok(changed > 0)
}

/// A preview begins: what was shown before no longer holds, and what is wished for now is known from here on. False
/// when the import was run already.
pub(crate) fn claim_preview(
    tx: &mut Tx<'_>,
    key: i64,
    request: &super::types::PreviewImport,
) -> Result<bool> {
    let (wish, now) = (serde_json::to_string(&Wish::of(request))?, tx.now().0);
    let changed = tx.execute(
        "UPDATE main.imports SET state = 'staged', mapping = ?2, updated_at = ?3
         WHERE key = ?1 AND state IN ('staged', 'previewed')",
        params![key, wish, now],
    )?;
    Ok(changed > 0)
}

/// A run begins, or goes on where it stopped: from here on it is gone on with after a crash. False when the import is
/// not ready.
pub(crate) fn claim_run(tx: &mut Tx<'_>, key: i64) -> Result<bool> {
    let changed = tx.derive(
        "UPDATE main.imports SET state = 'running' WHERE key = ?1 AND state IN ('previewed', 'running', 'failed')",
        [key],
    )?;
    tx.touch("imports");
    Ok(changed > 0)
}

/// A run that could not begin gives back what it claimed.
pub(crate) fn unclaim_run(tx: &mut Tx<'_>, key: i64, state: &str) -> Result<()> {
    tx.derive(
        "UPDATE main.imports SET state = ?2 WHERE key = ?1 AND state = 'running'",
        params![key, state],
    )?;
    tx.touch("imports");
    Ok(())
}

/// Sensitive own fields, deleted ones too.
pub(super) fn sensitive_fields(read: &Read<'_>) -> Result<Vec<Uuid>> {
    read.all("SELECT id FROM contact_fields_with_deleted WHERE sensitive = 1", [], |row| id_at(row, 0))
}

/// Writes down what was decided in the preview.
pub(crate) fn set_planned(
    tx: &mut Tx<'_>,
    key: i64,
    request: &super::types::PreviewImport,
    counts: &ImportCounts,
    hash: &[u8; 32],
) -> Result<()> {
    let (wish, now) = (Wish::of(request), tx.now().0);
    let changed = tx.execute(
        "UPDATE main.imports SET state = 'previewed', format = ?2, mapping = ?3, counts = ?4, plan_hash = ?5, updated_at = ?6
         WHERE key = ?1 AND state IN ('staged', 'previewed')",
        params![
            key,
            serde_json::to_string(&request.format)?,
            serde_json::to_string(&wish)?,
            serde_json::to_string(counts)?,
            hash,
            now
        ],
    )?;
    if changed > 0 { Ok(()) } else { Err(Error::internal("an import was run while it was looked at")) }
}

/// The list the contacts join; a new one is made the first time.
pub(crate) fn list_for(tx: &mut Tx<'_>, key: i64) -> Result<Option<i64>> {
    let (known, wish): (Option<i64>, Option<String>) =
        tx.one("SELECT list_key, mapping FROM imports WHERE key = ?1", [key], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    if known.is_some() {
        return Ok(known);
    }
    let wish: Wish = json(wish);
    if let Some(list) = wish.list {
        return lists::key_of(tx, list).map(Some);
    }
    let Some(name) = wish.new_list.filter(|name| !name.trim().is_empty()) else { return Ok(None) };
    if let Some(list) = lists::by_name(tx, name.trim())? {
        return Ok(Some(list));
    }
    // Its way back is the undo of the import: it goes when nobody is left on it.
    tx.unrecorded(|tx| lists::insert(tx, name.trim(), "", "import")).map(|(key, _)| Some(key))
}

pub(crate) fn set_running(
    tx: &mut Tx<'_>,
    key: i64,
    set: Option<i64>,
    list: Option<i64>,
    validation_run: i64,
) -> Result<()> {
    tx.derive(
        "UPDATE main.imports SET state = 'running', change_set_key = ?2, list_key = ?3, validation_run_key = ?4
         WHERE key = ?1",
        params![key, set, list, validation_run],
    )?;
    tx.touch("imports");
    Ok(())
}

/// Progress, committed with the step that made it; rows set aside move from their count to the rejected ones.
pub(crate) fn progress(tx: &mut Tx<'_>, key: i64, done: u64, moved: ImportCounts) -> Result<()> {
    tx.derive(
        "UPDATE main.imports SET done_rows = ?2 WHERE key = ?1",
        params![key, i64::try_from(done).unwrap_or(i64::MAX)],
    )?;
    if moved.rejected > 0 {
        let mut counts: ImportCounts =
            json(tx.one("SELECT counts FROM imports WHERE key = ?1", [key], |row| row.get(0))?);
        counts.new -= moved.new;
        counts.updated -= moved.updated;
        counts.unchanged -= moved.unchanged;
        counts.rejected += moved.rejected;
        let text = serde_json::to_string(&counts)?;
        tx.derive("UPDATE main.imports SET counts = ?2 WHERE key = ?1", params![key, text])?;
    }
    Ok(())
}

pub(crate) fn finish(tx: &mut Tx<'_>, key: i64, state: &str) -> Result<ImportCounts> {
    let now = tx.now().0;
    tx.derive(
        "UPDATE main.imports SET state = ?2, updated_at = ?3 WHERE key = ?1",
        params![key, state, now],
    )?;
    tx.touch("imports");
    Ok(json(tx.one("SELECT counts FROM imports WHERE key = ?1", [key], |row| row.get(0))?))
}

/// The import of a change set is undone with it; the list it made goes too when nobody is left on it.
pub(crate) fn mark_undone(tx: &mut Tx<'_>, change_set: i64) -> Result<()> {
    let now = tx.now().0;
    tx.derive(
        "UPDATE main.contact_lists SET deleted_at = ?2 WHERE source = 'import' AND total_count = 0 AND deleted_at IS NULL
         AND key IN (SELECT list_key FROM imports WHERE change_set_key = ?1)
         AND (SELECT count(*) FROM imports i WHERE i.list_key = contact_lists.key) = 1
         AND organization_key = current_org()",
        params![change_set, now],
    )?;
    tx.derive(
        "UPDATE main.imports SET state = 'undone', updated_at = ?2
         WHERE change_set_key = ?1 AND organization_key = current_org()",
        params![change_set, now],
    )?;
    tx.touch("imports");
    Ok(())
}

/// New contacts on the import's list: key, status, line; keys ascending.
pub(crate) fn append_members(
    tx: &mut Tx<'_>,
    list: i64,
    import: i64,
    members: &[(i64, i64, i64)],
) -> Result<()> {
    let now = tx.now().0;
    tx.append_rows(
        "list_members",
        &[("list_key", list), ("import_key", import), ("added_at", now)],
        ["contact_key", "validation_status", "line"],
        members.len(),
        |at| {
            let (contact, status, line) = members[at];
            [contact, status, line]
        },
    )?;
    Ok(())
}

/// Known contacts join the import's list; those on it stay as they are.
pub(crate) fn join_members(tx: &mut Tx<'_>, list: i64, import: i64, joining: &[(i64, u64)]) -> Result<()> {
    let keys: Vec<u32> = joining.iter().filter_map(|(key, _)| u32::try_from(*key).ok()).collect();
    let there = tx.all(
        "SELECT contact_key FROM list_members WHERE list_key = ?1 AND contact_key IN rarray(?2)",
        params![list, key_list(&keys)],
        |row| row.get::<_, i64>(0),
    )?;
    let there: std::collections::HashSet<i64> = there.into_iter().collect();
    let mut new: Vec<(i64, i64, i64)> = joining
        .iter()
        .filter(|(key, _)| !there.contains(key))
        .map(|(key, line)| (*key, 0, i64::try_from(*line).unwrap_or(0)))
        .collect();
    new.sort_unstable();
    new.dedup_by_key(|(key, ..)| *key);
    append_members(tx, list, import, &new)
}

/// Remembers the first contact the import made.
pub(crate) fn note_first(tx: &mut Tx<'_>, import: i64, first: i64) -> Result<()> {
    tx.derive(
        "UPDATE main.imports SET first_contact = ?2 WHERE key = ?1 AND first_contact IS NULL",
        params![import, first],
    )?;
    Ok(())
}

/// Contacts that were there before leave the list that an import put them on; returns how many did.
pub(crate) fn leave_list(tx: &mut Tx<'_>, change_set: i64, limit: i64) -> Result<usize> {
    let leaving = tx.all(
        "SELECT m.list_key, m.contact_key FROM imports i
         JOIN list_members m ON m.list_key = i.list_key AND m.import_key = i.key
           AND m.contact_key < coalesce(i.first_contact, 9223372036854775807)
         WHERE i.change_set_key = ?1 LIMIT ?2",
        params![change_set, limit],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?)),
    )?;
    let Some((list, _)) = leaving.first() else { return Ok(0) };
    let (list, keys): (i64, Vec<u32>) = (*list, leaving.iter().map(|(_, contact)| *contact).collect());
    crate::contacts::around(tx, &keys, |tx| lists::remove_members(tx, list, &keys))
}

/// Contacts of a range that nobody has touched since they were made: (key, unchanged, name).
pub(crate) fn made(read: &Read<'_>, first: i64, last: i64) -> Result<Vec<(i64, bool, String)>> {
    read.all(
        "SELECT key, version = 1 AND deleted_at IS NULL,
                coalesce(nullif(trim(first_name || ' ' || last_name), ''), email, '')
         FROM contacts_with_deleted WHERE key BETWEEN ?1 AND ?2 ORDER BY key",
        params![first, last],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// Removes what an import made of contacts: memberships, judgements, search rows, the rows themselves.
pub(crate) fn remove(tx: &mut Tx<'_>, keys: &[u32]) -> Result<()> {
    tx.execute(
        "DELETE FROM main.list_members WHERE organization_key = current_org()
         AND list_key IN (SELECT key FROM contact_lists_with_deleted) AND contact_key IN rarray(?1)",
        [key_list(keys)],
    )?;
    tx.execute(
        "DELETE FROM main.validation_results WHERE organization_key = current_org() AND contact_key IN rarray(?1)",
        [key_list(keys)],
    )?;
    crate::fields::queries::remove_of(tx, keys)?;
    tx.unindex_contacts(keys)?;
    let rows = tx.derive(
        "DELETE FROM main.contacts WHERE key IN rarray(?1) AND organization_key = current_org()",
        [key_list(keys)],
    )?;
    tx.touch("contacts");
    if rows == keys.len() { Ok(()) } else { Err(Error::internal("an undo met fewer rows than it saw")) }
}
