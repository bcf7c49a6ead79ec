// Written from the command table; `cargo xtask gen` renews it.

export type AcceptInvitation = { 
/**
 * As the Admin handed it over; case, hyphens and spaces do not matter.
 */
code: string, };

export type AddCampaignCost = { campaign: string, kind: CostKind, 
/**
 * Minor units of the campaign's currency; negative takes an earlier row back.
 */
amountMinor: number, 
/**
 * Now on the campaign clock when left out.
 */
at?: CampaignTime, note?: string, };

export type AddOwner = { 
/**
 * Of somebody who has a sign-in here.
 */
email: string, };

export type AddSuppressions = { 
/**
 * At most 1,000 addresses.
 */
addresses: Array<string>, 
/**
 * `manual` or `do_not_contact`; the other reasons come from events.
 */
reason: SuppressionReason, note?: string, };

export type AddToWhitelist = { 
/**
 * An address, or a domain with or without a leading @.
 */
pattern: string, role: string, };

export type AdvanceClock = { 
/**
 * Later than now, by at most 366 days.
 */
to: CampaignTime, };

export type AllMatching = { matching: ContactView, 
/**
 * Those of them that are left out; at most 10,000.
 */
except?: Array<string>, };

export type ApproveMember = { member: string, role: string, 
/**
 * Beyond the role.
 */
extra?: Array<Grant>, };

/**
 * Where a default comes from.
 */
export type AssumptionSource = { 
/**
 * Field of the assumptions.
 */
field: string, 
/**
 * Who and when, or `Assumption`.
 */
label: string, sentence: string, };

/**
 * The assumptions of a rehearsal; rates are fractions of 1. A missing field takes the insurance preset's value.
 */
export type Assumptions = { industry: string; openHuman: number; click: number; hardBounce: number; softBounce: number; unsubscribe: number; complaint: number; hardBounceInvalid: number; hardBounceRisky: number; prefetchShare: number; prefetchProbability: number; scannerShare: number; formView: number; formSubmit: number; opensPerOpener: number; mobileShare: number; mobileClickFactor: number; openDelay: { medianHours: number; sigma: number }; clickDelay: { medianHours: number; sigma: number }; prefetchDelay: { medianHours: number; sigma: number }; softBounceDelay: { medianHours: number; sigma: number }; hourWeights: Array<number>; weekdayOpen: Array<number>; weekdayClick: Array<number>; sendPerHour: number | null; durationDays: number; utcOffsetMinutes: number };

/**
 * The frozen audience by validation status.
 */
export type AudienceCounts = { valid: number, risky: number, invalid: number, nonexistent: number, unknown: number, };

export type AuditPage = { total: number, rows: Array<AuditRow>, };

export type AuditReport = { 
/**
 * Rows that stand.
 */
good: number, 
/**
 * Sequence of the first broken row.
 */
brokenAt: number | null, fault: string | null, };

export type AuditRow = { sequence: number, at: WallTime, actor: string, who: string | null, action: string, entityType: string, entity: string | null, changes: JsonValue, reason: string, };

/**
 * A verified copy.
 */
export type Backup = { 
/**
 * File name in the backups folder.
 */
name: string, bytes: number, madeAt: WallTime, };

/**
 * A metric for one device, link, reason or validation status.
 */
export type Breakdown = { 
/**
 * The device, the link, the reason or the status.
 */
value: string, metric: Metric, count: number, contacts: number, };

/**
 * What a bulk change did, or the job that does it.
 */
export type BulkChanged = { rows: number, undo: string | null, };

/**
 * What a bulk change did at once, or the job that does it; the job's result names the same.
 */
export type BulkStarted = { rows: number, undo: string | null, job: string | null, };

/**
 * Everything the campaign's page needs.
 */
export type Campaign = { id: string, name: string, description: string, objective: string, status: CampaignStatus, 
/**
 * Where it can go from here.
 */
nextStatuses: Array<CampaignStatus>, folder: CampaignFolder | null, includeLists: Array<CampaignList>, excludeLists: Array<CampaignList>, templateVersion: PinnedVersion | null, formVersion: PinnedVersion | null, slug: string, landingHeadline: string, landingIntro: string, budgetMinor: number | null, currency: string, 
/**
 * Sums of the ledger: once, for each sent mail, for each lead.
 */
costs: CampaignCostSums, scheduledAt: CampaignTime | null, startedAt: CampaignTime | null, endedAt: CampaignTime | null, startDate: string | null, endDate: string | null, steps: CampaignSteps, 
/**
 * The caller may change it.
 */
editable: boolean, 
/**
 * Audience, e-mail, form, address and schedule are still open: the campaign is a draft.
 */
open: boolean, createdBy: string | null, updatedBy: string | null, createdAt: WallTime, updatedAt: WallTime, version: number, };

/**
 * Events by day; one number a day, without a gap.
 */
export type CampaignActivity = { 
/**
 * ISO date of the first day.
 */
from: string, sent: Array<number>, 
/**
 * Opened by people, not by machines.
 */
opened: Array<number>, };

/**
 * Old and new value of one field, readable: versions, folders and lists by their names.
 */
export type CampaignChange = { 
/**
 * Name of the field as `campaigns.get` calls it.
 */
field: string, from: JsonValue, to: JsonValue, };

/**
 * The organization's campaign clock and what moves with it.
 */
export type CampaignClock = { now: CampaignTime, 
/**
 * IANA name of the reporting zone.
 */
zone: string, 
/**
 * Something is being written right now.
 */
moving: boolean, launches: Array<ClockLaunch>, starts: Array<ClockStart>, };

export type CampaignCost = { id: string, kind: CostKind, amountMinor: number, at: CampaignTime, note: string, createdBy: string | null, };

export type CampaignCostSums = { fixedMinor: number, perSendMinor: number, perLeadMinor: number, };

export type CampaignFinding = { severity: FindingSeverity, step: CampaignStep, message: string, };

export type CampaignFolder = { id: string, name: string, campaigns: number, };

export type CampaignFolderId = { folder: string, };

export type CampaignHistoryRequest = { campaign: string, offset: number, 
/**
 * At most 500.
 */
limit: number, };

/**
 * One write to the campaign, newest first.
 */
export type CampaignHistoryRow = { at: WallTime, who: string | null, 
/**
 * Word of the audit trail, such as `campaign.update`.
 */
action: string, changes: Array<CampaignChange>, };

export type CampaignId = { campaign: string, };

/**
 * Something with a name that a campaign points at.
 */
export type CampaignList = { id: string, name: string, total: number, 
/**
 * The list was deleted: an included one adds nobody any more, an excluded one still excludes.
 */
deleted: boolean, };

export type CampaignPage = { total: number, rows: Array<CampaignRow>, 
/**
 * How many campaigns stand in each status, whatever the filter says.
 */
counts: Array<CampaignStatusCount>, };

export type CampaignPageRequest = { offset: number, 
/**
 * At most 500.
 */
limit: number, 
/**
 * Words of the name.
 */
search?: string, status?: CampaignStatus, folder?: string, };

/**
 * The campaign's e-mail as it would go out.
 */
export type CampaignPreview = { subject: string, preheader: string, 
/**
 * Harmless HTML for a sandboxed `srcdoc`.
 */
html: string, text: string, 
/**
 * The landing page, tracked when a contact is named. Null while the landing server does not run.
 */
landingUrl: string | null, unsubscribeUrl: string | null, };

/**
 * Results of a campaign.
 */
