//! Bad input, one by one: what comes in wrong is answered with a sentence that says what happened and what was kept,
//! with an error code, and changes nothing. (Files of contacts: csv_files.rs and imports.rs.)

use std::path::{Path, PathBuf};

use reachly_core::app::App;
use reachly_core::store::{Migration, Options, Store, known_migrations};
use reachly_core::{Code, Error};
use serde_json::{Value, json};

use crate::landing::{Answer, GOOD, Site, without};
use crate::support::{TestApp, caller, options};

/// What happened, what was kept and what to do: each a sentence.
#[track_caller]
fn speaks(error: &Error) {
    let sentence = |text: &str| text.ends_with(['.', '?']) && text.len() > 8 && !text.contains("sqlite");
    let (kept, todo) = (error.kept.as_deref(), error.todo.as_deref());
    assert!(sentence(&error.message), "what happened: {error:?}");
    assert!(kept.is_some_and(sentence), "what was kept: {error:?}");
    assert!(todo.is_some_and(sentence), "what to do: {error:?}");
}

#[test]
fn the_check_of_sentences_misses_nothing() {
    let whole =
        Error::conflict("It has ended already.").kept("Nothing was changed.").todo("Open another one.");
    speaks(&whole);
    let halves = [
        Error { kept: None, ..whole.clone() },
        Error { todo: None, ..whole.clone() },
        Error { message: "no".into(), ..whole },
    ];
    for half in halves {
        assert!(std::panic::catch_unwind(|| speaks(&half)).is_err(), "seen: {half:?}");
    }
}

/// Saves a draft, then tries to publish it.
fn publish(test: &TestApp, template: &Value, html: &str) -> Result<Value, Error> {
    let draft = test.ok("templates.get", json!({ "template": template }));
    let source = json!({ "html": html, "subject": "Hello", "preheader": "", "text": null });
    let save = json!({ "template": template, "source": source, "baseUpdatedAt": draft["draftUpdatedAt"] });
    test.ok("templates.saveDraft", save);
    test.call(&test.a, "templates.publish", json!({ "template": template }))
}

#[test]
fn a_template_with_an_unknown_variable_or_a_loop_bomb() {
    let test = TestApp::new();
    let template = test.ok("templates.create", json!({ "name": "Letter" }))["id"].clone();
    let foot = "<p>{{ organization_address }} <a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></p>";
    for (bad, named) in [
        ("<p>Dear {{ first_nam }},</p>", "first_nam"),
        ("<p>{% for i in (1..3000000) %}x{% endfor %}</p>", "for"),
        ("<p>{% assign a = 'x' %}{% assign a = a | append: a %}</p>", "assign"),
        ("<p>{% include 'self' %}</p>", "include"),
    ] {
        let html = format!("<html><body>{bad}{foot}</body></html>");
        let error = publish(&test, &template, &html).expect_err(bad);
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("html")), "{bad}: {error:?}");
        assert!(error.message.contains(named), "the fault is named: {error}");
        speaks(&error);
        let kept = test.ok("templates.get", json!({ "template": template }));
        assert_eq!(kept["draft"]["html"], html, "the draft is kept as it was written");
        assert_eq!(kept["latestNumber"], 0, "no version was made of it");
    }
    let good = format!("<html><body><p>Dear {{{{ first_name }}}},</p>{foot}</body></html>");
    publish(&test, &template, &good).expect("the same letter without the fault is published");
}

#[test]
fn a_slug_that_is_taken() {
    let test = TestApp::new();
    let theirs = test.call(&test.b, "campaigns.create", json!({ "name": "Renewal" })).unwrap();
    let ours = test.ok("campaigns.create", json!({ "name": "Autumn" }));
    let change = |slug: &str| json!({ "campaign": ours["id"], "version": ours["version"], "slug": slug });
    let error = test.refused("campaigns.update", change("renewal"));
    assert_eq!((error.code, error.field.as_deref()), (Code::Taken, Some("slug")));
    speaks(&error);
    let words = error.to_string();
    assert!(words.contains("renewal-2") && !words.contains("Rival"), "a free one, and not whose: {words}");
    let now = test.ok("campaigns.get", json!({ "campaign": ours["id"] }));
    assert_eq!((&now["slug"], &now["version"]), (&ours["slug"], &ours["version"]), "nothing was changed");
    assert_eq!(theirs["slug"], "renewal", "theirs neither");
    test.ok("campaigns.update", change("renewal-2"));
}

/// A page that refuses says that nothing was saved, or that what was typed is still there.
#[track_caller]
fn page_speaks(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.text);
    let kept = ["are still here", "not saved", "nothing of it was", "nothing was saved"];
    assert!(kept.iter().any(|words| answer.has(words)), "it says what was kept: {}", answer.text);
    assert!(answer.has("<h1>"), "in a whole page: {}", answer.text);
}

