//! Organizations: the logo, leaving, and the end of one: at once from every door, back within thirty days, gone after.

use std::sync::Arc;

use reachly_core::access::organizations::closing::purge_due;
use reachly_core::app::staging::Incoming;
use reachly_core::app::{App, Caller, Workspace};
use reachly_core::context::{Ctx, Door};
use reachly_core::store::{Action, Actor};
use reachly_core::{Code, Result};
use serde_json::{Value, json};

use crate::landing::Site;
use crate::support::{NOW, Person, TestApp, caller, found, options, sign_up};

const DAY: i64 = 86_400_000;

fn code<T: std::fmt::Debug>(outcome: Result<T>) -> Code {
    outcome.map_err(|error| error.code).unwrap_err()
}

fn upload(test: &TestApp, person: &Person, name: &str, bytes: &[u8]) -> Value {
    let mut incoming = Incoming::begin(&test.ctx(person), name, 1 << 30).unwrap();
    incoming.write(bytes).unwrap();
    json!({ "upload": incoming.finish().unwrap().id })
}

/// As much of a PNG as tells its size, and the rest filled up.
fn png(width: u32, height: u32, bytes: usize) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(width.to_be_bytes());
    png.extend(height.to_be_bytes());
    png.extend([8, 6, 0, 0, 0]);
    png.resize(bytes, 7);
    png
}

#[test]
fn a_logo_is_kept_shown_replaced_and_removed() {
    let test = TestApp::new();
    assert_eq!(test.ok("organizations.logo", json!({})), json!(null), "at first there is none");
    let picture = png(64, 64, 5_000);
    let set = test.ok("organizations.setLogo", upload(&test, &test.a, "logo.exe", &picture));
    let hash = set["logo"].as_str().unwrap().to_string();
    assert_eq!(hash, blake3::hash(&picture).to_hex().as_str(), "it is known by its contents");
    let shown = test.ok("organizations.logo", json!({}));
    assert_eq!(shown["mediaType"], "image/png", "by its bytes, whatever it is called");
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.decode(shown["base64"].as_str().unwrap()).unwrap();
    assert_eq!(bytes, picture);
    assert_eq!(test.me(&test.a)["memberships"][0]["logo"], hash.as_str(), "the switcher knows");
    assert_eq!(test.call(&test.b, "organizations.logo", json!({})).unwrap(), json!(null), "B has none");
    let other = test.ok("organizations.setLogo", upload(&test, &test.a, "b.png", &png(32, 32, 900)));
    assert_ne!(other["logo"], hash.as_str());
    let kept = test
        .ctx(&test.a)
        .read(|read| read.one("SELECT count(*) FROM file_contents", [], |row| row.get::<_, i64>(0)));
    assert_eq!(kept.unwrap(), 1_i64, "nothing stays that no logo names");
    test.ok("organizations.removeLogo", json!({}));
    assert_eq!(test.ok("organizations.logo", json!({})), json!(null));
    assert_eq!(test.ok("organizations.get", json!({}))["logo"], json!(null));
}

#[test]
fn what_is_no_logo_is_refused_and_changes_nothing() {
    let test = TestApp::new();
    test.ok("organizations.setLogo", upload(&test, &test.a, "a.png", &png(64, 64, 100)));
    let before = test.ok("organizations.get", json!({}))["logo"].clone();
    for (name, bytes, word) in [
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>".to_vec(), "SVG"),
        ("a.png", b"GIF89a\x40\0\x40\0".to_vec(), "not a PNG"),
        ("a.png", png(64, 64, 512_001), "512 kB"),
        ("a.png", png(8, 64, 100), "pixels"),
        ("a.png", png(64, 64, 100)[..18].to_vec(), ""),
    ] {
        let request = upload(&test, &test.a, name, &bytes);
        let error = test.refused("organizations.setLogo", request.clone());
        assert!(error.code == Code::Invalid && error.message.contains(word), "{word}: {error:?}");
        assert_eq!(test.refused("organizations.setLogo", request).code, Code::NotFound, "the upload is gone");
    }
    assert!(
        test.call(&test.a, "organizations.setLogo", upload(&test, &test.a, "b.png", &png(64, 64, 512_000)))
            .is_ok()
    );
    let foreign = upload(&test, &test.b, "b.png", &png(64, 64, 100));
    assert_eq!(test.refused("organizations.setLogo", foreign).code, Code::NotFound, "B's upload is B's");
    assert_ne!(test.ok("organizations.get", json!({}))["logo"], before, "only the good one replaced it");
}

