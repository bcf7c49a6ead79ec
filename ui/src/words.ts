// Every sentence the window says, typed, in one place, so that it can be translated.
// Rooms with many sentences keep theirs in features/<domain>/words.ts, of the same shape.

export const words = {
  app: "Reachly",
  unknown: "–",

  do: {
    save: "Save",
    cancel: "Cancel",
    close: "Close",
    undo: "Undo",
    retry: "Try again",
    back: "Back",
    next: "Next",
    previous: "Previous",
    copy: "Copy",
    copied: "Copied",
    clear: "Clear",
    remove: (what: string) => `Remove ${what}`,
    dismiss: "Dismiss",
  },

  errors: {
    title: "This did not work",
    unreachable: {
      message: "Reachly does not answer.",
      kept: "Everything saved before is kept.",
      todo: "See that Reachly is still running, then try again.",
    },
    answer: (status: number) => ({
      message: `Reachly answered with status ${status}.`,
      kept: "Nothing was changed.",
      todo: "Try again. If it happens again, restart Reachly.",
    }),
    unexpected: (detail: string) => ({
      message: `Something unforeseen happened: ${detail}`,
      kept: "Everything saved before is kept.",
      todo: "Try again. If it happens again, restart Reachly.",
    }),
    noPathHere: {
      message: "This file stands outside the browser.",
      kept: "Nothing was changed.",
      todo: "Choose the file again.",
    },
    route: "This page could not be shown",
    notFound: "There is no such page",
    notFoundTodo: "Choose a room on the left.",
    rows: "These rows could not be read.",
    door: "This address is no longer valid",
    doorTodo: "Open the address that Reachly printed when it started; it works once.",
  },

  frame: {
    skip: "Skip to the page",
    rooms: "Rooms",
    jobs: "Jobs",
    collapse: "Collapse the rail",
    expand: "Expand the rail",
    palette: "Search and commands",
    organization: "Organization",
    newOrganization: "Create an organization",
    joinOrganization: "Join an organization",
    signOut: "Sign out",
    clock: "Campaign clock",
    clockPaused: "paused",
    saved: { saved: "Saved", saving: "Saving", unsaved: "Not saved yet", failed: "Could not save" },
    savedAt: (time: string) => `Saved ${time}`,
    theme: "Theme",
    themes: { light: "Light", dark: "Dark", system: "As the system" },
    noRooms: "This organization has no rooms yet.",
  },

  jobs: {
    left: (time: string) => `${time} left`,
    of: (done: string, total: string) => `${done} of ${total}`,
    more: (count: number) => (count === 1 ? "1 more job" : `${count} more jobs`),
    open: (title: string) => `Open the job ${title}`,
    cancel: "Cancel the job",
    goOn: "Let it go on",
    state: "State",
    states: {
      queued: "waiting",
      running: "running",
      done: "done",
      failed: "failed",
      cancelled: "cancelled",
    } as Record<string, string>,
    count: "Rows",
    share: "Done",
    rate: "Rate",
    perSecond: (rate: string) => `${rate}\u00A0/\u00A0s`,
    timeLeft: "Time left",
    imported: (count: number, text: string) =>
      count === 1 ? "Imported 1 contact" : `Imported ${text} contacts`,
    rows: (count: number, text: string) => (count === 1 ? "1 row" : `${text} rows`),
    validated: (count: number, text: string) =>
      count === 1 ? "Validated 1 contact" : `Validated ${text} contacts`,
    judgedAnew: (changed: string) => `${changed} have another status or reason now.`,
    done: (title: string) => `${title}: done`,
    cancelled: (title: string) => `${title}: cancelled`,
    failed: (title: string) => `${title}: failed`,
  },

  undo: {
    restored: (count: number, text: string) =>
      count === 1 ? "Undone: 1 row is as it was" : `Undone: ${text} rows are as they were`,
    kept: (count: number, text: string, names: string) =>
      count === 1
        ? `${names} was changed since and stays.`
        : `${text} were changed since and stay, such as ${names}.`,
  },

  palette: {
    label: "Search and commands",
    placeholder: "Search rooms, records and actions",
    none: "Nothing found.",
    rooms: "Rooms",
    actions: "Actions",
  },

  shortcuts: {
    title: "Keyboard shortcuts",
    everywhere: "Everywhere",
    go: "Go to",
    list: "In lists",
    pane: "In the detail pane",
    after: "then",
    palette: "Open search and commands",
    sheet: "Show this sheet",
    theme: "Change the theme",
    rail: "Collapse or expand the rail",
    next: "Next",
    previous: "Previous",
    close: "Close",
    open: "Open",
    select: "Select",
    range: "Extend the selection",
    all: "Select all",
    search: "Search",
    ends: "First, last",
  },

  grid: {
    selectRow: "Select row",
    selectAll: "Select all rows",
    sortBy: (title: string) => `Sort by ${title}`,
    resize: (title: string) => `Width of ${title}`,
    columns: "Columns",
    moveLeft: (title: string) => `Move ${title} left`,
    moveRight: (title: string) => `Move ${title} right`,
    resetColumns: "As at first",
    density: "Dense rows",
    rangeTooLong: (most: string) => `Select up to ${most} rows at once, or select all.`,
  },

  selection: {
    count: (count: string) => `${count} selected`,
    all: (count: string) => `Select all ${count} matching`,
    allSelected: (count: string) => `All ${count} matching selected`,
    actions: "What to do with the selection",
  },

  pane: {
    label: "Details",
    position: (at: string, of: string) => `${at} of ${of}`,
    width: "Width of the details",
  },

  field: { optional: "optional" },

  chart: {
    asTable: "Table",
    asChart: "Chart",
    view: "View as",
    from: "to",
  },

  drop: {
    choose: "Choose a file",
    orDrop: "or drop it here",
    now: "Drop to take this file",
    wrongKind: (extensions: string) => `This kind of file cannot be read. Use ${extensions}.`,
  },

  status: {
    good: "good",
    warn: "warning",
    bad: "problem",
    none: "none",
  },
} as const;
