//! The door over real HTTP: who is let in, what is refused and with which status, who hears which changes, and how
//! files go in and out. Each refusal stands beside the same request done rightly, which must pass.

use std::io::{BufRead as _, BufReader, Read as _};

use reachly_core::app::staging;
use reachly_core::commands::{Access, COMMANDS};
use reachly_landing::door::{CSP, Door, Options, Ui};
use serde_json::{Value, json};
use ureq::http::Response;
use ureq::{Agent, Body, SendBody};

use crate::support::{Person, TestApp};

static PAGES: &[(&str, &[u8])] =
    &[("index.html", b"<!doctype html>"), ("assets/a-1.js", b"export {}"), ("theme.js", b"")];

/// A test program behind an open door.
struct House {
    test: TestApp,
    door: Door,
    agent: Agent,
}

/// A browser tab: let in, perhaps signed in.
#[derive(Clone)]
struct Tab<'a> {
    house: &'a House,
    bearer: String,
    person: Option<Person>,
}

impl House {
    fn new() -> Self {
        House::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut Options)) -> Self {
        let test = TestApp::new();
        let mut options = Options::new(Ui::embedded(PAGES));
        change(&mut options);
        let door = Door::open(test.app.clone(), options).unwrap();
        let agent = Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
        House { test, door, agent }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.door.address())
    }

    fn token(&self) -> String {
        self.door.link().split_once("/#token=").expect("the token stands in the fragment").1.to_string()
    }

    fn trade(&self, token: &str) -> Response<Body> {
        self.agent.post(self.url("/token")).send_json(json!({ "token": token })).unwrap()
    }

    fn stranger(&self) -> Tab<'_> {
        let answer = json_of(self.trade(&self.token()));
        Tab { house: self, bearer: answer["bearer"].as_str().unwrap().to_string(), person: None }
    }

    fn tab(&self, person: &Person) -> Tab<'_> {
        Tab { person: Some(person.clone()), ..self.stranger() }
    }
}

impl Tab<'_> {
    fn post(&self, path: &str, body: impl Into<SendBody<'static>>, extra: &[(&str, &str)]) -> Response<Body> {
        let mut request = self.house.agent.post(self.house.url(path)).header("X-Reachly-Door", &self.bearer);
        if let Some(person) = &self.person {
            request = request.header("Authorization", format!("Bearer {}", person.session));
        }
        for (name, value) in extra {
            request = request.header(*name, *value);
        }
        request.send(body.into()).unwrap()
    }

    fn rpc(&self, name: &str, request: Value, extra: &[(&str, &str)]) -> Response<Body> {
        let organization = self.person.as_ref().and_then(|person| person.organization);
        let body = json!({ "organization": organization, "request": request }).to_string();
        self.post(&format!("/rpc/{name}"), SendBody::from_owned_reader(std::io::Cursor::new(body)), extra)
    }

    fn changes(&self) -> impl Iterator<Item = Value> + use<> {
        let lines = BufReader::new(self.stream()).lines().map_while(Result::ok);
        lines.filter_map(|line| Some(serde_json::from_str(line.strip_prefix("data: ")?).unwrap()))
    }

    fn stream(&self) -> impl std::io::Read + use<> {
        let person = self.person.as_ref().unwrap();
        let organization = person.organization.unwrap();
        let answer = self
            .house
            .agent
            .get(self.house.url(&format!("/changes?organization={organization}")))
            .header("X-Reachly-Door", &self.bearer)
            .header("Authorization", format!("Bearer {}", person.session))
            .call()
            .unwrap();
        assert_eq!(answer.status(), 200, "a member may listen");
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        answer.into_body().into_reader()
    }
}

fn text(bytes: &[u8]) -> SendBody<'static> {
    SendBody::from_owned_reader(std::io::Cursor::new(bytes.to_vec()))
}

fn json_of(answer: Response<Body>) -> Value {
    serde_json::from_reader(answer.into_body().into_reader()).expect("the answer is JSON")
}

/// Status and error code of a refusal, which always is one of ours in JSON.
fn refusal(answer: Response<Body>) -> (u16, String) {
    let status = answer.status().as_u16();
    let error = json_of(answer);
    assert!(error["message"].as_str().is_some_and(|m| m.ends_with('.')), "a sentence says why: {error}");
    (status, error["code"].as_str().unwrap().to_string())
}

