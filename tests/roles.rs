//! Roles and permissions: shipped and custom ones, what is given beyond them, and that nobody gives more than they hold.

use reachly_core::Code;
use reachly_core::store::Action;
use serde_json::{Value, json};

use crate::members::{ask, inside, last_action, member, no, ok, only_request, person, role};
use crate::support::{Person, TestApp, found, sign_up};

#[test]
fn an_extra_permission_takes_effect_at_the_next_call_and_is_withdrawn() {
    let test = TestApp::new();
    let viewer = person(&test, "Viewer");
    let id = member(&test, "viewer@harbor-benefits.com")["id"].clone();
    let create = json!({ "fields": { "firstName": "New" } });
    assert_eq!(no(&test, &viewer, "contacts.create", create.clone()).code, Code::Forbidden);
    let extra = |list: Value| json!({ "member": id, "extra": list });
    test.ok("members.change", extra(json!([{ "permission": "contact.write", "reach": "all" }])));
    ok(&test, &viewer, "contacts.create", create.clone());
    let told = last_action(&test)["changes"].to_string();
    test.ok("members.change", extra(json!([])));
    assert_eq!(no(&test, &viewer, "contacts.create", create).code, Code::Forbidden, "withdrawn at once");
    let withdrawn = last_action(&test)["changes"]["detail"]["extraPermissions"].clone();
    assert_eq!(withdrawn, json!([["contact.write (all)"], []]), "the trail says so; before it {told}");
    for bad in [
        json!([{ "permission": "contact.everything", "reach": "all" }]),
        json!([{ "permission": "contact.write", "reach": "most" }]),
        json!([{ "permission": "contact.write", "reach": "own" }]),
    ] {
        assert_eq!(
            test.refused("members.change", extra(bad.clone())).field.as_deref(),
            Some("extra"),
            "{bad}"
        );
    }
    // Own reaches what oneself made, and nothing of others.
    test.ok("members.change", extra(json!([{ "permission": "campaign.write", "reach": "own" }])));
    let others = test.ok("campaigns.create", json!({ "name": "Ada's" }))["id"].clone();
    ok(&test, &viewer, "campaigns.create", json!({ "name": "Mine" }));
    let error =
        no(&test, &viewer, "campaigns.update", json!({ "campaign": others, "name": "Theirs", "version": 1 }));
    assert_eq!(error.code, Code::Forbidden, "own is not all: {error:?}");
}

/// A role that may manage members and roles, and read; held by the Manager's person.
fn deputy(test: &TestApp) -> Person {
    let grants: Vec<Value> =
        ["organization.read", "member.read", "member.manage", "role.manage", "contact.read"]
            .iter()
            .map(|key| json!({ "permission": key, "reach": "all" }))
            .collect();
    let made = test.ok("roles.create", json!({ "name": "Deputy", "permissions": grants }));
    let id = member(test, "manager@harbor-benefits.com")["id"].clone();
    test.ok("members.change", json!({ "member": id, "role": made["id"] }));
    person(test, "Manager")
}

#[test]
fn nobody_gives_what_they_do_not_hold_or_raises_themselves() {
    let test = TestApp::new();
    let deputy = deputy(&test);
    let admin = role(&test, &test.a, "Admin");
    let own = role(&test, &test.a, "Deputy");
    let me = member(&test, "manager@harbor-benefits.com")["id"].clone();
    let viewer = member(&test, "viewer@harbor-benefits.com")["id"].clone();
    let more = json!([{ "permission": "contact.delete", "reach": "all" }]);
    let all = json!([{ "permission": "lead.write", "reach": "own" }]);
    let cy = sign_up(&test.app, "cy@elsewhere.com", "Cy");
    ask(&test, &cy);
    let request = only_request(&test)["id"].clone();
    for (name, request) in [
        ("members.change", json!({ "member": me, "role": admin })),
        ("members.change", json!({ "member": me, "extra": more })),
        ("members.approve", json!({ "member": request, "role": admin })),
        ("members.approve", json!({ "member": request, "role": own, "extra": all })),
        ("members.invite", json!({ "email": "x@elsewhere.com", "role": admin })),
        ("whitelist.add", json!({ "pattern": "elsewhere.com", "role": admin })),
        ("roles.create", json!({ "name": "More", "permissions": more })),
        ("roles.update", json!({ "role": own, "permissions": more })),
        // Who may do more is not theirs to change.
        ("members.suspend", json!({ "member": member(&test, "ada@harbor-benefits.com")["id"] })),
        ("members.remove", json!({ "member": viewer })),
    ] {
        let error = no(&test, &deputy, name, request.clone());
        assert_eq!(error.code, Code::Forbidden, "{name} {request}");
    }
    ok(&test, &deputy, "members.approve", json!({ "member": request, "role": own }));
    let cy = member(&test, "cy@elsewhere.com");
    ok(&test, &deputy, "members.suspend", json!({ "member": cy["id"] }));
    assert_eq!(
        no(&test, &deputy, "members.suspend", json!({ "member": me })).code,
        Code::Conflict,
        "not oneself"
    );
    ok(&test, &deputy, "members.remove", json!({ "member": cy["id"] }));
}

