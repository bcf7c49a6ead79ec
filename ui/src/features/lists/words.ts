// Sentences about contact lists.
const people = (count: number, text: string) => (count === 1 ? "1 contact" : `${text} contacts`);

export const words = {
  title: "Lists",
  new: "New list",
  empty: "No lists yet. A list keeps people together, such as those of one event.",
  columns: {
    name: "Name",
    total: "Contacts",
    status: "By status",
    created: "Added",
    actions: "Actions",
  },
  state: {
    pending: "not validated yet",
    validating: "validating",
    validated: "validated",
    failed: "validation failed",
  } as Record<string, string>,
  counts: (valid: string, risky: string, invalid: string, nonexistent: string) =>
    `${valid} valid, ${risky} risky, ${invalid} invalid, ${nonexistent} nonexistent`,
  more: (name: string) => `Actions for ${name}`,
  open: "See the contacts",
  rename: "Rename",
  validate: "Validate again",
  delete: "Delete list",
  name: "Name",
  description: "Description",
  nameMissing: "Give the list a name.",
  nameLong: "Keep the name under 200 characters.",
  createTitle: "New list",
  createAction: "Create list",
  editTitle: "Rename the list",
  editAction: "Save list",
  created: (name: string) => `Created ${name}`,
  saved: (name: string) => `Saved ${name}`,
  deleted: (name: string) => `Deleted ${name}. Its contacts stay.`,
  members: people,
};