#[test]
fn a_token_lets_in_one_tab_once() {
    let house = House::new();
    let token = house.token();
    let first = house.trade(&token);
    assert_eq!(first.status(), 200, "a fresh token is taken");
    let bearer = json_of(first)["bearer"].as_str().unwrap().to_string();
    let tab = Tab { house: &house, bearer, person: None };
    assert_eq!(tab.rpc("workspace.status", json!({}), &[]).status(), 200, "its bearer opens the door");
    assert_eq!(refusal(house.trade(&token)), (401, "signed_out".into()), "a used token is refused");
    assert_eq!(house.trade(&house.token()).status(), 200, "the program can give another");
}

#[test]
fn without_the_bearer_nothing_is_answered() {
    let house = House::new();
    let tab = house.tab(&house.test.a);
    for path in ["/rpc/access.me", "/download/access.me", "/upload?name=a.csv"] {
        let without = house.agent.post(house.url(path)).send("{}").unwrap();
        assert_eq!(refusal(without), (401, "signed_out".into()), "{path} without a bearer");
        let guess = Tab { bearer: "A".repeat(43), ..tab.clone() };
        assert_eq!(refusal(guess.post(path, text(b"{}"), &[])).0, 401, "{path} with a guessed bearer");
        assert_ne!(tab.post(path, text(b"{}"), &[]).status(), 401, "{path} with the bearer");
    }
    let listening = house.agent.get(house.url("/changes")).call().unwrap();
    assert_eq!(refusal(listening).0, 401, "nor does anyone hear changes");
}

#[test]
fn requests_for_other_hosts_are_misdirected() {
    let house = House::new();
    let tab = house.tab(&house.test.a);
    let port = house.door.address().port();
    let status = |host: &str| tab.rpc("access.me", json!({}), &[("Host", host)]).status().as_u16();
    for host in ["127.0.0.1", "localhost"] {
        assert_eq!(status(&format!("{host}:{port}")), 200, "{host} is us");
    }
    for host in [format!("rebound.example:{port}"), "127.0.0.1".into(), format!("127.0.0.1:{}", port ^ 1)] {
        assert_eq!(status(&host), 421, "{host} is not");
    }
    let page = house.agent.get(house.url("/")).header("Host", "rebound.example").call().unwrap();
    assert_eq!(refusal(page).0, 421, "not even a page is given to another host");
}

#[test]
fn other_origins_are_refused() {
    let house = House::new();
    let tab = house.tab(&house.test.a);
    let port = house.door.address().port();
    let status = |origin: &str| tab.rpc("access.me", json!({}), &[("Origin", origin)]).status().as_u16();
    assert_eq!(status(&format!("http://127.0.0.1:{port}")), 200, "our own pages may ask");
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1", &format!("https://127.0.0.1:{port}")]
    {
        assert_eq!(status(origin), 403, "{origin} may not");
    }
    let token = house.token();
    let stolen = house.agent.post(house.url("/token")).header("Origin", "https://evil.example");
    assert_eq!(stolen.send_json(json!({ "token": token })).unwrap().status(), 403);
    assert_eq!(house.trade(&token).status(), 200, "and the token it tried is still good");
    let answer = tab.rpc("access.me", json!({}), &[]);
    assert!(answer.headers().get("access-control-allow-origin").is_none(), "nobody else is invited to read");
    assert!(answer.headers().get("set-cookie").is_none(), "no cookie is set");
}

#[test]
fn a_request_has_at_most_four_mebibytes() {
    let house = House::new();
    let tab = house.tab(&house.test.a);
    let padded = |bytes: usize| {
        let body = json!({ "request": {} }).to_string();
        let body = body.clone() + &" ".repeat(bytes - body.len());
        text(body.as_bytes())
    };
    assert_eq!(tab.post("/rpc/access.me", padded(4 << 20), &[]).status(), 200, "four are taken");
    let over = tab.post("/rpc/access.me", padded((4 << 20) + 1), &[]);
    assert_eq!(refusal(over), (413, "too_large".into()), "one byte more is not, sent in chunks");
    let told = tab.post("/rpc/access.me", padded(9 << 20), &[("Content-Length", &(9 << 20).to_string())]);
    assert_eq!(refusal(told).0, 413, "nor when its length is told beforehand");
    let token = house.agent.post(house.url("/token")).send(" ".repeat(2_000)).unwrap();
    assert_eq!(refusal(token).0, 413, "nor a long token");
}

