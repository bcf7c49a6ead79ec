// Written from the command table; `cargo xtask gen` renews it.
import type * as t from "./types";

export interface Commands {
  "workspace.status": { request: t.Nothing; response: t.WorkspaceStatus; kind: "read" };
  "workspace.create": { request: t.WorkspacePlace; response: t.WorkspaceStatus; kind: "write" };
  "workspace.open": { request: t.WorkspacePlace; response: t.WorkspaceStatus; kind: "write" };
  "workspace.sample": { request: t.Nothing; response: t.SampleOpened; kind: "write" };
  "workspace.backups": { request: t.Nothing; response: Array<t.Backup>; kind: "read" };
  "workspace.backup": { request: t.Nothing; response: t.Backup; kind: "write" };
  "workspace.restore": { request: t.RestoreBackup; response: t.Restored; kind: "write" };
  "workspace.close": { request: t.Nothing; response: t.WorkspaceStatus; kind: "write" };
  "access.signUp": { request: t.SignUp; response: t.SignedUp; kind: "write" };
  "access.signIn": { request: t.SignIn; response: t.Session; kind: "write" };
  "access.recover": { request: t.Recover; response: t.SignedUp; kind: "write" };
  "access.signOut": { request: t.Nothing; response: t.Nothing; kind: "write" };
  "access.me": { request: t.Nothing; response: t.Me; kind: "read" };
  "organizations.create": { request: t.CreateOrganization; response: t.Organization; kind: "write" };
  "organizations.get": { request: t.Nothing; response: t.Organization; kind: "read" };
  "organizations.update": { request: t.UpdateOrganization; response: t.Organization; kind: "write" };
  "organizations.setZone": { request: t.SetZone; response: t.JobStarted; kind: "job" };
  "organizations.setLogo": { request: t.SetLogo; response: t.Organization; kind: "write" };
  "organizations.removeLogo": { request: t.Nothing; response: t.Organization; kind: "write" };
  "organizations.logo": { request: t.Nothing; response: t.Logo | null; kind: "read" };
  "organizations.leave": { request: t.Nothing; response: t.Nothing; kind: "write" };
  "organizations.delete": { request: t.DeleteOrganization; response: t.DeletedOrganization; kind: "write" };
  "organizations.deleted": { request: t.Nothing; response: Array<t.DeletedOrganization>; kind: "read" };
  "organizations.restore": { request: t.RestoreOrganization; response: t.OrganizationRestored; kind: "write" };
  "account.profile": { request: t.Nothing; response: t.Profile; kind: "read" };
  "account.update": { request: t.UpdateProfile; response: t.Profile; kind: "write" };
  "account.changeEmail": { request: t.ChangeEmail; response: t.Profile; kind: "write" };
  "account.changePassword": { request: t.ChangePassword; response: t.Nothing; kind: "write" };
  "account.newRecoveryCode": { request: t.OwnPassword; response: t.NewRecoveryCode; kind: "write" };
  "account.lock": { request: t.Nothing; response: t.Nothing; kind: "write" };
  "account.unlock": { request: t.OwnPassword; response: t.Nothing; kind: "write" };
  "account.active": { request: t.Nothing; response: t.Nothing; kind: "write" };
  "account.handOver": { request: t.Nothing; response: t.HandOver; kind: "write" };
  "account.enter": { request: t.HandOver; response: t.Session; kind: "write" };
  "account.close": { request: t.OwnPassword; response: t.Nothing; kind: "write" };
  "changes.undo": { request: t.UndoChange; response: t.UndoAnswer; kind: "job" };
  "audit.page": { request: t.PageRequest; response: t.AuditPage; kind: "read" };
  "audit.verify": { request: t.Nothing; response: t.AuditReport; kind: "read" };
  "today.list": { request: t.Nothing; response: Array<t.TodayItem>; kind: "read" };
  "contacts.page": { request: t.ContactPageRequest; response: t.ContactPage; kind: "read" };
  "contacts.get": { request: t.ContactId; response: t.Contact; kind: "read" };
  "contacts.create": { request: t.CreateContact; response: t.Changed; kind: "write" };
  "contacts.update": { request: t.UpdateContact; response: t.Changed; kind: "write" };
  "contacts.delete": { request: t.SelectContacts; response: t.BulkStarted; kind: "job" };
  "contacts.restore": { request: t.SelectContacts; response: t.BulkStarted; kind: "job" };
  "contacts.count": { request: t.SelectContacts; response: t.BulkChanged; kind: "read" };
  "contacts.fields": { request: t.Nothing; response: Array<string>; kind: "read" };
  "contacts.exportColumns": { request: t.Nothing; response: Array<t.ExportColumn>; kind: "read" };
  "contacts.export": { request: t.ExportContacts; response: t.Download; kind: "write" };
  "fields.all": { request: t.FieldsRequest; response: Array<t.ContactField>; kind: "read" };
  "fields.create": { request: t.CreateField; response: t.Changed; kind: "write" };
  "fields.update": { request: t.UpdateField; response: t.Changed; kind: "write" };
  "fields.delete": { request: t.FieldId; response: t.Changed; kind: "write" };
  "lists.all": { request: t.Nothing; response: Array<t.ContactList>; kind: "read" };
  "lists.create": { request: t.CreateList; response: t.Changed; kind: "write" };
  "lists.update": { request: t.UpdateList; response: t.Changed; kind: "write" };
  "lists.delete": { request: t.ListId; response: t.Changed; kind: "write" };
  "lists.addMembers": { request: t.ListMembers; response: t.BulkStarted; kind: "job" };
  "lists.removeMembers": { request: t.ListMembers; response: t.BulkStarted; kind: "job" };
  "validation.rules": { request: t.Nothing; response: Array<t.ValidationRule>; kind: "read" };
  "validation.run": { request: t.RunValidation; response: t.JobStarted; kind: "job" };
  "imports.stage": { request: t.StageImport; response: t.StagedFile; kind: "write" };
  "imports.read": { request: t.ReadImport; response: t.StagedFile; kind: "write" };
  "imports.preview": { request: t.PreviewImport; response: t.JobStarted; kind: "job" };
  "imports.start": { request: t.ImportId; response: t.JobStarted; kind: "job" };
  "imports.get": { request: t.ImportId; response: t.Import; kind: "read" };
  "imports.recent": { request: t.Nothing; response: Array<t.Import>; kind: "read" };
  "imports.rejects": { request: t.ImportRejects; response: t.Download; kind: "write" };
  "imports.rows": { request: t.ImportRowsRequest; response: t.ImportRows; kind: "read" };
  "jobs.list": { request: t.Nothing; response: Array<t.JobProgress>; kind: "read" };
  "jobs.cancel": { request: t.JobId; response: t.Nothing; kind: "write" };
  "jobs.scheduled": { request: t.Nothing; response: Array<t.ScheduledJob>; kind: "read" };
  "jobs.runNow": { request: t.RunJobNow; response: t.JobStarted; kind: "job" };
  "jobs.history": { request: t.JobHistoryRequest; response: t.JobHistory; kind: "read" };
  "jobs.proof": { request: t.Nothing; response: t.NewestProof; kind: "read" };
  "jobs.putRight": { request: t.CampaignId; response: t.Nothing; kind: "write" };
  "rehearsals.presets": { request: t.Nothing; response: Array<t.RehearsalPreset>; kind: "read" };
  "rehearsals.defaults": { request: t.RehearsalDefaultsRequest; response: t.RehearsalDefaults; kind: "read" };
  "rehearsals.start": { request: t.StartRehearsal; response: t.RehearsalStarted; kind: "job" };
  "rehearsals.runs": { request: t.CampaignId; response: Array<t.CampaignRun>; kind: "read" };
  "rehearsals.get": { request: t.RunId; response: t.CampaignRun; kind: "read" };
  "rehearsals.reset": { request: t.CampaignId; response: t.RehearsalReset; kind: "job" };
  "campaigns.launch": { request: t.LaunchCampaign; response: t.LaunchStarted; kind: "job" };
  "clock.get": { request: t.Nothing; response: t.CampaignClock; kind: "read" };
  "clock.advance": { request: t.AdvanceClock; response: t.JobStarted; kind: "job" };
  "reports.campaign": { request: t.CampaignReportRequest; response: t.CampaignReport; kind: "read" };
  "reports.people": { request: t.PeopleRequest; response: t.PeoplePage; kind: "read" };
  "reports.export": { request: t.ExportReport; response: t.Download; kind: "write" };
  "reports.overview": { request: t.OverviewRequest; response: t.Overview; kind: "read" };
  "templates.page": { request: t.TemplatePageRequest; response: t.TemplatePage; kind: "read" };
  "templates.get": { request: t.TemplateId; response: t.TemplateDetail; kind: "read" };
  "templates.create": { request: t.CreateTemplate; response: t.TemplateDetail; kind: "write" };
  "templates.update": { request: t.UpdateTemplate; response: t.TemplateDetail; kind: "write" };
  "templates.saveDraft": { request: t.SaveTemplateDraft; response: t.DraftSaved; kind: "write" };
  "templates.check": { request: t.CheckTemplate; response: Array<t.TemplateProblem>; kind: "read" };
  "templates.publish": { request: t.TemplateId; response: t.TemplateVersion; kind: "write" };
  "templates.versions": { request: t.TemplateId; response: Array<t.TemplateVersion>; kind: "read" };
  "templates.preview": { request: t.PreviewTemplate; response: t.TemplatePreview; kind: "read" };
  "templates.starters": { request: t.Nothing; response: Array<t.TemplateStarter>; kind: "read" };
  "templates.variables": { request: t.Nothing; response: Array<t.TemplateVariable>; kind: "read" };
  "templates.delete": { request: t.TemplateId; response: t.UndoOffer; kind: "write" };
  "forms.page": { request: t.FormPageRequest; response: t.FormPage; kind: "read" };
  "forms.get": { request: t.FormId; response: t.FormDetail; kind: "read" };
  "forms.create": { request: t.CreateForm; response: t.FormDetail; kind: "write" };
  "forms.update": { request: t.UpdateForm; response: t.FormDetail; kind: "write" };
  "forms.saveDraft": { request: t.SaveFormDraft; response: t.DraftSaved; kind: "write" };
  "forms.check": { request: t.CheckForm; response: Array<t.FormProblem>; kind: "read" };
  "forms.publish": { request: t.FormId; response: t.FormVersion; kind: "write" };
  "forms.versions": { request: t.FormId; response: Array<t.FormVersion>; kind: "read" };
  "forms.delete": { request: t.FormId; response: t.UndoOffer; kind: "write" };
  "campaigns.page": { request: t.CampaignPageRequest; response: t.CampaignPage; kind: "read" };
  "campaigns.get": { request: t.CampaignId; response: t.Campaign; kind: "read" };
  "campaigns.create": { request: t.CreateCampaign; response: t.Campaign; kind: "write" };
  "campaigns.update": { request: t.UpdateCampaign; response: t.Campaign; kind: "write" };
  "campaigns.setStatus": { request: t.SetCampaignStatus; response: t.Campaign; kind: "write" };
  "campaigns.check": { request: t.CampaignId; response: Array<t.CampaignFinding>; kind: "read" };
  "campaigns.history": { request: t.CampaignHistoryRequest; response: Array<t.CampaignHistoryRow>; kind: "read" };
  "campaigns.delete": { request: t.CampaignId; response: t.UndoOffer; kind: "write" };
  "campaigns.folders": { request: t.Nothing; response: Array<t.CampaignFolder>; kind: "read" };
  "campaigns.createFolder": { request: t.CreateCampaignFolder; response: t.CampaignFolder; kind: "write" };
  "campaigns.renameFolder": { request: t.RenameCampaignFolder; response: t.CampaignFolder; kind: "write" };
  "campaigns.deleteFolder": { request: t.CampaignFolderId; response: t.UndoOffer; kind: "write" };
  "campaigns.slugFree": { request: t.SlugRequest; response: t.SlugAnswer; kind: "read" };
  "campaigns.costs": { request: t.CampaignId; response: Array<t.CampaignCost>; kind: "read" };
  "campaigns.addCost": { request: t.AddCampaignCost; response: Array<t.CampaignCost>; kind: "write" };
  "audience.waterfall": { request: t.CampaignId; response: t.Waterfall; kind: "read" };
  "suppressions.page": { request: t.SuppressionPageRequest; response: t.SuppressionPage; kind: "read" };
  "suppressions.add": { request: t.AddSuppressions; response: t.SuppressionsAdded; kind: "write" };
  "suppressions.addSelected": { request: t.SuppressSelected; response: t.BulkStarted; kind: "job" };
  "suppressions.remove": { request: t.RemoveSuppression; response: t.UndoOffer; kind: "write" };
  "leads.page": { request: t.LeadPageRequest; response: t.LeadPage; kind: "read" };
  "leads.board": { request: t.LeadBoardRequest; response: t.LeadBoard; kind: "read" };
  "leads.get": { request: t.LeadId; response: t.Lead; kind: "read" };
  "leads.setStatus": { request: t.SetLeadStatus; response: t.LeadChanged; kind: "write" };
  "leads.create": { request: t.CreateLead; response: t.LeadChanged; kind: "write" };
  "leads.update": { request: t.UpdateLead; response: t.LeadChanged; kind: "write" };
  "leads.delete": { request: t.DeleteLeads; response: t.UndoOffer; kind: "write" };
  "leads.fields": { request: t.LeadFieldsRequest; response: Array<t.LeadField>; kind: "read" };
  "leads.facets": { request: t.LeadFacetRequest; response: Array<t.LeadFacet>; kind: "read" };
  "leads.export": { request: t.ExportLeads; response: t.Download; kind: "write" };
  "landing.status": { request: t.Nothing; response: t.LandingStatus; kind: "read" };
  "campaigns.preview": { request: t.PreviewCampaign; response: t.CampaignPreview; kind: "read" };
  "organizations.joinable": { request: t.Nothing; response: Array<t.JoinableOrganization>; kind: "read" };
  "organizations.askToJoin": { request: t.JoinOrganization; response: t.Joined; kind: "write" };
  "organizations.withdrawRequest": { request: t.JoinOrganization; response: t.Nothing; kind: "write" };
  "invitations.mine": { request: t.Nothing; response: Array<t.OwnInvitation>; kind: "read" };
  "invitations.accept": { request: t.AcceptInvitation; response: t.Joined; kind: "write" };
  "members.page": { request: t.MemberPageRequest; response: t.MemberPage; kind: "read" };
  "members.get": { request: t.MemberId; response: t.Member; kind: "read" };
  "members.waiting": { request: t.Nothing; response: t.MembersWaiting; kind: "read" };
  "members.approve": { request: t.ApproveMember; response: t.Nothing; kind: "write" };
  "members.reject": { request: t.MemberId; response: t.Nothing; kind: "write" };
  "members.invite": { request: t.InviteMember; response: t.Invited; kind: "write" };
  "members.renewInvitation": { request: t.RenewInvitation; response: t.Invited; kind: "write" };
  "members.withdrawInvitation": { request: t.MemberId; response: t.Nothing; kind: "write" };
  "members.change": { request: t.ChangeMember; response: t.Nothing; kind: "write" };
  "members.suspend": { request: t.MemberId; response: t.Nothing; kind: "write" };
  "members.reactivate": { request: t.MemberId; response: t.Nothing; kind: "write" };
  "members.remove": { request: t.MemberId; response: t.Nothing; kind: "write" };
  "permissions.all": { request: t.Nothing; response: Array<t.PermissionRow>; kind: "read" };
  "roles.all": { request: t.Nothing; response: Array<t.Role>; kind: "read" };
  "roles.create": { request: t.CreateRole; response: t.RoleName; kind: "write" };
  "roles.update": { request: t.UpdateRole; response: t.RoleName; kind: "write" };
  "roles.delete": { request: t.RoleId; response: t.Nothing; kind: "write" };
  "workspace.owners": { request: t.Nothing; response: t.WorkspaceOwners; kind: "read" };
  "workspace.addOwner": { request: t.AddOwner; response: t.WorkspaceOwners; kind: "write" };
  "workspace.removeOwner": { request: t.RemoveOwner; response: t.WorkspaceOwners; kind: "write" };
  "whitelist.all": { request: t.Nothing; response: t.Joining; kind: "read" };
  "whitelist.open": { request: t.UpdateJoining; response: t.Joining; kind: "write" };
  "whitelist.add": { request: t.AddToWhitelist; response: t.WhitelistEntry; kind: "write" };
  "whitelist.remove": { request: t.WhitelistId; response: t.Nothing; kind: "write" };
}

