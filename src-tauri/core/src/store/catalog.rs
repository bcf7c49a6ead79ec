//! What every table is, read from the schema itself: a tenant table has `organization_key`, a workspace table is
//! listed here, and a table that is neither stops the program at the start.

use rusqlite::Connection;

use crate::error::{Error, Result};

/// Tables that belong to no organization.
pub const WORKSPACE_TABLES: &[&str] =
    &["workspace_settings", "users", "user_profiles", "sessions", "permissions", "dns_cache"];

/// Tables that take rows by the million: no INSERT trigger, no before-images; the store checks each batch.
pub const BULK_TABLES: &[&str] =
    &["events", "assignments", "list_members", "validation_results", "event_day_contacts"];

/// Tables only the store writes.
pub const STORE_TABLES: &[&str] = &[
    "audit_log",
    "audit_values",
    "change_sets",
    "change_set_rows",
    "change_set_ranges",
    "idempotency",
    "event_resets",
    "organization_purges",
    "migrations",
];

/// Tables that a trigger of the schema reads while another is written: (written, read).
const TRIGGER_READS: &[(&str, &str)] =
    &[("events", "event_resets"), ("events", "organization_purges"), ("runs", "organization_purges")];

/// Columns whose values are about a person: the audit trail keeps salted commitments of them, and erasure and
/// export walk this list. Every text column of every recorded table is named here or in `PLAIN`; a test holds us
/// to it.
pub const PERSONAL: &[(&str, &[&str])] = &[
    (
        "contacts",
        &[
            "email",
            "address_key",
            "mailbox_key",
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
            "validation_suggestion",
        ],
    ),
    ("users", &["email", "address_key", "name", "password_hash", "recovery_hash", "oauth_profile"]),
    ("user_profiles", &["title", "phone", "language", "time_zone"]),
    ("sessions", &["door"]),
    ("memberships", &["invited_email"]),
    ("whitelist", &["pattern"]),
    ("contact_field_values", &["value"]),
    ("suppressions", &["address", "note"]),
    ("form_responses", &["response_data"]),
    ("form_response_values", &["value"]),
    ("leads", &["title", "note"]),
    ("lead_history", &["note"]),
    ("visits", &["ip_address", "user_agent", "session"]),
    ("imports", &["file_name"]),
];

/// Columns that follow from other rows: an undo neither compares nor restores them.
pub const DERIVED: &[(&str, &[&str])] = &[(
    "contact_lists",
    &["status", "total_count", "valid_count", "risky_count", "invalid_count", "nonexistent_count"],
)];

/// How a table takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Tenant,
    Bulk,
    Workspace,
    /// The organizations themselves: visible as the one row of the scope.
    Organizations,
    Store,
}

/// One table as the guard needs it.
#[derive(Clone, Debug)]
pub struct Table {
    pub name: String,
    pub kind: Kind,
    pub columns: Vec<String>,
    /// True for columns that are blobs, in the order of `columns`.
    pub blobs: Vec<bool>,
    /// Has a column `deleted_at`: the plain view hides such rows.
    pub soft_delete: bool,
    /// Has `key INTEGER PRIMARY KEY`: undoable, recorded.
    pub keyed: bool,
    /// Tables on either side of a foreign key of this one.
    pub related: Vec<String>,
}

impl Table {
    /// Follows from other rows: neither compared nor restored by an undo.
    pub fn is_derived(&self, column: &str) -> bool {
        DERIVED.iter().any(|(table, columns)| *table == self.name && columns.contains(&column))
    }

    pub fn is_personal(&self, column: &str) -> bool {
        PERSONAL.iter().any(|(table, columns)| *table == self.name && columns.contains(&column))
    }
}

/// Every table of the file.
#[derive(Clone, Debug)]
pub struct Catalog {
    pub tables: Vec<Table>,
}

impl Catalog {
    /// Reads the schema.
    ///
    /// # Errors
    /// `internal` when a table has no place in the house.
    pub fn read(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
             AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
        )?;
        let names =
            statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut tables = Vec::new();
        for name in names.into_iter().filter(|name| !super::search::is_shadow(name)) {
            tables.push(read_table(conn, name)?);
        }
        relate(conn, &mut tables)?;
        Ok(Catalog { tables })
    }

    pub fn position(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.name == name)
    }

    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }
}

fn read_table(conn: &Connection, name: String) -> Result<Table> {
    let mut statement = conn.prepare(&format!("PRAGMA main.table_info(\"{name}\")"))?;
    let mut columns = Vec::new();
    let mut blobs = Vec::new();
    let mut keyed = false;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let column: String = row.get(1)?;
        let declared: String = row.get(2)?;
        let primary: i64 = row.get(5)?;
        keyed |= column == "key" && primary == 1 && declared == "INTEGER";
        blobs.push(declared == "BLOB");
        columns.push(column);
    }
    let tenant = columns.iter().any(|column| column == "organization_key");
    let kind = match name.as_str() {
        "organizations" => Kind::Organizations,
        other if STORE_TABLES.contains(&other) => Kind::Store,
        other if BULK_TABLES.contains(&other) && tenant => Kind::Bulk,
        _ if tenant => Kind::Tenant,
        other if WORKSPACE_TABLES.contains(&other) => Kind::Workspace,
        other => return Err(Error::internal(format!("table {other} belongs to nobody"))),
    };
    let soft_delete = columns.iter().any(|column| column == "deleted_at");
    Ok(Table { name, kind, columns, blobs, soft_delete, keyed, related: Vec::new() })
}

/// Foreign keys make SQLite read the other table while a write is prepared: both sides may be named then.
fn relate(conn: &Connection, tables: &mut [Table]) -> Result<()> {
    let mut pairs = Vec::new();
    for table in tables.iter() {
        let mut statement = conn.prepare(&format!("PRAGMA main.foreign_key_list(\"{}\")", table.name))?;
        let parents = statement.query_map([], |row| row.get::<_, String>(2))?;
        for parent in parents {
            pairs.push((table.name.clone(), parent?));
        }
    }
    pairs.extend(TRIGGER_READS.iter().map(|(table, read)| (table.to_string(), read.to_string())));
    for table in tables.iter_mut() {
        for (child, parent) in &pairs {
            if *child == table.name {
                table.related.push(parent.clone());
            }
            if *parent == table.name {
                table.related.push(child.clone());
            }
        }
    }
    Ok(())
}