#[test]
fn shipped_roles_stay_and_custom_ones_change_at_once() {
    let test = TestApp::new();
    let viewer_role = role(&test, &test.a, "Viewer");
    for (name, request) in [
        ("roles.update", json!({ "role": viewer_role, "name": "Guest" })),
        ("roles.update", json!({ "role": viewer_role, "permissions": [] })),
        ("roles.delete", json!({ "role": viewer_role })),
    ] {
        assert_eq!(test.refused(name, request).code, Code::Conflict, "{name}");
    }
    let all = test.ok("roles.all", json!({}));
    let copy =
        all.as_array().unwrap().iter().find(|one| one["name"] == "Viewer").unwrap()["permissions"].clone();
    let named = |name: &str| json!({ "name": name, "description": "As Viewer", "permissions": copy });
    assert_eq!(test.refused("roles.create", named("viewer")).code, Code::Taken, "whatever its case");
    let made = test.ok("roles.create", named("Guest"));
    let person = person(&test, "Viewer");
    let id = member(&test, "viewer@harbor-benefits.com")["id"].clone();
    test.ok("members.change", json!({ "member": id, "role": made["id"] }));
    ok(&test, &person, "leads.fields", json!({}));
    let less: Vec<Value> =
        copy.as_array().unwrap().iter().filter(|one| one["permission"] != "lead.read").cloned().collect();
    test.ok("roles.update", json!({ "role": made["id"], "permissions": less }));
    assert_eq!(no(&test, &person, "leads.fields", json!({})).code, Code::Forbidden, "at the next call");
    let told = last_action(&test)["changes"]["detail"]["withdrawn"].clone();
    assert_eq!(told, json!(["lead.read (all)"]), "the trail says what was withdrawn");
    assert_eq!(
        test.refused("roles.delete", json!({ "role": made["id"] })).code,
        Code::Conflict,
        "somebody holds it"
    );
    test.ok("members.change", json!({ "member": id, "role": viewer_role }));
    test.ok("whitelist.add", json!({ "pattern": "elsewhere.com", "role": made["id"] }));
    assert_eq!(
        test.refused("roles.delete", json!({ "role": made["id"] })).code,
        Code::Conflict,
        "the whitelist gives it"
    );
    let entry = test.ok("whitelist.all", json!({}))["whitelist"][0]["id"].clone();
    test.ok("whitelist.remove", json!({ "entry": entry }));
    test.ok("roles.delete", json!({ "role": made["id"] }));
    assert_eq!(
        test.refused("roles.update", json!({ "role": made["id"], "name": "Back" })).code,
        Code::NotFound
    );
    test.ok("roles.create", named("Guest"));
    let bad = json!({ "name": "Odd", "permissions": [{ "permission": "no.such", "reach": "all" }] });
    assert_eq!(test.refused("roles.create", bad).field.as_deref(), Some("permissions"));
}

#[test]
fn an_older_file_learns_what_the_shipped_roles_hold_now() {
    let test = TestApp::new();
    let b = found(&test.app, &test.a, "Second Office");
    let second = Person { organization: Some(b), ..test.a.clone() };
    let before = test.ok("roles.all", json!({}));
    for person in [&test.a, &second] {
        let sql = "DELETE FROM main.role_permissions WHERE organization_key = current_org() AND permission_key = 'lead.read'";
        test.ctx(person).write(Action::plain("test.older"), move |tx| tx.execute(sql, [])).unwrap();
    }
    assert_eq!(test.refused("leads.fields", json!({})).code, Code::Forbidden, "the older file lacks it");
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    test.app.replace(None);
    let reopened = reachly_core::app::Workspace::open(&path, crate::support::options(false)).unwrap();
    test.app.replace(Some(reopened));
    test.ok("leads.fields", json!({}));
    ok(&test, &second, "leads.fields", json!({}));
    assert_eq!(test.ok("roles.all", json!({})), before, "as the program says");
}

#[test]
fn the_workspace_owner_names_others_and_one_stays() {
    let test = TestApp::new();
    let all = test.ok("workspace.owners", json!({}));
    assert_eq!(all["owners"].as_array().unwrap().len(), 1, "who made the workspace: {all}");
    assert_eq!(
        all["organizations"],
        json!(["Harbor Benefits", "Rival Brokers"]),
        "names of all, nothing else"
    );
    assert_eq!(no(&test, &test.b, "workspace.owners", json!({})).code, Code::Forbidden, "not everybody's");
    let me = json!({ "user": all["owners"][0]["id"] });
    assert_eq!(test.refused("workspace.removeOwner", me.clone()).code, Code::Conflict, "the last one stays");
    let raw = test.ctx(&test.a).write_workspace(Action::plain("test.raw"), |tx| {
        tx.execute("UPDATE main.users SET is_owner = 0 WHERE is_owner = 1", [])
    });
    assert_eq!(raw.unwrap_err().code, Code::Conflict, "the database itself refuses");
    let nobody = test.refused("workspace.addOwner", json!({ "email": "nobody@elsewhere.com" }));
    assert_eq!(nobody.field.as_deref(), Some("email"));
    let bea = json!({ "email": "Bea@Rival-Brokers.com" });
    assert_eq!(test.ok("workspace.addOwner", bea.clone())["owners"][1]["name"], "Bea Boss");
    assert_eq!(test.refused("workspace.addOwner", bea).code, Code::Taken);
    ok(&test, &test.b, "workspace.owners", json!({}));
    assert_eq!(
        no(&test, &inside(&test, &test.b), "organizations.get", json!({})).code,
        Code::NotFound,
        "not their data"
    );
    ok(&test, &test.b, "workspace.removeOwner", me);
    assert_eq!(test.refused("workspace.backups", json!({})).code, Code::Forbidden, "at the next call");
}
