//! The holes of the tenant guard, each tried on a reader and on the writer. Every refusal is beside a statement of the
//! same shape that works, so that a guard that refuses everything would fail too.

use reachly_core::Result;
use reachly_core::store::Action;
use rusqlite::params;

use crate::support::TestApp;

/// A canary contact in each organization.
fn with_canaries() -> TestApp {
    let test = TestApp::new();
    for (person, canary) in [(test.a.clone(), "canary-a"), (test.b.clone(), "canary-b")] {
        let ctx = test.ctx(&person);
        ctx.write(Action::plain("test.canary"), move |tx| {
            let (id, organization) = (tx.new_id(), tx.organization_key()?);
            let key = tx.insert(
                "INSERT INTO main.contacts (id, organization_key, email, address_key, first_name, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?3, ?4, 0, 0)",
                params![id.as_bytes(), organization, format!("{canary}@harbor-benefits.com"), canary],
            )?;
            tx.index_contacts(key, key)
        })
        .unwrap();
    }
    test
}

/// Names that a SELECT gives to organization B, on a reader.
fn b_reads(test: &TestApp, sql: &str) -> Result<Vec<String>> {
    test.ctx(&test.b).read(|read| read.all(sql, [], |row| row.get::<_, String>(0)))
}

/// The same on the writer.
fn b_reads_while_writing(test: &TestApp, sql: &str) -> Result<Vec<String>> {
    let sql = sql.to_string();
    test.ctx(&test.b)
        .write(Action::quiet("test.read"), move |tx| tx.all(&sql, [], |row| row.get::<_, String>(0)))
}

/// Changes as organization B.
fn b_writes(test: &TestApp, sql: &str) -> Result<usize> {
    let sql = sql.to_string();
    test.ctx(&test.b).write(Action::plain("test.write"), move |tx| tx.execute(&sql, []))
}

#[test]
fn a_view_shows_only_its_own_rows() {
    let test = with_canaries();
    for sql in [
        "SELECT first_name FROM contacts",
        "SELECT first_name FROM temp.contacts",
        "SELECT first_name FROM contacts_with_deleted",
        "WITH mine AS (SELECT * FROM contacts) SELECT first_name FROM mine",
        "SELECT c.first_name FROM contacts c JOIN organizations o ON o.key = c.organization_key",
        "SELECT c.first_name FROM contact_search s JOIN contacts c ON c.key = s.rowid WHERE contact_search MATCH '\"can\"'",
    ] {
        assert_eq!(b_reads(&test, sql).unwrap(), ["canary-b"], "reader: {sql}");
        assert_eq!(b_reads_while_writing(&test, sql).unwrap(), ["canary-b"], "writer: {sql}");
    }
    let a = test
        .ctx(&test.a)
        .read(|read| read.all("SELECT first_name FROM contacts", [], |row| row.get::<_, String>(0)));
    assert_eq!(a.unwrap(), ["canary-a"], "the other organization has a row to be seen");
}

#[test]
fn reads_that_reach_around_the_views_are_refused() {
    let test = with_canaries();
    for sql in [
        "SELECT first_name FROM main.contacts",
        "SELECT first_name FROM \"main\".contacts",
        "SELECT first_name FROM 'main'.contacts",
        "SELECT first_name FROM [main].\"contacts\"",
        "WITH contacts AS (SELECT * FROM main.contacts) SELECT first_name FROM contacts",
        "SELECT name FROM sqlite_schema",
        "SELECT name FROM sqlite_temp_schema",
        "SELECT sql FROM temp.sqlite_temp_schema",
        "SELECT hex(block) FROM contact_search_data",
        "WITH contacts AS (SELECT * FROM contact_search_data) SELECT hex(block) FROM contacts",
        "SELECT name FROM migrations",
        "WITH organizations AS (SELECT * FROM migrations) SELECT name FROM organizations",
        "SELECT email FROM users",
        "SELECT hex(value) FROM workspace_settings",
        "SELECT group_concat(name) FROM pragma_table_list",
        "PRAGMA table_list",
        "SELECT first_name FROM contacts; SELECT 1",
        "ATTACH 'other.db' AS other",
        "DELETE FROM main.contacts",
        "SELECT load_extension('x')",
    ] {
        assert!(b_reads(&test, sql).is_err(), "reader let through: {sql}");
        assert!(b_reads_while_writing(&test, sql).is_err(), "writer let through: {sql}");
    }
}