#[test]
fn errors_keep_their_code_and_status() {
    let house = House::new();
    let tab = house.tab(&house.test.a);
    let out = house.stranger().rpc("access.me", json!({}), &[]);
    assert_eq!(refusal(out), (401, "signed_out".into()), "signed out");
    let ended = Person { session: "x".repeat(43), organization: None };
    assert_eq!(refusal(house.tab(&ended).rpc("access.me", json!({}), &[])).0, 401, "an unknown session");
    assert_eq!(refusal(tab.rpc("no.such", json!({}), &[])), (404, "not_found".into()), "no such command");
    let wrong = tab.rpc("organizations.update", json!({ "colour": 1 }), &[]);
    assert_eq!(refusal(wrong), (422, "invalid".into()), "a request of another form");
    assert_eq!(refusal(tab.post("/rpc/access.me", text(b"{"), &[])).0, 422, "not JSON");
    let viewer = &house.test.roles.iter().find(|(role, _)| *role == "Viewer").unwrap().1;
    let forbidden = house.tab(viewer).rpc("organizations.update", json!({ "name": "x" }), &[]);
    assert_eq!(refusal(forbidden), (403, "forbidden".into()), "the role does not include it");
    let foreign = Person { organization: house.test.b.organization, ..house.test.a.clone() };
    let foreign = house.tab(&foreign).rpc("organizations.get", json!({}), &[]);
    assert_eq!(refusal(foreign), (404, "not_found".into()), "another organization is not found");
    let good = tab.rpc("organizations.get", json!({}), &[]);
    assert_eq!(good.headers()["cache-control"], "no-store", "answers are not kept");
    assert_eq!(json_of(good)["name"], "Harbor Benefits", "and rightly asked it is answered");
}

#[test]
fn every_command_answers_over_http_and_no_other() {
    let house = House::new();
    let stranger = house.stranger();
    for command in COMMANDS {
        // A request of no command's form: what exists complains about the caller or the form, never of the name.
        let (status, code) = refusal(stranger.rpc(command.name, json!([[]]), &[]));
        match command.access {
            Access::Front | Access::Public => {
                assert_eq!((status, code.as_str()), (422, "invalid"), "{}", command.name)
            }
            _ => assert_eq!((status, code.as_str()), (401, "signed_out"), "{}", command.name),
        }
        let other = format!("{}x", command.name);
        assert_eq!(refusal(stranger.rpc(&other, json!([[]]), &[])).0, 404, "{other} does not exist");
    }
}

#[test]
fn sessions_hear_their_own_organization_only() {
    let house = House::new();
    let (a, b) = (house.tab(&house.test.a), house.tab(&house.test.b));
    let viewer = &house.test.roles.iter().find(|(role, _)| *role == "Viewer").unwrap().1;
    let (mut hears_a, mut hears_b) = (a.changes(), b.changes());
    let mut colleague = house.tab(viewer).changes();
    let rename = |tab: &Tab<'_>, name: &str| {
        let answer = tab.rpc("organizations.update", json!({ "name": name }), &[]);
        assert_eq!(answer.status(), 200, "an Admin renames: {:?}", json_of(answer));
    };
    rename(&a, "Harbor");
    rename(&b, "Rivals");
    // News come in the order of the commits: had b heard of a, that would have come first.
    let ours = |person: &Person| json!(person.organization);
    let to_b = hears_b.next().expect("b hears something");
    assert_eq!(to_b["organization"], ours(&house.test.b), "b hears of b first: {to_b}");
    let own = json!(house.test.a.organization);
    assert!(!to_b["ids"].as_array().unwrap().contains(&own), "and nothing of a is in it: {to_b}");
    for hears in [&mut hears_a as &mut dyn Iterator<Item = Value>, &mut colleague] {
        let heard = hears.next().expect("members of a hear something");
        assert_eq!(heard["organization"], ours(&house.test.a), "members of a hear of a: {heard}");
        assert!(heard["topics"].as_array().unwrap().contains(&json!("organizations")), "which: {heard}");
    }
    rename(&a, "Harbor Benefits");
    assert_eq!(hears_a.next().unwrap()["organization"], ours(&house.test.a), "the stream goes on");
}