export const COMMAND_KINDS: { [K in keyof Commands]: Commands[K]["kind"] } = {
  "workspace.status": "read",
  "workspace.create": "write",
  "workspace.open": "write",
  "workspace.sample": "write",
  "workspace.backups": "read",
  "workspace.backup": "write",
  "workspace.restore": "write",
  "workspace.close": "write",
  "access.signUp": "write",
  "access.signIn": "write",
  "access.recover": "write",
  "access.signOut": "write",
  "access.me": "read",
  "organizations.create": "write",
  "organizations.get": "read",
  "organizations.update": "write",
  "organizations.setZone": "job",
  "organizations.setLogo": "write",
  "organizations.removeLogo": "write",
  "organizations.logo": "read",
  "organizations.leave": "write",
  "organizations.delete": "write",
  "organizations.deleted": "read",
  "organizations.restore": "write",
  "account.profile": "read",
  "account.update": "write",
  "account.changeEmail": "write",
  "account.changePassword": "write",
  "account.newRecoveryCode": "write",
  "account.lock": "write",
  "account.unlock": "write",
  "account.active": "write",
  "account.handOver": "write",
  "account.enter": "write",
  "account.close": "write",
  "changes.undo": "job",
  "audit.page": "read",
  "audit.verify": "read",
  "today.list": "read",
  "contacts.page": "read",
  "contacts.get": "read",
  "contacts.create": "write",
  "contacts.update": "write",
  "contacts.delete": "job",
  "contacts.restore": "job",
  "contacts.count": "read",
  "contacts.fields": "read",
  "contacts.exportColumns": "read",
  "contacts.export": "write",
  "fields.all": "read",
  "fields.create": "write",
  "fields.update": "write",
  "fields.delete": "write",
  "lists.all": "read",
  "lists.create": "write",
  "lists.update": "write",
  "lists.delete": "write",
  "lists.addMembers": "job",
  "lists.removeMembers": "job",
  "validation.rules": "read",
  "validation.run": "job",
  "imports.stage": "write",
  "imports.read": "write",
  "imports.preview": "job",
  "imports.start": "job",
  "imports.get": "read",
  "imports.recent": "read",
  "imports.rejects": "write",
  "imports.rows": "read",
  "jobs.list": "read",
  "jobs.cancel": "write",
  "jobs.scheduled": "read",
  "jobs.runNow": "job",
  "jobs.history": "read",
  "jobs.proof": "read",
  "jobs.putRight": "write",
  "rehearsals.presets": "read",
  "rehearsals.defaults": "read",
  "rehearsals.start": "job",
  "rehearsals.runs": "read",
  "rehearsals.get": "read",
  "rehearsals.reset": "job",
  "campaigns.launch": "job",
  "clock.get": "read",
  "clock.advance": "job",
  "reports.campaign": "read",
  "reports.people": "read",
  "reports.export": "write",
  "reports.overview": "read",
  "templates.page": "read",
  "templates.get": "read",
  "templates.create": "write",
  "templates.update": "write",
  "templates.saveDraft": "write",
  "templates.check": "read",
  "templates.publish": "write",
  "templates.versions": "read",
  "templates.preview": "read",
  "templates.starters": "read",
  "templates.variables": "read",
  "templates.delete": "write",
  "forms.page": "read",
  "forms.get": "read",
  "forms.create": "write",
  "forms.update": "write",
  "forms.saveDraft": "write",
  "forms.check": "read",
  "forms.publish": "write",
  "forms.versions": "read",
  "forms.delete": "write",
  "campaigns.page": "read",
  "campaigns.get": "read",
  "campaigns.create": "write",
  "campaigns.update": "write",
  "campaigns.setStatus": "write",
  "campaigns.check": "read",
  "campaigns.history": "read",
  "campaigns.delete": "write",
  "campaigns.folders": "read",
  "campaigns.createFolder": "write",
  "campaigns.renameFolder": "write",
  "campaigns.deleteFolder": "write",
  "campaigns.slugFree": "read",
  "campaigns.costs": "read",
  "campaigns.addCost": "write",
  "audience.waterfall": "read",
  "suppressions.page": "read",
  "suppressions.add": "write",
  "suppressions.addSelected": "job",
  "suppressions.remove": "write",
  "leads.page": "read",
  "leads.board": "read",
  "leads.get": "read",
  "leads.setStatus": "write",
  "leads.create": "write",
  "leads.update": "write",
  "leads.delete": "write",
  "leads.fields": "read",
  "leads.facets": "read",
  "leads.export": "write",
  "landing.status": "read",
  "campaigns.preview": "read",
  "organizations.joinable": "read",
  "organizations.askToJoin": "write",
  "organizations.withdrawRequest": "write",
  "invitations.mine": "read",
  "invitations.accept": "write",
  "members.page": "read",
  "members.get": "read",
  "members.waiting": "read",
  "members.approve": "write",
  "members.reject": "write",
  "members.invite": "write",
  "members.renewInvitation": "write",
  "members.withdrawInvitation": "write",
  "members.change": "write",
  "members.suspend": "write",
  "members.reactivate": "write",
  "members.remove": "write",
  "permissions.all": "read",
  "roles.all": "read",
  "roles.create": "write",
  "roles.update": "write",
  "roles.delete": "write",
  "workspace.owners": "read",
  "workspace.addOwner": "write",
  "workspace.removeOwner": "write",
  "whitelist.all": "read",
  "whitelist.open": "write",
  "whitelist.add": "write",
  "whitelist.remove": "write",
};
