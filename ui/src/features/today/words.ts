// Sentences of Today: what needs the person now, and the one thing to do about it.
const many = (count: number, text: string, one: string, more: string) =>
  count === 1 ? `1 ${one}` : `${text} ${more}`;

export const words = {
  title: "Today",
  count: (count: number, text: string) =>
    count === 1 ? "1 thing needs you" : `${text} things need you`,
  empty: "Nothing needs you now.",
  emptyNote: "New leads, waiting imports and campaigns that start soon appear here by themselves.",
  list: "What needs you",

  joinRequests: (count: number, text: string) =>
    many(count, text, "person asked to join", "people asked to join"),
  review: "Review",
  newLeads: (count: number, text: string) =>
    many(count, text, "new lead waits for a first answer", "new leads wait for a first answer"),
  openLeads: "Open the leads",
  importWaiting: (name: string) => `${name} was looked at, but not imported yet`,
  importWaitingNote: (when: string) => `Nothing of it is in your contacts. Looked at ${when}.`,
  continueImport: "Continue the import",
  importFailed: (name: string) => `The import of ${name} stopped half-way`,
  importFailedNote: (when: string) => `It can go on or be undone. Stopped ${when}.`,
  openImport: "Open the import",
  typingErrors: (count: number, text: string) =>
    many(count, text, "address looks like a typing error", "addresses look like typing errors"),
  typingErrorsNote: "Each has a suggestion how it was meant.",
  lookAtThem: "Look at them",
  campaignSoon: (name: string, when: string) => `${name} starts ${when}`,
  campaignMissing: (count: number, text: string) =>
    many(count, text, "thing is missing before it can", "things are missing before it can"),
  campaignReady: "Its e-mail, form and budget are set.",
  openCampaign: "Open the campaign",
  noBackup: "There is no backup of this workspace",
  oldBackup: (when: string) => `The last backup was made ${when}`,
  backupNote: "A backup is a checked copy of everything, beside the workspace file.",
  makeBackup: "Make a backup now",
  backedUp: (size: string) => `Backed up, ${size}`,
  unnamedFile: "A file",
  unnamedCampaign: "A campaign",
};
