//! The writer and its failures: an error, a panic, a full disk; the audit trail and its tampering; undo.

use std::sync::Arc;

use reachly_core::store::{Action, Store};
use reachly_core::{Code, Error};
use rusqlite::params;

use crate::support::{TestApp, options};

fn add_contact(test: &TestApp, name: &'static str) -> reachly_core::Result<i64> {
    test.ctx(&test.a).write(Action::plain("test.add"), move |tx| {
        let (id, organization) = (tx.new_id(), tx.organization_key()?);
        tx.insert(
            "INSERT INTO main.contacts (id, organization_key, first_name, created_at, updated_at) VALUES (?1, ?2, ?3, 0, 0)",
            params![id.as_bytes(), organization, name],
        )
    })
}

fn names(test: &TestApp) -> Vec<String> {
    test.ctx(&test.a)
        .read(|read| read.all("SELECT first_name FROM contacts ORDER BY key", [], |row| row.get(0)))
        .unwrap()
}

fn audit_rows(test: &TestApp) -> i64 {
    test.ctx(&test.a).read(|read| read.one("SELECT count(*) FROM audit_log", [], |row| row.get(0))).unwrap()
}

#[test]
fn a_write_that_errs_or_panics_loses_only_itself() {
    let test = TestApp::new();
    add_contact(&test, "before").unwrap();
    let rows = audit_rows(&test);
    let ctx = test.ctx(&test.a);
    let erred = ctx.write(Action::plain("test.err"), |tx| {
        tx.execute("UPDATE main.contacts SET first_name = 'half'", [])?;
        Err::<(), _>(Error::conflict("no"))
    });
    assert_eq!(erred.unwrap_err().code, Code::Conflict, "the closure's own error comes back");
    let panicked = ctx.write(Action::plain("test.panic"), |tx| {
        tx.execute("UPDATE main.contacts SET first_name = 'half'", [])?;
        if tx.now().0 > 0 {
            panic!("on purpose");
        }
        Ok(())
    });
    assert_eq!(panicked.unwrap_err().code, Code::Internal, "a panic becomes an error");
    assert_eq!(names(&test), ["before"], "nothing half-written");
    assert_eq!(audit_rows(&test), rows, "and nothing told");
    add_contact(&test, "after").unwrap();
    assert_eq!(names(&test), ["before", "after"], "the writer goes on");
    assert_eq!(audit_rows(&test), rows + 1, "an honest write is told");
}

#[test]
fn many_writers_are_all_answered_and_all_durable() {
    let test = Arc::new(TestApp::new());
    let before = names(&test).len();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..25 {
                    add_contact(&test, "crowd").unwrap();
                }
            });
        }
    });
    assert_eq!(names(&test).len(), before + 400, "every acknowledged write stands");
    let report =
        test.app.workspace().unwrap().store.verify_audit(test.ctx(&test.a).place().unwrap().key, None);
    assert_eq!(report.unwrap().broken, None, "the chain of concurrent writes stands");
}

/// Limits the file to its present size plus a little: SQLite answers SQLITE_FULL as on a full disk.
fn fill_the_disk(store: &Store, pages_more: i64) {
    store.limit_pages(Some(pages_more)).unwrap();
}

#[test]
fn a_full_disk_fails_the_write_says_so_and_works_again_with_room() {
    let test = TestApp::new();
    add_contact(&test, "kept").unwrap();
    let workspace = test.app.workspace().unwrap();
    fill_the_disk(&workspace.store, 2);
    let big = test.ctx(&test.a).write(Action::plain("test.big"), |tx| {
        let organization = tx.organization_key()?;
        for _ in 0..3_000 {
            let id = tx.new_id();
            tx.execute(
                "INSERT INTO main.contacts (id, organization_key, first_name, created_at, updated_at) VALUES (?1, ?2, ?3, 0, 0)",
                params![id.as_bytes(), organization, "x".repeat(500)],
            )?;
        }
        Ok(())
    });
    let error = big.unwrap_err();
    assert_eq!(error.code, Code::DiskFull, "the person is told: {error:?}");
    assert!(error.kept.is_some() && error.todo.is_some(), "what was kept and what to do: {error:?}");
    assert_eq!(names(&test), ["kept"], "nothing half-written");
    workspace.store.limit_pages(None).unwrap();
    add_contact(&test, "again").unwrap();
    assert_eq!(names(&test), ["kept", "again"], "with room it works again");
    workspace.store.check_integrity().unwrap();
}

