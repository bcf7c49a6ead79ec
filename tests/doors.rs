//! Every command × every role × the other organization: who is let in, who is refused, and how.

mod cases;
mod membership;
mod rows;

use std::collections::BTreeMap;

use reachly_core::Code;
use reachly_core::access::permissions::{PERMISSIONS, ROLES};
use reachly_core::app::Caller;
use reachly_core::commands::{Access, COMMANDS, Command, Kind};
use reachly_core::context::Door;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use self::cases::{Case, case};
use self::rows::Rows;
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

/// Reads first, then writes, then what takes something away: so that each finds its rows.
fn in_order() -> Vec<&'static Command> {
    let mut commands: Vec<&Command> = COMMANDS.iter().collect();
    let last = ["delete", "remove", "reset", "undo", "restore"];
    commands.sort_by_key(|command| {
        let action = command.name.rsplit('.').next().unwrap_or_default();
        (command.kind != Kind::Read, last.iter().any(|word| action.to_lowercase().starts_with(word)))
    });
    commands
}

/// The commands without a case.
fn without_case<'a>(test: &TestApp, rows: &Rows, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    names.filter(|name| case(test, rows, name).is_none()).collect()
}

/// Every place in a request that holds one of these ids, each once put in place of by the other organization's id of
/// the same kind.
fn foreign_versions(request: &Value, own: &Rows, other: &Rows) -> Vec<(String, Value)> {
    let mut out = Vec::new();
    for (pointer, id) in strings(request, String::new()) {
        if let Some((name, _)) = own.ids().find(|(_, own)| own.as_str() == Some(id.as_str())) {
            let mut changed = request.clone();
            *changed.pointer_mut(&pointer).unwrap() = other.id(name);
            out.push((pointer, changed));
        }
    }
    out
}

