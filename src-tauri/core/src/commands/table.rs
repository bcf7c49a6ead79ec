//! The rows. A command that is not here does not exist; one without access cannot be written down.

use super::*;
use crate::access::account::commands as account;
use crate::access::account::types::*;
use crate::access::commands as access;
use crate::access::organizations::commands as organizations;
use crate::access::organizations::types::*;
use crate::access::types::*;
use crate::app::backups::{self, Backup, RestoreBackup, Restored};
use crate::app::commands as workspace;
use crate::app::types::*;
use crate::contacts::commands as contacts;
use crate::contacts::types::*;
use crate::fields::commands as fields;
use crate::fields::types::*;
use crate::imports::commands as imports;
use crate::imports::types::*;
use crate::jobs::JobProgress;
use crate::jobs::commands as jobs;
use crate::jobs::types::*;
use crate::launches::commands as launches;
use crate::launches::types::*;
use crate::leads::commands as leads;
use crate::leads::types::*;
use crate::lists::commands as lists;
use crate::lists::types::*;
use crate::rehearsals::commands as rehearsals;
use crate::rehearsals::types::*;
use crate::reports::commands as reports;
use crate::reports::types::*;
use crate::today::TodayItem;
use crate::today::commands as today;
use crate::undo::commands as undo;
use crate::undo::{UndoAnswer, UndoChange};
use crate::validation::commands as validation;
use crate::validation::types::*;
use Access::{Front, Needs, Public, SignedIn};

use crate::audience::commands as audience;
use crate::audience::types::*;
use crate::campaigns::commands as campaigns;
use crate::campaigns::types::*;
use crate::forms::commands as forms;
use crate::forms::types::*;
use crate::suppressions::commands as suppressions;
use crate::suppressions::types::*;
use crate::templates::commands as templates;
use crate::templates::types::*;

use crate::access::joining::commands as joining;
use crate::access::joining::types::*;
use crate::access::members::commands as members;
use crate::access::members::types::*;
use crate::access::owners::commands as owners;
use crate::access::owners::types::*;
use crate::access::roles::commands as roles;
use crate::access::roles::types::*;

