// Sentences about an organization's own fields of a contact.
import type { ContactFieldType } from "../../api/gen/types";

const people = (count: number, text: string) => (count === 1 ? "1 contact" : `${text} contacts`);

export const words = {
  title: "Fields",
  text: "What your organization keeps of a contact beside name, address and phone. Each is a line in the contact, a column in the list, a filter, and a choice when a file is imported.",
  new: "New field",
  none: "No fields of your own yet.",
  empty:
    "No fields of your own yet. Make one for what you need to know of people, such as a plan or a renewal date.",
  types: {
    text: "Text",
    number: "Number",
    date: "Date",
    boolean: "Yes or no",
    choice: "Choice",
    email: "E-mail address",
    phone: "Phone",
    url: "Web address",
  } satisfies Record<ContactFieldType, string>,
  columns: {
    name: "Name",
    type: "Type",
    rules: "Rules",
    variable: "In templates",
    used: "Used by",
    actions: "Actions",
  },
  required: "required",
  unique: "unique",
  sensitive: "sensitive",
  begins: (value: string) => `begins as ${value}`,
  choices: (count: number) => (count === 1 ? "1 choice" : `${count} choices`),
  used: people,
  more: (name: string) => `Actions for ${name}`,
  edit: "Change field",
  up: "Move up",
  down: "Move down",
  delete: "Delete field",
  deleted: (name: string, count: number, text: string) =>
    count === 0
      ? `Deleted ${name}`
      : `Deleted ${name}. Values of ${people(count, text)} are hidden.`,
  created: (name: string) => `Created ${name}`,
  saved: (name: string) => `Saved ${name}`,
  moved: (name: string) => `Moved ${name}`,

  answers: { true: "yes", false: "no" },

  createTitle: "New field",
  createAction: "Create field",
  editTitle: "Change the field",
  editAction: "Save field",
  label: "Name",
  labelMissing: "Give the field a name.",
  labelLong: "Keep the name under 80 characters.",
  description: "What it is for",
  descriptionLong: "Keep this under 500 characters.",
  type: "Type",
  typeFixed: "Contacts have values in it, so its type stays.",
  choicesLabel: "Choices, one in each line",
  choicesMissing: "Give at least one choice.",
  default: "A new contact begins with",
  requiredLabel: "Required: no contact is made by hand without it",
  uniqueLabel: "Unique: no two contacts have the same value",
  sensitiveLabel: "Sensitive: hidden from Viewers, exported only when chosen",
};
