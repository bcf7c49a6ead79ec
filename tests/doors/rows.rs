//! Rows of one organization, one of each kind a request can name, made through the doors, and marked so that they are
//! recognised wherever they should not be.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Person, TestApp};

/// An organization's own rows: what they are called here → their id.
pub struct Rows {
    pub mark: &'static str,
    pub person: Person,
    ids: BTreeMap<&'static str, Value>,
}

const LETTER: &str =
    "<html><body><p>Hi {{ first_name | default: 'you' }}, <a href=\"{{ landing_url }}\">enrol</a>.</p>
    <p>{{ organization_address }} <a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></p></body></html>";

impl Rows {
    pub fn id(&self, name: &str) -> Value {
        self.ids.get(name).cloned().unwrap_or_else(|| panic!("{} has no row called {name}", self.mark))
    }

    pub fn keep(&mut self, name: &'static str, id: Value) {
        self.ids.insert(name, id);
    }

    pub fn ids(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.ids.iter().map(|(name, id)| (*name, id))
    }

    /// As the owner of the rows; it must work.
    pub fn ok(&self, test: &TestApp, name: &str, request: Value) -> Value {
        test.call(&self.person, name, request)
            .unwrap_or_else(|error| panic!("{} {name}: {error:?}", self.mark))
    }

    /// Makes a row and keeps its id.
    pub fn make(&mut self, test: &TestApp, row: &'static str, command: &str, request: Value) -> Value {
        let made = self.ok(test, command, request);
        let id = ["id", "lead", "run", "change"].iter().find_map(|name| made.get(*name)).cloned();
        self.ids.insert(row, id.unwrap_or_else(|| panic!("{command} names what it made: {made}")));
        made
    }

    pub fn fill(test: &TestApp, person: &Person, mark: &'static str) -> Rows {
        let mut rows = Rows { mark, person: person.clone(), ids: BTreeMap::new() };
        rows.people(test);
        rows.papers(test);
        rows.campaigns(test);
        rows.files(test);
        rows.rest(test);
        rows.members(test);
        rows
    }

    pub fn named(&self, what: &str) -> String {
        format!("{} {what}", self.mark)
    }

    fn people(&mut self, test: &TestApp) {
        for list in ["list", "spare list"] {
            self.make(
                test,
                list,
                "lists.create",
                json!({ "name": self.named(list), "description": self.mark }),
            );
        }
        for field in ["field", "spare field"] {
            let values = json!({ "label": self.named(field), "description": self.mark, "fieldType": "text" });
            self.make(test, field, "fields.create", json!({ "values": values }));
        }
        for contact in ["contact", "spare contact", "deleted contact"] {
            let email = format!("{}-{}@harbor-benefits.com", self.mark, contact.replace(' ', "-"));
            let fields = json!({ "email": email, "firstName": self.mark, "lastName": contact, "phone": "+1 555 0100" });
            let request = json!({ "fields": fields, "lists": [self.id("list")] });
            self.make(test, contact, "contacts.create", request);
        }
        let gone = json!({ "selection": { "ids": [self.id("deleted contact")] } });
        self.ok(test, "contacts.delete", gone);
    }

    fn papers(&mut self, test: &TestApp) {
        for template in ["template", "spare template"] {
            let made = self.make(test, template, "templates.create", json!({ "name": self.named(template) }));
            let source = json!({ "html": LETTER, "subject": self.mark, "preheader": "", "text": null });
            let draft =
                json!({ "template": made["id"], "source": source, "baseUpdatedAt": made["draftUpdatedAt"] });
            self.ok(test, "templates.saveDraft", draft);
        }
        let template = json!({ "template": self.id("template") });
        self.make(test, "template version", "templates.publish", template);
        for form in ["form", "spare form"] {
            self.make(test, form, "forms.create", json!({ "name": self.named(form) }));
        }
        self.make(test, "form version", "forms.publish", json!({ "form": self.id("form") }));
    }

    fn campaigns(&mut self, test: &TestApp) {
        for folder in ["folder", "spare folder"] {
            self.make(test, folder, "campaigns.createFolder", json!({ "name": self.named(folder) }));
        }
        for campaign in ["campaign", "spare campaign", "rehearsed campaign"] {
            let made = self.make(
                test,
                campaign,
                "campaigns.create",
                json!({ "name": self.named(campaign), "folder": self.id("folder") }),
            );
            let change = json!({
                "campaign": made["id"], "version": made["version"], "description": self.mark,
                "templateVersion": self.id("template version"), "formVersion": self.id("form version"),
                "includeLists": [self.id("list")],
            });
            self.ok(test, "campaigns.update", change);
        }
        let cost = json!({ "campaign": self.id("campaign"), "kind": "fixed", "amountMinor": 500, "note": self.mark });
        self.ok(test, "campaigns.addCost", cost);
        let started = self.make(
            test,
            "run",
            "rehearsals.start",
            json!({ "campaign": self.id("rehearsed campaign"), "seed": 7, "advanceClock": true }),
        );
        self.ids.insert("job", started["job"].clone());
        self.wait(test, &started["job"]);
    }

    pub fn wait(&self, test: &TestApp, job: &Value) {
        test.app.workspace().unwrap().jobs.wait(job.as_str().unwrap().parse().unwrap());
    }

    /// A file of contacts on the disk.
    pub fn file(&self, test: &TestApp) -> Value {
        let path = test.folder.path().join(format!("{}.csv", self.mark));
        std::fs::write(&path, format!("email,first name\nimported-{0}@harbor-benefits.com,{0}\n", self.mark))
            .unwrap();
        json!(path)
    }

    fn files(&mut self, test: &TestApp) {
        for import in ["import", "spare import"] {
            let name = format!("{}.csv", self.mark);
            let staged = self.ok(test, "imports.stage", json!({ "path": self.file(test), "fileName": name }));
            self.ids.insert(import, staged["import"]["id"].clone());
        }
    }

    fn rest(&mut self, test: &TestApp) {
        for lead in ["lead", "spare lead"] {
            let request = json!({
                "title": self.named(lead), "campaign": self.id("campaign"), "contact": self.id("contact"),
                "note": self.mark, "owner": self.ok_me(test),
            });
            self.make(test, lead, "leads.create", request);
        }
        let address = format!("{}-suppressed@harbor-benefits.com", self.mark);
        self.ok(
            test,
            "suppressions.add",
            json!({ "addresses": [address], "reason": "manual", "note": self.mark }),
        );
        let page = self.ok(test, "suppressions.page", json!({ "offset": 0, "limit": 10 }));
        self.ids.insert("suppression", page["rows"][0]["id"].clone());
        let version = self.lead_version(test, "lead");
        let change = json!({ "lead": self.id("lead"), "version": version, "note": self.named("noted") });
        let changed = self.ok(test, "leads.update", change);
        self.ids.insert("change", changed["undo"].clone());
        self.ids.insert("member", json!(self.ok_me(test)));
    }

    /// The id of the person whose rows these are.
    fn ok_me(&self, test: &TestApp) -> Value {
        test.me(&self.person)["id"].clone()
    }

    pub fn lead_version(&self, test: &TestApp, lead: &str) -> Value {
        self.ok(test, "leads.get", json!({ "lead": self.id(lead) }))["row"]["version"].clone()
    }

    /// What a command answers about a row of this organization, for the versions that a change must name.
    pub fn look(&self, test: &TestApp, name: &str, request: Value, field: &str) -> Value {
        self.ok(test, name, request)[field].clone()
    }
}
