//! Oneself: profile and secrets, the lock, windows opened from windows, owners of the workspace, the end of an account.

use reachly_core::app::Caller;
use reachly_core::commands::{Access, COMMANDS};
use reachly_core::context::Door;
use reachly_core::{Code, Error, Result};
use serde_json::{Value, json};

use crate::support::{Person, TestApp, caller, sign_up};

const PASSWORD: &str = "correct horse";
const MINUTE: i64 = 60_000;

fn sign_in(test: &TestApp, email: &str, password: &str) -> Result<Value> {
    let nobody = Caller { door: Door::Window, session: None, organization: None };
    test.app.call(&nobody, "access.signIn", json!({ "email": email, "password": password }))
}

fn ada(test: &TestApp) -> Person {
    let session =
        sign_in(test, "ada@harbor-benefits.com", PASSWORD).unwrap()["token"].as_str().unwrap().into();
    Person { session, organization: test.a.organization }
}

fn wait(test: &TestApp, minutes: i64) {
    test.app.workspace().unwrap().store.clock().advance(minutes * MINUTE);
}

fn code<T: std::fmt::Debug>(outcome: Result<T>) -> Code {
    outcome.map_err(|error| error.code).unwrap_err()
}

#[test]
fn a_profile_is_what_one_wrote_last() {
    let test = TestApp::new();
    let before = test.ok("account.profile", json!({}));
    assert_eq!(before["idleMinutes"], 15, "a window locks after a quarter of an hour unless told otherwise");
    let new = json!({ "name": "Ada B. Admin", "title": "Broker", "phone": "+1 617 555 0100", "language": "en-GB",
        "timeZone": "America/New_York", "idleMinutes": 30 });
    test.ok("account.update", new.clone());
    let after = test.ok("account.profile", json!({}));
    for (field, value) in new.as_object().unwrap() {
        assert_eq!(&after[field], value, "{field} was kept");
    }
    test.ok("account.update", json!({ "title": "" }));
    let emptied = test.ok("account.profile", json!({}));
    assert_eq!(
        (&emptied["title"], &emptied["phone"]),
        (&json!(""), &after["phone"]),
        "only the named field changes"
    );
    let me = test.me(&test.a);
    assert_eq!(
        (&me["name"], &me["idleMinutes"]),
        (&json!("Ada B. Admin"), &json!(30)),
        "the window knows: {me}"
    );
}

#[test]
fn bad_values_of_a_profile_name_their_field() {
    let test = TestApp::new();
    for (request, field) in [
        (json!({ "name": " " }), "name"),
        (json!({ "phone": "1\n2" }), "phone"),
        (json!({ "title": "x".repeat(201) }), "title"),
        (json!({ "language": "English" }), "language"),
        (json!({ "timeZone": "Mars/Olympus" }), "timeZone"),
        (json!({ "idleMinutes": 7 }), "idleMinutes"),
    ] {
        let error = test.refused("account.update", request.clone());
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)), "{request}");
    }
}

#[test]
fn sign_up_may_fill_the_profile() {
    let test = TestApp::new();
    let nobody = Caller { door: Door::Window, session: None, organization: None };
    let request = json!({ "name": "Cy", "email": "cy@harbor-benefits.com", "password": PASSWORD,
        "title": "Assistant", "phone": "555 0101", "timeZone": "Europe/Berlin" });
    let up = test.app.call(&nobody, "access.signUp", request).unwrap();
    let cy = Person { session: up["session"]["token"].as_str().unwrap().into(), organization: None };
    let profile = test.call(&cy, "account.profile", json!({})).unwrap();
    assert_eq!(
        (&profile["title"], &profile["phone"], &profile["timeZone"]),
        (&json!("Assistant"), &json!("555 0101"), &json!("Europe/Berlin"))
    );
}

