//! Who belongs to an organization: asking, inviting, the whitelist, changing and ending memberships.

use reachly_core::Code;
use reachly_core::store::Action;
use serde_json::{Value, json};

use crate::support::{Person, TestApp, sign_up};

const DAY: i64 = 86_400_000;

/// A command that must work.
pub(crate) fn ok(test: &TestApp, person: &Person, name: &str, request: Value) -> Value {
    test.call(person, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// A command that must be refused.
pub(crate) fn no(test: &TestApp, person: &Person, name: &str, request: Value) -> reachly_core::Error {
    match test.call(person, name, request) {
        Ok(value) => panic!("{name} was let through: {value}"),
        Err(error) => error,
    }
}

pub(crate) fn role(test: &TestApp, person: &Person, name: &str) -> Value {
    let all = ok(test, person, "roles.all", json!({}));
    let found = all.as_array().unwrap().iter().find(|role| role["name"] == name);
    found.unwrap_or_else(|| panic!("no role {name} in {all}"))["id"].clone()
}

pub(crate) fn members(test: &TestApp) -> Vec<Value> {
    test.ok("members.page", json!({ "offset": 0, "limit": 500 }))["rows"].as_array().unwrap().clone()
}

pub(crate) fn member(test: &TestApp, email: &str) -> Value {
    let found = members(test).into_iter().find(|row| row["email"] == email);
    found.unwrap_or_else(|| panic!("{email} is no member"))
}

pub(crate) fn person(test: &TestApp, role: &str) -> Person {
    test.roles.iter().find(|(name, _)| *name == role).unwrap().1.clone()
}

/// The same person, working for organization A.
pub(crate) fn inside(test: &TestApp, person: &Person) -> Person {
    Person { organization: test.a.organization, ..person.clone() }
}

pub(crate) fn standing(test: &TestApp, person: &Person) -> Value {
    let outside = Person { organization: None, ..person.clone() };
    let all = ok(test, &outside, "organizations.joinable", json!({}));
    let found =
        all.as_array().unwrap().iter().find(|one| one["organization"] == json!(test.a.organization)).cloned();
    found.unwrap_or_default()
}

pub(crate) fn ask(test: &TestApp, person: &Person) -> Value {
    ok(test, person, "organizations.askToJoin", json!({ "organization": test.a.organization }))
}

pub(crate) fn only_request(test: &TestApp) -> Value {
    let waiting = test.ok("members.waiting", json!({}));
    let requests = waiting["requests"].as_array().unwrap();
    assert_eq!(requests.len(), 1, "one request waits: {waiting}");
    requests[0].clone()
}

pub(crate) fn last_action(test: &TestApp) -> Value {
    test.ok("audit.page", json!({ "offset": 0, "limit": 1 }))["rows"][0].clone()
}

#[test]
fn a_stranger_asks_and_an_admin_lets_them_in() {
    let test = TestApp::new();
    let cy = sign_up(&test.app, "cy@elsewhere.com", "Cy");
    assert_eq!(standing(&test, &cy)["standing"], "none", "the organization is offered");
    assert_eq!(
        no(&test, &inside(&test, &cy), "organizations.get", json!({})).code,
        Code::NotFound,
        "before that it is not found"
    );
    assert_eq!(ask(&test, &cy)["joined"], false, "an Admin must say yes first");
    assert_eq!(standing(&test, &cy)["standing"], "requested", "the state of the request is seen");
    assert_eq!(
        no(&test, &inside(&test, &cy), "organizations.get", json!({})).code,
        Code::NotFound,
        "asking opens nothing"
    );
    let again = json!({ "organization": test.a.organization });
    assert_eq!(
        no(&test, &cy, "organizations.askToJoin", again).code,
        Code::Conflict,
        "one request is enough"
    );

    let today = test.ok("today.list", json!({}));
    let item = today.as_array().unwrap().iter().find(|item| item["kind"] == "joinRequests").cloned();
    assert_eq!(item.expect("Today tells the Admin")["count"], 1);
    let for_manager = ok(&test, &person(&test, "Manager"), "today.list", json!({}));
    assert!(
        !for_manager.to_string().contains("joinRequests"),
        "who cannot decide is not told: {for_manager}"
    );

    let request = only_request(&test);
    assert_eq!(request["email"], "cy@elsewhere.com");
    let approve = json!({ "member": request["id"], "role": role(&test, &test.a, "Consultant") });
    test.ok("members.approve", approve.clone());
    assert_eq!(
        last_action(&test)["changes"]["detail"]["role"],
        json!([[], ["Consultant"]]),
        "the trail says so"
    );
    assert_eq!(test.refused("members.approve", approve).code, Code::Conflict, "once");
    ok(&test, &inside(&test, &cy), "organizations.get", json!({}));
    assert_eq!(member(&test, "cy@elsewhere.com")["role"]["name"], "Consultant");
    assert_eq!(standing(&test, &cy)["standing"], "active");
}

#[test]
fn a_rejected_person_waits_a_day_and_a_withdrawn_request_is_gone() {
    let test = TestApp::new();
    let cy = sign_up(&test.app, "cy@elsewhere.com", "Cy");
    let here = json!({ "organization": test.a.organization });
    ask(&test, &cy);
    ok(&test, &cy, "organizations.withdrawRequest", here.clone());
    assert_eq!(standing(&test, &cy)["standing"], "none");
    assert_eq!(
        no(&test, &cy, "organizations.withdrawRequest", here.clone()).code,
        Code::NotFound,
        "nothing waits"
    );
    ask(&test, &cy);
    test.ok("members.reject", json!({ "member": only_request(&test)["id"] }));
    assert_eq!(standing(&test, &cy)["standing"], "rejected");
    assert_eq!(standing(&test, &cy)["mayAsk"], false);
    assert_eq!(no(&test, &cy, "organizations.askToJoin", here).code, Code::Conflict, "not on the same day");
    test.app.workspace().unwrap().store.clock().advance(DAY);
    let cy = again(&test, "cy@elsewhere.com");
    assert_eq!(ask(&test, &cy)["joined"], false, "a day later one may ask again");
}

/// A new session of somebody whose old one is over.
fn again(test: &TestApp, email: &str) -> Person {
    let nobody = reachly_core::app::Caller {
        door: reachly_core::context::Door::Window,
        session: None,
        organization: None,
    };
    let secrets = json!({ "email": email, "password": "correct horse" });
    let session = test.app.call(&nobody, "access.signIn", secrets).unwrap();
    Person { session: session["token"].as_str().unwrap().into(), organization: None }
}

#[test]
fn an_organization_can_close_its_door_to_requests() {
    let test = TestApp::new();
    let cy = sign_up(&test.app, "cy@elsewhere.com", "Cy");
    assert_eq!(test.ok("whitelist.all", json!({}))["open"], true, "open at first");
    test.ok("whitelist.open", json!({ "open": false }));
    assert_eq!(standing(&test, &cy), Value::Null, "it is not offered");
    let here = json!({ "organization": test.a.organization });
    assert_eq!(no(&test, &cy, "organizations.askToJoin", here).code, Code::NotFound, "nor found");
    let guest = role(&test, &test.a, "Viewer");
    let dee = sign_up(&test.app, "dee@elsewhere.com", "Dee");
    let entry = test.ok("whitelist.add", json!({ "pattern": "dee@elsewhere.com", "role": guest }));
    assert_eq!(ask(&test, &dee)["joined"], true, "whom the whitelist names finds it all the same");
    test.ok("whitelist.remove", json!({ "entry": entry["id"] }));
    test.ok("whitelist.open", json!({ "open": true }));
    ask(&test, &cy);
}

#[test]
fn an_invitation_opens_with_its_code_until_it_expires() {
    let test = TestApp::new();
    let invite = |days: Value| json!({ "email": "Dee@Elsewhere.com", "role": role(&test, &test.a, "Manager"), "days": days });
    for days in [json!(0), json!(91), json!(-1)] {
        assert_eq!(test.refused("members.invite", invite(days)).field.as_deref(), Some("days"));
    }
    let invited = test.ok("members.invite", invite(Value::Null));
    let code = invited["code"].as_str().unwrap().to_string();
    assert_eq!(
        invited["expiresAt"],
        json!(crate::support::NOW + 7 * DAY),
        "seven days unless said otherwise"
    );
    assert_eq!(test.refused("members.invite", invite(json!(3))).code, Code::Taken, "an address once");
    let page = test.ok("audit.page", json!({ "offset": 0, "limit": 5 })).to_string();
    assert!(
        !page.contains(&code) && !page.contains("elsewhere.com"),
        "the trail keeps neither code nor address"
    );

    let dee = sign_up(&test.app, "dee@elsewhere.com", "Dee");
    let mine = ok(&test, &dee, "invitations.mine", json!({}));
    assert_eq!(
        mine[0]["organizationName"], "Harbor Benefits",
        "the invited address sees the invitation: {mine}"
    );
    assert_eq!(mine[0]["role"], "Manager");
    let wrong = no(&test, &dee, "invitations.accept", json!({ "code": "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE" }));
    assert_eq!(wrong.field.as_deref(), Some("code"), "another code opens nothing");
    test.app.workspace().unwrap().store.clock().advance(7 * DAY);
    let (dee, ada) =
        (again(&test, "dee@elsewhere.com"), inside(&test, &again(&test, "ada@harbor-benefits.com")));
    let late = no(&test, &dee, "invitations.accept", json!({ "code": code }));
    assert_eq!(late.code, Code::Conflict, "at the hour it expires it is over: {late:?}");
    assert_eq!(ok(&test, &dee, "invitations.mine", json!({}))[0]["expired"], true);

    let renewed = ok(&test, &ada, "members.renewInvitation", json!({ "member": invited["id"], "days": 2 }));
    assert_ne!(renewed["code"], json!(code), "a new code");
    assert!(
        no(&test, &dee, "invitations.accept", json!({ "code": code })).field.is_some(),
        "the old one is dead"
    );
    let typed = renewed["code"].as_str().unwrap().to_lowercase().replace('-', " ");
    let joined = ok(&test, &dee, "invitations.accept", json!({ "code": typed }));
    assert_eq!(joined["joined"], true);
    ok(&test, &inside(&test, &dee), "organizations.get", json!({}));
    assert!(
        no(&test, &dee, "invitations.accept", json!({ "code": typed })).field.is_some(),
        "a code opens once"
    );
    assert_eq!(ok(&test, &dee, "invitations.mine", json!({})), json!([]), "nothing waits any more");
}

#[test]
fn a_withdrawn_invitation_opens_nothing() {
    let test = TestApp::new();
    let request = json!({ "email": "dee@elsewhere.com", "role": role(&test, &test.a, "Viewer") });
    let invited = test.ok("members.invite", request.clone());
    test.ok("members.withdrawInvitation", json!({ "member": invited["id"] }));
    let dee = sign_up(&test.app, "dee@elsewhere.com", "Dee");
    assert_eq!(ok(&test, &dee, "invitations.mine", json!({})), json!([]));
    assert!(no(&test, &dee, "invitations.accept", json!({ "code": invited["code"] })).field.is_some());
    let second = test.ok("members.invite", request);
    ask(&test, &dee);
    let other = sign_up(&test.app, "eve@elsewhere.com", "Eve");
    ok(&test, &other, "invitations.accept", json!({ "code": second["code"] }));
    assert_eq!(
        member(&test, "eve@elsewhere.com")["role"]["name"],
        "Viewer",
        "the code is the key, not the address"
    );
}

#[test]
fn who_asked_and_was_invited_is_one_member() {
    let test = TestApp::new();
    let dee = sign_up(&test.app, "dee@elsewhere.com", "Dee");
    let viewer = role(&test, &test.a, "Viewer");
    let invited = test.ok("members.invite", json!({ "email": "dee@elsewhere.com", "role": viewer }));
    ask(&test, &dee);
    ok(&test, &dee, "invitations.accept", json!({ "code": invited["code"] }));
    assert_eq!(test.ok("members.waiting", json!({})), json!({ "requests": [], "invitations": [] }));
    let rows = members(&test);
    assert_eq!(rows.iter().filter(|row| row["email"] == "dee@elsewhere.com").count(), 1);
    let error = test.refused("members.invite", json!({ "email": "Dee@elsewhere.com", "role": viewer }));
    assert_eq!(error.code, Code::Taken, "a member is not invited: {error:?}");
}

#[test]
fn the_whitelist_lets_addresses_and_domains_in_at_once() {
    let test = TestApp::new();
    let add = |pattern: &str, name: &str| json!({ "pattern": pattern, "role": role(&test, &test.a, name) });
    test.ok("whitelist.add", add("Elsewhere.com", "Viewer"));
    test.ok("whitelist.add", add("boss@elsewhere.com", "Manager"));
    assert_eq!(test.refused("whitelist.add", add("@elsewhere.com", "Viewer")).code, Code::Taken);
    assert_eq!(test.refused("whitelist.add", add("nowhere", "Viewer")).field.as_deref(), Some("pattern"));
    assert_eq!(test.ok("whitelist.add", add("gmail.com", "Viewer"))["public"], true, "told: anyone could");
    let cy = sign_up(&test.app, "cy@elsewhere.com", "Cy");
    ok(&test, &inside(&test, &cy), "organizations.get", json!({}));
    assert_eq!(member(&test, "cy@elsewhere.com")["role"]["name"], "Viewer", "the domain's role");
    let _boss = sign_up(&test.app, "boss@elsewhere.com", "Boss");
    assert_eq!(
        member(&test, "boss@elsewhere.com")["role"]["name"],
        "Manager",
        "the address stands before its domain"
    );
    let sub = sign_up(&test.app, "x@sub.elsewhere.com", "X");
    assert_eq!(
        no(&test, &inside(&test, &sub), "organizations.get", json!({})).code,
        Code::NotFound,
        "exactly the domain"
    );

    // Whoever was here before the entry asks, and joins at once.
    let dee = sign_up(&test.app, "dee@late.com", "Dee");
    test.ok("whitelist.add", add("late.com", "Analyst"));
    assert_eq!(ask(&test, &dee)["joined"], true);
    assert_eq!(member(&test, "dee@late.com")["role"]["name"], "Analyst");

    // An entry that is gone lets nobody in; other organizations do not have it.
    let all = test.ok("whitelist.all", json!({}));
    let entry =
        all["whitelist"].as_array().unwrap().iter().find(|one| one["pattern"] == "@late.com").cloned();
    let entry = json!({ "entry": entry.unwrap()["id"] });
    assert_eq!(no(&test, &test.b, "whitelist.remove", entry.clone()).code, Code::NotFound);
    test.ok("whitelist.remove", entry);
    let eve = sign_up(&test.app, "eve@late.com", "Eve");
    assert_eq!(no(&test, &inside(&test, &eve), "organizations.get", json!({})).code, Code::NotFound);
}

#[test]
fn who_was_removed_does_not_come_back_by_the_whitelist() {
    let test = TestApp::new();
    test.ok("whitelist.add", json!({ "pattern": "elsewhere.com", "role": role(&test, &test.a, "Viewer") }));
    let cy = sign_up(&test.app, "cy@elsewhere.com", "Cy");
    test.ok("members.remove", json!({ "member": member(&test, "cy@elsewhere.com")["id"] }));
    assert_eq!(no(&test, &inside(&test, &cy), "organizations.get", json!({})).code, Code::NotFound);
    assert_eq!(ask(&test, &cy)["joined"], false, "an Admin decides");
    ok(&test, &cy, "organizations.withdrawRequest", json!({ "organization": test.a.organization }));
    assert_eq!(ask(&test, &cy)["joined"], false, "asking twice is no way around it");
    let approve = json!({ "member": only_request(&test)["id"], "role": role(&test, &test.a, "Viewer") });
    test.ok("members.approve", approve);
    ok(&test, &inside(&test, &cy), "organizations.get", json!({}));
}

#[test]
fn the_last_admin_stays() {
    let test = TestApp::new();
    let ada = member(&test, "ada@harbor-benefits.com");
    assert_eq!(ada["lastAdmin"], true);
    let (manager, me) = (role(&test, &test.a, "Manager"), ada["id"].clone());
    let refusals = [
        ("members.change", json!({ "member": me, "role": manager })),
        ("members.suspend", json!({ "member": me })),
        ("members.remove", json!({ "member": me })),
    ];
    for (name, request) in refusals {
        let error = test.refused(name, request);
        assert_eq!(error.code, Code::Conflict, "{name}");
        assert!(error.message.contains("last Admin"), "{name} says why: {}", error.message);
    }
    // The database itself refuses, whatever code asks.
    for sql in [
        "UPDATE main.memberships SET status = 'suspended' WHERE key = 1",
        "UPDATE main.memberships SET status = 'left' WHERE key = 1",
        "UPDATE main.memberships SET deleted_at = 1 WHERE key = 1",
        "UPDATE main.memberships SET role_key = NULL WHERE key = 1",
        "UPDATE main.memberships SET role_key = (SELECT key FROM roles WHERE name = 'Viewer') WHERE key = 1",
        "UPDATE main.memberships SET user_key = NULL WHERE key = 1",
        "DELETE FROM main.memberships WHERE key = 1",
        "UPDATE main.roles SET deleted_at = 1 WHERE shipped_from = 'Admin' AND organization_key = current_org()",
        "UPDATE main.roles SET shipped_from = NULL WHERE shipped_from = 'Admin' AND organization_key = current_org()",
    ] {
        let error = raw(&test, sql).unwrap_err();
        assert_eq!(error.code, Code::Conflict, "{sql}: {error:?}");
    }
    assert_eq!(
        raw(&test, "UPDATE main.memberships SET updated_at = 1 WHERE key = 1").unwrap(),
        1,
        "an honest write works"
    );

    // With a second Admin each of them works.
    let second = member(&test, "manager@harbor-benefits.com")["id"].clone();
    test.ok("members.change", json!({ "member": second, "role": role(&test, &test.a, "Admin") }));
    assert_eq!(member(&test, "ada@harbor-benefits.com")["lastAdmin"], false);
    test.ok("members.change", json!({ "member": me, "role": manager }));
    assert_eq!(
        test.refused("members.suspend", json!({ "member": second })).code,
        Code::Forbidden,
        "no Admin any more"
    );
}

/// One statement as Admin of A, past every rule of the core.
fn raw(test: &TestApp, sql: &str) -> reachly_core::Result<usize> {
    let sql = sql.to_string();
    test.ctx(&test.a).write(Action::plain("test.raw"), move |tx| tx.execute(&sql, []))
}

#[test]
fn a_suspended_member_is_out_until_reactivated() {
    let test = TestApp::new();
    let viewer = person(&test, "Viewer");
    let id = json!({ "member": member(&test, "viewer@harbor-benefits.com")["id"] });
    ok(&test, &viewer, "lists.all", json!({}));
    test.ok("members.suspend", id.clone());
    let out = no(&test, &viewer, "lists.all", json!({}));
    assert_eq!(out.code, Code::NotFound, "at the next call of the same session");
    assert_eq!(member(&test, "viewer@harbor-benefits.com")["status"], "suspended", "still told of");
    assert_eq!(standing(&test, &viewer)["standing"], "suspended");
    let here = json!({ "organization": test.a.organization });
    let outside = Person { organization: None, ..viewer.clone() };
    assert_eq!(no(&test, &outside, "organizations.askToJoin", here).code, Code::Conflict);
    assert_eq!(test.refused("members.suspend", id.clone()).code, Code::Conflict, "not twice");
    test.ok("members.reactivate", id);
    ok(&test, &viewer, "lists.all", json!({}));
}

#[test]
fn the_ids_of_another_organization_are_not_found() {
    let test = TestApp::new();
    let cy = sign_up(&test.app, "cy@elsewhere.com", "Cy");
    ask(&test, &cy);
    let request = only_request(&test)["id"].clone();
    let viewer = member(&test, "viewer@harbor-benefits.com")["id"].clone();
    let invited = test
        .ok("members.invite", json!({ "email": "x@elsewhere.com", "role": role(&test, &test.a, "Viewer") }));
    let custom = test.ok("roles.create", json!({ "name": "Ours", "permissions": [] }))["id"].clone();
    let theirs = role(&test, &test.b, "Viewer");
    for (name, request) in [
        ("members.get", json!({ "member": viewer })),
        ("members.approve", json!({ "member": request, "role": theirs })),
        ("members.reject", json!({ "member": request })),
        ("members.renewInvitation", json!({ "member": invited["id"] })),
        ("members.withdrawInvitation", json!({ "member": invited["id"] })),
        ("members.change", json!({ "member": viewer, "role": theirs })),
        ("members.suspend", json!({ "member": viewer })),
        ("members.reactivate", json!({ "member": viewer })),
        ("members.remove", json!({ "member": viewer })),
        ("members.invite", json!({ "email": "y@elsewhere.com", "role": custom })),
        ("roles.update", json!({ "role": custom, "name": "Stolen" })),
        ("roles.delete", json!({ "role": custom })),
        ("whitelist.add", json!({ "pattern": "elsewhere.com", "role": custom })),
    ] {
        assert_eq!(no(&test, &test.b, name, request.clone()).code, Code::NotFound, "{name} {request}");
    }
    let change = json!({ "member": viewer, "role": theirs });
    assert_eq!(test.refused("members.change", change).code, Code::NotFound, "their role is not found here");
    let page = ok(&test, &test.b, "members.page", json!({ "offset": 0, "limit": 100 }));
    assert_eq!(page["total"], 1, "B sees its own member only: {page}");
    let report = test.ok("audit.verify", json!({}));
    assert_eq!(report["brokenAt"], json!(null), "the chain stands: {report}");
}

#[test]
fn windows_of_other_places_hear_that_something_changed_and_not_what() {
    let test = TestApp::new();
    let cy = sign_up(&test.app, "cy@elsewhere.com", "Cy");
    ask(&test, &cy);
    let request = only_request(&test)["id"].clone();
    let news = test.app.workspace().unwrap().store.changes().listen();
    test.ok("members.approve", json!({ "member": request, "role": role(&test, &test.a, "Viewer") }));
    let heard: Vec<_> = news.try_iter().collect();
    let ours = heard.iter().find(|change| change.organization == test.a.organization);
    assert!(
        ours.is_some_and(|change| change.topics.contains(&"memberships".into())),
        "A's windows: {heard:?}"
    );
    let everyone = heard.iter().find(|change| change.organization.is_none());
    assert!(
        everyone.is_some_and(|change| change.topics == ["memberships"] && change.ids.is_empty()),
        "who waits in front of the organization, without a name: {heard:?}"
    );
}

#[test]
fn members_are_found_by_name_and_address_and_requests_are_the_deciders_matter() {
    let test = TestApp::new();
    let search = |text: &str| {
        test.ok("members.page", json!({ "offset": 0, "limit": 10, "search": text }))["total"].clone()
    };
    assert_eq!(search(""), 5);
    assert_eq!(search("VIEWER p"), 1, "part of a name, whatever its case");
    assert_eq!(search("consultant@"), 1, "part of an address");
    assert_eq!(search("nobody"), 0);
    let viewer = person(&test, "Viewer");
    ok(&test, &viewer, "members.page", json!({ "offset": 0, "limit": 10 }));
    let cy = sign_up(&test.app, "cy@elsewhere.com", "Cy");
    ask(&test, &cy);
    let request = only_request(&test)["id"].clone();
    assert_eq!(no(&test, &viewer, "members.get", json!({ "member": request })).code, Code::NotFound);
    let ada = test.ok("members.get", json!({ "member": member(&test, "ada@harbor-benefits.com")["id"] }));
    assert_eq!(ada["isMe"], true);
    assert_eq!(ada["lastSignIn"], json!(crate::support::NOW), "when the session began");
}