#[test]
fn a_stream_needs_a_session_and_ends_with_it() {
    let house = House::new();
    let a = house.tab(&house.test.a);
    let listen = |tab: &Tab<'_>, organization: String| {
        let mut request = house.agent.get(house.url(&format!("/changes?organization={organization}")));
        request = request.header("X-Reachly-Door", &tab.bearer);
        if let Some(person) = &tab.person {
            request = request.header("Authorization", format!("Bearer {}", person.session));
        }
        request.call().unwrap()
    };
    let (own, foreign) = (house.test.a.organization.unwrap(), house.test.b.organization.unwrap());
    assert_eq!(refusal(listen(&house.stranger(), own.to_string())).0, 401, "a stranger hears nothing");
    assert_eq!(refusal(listen(&a, foreign.to_string())).0, 404, "nor a member of another organization");
    assert_eq!(refusal(listen(&a, "x".into())).0, 404, "what is no id is nobody's organization");
    let viewer = house.test.roles.iter().find(|(role, _)| *role == "Viewer").unwrap().1.clone();
    let leaving = house.tab(&viewer);
    let heard = leaving.changes();
    assert_eq!(leaving.rpc("access.signOut", json!({}), &[]).status(), 200);
    assert_eq!(a.rpc("organizations.update", json!({ "name": "Later" }), &[]).status(), 200);
    assert_eq!(heard.take(1).count(), 0, "whoever signed out hears nothing more, and the stream ends");
}

#[test]
fn who_is_suspended_hears_that_to_look_again_and_nothing_more() {
    let house = House::new();
    let a = house.tab(&house.test.a);
    let viewer = house.test.roles.iter().find(|(role, _)| *role == "Viewer").unwrap().1.clone();
    let heard = house.tab(&viewer).changes();
    let page = json_of(a.rpc("members.page", json!({ "offset": 0, "limit": 100 }), &[]));
    let rows = page["rows"].as_array().unwrap();
    let id = &rows.iter().find(|row| row["email"] == "viewer@harbor-benefits.com").unwrap()["id"];
    assert_eq!(a.rpc("members.suspend", json!({ "member": id }), &[]).status(), 200);
    let heard: Vec<Value> = heard.take(2).collect();
    assert_eq!(heard.len(), 1, "one word, and the stream ends: {heard:?}");
    assert_eq!(heard[0]["organization"], Value::Null, "not of the organization any more");
    assert_eq!(heard[0]["topics"], json!(["memberships"]));
    assert_eq!(heard[0]["ids"], json!([]), "and naming nobody");
}

#[test]
fn an_upload_is_staged_for_its_owner() {
    let house = House::with(|options| options.upload_limit = 1 << 20);
    let tab = house.tab(&house.test.a);
    let bytes: Vec<u8> = (0..1_u32 << 20).map(|at| (at % 251) as u8).collect();
    let answer = tab.post("/upload?name=..%2Fsecret%2Fcontacts%20%C3%A4.csv", text(&bytes), &[]);
    assert_eq!(answer.status(), 200, "as large as allowed");
    let id = json_of(answer)["upload"].as_str().unwrap().parse().unwrap();
    let upload = staging::upload(&house.test.ctx(&house.test.a), id).unwrap();
    assert_eq!((upload.name.as_str(), upload.size), ("contacts ä.csv", 1 << 20), "its own name, no folders");
    assert_eq!(std::fs::read(&upload.path).unwrap(), bytes, "every byte arrived");
    let folder = house.test.folder.path().join("test.reachly.d/uploads");
    assert!(upload.path.starts_with(&folder), "it lies in the companion folder");
    let other = staging::upload(&house.test.ctx(&house.test.b), id).unwrap_err();
    assert_eq!(other.code, reachly_core::Code::NotFound, "somebody else's upload is not found");

    let over = tab.post("/upload?name=a.csv", text(&[bytes.as_slice(), b"x"].concat()), &[]);
    assert_eq!(refusal(over), (413, "too_large".into()), "one byte more is refused");
    assert_eq!(refusal(house.stranger().post("/upload?name=a", text(b"x"), &[])).0, 401, "signed out");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2, "what was refused left nothing");
    staging::forget(&house.test.ctx(&house.test.a), id).unwrap();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "what is done with goes");
}