export type CampaignReport = { 
/**
 * The run whose events stand, if any.
 */
run: string | null, 
/**
 * rehearsal or launch.
 */
kind: string | null, 
/**
 * running while figures still grow.
 */
state: string | null, figures: Array<Figure>, days: Array<DayFigure>, funnel: Array<FunnelStep>, byLink: Array<Breakdown>, 
/**
 * Clicks on the unsubscribe link: no interest in what was offered, so it stands apart from the links.
 */
byUnsubscribeLink: Array<Breakdown>, byReason: Array<Breakdown>, byDevice: Array<Breakdown>, byStatus: Array<Breakdown>, };

export type CampaignReportRequest = { campaign: string, from?: string, to?: string, };

export type CampaignRow = { id: string, name: string, status: CampaignStatus, folder: string | null, slug: string, 
/**
 * Members of the included lists, a person on two lists counted twice.
 */
listMembers: number, budgetMinor: number | null, currency: string, scheduledAt: CampaignTime | null, startedAt: CampaignTime | null, endedAt: CampaignTime | null, 
/**
 * ISO dates.
 */
startDate: string | null, endDate: string | null, createdBy: string | null, createdAt: WallTime, updatedAt: WallTime, 
/**
 * The last days with anything sent or opened; null before the first.
 */
activity: CampaignActivity | null, };

/**
 * One run of a campaign.
 */
export type CampaignRun = { id: string, 
/**
 * rehearsal or launch.
 */
kind: string, 
/**
 * running, done, cancelled, failed or reset.
 */
state: string, seed: number, config: Assumptions, templateVersion: string | null, formVersion: string | null, audience: AudienceCounts, recipients: number, 
/**
 * Written so far.
 */
events: number, 
/**
 * Hexadecimal; equal for equal seed, assumptions, start and audience. Of a launch that of its whole plan.
 */
digest: string | null, startedAt: CampaignTime, endsAt: CampaignTime, job: string | null, createdAt: WallTime, 
/**
 * Its rows are gone.
 */
cleared: boolean, 
/**
 * Of a launch: every event up to here is written; null while its audience is being frozen.
 */
playedTo: CampaignTime | null, 
/**
 * Of a launch: how long pauses held it, milliseconds.
 */
heldMs: number, };

export type CampaignStatus = "draft" | "scheduled" | "active" | "paused" | "completed" | "cancelled";

export type CampaignStatusCount = { status: CampaignStatus, count: number, };

/**
 * The steps of a campaign's page that can lack something.
 */
export type CampaignStep = "audience" | "email" | "landingPage" | "schedule";

/**
 * What each step of the page still lacks, in sentences; empty: nothing.
 */
export type CampaignSteps = { audience: StepState, email: StepState, landingPage: StepState, schedule: StepState, };

/**
 * UTC epoch milliseconds by the organization's campaign clock: schedules, events, assignments, leads, costs.
 */
export type CampaignTime = number;

/**
 * One commit's news for one organization (`None`: the workspace).
 */
export type Change = { organization: string | null, 
/**
 * Table names and other topics whose rows changed.
 */
topics: Array<string>, 
/**
 * Ids of what changed, at most 100; empty when there are more.
 */
ids: Array<string>, 
/**
 * Progress of a running job, when this change tells of one.
 */
job?: JobProgress, };

export type ChangeEmail = { email: string, 
/**
 * The present one: the address opens the account.
 */
password: string, };

/**
 * Only the named fields change.
 */
export type ChangeMember = { member: string, role?: string, 
/**
 * All of them: what is not named is withdrawn.
 */
extra?: Array<Grant>, };

export type ChangePassword = { oldPassword: string, 
/**
 * At least 10 characters.
 */
newPassword: string, };

/**
 * A change with its way back.
 */
export type Changed = { id: string, 
/**
 * Change set, for `changes.undo`; absent when nothing changed.
 */
undo: string | null, };

export type CheckForm = { content: FormContent, };

export type CheckTemplate = { source: TemplateSource, };

/**
 * A launched campaign that plays with the clock.
 */
export type ClockLaunch = { campaign: NamedId, run: string, 
/**
 * active or paused; a paused one is held.
 */
status: CampaignStatus, startedAt: CampaignTime, 
/**
 * First moment after its last possible event.
 */
endsAt: CampaignTime, 
/**
 * Everything up to here is written; null while its audience is being frozen.
 */
playedTo: CampaignTime | null, };

/**
 * A campaign that starts by itself when the clock gets there.
 */
export type ClockStart = { campaign: NamedId, at: CampaignTime, };

/**
 * What went wrong, for programs: stable words, also the CLI's exit status and the HTTP status.
 */
export type Code = "invalid" | "signed_out" | "locked" | "forbidden" | "not_found" | "conflict" | "taken" | "too_many" | "too_large" | "busy" | "no_workspace" | "corrupt" | "newer" | "wrong_key" | "read_only" | "disk_full" | "cancelled" | "internal";

/**
 * One condition on one field.
 */
export type Condition = { field: string, operator: Operator, 
/**
 * Text, number, boolean or a list of them, as the field and operator take it; absent for `empty` and `filled`.
 */
value: string | number | boolean | Array<string | number> | null, };

/**
 * One person, whole.
 */
export type Contact = { row: ContactRow, firstName: string, lastName: string, street: string, region: string, postalCode: string, country: string, birthDate: string, source: string, version: number, deleted: boolean, lists: Array<NamedId>, 
/**
 * Whose address also reaches this person.
 */
reachedThrough: NamedId | null, 
/**
 * Who else is reached through this person's address.
 */
reaches: Array<NamedId>, 
/**
 * Other contacts whose address ends in the same mailbox: perhaps the same person.
 */
sameMailbox: Array<NamedId>, 
/**
 * Why the address was judged so: a sentence for each reason.
 */
reasons: Array<ReasonSentence>, timeline: Array<TimelineEntry>, };

/**
 * A field of the organization's own. Among other fields it is called `custom:` and its id.
 */
export type ContactField = { id: string, 
/**
 * Name in templates, such as `plan_tier`; given once.
 */
name: string, label: string, description: string, fieldType: ContactFieldType, 
/**
 * Of a choice, in their order.
 */
choices: Array<string>, 
/**
 * A contact is not made without it.
 */
required: boolean, 
/**
 * No two contacts have the same value.
 */
unique: boolean, 
/**
 * What a new contact has unless told otherwise; empty: nothing.
 */
default: string, 
/**
 * Hidden from those who may not see such fields; not in exports unless asked for.
 */
sensitive: boolean, position: number, 
/**
 * Contacts that have a value; null unless it was asked for.
 */
used: number | null, };

/**
 * What a field holds.
 */
export type ContactFieldType = "text" | "number" | "date" | "boolean" | "choice" | "email" | "phone" | "url";

/**
 * The fields of a person; absent ones stay as they are.
 */
export type ContactFields = { 
/**
 * Empty: a person without an address.
 */
email?: string, firstName?: string, lastName?: string, phone?: string, company?: string, street?: string, city?: string, region?: string, postalCode?: string, country?: string, 
/**
 * ISO date, or empty.
 */
birthDate?: string, 
/**
 * Values of the organization's own fields, by the field's id; an empty one is taken away.
 */
custom?: { [key in string]: string }, };

export type ContactId = { contact: string, };

/**
 * A list with its exact counts.
 */
export type ContactList = { id: string, name: string, description: string, source: string, 
/**
 * pending, validating, validated or failed.
 */
status: string, total: number, valid: number, risky: number, invalid: number, nonexistent: number, createdAt: WallTime, };

export type ContactOrder = "name" | "email" | "status" | "created";

export type ContactPage = { 
/**
 * Contacts the view matches, exact.
 */
total: number, rows: Array<ContactRow>, };

export type ContactPageRequest = { view: ContactView, offset: number, 
/**
 * At most 500.
 */
limit: number, };

/**
 * A row of the list.
 */
