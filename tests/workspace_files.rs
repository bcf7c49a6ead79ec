//! Files that are not what they should be: not ours, not readable, not writable, not whole. Each gets a sentence, a code,
//! and stays as it is.

use std::path::Path;

use reachly_core::app::Workspace;
use reachly_core::store::Store;
use reachly_core::{Code, Error};
use serde_json::json;

use crate::support::{TestApp, options};

fn refusal(path: &Path) -> Error {
    let before = std::fs::read(path).ok();
    let error =
        Store::open(path, options(false)).err().unwrap_or_else(|| panic!("{} was opened", path.display()));
    assert_eq!(std::fs::read(path).ok(), before, "{} was changed", path.display());
    assert!(error.todo.is_some(), "it says what to do: {error:?}");
    error
}

#[test]
fn files_that_are_not_workspaces_are_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    assert_eq!(refusal(&place("missing.reachly")).code, Code::NotFound);
    std::fs::write(place("text.reachly"), "Dear diary").unwrap();
    assert_eq!(refusal(&place("text.reachly")).code, Code::Corrupt);
    std::fs::write(place("empty.reachly"), "").unwrap();
    assert_eq!(refusal(&place("empty.reachly")).code, Code::Corrupt);
    std::fs::write(place("zeroes.reachly"), vec![0; 65_536]).unwrap();
    assert_eq!(refusal(&place("zeroes.reachly")).code, Code::Corrupt);
    let other = rusqlite::Connection::open_with_flags(
        place("other.reachly"),
        rusqlite::OpenFlags::SQLITE_OPEN_CREATE | rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE,
    )
    .unwrap();
    other.execute_batch("CREATE TABLE theirs (a)").unwrap();
    drop(other);
    assert_eq!(refusal(&place("other.reachly")).code, Code::Corrupt, "another program's database");
    let noise: Vec<u8> = (0..65_536_u32).map(blake3_byte).collect();
    std::fs::write(place("noise.reachly"), noise).unwrap();
    assert_eq!(refusal(&place("noise.reachly")).code, Code::WrongKey, "an encrypted file asks for its key");
}

fn blake3_byte(at: u32) -> u8 {
    // A cheap spread of bytes, as a cipher's output looks.
    (at.wrapping_mul(2_654_435_761) >> 13) as u8 ^ (at.wrapping_mul(40_503) >> 7) as u8
}

#[test]
fn a_damaged_workspace_says_so() {
    let test = TestApp::new();
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    let mut bytes = std::fs::read(&path).unwrap();
    for page in 1..bytes.len() / 16_384 {
        bytes[page * 16_384..page * 16_384 + 64].fill(0xAA);
    }
    std::fs::write(&path, bytes).unwrap();
    let error = Workspace::open(&path, options(false)).err().unwrap();
    assert_eq!(error.code, Code::Corrupt, "{error:?}");
}

#[test]
fn a_cut_off_workspace_is_not_taken_for_a_whole_one() {
    let test = TestApp::new();
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let outcome =
        Workspace::open(&path, options(false)).and_then(|workspace| workspace.store.check_integrity());
    assert_eq!(outcome.err().unwrap().code, Code::Corrupt);
}

#[test]
fn a_place_that_is_taken_is_not_written_over() {
    let test = TestApp::new();
    let path = test.folder.path().join("mine.reachly");
    std::fs::write(&path, "mine").unwrap();
    let error = test.refused("workspace.create", json!({ "path": path }));
    assert_eq!(error.code, Code::Taken, "{error:?}");
    assert_eq!(std::fs::read(&path).unwrap(), b"mine", "the file there was not changed");
    assert!(test.call(&test.a, "organizations.get", json!({})).is_ok(), "and the open workspace stays open");
}

#[test]
fn a_backup_is_whole_and_never_over_another_file() {
    let test = TestApp::new();
    test.ok("contacts.create", json!({ "fields": { "firstName": "Ann" } }));
    let store = std::sync::Arc::clone(&test.app.workspace().unwrap().store);
    let target = test.folder.path().join("backup.reachly");
    store.backup(&target).unwrap();
    assert_eq!(store.backup(&target).unwrap_err().code, Code::Taken, "an existing file is not written over");
    let copy = Store::open(&target, options(false)).unwrap();
    copy.check_integrity().unwrap();
    assert_eq!(copy.organizations().unwrap().len(), 2, "everything is in it");
}

#[test]
fn a_folder_of_that_name_is_no_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.reachly");
    std::fs::create_dir(&path).unwrap();
    let refused = Store::open(&path, options(false)).map(drop).unwrap_err();
    assert_eq!(refused.code, Code::Corrupt, "{refused:?}");
    assert!(!folder.path().join("x.reachly.d").exists(), "and nothing is left beside it");
}
