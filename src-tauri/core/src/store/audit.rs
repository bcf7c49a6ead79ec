//! The audit trail: one keyed blake3 chain for each organization and one (key 0) for the workspace. A row holds names
//! of fields, plain values of plain fields and salted commitments of personal ones, whose values stand beside it.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::catalog::Catalog;
use super::recorder::{Operation, RowChange, hex};
use crate::clock::{Randomness, WallTime};
use crate::error::Result;

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in user, by key.
    Member(i64),
    /// Somebody on a landing page.
    Visitor,
    /// A scheduled job.
    Job,
    /// The command line before anyone signed in.
    Cli,
}

impl Actor {
    fn word(self) -> &'static str {
        match self {
            Actor::Member(_) => "member",
            Actor::Visitor => "visitor",
            Actor::Job => "job",
            Actor::Cli => "cli",
        }
    }

    pub fn user_key(self) -> Option<i64> {
        match self {
            Actor::Member(key) => Some(key),
            _ => None,
        }
    }
}

/// At most this many rows are told one by one; the change set holds all of them.
const ROWS_TOLD: usize = 20;
/// Longer plain values are told by their hash and length in bytes.
const VALUE_TOLD: usize = 256;

/// What the trail says of one write, before it is chained.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub entity: Option<(&'static str, Uuid)>,
    pub detail: Map<String, Value>,
    /// Personal details: name and value.
    pub private: Vec<(String, String)>,
    pub reason: String,
}

struct Private<'a> {
    randomness: &'a Randomness,
    items: Vec<(String, [u8; 16], String)>,
}

impl Private<'_> {
    fn commit(&mut self, name: &str, value: &str) -> Value {
        let salt = self.randomness.bytes::<16>();
        let item = self.items.len();
        self.items.push((name.to_string(), salt, value.to_string()));
        json!({ "item": item, "commitment": hex(&commitment(&salt, value)) })
    }
}

/// Commitment to a personal value: blake3 over salt and value.
pub(super) fn commitment(salt: &[u8], value: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(salt).update(value.as_bytes());
    *hasher.finalize().as_bytes()
}

fn told(private: &mut Private<'_>, personal: bool, name: &str, value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        value if personal => private.commit(name, value.as_str().unwrap_or(&value.to_string())),
        Value::String(text) if text.len() > VALUE_TOLD => {
            json!({ "hash": blake3::hash(text.as_bytes()).to_hex().as_str(), "bytes": text.len() })
        }
        other => other.clone(),
    }
}

fn row_told(catalog: &Catalog, change: &RowChange, private: &mut Private<'_>) -> Value {
    let table = &catalog.tables[change.table];
    let mut fields = Map::new();
    if let Some(before) = &change.before {
        for (at, column) in table.columns.iter().enumerate() {
            let after = change.after.as_ref().map_or(&Value::Null, |after| &after[at]);
            if before[at] == *after || column == "updated_at" || column == "version" {
                continue;
            }
            let personal = table.is_personal(column);
            let old = told(private, personal, column, &before[at]);
            let new = told(private, personal, column, after);
            fields.insert(column.clone(), json!([old, new]));
        }
    }
    let verb = match change.operation {
        Operation::Insert => "insert",
        Operation::Update => "update",
        Operation::Delete => "delete",
    };
    json!({ "table": table.name, "key": change.key, "did": verb, "fields": fields })
}

/// What the row is made of besides the changes.
pub(super) struct Line<'a> {
    pub organization: i64,
    pub at: WallTime,
    pub actor: Actor,
    pub action: &'a str,
    pub change_set: Option<i64>,
}