export type ContactRow = { id: string, name: string, email: string | null, phone: string, company: string, city: string, 
/**
 * unchecked, valid, risky, invalid or nonexistent.
 */
status: string, 
/**
 * 0 (no known problem) to 100 (cannot be an address).
 */
score: number, 
/**
 * Reason codes, most severe first.
 */
reasons: Array<string>, suggestion: string | null, createdAt: WallTime, 
/**
 * Values of the organization's own fields the caller may see, by the field's id.
 */
custom: { [key in string]: string }, };

export type ContactSort = { by: ContactOrder, descending: boolean, };

/**
 * Which contacts, in which order.
 */
export type ContactView = { 
/**
 * Words that must all occur, anywhere in name, e-mail, phone or company (1 or 2 characters: at the start of the
 * last name or the address).
 */
search?: string, filter?: Filter, sort?: ContactSort, 
/**
 * The bin: deleted contacts only.
 */
deleted?: boolean, };

export type CostKind = "fixed" | "per_send" | "per_lead";

export type CreateCampaign = { name: string, folder?: string, 
/**
 * Begins with everything of another campaign except its slug, times and status.
 */
copyOf?: string, };

export type CreateCampaignFolder = { name: string, };

export type CreateContact = { fields: ContactFields, 
/**
 * Lists the contact joins.
 */
lists?: Array<string>, 
/**
 * When somebody else has the address: add this person without one, reached through the first.
 */
shareAddress?: boolean, };

export type CreateField = { values: FieldValues, };

export type CreateForm = { name: string, 
/**
 * Begins with the draft of another form; with name, e-mail and consent without one.
 */
copyOf?: string, };

export type CreateLead = { title: string, campaign?: string, contact?: string, 
/**
 * The caller when left out.
 */
owner?: string, valueMinor?: number, note?: string, };

export type CreateList = { name: string, description?: string, };

export type CreateOrganization = { name: string, 
/**
 * Web domain; may be empty.
 */
domain?: string, 
/**
 * IANA name, such as America/New_York.
 */
reportingZone: string, 
/**
 * ISO 4217, three letters.
 */
currency: string, postalAddress?: string, 
/**
 * `#rrggbb`.
 */
brandColor?: string, 
/**
 * Where the campaign clock begins, UTC epoch milliseconds; now, unless said otherwise.
 */
campaignClock?: number, };

export type CreateRole = { 
/**
 * 1 to 80 characters; unique in the organization, whatever its case.
 */
name: string, description?: string, permissions: Array<Grant>, };

export type CreateTemplate = { name: string, 
/**
 * Key of a starter; an empty mail without one.
 */
starter?: string, 
/**
 * Begins with the draft of another template instead.
 */
copyOf?: string, };

/**
 * One metric on one day.
 */
export type DayFigure = { day: string, metric: Metric, count: number, contacts: number, 
/**
 * People whose first it was; these sum up over days.
 */
firstTime: number, adjustments: number, isFinal: boolean, };

export type DeleteLeads = { 
/**
 * At most 500.
 */
leads: Array<string>, };

export type DeleteOrganization = { 
/**
 * The organization's name, as the person typed it.
 */
name: string, };

/**
 * An organization that can still be brought back by the person who asks.
 */
export type DeletedOrganization = { id: string, name: string, deletedAt: WallTime, 
/**
 * From then on it is gone for good.
 */
restoreUntil: WallTime, };

/**
 * A file that a command answers with. A command whose response is this one is called through the doors' download;
 * its bytes are staged (`app::staging::outgoing`), never part of the answer.
 */
export type Download = { fileName: string, mediaType: string, 
/**
 * The staged file; good for one reading.
 */
file: string, };

export type DraftSaved = { draftUpdatedAt: WallTime, };

/**
 * The one error of the application.
 */
export type Error = { code: Code, 
/**
 * What happened, one sentence.
 */
message: string, 
/**
 * The field of the request it belongs to, if one does.
 */
field?: string, 
/**
 * What was kept, one sentence.
 */
kept?: string, 
/**
 * What to do, one sentence.
 */
todo?: string, };

/**
 * A column an export may have.
 */
export type ExportColumn = { name: string, title: string, 
/**
 * In the file only when it is asked for by name.
 */
sensitive: boolean, };

/**
 * Contacts as a CSV file.
 */
export type ExportContacts = { 
/**
 * Everything matching comes in the view's order.
 */
selection: Selection, 
/**
 * Order of contacts that are named one by one; by name unless told otherwise.
 */
sort?: ContactSort, 
/**
 * Columns in their order, as `contacts.exportColumns` names them; empty: all that are not sensitive.
 */
columns?: Array<string>, 
/**
 * Begin with a byte order mark, without which Excel does not read UTF-8.
 */
mark: boolean, };

export type ExportLeads = { view?: LeadView, };

export type ExportReport = { campaign: string, 
/**
 * The people behind a metric; the figures when left out.
 */
metric?: Metric, from?: string, to?: string, };

/**
 * One field of a form.
 */
export type FieldDefinition = { 
/**
 * Lower-case letters, digits and `_`, beginning with a letter; at most 40. Stays when the label changes.
 */
key: string, label: string, type: FieldType, required: boolean, 
/**
 * Shown below the field.
 */
help?: string, 
/**
 * Values of select, radio and checkbox, shown as they are.
 */
options?: Array<string>, 
/**
 * Smallest number, or earliest ISO date.
 */
min?: string, 
/**
 * Largest number, or latest ISO date.
 */
max?: string, minLength?: number, maxLength?: number, 
/**
 * Only of text.
 */
pattern?: FieldPattern, 
/**
 * Leads can be filtered by it quickly.
 */
indexed: boolean, };

export type FieldId = { field: string, };

/**
 * Shapes of a text. A fixed choice instead of free expressions: browsers and we would read those differently.
 */
export type FieldPattern = "usZip" | "digits" | "name";

/**
 * What a field asks for.
 */
export type FieldType = "text" | "email" | "tel" | "date" | "number" | "select" | "radio" | "checkbox" | "textarea" | "consent";

/**
 * What a definition says; its type stays once contacts have values.
 */
export type FieldValues = { label: string, description?: string, fieldType: ContactFieldType, 
/**
 * At most 200; of a choice only.
 */
choices?: Array<string>, required?: boolean, unique?: boolean, default?: string, sensitive?: boolean, };

export type FieldsRequest = { 
/**
 * Also how many contacts use each: all values are counted for that.
 */
counts?: boolean, };

/**
 * A number with the people behind it.
 */
export type Figure = { metric: Metric, 
/**
 * Events, late ones included.
 */
count: number, 
/**
 * Different people, exact; visitors nobody knows are not among them.
 */
contacts: number, 
/**
 * Events that arrived after their day was final.
 */
adjustments: number, 
/**
 * `contacts` of `denominator`, a fraction of 1.
 */
rate: number | null, 
/**
 * What the rate is of: people of this metric up to the end of the range.
 */
of: Metric | null, denominator: number | null, 
/**
 * The same for as many days before the range; only when the range has a beginning.
 */
before: FigureBefore | null, };

export type FigureBefore = { count: number, contacts: number, };

/**
 * A figure that is not what the events say.
 */
export type FigureDrift = { 
/**
 * `None`: of the totals over all campaigns.
 */
campaign: NamedId | null, 
/**
 * aggregation, contacts, rollup or total.
 */
table: string, 
/**
 * Measure, day and value in words.
 */
place: string, stored: number, counted: number, };

/**
 * Something about the file: a code for programs, and sentences for the person.
 */
export type FileFinding = { 
/**
 * too_many_columns, duplicate_headers, unclosed_quote, unknown_characters or no_rows.
 */
code: string, 
/**
 * What was found.
 */
message: string, 
/**
 * What happens with it.
 */
kept: string, };

/**
 * A tree of conditions.
 */