#[test]
fn a_form_with_missing_extra_oversize_or_foreign_fields() {
    let site = Site::new();
    let long = "x".repeat(101);
    let with = |name: &'static str, value: &str| {
        let mut fields: Vec<(&str, String)> =
            GOOD.into_iter().filter(|(field, _)| *field != name).map(|(n, v)| (n, v.to_string())).collect();
        fields.push((name, value.to_string()));
        fields
    };
    let missing: Vec<(&str, String)> =
        without("email").into_iter().map(|(name, value)| (name, value.to_string())).collect();
    for (fields, said) in [
        (missing, "This is needed."),
        (with("why", &long), "Use at most 100 characters."),
        (with("is_admin", "1"), "This form does not ask for this."),
        (with("organization_key", "2"), "This form does not ask for this."),
        (with("plan", "Gold"), "Choose one of the answers offered."),
    ] {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = site.send(&fields);
        page_speaks(&answer, 422);
        assert!(answer.has(said), "{said}: {}", answer.text);
        assert!(answer.has("value=\"Ana Ruiz\""), "what was typed is still there");
    }
    let huge = "x".repeat(70_000);
    page_speaks(&site.send(&[("why", &huge)]), 413);
    let many: Vec<(&str, &str)> = std::iter::repeat_n(("extras", "Life"), 5_000).collect();
    page_speaks(&site.send(&many), 413);
    assert!(site.leads().is_empty(), "nothing was saved of any of these");
    site.send_ok(&GOOD);
    assert_eq!(site.leads().len(), 1, "the same form filled rightly is");
}

#[test]
fn a_form_of_another_campaign() {
    let site = Site::new();
    let page = site.show();
    let other = site.test.ok("campaigns.create", json!({ "name": "Other" }));
    let path = format!("/l/{}", other["slug"].as_str().unwrap());
    page_speaks(&site.post(&path, &GOOD, &[]), 409);
    let ours = site.test.ok("campaigns.get", json!({ "campaign": site.campaign }));
    let form = &ours["formVersion"]["version"];
    let change = json!({ "campaign": other["id"], "version": other["version"], "formVersion": form });
    site.test.ok("campaigns.update", change);
    let sent = site.post(&path, &site.filled(&page, &GOOD), &[]);
    page_speaks(&sent, 422);
    assert!(site.leads().is_empty(), "a seal of one campaign opens no other");
    let own = site.get(&path, &[]);
    let taken = site.post(&path, &site.filled(&own, &GOOD), &[]);
    assert_eq!(taken.status, 303, "with its own page it is taken: {}", taken.text);
}

#[test]
fn a_form_with_the_wrong_host_or_origin_and_twice() {
    let site = Site::new();
    let page = site.show();
    let fields = site.filled(&page, &GOOD);
    let path = site.page_path();
    page_speaks(&site.post(&path, &fields, &[("Host", "evil.example")]), 421);
    page_speaks(&site.post(&path, &fields, &[("Origin", "https://evil.example")]), 403);
    page_speaks(&site.post(&path, &fields, &[("Sec-Fetch-Site", "cross-site")]), 403);
    let text = site.agent.post(site.url(&path)).content_type("text/plain").send("a=1").unwrap();
    assert_eq!(text.status(), 415, "what is no form is not taken");
    assert!(site.leads().is_empty(), "nothing was saved of any of these");
    let first = site.post(&path, &fields, &[]);
    let second = site.post(&path, &fields, &[]);
    assert_eq!((first.status, second.status), (303, 303), "sent twice, it is thanked for twice");
    assert_eq!(site.leads().len(), 1, "and kept once");
}

/// Opens a file from the first page while another workspace is open: it must be refused, stay as it is, and leave the
/// open workspace open.
#[track_caller]
fn opening(test: &TestApp, path: &Path) -> Error {
    let before = std::fs::read(path).ok();
    let error = test.refused("workspace.open", json!({ "path": path }));
    speaks(&error);
    assert_eq!(std::fs::read(path).ok(), before, "the file was not changed: {error}");
    test.ok("organizations.get", json!({}));
    error
}

/// Another workspace beside the test's own, closed.
fn another(test: &TestApp, name: &str, migrations: &'static [Migration]) -> PathBuf {
    let path = test.folder.path().join(name);
    drop(Store::open(&path, Options { migrations, ..options(true) }).unwrap());
    path
}

const LATER: Migration = Migration {
    version: 209_901_010_000,
    name: "later",
    sql: "CREATE TABLE later (key INTEGER PRIMARY KEY, organization_key INTEGER NOT NULL) STRICT;",
};