#[test]
fn another_address_needs_the_password_and_opens_from_then_on() {
    let test = TestApp::new();
    let change = |email: &str, password: &str| {
        test.call(&test.a, "account.changeEmail", json!({ "email": email, "password": password }))
    };
    assert_eq!(
        change("new@harbor-benefits.com", "wrong horse").unwrap_err().field.as_deref(),
        Some("password")
    );
    let taken = change("bea@rival-brokers.com", PASSWORD).unwrap_err();
    assert_eq!((taken.code, taken.field.as_deref()), (Code::Taken, Some("email")));
    assert_eq!(change("nonsense", PASSWORD).unwrap_err().field.as_deref(), Some("email"));
    change("Ada.New@harbor-benefits.com", PASSWORD).unwrap();
    assert!(sign_in(&test, "ada.new@harbor-benefits.com", PASSWORD).is_ok(), "the new address opens");
    assert_eq!(
        code(sign_in(&test, "ada@harbor-benefits.com", PASSWORD)),
        Code::SignedOut,
        "the old one does not"
    );
}

#[test]
fn another_password_signs_out_the_other_windows() {
    let test = TestApp::new();
    let other = ada(&test);
    let change = |old: &str, new: &str| {
        test.call(&test.a, "account.changePassword", json!({ "oldPassword": old, "newPassword": new }))
    };
    assert_eq!(change("wrong horse", "a new password").unwrap_err().field.as_deref(), Some("oldPassword"));
    assert_eq!(change(PASSWORD, "short").unwrap_err().field.as_deref(), Some("newPassword"));
    assert!(test.call(&other, "access.me", json!({})).is_ok(), "until then the other window works");
    change(PASSWORD, "a new password").unwrap();
    assert_eq!(
        code(test.call(&other, "access.me", json!({}))),
        Code::SignedOut,
        "the other window is signed out"
    );
    assert!(test.call(&test.a, "access.me", json!({})).is_ok(), "this one is not");
    assert_eq!(code(sign_in(&test, "ada@harbor-benefits.com", PASSWORD)), Code::SignedOut);
    assert!(sign_in(&test, "ada@harbor-benefits.com", "a new password").is_ok());
}

#[test]
fn a_new_recovery_code_is_the_only_one() {
    let test = TestApp::new();
    let new = || test.ok("account.newRecoveryCode", json!({ "password": PASSWORD }))["recoveryCode"].clone();
    let (first, second) = (new(), new());
    let recover = |code: &Value| {
        let nobody = Caller { door: Door::Window, session: None, organization: None };
        let request = json!({ "email": "ada@harbor-benefits.com", "recoveryCode": code, "newPassword": "another password" });
        test.app.call(&nobody, "access.recover", request)
    };
    assert_eq!(code(recover(&first)), Code::SignedOut, "the code before is dead");
    assert!(recover(&second).is_ok(), "the newest opens");
    let wrong =
        test.call(&test.b, "account.newRecoveryCode", json!({ "password": "wrong horse" })).unwrap_err();
    assert_eq!(wrong.field.as_deref(), Some("password"), "no code without the password");
}

#[test]
fn a_locked_window_answers_no_command_of_the_table() {
    let test = TestApp::new();
    let refused = |person: &Person| -> Vec<&'static str> {
        let tried = COMMANDS.iter().filter(|command| command.access != Access::EvenLocked);
        tried
            .filter(|command| {
                // A request that fits nothing: what is not stopped by the lock gets no further than this.
                code(test.call(person, command.name, Value::String("nothing".into()))) == Code::Locked
            })
            .map(|command| command.name)
            .collect()
    };
    assert_eq!(refused(&test.a), Vec::<&str>::new(), "an open window is stopped by no lock");
    let other = ada(&test);
    test.ok("account.lock", json!({}));
    let all: Vec<_> =
        COMMANDS.iter().filter(|one| one.access != Access::EvenLocked).map(|one| one.name).collect();
    assert_eq!(refused(&test.a), all, "a locked one is stopped everywhere");
    assert_eq!(COMMANDS.len() - all.len(), 2, "all but going on and leaving");
    assert_eq!(
        code(test.app.context(&caller(&test.a)).map(drop)),
        Code::Locked,
        "uploads and news are stopped, too"
    );
    assert!(test.call(&other, "access.me", json!({})).is_ok(), "the person's other window is its own");
}

