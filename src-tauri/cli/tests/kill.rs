//! kill -9 in the middle of an import: what was acknowledged stands, the file is whole, and the import goes on to the
//! same end.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

const PASSWORD: &str = "correct horse";

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_reachly-headless"));
        program.env("REACHLY_HOME", self.folder.path()).env("PASSWORD", PASSWORD).stdin(Stdio::null());
        program.arg("--json").arg("--workspace").arg(self.file());
        program
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("office.reachly")
    }

    fn call(&self, words: &[&str]) -> Value {
        let output = self.program().arg("call").args(words).output().unwrap();
        parsed(words[0], &output)
    }

    fn as_ada(&self, name: &str, request: &str) -> Value {
        self.call(&[
            name,
            request,
            "--as",
            "ada@harbor-benefits.com",
            "--password-env",
            "PASSWORD",
            "--organization",
            "Harbor",
        ])
    }

    /// A fresh workspace with one organization.
    fn new() -> Self {
        let place = Place { folder: tempfile::tempdir().unwrap() };
        let path = serde_json::json!({ "path": place.file() }).to_string();
        let output = Command::new(env!("CARGO_BIN_EXE_reachly-headless"))
            .env("REACHLY_HOME", place.folder.path())
            .args(["call", "workspace.create", &path])
            .output()
            .unwrap();
        parsed("workspace.create", &output);
        place.call(&[
            "access.signUp",
            r#"{"name":"Ada","email":"ada@harbor-benefits.com","password":"correct horse"}"#,
        ]);
        let request = r#"{"name":"Harbor","reportingZone":"UTC","currency":"USD"}"#;
        place.call(&[
            "organizations.create",
            request,
            "--as",
            "ada@harbor-benefits.com",
            "--password-env",
            "PASSWORD",
        ]);
        place
    }

    fn import(&self, csv: &Path) -> Command {
        let mut program = self.program();
        program.arg("import").arg(csv).args(["--list", "Everyone", "--as", "ada@harbor-benefits.com"]);
        program.args(["--password-env", "PASSWORD", "--organization", "Harbor"]);
        program
    }
}

fn parsed(what: &str, output: &Output) -> Value {
    assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{what} gave no JSON"))
}

fn people(folder: &Path, rows: usize) -> PathBuf {
    let mut text = String::from("email,first_name,last_name\n");
    for row in 0..rows {
        writeln!(text, "person{row}@harbor-benefits.com,First{row},Last{row}").unwrap();
    }
    let path = folder.join("people.csv");
    std::fs::write(&path, text).unwrap();
    path
}

/// The sum of what the lists say, which every step keeps equal to the contacts.
fn counted(place: &Place) -> (u64, u64) {
    let contacts =
        place.as_ada("contacts.count", r#"{"selection":{"matching":{}}}"#)["rows"].as_u64().unwrap();
    let lists = place.as_ada("lists.all", "{}");
    let members = lists.as_array().unwrap().iter().map(|list| list["total"].as_u64().unwrap()).sum();
    (contacts, members)
}

#[test]
fn an_import_that_is_killed_goes_on_to_the_same_end() {
    let rows = 20_000;
    let place = Place::new();
    let csv = people(place.folder.path(), rows);
    let mut killed_in_the_middle = 0;
    for delay in [150, 300, 450, 600, 800, 1_000, 1_300, 1_700] {
        let mut child = place.import(&csv).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().unwrap();
        child.wait().unwrap();
        let recent = place.as_ada("imports.recent", "{}");
        killed_in_the_middle +=
            usize::from(recent.as_array().unwrap().iter().any(|one| one["state"] == "running"));
    }
    let output = place.import(&csv).output().unwrap();
    parsed("the last import", &output);
    // Each opening goes on with what is left; a call that waits for long work gives it the time.
    for _ in 0..40 {
        let recent = place.as_ada("imports.recent", "{}");
        if recent.as_array().unwrap().iter().all(|one| one["state"] != "running") {
            break;
        }
        place.as_ada("validation.run", "{}");
    }
    let (contacts, members) = counted(&place);
    assert_eq!(
        contacts, rows as u64,
        "everyone is there once, after {killed_in_the_middle} kills in the middle"
    );
    assert_eq!(members, contacts, "and on the list once");
    let audit = place.as_ada("audit.verify", "{}");
    assert_eq!(audit["brokenAt"], Value::Null, "the audit trail stands: {audit}");
}