#[test]
fn a_workspace_file_that_is_not_ours() {
    let test = TestApp::new();
    let place = |name: &str| test.folder.path().join(name);
    std::fs::write(place("diary.reachly"), "Dear diary").unwrap();
    assert_eq!(opening(&test, &place("diary.reachly")).code, Code::Corrupt);
    let other = rusqlite::Connection::open_with_flags(
        place("other.reachly"),
        rusqlite::OpenFlags::SQLITE_OPEN_CREATE | rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE,
    );
    other.unwrap().execute_batch("CREATE TABLE theirs (a)").unwrap();
    assert_eq!(opening(&test, &place("other.reachly")).code, Code::Corrupt, "another program's database");
    assert_eq!(opening(&test, &place("nowhere.reachly")).code, Code::NotFound);
}

#[test]
fn a_workspace_file_that_is_newer() {
    let test = TestApp::new();
    let mut later = known_migrations().to_vec();
    later.push(LATER);
    let path = another(&test, "newer.reachly", Vec::leak(later));
    assert_eq!(opening(&test, &path).code, Code::Newer);
}

#[test]
fn a_workspace_file_that_is_corrupt() {
    let test = TestApp::new();
    let path = another(&test, "torn.reachly", known_migrations());
    let mut bytes = std::fs::read(&path).unwrap();
    for page in 1..bytes.len() / 16_384 {
        bytes[page * 16_384..page * 16_384 + 64].fill(0xAA);
    }
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(opening(&test, &path).code, Code::Corrupt);
}

#[test]
fn a_workspace_file_that_is_read_only() {
    let test = TestApp::new();
    let path = another(&test, "locked.reachly", known_migrations());
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions.clone()).unwrap();
    assert_eq!(opening(&test, &path).code, Code::ReadOnly);
    #[expect(clippy::permissions_set_readonly_false, reason = "a file of this test's own")]
    permissions.set_readonly(false);
    std::fs::set_permissions(&path, permissions).unwrap();
    assert!(Store::open(&path, options(false)).is_ok(), "allowed to be written, it opens");
}

#[test]
fn a_workspace_file_that_is_open_elsewhere() {
    let test = TestApp::new();
    let path = another(&test, "busy.reachly", known_migrations());
    let elsewhere =
        Store::open(&path, Options { program: "another window".into(), ..options(false) }).unwrap();
    let error = opening(&test, &path);
    assert_eq!((error.code, error.code.exit_status()), (Code::Busy, 75));
    assert!(error.message.contains("another window"), "it says where: {error}");
    drop(elsewhere);
    let app = App::new(test.folder.path().to_path_buf(), "a test");
    let nobody = reachly_core::app::Caller { session: None, organization: None, ..caller(&test.a) };
    app.call(&nobody, "workspace.open", json!({ "path": path })).expect("closed there, it opens here");
}

#[test]
fn a_workspace_file_on_a_full_disk() {
    let test = TestApp::new();
    let workspace = test.app.workspace().unwrap();
    let add = |number: usize| {
        let fields =
            json!({ "firstName": "x".repeat(400), "lastName": number.to_string(), "city": "y".repeat(400) });
        test.call(&test.a, "contacts.create", json!({ "fields": fields }))
    };
    let count =
        || test.ok("contacts.count", json!({ "selection": { "matching": {} } }))["rows"].as_u64().unwrap();
    add(0).unwrap();
    workspace.store.limit_pages(Some(2)).unwrap();
    let mut written = 1;
    let error = (1..2_000).find_map(|number| match add(number) {
        Ok(_) => {
            written += 1;
            None
        }
        Err(error) => Some(error),
    });
    let error = error.expect("the disk fills up");
    assert_eq!(error.code, Code::DiskFull, "{error:?}");
    speaks(&error);
    assert_eq!(count(), written, "everything that was acknowledged is there, and nothing half-written");
    workspace.store.limit_pages(None).unwrap();
    add(2_000).expect("with room it works again");
    assert_eq!(count(), written + 1);
}

#[test]
fn every_refusal_of_a_command_says_what_was_kept_and_what_to_do() {
    let test = TestApp::new();
    let unknown = json!({ "contact": "01900000-0000-7000-8000-000000000000" });
    for (name, request) in [
        ("contacts.get", unknown),
        ("contacts.create", json!({ "fields": {} })),
        ("contacts.create", json!("nothing")),
        ("contacts.page", json!({ "view": {}, "offset": 0, "limit": 1_000_000 })),
        ("lists.create", json!({ "name": "" })),
        ("leads.create", json!({ "title": "" })),
        ("jobs.cancel", json!({ "job": "01900000-0000-7000-8000-000000000000" })),
        ("organizations.update", json!({ "currency": "gold" })),
        ("no.such", json!({})),
    ] {
        speaks(&test.refused(name, request));
    }
    let viewer = &test.roles.iter().find(|(role, _)| *role == "Viewer").unwrap().1;
    speaks(&test.call(viewer, "leads.create", json!({ "title": "No" })).unwrap_err());
}
