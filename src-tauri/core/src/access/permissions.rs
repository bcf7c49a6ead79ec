//! The permission catalogue and what the five shipped roles hold of it.

/// One permission: key, description, category, and its reach in Manager, Consultant, Analyst, Viewer
/// (`a` all, `o` own, `-` none). Admin holds every permission for all.
pub struct Permission {
    pub key: &'static str,
    pub description: &'static str,
    pub category: &'static str,
    reaches: [char; 4],
}

const fn permission(
    key: &'static str,
    description: &'static str,
    category: &'static str,
    reaches: [char; 4],
) -> Permission {
    Permission { key, description, category, reaches }
}

/// Every permission there is.
pub const PERMISSIONS: &[Permission] = &[
    permission(
        "organization.read",
        "See the organization and its jobs",
        "organization",
        ['a', 'a', 'a', 'a'],
    ),
    permission(
        "organization.settings",
        "Change the organization's settings",
        "organization",
        ['-', '-', '-', '-'],
    ),
    permission("organization.delete", "Delete the organization", "organization", ['-', '-', '-', '-']),
    permission("member.read", "See who belongs to the organization", "organization", ['a', 'a', 'a', 'a']),
    permission(
        "member.manage",
        "Invite, approve, change and suspend members",
        "organization",
        ['-', '-', '-', '-'],
    ),
    permission("role.manage", "Make and change roles", "organization", ['-', '-', '-', '-']),
    permission("audit.read", "Read and verify the audit trail", "compliance", ['-', '-', '-', '-']),
    permission("contact.read", "See contacts and lists", "contacts", ['a', 'a', 'a', 'a']),
    permission("contact.write", "Add and change contacts and lists", "contacts", ['a', '-', '-', '-']),
    permission("contact.import", "Import contacts from files", "contacts", ['a', '-', '-', '-']),
    permission("contact.delete", "Delete contacts and lists", "contacts", ['-', '-', '-', '-']),
    permission("contact.export", "Export contacts", "contacts", ['a', '-', 'a', '-']),
    permission("suppression.write", "Suppress addresses and lift it", "contacts", ['a', '-', '-', '-']),
    permission("segment.delete", "Delete segments", "contacts", ['a', '-', '-', '-']),
    permission("template.read", "See templates", "campaigns", ['a', 'a', 'a', 'a']),
    permission("template.write", "Write templates", "campaigns", ['a', 'o', '-', '-']),
    permission("template.delete", "Delete templates", "campaigns", ['-', '-', '-', '-']),
    permission("form.read", "See forms", "campaigns", ['a', 'a', 'a', 'a']),
    permission("form.write", "Write forms", "campaigns", ['a', 'o', '-', '-']),
    permission("form.delete", "Delete forms", "campaigns", ['-', '-', '-', '-']),
    permission("campaign.read", "See campaigns", "campaigns", ['a', 'a', 'a', 'a']),
    permission("campaign.write", "Create and change campaigns", "campaigns", ['a', 'o', '-', '-']),
    permission("campaign.launch", "Launch, pause and complete campaigns", "campaigns", ['a', 'o', '-', '-']),
    permission("campaign.delete", "Delete campaigns", "campaigns", ['-', '-', '-', '-']),
    permission("rehearsal.run", "Rehearse campaigns", "campaigns", ['a', 'o', '-', '-']),
    permission("lead.read", "See leads", "leads", ['a', 'a', 'a', 'a']),
    permission("lead.write", "Create and change leads", "leads", ['a', 'o', '-', '-']),
    permission("lead.delete", "Delete leads", "leads", ['-', '-', '-', '-']),
    permission("lead.export", "Export leads", "leads", ['a', '-', 'a', '-']),
    permission("report.read", "See results and dashboards", "reports", ['a', 'a', 'a', 'a']),
    permission("report.export", "Export results", "reports", ['a', '-', 'a', '-']),
    permission("change.undo", "Undo changes", "organization", ['a', 'o', '-', '-']),
    permission("job.cancel", "Cancel running jobs", "organization", ['a', 'o', '-', '-']),
];

/// The shipped roles, in the order of their rights.
pub const ROLES: &[(&str, &str)] = &[
    ("Admin", "Everything, also members, roles, settings and deletion"),
    ("Manager", "Everything except members, roles, settings, compliance and deletion"),
    ("Consultant", "Own campaigns, templates, forms and leads; no deletion"),
    ("Analyst", "Reads everything, exports"),
    ("Viewer", "Reads; no export, no sensitive fields"),
];

/// Permissions whose domain asks who made the record; of every other one there is only `all`.
const BY_MAKER: &[&str] = &[
    "template.write",
    "template.delete",
    "form.write",
    "form.delete",
    "campaign.write",
    "campaign.launch",
    "campaign.delete",
    "rehearsal.run",
    "lead.read",
    "lead.write",
    "lead.delete",
    "lead.export",
    "change.undo",
    "job.cancel",
];

impl Permission {
    /// The permission of this key.
    pub fn find(key: &str) -> Option<&'static Permission> {
        PERMISSIONS.iter().find(|one| one.key == key)
    }

    /// Whether it can be held for one's own records only.
    pub fn has_own(&self) -> bool {
        self.reaches.contains(&'o') || BY_MAKER.contains(&self.key)
    }

    /// `own`, `all` or nothing, for a shipped role by its name.
    pub fn reach_of(&self, role: &str) -> Option<&'static str> {
        let at = match role {
            "Admin" => return Some("all"),
            "Manager" => 0,
            "Consultant" => 1,
            "Analyst" => 2,
            "Viewer" => 3,
            _ => return None,
        };
        match self.reaches[at] {
            'a' => Some("all"),
            'o' => Some("own"),
            _ => None,
        }
    }
}