#[test]
fn the_trail_tells_of_a_logo_by_its_hash() {
    let test = TestApp::new();
    test.ok("organizations.setLogo", upload(&test, &test.a, "a.png", &png(64, 64, 400_000)));
    let row = test.ok("audit.page", json!({ "offset": 0, "limit": 1 }))["rows"][0].clone();
    assert_eq!(row["action"], "organization.logo");
    assert!(row.to_string().len() < 2_000, "the bytes are not in it: {} characters", row.to_string().len());
}

#[test]
fn a_member_leaves_and_the_last_admin_does_not() {
    let test = TestApp::new();
    let manager = &test.roles[1].1;
    let last = test.refused("organizations.leave", json!({}));
    assert!(last.code == Code::Conflict && last.todo.as_deref().unwrap().contains("Admin"), "{last:?}");
    test.call(manager, "organizations.leave", json!({})).unwrap();
    assert_eq!(
        code(test.call(manager, "organizations.get", json!({}))),
        Code::NotFound,
        "the doors are closed"
    );
    let own = Person { organization: None, ..manager.clone() };
    assert!(test.call(&own, "access.me", json!({})).is_ok(), "the person is still who they are");
    // A second Admin, and the first may go.
    promote(&test, "viewer@harbor-benefits.com");
    test.ok("organizations.leave", json!({}));
    assert_eq!(code(test.call(&test.a, "organizations.get", json!({}))), Code::NotFound);
    let viewer = &test.roles[4].1;
    assert_eq!(
        code(test.call(viewer, "organizations.leave", json!({}))),
        Code::Conflict,
        "now that one is the last"
    );
}

fn promote(test: &TestApp, email: &'static str) {
    let change = test.ctx(&test.a).write(Action::plain("test.promote"), move |tx| {
        tx.execute(
            "UPDATE main.memberships SET role_key = (SELECT key FROM roles WHERE shipped_from = 'Admin')
             WHERE organization_key = current_org() AND user_key = (SELECT key FROM member_users WHERE email = ?1)",
            [email],
        )
    });
    assert_eq!(change.unwrap(), 1);
}

fn delete(test: &TestApp) -> Value {
    test.ok("organizations.delete", json!({ "name": "Harbor Benefits" }))
}

#[test]
fn deleting_needs_the_name_and_the_right() {
    let test = TestApp::new();
    for wrong in ["", "harbor benefits", "Harbor Benefit", "Rival Brokers"] {
        let error = test.refused("organizations.delete", json!({ "name": wrong }));
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("name")), "{wrong:?}");
    }
    let manager = &test.roles[1].1;
    let denied = test.call(manager, "organizations.delete", json!({ "name": "Harbor Benefits" }));
    assert_eq!(code(denied), Code::Forbidden);
    let deleted = delete(&test);
    assert_eq!(deleted["restoreUntil"], json!(NOW + 30 * DAY));
}

#[test]
fn a_deleted_organization_is_hidden_from_every_door() {
    let test = TestApp::new();
    let campaign = test.ok("campaigns.create", json!({ "name": "Renewal" }));
    let slug = campaign["slug"].as_str().unwrap().to_string();
    let store = &test.app.workspace().unwrap().store;
    assert!(store.slug_home(&slug).unwrap().is_some(), "before, its page has a home");
    delete(&test);
    for (role, person) in &test.roles {
        for command in reachly_core::commands::COMMANDS {
            if !matches!(command.access, reachly_core::commands::Access::Needs(_)) {
                continue;
            }
            assert_eq!(
                code(test.call(person, command.name, json!({}))),
                Code::NotFound,
                "{role}, {}",
                command.name
            );
        }
        assert_eq!(test.me(person)["memberships"], json!([]), "{role} sees it in no list");
    }
    assert!(store.slug_home(&slug).unwrap().is_none(), "its pages answer closed");
    assert!(store.slug_taken(&slug).unwrap(), "its addresses stay taken");
    assert!(
        store.joinable("", "").unwrap().iter().all(|(_, _, name)| name != "Harbor Benefits"),
        "nobody may ask to join"
    );
    assert!(test.call(&test.b, "organizations.get", json!({})).is_ok(), "B is as it was");
    let jobs = test.call(&test.a, "jobs.list", json!({}));
    assert_eq!(code(jobs), Code::NotFound, "nothing is started in it either");
}

#[test]
fn its_landing_pages_answer_closed_until_it_is_back() {
    let site = Site::new();
    let before = site.show();
    assert!(
        before.status == 200 && before.has("Harbor Benefits"),
        "before, the page is there: {}",
        before.status
    );
    delete(&site.test);
    let after = site.show();
    assert_eq!(after.status, 410, "closed");
    assert!(after.has("This page is closed") && !after.has("Harbor Benefits"), "in nobody's name");
    let ada = alone(&site.test.a);
    site.test.call(&ada, "organizations.restore", json!({ "id": site.test.a.organization })).unwrap();
    assert_eq!(site.show().status, 200, "and open again");
}

