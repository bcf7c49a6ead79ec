//! Signing up, in and out; what strangers and members of other organizations get.

use reachly_core::Code;
use serde_json::json;

use crate::support::{Person, TestApp, caller, sign_up};

#[test]
fn a_wrong_password_is_refused_and_then_waits() {
    let test = TestApp::new();
    let nobody = Person { session: String::new(), organization: None };
    let call = |password: &str| {
        let mut stranger = caller(&nobody);
        stranger.session = None;
        test.app.call(
            &stranger,
            "access.signIn",
            json!({ "email": "ada@harbor-benefits.com", "password": password }),
        )
    };
    for _ in 0..6 {
        assert_eq!(call("wrong horse").unwrap_err().code, Code::SignedOut, "a wrong password does not open");
    }
    let waiting = call("correct horse").unwrap_err();
    assert_eq!(waiting.code, Code::TooMany, "after six wrong tries even the right one waits: {waiting:?}");
    test.app.workspace().unwrap().store.clock().advance(301_000);
    assert!(call("correct horse").is_ok(), "after the wait the right password opens");
}

#[test]
fn a_recovery_code_opens_once() {
    let test = TestApp::new();
    let stranger = reachly_core::app::Caller {
        door: reachly_core::context::Door::Window,
        session: None,
        organization: None,
    };
    let up = test
        .app
        .call(
            &stranger,
            "access.signUp",
            json!({ "name": "Cy", "email": "cy@harbor-benefits.com", "password": "first password" }),
        )
        .unwrap();
    let code = up["recoveryCode"].as_str().unwrap();
    let recover = |code: &str| {
        let request = json!({ "email": "cy@harbor-benefits.com", "recoveryCode": code, "newPassword": "second password" });
        test.app.call(&stranger, "access.recover", request)
    };
    let recovered = recover(&code.to_lowercase()).unwrap();
    assert_ne!(recovered["recoveryCode"].as_str().unwrap(), code, "a new code is shown");
    assert_eq!(recover(code).unwrap_err().code, Code::SignedOut, "the old code is dead");
    let old = Person { session: up["session"]["token"].as_str().unwrap().into(), organization: None };
    let me = test.call(&old, "access.me", json!({}));
    assert_eq!(me.unwrap_err().code, Code::SignedOut, "sessions from before are over");
}

#[test]
fn the_organization_of_another_is_not_found() {
    let test = TestApp::new();
    let crossing = Person { session: test.b.session.clone(), organization: test.a.organization };
    let error = test.call(&crossing, "organizations.get", json!({})).unwrap_err();
    assert_eq!(error.code, Code::NotFound, "another organization is not found, not forbidden");
}

#[test]
fn signing_out_ends_the_session() {
    let test = TestApp::new();
    let person = sign_up(&test.app, "dee@harbor-benefits.com", "Dee");
    test.call(&person, "access.signOut", json!({})).unwrap();
    assert_eq!(
        test.call(&person, "access.me", json!({})).unwrap_err().code,
        Code::SignedOut,
        "the token is dead"
    );
}

#[test]
fn settings_change_can_be_read_in_the_audit_trail() {
    let test = TestApp::new();
    test.ok("organizations.update", json!({ "name": "Harbor Benefits Ltd" }));
    let page = test.ok("audit.page", json!({ "offset": 0, "limit": 10 }));
    let row = &page["rows"][0];
    assert_eq!(row["action"], "organization.update", "the newest row tells of it: {row}");
    assert_eq!(
        row["changes"]["rows"][0]["fields"]["name"],
        json!(["Harbor Benefits", "Harbor Benefits Ltd"])
    );
    let report = test.ok("audit.verify", json!({}));
    assert_eq!(report["brokenAt"], json!(null), "the chain stands: {report}");
}

#[test]
fn bad_values_name_their_field() {
    let test = TestApp::new();
    for (request, field) in [
        (json!({ "name": " ", "reportingZone": "UTC", "currency": "USD" }), "name"),
        (json!({ "name": "X", "reportingZone": "Mars/Olympus", "currency": "USD" }), "reportingZone"),
        (json!({ "name": "X", "reportingZone": "UTC", "currency": "dollars" }), "currency"),
        (
            json!({ "name": "X", "reportingZone": "UTC", "currency": "USD", "brandColor": "teal" }),
            "brandColor",
        ),
        (json!({ "name": "X", "reportingZone": "UTC", "currency": "USD", "domain": "no domain" }), "domain"),
    ] {
        let error = test.refused("organizations.create", request.clone());
        assert_eq!(error.code, Code::Invalid, "{request}");
        assert_eq!(error.field.as_deref(), Some(field), "{request}");
    }
}

#[test]
fn an_address_with_unseen_characters_is_refused() {
    let test = TestApp::new();
    for email in ["u11@acme.com\u{200b}", "u\u{ad}11@acme.com", "\u{202e}u11@acme.com"] {
        let request = json!({ "name": "U", "email": email, "password": "correct horse battery" });
        let refused = test.refused("access.signUp", request);
        assert_eq!(refused.field.as_deref(), Some("email"), "{email:?}: {refused:?}");
    }
}
