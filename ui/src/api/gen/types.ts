// Written from the command table; `cargo xtask gen` renews it.

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
 * What a bulk change did, or the job that does it.
 */
export type BulkChanged = { rows: number, undo: string | null, };

/**
 * What a bulk change did at once, or the job that does it; the job's result names the same.
 */
export type BulkStarted = { rows: number, undo: string | null, job: string | null, };

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

/**
 * A change with its way back.
 */
export type Changed = { id: string, 
/**
 * Change set, for `changes.undo`; absent when nothing changed.
 */
undo: string | null, };

/**
 * What went wrong, for programs: stable words, also the CLI's exit status and the HTTP status.
 */
export type Code = "invalid" | "signed_out" | "forbidden" | "not_found" | "conflict" | "taken" | "too_many" | "too_large" | "busy" | "no_workspace" | "corrupt" | "newer" | "wrong_key" | "read_only" | "disk_full" | "cancelled" | "internal";

/**
 * A column of the file and what it is taken for.
 */
export type Column = { 
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
 * Why the address was judged so: a sentence for each reason.
 */
reasons: Array<ReasonSentence>, timeline: Array<TimelineEntry>, };

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
birthDate?: string, };

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
reasons: Array<string>, suggestion: string | null, createdAt: WallTime, };

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

export type CreateContact = { fields: ContactFields, 
/**
 * Lists the contact joins.
 */
lists?: Array<string>, };

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
brandColor?: string, };

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
 * A tree of conditions.
 */
export type Filter = { "all": Array<Filter> } | { "any": Array<Filter> } | { "not": Filter } | { "is": Condition };

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

export type Grant = { permission: string, reach: string, };

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
undo: string | null, createdAt: WallTime, };

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

export type ImportRows = { total: number, rows: Array<ImportRow>, };

export type ImportRowsRequest = { import: string, 
/**
 * Only rows of this decision.
 */
decision?: string, offset: number, 
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
 * Long work was started.
 */
export type JobStarted = { job: string, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

export type KeptRow = { table: string, name: string, };

export type ListId = { list: string, };

export type ListMembers = { list: string, selection: Selection, };

/**
 * The signed-in person and the organizations open to them.
 */
export type Me = { id: string, name: string, email: string, title: string, workspaceOwner: boolean, memberships: Array<Membership>, };

export type Membership = { organization: string, organizationName: string, brandColor: string, role: string | null, 
/**
 * invited, requested, active, suspended or left.
 */
status: string, 
/**
 * Permission keys with their reach, own or all.
 */
grants: Array<Grant>, };

export type NamedId = { id: string, name: string, };

/**
 * No fields.
 */
export type Nothing = Record<string, never>;

export type Operator = "equals" | "anyOf" | "contains" | "startsWith" | "below" | "above" | "empty" | "filled";

export type Organization = { id: string, name: string, domain: string, reportingZone: string, currency: string, postalAddress: string, brandColor: string, 
/**
 * Campaign time of the organization, UTC epoch milliseconds.
 */
campaignClock: number, };

/**
 * A page of a list: rows `offset..offset + limit`.
 */
export type PageRequest = { offset: number, 
/**
 * At most 500.
 */
limit: number, };

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

export type RunValidation = { 
/**
 * Only the members of this list; otherwise every contact.
 */
list?: string, };

export type SelectContacts = { selection: Selection, };

/**
 * Some contacts: by id, or everything a view matches.
 */
export type Selection = { "ids": Array<string> } | { "matching": ContactView };

/**
 * A new session; the token is shown once and kept by the window or tab.
 */
export type Session = { token: string, me: Me, };

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
title?: string, };

export type SignedUp = { session: Session, 
/**
 * Shown once: opens the account when the password is lost.
 */
recoveryCode: string, };

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
export type StagedFile = { import: Import, columns: Array<Column>, 
/**
 * The first rows, as they are read.
 */
rows: Array<Array<string>>, 
/**
 * Fields a column may go to: key and label.
 */
fields: Array<ImportField>, };

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
 * Small changes are undone at once; large ones by a job whose result is the same.
 */
export type UndoAnswer = { undone: Undone | null, job: string | null, };

export type UndoChange = { change: string, };

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

export type UpdateContact = { contact: string, 
/**
 * Version that was read; another one by now is a conflict.
 */
version: number, fields: ContactFields, };

export type UpdateList = { list: string, name: string, description: string, };

/**
 * Only the named fields change.
 */
export type UpdateOrganization = { name?: string, domain?: string, postalAddress?: string, currency?: string, brandColor?: string, };

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

/**
 * UTC epoch milliseconds by the laptop's clock: audit, sign-in, consent, validation, retention, visits, jobs.
 */
export type WallTime = number;

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
empty: boolean, version: string, 
/**
 * Folder where new workspaces go unless told otherwise.
 */
home: string, };
