//! SQL of contacts.

use std::rc::Rc;

use rusqlite::types::Value as Sql;
use rusqlite::{Row, params, params_from_iter};
use uuid::Uuid;

use super::types::{ContactOrder, ContactRow, ContactView, NamedId, TimelineEntry};
use super::{Person, filtering, reason_codes, status_word};
use crate::access::queries::id_at;
use crate::clock::WallTime;
use crate::error::{Error, Result};
use crate::filter::Where;
use crate::store::search::{CONTENT, contains_pattern, trigrams};
use crate::store::{Read, StagedRows, Tx};

const ROW: &str =
    "key, id, first_name, last_name, email, phone, company, city, validation_status, validation_score,
    validation_reasons, validation_suggestion, created_at";

fn row(row: &Row<'_>) -> rusqlite::Result<(u32, ContactRow)> {
    let (first, last): (String, String) = (row.get(2)?, row.get(3)?);
    Ok((
        row.get(0)?,
        ContactRow {
            id: id_at(row, 1)?,
            name: format!("{first} {last}").trim().to_string(),
            email: row.get(4)?,
            phone: row.get(5)?,
            company: row.get(6)?,
            city: row.get(7)?,
            status: status_word(row.get(8)?).to_string(),
            score: row.get(9)?,
            reasons: reason_codes(row.get(10)?).into_iter().map(|reason| reason.code().to_string()).collect(),
            suggestion: row.get(11)?,
            created_at: WallTime(row.get(12)?),
            custom: std::collections::BTreeMap::new(),
        },
    ))
}

/// WHERE of a view, over `contacts` or the bin.
fn condition(read: &Read<'_>, view: &ContactView) -> Result<Where> {
    let mut out = match &view.filter {
        Some(filter) => filtering::condition(read, filter)?,
        None => Where { sql: "1".into(), values: Vec::new() },
    };
    if view.deleted {
        out.sql.push_str(" AND deleted_at IS NOT NULL");
    }
    if let Some(asked) = trigrams(&view.search) {
        out.sql.push_str(" AND key IN (SELECT rowid FROM contact_search WHERE contact_search MATCH ?)");
        out.values.push(Sql::Text(asked));
    }
    for word in view.search.split_whitespace() {
        let word = word.to_lowercase();
        if word.chars().count() < 3 {
            // Two ranges, each with an index of its own.
            out.sql.push_str(
                &" AND key IN (SELECT key FROM contacts WHERE sort_name BETWEEN ? AND ?
                               UNION SELECT key FROM contacts WHERE address_key BETWEEN ? AND ?)"
                    .replace("FROM contacts", &format!("FROM {}", source(view))),
            );
            for _ in 0..2 {
                out.values.push(Sql::Text(word.clone()));
                out.values.push(Sql::Text(format!("{word}\u{10ffff}")));
            }
        } else {
            // Trigrams say where to look; this says what is there.
            out.sql.push_str(&format!(" AND {CONTENT} LIKE ? ESCAPE '\\'"));
            out.values.push(Sql::Text(contains_pattern(&word)));
        }
    }
    Ok(out)
}

fn source(view: &ContactView) -> &'static str {
    if view.deleted { "contacts_with_deleted" } else { "contacts" }
}

fn order(view: &ContactView) -> String {
    let (column, descending) = match &view.sort {
        Some(sort) => (
            match sort.by {
                ContactOrder::Name => "sort_name",
                ContactOrder::Email => "address_key",
                ContactOrder::Status => "validation_status",
                ContactOrder::Created => "key",
            },
            sort.descending,
        ),
        None => ("sort_name", false),
    };
    let way = if descending { "DESC" } else { "ASC" };
    // What is searched for is few: sorting it beats walking everyone in order (the + keeps that index out).
    let walk = if view.search.trim().is_empty() { "" } else { "+" };
    format!("ORDER BY {walk}{column} {way}, key {way}")
}

/// Sorted keys of a whole view.
pub(crate) fn view_keys(read: &Read<'_>, view: &ContactView) -> Result<Vec<u32>> {
    let condition = condition(read, view)?;
    let sql = format!("SELECT key FROM {} WHERE {} {}", source(view), condition.sql, order(view));
    let mut keys = Vec::new();
    read.each(&sql, params_from_iter(condition.values), |row| {
        keys.push(row.get(0)?);
        Ok(true)
    })?;
    Ok(keys)
}

