//! The rows. A command that is not here does not exist; one without access cannot be written down.

use super::*;
use crate::access::commands as access;
use crate::access::types::*;
use crate::app::commands as workspace;
use crate::app::types::*;
use crate::jobs::JobProgress;
use crate::jobs::commands::{self as jobs, JobId};
use crate::rehearsals::commands as rehearsals;
use crate::rehearsals::types::*;
use crate::reports::commands as reports;
use crate::reports::types::*;
use Access::{Front, Needs, Public, SignedIn};

commands! {
    "workspace.status": Nothing => WorkspaceStatus, front workspace::status, Front, Read;
    "workspace.create": WorkspacePlace => WorkspaceStatus, front workspace::create, Front, Write;
    "workspace.open": WorkspacePlace => WorkspaceStatus, front workspace::open, Front, Write;
    "workspace.close": Nothing => WorkspaceStatus, front workspace::close, Front, Write;

    "access.signUp": SignUp => SignedUp, inside access::sign_up, Public, Write;
    "access.signIn": SignIn => Session, inside access::sign_in, Public, Write;
    "access.recover": Recover => SignedUp, inside access::recover, Public, Write;
    "access.signOut": Nothing => Nothing, inside access::sign_out, SignedIn, Write;
    "access.me": Nothing => Me, inside access::me, SignedIn, Read;
    "organizations.create": CreateOrganization => Organization, inside access::create_organization, SignedIn, Write;
    "organizations.get": Nothing => Organization, inside access::organization, Needs("organization.read"), Read;
    "organizations.update": UpdateOrganization => Organization, inside access::update_organization, Needs("organization.settings"), Write;
    "changes.undo": UndoChange => Undone, inside access::undo, Needs("change.undo"), Write;
    "audit.page": PageRequest => AuditPage, inside access::audit_page, Needs("audit.read"), Read;
    "audit.verify": Nothing => AuditReport, inside access::audit_verify, Needs("audit.read"), Read;

    "jobs.list": Nothing => Vec<JobProgress>, inside jobs::list, Needs("organization.read"), Read;
    "jobs.cancel": JobId => Nothing, inside jobs::cancel, Needs("job.cancel"), Write;

    "rehearsals.presets": Nothing => Vec<RehearsalPreset>, inside rehearsals::list_presets, Needs("campaign.read"), Read;
    "rehearsals.defaults": RehearsalDefaultsRequest => RehearsalDefaults, inside rehearsals::defaults, Needs("campaign.read"), Read;
    "rehearsals.start": StartRehearsal => RehearsalStarted, inside rehearsals::start, Needs("rehearsal.run"), Job;
    "rehearsals.runs": CampaignId => Vec<CampaignRun>, inside rehearsals::runs, Needs("campaign.read"), Read;
    "rehearsals.get": RunId => CampaignRun, inside rehearsals::get, Needs("campaign.read"), Read;
    "rehearsals.reset": CampaignId => RehearsalReset, inside rehearsals::reset, Needs("rehearsal.run"), Job;

    "reports.campaign": CampaignReportRequest => CampaignReport, inside reports::campaign, Needs("report.read"), Read;
    "reports.people": PeopleRequest => PeoplePage, inside reports::people, Needs("report.read"), Read;
    "reports.export": ExportReport => ExportedFile, inside reports::export_file, Needs("report.export"), Write;
    "reports.overview": OverviewRequest => Overview, inside reports::overview, Needs("report.read"), Read;
}
