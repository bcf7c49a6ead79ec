//! Every command × every role × the other organization: who is let in, who is refused, and how.

use reachly_core::Code;
use reachly_core::access::permissions::{PERMISSIONS, ROLES};
use reachly_core::app::Caller;
use reachly_core::commands::{Access, COMMANDS};
use reachly_core::context::Door;
use serde_json::Value;

use crate::support::{Person, TestApp, caller};

#[test]
fn every_permission_a_command_needs_is_in_the_catalogue() {
    for command in COMMANDS {
        if let Access::Needs(permission) = command.access {
            assert!(
                PERMISSIONS.iter().any(|known| known.key == permission),
                "{} needs {permission}, which nobody can hold",
                command.name
            );
        }
    }
    let mut names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), COMMANDS.len(), "a command stands in the table once");
}

#[test]
fn every_command_lets_in_the_roles_of_the_matrix_and_no_other() {
    let test = TestApp::new();
    let (mut opened, mut closed) = (0, 0);
    for command in COMMANDS {
        let Access::Needs(permission) = command.access else { continue };
        let row = PERMISSIONS.iter().find(|known| known.key == permission).unwrap();
        for (role, person) in &test.roles {
            // A request that fits nothing: whoever is let in gets past the guard, and no further.
            let outcome = test.call(person, command.name, Value::String("nothing".into()));
            let code = outcome.map(|_| ()).unwrap_err().code;
            if row.reach_of(role).is_some() {
                assert_ne!(code, Code::Forbidden, "{role} may call {}", command.name);
                opened += 1;
            } else {
                assert_eq!(code, Code::Forbidden, "{role} may not call {}", command.name);
                closed += 1;
            }
        }
    }
    assert!(opened > 100 && closed > 50, "both kinds were tried: {opened} let in, {closed} refused");
    assert_eq!(test.roles.len(), ROLES.len(), "every shipped role was tried");
}

#[test]
fn every_command_is_closed_to_strangers_and_to_other_organizations() {
    let test = TestApp::new();
    let crossing = Person { session: test.b.session.clone(), organization: test.a.organization };
    let mut tried = 0;
    for command in COMMANDS {
        if matches!(command.access, Access::Front | Access::Public) {
            continue;
        }
        let stranger = Caller { door: Door::Window, session: None, organization: None };
        let code = test.app.call(&stranger, command.name, Value::Null).unwrap_err().code;
        assert_eq!(code, Code::SignedOut, "a stranger calls {}", command.name);
        let forged = Caller { session: Some("forged".into()), ..stranger };
        let code = test.app.call(&forged, command.name, Value::Null).unwrap_err().code;
        assert_eq!(code, Code::SignedOut, "a forged session calls {}", command.name);
        let code = test.app.call(&caller(&crossing), command.name, Value::Null).unwrap_err().code;
        assert_eq!(code, Code::NotFound, "a member of B calls {} in A", command.name);
        tried += 1;
    }
    assert!(tried > 50, "the table was tried: {tried}");
}

#[test]
fn an_unknown_command_is_not_found() {
    let test = TestApp::new();
    assert_eq!(test.refused("contacts.everything", Value::Null).code, Code::NotFound);
}