#[test]
fn a_download_is_handed_over_once() {
    let house = House::new();
    let tab = house.tab(&house.test.a);
    let refused = tab.post("/download/access.me", text(b"{}"), &[]);
    assert_eq!(refusal(refused), (422, "invalid".into()), "a command that gives no file is not run for one");
    let ctx = house.test.ctx(&house.test.a);
    let made = staging::outgoing(&ctx, "a/Report.csv", "text/csv", |file| {
        Ok(std::io::Write::write_all(file, b"name\nAda\n")?)
    });
    let answer = serde_json::to_value(made.unwrap()).unwrap();
    let mut outgoing = staging::Outgoing::open(&ctx.workspace, answer.clone()).unwrap();
    let mut held = String::new();
    outgoing.file.read_to_string(&mut held).unwrap();
    assert_eq!((held.as_str(), outgoing.size), ("name\nAda\n", 9));
    assert_eq!((outgoing.file_name.as_str(), outgoing.media_type.as_str()), ("Report.csv", "text/csv"));
    drop(outgoing);
    let again = staging::Outgoing::open(&ctx.workspace, answer).unwrap_err();
    assert_eq!(again.code, reachly_core::Code::NotFound, "the staged file is gone once it was handed over");

    let kept = house.test.folder.path().join("kept.csv");
    std::fs::write(&kept, "an older file").unwrap();
    let made =
        staging::outgoing(&ctx, "b.csv", "text/csv", |file| Ok(std::io::Write::write_all(file, b"new")?));
    let answer = serde_json::to_value(made.unwrap()).unwrap();
    staging::Outgoing::open(&ctx.workspace, answer).unwrap().keep(&kept).unwrap();
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "new", "a place the person chose is written over");
    assert!(!house.test.folder.path().join("kept.csv.part").exists(), "and nothing half-written stays");
}

#[test]
fn pages_come_from_memory_with_their_headers() {
    let house = House::new();
    let get = |path: &str| house.agent.get(house.url(path)).call().unwrap();
    let page = get("/");
    assert_eq!(
        (page.status().as_u16(), &page.headers()["cache-control"]),
        (200, &"no-cache".parse().unwrap())
    );
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    for (name, value) in [
        ("content-security-policy", CSP),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(page.headers()[name], value, "pages carry {name}");
    }
    let script = get("/assets/a-1.js");
    assert_eq!(script.headers()["content-type"], "text/javascript; charset=utf-8");
    assert!(script.headers()["cache-control"].to_str().unwrap().contains("immutable"), "hashed names stay");
    for path in ["/nothing.js", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/assets/", "/test.reachly"] {
        assert_eq!(get(path).status(), 404, "{path} is no page");
    }
    let posted = house.agent.post(house.url("/")).send("x").unwrap();
    assert_eq!(refusal(posted).0, 405, "pages are read, not written");
}

#[test]
fn a_folder_is_served_without_its_hidden_files() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Ui::folder(folder.path()).is_err(), "a folder without index.html is no interface");
    std::fs::write(folder.path().join("index.html"), "here").unwrap();
    std::fs::write(folder.path().join(".env"), "secret").unwrap();
    let house = House::with(|options| options.ui = Ui::folder(folder.path()).unwrap());
    let status = |path: &str| house.agent.get(house.url(path)).call().unwrap().status().as_u16();
    assert_eq!((status("/"), status("/.env")), (200, 404));
    let bare = House::with(|options| options.ui = Ui::default());
    let answer = bare.agent.get(bare.url("/")).call().unwrap();
    assert_eq!(answer.status(), 404, "a build without an interface says so");
    assert!(answer.into_body().read_to_string().unwrap().contains("no interface"));
}

#[test]
fn a_closed_door_answers_nobody_and_does_not_wait_for_listeners() {
    let house = House::new();
    let url = house.url("/rpc/workspace.status");
    let mut stream = house.tab(&house.test.a).stream();
    assert_eq!(house.stranger().rpc("workspace.status", json!({}), &[]).status(), 200, "open, it answers");
    house.door.close();
    let heard = stream.read_to_string(&mut String::new());
    assert!(heard.is_ok(), "streams are ended in good order, not cut off after a while: {heard:?}");
    assert!(house.agent.post(url).send("{}").is_err(), "closed, nobody is there");
}

#[test]
fn a_taken_port_is_told_in_a_sentence() {
    let house = House::new();
    let port = house.door.address().port();
    let second = Door::open(house.test.app.clone(), Options { port, ..Options::new(Ui::default()) });
    let error = second.err().expect("two cannot listen on one port");
    assert_eq!((error.code, error.field.as_deref()), (reachly_core::Code::Taken, Some("port")));
    assert!(house.door.address().ip().is_loopback(), "and only on loopback");
}