/// The first rows of a view, without its keys.
pub(crate) fn first_rows(read: &Read<'_>, view: &ContactView, limit: i64) -> Result<Vec<ContactRow>> {
    let mut condition = condition(read, view)?;
    condition.values.push(Sql::Integer(limit));
    let sql = format!("SELECT {ROW} FROM {} WHERE {} {} LIMIT ?", source(view), condition.sql, order(view));
    read.all(&sql, params_from_iter(condition.values), |found| Ok(row(found)?.1))
}

/// How many contacts a view matches.
pub(crate) fn count(read: &Read<'_>, view: &ContactView) -> Result<u64> {
    let condition = condition(read, view)?;
    let sql = format!("SELECT count(*) FROM {} WHERE {}", source(view), condition.sql);
    read.one(&sql, params_from_iter(condition.values), |row| row.get::<_, i64>(0))
        .map(|count| u64::try_from(count).unwrap_or(0))
}

pub(crate) fn key_list(keys: &[u32]) -> Rc<Vec<Sql>> {
    Rc::new(keys.iter().map(|key| Sql::Integer(i64::from(*key))).collect())
}

/// Rows of some keys, in the order of the keys.
pub(crate) fn rows(read: &Read<'_>, keys: &[u32]) -> Result<Vec<ContactRow>> {
    let sql = format!("SELECT {ROW} FROM contacts_with_deleted WHERE key IN rarray(?1)");
    let mut found = read.all(&sql, [key_list(keys)], row)?;
    let place: std::collections::HashMap<u32, usize> =
        keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    found.sort_by_key(|(key, _)| place.get(key).copied());
    Ok(found.into_iter().map(|(_, row)| row).collect())
}

/// Keys of some ids; foreign and unknown ones are left out.
pub(crate) fn keys_of(read: &Read<'_>, ids: &[Uuid]) -> Result<Vec<u32>> {
    let list = Rc::new(ids.iter().map(|id| Sql::Blob(id.as_bytes().to_vec())).collect::<Vec<_>>());
    read.all("SELECT key FROM contacts_with_deleted WHERE id IN rarray(?1) ORDER BY key", [list], |row| {
        row.get(0)
    })
}

/// A contact as it is stored.
pub(crate) struct Stored {
    pub key: i64,
    pub row: ContactRow,
    pub person: Person,
    pub source: String,
    pub version: i64,
    pub deleted: bool,
    pub reasons: i64,
}

pub(crate) fn stored(read: &Read<'_>, id: Uuid) -> Result<Option<Stored>> {
    let sql = format!(
        "SELECT {ROW}, street, region, postal_code, country, birth_date, source, version, deleted_at, address_key
         FROM contacts_with_deleted WHERE id = ?1"
    );
    read.first(&sql, [id.as_bytes().as_slice()], |found| {
        let (key, row) = row(found)?;
        Ok(Stored {
            key: i64::from(key),
            person: Person {
                email: found.get(4)?,
                address_key: found.get(21)?,
                first_name: found.get(2)?,
                last_name: found.get(3)?,
                phone: found.get(5)?,
                company: found.get(6)?,
                street: found.get(13)?,
                city: found.get(7)?,
                region: found.get(14)?,
                postal_code: found.get(15)?,
                country: found.get(16)?,
                birth_date: found.get(17)?,
            },
            row,
            source: found.get(18)?,
            version: found.get(19)?,
            deleted: found.get::<_, Option<i64>>(20)?.is_some(),
            reasons: found.get(10)?,
        })
    })
}

const NAMED: &str =
    "SELECT id, coalesce(nullif(trim(first_name || ' ' || last_name), ''), email, '') FROM contacts";

/// At most this many people are named beside a contact.
const BESIDE: i64 = 20;

/// Whom a contact is reached through, whom it reaches, and who shares its mailbox.
pub(crate) fn neighbours(read: &Read<'_>, key: i64) -> Result<(Option<NamedId>, Vec<NamedId>, Vec<NamedId>)> {
    let named = |row: &Row<'_>| Ok(NamedId { id: id_at(row, 0)?, name: row.get(1)? });
    let through = read.first(
        &format!("{NAMED} WHERE key = (SELECT reached_through FROM contacts_with_deleted WHERE key = ?1)"),
        [key],
        named,
    )?;
    let reaches = read.all(
        &format!("{NAMED} WHERE reached_through = ?1 ORDER BY sort_name LIMIT ?2"),
        [key, BESIDE],
        named,
    )?;
    // A mailbox that is written like the address itself stands only in address_key's index.
    let same = read.all(
        &format!(
            "WITH mine AS (SELECT mailbox_key AS box FROM contacts_with_deleted WHERE key = ?1)
             {NAMED} WHERE key <> ?1 AND key IN (
               SELECT key FROM contacts WHERE address_key = (SELECT box FROM mine)
               UNION SELECT key FROM contacts WHERE mailbox_key <> address_key AND mailbox_key = (SELECT box FROM mine))
             ORDER BY sort_name LIMIT ?2"
        ),
        [key, BESIDE],
        named,
    )?;
    Ok((through, reaches, same))
}

