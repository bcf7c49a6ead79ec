//! Rows and requests of the room of members: invitations, requests, people who are in, roles, the whitelist.

use serde_json::{Value, json};

use super::cases::Case::{self, Ask, Elsewhere};
use super::rows::Rows;
use crate::support::{Person, TestApp, sign_up};

impl Rows {
    fn somebody(&self, test: &TestApp, who: &str) -> (String, Person) {
        let email = format!("{}-{who}@people.example.com", self.mark);
        let person = sign_up(&test.app, &email, &format!("{} {who}", self.mark));
        (email, person)
    }

    pub fn members(&mut self, test: &TestApp) {
        for role in ["role", "spare role"] {
            let grants = json!([{ "permission": "lead.read", "reach": "all" }]);
            self.make(test, role, "roles.create", json!({ "name": self.named(role), "permissions": grants }));
        }
        for invitation in ["invitation", "spare invitation"] {
            let email = format!("{}-{}@people.example.com", self.mark, invitation.replace(' ', "-"));
            let request = json!({ "email": email, "role": self.id("role") });
            self.make(test, invitation, "members.invite", request);
        }
        for member in ["membership", "suspended membership", "spare membership"] {
            let (email, person) = self.somebody(test, &member.replace(' ', "-"));
            let invited =
                self.make(test, member, "members.invite", json!({ "email": email, "role": self.id("role") }));
            test.call(&person, "invitations.accept", json!({ "code": invited["code"] })).unwrap();
        }
        self.ok(test, "members.suspend", json!({ "member": self.id("suspended membership") }));
        self.ok(test, "whitelist.open", json!({ "open": true }));
        for request in ["request", "spare request"] {
            let (email, person) = self.somebody(test, &request.replace(' ', "-"));
            let organization = self.person.organization;
            test.call(&person, "organizations.askToJoin", json!({ "organization": organization })).unwrap();
            let waiting = self.ok(test, "members.waiting", json!({}));
            let rows = waiting["requests"].as_array().unwrap().iter();
            let id = rows.into_iter().find(|row| row["email"] == email.as_str()).unwrap()["id"].clone();
            self.keep(request, id);
        }
        for entry in ["entry", "spare entry"] {
            let pattern = format!("@{}-{}.example.com", self.mark, entry.replace(' ', "-"));
            let request = json!({ "pattern": pattern, "role": self.id("role") });
            self.make(test, entry, "whitelist.add", request);
        }
    }
}

pub fn case(rows: &Rows, name: &str) -> Option<Case> {
    let of = |member: &str| json!({ "member": rows.id(member) });
    let grants = json!([{ "permission": "lead.read", "reach": "own" }]);
    let ask: Value = match name {
        "organizations.joinable"
        | "invitations.mine"
        | "members.waiting"
        | "permissions.all"
        | "roles.all"
        | "whitelist.all" => json!({}),
        "organizations.askToJoin" | "organizations.withdrawRequest" => {
            return Some(Elsewhere("any organization may be asked: one of the named crossings"));
        }
        "invitations.accept" => return Some(Elsewhere("it takes a code, and no id of anybody")),
        "members.page" => json!({ "offset": 0, "limit": 50 }),
        "members.get" => of("membership"),
        "members.approve" => json!({ "member": rows.id("request"), "role": rows.id("role") }),
        "members.reject" => of("spare request"),
        "members.invite" => {
            json!({ "email": format!("{}-more@people.example.com", rows.mark), "role": rows.id("role") })
        }
        "members.renewInvitation" => of("invitation"),
        "members.withdrawInvitation" => of("spare invitation"),
        "members.change" => {
            json!({ "member": rows.id("membership"), "role": rows.id("role"), "extra": grants })
        }
        "members.suspend" => of("membership"),
        "members.reactivate" => of("suspended membership"),
        "members.remove" => of("spare membership"),
        "roles.create" => json!({ "name": format!("{} one more", rows.mark), "permissions": grants }),
        "roles.update" => json!({ "role": rows.id("role"), "description": rows.mark }),
        "roles.delete" => json!({ "role": rows.id("spare role") }),
        "whitelist.open" => json!({ "open": true }),
        "whitelist.add" => {
            json!({ "pattern": format!("@{}-new.example.com", rows.mark), "role": rows.id("role") })
        }
        "whitelist.remove" => json!({ "entry": rows.id("spare entry") }),
        _ => return None,
    };
    Some(Ask(ask))
}