#[test]
fn running_work_stops_when_its_organization_is_deleted_and_goes_on_when_it_is_back() {
    let test = TestApp::new();
    let ctx = test.ctx(&test.a);
    let (sender, stopped) = std::sync::mpsc::channel();
    ctx.workspace
        .jobs
        .start(&ctx, "undo", "A long one", json!({}), move |_, job| {
            loop {
                std::thread::sleep(std::time::Duration::from_millis(2));
                if let Err(error) = job.go_on() {
                    sender.send(error.code).unwrap();
                    return Err(error);
                }
            }
        })
        .unwrap();
    delete(&test);
    assert_eq!(
        stopped.recv().unwrap(),
        Code::NoWorkspace,
        "it is paused, not cancelled: nothing is taken back"
    );
    test.call(&alone(&test.a), "organizations.restore", json!({ "id": test.a.organization })).unwrap();
    let jobs = test.ok("jobs.list", json!({}));
    assert!(
        jobs.as_array().unwrap().iter().all(|job| job["state"] != "running"),
        "nothing claims to run: {jobs}"
    );
}

fn alone(person: &Person) -> Person {
    Person { organization: None, ..person.clone() }
}

#[test]
fn its_admins_and_the_workspace_owner_bring_it_back() {
    let test = TestApp::new();
    test.ok("contacts.create", json!({ "fields": { "firstName": "Kept" } }));
    promote(&test, "viewer@harbor-benefits.com");
    delete(&test);
    let offered = |person: &Person| -> Vec<Value> {
        let rows = test.call(&alone(person), "organizations.deleted", json!({})).unwrap();
        rows.as_array().unwrap().iter().map(|row| row["name"].clone()).collect()
    };
    let (manager, viewer) = (&test.roles[1].1, &test.roles[4].1);
    assert_eq!(offered(&test.a), ["Harbor Benefits"], "the owner of the workspace");
    assert_eq!(offered(viewer), ["Harbor Benefits"], "its other Admin");
    assert!(offered(manager).is_empty() && offered(&test.b).is_empty(), "nobody else");
    let restore = |person: &Person| {
        test.call(&alone(person), "organizations.restore", json!({ "id": test.a.organization }))
    };
    assert_eq!(code(restore(manager)), Code::NotFound);
    assert_eq!(code(restore(&test.b)), Code::NotFound);
    assert_eq!(restore(viewer).unwrap()["domainTaken"], json!(false));
    let count = test.ok("contacts.count", json!({ "selection": { "matching": {} } }));
    assert_eq!(count["rows"], 1, "everything is as it was");
    assert!(offered(&test.a).is_empty(), "and there is nothing left to bring back");
    assert_eq!(code(restore(&test.a)), Code::NotFound);
}

#[test]
fn a_domain_that_went_to_another_meanwhile_stays_there() {
    let test = TestApp::new();
    test.ok("organizations.update", json!({ "domain": "harbor-benefits.com" }));
    delete(&test);
    let take = json!({ "domain": "harbor-benefits.com" });
    test.call(&test.b, "organizations.update", take).unwrap();
    let restored =
        test.call(&alone(&test.a), "organizations.restore", json!({ "id": test.a.organization })).unwrap();
    assert_eq!(restored["domainTaken"], json!(true));
    assert_eq!(test.ok("organizations.get", json!({}))["domain"], "", "it came back without");
    assert_eq!(test.call(&test.b, "organizations.get", json!({})).unwrap()["domain"], "harbor-benefits.com");
}

#[test]
fn after_thirty_days_it_cannot_be_brought_back() {
    let test = TestApp::new();
    delete(&test);
    let clock = Arc::clone(test.app.workspace().unwrap().store.clock());
    let again = || {
        let nobody = Caller { session: None, organization: None, ..caller(&test.a) };
        let secrets = json!({ "email": "ada@harbor-benefits.com", "password": "correct horse" });
        let token = test.app.call(&nobody, "access.signIn", secrets).unwrap()["token"].clone();
        Person { session: token.as_str().unwrap().into(), organization: None }
    };
    clock.advance(30 * DAY - 1);
    let ada = again();
    let offered =
        |ada: &Person| test.call(ada, "organizations.deleted", json!({})).unwrap().as_array().unwrap().len();
    assert_eq!(offered(&ada), 1, "in the last millisecond it can");
    let workspace = test.app.workspace().unwrap();
    assert_eq!(purge_due(&workspace).unwrap(), 0, "and is not removed");
    clock.advance(1);
    assert_eq!(offered(&ada), 0, "then it cannot");
    let late = test.call(&ada, "organizations.restore", json!({ "id": test.a.organization }));
    assert_eq!(code(late), Code::NotFound);
    assert_eq!(purge_due(&workspace).unwrap(), 1, "and is removed");
    assert_eq!(purge_due(&workspace).unwrap(), 0, "once");
}