fn strings(value: &Value, at: String) -> Vec<(String, String)> {
    match value {
        Value::String(text) => vec![(at, text.clone())],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(n, item)| strings(item, format!("{at}/{n}"))).collect()
        }
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, item)| strings(item, format!("{at}/{name}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// Everything an organization has, table by table, as the file holds it.
fn everything_of(test: &TestApp, organization: &Person) -> BTreeMap<String, Vec<String>> {
    let ctx = test.ctx(organization);
    let key = ctx.place.as_ref().unwrap().key;
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let list = |sql: &str| -> Vec<String> {
        let mut statement = conn.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let tables = list(
        "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'organization_key'
        WHERE m.type = 'table' ORDER BY m.name",
    );
    let mut found = BTreeMap::new();
    for table in tables {
        let columns = list(&format!("SELECT name FROM pragma_table_info('{table}')"))
            .iter()
            .map(|c| format!("quote(\"{c}\")"))
            .collect::<Vec<_>>()
            .join(" || ',' || ");
        found.insert(
            table.clone(),
            list(&format!("SELECT {columns} FROM \"{table}\" WHERE organization_key = {key} ORDER BY 1")),
        );
    }
    found
}

/// Commands that pass over an id they do not know instead of refusing it, and what they then answer.
const PASSED_OVER: &[(&str, &str)] = &[("contacts.page", "/view/filter")];

#[test]
fn every_command_has_a_case() {
    let test = TestApp::new();
    let rows = Rows::fill(&test, &test.a, "canary-a");
    let missing = without_case(&test, &rows, COMMANDS.iter().map(|command| command.name));
    assert!(missing.is_empty(), "add a line to tests/doors/cases.rs for {missing:?}");
    let mut elsewhere = 0;
    for command in COMMANDS {
        if let Some(Case::Elsewhere(why)) = case(&test, &rows, command.name) {
            println!("{} is not tried over rows: {why}", command.name);
            elsewhere += 1;
        }
    }
    assert!(elsewhere < COMMANDS.len() / 5, "few commands are tried elsewhere: {elsewhere}");
    let made_up = ["contacts.everything", "leads.steal", "quite.new"];
    assert_eq!(
        without_case(&test, &rows, made_up.into_iter()),
        made_up,
        "a new command without one is found"
    );
}

/// A's ids in the place of B's, one after the other: what was let through that should not have been.
fn cross(test: &TestApp, a: &Rows, b: &Rows, name: &str, request: &Value) -> (usize, Vec<String>) {
    let (mut tried, mut wrong) = (0, Vec::new());
    for (place, foreign) in foreign_versions(request, b, a) {
        let passed = PASSED_OVER.iter().any(|(command, at)| *command == name && place.starts_with(at));
        match test.call(&test.b, name, foreign) {
            Err(error) if error.code == Code::NotFound && !passed => {}
            Ok(answer) if passed && !answer.to_string().contains("canary-a") => {}
            other => wrong.push(format!("{name} with A's id at {place}: {other:?}")),
        }
        tried += 1;
    }
    (tried, wrong)
}

#[test]
fn every_command_serves_its_own_organization_and_never_another() {
    let test = TestApp::new();
    let a = Rows::fill(&test, &test.a, "canary-a");
    let b = Rows::fill(&test, &test.b, "canary-b");
    let before = everything_of(&test, &test.a);
    assert!(before.values().flatten().any(|row| row.contains("canary-a")), "A has rows to be seen");
    let (mut served, mut crossed, mut recognised, mut wrong) = (0, 0, 0, Vec::new());
    for command in in_order() {
        let (request, over) = match case(&test, &b, command.name) {
            Some(Case::Ask(request)) => (request, false),
            Some(Case::Over(request)) => (request, true),
            _ => continue,
        };
        let (tried, let_through) = cross(&test, &a, &b, command.name, &request);
        crossed += tried;
        wrong.extend(let_through);
        if over {
            continue;
        }
        // The control: the same request with its own ids works, and shows its own rows only.
        match test.call(&test.b, command.name, request) {
            Err(error) => wrong.push(format!("{} is not served: {error:?}", command.name)),
            Ok(answer) => {
                if let Some(job) = answer.get("job").filter(|job| job.is_string()) {
                    b.wait(&test, job);
                }
                let text = answer.to_string();
                if text.contains("canary-a") {
                    wrong.push(format!("{} shows A's rows to B: {text}", command.name));
                }
                recognised += usize::from(text.contains("canary-b"));
                served += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(served > 80 && crossed > 70, "{served} commands were tried, {crossed} ids crossed");
    assert!(recognised > 25, "own rows are recognised by their mark: in {recognised} answers");
    assert_eq!(everything_of(&test, &test.a), before, "and nothing of A was changed");
}

#[test]
fn a_role_that_may_not_is_refused_before_anything_is_looked_at() {
    let test = TestApp::new();
    let rows = Rows::fill(&test, &test.a, "canary-a");
    let before = everything_of(&test, &test.a);
    let mut refused = 0;
    for command in COMMANDS {
        let Access::Needs(permission) = command.access else { continue };
        let Some(Case::Ask(request)) = case(&test, &rows, command.name) else { continue };
        let row = PERMISSIONS.iter().find(|known| known.key == permission).unwrap();
        for (role, person) in test.roles.iter().filter(|(role, _)| row.reach_of(role).is_none()) {
            let error = test.call(person, command.name, request.clone()).unwrap_err();
            assert_eq!(
                error.code,
                Code::Forbidden,
                "{role} calls {} with a real request: {error:?}",
                command.name
            );
            assert!(
                error.kept.is_some() && error.todo.is_some(),
                "it says what was kept and what to do: {error:?}"
            );
            refused += 1;
        }
    }
    assert!(refused > 50, "{refused} were refused");
    let after = everything_of(&test, &test.a);
    assert_eq!(after, before, "and nothing was changed by any of them");
}

#[test]
fn a_field_that_no_request_has_is_refused() {
    let test = TestApp::new();
    let rows = Rows::fill(&test, &test.a, "canary-a");
    let before = everything_of(&test, &test.a);
    let (mut tried, mut taken) = (0, Vec::new());
    for command in in_order() {
        let Some(Case::Ask(mut request)) = case(&test, &rows, command.name) else { continue };
        request["organizationKey"] = 2.into();
        match test.call(&test.a, command.name, request) {
            Err(error) if error.code == Code::Invalid => {}
            Err(error) => taken.push(format!("{}: {error:?}", command.name)),
            Ok(_) => taken.push(format!("{} answered", command.name)),
        }
        tried += 1;
    }
    assert!(taken.is_empty(), "{}", taken.join("\n"));
    assert!(tried > 80, "{tried} were tried");
    assert_eq!(everything_of(&test, &test.a), before, "and nothing was changed");
}

#[test]
fn a_running_job_is_cancelled_by_its_own_organization_only() {
    let test = TestApp::new();
    let ctx = test.ctx(&test.a);
    let jobs = &test.app.workspace().unwrap().jobs;
    let job = jobs
        .start(&ctx, "undo", "canary-a works", Value::Null, |_, job| {
            loop {
                job.at(1)?;
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        })
        .unwrap();
    let request = serde_json::json!({ "job": job });
    let foreign = test.call(&test.b, "jobs.cancel", request.clone()).unwrap_err();
    assert_eq!(foreign.code, Code::NotFound, "another organization's job does not exist");
    let state = |person: &Person| test.call(person, "jobs.list", Value::Null).unwrap().to_string();
    assert!(
        state(&test.a).contains("running") && !state(&test.b).contains("canary-a"),
        "it runs on, unseen by B"
    );
    test.call(&test.a, "jobs.cancel", request).unwrap();
    jobs.wait(job);
    assert!(state(&test.a).contains("cancelled"), "its own organization stops it: {}", state(&test.a));
}

/// Command names in the generated TypeScript: what the window and the browser can ask for.
fn typescript_names(text: &str) -> Vec<String> {
    let body = text.split("export interface Commands {").nth(1).and_then(|rest| rest.split("\n}").next());
    let lines = body.unwrap_or_default().lines().filter_map(|line| line.trim().strip_prefix('"'));
    lines.filter_map(|line| line.split('"').next()).map(str::to_string).collect()
}

#[test]
fn all_doors_have_the_same_commands() {
    let table: Vec<String> = COMMANDS.iter().map(|command| command.name.to_string()).collect();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let written = std::fs::read_to_string(root.join("ui/src/api/gen/commands.ts")).unwrap();
    assert_eq!(typescript_names(&written), table, "the interface asks for what there is");
    let one = "export interface Commands {\n  \"a.b\": { kind: \"read\" };\n}\nconst x = {\n  \"c.d\": 1 };";
    assert_eq!(typescript_names(one), ["a.b"], "the names are read from the interface alone");
    // The window's rpc, the loopback door and the command line's `call` hand any name to App::call, which looks it up
    // in the table; none of them has a list of its own that could differ.
    for door in ["src-tauri/src/calls.rs", "src-tauri/landing/src/door/calls.rs", "src-tauri/cli/src/call.rs"]
    {
        let text = std::fs::read_to_string(root.join(door)).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let own: Vec<&String> = table.iter().filter(|name| code.contains(&format!("\"{name}\""))).collect();
        assert!(own.is_empty(), "{door} treats {own:?} in a way of its own");
    }
}