export type Filter = { "all": Array<Filter> } | { "any": Array<Filter> } | { "not": Filter } | { "is": Condition };

/**
 * An error keeps the thing from being used; a warning does not.
 */
export type FindingSeverity = "error" | "warning";

/**
 * What a form version holds: the definition and what happens after sending.
 */
export type FormContent = { definition: FormDefinition, 
/**
 * Plain text, shown after sending; at most 2,000 characters.
 */
thankYouMessage: string, 
/**
 * Where the visitor goes instead: a path such as `/thanks`, or an https address.
 */
redirectUrl: string | null, };

/**
 * A form: its fields in order and the words of consent.
 */
export type FormDefinition = { fields: Array<FieldDefinition>, 
/**
 * Stands beside the consent box; kept with every consent given.
 */
consentWording?: string, };

export type FormDetail = { id: string, name: string, description: string, isActive: boolean, draft: FormContent, 
/**
 * Give it back as `baseUpdatedAt` when saving.
 */
draftUpdatedAt: WallTime, draftUpdatedBy: string | null, latestNumber: number, latestVersion: string | null, 
/**
 * The caller may change it.
 */
editable: boolean, createdBy: string | null, createdAt: WallTime, updatedAt: WallTime, };

export type FormId = { form: string, };

export type FormPage = { total: number, rows: Array<FormRow>, };

export type FormPageRequest = { offset: number, 
/**
 * At most 500.
 */
limit: number, search?: string, };

export type FormProblem = { severity: FindingSeverity, 
/**
 * Key of the field it is about, `thankYouMessage`, `redirectUrl`, or null for the whole form.
 */
field: string | null, message: string, };

export type FormRow = { id: string, name: string, description: string, isActive: boolean, 
/**
 * Fields of the draft.
 */
fields: number, 
/**
 * 0 while nothing is published.
 */
latestNumber: number, latestVersion: string | null, unpublished: boolean, 
/**
 * Campaigns that pin a version of it.
 */
campaigns: number, createdBy: string | null, updatedAt: WallTime, };

export type FormVersion = { id: string, number: number, content: FormContent, createdBy: string | null, createdAt: WallTime, };

/**
 * How a file of rows is read.
 */
export type Format = { 
/**
 * Label of the WHATWG encoding standard, such as `UTF-8`.
 */
encoding: string, 
/**
 * One ASCII character, written as text outside.
 */
delimiter: string, 
/**
 * The first row holds names, not a person.
 */
header: boolean, 
/**
 * Physical lines before the first row that are not read.
 */
skipLines: number, };

/**
 * A step of the funnel, by people.
 */
export type FunnelStep = { metric: Metric, contacts: number, 
/**
 * Of the step before, a fraction of 1.
 */
ofPrevious: number | null, };

export type Grant = { permission: string, reach: string, };

/**
 * What one window hands to the next: good once, for a minute.
 */
export type HandOver = { token: string, };

/**
 * One event of a contact.
 */
export type Happened = { at: CampaignTime, 
/**
 * SENT, DELIVERED, OPEN, CLICK, BOUNCE, UNSUBSCRIBE, COMPLAINT, FORM_VIEW, FORM_SUBMIT.
 */
eventType: string, campaign: string, campaignName: string, 
/**
 * Link of a click, reason of a bounce.
 */
detail: string | null, client: string | null, 
/**
 * Made by a machine on the reader's side.
 */
machine: boolean, 
/**
 * A final bounce.
 */
hard: boolean, 
/**
 * Made by a real visit to the landing page.
 */
visit: boolean, };

/**
 * An import, from the staged file to its undo.
 */
export type Import = { id: string, fileName: string, fileBytes: number, 
/**
 * staged, previewed, running, done, cancelled, undone or failed.
 */
state: string, format: Format, counts: ImportCounts, list: string | null, listName: string | null, doneRows: number, 
/**
 * Change set of the run, for `changes.undo`.
 */
undo: string | null, createdAt: WallTime, 
/**
 * As it was chosen for the preview: a field for each column; empty before.
 */
mapping: Array<string | null>, 
/**
 * The list that was chosen: one that is there, or a new one by name.
 */
chosenList: string | null, newList: string | null, 
/**
 * What runs for it now.
 */
job: ImportJob | null, };

/**
 * A column of the file and what it is taken for.
 */
export type ImportColumn = { 
/**
 * Counted from 0; two columns of one name differ in it.
 */
index: number, 
/**
 * As in the file; empty if the file has no header.
 */
header: string, 
/**
 * Key of a field, or nothing when the column is not taken.
 */
field: string | null, 
/**
 * 0 to 100: 100 is the exact name, below 60 is worth a look.
 */
confidence: number, 
/**
 * The first cells that are not empty.
 */
sample: Array<string>, };

/**
 * Every row is exactly one of these.
 */
export type ImportCounts = { rows: number, new: number, updated: number, unchanged: number, duplicate: number, rejected: number, 
/**
 * Of those that are kept: how their addresses were judged.
 */
valid: number, risky: number, invalid: number, withoutAddress: number, };

export type ImportField = { key: string, label: string, };

export type ImportId = { import: string, };

/**
 * A running job of an import.
 */
export type ImportJob = { id: string, 
/**
 * It only looks; nothing is written.
 */
preview: boolean, };

/**
 * Every rejected row, as a file.
 */
export type ImportRejects = { import: string, 
/**
 * Begin with a byte order mark, without which Excel does not read UTF-8.
 */
mark: boolean, };

/**
 * A row that is not taken as it is, or is worth a look.
 */
export type ImportRow = { 
/**
 * Line of the file where the row begins, from 1.
 */
line: number, 
/**
 * new, updated, unchanged, duplicate or rejected.
 */
decision: string, 
/**
 * Why, one sentence; empty when there is nothing to say.
 */
reason: string, value: string, };

/**
 * How many rows have something to say, by their decision.
 */
export type ImportRowTotals = { new: number, updated: number, unchanged: number, duplicate: number, rejected: number, };

export type ImportRows = { 
/**
 * Rows of the decision that was asked for.
 */
total: number, rows: Array<ImportRow>, 
/**
 * Rows that have something to say, of each decision.
 */
totals: ImportRowTotals, };

export type ImportRowsRequest = { import: string, 
/**
 * Only rows of this decision.
 */
decision?: string, offset: number, 
/**
 * At most 500.
 */
limit: number, };

export type InviteMember = { email: string, role: string, 
/**
 * Beyond the role.
 */
extra?: Array<Grant>, 
/**
 * Days until it expires, 1 to 90; 7 unless said otherwise.
 */
days?: number, };

/**
 * The code is shown this once; only its hash is kept.
 */
export type Invited = { id: string, email: string, code: string, expiresAt: WallTime, };

export type JobHistory = { total: number, 
/**
 * The newest first.
 */
rows: Array<JobRun>, };

export type JobHistoryRequest = { kind?: string, offset: number, 
/**
 * At most 500.
 */
limit: number, };

export type JobId = { job: string, };

/**
 * How far a job is.
 */
export type JobProgress = { id: string, kind: string, title: string, 
/**
 * queued, running, done, failed, cancelled.
 */
state: string, done: number, total: number | null, 
/**
 * Rows a second since the job began.
 */
rate: number, 
/**
 * Milliseconds that are left at this rate.
 */
etaMs: number | null, canCancel: boolean, 
/**
 * What it gave, once it is done.
 */
result?: JsonValue, error?: Error, };

/**
 * One job that ran, or runs.
 */
export type JobRun = { id: string, kind: string, 
/**
 * Name of the platform's queue whose work it is.
 */
queue: string, title: string, 
/**
 * queued, running, done, failed or cancelled.
 */
state: string, 
/**
 * Who started it; null: the schedule, or Reachly itself.
 */
who: string | null, 
/**
 * The moment of the schedule it ran for; null when somebody asked for it.
 */
scheduledFor: WallTime | null, startedAt: WallTime | null, endedAt: WallTime | null, result: JsonValue | null, error: Error | null, };