#[test]
fn undo_puts_back_what_nobody_touched_since() {
    let test = TestApp::new();
    for name in ["one", "two", "three"] {
        add_contact(&test, name).unwrap();
    }
    let ctx = test.ctx(&test.a);
    let (_, change) = ctx
        .write_undoable(Action::undoable("contact.update"), |tx| {
            tx.execute("UPDATE main.contacts SET first_name = first_name || '!', version = version + 1", [])
        })
        .unwrap();
    assert_eq!(names(&test), ["one!", "two!", "three!"]);
    ctx.write(Action::plain("test.edit"), |tx| {
        tx.execute("UPDATE main.contacts SET first_name = 'mine' WHERE first_name = 'two!'", [])
    })
    .unwrap();
    let undone = test.ok("changes.undo", serde_json::json!({ "change": change.unwrap() }));
    assert_eq!(undone["undone"]["restored"], 2, "two rows are put back: {undone}");
    assert_eq!(undone["undone"]["keptRows"][0]["name"], "mine", "the edited one is listed: {undone}");
    assert_eq!(names(&test), ["one", "mine", "three"]);
    let again = test.refused("changes.undo", serde_json::json!({ "change": change.unwrap() }));
    assert_eq!(again.code, Code::Conflict, "a change is undone once");
    let foreign = test.call(&test.b, "changes.undo", serde_json::json!({ "change": change.unwrap() }));
    assert_eq!(foreign.unwrap_err().code, Code::NotFound, "another organization's change is not found");
}

#[test]
fn a_key_is_never_given_twice() {
    let test = TestApp::new();
    let ctx = test.ctx(&test.a);
    let first = add_contact(&test, "gone").unwrap();
    ctx.write(Action::plain("test.delete"), move |tx| {
        tx.execute("DELETE FROM main.contacts WHERE key = ?1", [first])
    })
    .unwrap();
    let second = add_contact(&test, "new").unwrap();
    assert!(second > first, "the key {first} of a deleted row is not given again ({second})");
}

/// Opens the file beside the store's back, as a tamperer would.
fn tamper(test: &TestApp, sql: &str) {
    let workspace = test.app.workspace().unwrap();
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
    let conn = rusqlite::Connection::open_with_flags(workspace.store.path(), flags).unwrap();
    conn.execute_batch("DROP TRIGGER audit_log_no_update; DROP TRIGGER audit_log_no_delete;").unwrap();
    conn.execute_batch(sql).unwrap();
}

#[test]
fn every_kind_of_tampering_with_the_audit_trail_is_found() {
    for (what, sql, at) in [
        ("an edited row", "UPDATE audit_log SET action = 'x' WHERE organization_key = 1 AND sequence = 3", 3),
        ("an edited time", "UPDATE audit_log SET at = at + 1 WHERE organization_key = 1 AND sequence = 2", 2),
        ("a dropped row", "DELETE FROM audit_log WHERE organization_key = 1 AND sequence = 2", 2),
        (
            "an inserted row",
            "UPDATE audit_log SET sequence = sequence + 1000 WHERE organization_key = 1 AND sequence >= 5;
             UPDATE audit_log SET sequence = sequence - 999 WHERE organization_key = 1 AND sequence >= 1000;
             INSERT INTO audit_log SELECT organization_key, 5, at, actor, user_key, action, entity_type, entity_id,
             change_set_key, changes, reason, previous, hash FROM audit_log WHERE organization_key = 1 AND sequence = 4",
            5,
        ),
        (
            "two rows in another order",
            "UPDATE audit_log SET sequence = 99 WHERE organization_key = 1 AND sequence = 2;
             UPDATE audit_log SET sequence = 2 WHERE organization_key = 1 AND sequence = 3;
             UPDATE audit_log SET sequence = 3 WHERE organization_key = 1 AND sequence = 99",
            2,
        ),
        ("a cut tail", "DELETE FROM audit_log WHERE organization_key = 1 AND sequence >= 4", 4),
        (
            "a replaced row",
            "REPLACE INTO audit_log SELECT organization_key, sequence, at, actor, user_key, 'forged', entity_type,
             entity_id, change_set_key, changes, reason, previous, hash FROM audit_log
             WHERE organization_key = 1 AND sequence = 1",
            1,
        ),
    ] {
        let test = TestApp::new();
        add_contact(&test, "one").unwrap();
        add_contact(&test, "two").unwrap();
        let key = test.ctx(&test.a).place().unwrap().key;
        let store = Arc::clone(&test.app.workspace().unwrap().store);
        let head = store.verify_audit(key, None).unwrap();
        assert!(head.broken.is_none() && head.good >= 5, "the untouched chain stands: {head:?}");
        tamper(&test, sql);
        let report = store.verify_audit(key, Some(head.good)).unwrap();
        assert_eq!(report.broken.map(|(at, _)| at), Some(at), "{what} is found at its place: {report:?}");
    }
}

