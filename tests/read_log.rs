//! The second opinion on the tenant guard: whatever a test ran, no statement of a domain may have read a base table
//! except through that table's own view, a trigger, or as the row it writes and what its foreign keys compare. Every
//! `TestApp` is judged by this when it ends; here is shown that the judge sees what it should.

use std::collections::BTreeSet;

use reachly_core::store::{Action, BaseRead};

use crate::support::TestApp;

/// Views over more than one table, as house.md allows them: view and what it may read.
const SPECIAL: &[(&str, &[&str])] =
    &[("member_users", &["users", "memberships"]), ("workspace_audit_log", &["audit_log"])];

/// Pairs of tables with a foreign key between them, either way, and what triggers of the schema read: from the
/// migrations' text, not from the guard.
fn related() -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for migration in reachly_core::store::known_migrations() {
        let mut table = String::new();
        for line in migration.sql.lines().map(|line| line.split("--").next().unwrap_or_default()) {
            for start in ["CREATE TABLE ", "ALTER TABLE "] {
                if let Some(rest) = line.strip_prefix(start) {
                    table = rest.split([' ', '(']).next().unwrap_or_default().to_string();
                }
            }
            if let Some((_, parent)) = line.split_once("REFERENCES ") {
                let parent = parent.split([' ', '(']).next().unwrap_or_default().to_string();
                pairs.insert((table.clone(), parent.clone()));
                pairs.insert((parent, table.clone()));
            }
        }
    }
    assert!(pairs.len() > 60, "foreign keys were found: {}", pairs.len());
    pairs
}

/// Reads that were let through and should not have been.
pub fn around_the_views(seen: &[BaseRead]) -> Vec<BaseRead> {
    around(seen, true)
}

fn around(seen: &[BaseRead], allowed: bool) -> Vec<BaseRead> {
    let related = related();
    let triggers: Vec<&str> = reachly_core::store::known_migrations()
        .iter()
        .flat_map(|one| one.sql.split("CREATE TRIGGER ").skip(1))
        .filter_map(|rest| rest.split_whitespace().next())
        .collect();
    let fine = |read: &&BaseRead| match &read.through {
        Some(view) if *view == read.table || *view == format!("{}_with_deleted", read.table) => true,
        Some(view)
            if SPECIAL.iter().any(|(name, may)| name == view && may.contains(&read.table.as_str())) =>
        {
            true
        }
        Some(trigger) if trigger.starts_with("guard_") || trigger.starts_with("record_") => true,
        Some(trigger) if triggers.contains(&trigger.as_str()) => true,
        _ => read.written.as_ref().is_some_and(|written| {
            *written == read.table || related.contains(&(written.clone(), read.table.clone()))
        }),
    };
    seen.iter().filter(|read| read.allowed == allowed).filter(|read| !fine(read)).cloned().collect()
}

#[test]
fn the_log_sees_reads_through_views_and_around_them() {
    let test = TestApp::new();
    let ctx = test.ctx(&test.a);
    ctx.read(|read| read.all("SELECT name FROM contact_lists", [], |row| row.get::<_, String>(0))).unwrap();
    let through = |view: &str| test.read_log.seen().iter().any(|read| read.through.as_deref() == Some(view));
    assert!(through("contact_lists"), "a read through a view is noted");
    assert!(around(&test.read_log.seen(), true).is_empty(), "and is fine");

    // The guard refuses these; the log sees them all the same, and the judge says what they are.
    let direct = "SELECT name FROM migrations";
    assert!(ctx.read(|read| read.all(direct, [], |row| row.get::<_, String>(0))).is_err());
    let inside = "UPDATE main.contacts SET first_name = (SELECT name FROM migrations LIMIT 1) WHERE key = 1";
    assert!(ctx.write(Action::plain("test.around"), move |tx| tx.execute(inside, [])).is_err());
    let refused = around(&test.read_log.seen(), false);
    assert!(
        refused.iter().any(|read| read.table == "migrations" && read.written.is_none()),
        "a read of a base table by its own name is called by its name: {refused:?}"
    );
    assert!(
        refused.iter().any(|read| read.written.as_deref() == Some("contacts")),
        "also inside a write: {refused:?}"
    );
}

#[test]
fn a_read_around_a_view_fails_the_test_it_happened_in() {
    let raw = |through: Option<&str>, written: Option<&str>| BaseRead {
        table: "contacts".into(),
        through: through.map(str::to_string),
        written: written.map(str::to_string),
        allowed: true,
    };
    for (read, why) in [
        (raw(None, None), "by its own name"),
        (raw(Some("leads"), None), "through another table's view"),
        (raw(Some("contacts_secretly"), None), "through a view nobody knows"),
        (raw(None, Some("workspace_settings")), "inside a write of a table that has nothing to do with it"),
    ] {
        assert_eq!(around_the_views(std::slice::from_ref(&read)), [read], "{why}");
    }
    for (read, why) in [
        (raw(Some("contacts"), None), "its view"),
        (raw(Some("contacts_with_deleted"), None), "its view with the bin"),
        (raw(Some("guard_contacts_update"), Some("contacts")), "the guard's trigger"),
        (raw(None, Some("contacts")), "the row that is written"),
        (raw(None, Some("leads")), "what a foreign key compares"),
    ] {
        assert!(around_the_views(&[read]).is_empty(), "{why} is fine");
    }
}
