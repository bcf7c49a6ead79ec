// Sentences about leads: the board, the table, the pane.
import type { LeadOrigin, LeadSource, LeadStatus } from "../../api/gen/types";

const leads = (count: number, text: string) => (count === 1 ? "1 lead" : `${text} leads`);

const status: Record<LeadStatus, string> = {
  new: "New",
  contacted: "Contacted",
  qualified: "Qualified",
  converted: "Converted",
  disqualified: "Disqualified",
};

const source: Record<LeadSource, string> = {
  email_campaign: "campaign e-mail",
  direct_form: "landing page",
  api: "interface",
  manual: "added by hand",
};

export const words = {
  title: "Leads",
  leads,
  status,
  source,
  open: (count: string) => `${count} new`,
  search: "Search title or e-mail",
  campaign: "Campaign",
  anyCampaign: "All campaigns",
  view: "View as",
  views: { board: "Board", table: "Table" },
  export: "Export leads",
  exportFile: "leads.csv",
  exported: "Exported the leads",
  new: "New lead",
  grid: "Leads",
  origin: "Made by",
  anyOrigin: "Real and invented",
  origins: {
    real: "Real ones",
    rehearsed: "Rehearsed ones",
    simulated: "Simulated ones",
  } satisfies Record<LeadOrigin, string>,
  /** Beside an invented lead; a real one needs no mark. */
  mark: { real: "", rehearsed: "rehearsed", simulated: "simulated" } satisfies Record<
    LeadOrigin,
    string
  >,
  markWhy: {
    real: undefined,
    rehearsed: "Made by a rehearsal or a trial: it goes with the run unless somebody works on it.",
    simulated: "Made by the simulated sending of a launched campaign. Nobody really wrote this.",
  } satisfies Record<LeadOrigin, string | undefined>,
  now: "now",

  columns: {
    title: "Lead",
    answer: "Answer",
    status: "Status",
    campaign: "Campaign",
    owner: "Owner",
    value: "Value",
    source: "Came by",
    created: "Came",
    updated: "Changed",
  },

  filter: {
    add: "Add filter",
    edit: (field: string) => `Filter by ${field}`,
    is: (field: string) => `${field} is`,
    answers: "Answers",
    none: "Nobody has answered this yet.",
    value: "Answer",
    valueHint: "The whole answer, as it was given.",
    valueMissing: "Give an answer.",
    apply: "Apply",
    many: "The most frequent answers; search for others by the whole answer.",
  },

  empty: {
    none: "No leads yet. They appear here as soon as somebody submits the form of a landing page.",
    noMatch: "No lead matches.",
    clear: "Clear search and filters",
    column: "None.",
  },
  more: (count: string) => `All ${count} in the table`,

  move: {
    to: "Move to",
    menu: (title: string) => `Move ${title}`,
    keys: "Press the left or right arrow to move the lead to the next column. Press Space to pick it up, the arrows to carry it, Space to put it down, Escape to leave it where it was. Enter opens it.",
    moved: (title: string, to: string) => `Moved ${title} to ${to}`,
    lifted: (title: string) => `Picked up ${title}.`,
    over: (title: string, to: string) => `${title} is over ${to}.`,
    nowhere: (title: string) => `${title} is over no column.`,
    dropped: (title: string, to: string) => `Put ${title} into ${to}.`,
    left: (title: string) => `${title} stays where it was.`,
  },

  act: {
    delete: "Delete",
    deleted: (count: number, text: string) => `Deleted ${leads(count, text)}`,
    deletedOne: (title: string) => `Deleted ${title}`,
    tooMany: (most: string) => `Select up to ${most} leads, then try again.`,
  },

  create: {
    title: "New lead",
    text: "For somebody who called, or whom you met.",
    action: "Create lead",
    created: (title: string) => `Created ${title}`,
    name: "Title",
    nameHint: "Who it is and what they want.",
    nameMissing: "Give the lead a title.",
    contact: "Contact",
    contactSearch: "Search contacts",
    contactNone: "No contact matches.",
    campaign: "Campaign",
    noCampaign: "None",
    value: "Value",
    valueWrong: (currency: string) => `Write an amount in ${currency}, such as 412.55.`,
    note: "Note",
    tooLong: (most: string) => `Keep this under ${most} characters.`,
  },

  pane: {
    status: "Status",
    statusNote: "Note to the change",
    move: (to: string) => `Move to ${to}`,
    answers: "Answers",
    noAnswer: "not answered",
    agreed: "agreed",
    form: (name: string, version: string) => `${name}, version ${version}`,
    save: "Save changes",
    saved: (title: string) => `Saved ${title}`,
    discard: "Discard",
    theirs: "Show the saved one",
    owner: "Owner",
    contact: "Contact",
    campaign: "Campaign",
    came: "Came",
    history: "History",
    step: (from: string, to: string) => `${from} → ${to}`,
    stepBy: (who: string) => `by ${who}`,
    created: "Created",
    timeline: "Timeline",
    noTimeline: "Nothing has happened to this contact yet.",
    machine: "by a machine",
    delete: "Delete lead",
    readOnly: "This lead belongs to somebody else; you can read it.",
  },

  events: {
    SENT: "Sent",
    DELIVERED: "Delivered",
    OPEN: "Opened",
    CLICK: "Clicked",
    BOUNCE: "Bounced",
    UNSUBSCRIBE: "Unsubscribed",
    COMPLAINT: "Complained",
    FORM_VIEW: "Saw the form",
    FORM_SUBMIT: "Submitted the form",
  } as Record<string, string>,
};