/// Rows of an organization in each table, deleted ones too.
fn rows_of(app: &Arc<App>, organization: i64) -> Vec<(String, i64)> {
    let texts =
        reachly_core::store::known_migrations().iter().flat_map(|one| one.sql.split("CREATE TABLE ").skip(1));
    let mine =
        texts.filter(|text| text.split(") STRICT").next().unwrap_or_default().contains("organization_key"));
    let names: Vec<(&str, bool)> = mine
        .map(|text| {
            let columns = text.split(") STRICT").next().unwrap_or_default();
            // A table that was made anew has its old name by now.
            let name = text.split([' ', '(']).next().unwrap_or_default();
            (name.trim_start_matches("new_"), columns.contains("deleted_at"))
        })
        .collect();
    // The mark stands only inside a step, and no domain sees it.
    let names: Vec<_> = names.into_iter().filter(|(name, _)| *name != "organization_purges").collect();
    assert!(names.len() > 30, "the tables were found: {names:?}");
    let ctx = Ctx::inside(app.workspace().unwrap(), Actor::Job, organization, uuid::Uuid::nil());
    let count = |(name, soft): &(&str, bool)| -> i64 {
        let view = if *soft { format!("{name}_with_deleted") } else { (*name).to_string() };
        ctx.read(|read| read.one(&format!("SELECT count(*) FROM {view}"), [], |row| row.get(0))).unwrap()
    };
    names.iter().map(|name| (name.0.to_string(), count(name))).filter(|(_, rows)| *rows > 0).collect()
}

#[test]
fn what_is_removed_leaves_no_row_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (half, path) = (folder.path().join("sample.part.reachly"), folder.path().join("sample.reachly"));
    reachly_core::sample::make("a test", &half, &path, |_| {}).unwrap();
    let app = App::with(Workspace::open(&path, options(false)).unwrap(), folder.path().into(), "a test");
    let nobody = Caller { door: Door::Window, session: None, organization: None };
    let secrets =
        json!({ "email": reachly_core::sample::SIGN_IN, "password": reachly_core::sample::PASSWORD });
    let session = app.call(&nobody, "access.signIn", secrets).unwrap();
    let member = &session["me"]["memberships"][0];
    let organization = member["organization"].as_str().unwrap().parse().unwrap();
    let ada = Person { session: session["token"].as_str().unwrap().into(), organization: Some(organization) };
    let bystander = sign_up(&app, "by@stander.com", "By Stander");
    found(&app, &bystander, "Bystanders");
    let call = |name: &str, request: Value| app.call(&caller(&ada), name, request).unwrap();
    call("leads.create", json!({ "title": "A lead" }));
    call("suppressions.add", json!({ "addresses": ["no@more.com"], "reason": "manual" }));
    let logo = png(64, 64, 2_000);
    let mut incoming = Incoming::begin(&app.context(&caller(&ada)).unwrap(), "logo.png", 1 << 20).unwrap();
    incoming.write(&logo).unwrap();
    call("organizations.setLogo", json!({ "upload": incoming.finish().unwrap().id }));
    let (full, beside) = (rows_of(&app, 1), rows_of(&app, 2));
    for table in
        ["contacts", "events", "runs", "leads", "suppressions", "file_contents", "form_fields", "audit_log"]
    {
        assert!(full.iter().any(|(name, _)| name == table), "the sample has {table}: {full:?}");
    }
    app.call(&caller(&ada), "organizations.delete", json!({ "name": member["organizationName"] })).unwrap();
    let workspace = app.workspace().unwrap();
    workspace.store.clock().advance(30 * DAY);
    assert_eq!(purge_due(&workspace).unwrap(), 1);
    assert_eq!(rows_of(&app, 1), Vec::new(), "no row of it is left in any table");
    assert_eq!(rows_of(&app, 2), beside, "and every row of the other is");
    workspace.store.check_integrity().unwrap();
    assert!(workspace.store.verify_audit(0, None).unwrap().broken.is_none(), "the workspace's trail stands");
}

#[test]
fn before_its_time_nothing_opens_the_way() {
    let test = TestApp::new();
    delete(&test);
    let workspace = test.app.workspace().unwrap();
    let key = workspace.store.deleted_organizations().unwrap()[0].key;
    let id = test.a.organization.unwrap();
    let ctx = Ctx::inside(workspace, Actor::Job, key, id);
    let early = ctx.write(Action::quiet("test.purge"), |tx| tx.purge_step());
    assert_eq!(code(early), Code::Conflict, "the database itself refuses");
}