#[test]
fn the_trail_keeps_no_personal_value_in_its_chain() {
    let test = TestApp::new();
    add_contact(&test, "Xanthippe").unwrap();
    test.ctx(&test.a)
        .write(Action::plain("test.edit"), |tx| {
            tx.execute("UPDATE main.contacts SET first_name = 'Quetzal'", [])
        })
        .unwrap();
    let ctx = test.ctx(&test.a);
    let chain: String = ctx
        .read(|read| read.one("SELECT group_concat(changes) FROM audit_log", [], |row| row.get(0)))
        .unwrap();
    assert!(chain.contains("first_name"), "the field is named");
    assert!(!chain.contains("Xanthippe") && !chain.contains("Quetzal"), "its values are not in the chain");
    let beside: String = ctx
        .read(|read| read.one("SELECT group_concat(value) FROM audit_values", [], |row| row.get(0)))
        .unwrap();
    assert!(beside.contains("Xanthippe") && beside.contains("Quetzal"), "they stand beside it: {beside}");
}

#[test]
fn a_second_process_is_told_who_holds_the_workspace() {
    let test = TestApp::new();
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    let error = Store::open(&path, options(false)).err().unwrap();
    assert_eq!(error.code, Code::Busy);
    assert!(error.message.contains("a test (process"), "the holder is named: {}", error.message);
    assert_eq!(error.code.exit_status(), 75);
    test.app.replace(None);
    assert!(Store::open(&path, options(false)).is_ok(), "closed, it opens again");
}

#[test]
#[cfg(unix)]
fn another_name_of_the_file_finds_the_same_lock_or_none() {
    let test = TestApp::new();
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    let link = path.with_file_name("link.reachly");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let busy = Store::open(&link, options(false)).map(drop).unwrap_err();
    assert_eq!(busy.code, Code::Busy, "a symbolic link leads to the one lock: {busy:?}");
    let second = path.with_file_name("second.reachly");
    std::fs::hard_link(&path, &second).unwrap();
    let refused = Store::open(&second, options(false)).map(drop).unwrap_err();
    assert_eq!(refused.code, Code::Conflict, "a second name would have a lock of its own: {refused:?}");
    assert!(refused.message.contains("second name"), "{refused:?}");
    std::fs::remove_file(&second).unwrap();
    test.app.replace(None);
    Store::open(&link, options(false)).map(drop).unwrap();
}

/// Every name an undoable change is given anywhere in the core.
fn undoable_actions() -> std::collections::BTreeSet<String> {
    fn files(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                files(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut texts = Vec::new();
    files(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/core/src"), &mut texts);
    let mut actions = std::collections::BTreeSet::new();
    for text in texts {
        for (at, _) in text.match_indices("Action::undoable(") {
            // The name, or the few it is chosen from, stand before the statement's end.
            let rest = text[at..].split(';').next().unwrap_or_default();
            let names = rest.split('"').skip(1).step_by(2);
            actions.extend(
                names.filter(|name| name.contains('.') && !name.contains(' ')).map(str::to_string).take(2),
            );
        }
    }
    actions
}

#[test]
fn every_undoable_change_names_what_its_undo_needs() {
    let actions = undoable_actions();
    assert!(actions.len() > 18, "they were found: {actions:?}");
    for action in &actions {
        let needed =
            reachly_core::undo::needed(action).unwrap_or_else(|| panic!("{action} is not in the list"));
        for permission in needed {
            assert!(
                reachly_core::access::permissions::PERMISSIONS.iter().any(|known| known.key == *permission),
                "{action} needs {permission}, which nobody can hold"
            );
        }
    }
    assert!(reachly_core::undo::needed("contact.everything").is_none(), "an unknown one is undone by nobody");
}
