//! Migrations: all of one or nothing, the folder is the list, a newer or edited history is refused.

use reachly_core::Code;
use reachly_core::store::{Migration, Options, Store, known_migrations};

use crate::support::options;

fn with_more(extra: Migration) -> &'static [Migration] {
    let mut all = known_migrations().to_vec();
    all.push(extra);
    Vec::leak(all)
}

const LATER: Migration = Migration {
    version: 209_901_010_000,
    name: "later",
    sql: "CREATE TABLE later (key INTEGER PRIMARY KEY, organization_key INTEGER NOT NULL) STRICT;",
};

#[test]
fn the_folder_is_the_list() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let listed: Vec<String> =
        known_migrations().iter().map(|one| format!("{}_{}.sql", one.version, one.name)).collect();
    assert_eq!(files, listed, "every file is embedded, in order");
}

#[test]
fn a_migration_that_fails_leaves_nothing_and_the_next_try_works() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.reachly");
    drop(Store::open(&path, options(true)).unwrap());
    let before = std::fs::read(&path).unwrap();
    let broken = Migration {
        sql: "CREATE TABLE later (key INTEGER PRIMARY KEY) STRICT; INSERT INTO no_such_table VALUES (1);",
        ..LATER
    };
    let failed = Store::open(&path, Options { migrations: with_more(broken), ..options(false) });
    assert_eq!(failed.err().unwrap().code, Code::Internal, "a broken migration is an error");
    assert_eq!(std::fs::read(&path).unwrap(), before, "and leaves the file as it was");
    let store = Store::open(&path, Options { migrations: with_more(LATER), ..options(false) }).unwrap();
    store.check_integrity().unwrap();
    let backup = folder.path().join("old.reachly.d/backups/before-migration-209901010000.reachly");
    assert!(backup.exists(), "a backup was made before");
    drop(store);
    assert!(Store::open(&backup, options(false)).is_ok(), "and it opens");
}

#[test]
fn a_newer_workspace_is_refused_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.reachly");
    drop(Store::open(&path, Options { migrations: with_more(LATER), ..options(true) }).unwrap());
    let before = std::fs::read(&path).unwrap();
    let error = Store::open(&path, options(false)).err().unwrap();
    assert_eq!(error.code, Code::Newer, "{error:?}");
    assert!(error.kept.is_some() && error.todo.is_some(), "it says what was kept and what to do: {error:?}");
    assert_eq!(std::fs::read(&path).unwrap(), before, "the file was not changed");
}

#[test]
fn an_edited_migration_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("edited.reachly");
    drop(Store::open(&path, Options { migrations: with_more(LATER), ..options(true) }).unwrap());
    let edited = Migration {
        sql: "CREATE TABLE later (key INTEGER PRIMARY KEY, organization_key INTEGER NOT NULL, more TEXT) STRICT;",
        ..LATER
    };
    let error =
        Store::open(&path, Options { migrations: with_more(edited), ..options(false) }).err().unwrap();
    assert_eq!(error.code, Code::Corrupt, "{error:?}");
}