#[test]
fn a_locked_window_goes_on_with_the_password_and_no_other() {
    let test = TestApp::new();
    test.ok("account.lock", json!({}));
    let unlock = |password: &str| test.call(&test.a, "account.unlock", json!({ "password": password }));
    assert_eq!(unlock("wrong horse").unwrap_err().field.as_deref(), Some("password"));
    assert_eq!(code(test.call(&test.a, "access.me", json!({}))), Code::Locked, "still locked");
    unlock(PASSWORD).unwrap();
    assert!(test.call(&test.a, "access.me", json!({})).is_ok());
    test.ok("account.lock", json!({}));
    for _ in 0..6 {
        assert_eq!(code(unlock("wrong horse")), Code::Invalid);
    }
    assert_eq!(code(unlock(PASSWORD)), Code::TooMany, "guessing waits as it does at the sign-in");
    wait(&test, 6);
    unlock(PASSWORD).unwrap();
    test.ok("account.lock", json!({}));
    test.ok("access.signOut", json!({}));
    assert_eq!(code(unlock(PASSWORD)), Code::SignedOut, "signed out, there is nothing to unlock");
}

#[test]
fn a_window_left_alone_locks_by_itself() {
    let test = TestApp::new();
    let alone = ada(&test);
    wait(&test, 14);
    test.ok("account.active", json!({}));
    wait(&test, 3);
    assert!(test.call(&test.a, "access.me", json!({})).is_ok(), "input three minutes ago keeps it open");
    assert_eq!(
        code(test.call(&alone, "access.me", json!({}))),
        Code::Locked,
        "seventeen minutes without do not"
    );
    assert_eq!(
        code(test.call(&alone, "account.active", json!({}))),
        Code::Locked,
        "input does not open it again"
    );
    for longer in [30, 0, 15] {
        test.ok("account.update", json!({ "idleMinutes": longer }));
        let still = code(test.call(&alone, "access.me", json!({})));
        assert_eq!(still, Code::Locked, "what the other window does opens nothing: {longer}");
    }
    test.call(&alone, "account.unlock", json!({ "password": PASSWORD })).unwrap();
    assert!(test.call(&alone, "access.me", json!({})).is_ok());
    test.ok("account.update", json!({ "idleMinutes": 0 }));
    wait(&test, 300);
    assert!(test.call(&alone, "access.me", json!({})).is_ok(), "never means never");
    test.ok("account.update", json!({ "idleMinutes": 5 }));
    assert!(test.call(&alone, "access.me", json!({})).is_ok(), "a new choice counts from now");
    wait(&test, 7);
    assert_eq!(code(test.call(&alone, "access.me", json!({}))), Code::Locked);
}

#[test]
fn one_window_opens_another_with_a_session_of_its_own() {
    let test = TestApp::new();
    let token = test.ok("account.handOver", json!({}))["token"].clone();
    let nobody = Caller { door: Door::Window, session: None, organization: None };
    let enter = |token: &Value| test.app.call(&nobody, "account.enter", json!({ "token": token }));
    let itself = Person { session: token.as_str().unwrap().into(), organization: None };
    assert_eq!(code(test.call(&itself, "access.me", json!({}))), Code::SignedOut, "the token is no session");
    let entered = enter(&token).unwrap();
    assert_eq!(entered["me"]["email"], "ada@harbor-benefits.com");
    let second =
        Person { session: entered["token"].as_str().unwrap().into(), organization: test.a.organization };
    assert_eq!(code(enter(&token)), Code::SignedOut, "it is good once");
    test.ok("access.signOut", json!({}));
    assert!(
        test.call(&second, "contacts.count", json!({ "selection": { "matching": {} } })).is_ok(),
        "its own session"
    );
    let late = test.call(&second, "account.handOver", json!({})).unwrap()["token"].clone();
    wait(&test, 2);
    assert_eq!(code(enter(&late)), Code::SignedOut, "and for a minute");
}