/// Says through whose address a contact is reached.
pub(crate) fn reach_through(tx: &mut Tx<'_>, key: i64, first: i64) -> Result<()> {
    tx.execute("UPDATE main.contacts SET reached_through = ?2 WHERE key = ?1", [key, first])?;
    Ok(())
}

/// A living or deleted contact with this address.
pub(crate) fn by_address(read: &Read<'_>, address_key: &str) -> Result<Option<(i64, Uuid, bool)>> {
    read.first(
        "SELECT key, id, deleted_at FROM contacts_with_deleted WHERE address_key = ?1",
        [address_key],
        |row| Ok((row.get(0)?, id_at(row, 1)?, row.get::<_, Option<i64>>(2)?.is_some())),
    )
}

/// Validation columns as they are stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Judged {
    pub status: i64,
    pub score: i64,
    pub reasons: i64,
    pub suggestion: Option<String>,
}

impl Judged {
    pub(crate) fn of(verdict: Option<&reachly_address::Verdict>) -> Self {
        verdict.map_or_else(Judged::default, |verdict| Judged {
            status: super::status_number(verdict.status),
            score: i64::from(verdict.score),
            reasons: verdict.reasons.bits().cast_signed(),
            suggestion: verdict.suggestion.clone(),
        })
    }
}

pub(crate) fn insert(tx: &mut Tx<'_>, person: &Person, judged: &Judged, source: &str) -> Result<(i64, Uuid)> {
    let (id, now, organization, user) = (tx.new_id(), tx.now().0, tx.organization_key()?, tx.user_key());
    let validated = person.email.as_ref().map(|_| now);
    let key = tx.insert(
        "INSERT INTO main.contacts (id, organization_key, email, address_key, first_name, last_name, sort_name, phone,
           company, street, city, region, postal_code, country, birth_date, source, validation_status, validation_score,
           validation_reasons, validation_suggestion, last_validated_at, created_by, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?23)",
        params![
            id.as_bytes(),
            organization,
            person.email,
            person.address_key,
            person.first_name,
            person.last_name,
            person.sort_name(),
            person.phone,
            person.company,
            person.street,
            person.city,
            person.region,
            person.postal_code,
            person.country,
            person.birth_date,
            source,
            judged.status,
            judged.score,
            judged.reasons,
            judged.suggestion,
            validated,
            user,
            now
        ],
    )?;
    tx.index_contacts(key, key)?;
    Ok((key, id))
}

/// Writes a person over a stored one, at the version that was read.
///
/// # Errors
/// `conflict` when somebody changed the contact since.
pub(crate) fn update(
    tx: &mut Tx<'_>,
    key: i64,
    version: i64,
    person: &Person,
    judged: &Judged,
) -> Result<()> {
    let now = tx.now().0;
    let rows = tx.execute(
        "UPDATE main.contacts SET email = ?3, address_key = ?4, first_name = ?5, last_name = ?6, sort_name = ?7,
           phone = ?8, company = ?9, street = ?10, city = ?11, region = ?12, postal_code = ?13, country = ?14,
           birth_date = ?15, validation_status = ?16, validation_score = ?17, validation_reasons = ?18,
           validation_suggestion = ?19, last_validated_at = ?20, version = version + 1, updated_at = ?20, deleted_at = NULL
         WHERE key = ?1 AND version = ?2",
        params![
            key,
            version,
            person.email,
            person.address_key,
            person.first_name,
            person.last_name,
            person.sort_name(),
            person.phone,
            person.company,
            person.street,
            person.city,
            person.region,
            person.postal_code,
            person.country,
            person.birth_date,
            judged.status,
            judged.score,
            judged.reasons,
            judged.suggestion,
            now
        ],
    )?;
    if rows == 0 {
        return Err(Error::conflict("Somebody changed this contact meanwhile.")
            .kept("Their change was kept; yours was not saved.")
            .todo("Look at it again, then change it."));
    }
    let key = u32::try_from(key).map_err(|_| Error::internal("a key is too large"))?;
    tx.reindex_contacts(&[key])
}

