//! One honest request for every command, over the rows of one organization. A command that is not here fails the tests
//! of the doors: whoever adds a row to the table adds a line here.

use serde_json::{Value, json};

use super::rows::Rows;
use crate::support::TestApp;

/// What a command is asked, so that its answer is yes.
pub enum Case {
    Ask(Value),
    /// What is asked of it is over by then: it is tried with the other organization's ids, and served in a test of its
    /// own.
    Over(Value),
    /// Not tried over an organization's rows, and why.
    Elsewhere(&'static str),
}

use Case::{Ask, Elsewhere, Over};

pub fn case(test: &TestApp, rows: &Rows, name: &str) -> Option<Case> {
    let room = name.split('.').next().unwrap_or_default();
    let membership = super::membership::case(rows, name);
    if membership.is_some() {
        return membership;
    }
    match room {
        "workspace" | "access" | "organizations" | "landing" => house(rows, name),
        "account" => account(rows, name),
        "contacts" | "lists" | "fields" | "suppressions" | "validation" => people(test, rows, name),
        "imports" => imports(test, rows, name),
        "templates" | "forms" => papers(test, rows, name),
        "campaigns" | "audience" | "rehearsals" | "reports" => campaigns(test, rows, name),
        "leads" => leads(test, rows, name),
        _ => rest(rows, name),
    }
}

fn house(rows: &Rows, name: &str) -> Option<Case> {
    Some(match name {
        "workspace.status" | "workspace.create" | "workspace.open" | "workspace.sample"
        | "workspace.restore" | "workspace.close" | "landing.status" => {
            Elsewhere("a front door, which knows no organization")
        }
        "workspace.backup"
        | "workspace.backups"
        | "workspace.owners"
        | "workspace.addOwner"
        | "workspace.removeOwner" => Elsewhere("the workspace's owner, not an organization's member"),
        "access.signUp" | "access.signIn" | "access.recover" => Elsewhere("nobody is signed in yet"),
        "access.signOut" => Elsewhere("it would end the session that asks the rest"),
        "access.me" | "organizations.get" => Ask(json!({})),
        "organizations.create" => {
            Ask(json!({ "name": format!("{} too", rows.mark), "reportingZone": "UTC", "currency": "USD" }))
        }
        "organizations.logo" | "organizations.deleted" | "organizations.removeLogo" => Ask(json!({})),
        "organizations.setZone" => Ask(json!({ "zone": "Europe/Berlin" })),
        "organizations.setLogo" => Elsewhere("it takes an upload, which belongs to its person"),
        "organizations.leave" | "organizations.delete" | "organizations.restore" => {
            Elsewhere("it would end the organization, or one's own part in it, that asks the rest")
        }
        "organizations.update" => Ask(json!({ "billingEntity": format!("{} Ltd", rows.mark) })),
        _ => return None,
    })
}

fn account(rows: &Rows, name: &str) -> Option<Case> {
    Some(match name {
        "account.profile" | "account.active" => Ask(json!({})),
        "account.update" => Ask(json!({ "title": rows.mark })),
        "account.changeEmail"
        | "account.changePassword"
        | "account.newRecoveryCode"
        | "account.close"
        | "account.unlock" => Elsewhere("it takes the person's own password, and no id of anybody"),
        "account.lock" => Elsewhere("it would lock the window that asks the rest"),
        "account.handOver" | "account.enter" => Elsewhere("it takes one's own session or its token"),
        _ => return None,
    })
}

fn people(test: &TestApp, rows: &Rows, name: &str) -> Option<Case> {
    let some = |contact: &str| json!({ "ids": [rows.id(contact)] });
    let contact = || json!({ "contact": rows.id("contact") });
    Some(Ask(match name {
        "contacts.page" => {
            let of_list =
                json!({ "is": { "field": "list", "operator": "equals", "value": rows.id("list") } });
            json!({ "view": { "filter": of_list }, "offset": 0, "limit": 50 })
        }
        "contacts.get" => contact(),
        "contacts.create" => json!({ "fields": { "firstName": rows.mark }, "lists": [rows.id("list")] }),
        "contacts.update" => json!({
            "contact": rows.id("contact"), "fields": { "city": "Salem" },
            "version": rows.look(test, "contacts.get", contact(), "version"),
        }),
        "contacts.delete" => json!({ "selection": some("spare contact") }),
        "contacts.restore" => json!({ "selection": some("deleted contact") }),
        "contacts.exportColumns" | "fields.all" => json!({}),
        "contacts.export" => json!({ "selection": some("contact"), "mark": false }),
        "fields.create" => {
            json!({ "values": { "label": format!("{} more", rows.mark), "fieldType": "text" } })
        }
        "fields.update" => json!({
            "field": rows.id("field"), "values": { "label": format!("{} field", rows.mark), "fieldType": "text" },
        }),
        "fields.delete" => json!({ "field": rows.id("spare field") }),
        "suppressions.addSelected" => json!({ "selection": some("spare contact"), "reason": "manual" }),
        "contacts.count" => json!({ "selection": some("contact") }),
        "contacts.fields" | "lists.all" | "validation.rules" => json!({}),
        "lists.create" => json!({ "name": format!("{} one more", rows.mark) }),
        "lists.update" => {
            json!({ "list": rows.id("list"), "name": format!("{} list", rows.mark), "description": "" })
        }
        "lists.delete" => json!({ "list": rows.id("spare list") }),
        "lists.addMembers" | "lists.removeMembers" => {
            json!({ "list": rows.id("list"), "selection": some("contact") })
        }
        "validation.run" => json!({ "list": rows.id("list") }),
        "suppressions.page" => json!({ "offset": 0, "limit": 50 }),
        "suppressions.add" => {
            json!({ "addresses": [format!("{}-no@harbor-benefits.com", rows.mark)], "reason": "manual" })
        }
        "suppressions.remove" => json!({ "suppression": rows.id("suppression"), "reason": "Asked by phone" }),
        _ => return None,
    }))
}

fn imports(test: &TestApp, rows: &Rows, name: &str) -> Option<Case> {
    let import = || json!({ "import": rows.id("import") });
    if name == "imports.rejects" {
        return Some(Over(json!({ "import": rows.id("import"), "mark": false })));
    }
    let format = || rows.look(test, "imports.get", import(), "format");
    Some(Ask(match name {
        "imports.stage" => json!({ "path": rows.file(test), "fileName": "again.csv" }),
        "imports.get" | "imports.start" => import(),
        "imports.read" => json!({ "import": rows.id("spare import"), "format": format() }),
        "imports.preview" => json!({
            "import": rows.id("import"), "format": format(), "mapping": ["email", "first_name"], "list": rows.id("list"),
        }),
        "imports.recent" => json!({}),
        "imports.rows" => json!({ "import": rows.id("import"), "offset": 0, "limit": 10 }),
        _ => return None,
    }))
}

fn papers(test: &TestApp, rows: &Rows, name: &str) -> Option<Case> {
    let template = |which: &str| json!({ "template": rows.id(which) });
    let form = |which: &str| json!({ "form": rows.id(which) });
    let letter = || rows.look(test, "templates.get", template("template"), "draft");
    let paper = || rows.look(test, "forms.get", form("form"), "draft");
    Some(Ask(match name {
        "templates.page" | "forms.page" => json!({ "offset": 0, "limit": 50 }),
        "templates.get" | "templates.versions" | "templates.publish" => template("template"),
        "templates.create" => json!({ "name": format!("{} copy", rows.mark), "copyOf": rows.id("template") }),
        "templates.update" => json!({ "template": rows.id("template"), "description": rows.mark }),
        "templates.saveDraft" => json!({
            "template": rows.id("template"), "source": letter(),
            "baseUpdatedAt": rows.look(test, "templates.get", template("template"), "draftUpdatedAt"),
        }),
        "templates.check" => json!({ "source": letter() }),
        "templates.preview" => json!({ "template": rows.id("template"), "contact": rows.id("contact") }),
        "templates.starters" | "templates.variables" => json!({}),
        "templates.delete" => template("spare template"),
        "forms.get" | "forms.versions" | "forms.publish" => form("form"),
        "forms.create" => json!({ "name": format!("{} copy", rows.mark), "copyOf": rows.id("form") }),
        "forms.update" => json!({ "form": rows.id("form"), "description": rows.mark }),
        "forms.saveDraft" => json!({
            "form": rows.id("form"), "content": paper(),
            "baseUpdatedAt": rows.look(test, "forms.get", form("form"), "draftUpdatedAt"),
        }),
        "forms.check" => json!({ "content": paper() }),
        "forms.delete" => form("spare form"),
        _ => return None,
    }))
}

fn campaigns(test: &TestApp, rows: &Rows, name: &str) -> Option<Case> {
    let campaign = || json!({ "campaign": rows.id("campaign") });
    let rehearsed = || json!({ "campaign": rows.id("rehearsed campaign") });
    if name == "campaigns.launch" {
        return Some(Over(campaign()));
    }
    Some(Ask(match name {
        "campaigns.page" => json!({ "folder": rows.id("folder"), "offset": 0, "limit": 50 }),
        "campaigns.get" | "campaigns.check" | "campaigns.costs" | "audience.waterfall" => campaign(),
        "campaigns.create" => {
            json!({ "name": format!("{} copy", rows.mark), "folder": rows.id("folder"), "copyOf": rows.id("campaign") })
        }
        "campaigns.update" => json!({
            "campaign": rows.id("campaign"), "version": rows.look(test, "campaigns.get", campaign(), "version"),
            "folder": rows.id("folder"), "includeLists": [rows.id("list")], "excludeLists": [rows.id("spare list")],
            "templateVersion": rows.id("template version"), "formVersion": rows.id("form version"),
        }),
        "campaigns.setStatus" => json!({ "campaign": rows.id("campaign"), "status": "active" }),
        "campaigns.history" => json!({ "campaign": rows.id("campaign"), "offset": 0, "limit": 50 }),
        "campaigns.delete" => json!({ "campaign": rows.id("spare campaign") }),
        "campaigns.folders" | "rehearsals.presets" => json!({}),
        "campaigns.createFolder" => json!({ "name": format!("{} more", rows.mark) }),
        "campaigns.renameFolder" => {
            json!({ "folder": rows.id("folder"), "name": format!("{} folder", rows.mark) })
        }
        "campaigns.deleteFolder" => json!({ "folder": rows.id("spare folder") }),
        "campaigns.slugFree" => json!({ "slug": "autumn", "campaign": rows.id("campaign") }),
        "campaigns.addCost" => json!({ "campaign": rows.id("campaign"), "kind": "fixed", "amountMinor": 1 }),
        "campaigns.preview" => json!({ "campaign": rows.id("campaign"), "contact": rows.id("contact") }),
        "rehearsals.defaults" | "rehearsals.runs" | "rehearsals.reset" | "reports.campaign" => rehearsed(),
        "rehearsals.start" => {
            json!({ "campaign": rows.id("spare campaign"), "seed": 3, "advanceClock": true })
        }
        "rehearsals.get" => json!({ "run": rows.id("run") }),
        "reports.people" => {
            json!({ "campaign": rows.id("rehearsed campaign"), "metric": "sent", "offset": 0, "limit": 50 })
        }
        "reports.export" => json!({ "campaign": rows.id("rehearsed campaign"), "metric": "sent" }),
        "reports.overview" => json!({}),
        _ => return None,
    }))
}

fn leads(test: &TestApp, rows: &Rows, name: &str) -> Option<Case> {
    let version = || rows.lead_version(test, "lead");
    Some(Ask(match name {
        "leads.page" => {
            json!({ "view": { "campaign": rows.id("campaign"), "owner": rows.id("member") }, "offset": 0, "limit": 50 })
        }
        "leads.board" => json!({ "campaign": rows.id("campaign"), "cards": 10 }),
        "leads.get" => json!({ "lead": rows.id("lead") }),
        "leads.setStatus" => json!({ "lead": rows.id("lead"), "status": "contacted", "version": version() }),
        "leads.create" => json!({
            "title": rows.mark, "campaign": rows.id("campaign"), "contact": rows.id("contact"), "owner": rows.id("member"),
        }),
        "leads.update" => json!({
            "lead": rows.id("lead"), "version": version(), "contact": rows.id("contact"), "owner": rows.id("member"),
        }),
        "leads.delete" => json!({ "leads": [rows.id("spare lead")] }),
        "leads.fields" => json!({ "campaign": rows.id("campaign") }),
        "leads.facets" => json!({ "campaign": rows.id("campaign"), "field": "email" }),
        "leads.export" => json!({ "view": { "campaign": rows.id("campaign") } }),
        _ => return None,
    }))
}

fn rest(rows: &Rows, name: &str) -> Option<Case> {
    if name == "jobs.cancel" {
        return Some(Over(json!({ "job": rows.id("job") })));
    }
    if name == "clock.advance" {
        return Some(Elsewhere("it names a time, and no id of anybody"));
    }
    Some(Ask(match name {
        "changes.undo" => json!({ "change": rows.id("change") }),
        "audit.page" => json!({ "offset": 0, "limit": 50 }),
        "audit.verify" | "today.list" | "jobs.list" | "jobs.scheduled" | "jobs.proof" | "clock.get" => {
            json!({})
        }
        "jobs.runNow" => json!({ "kind": "campaign-finality" }),
        "jobs.history" => json!({ "offset": 0, "limit": 10 }),
        "jobs.putRight" => json!({ "campaign": rows.id("rehearsed campaign") }),
        _ => return None,
    }))
}