#[test]
fn writes_that_reach_around_the_views_are_refused() {
    let test = with_canaries();
    for sql in [
        // A foreign row, by every verb.
        "UPDATE main.contacts SET first_name = 'stolen' WHERE first_name = 'canary-a'",
        "DELETE FROM main.contacts WHERE first_name = 'canary-a'",
        "REPLACE INTO main.contacts (key, id, organization_key, created_at, updated_at)
         VALUES (1, randomblob(16), (SELECT key FROM organizations), 0, 0)",
        "INSERT INTO main.contacts (id, organization_key, created_at, updated_at) VALUES (randomblob(16), 1, 0, 0)",
        "UPDATE main.contacts SET organization_key = 1",
        // Reading foreign rows inside a write.
        "UPDATE main.contacts SET first_name = (SELECT first_name FROM main.contacts LIMIT 1)",
        "INSERT INTO main.contacts (id, organization_key, first_name, created_at, updated_at)
         WITH contacts AS (SELECT * FROM main.contacts) SELECT randomblob(16), 2, first_name, 0, 0 FROM contacts",
        "UPDATE main.contacts SET first_name = first_name RETURNING (SELECT group_concat(email) FROM users)",
        "UPDATE main.contacts SET first_name = (SELECT hex(block) FROM contact_search_data LIMIT 1)",
        "UPDATE main.contacts SET first_name = (SELECT sql FROM sqlite_schema LIMIT 1)",
        // Tables that are not a domain's.
        "INSERT INTO main.audit_log SELECT * FROM audit_log",
        "DELETE FROM main.audit_values",
        "UPDATE main.change_sets SET undone_at = 1",
        "DELETE FROM main.migrations",
        "INSERT INTO main.contact_search (contact_search) VALUES ('delete-all')",
        "DELETE FROM main.contact_search",
        "UPDATE main.users SET is_owner = 1",
        "INSERT INTO main.workspace_settings VALUES ('x', x'00')",
        "UPDATE main.organizations SET name = 'stolen' WHERE key = 1",
        // Bulk tables take rows only from the store's append.
        "INSERT INTO main.list_members (organization_key, list_key, contact_key, added_at) VALUES (1, 1, 1, 0)",
        // Every row of the file, a foreign one among them.
        "UPDATE main.contacts SET first_name = 'all'",
        // Not a write of one table.
        "DROP TABLE main.contacts",
        "CREATE TABLE main.mine (a)",
        "BEGIN",
        "COMMIT",
        "SAVEPOINT mine",
        "PRAGMA main.user_version = 9",
        "VACUUM main",
    ] {
        assert!(b_writes(&test, sql).is_err(), "let through: {sql}");
    }
    let a = test
        .ctx(&test.a)
        .read(|read| read.all("SELECT first_name FROM contacts", [], |row| row.get::<_, String>(0)));
    assert_eq!(a.unwrap(), ["canary-a"], "the other organization's row stands");
    let fine = b_writes(
        &test,
        "UPDATE main.contacts SET first_name = (SELECT name FROM organizations)
         WHERE key IN (SELECT key FROM contacts)",
    );
    assert_eq!(fine.unwrap(), 1, "an honest write of the same shape works");
}

#[test]
fn a_statement_cached_for_one_organization_shows_the_other_its_own_rows() {
    let test = with_canaries();
    let sql = "SELECT first_name FROM contacts";
    for _ in 0..3 {
        let a = test.ctx(&test.a).read(|read| read.all(sql, [], |row| row.get::<_, String>(0)));
        assert_eq!(a.unwrap(), ["canary-a"], "A sees A");
        assert_eq!(b_reads(&test, sql).unwrap(), ["canary-b"], "B sees B");
        assert_eq!(b_reads_while_writing(&test, sql).unwrap(), ["canary-b"], "B sees B on the writer");
    }
}

#[test]
fn an_append_belongs_to_the_scope_whatever_the_row_says() {
    let test = with_canaries();
    let ctx = test.ctx(&test.b);
    let rows = ctx.write(Action::plain("test.append"), |tx| {
        use rusqlite::types::Value::Integer;
        tx.append(
            "list_members",
            &["list_key", "contact_key", "added_at"],
            [[Integer(1), Integer(1), Integer(0)]],
        )
    });
    assert_eq!(rows.unwrap(), 1, "the append itself works");
    let count = |person| {
        test.ctx(person)
            .read(|read| read.one("SELECT count(*) FROM list_members", [], |row| row.get::<_, i64>(0)))
    };
    assert_eq!(count(&test.b).unwrap(), 1, "the row is B's");
    assert_eq!(count(&test.a).unwrap(), 0, "and nobody else's");
    let refused = ctx.write(Action::plain("test.append"), |tx| {
        tx.append("contacts", &["id"], [[rusqlite::types::Value::Null]])
    });
    assert!(refused.is_err(), "an ordinary table takes no appends");
}

#[test]
fn outside_an_organization_no_tenant_row_is_seen() {
    let test = with_canaries();
    let ctx = test.ctx(&test.a);
    let seen = ctx.read_workspace(|read| {
        read.all("SELECT first_name FROM contacts", [], |row| row.get::<_, String>(0))
    });
    assert!(seen.is_err(), "without an organization the view is an error, not a list");
    let users =
        ctx.read_workspace(|read| read.all("SELECT email FROM users", [], |row| row.get::<_, String>(0)));
    assert_eq!(users.unwrap().len(), 6, "the workspace itself sees its users");
}

#[test]
fn colleagues_are_seen_and_strangers_are_not() {
    let test = with_canaries();
    let names = b_reads(&test, "SELECT name FROM member_users").unwrap();
    assert_eq!(names, ["Bea Boss"], "B sees only its own people: {names:?}");
}