/// Marks contacts as deleted, or brings them back.
pub(crate) fn set_deleted(tx: &mut Tx<'_>, keys: &[u32], deleted: bool) -> Result<usize> {
    let now = tx.now().0;
    let at = deleted.then_some(now);
    tx.execute(
        "UPDATE main.contacts SET deleted_at = ?2, version = version + 1, updated_at = ?3
         WHERE key IN rarray(?1) AND organization_key = current_org() AND (deleted_at IS NULL) = ?4",
        params![key_list(keys), at, now, deleted],
    )
}

pub(crate) fn lists_of(read: &Read<'_>, contact_key: i64) -> Result<Vec<NamedId>> {
    read.all(
        "SELECT l.id, l.name FROM contact_lists l
         WHERE EXISTS (SELECT 1 FROM list_members m WHERE m.list_key = l.key AND m.contact_key = ?1) ORDER BY l.name",
        [contact_key],
        |row| Ok(NamedId { id: id_at(row, 0)?, name: row.get(1)? }),
    )
}

pub(crate) fn timeline(read: &Read<'_>, contact_key: i64, limit: i64) -> Result<Vec<TimelineEntry>> {
    let mut entries = read.all(
        "SELECT c.created_at, 'created', 'Added (' || c.source || ')' FROM contacts_with_deleted c WHERE c.key = ?1
         UNION ALL
         SELECT m.added_at, 'list', 'Joined the list ' || l.name ||
                coalesce(', ' || i.file_name || ' line ' || m.line, '')
         FROM contact_lists l JOIN list_members m ON m.list_key = l.key AND m.contact_key = ?1
         LEFT JOIN imports i ON i.key = m.import_key
         UNION ALL
         SELECT v.validated_at, 'validated',
                'Validated: ' || CASE v.status WHEN 1 THEN 'valid' WHEN 2 THEN 'risky' WHEN 3 THEN 'invalid'
                WHEN 4 THEN 'nonexistent' ELSE 'unchecked' END || ', score ' || v.score
         FROM validation_results v WHERE v.contact_key = ?1
         LIMIT ?2",
        params![contact_key, limit],
        |row| Ok(TimelineEntry { at: row.get(0)?, kind: row.get(1)?, text: row.get(2)? }),
    )?;
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    Ok(entries)
}

/// Name, else address, of a contact.
pub(crate) fn name_of(read: &Read<'_>, key: i64) -> Result<Option<String>> {
    read.first(
        "SELECT coalesce(nullif(trim(first_name || ' ' || last_name), ''), email) FROM contacts_with_deleted WHERE key = ?1",
        [key],
        |row| row.get(0),
    )
}

/// Name, else address, of the contact that has a value.
pub(crate) fn name_of_value(read: &Read<'_>, value: i64) -> Result<Option<String>> {
    let contact =
        read.first("SELECT contact_key FROM contact_field_values WHERE key = ?1", [value], |row| {
            row.get::<_, i64>(0)
        })?;
    contact.map_or(Ok(None), |contact| name_of(read, contact))
}

/// A contact that an import meets.
pub(crate) struct Met {
    pub person: Person,
    pub version: u32,
    pub deleted: bool,
}

/// Persons of some keys, deleted ones too.
pub(crate) fn people(read: &Read<'_>, keys: &[u32]) -> Result<std::collections::HashMap<u32, Met>> {
    let found = read.all(
        "SELECT key, email, address_key, first_name, last_name, phone, company, street, city, region, postal_code, country,
                birth_date, version, deleted_at FROM contacts_with_deleted WHERE key IN rarray(?1)",
        [key_list(keys)],
        |row| {
            let person = Person {
                email: row.get(1)?,
                address_key: row.get(2)?,
                first_name: row.get(3)?,
                last_name: row.get(4)?,
                phone: row.get(5)?,
                company: row.get(6)?,
                street: row.get(7)?,
                city: row.get(8)?,
                region: row.get(9)?,
                postal_code: row.get(10)?,
                country: row.get(11)?,
                birth_date: row.get(12)?,
            };
            let deleted = row.get::<_, Option<i64>>(14)?.is_some();
            Ok((row.get(0)?, Met { person, version: row.get(13)?, deleted }))
        },
    )?;
    Ok(found.into_iter().collect())
}

/// A contact as an export tells of it.
pub(crate) struct Told {
    pub key: u32,
    pub person: Person,
    pub judged: Judged,
    pub source: String,
    /// Epoch milliseconds, as the next one; 0: never.
    pub created_at: i64,
    pub updated_at: i64,
    /// Names of the lists it is on; only when they were asked for.
    pub lists: String,
}