commands! {
    "workspace.status": Nothing => WorkspaceStatus, front workspace::status, Front, Read;
    "workspace.create": WorkspacePlace => WorkspaceStatus, front workspace::create, Front, Write;
    "workspace.open": WorkspacePlace => WorkspaceStatus, front workspace::open, Front, Write;
    "workspace.sample": Nothing => SampleOpened, front workspace::sample, Front, Write;
    "workspace.backups": Nothing => Vec<Backup>, inside backups::all, Access::WorkspaceOwner, Read;
    "workspace.backup": Nothing => Backup, inside backups::make, Access::WorkspaceOwner, Write;
    "workspace.restore": RestoreBackup => Restored, front backups::restore_door, Front, Write;
    "workspace.close": Nothing => WorkspaceStatus, front workspace::close, Front, Write;

    "access.signUp": SignUp => SignedUp, inside access::sign_up, Public, Write;
    "access.signIn": SignIn => Session, inside access::sign_in, Public, Write;
    "access.recover": Recover => SignedUp, inside access::recover, Public, Write;
    "access.signOut": Nothing => Nothing, inside access::sign_out, Access::EvenLocked, Write;
    "access.me": Nothing => Me, inside access::me, SignedIn, Read;
    "organizations.create": CreateOrganization => Organization, inside access::create_organization, SignedIn, Write;
    "organizations.get": Nothing => Organization, inside access::organization, Needs("organization.read"), Read;
    "organizations.update": UpdateOrganization => Organization, inside access::update_organization, Needs("organization.settings"), Write;
    "organizations.setZone": SetZone => JobStarted, inside organizations::set_zone, Needs("organization.settings"), Job;
    "organizations.setLogo": SetLogo => Organization, inside organizations::set_logo, Needs("organization.settings"), Write;
    "organizations.removeLogo": Nothing => Organization, inside organizations::remove_logo, Needs("organization.settings"), Write;
    "organizations.logo": Nothing => Option<Logo>, inside organizations::logo, Needs("organization.read"), Read;
    "organizations.leave": Nothing => Nothing, inside organizations::leave, SignedIn, Write;
    "organizations.delete": DeleteOrganization => DeletedOrganization, inside organizations::delete, Needs("organization.delete"), Write;
    "organizations.deleted": Nothing => Vec<DeletedOrganization>, inside organizations::deleted, SignedIn, Read;
    "organizations.restore": RestoreOrganization => OrganizationRestored, inside organizations::restore, SignedIn, Write;
    "account.profile": Nothing => Profile, inside account::profile, SignedIn, Read;
    "account.update": UpdateProfile => Profile, inside account::update, SignedIn, Write;
    "account.changeEmail": ChangeEmail => Profile, inside account::change_email, SignedIn, Write;
    "account.changePassword": ChangePassword => Nothing, inside account::change_password, SignedIn, Write;
    "account.newRecoveryCode": OwnPassword => NewRecoveryCode, inside account::new_recovery_code, SignedIn, Write;
    "account.lock": Nothing => Nothing, inside account::lock, SignedIn, Write;
    "account.unlock": OwnPassword => Nothing, inside account::unlock, Access::EvenLocked, Write;
    "account.active": Nothing => Nothing, inside account::active, SignedIn, Write;
    "account.handOver": Nothing => HandOver, inside account::hand_over, SignedIn, Write;
    "account.enter": HandOver => Session, inside account::enter, Public, Write;
    "account.close": OwnPassword => Nothing, inside account::close, SignedIn, Write;
    "changes.undo": UndoChange => UndoAnswer, inside undo::undo, Needs("change.undo"), Job;
    "audit.page": PageRequest => AuditPage, inside access::audit_page, Needs("audit.read"), Read;
    "audit.verify": Nothing => AuditReport, inside access::audit_verify, Needs("audit.read"), Read;

    "today.list": Nothing => Vec<TodayItem>, inside today::list, Needs("organization.read"), Read;

    "contacts.page": ContactPageRequest => ContactPage, inside contacts::page, Needs("contact.read"), Read;
    "contacts.get": ContactId => Contact, inside contacts::get, Needs("contact.read"), Read;
    "contacts.create": CreateContact => Changed, inside contacts::create, Needs("contact.write"), Write;
    "contacts.update": UpdateContact => Changed, inside contacts::update, Needs("contact.write"), Write;
    "contacts.delete": SelectContacts => BulkStarted, inside contacts::delete, Needs("contact.delete"), Job;
    "contacts.restore": SelectContacts => BulkStarted, inside contacts::restore, Needs("contact.delete"), Job;
    "contacts.count": SelectContacts => BulkChanged, inside contacts::count, Needs("contact.read"), Read;
    "contacts.fields": Nothing => Vec<String>, inside contacts::fields, Needs("contact.read"), Read;
    "contacts.exportColumns": Nothing => Vec<ExportColumn>, inside contacts::export_columns, Needs("contact.export"), Read;
    "contacts.export": ExportContacts => Download, inside contacts::export, Needs("contact.export"), Write;

    "fields.all": FieldsRequest => Vec<ContactField>, inside fields::all, Needs("contact.read"), Read;
    "fields.create": CreateField => Changed, inside fields::create, Needs("contact.fields"), Write;
    "fields.update": UpdateField => Changed, inside fields::update, Needs("contact.fields"), Write;
    "fields.delete": FieldId => Changed, inside fields::delete, Needs("contact.delete"), Write;

    "lists.all": Nothing => Vec<ContactList>, inside lists::all, Needs("contact.read"), Read;
    "lists.create": CreateList => Changed, inside lists::create, Needs("contact.write"), Write;
    "lists.update": UpdateList => Changed, inside lists::update, Needs("contact.write"), Write;
    "lists.delete": ListId => Changed, inside lists::delete, Needs("contact.delete"), Write;
    "lists.addMembers": ListMembers => BulkStarted, inside lists::add_members, Needs("contact.write"), Job;
    "lists.removeMembers": ListMembers => BulkStarted, inside lists::remove_members, Needs("contact.write"), Job;

    "validation.rules": Nothing => Vec<ValidationRule>, inside validation::rules, Needs("contact.read"), Read;
    "validation.run": RunValidation => JobStarted, inside validation::start, Needs("contact.write"), Job;

    "imports.stage": StageImport => StagedFile, inside imports::stage, Needs("contact.import"), Write;
    "imports.read": ReadImport => StagedFile, inside imports::read, Needs("contact.import"), Write;
    "imports.preview": PreviewImport => JobStarted, inside imports::preview, Needs("contact.import"), Job;
    "imports.start": ImportId => JobStarted, inside imports::start, Needs("contact.import"), Job;
    "imports.get": ImportId => Import, inside imports::get, Needs("contact.import"), Read;
    "imports.recent": Nothing => Vec<Import>, inside imports::recent, Needs("contact.import"), Read;
    "imports.rejects": ImportRejects => Download, inside imports::rejects, Needs("contact.import"), Write;
    "imports.rows": ImportRowsRequest => ImportRows, inside imports::rows, Needs("contact.import"), Read;

    "jobs.list": Nothing => Vec<JobProgress>, inside jobs::list, Needs("organization.read"), Read;
    "jobs.cancel": JobId => Nothing, inside jobs::cancel, Needs("job.cancel"), Write;
    "jobs.scheduled": Nothing => Vec<ScheduledJob>, inside jobs::scheduled, Needs("organization.read"), Read;
    "jobs.runNow": RunJobNow => JobStarted, inside jobs::run_now, Needs("job.run"), Job;
    "jobs.history": JobHistoryRequest => JobHistory, inside jobs::history, Needs("organization.read"), Read;
    "jobs.proof": Nothing => NewestProof, inside jobs::newest_proof, Needs("report.read"), Read;
    "jobs.putRight": CampaignId => Nothing, inside jobs::put_right, Needs("job.run"), Write;

    "rehearsals.presets": Nothing => Vec<RehearsalPreset>, inside rehearsals::list_presets, Needs("campaign.read"), Read;
    "rehearsals.defaults": RehearsalDefaultsRequest => RehearsalDefaults, inside rehearsals::defaults, Needs("campaign.read"), Read;
    "rehearsals.start": StartRehearsal => RehearsalStarted, inside rehearsals::start, Needs("rehearsal.run"), Job;
    "rehearsals.runs": CampaignId => Vec<CampaignRun>, inside rehearsals::runs, Needs("campaign.read"), Read;
    "rehearsals.get": RunId => CampaignRun, inside rehearsals::get, Needs("campaign.read"), Read;
    "rehearsals.reset": CampaignId => RehearsalReset, inside rehearsals::reset, Needs("rehearsal.run"), Job;

    "campaigns.launch": LaunchCampaign => LaunchStarted, inside launches::launch, Needs("campaign.launch"), Job;
    "clock.get": Nothing => CampaignClock, inside launches::clock, Needs("campaign.read"), Read;
    "clock.advance": AdvanceClock => JobStarted, inside launches::advance, Needs("campaign.launch"), Job;

    "reports.campaign": CampaignReportRequest => CampaignReport, inside reports::campaign, Needs("report.read"), Read;
    "reports.people": PeopleRequest => PeoplePage, inside reports::people, Needs("report.read"), Read;
    "reports.export": ExportReport => Download, inside reports::export_file, Needs("report.export"), Write;
    "reports.overview": OverviewRequest => Overview, inside reports::overview, Needs("report.read"), Read;
    "templates.page": TemplatePageRequest => TemplatePage, inside templates::page, Needs("template.read"), Read;
    "templates.get": TemplateId => TemplateDetail, inside templates::get, Needs("template.read"), Read;
    "templates.create": CreateTemplate => TemplateDetail, inside templates::create, Needs("template.write"), Write;
    "templates.update": UpdateTemplate => TemplateDetail, inside templates::update, Needs("template.write"), Write;
    "templates.saveDraft": SaveTemplateDraft => DraftSaved, inside templates::save_draft, Needs("template.write"), Write;
    "templates.check": CheckTemplate => Vec<TemplateProblem>, inside templates::check, Needs("template.read"), Read;
    "templates.publish": TemplateId => TemplateVersion, inside templates::publish, Needs("template.write"), Write;
    "templates.versions": TemplateId => Vec<TemplateVersion>, inside templates::versions, Needs("template.read"), Read;
    "templates.preview": PreviewTemplate => TemplatePreview, inside templates::preview, Needs("template.read"), Read;
    "templates.starters": Nothing => Vec<TemplateStarter>, inside templates::starters, Needs("template.read"), Read;
    "templates.variables": Nothing => Vec<TemplateVariable>, inside templates::variables, Needs("template.read"), Read;
    "templates.delete": TemplateId => UndoOffer, inside templates::delete, Needs("template.delete"), Write;

    "forms.page": FormPageRequest => FormPage, inside forms::page, Needs("form.read"), Read;
    "forms.get": FormId => FormDetail, inside forms::get, Needs("form.read"), Read;
    "forms.create": CreateForm => FormDetail, inside forms::create, Needs("form.write"), Write;
    "forms.update": UpdateForm => FormDetail, inside forms::update, Needs("form.write"), Write;
    "forms.saveDraft": SaveFormDraft => DraftSaved, inside forms::save_draft, Needs("form.write"), Write;
    "forms.check": CheckForm => Vec<FormProblem>, inside forms::check, Needs("form.read"), Read;
    "forms.publish": FormId => FormVersion, inside forms::publish, Needs("form.write"), Write;
    "forms.versions": FormId => Vec<FormVersion>, inside forms::versions, Needs("form.read"), Read;
    "forms.delete": FormId => UndoOffer, inside forms::delete, Needs("form.delete"), Write;

    "campaigns.page": CampaignPageRequest => CampaignPage, inside campaigns::page, Needs("campaign.read"), Read;
    "campaigns.get": CampaignId => Campaign, inside campaigns::get, Needs("campaign.read"), Read;
    "campaigns.create": CreateCampaign => Campaign, inside campaigns::create, Needs("campaign.write"), Write;
    "campaigns.update": UpdateCampaign => Campaign, inside campaigns::update, Needs("campaign.write"), Write;
    "campaigns.setStatus": SetCampaignStatus => Campaign, inside campaigns::set_status, Needs("campaign.launch"), Write;
    "campaigns.check": CampaignId => Vec<CampaignFinding>, inside campaigns::check, Needs("campaign.read"), Read;
    "campaigns.history": CampaignHistoryRequest => Vec<CampaignHistoryRow>, inside campaigns::history, Needs("campaign.read"), Read;
    "campaigns.delete": CampaignId => UndoOffer, inside campaigns::delete, Needs("campaign.delete"), Write;
    "campaigns.folders": Nothing => Vec<CampaignFolder>, inside campaigns::folders, Needs("campaign.read"), Read;
    "campaigns.createFolder": CreateCampaignFolder => CampaignFolder, inside campaigns::create_folder, Needs("campaign.write"), Write;
    "campaigns.renameFolder": RenameCampaignFolder => CampaignFolder, inside campaigns::rename_folder, Needs("campaign.write"), Write;
    "campaigns.deleteFolder": CampaignFolderId => UndoOffer, inside campaigns::delete_folder, Needs("campaign.delete"), Write;
    "campaigns.slugFree": SlugRequest => SlugAnswer, inside campaigns::slug_free, Needs("campaign.read"), Read;
    "campaigns.costs": CampaignId => Vec<CampaignCost>, inside campaigns::costs, Needs("campaign.read"), Read;
    "campaigns.addCost": AddCampaignCost => Vec<CampaignCost>, inside campaigns::add_cost, Needs("campaign.write"), Write;
    "audience.waterfall": CampaignId => Waterfall, inside audience::waterfall, Needs("campaign.read"), Read;

    "suppressions.page": SuppressionPageRequest => SuppressionPage, inside suppressions::page, Needs("contact.read"), Read;
    "suppressions.add": AddSuppressions => SuppressionsAdded, inside suppressions::add, Needs("suppression.write"), Write;
    "suppressions.addSelected": SuppressSelected => BulkStarted, inside suppressions::add_selected, Needs("suppression.write"), Job;
    "suppressions.remove": RemoveSuppression => UndoOffer, inside suppressions::remove, Needs("suppression.write"), Write;

    "leads.page": LeadPageRequest => LeadPage, inside leads::page, Needs("lead.read"), Read;
    "leads.board": LeadBoardRequest => LeadBoard, inside leads::board, Needs("lead.read"), Read;
    "leads.get": LeadId => Lead, inside leads::get, Needs("lead.read"), Read;
    "leads.setStatus": SetLeadStatus => LeadChanged, inside leads::set_status, Needs("lead.write"), Write;
    "leads.create": CreateLead => LeadChanged, inside leads::create, Needs("lead.write"), Write;
    "leads.update": UpdateLead => LeadChanged, inside leads::update, Needs("lead.write"), Write;
    "leads.delete": DeleteLeads => UndoOffer, inside leads::delete, Needs("lead.delete"), Write;
    "leads.fields": LeadFieldsRequest => Vec<LeadField>, inside leads::fields, Needs("lead.read"), Read;
    "leads.facets": LeadFacetRequest => Vec<LeadFacet>, inside leads::facets, Needs("lead.read"), Read;
    "leads.export": ExportLeads => Download, inside leads::export, Needs("lead.export"), Write;

    "landing.status": Nothing => LandingStatus, front workspace::landing_status, Front, Read;
    "campaigns.preview": PreviewCampaign => CampaignPreview, inside campaigns::preview, Needs("campaign.read"), Read;

    "organizations.joinable": Nothing => Vec<JoinableOrganization>, inside joining::joinable, SignedIn, Read;
    "organizations.askToJoin": JoinOrganization => Joined, inside joining::ask, SignedIn, Write;
    "organizations.withdrawRequest": JoinOrganization => Nothing, inside joining::withdraw, SignedIn, Write;
    "invitations.mine": Nothing => Vec<OwnInvitation>, inside joining::invitations, SignedIn, Read;
    "invitations.accept": AcceptInvitation => Joined, inside joining::accept, SignedIn, Write;

    "members.page": MemberPageRequest => MemberPage, inside members::page, Needs("member.read"), Read;
    "members.get": MemberId => Member, inside members::get, Needs("member.read"), Read;
    "members.waiting": Nothing => MembersWaiting, inside members::waiting, Needs("member.manage"), Read;
    "members.approve": ApproveMember => Nothing, inside members::approve, Needs("member.manage"), Write;
    "members.reject": MemberId => Nothing, inside members::reject, Needs("member.manage"), Write;
    "members.invite": InviteMember => Invited, inside members::invite, Needs("member.manage"), Write;
    "members.renewInvitation": RenewInvitation => Invited, inside members::renew, Needs("member.manage"), Write;
    "members.withdrawInvitation": MemberId => Nothing, inside members::withdraw, Needs("member.manage"), Write;
    "members.change": ChangeMember => Nothing, inside members::change, Needs("member.manage"), Write;
    "members.suspend": MemberId => Nothing, inside members::suspend, Needs("member.manage"), Write;
    "members.reactivate": MemberId => Nothing, inside members::reactivate, Needs("member.manage"), Write;
    "members.remove": MemberId => Nothing, inside members::remove, Needs("member.manage"), Write;

    "permissions.all": Nothing => Vec<PermissionRow>, inside roles::permissions, Needs("member.read"), Read;
    "roles.all": Nothing => Vec<Role>, inside roles::all, Needs("member.read"), Read;
    "roles.create": CreateRole => RoleName, inside roles::create, Needs("role.manage"), Write;
    "roles.update": UpdateRole => RoleName, inside roles::update, Needs("role.manage"), Write;
    "roles.delete": RoleId => Nothing, inside roles::delete, Needs("role.manage"), Write;

    "workspace.owners": Nothing => WorkspaceOwners, inside owners::all, Access::WorkspaceOwner, Read;
    "workspace.addOwner": AddOwner => WorkspaceOwners, inside owners::add, Access::WorkspaceOwner, Write;
    "workspace.removeOwner": RemoveOwner => WorkspaceOwners, inside owners::remove, Access::WorkspaceOwner, Write;

    "whitelist.all": Nothing => Joining, inside joining::get, Needs("member.manage"), Read;
    "whitelist.open": UpdateJoining => Joining, inside joining::update, Needs("member.manage"), Write;
    "whitelist.add": AddToWhitelist => WhitelistEntry, inside joining::add, Needs("member.manage"), Write;
    "whitelist.remove": WhitelistId => Nothing, inside joining::remove, Needs("member.manage"), Write;
}