/**
 * Long work was started.
 */
export type JobStarted = { job: string, };

export type JoinOrganization = { organization: string, };

/**
 * An organization one may ask to join, or has asked.
 */
export type JoinableOrganization = { organization: string, name: string, standing: Standing, 
/**
 * When it came to that, where it did.
 */
since: WallTime | null, 
/**
 * Asking is possible now.
 */
mayAsk: boolean, };

export type Joined = { organization: string, organizationName: string, 
/**
 * False: an Admin must say yes first.
 */
joined: boolean, };

/**
 * Who is let in how.
 */
export type Joining = { 
/**
 * People of the workspace see the organization and may ask to join.
 */
open: boolean, whitelist: Array<WhitelistEntry>, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

export type KeptRow = { table: string, name: string, };

/**
 * The public side: landing pages, tracked links, unsubscribing.
 */
export type LandingStatus = { running: boolean, 
/**
 * Such as `http://127.0.0.1:43121`; a campaign's page is this, `/l/` and its slug. Null while nothing listens.
 */
address: string | null, };

export type LaunchCampaign = { campaign: string, 
/**
 * 0 to 9,007,199,254,740,991; that of the newest rehearsal when left out, drawn when there is none.
 */
seed?: number, 
/**
 * Those of the newest rehearsal when left out, the insurance preset when there is none.
 */
config?: Assumptions, };

export type LaunchStarted = { run: string, job: string, };

export type Lead = { row: LeadRow, note: string, 
/**
 * In the form's order; empty for a lead by hand.
 */
answers: Array<LeadAnswer>, 
/**
 * The form version that was answered: its form, its number and the wording of consent.
 */
form: LeadForm | null, history: Array<LeadHistoryRow>, 
/**
 * What happened to the contact, newest first.
 */
timeline: Array<Happened>, 
/**
 * `utm_…` parameters the visitor came with.
 */
utm: Record<string, string>, 
/**
 * When the form was really sent, by this laptop's clock.
 */
submittedAt: WallTime | null, createdBy: string | null, 
/**
 * When it was written down, by this laptop's clock.
 */
recordedAt: WallTime, 
/**
 * The caller may change it.
 */
editable: boolean, };

/**
 * One answer under the label its form version had.
 */
export type LeadAnswer = { field: string, label: string, type: FieldType, 
/**
 * Text, or a list of texts for checkboxes; null when the visitor left it empty.
 */
value: string | Array<string> | null, };

/**
 * One column for each status, in the order of the work.
 */
export type LeadBoard = { columns: Array<LeadColumn>, now: CampaignTime, };

export type LeadBoardRequest = { campaign?: string, origin?: LeadOrigin, 
/**
 * First cards of each column, at most 100; 25 when left out.
 */
cards: number, };

/**
 * A changed lead with its way back.
 */
export type LeadChanged = { lead: string, version: number, 
/**
 * Change set for `changes.undo`; null when nothing changed.
 */
undo: string | null, };

export type LeadColumn = { status: LeadStatus, count: number, 
/**
 * Sum of the values of its leads in the organization's currency.
 */
valueMinor: number, 
/**
 * The newest first.
 */
cards: Array<LeadRow>, };

/**
 * How many leads gave an answer; the most frequent first, at most 50.
 */
export type LeadFacet = { value: string, count: number, };

export type LeadFacetRequest = { campaign?: string, 
/**
 * Key of an indexed field.
 */
field: string, };

/**
 * A field that leads can be filtered by.
 */
export type LeadField = { field: string, 
/**
 * Of the newest form version that asks for it.
 */
label: string, type: FieldType, indexed: boolean, };

/**
 * A condition on one answer of the form. Indexed fields are answered at once, others by reading the answers.
 */
export type LeadFieldFilter = { 
/**
 * Key of the form's field.
 */
field: string, 
/**
 * The whole answer, as it was given; of a checkbox one of the ticked options.
 */
value: string, };

export type LeadFieldsRequest = { campaign?: string, };

export type LeadForm = { form: string, name: string, number: number, consentWording: string, };

/**
 * One change of status, newest first.
 */
export type LeadHistoryRow = { from: LeadStatus, to: LeadStatus, who: string | null, at: WallTime, note: string, };

export type LeadId = { lead: string, };

export type LeadOrder = "created" | "updated" | "title" | "status" | "value";

/**
 * Whether somebody really sent it.
 */
export type LeadOrigin = "real" | "rehearsed" | "simulated";

export type LeadPage = { total: number, rows: Array<LeadRow>, 
/**
 * Now on the campaign clock: what ages are counted from.
 */
now: CampaignTime, };

export type LeadPageRequest = { view?: LeadView, offset: number, 
/**
 * At most 500.
 */
limit: number, };

export type LeadRow = { id: string, title: string, status: LeadStatus, source: LeadSource, origin: LeadOrigin, campaign: NamedId | null, contact: NamedId | null, owner: NamedId | null, 
/**
 * The most telling answer to the form; empty without one.
 */
answer: string, valueMinor: number | null, currency: string, createdAt: CampaignTime, updatedAt: WallTime, version: number, };

export type LeadSort = { by: LeadOrder, descending: boolean, };

/**
 * How a lead came.
 */
export type LeadSource = "email_campaign" | "direct_form" | "api" | "manual";

/**
 * Where a sales opportunity stands.
 */
export type LeadStatus = "new" | "contacted" | "qualified" | "converted" | "disqualified";

/**
 * Which leads, in which order. Without a sort the newest come first.
 */
export type LeadView = { 
/**
 * A part of the title or of the contact's e-mail address.
 */
search?: string, status?: LeadStatus, 
/**
 * How they came.
 */
source?: LeadSource, campaign?: string, owner?: string, origin?: LeadOrigin, 
/**
 * At most 5; all must hold.
 */
fields?: Array<LeadFieldFilter>, sort?: LeadSort, };

export type ListId = { list: string, };

export type ListMembers = { list: string, selection: Selection, };

/**
 * The picture itself.
 */
export type Logo = { 
/**
 * image/png, image/jpeg or image/webp.
 */
mediaType: string, base64: string, };

/**
 * The signed-in person and the organizations open to them.
 */
export type Me = { id: string, name: string, email: string, title: string, workspaceOwner: boolean, 
/**
 * BCP 47: how numbers are written; `en` is as the system does.
 */
language: string, 
/**
 * IANA name; empty is the laptop's own.
 */
timeZone: string, 
/**
 * Minutes without input after which a window locks: 5, 15, 30, 60, or 0 for never.
 */
idleMinutes: number, memberships: Array<Membership>, };

export type Member = { id: string, 
/**
 * Empty for an invitation, whose person is not known yet.
 */
name: string, email: string, 
/**
 * None while a request waits.
 */
role: RoleName | null, 
/**
 * Beyond the role.
 */
extra: Array<Grant>, status: MemberStatus, 
/**
 * When the member joined, asked or was invited.
 */
since: WallTime, 
/**
 * When the person last signed in, if a session of theirs is still known.
 */
lastSignIn: WallTime | null, 
/**
 * Until when an invitation can be accepted.
 */
expiresAt: WallTime | null, 
/**
 * Name of who invited, where it is known.
 */
invitedBy: string | null, isMe: boolean, 
/**
 * The asking person may change this member: holds all that the member holds.
 */
withinReach: boolean, 
/**
 * The organization's only active Admin.
 */
lastAdmin: boolean, };

export type MemberId = { member: string, };

/**
 * Active and suspended members by name.
 */
export type MemberPage = { total: number, rows: Array<Member>, };

export type MemberPageRequest = { offset: number, 
/**
 * At most 500.
 */
limit: number, 
/**
 * Part of a name or address; empty finds all.
 */
search?: string, };

/**
 * Where a membership stands. Who left is not told of.
 */
export type MemberStatus = "invited" | "requested" | "active" | "suspended";

/**
 * Who waits for an Admin, and whom the organization waits for; oldest first.
 */
export type MembersWaiting = { requests: Array<Member>, 
/**
 * Expired ones too, until they are withdrawn or renewed.
 */
invitations: Array<Member>, };

export type Membership = { organization: string, organizationName: string, brandColor: string, 
/**
 * Hash of the logo, when there is one: another hash, another picture.
 */
logo: string | null, role: string | null, 
/**
 * invited, requested, active, suspended or left.
 */
status: string, 
/**
 * Permission keys with their reach, own or all.
 */
grants: Array<Grant>, };

/**
 * What can be counted of a campaign.
 */
export type Metric = "sent" | "delivered" | "opens" | "machineOpens" | "clicks" | "machineClicks" | "hardBounces" | "softBounces" | "unsubscribes" | "complaints" | "views" | "submissions";

export type NamedId = { id: string, name: string, };

export type NewRecoveryCode = { 
/**
 * Shown once; the one before is dead.
 */
recoveryCode: string, };

/**
 * There may be none yet.
 */
export type NewestProof = { proof: Proof | null, };

/**
 * No fields.
 */
export type Nothing = Record<string, never>;

export type Operator = "equals" | "anyOf" | "contains" | "startsWith" | "below" | "above" | "empty" | "filled";

export type Organization = { id: string, name: string, domain: string, reportingZone: string, currency: string, postalAddress: string, 
/**
 * Whom a bill is made out to; empty: the organization itself.
 */
billingEntity: string, 
/**
 * What the organization has subscribed to: `local` until it has a plan.
 */
subscriptionLevel: string, brandColor: string, 
/**
 * Hash of the logo, when there is one.
 */
logo: string | null, 
/**
 * Campaign time of the organization, UTC epoch milliseconds.
 */
campaignClock: number, };

/**
 * The organization is back.
 */
export type OrganizationRestored = { id: string, name: string, 
/**
 * Its web domain is another organization's by now; it came back without.
 */
domainTaken: boolean, };

/**
 * The organization's results.
 */
export type Overview = { figures: Array<OverviewFigure>, days: Array<OverviewDay>, 
/**
 * At most ten.
 */
campaigns: Array<OverviewCampaign>, };

/**
 * One of the campaigns that ran last.
 */
export type OverviewCampaign = { campaign: string, name: string, kind: string, startedAt: CampaignTime, delivered: number, opened: number, clicked: number, submitted: number, };

export type OverviewDay = { day: string, metric: Metric, count: number, firstTime: number, };

/**
 * A metric over all campaigns.
 */
export type OverviewFigure = { metric: Metric, count: number, 
/**
 * First times: a person counts once in each campaign.
 */
firstTime: number, 
/**
 * First times of those of the base, a fraction of 1.
 */
rate: number | null, before: FigureBefore | null, };

export type OverviewRequest = { from?: string, to?: string, };

/**
 * An invitation that waits for the asking person's address. Its code is with the Admin.
 */
export type OwnInvitation = { organization: string, organizationName: string, role: string | null, expiresAt: WallTime | null, expired: boolean, };

/**
 * The password of the signed-in person.
 */
export type OwnPassword = { password: string, };

/**
 * A page of a list: rows `offset..offset + limit`.
 */
export type PageRequest = { offset: number, 
/**
 * At most 500.
 */
limit: number, };

export type PeoplePage = { total: number, rows: Array<ReportPerson>, };

export type PeopleRequest = { campaign: string, metric: Metric, from?: string, to?: string, 
/**
 * Only on this device: mobile, desktop or machine.
 */
device?: string, 
/**
 * Only through this link, or for this bounce reason.
 */
link?: string, 
/**
 * Only with this validation status when the audience was frozen.
 */
status?: string, offset: number, 
/**
 * At most 500.
 */
limit: number, };

/**
 * One row of the catalogue.
 */
export type PermissionRow = { key: string, description: string, category: string, 
/**
 * Can be held for one's own records only.
 */
hasOwn: boolean, };

/**
 * The version a campaign pins, of a template or of a form.
 */
export type PinnedVersion = { 
/**
 * The template or form.
 */
of: string, name: string, version: string, number: number, 
/**
 * A newer version is published.
 */
newer: string | null, };

export type PreviewCampaign = { campaign: string, 
/**
 * Filled with this contact's values and with links that lead back to it; with samples without one.
 */
contact?: string, };

export type PreviewImport = { import: string, format: Format, 
/**
 * For each column of the file, in order, the field it goes to; `null` leaves it out.
 */
mapping: Array<string | null>, 
/**
 * List the contacts join: an existing one, or a new one by name.
 */
list?: string, newList?: string, };

/**
 * Exactly one of `template` (its draft), `version` and `source`.
 */
export type PreviewTemplate = { template?: string, version?: string, source?: TemplateSource, 
/**
 * Filled with this contact's values; with samples without one.
 */
contact?: string, };

/**
 * What the workspace knows of the signed-in person.
 */
export type Profile = { name: string, email: string, title: string, phone: string, 
/**
 * BCP 47: how numbers are written; `en` is as the system does.
 */
language: string, 
/**
 * IANA name; empty is the laptop's own.
 */
timeZone: string, 
/**
 * 5, 15, 30, 60, or 0 for never.
 */
idleMinutes: number, };

/**
 * The newest proof of the figures.
 */
export type Proof = { job: string, at: WallTime, report: ProofReport, };

/**
 * What a proof found.
 */
export type ProofReport = { 
/**
 * Campaigns that were counted anew.
 */
campaigns: number, 
/**
 * Campaigns left out because a rehearsal of theirs was being taken back.
 */
leftOut: number, differences: number, 
/**
 * The first hundred.
 */
drifts: Array<FigureDrift>, };

/**
 * Another reading of the staged file: encoding, delimiter, header.
 */
export type ReadImport = { import: string, format: Format, };

export type ReasonSentence = { code: string, sentence: string, 
/**
 * Points it adds to the score.
 */
points: number, };

export type Recover = { email: string, 
/**
 * As shown at sign-up; case and hyphens do not matter.
 */
recoveryCode: string, newPassword: string, };

/**
 * What a rehearsal of this campaign would start with.
 */
export type RehearsalDefaults = { config: Assumptions, 
/**
 * The campaign's schedule, or the campaign clock when it has none.
 */
startAt: CampaignTime, 
/**
 * Links in the mail that can be clicked; 0 while no e-mail is chosen.
 */
links: number, hasForm: boolean, 
/**
 * Earlier launches that tell who is keener than others.
 */
earlierLaunches: number, };

export type RehearsalDefaultsRequest = { campaign: string, 
/**
 * Key of a preset; insurance when left out.
 */
industry?: string, };

/**
 * An industry's defaults, with the source of each.
 */
export type RehearsalPreset = { key: string, name: string, config: Assumptions, sources: Array<AssumptionSource>, };

export type RehearsalReset = { 
/**
 * The job that removes the rows; the figures are gone at once.
 */
job: string, };

export type RehearsalStarted = { run: string, job: string, };

export type RemoveOwner = { user: string, };

export type RemoveSuppression = { suppression: string, 
/**
 * Why it may be mailed again; stands in the audit trail.
 */
reason: string, };

export type RenameCampaignFolder = { folder: string, name: string, };

export type RenewInvitation = { member: string, 
/**
 * Days from now until it expires, 1 to 90; 7 unless said otherwise.
 */
days?: number, };

/**
 * One person behind a number.
 */
export type ReportPerson = { 
/**
 * `None` when the contact was purged since.
 */
contact: string | null, name: string, email: string | null, 
/**
 * The first time in the run that stands.
 */
at: CampaignTime | null, };

export type RestoreBackup = { 
/**
 * Session of the workspace owner: the command closes the workspace that knows it.
 */
session: string, name: string, };

export type RestoreOrganization = { id: string, };

/**
 * The backup stands in the workspace's place.
 */
export type Restored = { 
/**
 * Where the state from before is kept.
 */
kept: string, };

export type Role = { id: string, name: string, description: string, 
/**
 * Came with Reachly and stays as it is; custom otherwise.
 */
shipped: boolean, 
/**
 * In the order of the catalogue.
 */
permissions: Array<Grant>, 
/**
 * Members and invitations with this role.
 */
holders: number, 
/**
 * Whitelist entries that give this role.
 */
whitelisted: number, 
/**
 * The asking person holds all of it: may give it to others and, when it is custom, change it.
 */
withinReach: boolean, };

export type RoleId = { role: string, };

/**
 * A role by its name.
 */
export type RoleName = { id: string, name: string, };

export type RunId = { run: string, };

export type RunJobNow = { 
/**
 * Kind of a job of the night.
 */
kind: string, };

export type RunValidation = { 
/**
 * Only the members of this list; otherwise every contact.
 */
list?: string, };

/**
 * The sample, open, with its broker signed in.
 */
export type SampleOpened = { status: WorkspaceStatus, session: Session, };

export type SaveFormDraft = { form: string, content: FormContent, baseUpdatedAt: WallTime, };

export type SaveTemplateDraft = { template: string, source: TemplateSource, 
/**
 * `draftUpdatedAt` of the draft this one was made from; another one now is a conflict.
 */
baseUpdatedAt: WallTime, };

/**
 * A job of the night with its last run.
 */
export type ScheduledJob = { kind: string, queue: string, 
/**
 * How 003 binds that queue.
 */
binding: string, title: string, about: string, last: JobRun | null, 
/**
 * By the laptop's clock.
 */
nextAt: WallTime, };

export type SelectContacts = { selection: Selection, };

export type SelectedIds = { 
/**
 * At most 10,000.
 */
ids: Array<string>, };

/**
 * Some contacts: by id, or everything a view matches except a few.
 */
export type Selection = SelectedIds | AllMatching;

/**
 * A new session; the token is shown once and kept by the window or tab.
 */
export type Session = { token: string, me: Me, };

export type SetCampaignStatus = { campaign: string, status: CampaignStatus, };

export type SetLeadStatus = { lead: string, status: LeadStatus, note?: string, 
/**
 * Version of the lead the caller saw; another one now is a conflict.
 */
version: number, };

export type SetLogo = { 
/**
 * An upload: PNG, JPEG or WebP, at most 512 kB, 16 to 4,096 pixels on each side.
 */
upload: string, };

export type SetZone = { 
/**
 * IANA name. Days are counted by it from then on, those of before too.
 */
zone: string, };

export type SignIn = { email: string, password: string, };

export type SignUp = { 
/**
 * 1 to 200 characters.
 */
name: string, email: string, 
/**
 * At least 10 characters.
 */
password: string, 
/**
 * Job title; may be empty.
 */
title?: string, 
/**
 * May be empty.
 */
phone?: string, 
/**
 * IANA name; the laptop's own when empty.
 */
timeZone?: string, };

export type SignedUp = { session: Session, 
/**
 * Shown once: opens the account when the password is lost.
 */
recoveryCode: string, };

export type SlugAnswer = { free: boolean, 
/**
 * A free slug: the asked one when it is free.
 */
suggestion: string, };

export type SlugRequest = { slug: string, 
/**
 * The campaign that asks: its own slug is free to it.
 */
campaign?: string, };

/**
 * A file to look at: an upload of this program, or (window and command line only) a path on the laptop.
 */
export type StageImport = { upload?: string, path?: string, 
/**
 * Name of the file as the person knows it.
 */
fileName: string, };

/**
 * The staged file as it is read: its columns with the guessed fields, and its first rows.
 */
export type StagedFile = { import: Import, columns: Array<ImportColumn>, 
/**
 * The first rows, as they are read.
 */
rows: Array<Array<string>>, 
/**
 * Fields a column may go to: key and label; the organization's own are called `custom:` and their id.
 */
fields: Array<ImportField>, 
/**
 * What is worth knowing of the file before it is taken.
 */
findings: Array<FileFinding>, };

/**
 * How the asking person stands to an organization.
 */
export type Standing = "none" | "requested" | "rejected" | "active" | "suspended";

export type StartRehearsal = { campaign: string, 
/**
 * 0 to 9,007,199,254,740,991; drawn when left out.
 */
seed?: number, 
/**
 * The campaign's defaults when left out.
 */
config?: Assumptions, 
/**
 * When sending starts; as the defaults say when left out.
 */
startAt?: CampaignTime, 
/**
 * Moves the campaign clock to the end of the run, so that all of it has happened.
 */
advanceClock?: boolean, };

export type StepState = { missing: Array<string>, };

/**
 * The addresses of some contacts; those without one, and those suppressed already, stay as they are.
 */
export type SuppressSelected = { selection: Selection, 
/**
 * `manual` or `do_not_contact`.
 */
reason: SuppressionReason, note?: string, };

export type SuppressionPage = { total: number, rows: Array<SuppressionRow>, };

export type SuppressionPageRequest = { offset: number, 
/**
 * At most 500.
 */
limit: number, 
/**
 * A part of the address.
 */
search?: string, reason?: SuppressionReason, };

/**
 * Why an address must not be mailed.
 */
export type SuppressionReason = "unsubscribed" | "hard_bounce" | "complaint" | "manual" | "do_not_contact" | "erased";

export type SuppressionRow = { id: string, 
/**
 * Null once erased: only its keyed hash is left.
 */
address: string | null, reason: SuppressionReason, source: SuppressionSource, note: string, createdBy: string | null, createdAt: WallTime, };

/**
 * Who said so.
 */
export type SuppressionSource = "event" | "import" | "member";

export type SuppressionsAdded = { added: number, 
/**
 * Were suppressed already.
 */
known: number, 
/**
 * Are no addresses; nothing was done with them.
 */
refused: Array<string>, 
/**
 * Change set for `changes.undo`; null when nothing changed.
 */
change: string | null, };

export type TemplateDetail = { id: string, name: string, description: string, isActive: boolean, draft: TemplateSource, 
/**
 * Give it back as `baseUpdatedAt` when saving.
 */
draftUpdatedAt: WallTime, draftUpdatedBy: string | null, latestNumber: number, latestVersion: string | null, 
/**
 * The caller may change it.
 */
editable: boolean, createdBy: string | null, createdAt: WallTime, updatedAt: WallTime, };

export type TemplateId = { template: string, };

export type TemplateLink = { number: number, href: string, text: string, };

export type TemplatePage = { total: number, rows: Array<TemplateRow>, };

/**
 * A page of a list, narrowed by words of the name.
 */
export type TemplatePageRequest = { offset: number, 
/**
 * At most 500.
 */
limit: number, search?: string, };

export type TemplatePart = "html" | "subject" | "preheader" | "text";

export type TemplatePreview = { subject: string, preheader: string, 
/**
 * Harmless HTML for a sandboxed `srcdoc`.
 */
html: string, text: string, 
/**
 * Bytes of the rendered HTML, before it was made harmless.
 */
htmlBytes: number, warnings: Array<TemplateProblem>, };

/**
 * One finding. Line and column count from 1; both are 0 when it is about the whole part.
 */
export type TemplateProblem = { part: TemplatePart, line: number, column: number, code: string, message: string, severity: FindingSeverity, };

export type TemplateRow = { id: string, name: string, description: string, isActive: boolean, 
/**
 * Subject of the draft.
 */
subject: string, 
/**
 * 0 while nothing is published.
 */
latestNumber: number, 
/**
 * Id of the latest version, which a campaign can pin.
 */
latestVersion: string | null, 
/**
 * The draft was saved after the latest version was published.
 */
unpublished: boolean, 
/**
 * Campaigns that pin a version of it.
 */
campaigns: number, createdBy: string | null, updatedAt: WallTime, };

/**
 * A mail as its author wrote it: HTML and texts with Liquid variables.
 */
export type TemplateSource = { html: string, subject: string, preheader: string, 
/**
 * Made from the HTML when null.
 */
text: string | null, };

export type TemplateStarter = { key: string, name: string, subject: string, 
/**
 * Harmless HTML with sample values.
 */
preview: string, };

/**
 * One variable a template may use.
 */
export type TemplateVariable = { name: string, label: string, kind: VariableKind, sample: string, 
/**
 * The campaign fills it for everybody: no fallback needed.
 */
supplied: boolean, };

export type TemplateVersion = { id: string, number: number, subject: string, 
/**
 * Names of the variables it uses.
 */
variables: Array<string>, links: Array<TemplateLink>, createdBy: string | null, createdAt: WallTime, };

/**
 * Something that happened to the person, newest first.
 */
export type TimelineEntry = { 
/**
 * UTC epoch milliseconds: wall time of records, campaign time of events.
 */
at: number, 
/**
 * created, imported, validated, event …
 */
kind: string, text: string, };

/**
 * One thing that needs somebody.
 */
export type TodayItem = { kind: TodayKind, count: number, 
/**
 * Name of the thing, when it is one.
 */
name: string | null, id: string | null, 
/**
 * UTC epoch milliseconds: wall time, of campaigns campaign time.
 */
at: number | null, };

/**
 * What an item is about; one action belongs to each.
 */
export type TodayKind = "joinRequests" | "newLeads" | "importWaiting" | "importFailed" | "typingErrors" | "campaignSoon" | "backup";

/**
 * Small changes are undone at once; large ones by a job whose result is the same.
 */
export type UndoAnswer = { undone: Undone | null, job: string | null, };

export type UndoChange = { change: string, };

/**
 * What an undoable write answers.
 */
export type UndoOffer = { 
/**
 * Change set for `changes.undo`; null when nothing changed.
 */
change: string | null, };

/**
 * What an undo did.
 */
export type Undone = { restored: number, 
/**
 * Rows that somebody changed since; they stay as they are.
 */
kept: number, 
/**
 * The first 200 of them.
 */
keptRows: Array<KeptRow>, };

/**
 * Only the named fields change; `null` empties one that may be empty.
 */
export type UpdateCampaign = { campaign: string, 
/**
 * `version` of the campaign these values were made from; another one now is a conflict.
 */
version: number, name?: string, description?: string, objective?: string, folder?: string | null, 
/**
 * Contact lists that make the audience.
 */
includeLists?: Array<string>, 
/**
 * Contact lists whose members are left out.
 */
excludeLists?: Array<string>, templateVersion?: string | null, formVersion?: string | null, slug?: string, 
/**
 * Plain text.
 */
landingHeadline?: string, 
/**
 * HTML; only harmless elements are kept.
 */
landingIntro?: string, 
/**
 * Minor units of the currency, 0 or more.
 */
budgetMinor?: number | null, 
/**
 * ISO 4217.
 */
currency?: string, scheduledAt?: number | null, 
/**
 * ISO dates.
 */
startDate?: string | null, endDate?: string | null, };

export type UpdateContact = { contact: string, 
/**
 * Version that was read; another one by now is a conflict.
 */
version: number, fields: ContactFields, };

export type UpdateField = { field: string, values: FieldValues, 
/**
 * Its new place among the fields, from 0.
 */
position?: number, };

/**
 * Only the named fields change.
 */
export type UpdateForm = { form: string, name?: string, description?: string, isActive?: boolean, };

export type UpdateJoining = { open: boolean, };

/**
 * Only the named fields change; `null` empties one that may be empty.
 */
export type UpdateLead = { lead: string, version: number, title?: string, note?: string, owner?: string | null, contact?: string | null, valueMinor?: number | null, };

export type UpdateList = { list: string, name: string, description: string, };

/**
 * Only the named fields change.
 */
export type UpdateOrganization = { name?: string, domain?: string, postalAddress?: string, 
/**
 * At most 200 characters; empty: the organization's own name.
 */
billingEntity?: string, currency?: string, brandColor?: string, };

/**
 * Only the named fields change.
 */
export type UpdateProfile = { 
/**
 * 1 to 200 characters.
 */
name?: string, title?: string, phone?: string, language?: string, timeZone?: string, idleMinutes: number, };

/**
 * Only the named fields change.
 */
export type UpdateRole = { role: string, name?: string, description?: string, 
/**
 * All of them: what is not named is withdrawn.
 */
permissions?: Array<Grant>, };

/**
 * Only the named fields change.
 */
export type UpdateTemplate = { template: string, name?: string, description?: string, isActive?: boolean, };

/**
 * One rule of the newest version.
 */
export type ValidationRule = { reason: string, sentence: string, 
/**
 * syntax, domain or classification.
 */
ruleType: string, 
/**
 * Points it adds to the score, 0 to 100.
 */
points: number, enabled: boolean, version: number, 
/**
 * How many contacts the reason stands at now.
 */
contacts: number, };

export type VariableKind = "text" | "number" | "date" | "boolean";

/**
 * UTC epoch milliseconds by the laptop's clock: audit, sign-in, consent, validation, retention, visits, jobs.
 */
export type WallTime = number;

/**
 * Where everybody on the included lists ends up: each contact in exactly one of the buckets below the first number,
 * in this order, so that their sum is `on_lists`.
 */
export type Waterfall = { 
/**
 * Distinct contacts of the included lists.
 */
onLists: number, 
/**
 * Also on an excluded list.
 */
excluded: number, 
/**
 * The address must not be mailed.
 */
suppressed: number, deleted: number, withoutAddress: number, 
/**
 * Validation says invalid or nonexistent.
 */
notMailable: number, mailable: number, 
/**
 * Of the mailable: never validated.
 */
mailableUnchecked: number, 
/**
 * Of the mailable: risky.
 */
mailableRisky: number, };

/**
 * An address, or a domain with a leading @, that joins at once with this role.
 */
export type WhitelistEntry = { id: string, pattern: string, role: RoleName, createdAt: WallTime, 
/**
 * The domain gives addresses to anyone, such as gmail.com.
 */
public: boolean, };

export type WhitelistId = { entry: string, };

export type WorkspaceOwner = { id: string, name: string, email: string, isMe: boolean, };

/**
 * Owners in the order of their accounts, and the organizations of the file by name.
 */
export type WorkspaceOwners = { owners: Array<WorkspaceOwner>, 
/**
 * Names only: their data is their members'.
 */
organizations: Array<string>, };

/**
 * Where a workspace lies.
 */
export type WorkspacePlace = { 
/**
 * Absolute path of the `.reachly` file. From a browser tab only a bare file name, which lands in the program's
 * own folder.
 */
path: string, };

export type WorkspaceStatus = { open: boolean, name: string | null, path: string | null, 
/**
 * Nobody has an account yet: sign-up comes before sign-in.
 */
empty: boolean, 
/**
 * The open one is the sample: `workspace.sample` signs its broker in.
 */
sample: boolean, version: string, 
/**
 * Folder where new workspaces go unless told otherwise.
 */
home: string, };