#[test]
fn a_handed_session_does_not_outlive_the_one_it_came_from() {
    let test = TestApp::new();
    test.ok("account.update", json!({ "idleMinutes": 0 }));
    wait(&test, 11 * 60);
    let token = test.ok("account.handOver", json!({}))["token"].clone();
    let nobody = Caller { door: Door::Window, session: None, organization: None };
    let entered = test.app.call(&nobody, "account.enter", json!({ "token": token })).unwrap();
    let second = Person { session: entered["token"].as_str().unwrap().into(), organization: None };
    assert!(test.call(&second, "access.me", json!({})).is_ok());
    wait(&test, 61);
    assert_eq!(
        code(test.call(&second, "access.me", json!({}))),
        Code::SignedOut,
        "twelve hours are twelve hours"
    );
}

fn close(test: &TestApp, person: &Person, password: &str) -> std::result::Result<Value, Error> {
    test.call(person, "account.close", json!({ "password": password }))
}

#[test]
fn an_account_closes_only_when_nobody_is_left_behind() {
    let test = TestApp::new();
    let viewer = &test.roles[4].1;
    assert_eq!(close(&test, viewer, "wrong horse").unwrap_err().field.as_deref(), Some("password"));
    assert!(test.call(viewer, "access.me", json!({})).is_ok(), "a wrong password changes nothing");
    let owner = close(&test, &test.a, PASSWORD).unwrap_err();
    assert!(owner.message.contains("only owner"), "{owner:?}");
    test.ok("workspace.addOwner", json!({ "email": "bea@rival-brokers.com" }));
    let admin = close(&test, &test.a, PASSWORD).unwrap_err();
    assert!(admin.message.contains("last Admin of Harbor Benefits"), "it names what holds: {admin:?}");
    assert!(!admin.message.contains("Rival"), "and nothing else");
    close(&test, viewer, PASSWORD).unwrap();
    assert_eq!(
        code(test.call(viewer, "access.me", json!({}))),
        Code::SignedOut,
        "its windows are signed out"
    );
    assert_eq!(code(sign_in(&test, "viewer@harbor-benefits.com", PASSWORD)), Code::SignedOut);
    let again = sign_up(&test.app, "viewer@harbor-benefits.com", "Viewer Again");
    assert!(
        test.me(&again)["memberships"].as_array().unwrap().is_empty(),
        "the address is free, nothing comes back"
    );
}

/// Where a value stands in the closed workspace file.
fn found_in_file(test: &TestApp, canaries: &[&str]) -> Vec<String> {
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    assert!(!path.with_extension("reachly-wal").exists(), "the journal is in the file");
    let bytes = std::fs::read(&path).unwrap();
    let holds = |canary: &&&str| bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
    canaries.iter().filter(holds).map(ToString::to_string).collect()
}

const CANARIES: [&str; 7] = [
    "zq.first.address@quux-canary.com",
    "zq.second.address@quux-canary.com",
    "Zqwerta Canarywoman",
    "Zqwerta Marriedname",
    "Zqtitle of canaries",
    "+99 555 777 8181",
    "Antarctica/Troll",
];

/// A member who changed everything about herself once.
fn canary(test: &TestApp) -> Person {
    let person = sign_up(&test.app, CANARIES[0], CANARIES[2]);
    let call = |name: &str, request: Value| test.call(&person, name, request).unwrap();
    call("account.update", json!({ "title": CANARIES[4], "phone": CANARIES[5], "timeZone": CANARIES[6] }));
    call("account.changeEmail", json!({ "email": CANARIES[1], "password": PASSWORD }));
    call("account.update", json!({ "name": CANARIES[3] }));
    person
}

#[test]
fn a_closed_account_leaves_no_value_in_the_file() {
    let test = TestApp::new();
    canary(&test);
    let before = found_in_file(&test, &CANARIES);
    assert_eq!(before, CANARIES, "before, every value stands in the file: the search sees them");
    let test = TestApp::new();
    let person = canary(&test);
    close(&test, &person, PASSWORD).unwrap();
    assert_eq!(found_in_file(&test, &CANARIES), Vec::<String>::new(), "after, none does");
}

#[test]
fn the_trail_stands_when_an_account_is_gone() {
    let test = TestApp::new();
    let person = canary(&test);
    close(&test, &person, PASSWORD).unwrap();
    let store = &test.app.workspace().unwrap().store;
    let report = store.verify_audit(0, None).unwrap();
    assert!(report.broken.is_none() && report.good > 5, "the workspace's chain is whole: {report:?}");
}
