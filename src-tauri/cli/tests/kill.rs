//! kill -9 in the middle of an import: what was acknowledged stands, the file is whole, and the import goes on to the
//! same end.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

const PASSWORD: &str = "correct horse";

/// A folder with one workspace, reached through the real program.
pub struct Place {
    pub folder: tempfile::TempDir,
}

impl Place {
    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_reachly-headless"));
        program.env("REACHLY_HOME", self.folder.path()).env("PASSWORD", PASSWORD).stdin(Stdio::null());
        program.arg("--json").arg("--workspace").arg(self.file());
        program
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("office.reachly")
    }

    fn call(&self, words: &[&str]) -> Value {
        let output = self.program().arg("call").args(words).output().unwrap();
        parsed(words[0], &output)
    }

    pub fn as_ada(&self, name: &str, request: &str) -> Value {
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

    /// The program calling a command as Ada, to be started and killed.
    pub fn calling(&self, name: &str, request: &Value) -> Command {
        let mut program = self.program();
        program.args(["call", name, &request.to_string(), "--as", "ada@harbor-benefits.com"]);
        program.args(["--password-env", "PASSWORD", "--organization", "Harbor"]);
        program.stdout(Stdio::null()).stderr(Stdio::null());
        program
    }

    /// A fresh workspace with one organization.
    pub fn new() -> Self {
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

    pub fn import(&self, csv: &Path) -> Command {
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

pub fn people(folder: &Path, rows: usize) -> PathBuf {
    let mut text = String::from("email,first_name,last_name\n");
    for row in 0..rows {
        writeln!(text, "person{row}@harbor-benefits.com,First{row},Last{row}").unwrap();
    }
    let path = folder.join("people.csv");
    std::fs::write(&path, text).unwrap();
    path
}

/// How often a test kills: few times in the row of all tests, REACHLY_KILLS in the long run.
pub fn kills(few: u64) -> u64 {
    std::env::var("REACHLY_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(few)
}

/// What a test has to say to the long run, if that asks: one line of a table.
pub fn report(test: &str, tried: u64, in_the_middle: u64, failures: &[String], control: &str) {
    let line = format!("{test}\t{tried}\t{in_the_middle}\t{}\t{control}\n", failures.len());
    if let Some(path) = std::env::var_os("REACHLY_SOAK_REPORT") {
        use std::io::Write as _;
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        file.write_all(line.as_bytes()).unwrap();
    }
    assert!(failures.is_empty(), "{test}: {failures:?}");
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
    let times = kills(8);
    for delay in (0..times).map(|at| 150 + at * 1_600 / times) {
        let mut child = place.import(&csv).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().unwrap();
        child.wait().unwrap();
        let recent = place.as_ada("imports.recent", "{}");
        killed_in_the_middle +=
            u64::from(recent.as_array().unwrap().iter().any(|one| one["state"] == "running"));
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
    let mut failures = Vec::new();
    if contacts != rows as u64 {
        failures.push(format!("{contacts} contacts of {rows}"));
    }
    if members != contacts {
        failures.push(format!("{members} on the list, {contacts} contacts"));
    }
    let audit = place.as_ada("audit.verify", "{}");
    if audit["brokenAt"] != Value::Null {
        failures.push(format!("the audit trail is broken: {audit}"));
    }
    // The control: one contact less is seen by the same count.
    place.as_ada("contacts.delete", &first_contact(&place));
    let control = if counted(&place).0 == rows as u64 { "NOT SEEN" } else { "seen: one contact less" };
    assert!(control.starts_with("seen"), "a lost contact would be seen");
    report("import", times, killed_in_the_middle, &failures, control);
}

fn first_contact(place: &Place) -> String {
    let page = place.as_ada("contacts.page", r#"{"view":{},"offset":0,"limit":1}"#);
    serde_json::json!({ "selection": { "ids": [page["rows"][0]["id"]] } }).to_string()
}
