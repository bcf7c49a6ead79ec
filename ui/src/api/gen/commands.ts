// Written from the command table; `cargo xtask gen` renews it.
import type * as t from "./types";

export interface Commands {
  "workspace.status": { request: t.Nothing; response: t.WorkspaceStatus; kind: "read" };
  "workspace.create": { request: t.WorkspacePlace; response: t.WorkspaceStatus; kind: "write" };
  "workspace.open": { request: t.WorkspacePlace; response: t.WorkspaceStatus; kind: "write" };
  "workspace.close": { request: t.Nothing; response: t.WorkspaceStatus; kind: "write" };
  "access.signUp": { request: t.SignUp; response: t.SignedUp; kind: "write" };
  "access.signIn": { request: t.SignIn; response: t.Session; kind: "write" };
  "access.recover": { request: t.Recover; response: t.SignedUp; kind: "write" };
  "access.signOut": { request: t.Nothing; response: t.Nothing; kind: "write" };
  "access.me": { request: t.Nothing; response: t.Me; kind: "read" };
  "organizations.create": { request: t.CreateOrganization; response: t.Organization; kind: "write" };
  "organizations.get": { request: t.Nothing; response: t.Organization; kind: "read" };
  "organizations.update": { request: t.UpdateOrganization; response: t.Organization; kind: "write" };
  "changes.undo": { request: t.UndoChange; response: t.UndoAnswer; kind: "write" };
  "audit.page": { request: t.PageRequest; response: t.AuditPage; kind: "read" };
  "audit.verify": { request: t.Nothing; response: t.AuditReport; kind: "read" };
  "contacts.page": { request: t.ContactPageRequest; response: t.ContactPage; kind: "read" };
  "contacts.get": { request: t.ContactId; response: t.Contact; kind: "read" };
  "contacts.create": { request: t.CreateContact; response: t.Changed; kind: "write" };
  "contacts.update": { request: t.UpdateContact; response: t.Changed; kind: "write" };
  "contacts.delete": { request: t.SelectContacts; response: t.BulkStarted; kind: "job" };
  "contacts.restore": { request: t.SelectContacts; response: t.BulkStarted; kind: "job" };
  "contacts.count": { request: t.SelectContacts; response: t.BulkChanged; kind: "read" };
  "contacts.fields": { request: t.Nothing; response: Array<string>; kind: "read" };
  "lists.all": { request: t.Nothing; response: Array<t.ContactList>; kind: "read" };
  "lists.create": { request: t.CreateList; response: t.Changed; kind: "write" };
  "lists.update": { request: t.UpdateList; response: t.Changed; kind: "write" };
  "lists.delete": { request: t.ListId; response: t.Changed; kind: "write" };
  "lists.addMembers": { request: t.ListMembers; response: t.BulkChanged; kind: "write" };
  "lists.removeMembers": { request: t.ListMembers; response: t.BulkChanged; kind: "write" };
  "validation.rules": { request: t.Nothing; response: Array<t.ValidationRule>; kind: "read" };
  "validation.run": { request: t.RunValidation; response: t.JobStarted; kind: "job" };
  "imports.stage": { request: t.StageImport; response: t.StagedFile; kind: "write" };
  "imports.read": { request: t.ReadImport; response: t.StagedFile; kind: "write" };
  "imports.preview": { request: t.PreviewImport; response: t.JobStarted; kind: "job" };
  "imports.start": { request: t.ImportId; response: t.JobStarted; kind: "job" };
  "imports.get": { request: t.ImportId; response: t.Import; kind: "read" };
  "imports.recent": { request: t.Nothing; response: Array<t.Import>; kind: "read" };
  "imports.rows": { request: t.ImportRowsRequest; response: t.ImportRows; kind: "read" };
  "jobs.list": { request: t.Nothing; response: Array<t.JobProgress>; kind: "read" };
  "jobs.cancel": { request: t.JobId; response: t.Nothing; kind: "write" };
}

export const COMMAND_KINDS: { [K in keyof Commands]: Commands[K]["kind"] } = {
  "workspace.status": "read",
  "workspace.create": "write",
  "workspace.open": "write",
  "workspace.close": "write",
  "access.signUp": "write",
  "access.signIn": "write",
  "access.recover": "write",
  "access.signOut": "write",
  "access.me": "read",
  "organizations.create": "write",
  "organizations.get": "read",
  "organizations.update": "write",
  "changes.undo": "write",
  "audit.page": "read",
  "audit.verify": "read",
  "contacts.page": "read",
  "contacts.get": "read",
  "contacts.create": "write",
  "contacts.update": "write",
  "contacts.delete": "job",
  "contacts.restore": "job",
  "contacts.count": "read",
  "contacts.fields": "read",
  "lists.all": "read",
  "lists.create": "write",
  "lists.update": "write",
  "lists.delete": "write",
  "lists.addMembers": "write",
  "lists.removeMembers": "write",
  "validation.rules": "read",
  "validation.run": "job",
  "imports.stage": "write",
  "imports.read": "write",
  "imports.preview": "job",
  "imports.start": "job",
  "imports.get": "read",
  "imports.recent": "read",
  "imports.rows": "read",
  "jobs.list": "read",
  "jobs.cancel": "write",
};