/// Appends one row to its chain, inside the transaction of the write it tells of.
pub(super) fn append(
    conn: &Connection,
    catalog: &Catalog,
    key: &[u8; 32],
    randomness: &Randomness,
    line: &Line<'_>,
    entry: &Entry,
    changes: &[RowChange],
) -> Result<i64> {
    let mut private = Private { randomness, items: Vec::new() };
    let rows: Vec<Value> =
        changes.iter().take(ROWS_TOLD).map(|change| row_told(catalog, change, &mut private)).collect();
    let mut detail = entry.detail.clone();
    for (name, value) in &entry.private {
        let commitment = private.commit(name, value);
        detail.insert(name.clone(), commitment);
    }
    let changes = json!({ "rows": rows, "of": changes.len(), "detail": detail }).to_string();
    let (sequence, previous) = head(conn, line.organization)?;
    let row = Row {
        organization: line.organization,
        sequence: sequence + 1,
        at: line.at.0,
        actor: line.actor.word().to_string(),
        user_key: line.actor.user_key(),
        action: line.action.to_string(),
        entity_type: entry.entity.map_or("", |(kind, _)| kind).to_string(),
        entity_id: entry.entity.map(|(_, id)| id.as_bytes().to_vec()),
        change_set: line.change_set,
        changes,
        reason: entry.reason.clone(),
        previous,
    };
    insert(conn, &row, &row.hash(key))?;
    for (item, (name, salt, value)) in private.items.iter().enumerate() {
        conn.prepare_cached(
            "INSERT INTO main.audit_values (organization_key, sequence, item, name, salt, value)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![row.organization, row.sequence, item as i64, name, salt, value])?;
    }
    Ok(row.sequence)
}

struct Row {
    organization: i64,
    sequence: i64,
    at: i64,
    actor: String,
    user_key: Option<i64>,
    action: String,
    entity_type: String,
    entity_id: Option<Vec<u8>>,
    change_set: Option<i64>,
    changes: String,
    reason: String,
    previous: Vec<u8>,
}

impl Row {
    /// Keyed hash over every field in order, each with its length: this shape is final, files depend on it.
    fn hash(&self, key: &[u8; 32]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(key);
        let mut field = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        field(&self.previous);
        field(&self.organization.to_le_bytes());
        field(&self.sequence.to_le_bytes());
        field(&self.at.to_le_bytes());
        field(self.actor.as_bytes());
        field(&self.user_key.map_or(Vec::new(), |key| key.to_le_bytes().to_vec()));
        field(self.action.as_bytes());
        field(self.entity_type.as_bytes());
        field(self.entity_id.as_deref().unwrap_or_default());
        field(&self.change_set.map_or(Vec::new(), |key| key.to_le_bytes().to_vec()));
        field(self.changes.as_bytes());
        field(self.reason.as_bytes());
        *hasher.finalize().as_bytes()
    }
}

fn head(conn: &Connection, organization: i64) -> Result<(i64, Vec<u8>)> {
    let found = conn
        .prepare_cached(
            "SELECT sequence, hash FROM main.audit_log WHERE organization_key = ?1 ORDER BY sequence DESC LIMIT 1",
        )?
        .query_row([organization], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.unwrap_or_else(|| (0, vec![0u8; 32])))
}

fn insert(conn: &Connection, row: &Row, hash: &[u8; 32]) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO main.audit_log (organization_key, sequence, at, actor, user_key, action, entity_type, entity_id,
         change_set_key, changes, reason, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        row.organization,
        row.sequence,
        row.at,
        row.actor,
        row.user_key,
        row.action,
        row.entity_type,
        row.entity_id,
        row.change_set,
        row.changes,
        row.reason,
        row.previous,
        hash
    ])?;
    Ok(())
}

/// What verifying a chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// Rows that stand, from the first.
    pub good: i64,
    /// Sequence of the first row that is wrong or missing, and why.
    pub broken: Option<(i64, &'static str)>,
}

/// Walks one chain from its first row; `expected_head` is the last known sequence, so that a cut tail is seen.
pub(super) fn verify(
    conn: &Connection,
    key: &[u8; 32],
    organization: i64,
    expected_head: Option<i64>,
) -> Result<ChainReport> {
    let mut statement = conn.prepare(
        "SELECT organization_key, sequence, at, actor, user_key, action, entity_type, entity_id, change_set_key,
         changes, reason, previous, hash FROM main.audit_log WHERE organization_key = ?1 ORDER BY sequence",
    )?;
    let mut rows = statement.query([organization])?;
    let mut previous = vec![0u8; 32];
    let mut good = 0;
    while let Some(found) = rows.next()? {
        let row = Row {
            organization: found.get(0)?,
            sequence: found.get(1)?,
            at: found.get(2)?,
            actor: found.get(3)?,
            user_key: found.get(4)?,
            action: found.get(5)?,
            entity_type: found.get(6)?,
            entity_id: found.get(7)?,
            change_set: found.get(8)?,
            changes: found.get(9)?,
            reason: found.get(10)?,
            previous: found.get(11)?,
        };
        let hash: Vec<u8> = found.get(12)?;
        let fault = if row.sequence != good + 1 {
            Some("a row is missing")
        } else if row.previous != previous {
            Some("it does not follow the row before it")
        } else if row.hash(key).as_slice() != hash.as_slice() {
            Some("its content was changed")
        } else {
            None
        };
        if let Some(fault) = fault {
            return Ok(ChainReport { good, broken: Some((good + 1, fault)) });
        }
        good += 1;
        previous = hash;
    }
    let cut = expected_head.filter(|head| *head > good);
    Ok(ChainReport { good, broken: cut.map(|_| (good + 1, "the tail was cut off")) })
}
