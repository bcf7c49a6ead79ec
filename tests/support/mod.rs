//! `TestApp::new()`: a workspace with two organizations and every role, in one line.

use std::path::PathBuf;
use std::sync::Arc;

use reachly_core::access::permissions::ROLES;
use reachly_core::app::{App, Caller, Workspace};
use reachly_core::clock::{Randomness, WallClock};
use reachly_core::context::{Ctx, Door};
use reachly_core::store::{Action, Key, Options, ReadLog};
use reachly_core::{Error, Result};
use serde_json::{Value, json};
use uuid::Uuid;

/// 12 November 2026, 09:00 UTC: the wall clock of every test.
pub const NOW: i64 = 1_794_474_000_000;

/// Where other people's test files lie, or `None` after saying so; a missing folder fails where it is required.
pub fn fixtures(name: &str) -> Option<PathBuf> {
    let root = std::env::var("REACHLY_FIXTURES").unwrap_or_else(|_| "../shared/data".into());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(root).join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var("REACHLY_REQUIRE_FIXTURES").as_deref() != Ok("1"),
        "the fixtures {name} are required here"
    );
    println!("skipped: no fixtures {name}");
    None
}

/// Holds a text to its golden in tests/goldens; `REACHLY_UPDATE_GOLDENS=1` renews it.
#[track_caller]
pub fn golden(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(name);
    if std::env::var_os("REACHLY_UPDATE_GOLDENS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some((at, (new, old))) = text.lines().zip(golden.lines()).enumerate().find(|(_, (a, b))| a != b) {
        panic!(
            "{name} changed at line {}: “{old}” is now “{new}”. REACHLY_UPDATE_GOLDENS=1 renews it.",
            at + 1
        );
    }
    assert_eq!(text.len(), golden.len(), "{name} grew or shrank; REACHLY_UPDATE_GOLDENS=1 renews it");
}

/// A person with a session.
#[derive(Clone, Debug)]
pub struct Person {
    pub session: String,
    pub organization: Option<Uuid>,
}

/// A running program over a fresh file.
pub struct TestApp {
    pub app: Arc<App>,
    pub folder: tempfile::TempDir,
    /// Admins of organizations A and B; the first also owns the workspace.
    pub a: Person,
    pub b: Person,
    /// Members of A by role name, Admin first.
    pub roles: Vec<(&'static str, Person)>,
    /// What statements read from base tables; judged when the test ends.
    pub read_log: Arc<ReadLog>,
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let around = crate::read_log::around_the_views(&self.read_log.seen());
            assert!(around.is_empty(), "read around the views: {around:?}");
        }
    }
}

pub fn options(fresh: bool) -> Options {
    Options {
        key: Key::Plain,
        fresh,
        program: "a test".into(),
        clock: Arc::new(WallClock::fixed(NOW)),
        randomness: Arc::new(Randomness::seeded(7)),
        migrations: reachly_core::store::known_migrations(),
        read_log: None,
    }
}

impl TestApp {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.reachly");
        let read_log = Arc::new(ReadLog::default());
        let watched = Options { read_log: Some(Arc::clone(&read_log)), ..options(true) };
        let workspace = Workspace::open(&path, watched).unwrap();
        let app = App::with(workspace, folder.path().to_path_buf(), "a test");
        let mut a = sign_up(&app, "ada@harbor-benefits.com", "Ada Admin");
        let mut b = sign_up(&app, "bea@rival-brokers.com", "Bea Boss");
        a.organization = Some(found(&app, &a, "Harbor Benefits"));
        b.organization = Some(found(&app, &b, "Rival Brokers"));
        let mut test = TestApp { app, folder, a: a.clone(), b, roles: vec![("Admin", a)], read_log };
        for (role, _) in ROLES.iter().skip(1) {
            let person = test.join(role);
            test.roles.push((role, person));
        }
        test
    }

    /// A new member of A with a role.
    fn join(&self, role: &'static str) -> Person {
        let mut person = sign_up(
            &self.app,
            &format!("{}@harbor-benefits.com", role.to_lowercase()),
            &format!("{role} Person"),
        );
        let user = self.me(&person)["id"].as_str().unwrap().to_string();
        let ctx = self.ctx(&self.a);
        let id: Uuid = user.parse().unwrap();
        let user_key = ctx.read_workspace(|read| read.key_of("users", "user", id)).unwrap();
        ctx.write(Action::plain("test.join"), move |tx| {
            let (membership, organization) = (tx.new_id(), tx.organization_key()?);
            tx.execute(
                "INSERT INTO main.memberships (id, organization_key, user_key, role_key, status, created_at, updated_at)
                 SELECT ?1, ?2, ?3, key, 'active', 0, 0 FROM roles WHERE name = ?4",
                rusqlite::params![membership.as_bytes(), organization, user_key, role],
            )
        })
        .unwrap();
        person.organization = self.a.organization;
        person
    }

    pub fn me(&self, person: &Person) -> Value {
        self.app
            .call(&caller(&Person { organization: None, ..person.clone() }), "access.me", json!({}))
            .unwrap()
    }

    pub fn ctx(&self, person: &Person) -> Ctx {
        self.app.context(&caller(person)).unwrap()
    }

    pub fn call(&self, person: &Person, name: &str, request: Value) -> Result<Value> {
        self.app.call(&caller(person), name, request)
    }

    /// As Admin of A; the command must work.
    pub fn ok(&self, name: &str, request: Value) -> Value {
        self.call(&self.a, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// The text of the file a command gives, as it comes through a door.
    pub fn file(&self, person: &Person, name: &str, request: Value) -> Result<(String, String)> {
        let mut outgoing = self.app.download(&caller(person), name, request)?;
        let mut text = String::new();
        std::io::Read::read_to_string(&mut outgoing.file, &mut text).unwrap();
        Ok((outgoing.file_name.clone(), text))
    }

    /// A member of A with this role.
    pub fn role(&self, role: &str) -> &Person {
        &self.roles.iter().find(|(name, _)| *name == role).unwrap().1
    }

    /// As Admin of A; the command must be refused.
    pub fn refused(&self, name: &str, request: Value) -> Error {
        match self.call(&self.a, name, request) {
            Ok(value) => panic!("{name} was let through: {value}"),
            Err(error) => error,
        }
    }
}

pub fn caller(person: &Person) -> Caller {
    Caller { door: Door::Window, session: Some(person.session.clone()), organization: person.organization }
}

pub fn sign_up(app: &App, email: &str, name: &str) -> Person {
    let nobody = Caller { door: Door::Window, session: None, organization: None };
    let answer = app
        .call(&nobody, "access.signUp", json!({ "name": name, "email": email, "password": "correct horse" }))
        .unwrap_or_else(|error| panic!("sign-up of {email}: {error:?}"));
    Person { session: answer["session"]["token"].as_str().unwrap().to_string(), organization: None }
}

pub fn found(app: &App, person: &Person, name: &str) -> Uuid {
    let request = json!({ "name": name, "reportingZone": "America/New_York", "currency": "USD" });
    let answer = app.call(&caller(person), "organizations.create", request).unwrap();
    answer["id"].as_str().unwrap().parse().unwrap()
}
