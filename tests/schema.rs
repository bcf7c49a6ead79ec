//! The schema as a whole: what it is (a golden, so that every change is seen), that it has what the documents name,
//! that no foreign key goes without an index, and that what it computes itself agrees with the code.

use reachly_core::store::{Store, known_migrations};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use crate::support::{TestApp, golden, options};

/// A fresh workspace's file, opened beside the store for looking at its schema only.
fn fresh() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("schema.reachly");
    drop(Store::open(&path, options(true)).unwrap());
    let conn = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    (folder, conn)
}

fn names(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn the_schema_is_the_golden_one() {
    let (_folder, conn) = fresh();
    let whole = names(
        &conn,
        "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE 'contact\\_search\\_%' ESCAPE '\\'
         ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name",
    );
    assert!(whole.len() > 50, "the whole schema was read: {}", whole.len());
    golden("schema.sql", &(whole.join("\n\n") + "\n"));
    assert!(known_migrations().len() > 6, "of every migration");
}

/// Whether an index holds every row that a foreign key can ask for: a partial one only leaves out those without a key.
fn serves_all(conn: &Connection, index: &str) -> bool {
    let sql = names(conn, &format!("SELECT coalesce(sql, '') FROM sqlite_schema WHERE name = '{index}'"));
    let partial = sql.first().and_then(|sql| sql.split_once(" WHERE "));
    partial.is_none_or(|(_, rest)| rest.ends_with("_key IS NOT NULL"))
}

/// Foreign keys whose columns no index begins with.
fn bare_foreign_keys(conn: &Connection) -> Vec<String> {
    let tables = names(
        conn,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
         AND name NOT LIKE 'contact_search%' AND name NOT LIKE 'sqlite_%'",
    );
    let mut bare = Vec::new();
    for table in tables {
        let column = |sql: &str| names(conn, sql);
        let mut indexes: Vec<Vec<String>> =
            names(conn, &format!("SELECT name FROM pragma_index_list('{table}')"))
                .iter()
                .filter(|index| serves_all(conn, index))
                .map(|index| {
                    column(&format!(
                        "SELECT coalesce(name, '') FROM pragma_index_info('{index}') ORDER BY seqno"
                    ))
                })
                .collect();
        indexes
            .push(column(&format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk")));
        for id in column(&format!("SELECT DISTINCT CAST(id AS TEXT) FROM pragma_foreign_key_list('{table}')"))
        {
            let mut wanted = column(&format!(
                "SELECT \"from\" FROM pragma_foreign_key_list('{table}') WHERE id = {id} ORDER BY seq"
            ));
            wanted.sort();
            let served = indexes.iter().any(|index| {
                let mut first: Vec<String> = index.iter().take(wanted.len()).cloned().collect();
                first.sort();
                first == wanted
            });
            if !served {
                bare.push(format!("{table} ({})", wanted.join(", ")));
            }
        }
    }
    bare
}

#[test]
fn every_foreign_key_is_indexed() {
    let (_folder, conn) = fresh();
    assert_eq!(bare_foreign_keys(&conn), Vec::<String>::new(), "a purge must not look at every child");
    conn.execute_batch("DROP INDEX leads_response").unwrap();
    assert_eq!(
        bare_foreign_keys(&conn),
        ["leads (form_response_key, organization_key)"],
        "a missing index is found"
    );
}

/// Table and columns that the documents name, in their words where the column has them, else in ours: where a field
/// stands in another table by a decision, it is listed there.
const NAMED: &[(&str, &str)] = &[
    ("organizations", "name domain subscription_level settings billing_entity created_at updated_at deleted_at"),
    ("users", "email password_hash oauth_profile google_id name created_at updated_at deleted_at"),
    ("user_profiles", "user_key title phone language time_zone"),
    ("memberships", "user_key role_key extra_permissions status invited_email expires_at created_at deleted_at"),
    ("roles", "name description shipped_from"),
    ("role_permissions", "role_key permission_key reach"),
    ("permissions", "permission_key description category"),
    ("whitelist", "pattern role_key"),
    (
        "contact_lists",
        "name description source status total_count valid_count invalid_count risky_count nonexistent_count
         created_by created_at updated_at deleted_at",
    ),
    ("list_members", "list_key contact_key validation_status import_key added_at"),
    (
        "contacts",
        "email address_key mailbox_key first_name last_name reached_through validation_status validation_score
         validation_reasons last_validated_at source version created_by created_at updated_at deleted_at",
    ),
    ("contact_fields", "field_key label field_type choices sensitive position"),
    ("contact_field_values", "field_key contact_key value"),
    ("suppressions", "address_hash address reason source created_by created_at"),
    ("validation_rules", "rule_type rule_config enabled version"),
    ("validation_runs", "rules_version list_versions validated_by started_at"),
    ("validation_results", "contact_key run_key status score reasons validated_at"),
    ("templates", "name description is_active draft created_by created_at updated_at deleted_at"),
    ("template_versions", "number html subject preheader text variables links created_by created_at"),
    ("forms", "name description is_active draft thank_you_message redirect_url created_by created_at deleted_at"),
    ("form_versions", "number definition thank_you_message redirect_url created_at"),
    (
        "form_fields",
        "form_key field_key label field_type is_indexed position required validation_rules",
    ),
    (
        "campaigns",
        "name description objective status folder_key template_version_key form_version_key slug budget_minor
         scheduled_at started_at ended_at start_date end_date created_by updated_by created_at updated_at deleted_at",
    ),
    ("campaign_folders", "name created_by created_at updated_at deleted_at"),
    ("campaign_lists", "campaign_key list_key role"),
    ("campaign_costs", "campaign_key kind amount_minor at"),
    ("assignments", "run_key campaign_key contact_key status scheduled_at sent_at delivered_at bounced_at"),
    ("runs", "campaign_key seed config created_by created_at cleared_at"),
    ("events", "organization_key campaign_key contact_key event_type occurred_at detail_key client_key visit_key"),
    ("visits", "wall_time campaign_time ip_address user_agent session"),
    (
        "event_aggregations",
        "campaign_key event_type day count unique_contacts first_time_contacts is_final created_at updated_at",
    ),
    (
        "leads",
        "campaign_key contact_key form_response_key status source owner_key created_at updated_at deleted_at",
    ),
    ("lead_history", "from_status to_status note user_key at"),
    ("form_responses", "form_version_key response_data submitted_at campaign_time visit_key utm"),
    (
        "audit_log",
        "user_key entity_type entity_id action changes reason at change_set_key previous hash",
    ),
    ("change_sets", "action user_key created_at undone_at rows"),
    ("jobs", "kind title state request result error done total created_at started_at ended_at"),
];

/// What of the list a schema lacks.
fn lacking(conn: &Connection, named: &[(&str, &str)]) -> Vec<String> {
    let mut lacking = Vec::new();
    for (table, columns) in named {
        let there = names(conn, &format!("SELECT name FROM pragma_table_xinfo('{table}')"));
        let missing = columns.split_whitespace().filter(|column| !there.iter().any(|name| name == column));
        lacking.extend(missing.map(|column| format!("{table}.{column}")));
    }
    lacking
}

#[test]
fn every_field_the_documents_name_has_its_column() {
    let (_folder, conn) = fresh();
    assert_eq!(lacking(&conn, NAMED), Vec::<String>::new());
    assert_eq!(lacking(&conn, &[("leads", "status mood")]), ["leads.mood"], "a missing one is found");
}

#[test]
fn the_mailbox_of_the_schema_is_the_mailbox_of_the_address_crate() {
    let test = TestApp::new();
    let locals = ["ana.ruiz", "ana+plans", "a.n.a+x.y", "ana-ruiz", "ana_ruiz+1", "anaruiz", "a+b+c"];
    let domains = [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "fastmail.com",
        "fastmail.fm",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "harbor-benefits.com",
    ];
    for domain in domains {
        for local in locals {
            let fields = json!({ "email": format!("{local}@{domain}"), "firstName": "Ana" });
            test.ok("contacts.create", json!({ "fields": fields }));
        }
    }
    let ctx = test.ctx(&test.a);
    let stored: Vec<(String, String)> = ctx
        .read(|read| {
            read.all("SELECT address_key, mailbox_key FROM contacts", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
        })
        .unwrap();
    assert_eq!(stored.len(), locals.len() * domains.len());
    for (address, mailbox) in &stored {
        let expected = reachly_address::EmailAddress::parse(address).unwrap().mailbox_key();
        assert_eq!(*mailbox, expected, "the mailbox of {address}");
    }
    let changed = stored.iter().filter(|(address, mailbox)| address != mailbox).count();
    assert!(changed > 50, "many of these differ from their mailbox: {changed}");
}