/// What an export tells of some contacts, deleted ones too, in the order of the keys.
pub(crate) fn told(read: &Read<'_>, keys: &[u32], with_lists: bool) -> Result<Vec<Told>> {
    let mut lists: std::collections::HashMap<u32, String> = std::collections::HashMap::new();
    if with_lists {
        read.each(
            "SELECT m.contact_key, l.name FROM contact_lists l CROSS JOIN list_members m
             ON m.list_key = l.key AND m.contact_key IN rarray(?1) ORDER BY l.name",
            [key_list(keys)],
            |row| {
                let (contact, name): (u32, String) = (row.get(0)?, row.get(1)?);
                let names = lists.entry(contact).or_default();
                names.push_str(if names.is_empty() { "" } else { "; " });
                names.push_str(&name);
                Ok(true)
            },
        )?;
    }
    let mut met = people(read, keys)?;
    let mut about = std::collections::HashMap::new();
    read.each(
        "SELECT key, source, created_at, updated_at, validation_status, validation_score, validation_reasons,
                validation_suggestion FROM contacts_with_deleted WHERE key IN rarray(?1)",
        [key_list(keys)],
        |row| {
            let judged = Judged {
                status: row.get(4)?,
                score: row.get(5)?,
                reasons: row.get(6)?,
                suggestion: row.get(7)?,
            };
            let told: (String, i64, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
            about.insert(row.get::<_, u32>(0)?, (told, judged));
            Ok(true)
        },
    )?;
    Ok(keys
        .iter()
        .filter_map(|key| {
            let (person, ((source, created_at, updated_at), judged)) =
                (met.remove(key)?.person, about.remove(key)?);
            let lists = lists.remove(key).unwrap_or_default();
            Some(Told { key: *key, person, judged, source, created_at, updated_at, lists })
        })
        .collect())
}

/// Every address there is, with its contact's key; deleted ones too.
pub(crate) fn each_address(read: &Read<'_>, mut with: impl FnMut(u32, &str)) -> Result<()> {
    read.each("SELECT key, address_key FROM contacts_with_deleted WHERE address_key IS NOT NULL", [], |row| {
        let address = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        with(row.get(0)?, address);
        Ok(true)
    })
}

/// Which of some addresses a contact has already.
pub(crate) fn addresses_taken<'a>(
    read: &Read<'_>,
    addresses: impl Iterator<Item = &'a str>,
) -> Result<std::collections::HashSet<String>> {
    let list = Rc::new(addresses.map(|address| Sql::Text(address.to_string())).collect::<Vec<_>>());
    let found = read.all(
        "SELECT address_key FROM contacts_with_deleted WHERE address_key IN rarray(?1)",
        [list],
        |row| row.get::<_, String>(0),
    )?;
    Ok(found.into_iter().collect())
}

/// Makes contacts of an import, in order; returns the first key, the others follow without a gap.
pub(crate) fn insert_imported<'a>(
    tx: &mut Tx<'_>,
    people: impl ExactSizeIterator<Item = (&'a Person, &'a Judged)>,
) -> Result<i64> {
    let (now, user) = (tx.now().0, tx.user_key());
    let mut rows = StagedRows::new(22, people.len());
    for (person, judged) in people {
        rows.blob(tx.new_id().as_bytes())
            .maybe_text(person.email.as_deref())
            .maybe_text(person.address_key.as_deref())
            .text(&person.first_name)
            .text(&person.last_name)
            .text(&person.sort_name())
            .text(&person.phone)
            .text(&person.company)
            .text(&person.street)
            .text(&person.city)
            .text(&person.region)
            .text(&person.postal_code)
            .text(&person.country)
            .maybe_text(person.birth_date.as_deref())
            .text("import")
            .integer(judged.status)
            .integer(judged.score)
            .integer(judged.reasons)
            .maybe_text(judged.suggestion.as_deref())
            .maybe_integer((judged.status > 0).then_some(now))
            .maybe_integer(user)
            .integer(now);
    }
    tx.insert_many(
        "contacts",
        &[
            "id",
            "email",
            "address_key",
            "first_name",
            "last_name",
            "sort_name",
            "phone",
            "company",
            "street",
            "city",
            "region",
            "postal_code",
            "country",
            "birth_date",
            "source",
            "validation_status",
            "validation_score",
            "validation_reasons",
            "validation_suggestion",
            "last_validated_at",
            "created_by",
            "created_at",
        ],
        rows,
    )
}
