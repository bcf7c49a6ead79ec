// What a filter can ask of each field: its name, how its value is given, which conditions fit.
import type { ContactField, ContactFieldType, Operator } from "../../api/gen/types";
import { words } from "./words";

export type Kind =
  | "status"
  | "reason"
  | "list"
  | "import"
  | "campaign"
  | "source"
  | "flag"
  | "day"
  | "date"
  | "number"
  | "choice"
  | "answer"
  | "text";

export interface FilterField {
  id: string;
  label: string;
  kind: Kind;
  /** Of a choice. */
  choices?: string[];
}

export interface FieldGroup {
  label: string;
  fields: FilterField[];
}

type Shipped = keyof typeof words.filter.fields;

const shipped: [keyof typeof words.filter.groups, [Shipped, Kind][]][] = [
  [
    "address",
    [
      ["status", "status"],
      ["reason", "reason"],
      ["hasSuggestion", "flag"],
      ["hasEmail", "flag"],
      ["suppressed", "flag"],
      ["validatedAt", "day"],
    ],
  ],
  [
    "person",
    [
      ["name", "text"],
      ["email", "text"],
      ["phone", "text"],
      ["company", "text"],
      ["street", "text"],
      ["city", "text"],
      ["region", "text"],
      ["postalCode", "text"],
      ["country", "text"],
      ["birthDate", "date"],
    ],
  ],
  [
    "belongs",
    [
      ["list", "list"],
      ["onAnyList", "flag"],
      ["import", "import"],
      ["source", "source"],
      ["createdAt", "day"],
      ["updatedAt", "day"],
    ],
  ],
  [
    "campaign",
    [
      ["received", "campaign"],
      ["opened", "campaign"],
      ["clicked", "campaign"],
      ["submitted", "campaign"],
    ],
  ],
];

const ownKinds: Record<ContactFieldType, Kind> = {
  text: "text",
  email: "text",
  phone: "text",
  url: "text",
  number: "number",
  date: "date",
  boolean: "answer",
  choice: "choice",
};

const prefix = "custom:";
/** How an own field is called among fields. */
export const ownName = (id: string) => `${prefix}${id}`;
export const isOwn = (field: string) => field.startsWith(prefix);

export const fieldGroups = (own: ContactField[]): FieldGroup[] => [
  ...shipped.map(([group, fields]) => ({
    label: words.filter.groups[group],
    fields: fields.map(([id, kind]) => ({ id, kind, label: words.filter.fields[id] })),
  })),
  ...(own.length > 0
    ? [
        {
          label: words.filter.groups.own,
          fields: own.map(({ id, label, fieldType, choices }) => ({
            id: ownName(id),
            label,
            kind: ownKinds[fieldType],
            choices,
          })),
        },
      ]
    : []),
];

const known = new Set(shipped.flatMap(([, fields]) => fields.map(([id]) => id as string)));
/** Whether a name in an address can be a field; which own fields there are is known later. */
export const isField = (field: unknown): field is string =>
  typeof field === "string" && (known.has(field) || isOwn(field));

/** The field, also one that is not there any more. */
export const fieldOf = (id: string, own: ContactField[]): FilterField =>
  fieldGroups(own)
    .flatMap(({ fields }) => fields)
    .find((field) => field.id === id) ?? { id, label: words.filter.unknownField, kind: "text" };

const operatorsOf: Record<Kind, Operator[]> = {
  status: ["anyOf"],
  reason: ["anyOf", "empty"],
  list: ["anyOf"],
  import: ["anyOf"],
  campaign: ["anyOf"],
  source: ["equals"],
  flag: ["equals"],
  answer: ["equals", "empty", "filled"],
  day: ["above", "below", "empty"],
  date: ["equals", "above", "below", "empty", "filled"],
  number: ["equals", "above", "below", "empty", "filled"],
  choice: ["anyOf", "empty", "filled"],
  text: ["contains", "equals", "startsWith", "empty", "filled"],
};
export const operatorsFor = (kind: Kind): Operator[] => operatorsOf[kind];

/** Kinds whose values are chosen from a list of names. */
export const isChosen = (kind: Kind): boolean =>
  ["status", "reason", "list", "import", "campaign", "choice"].includes(kind);
export const withoutValue = (operator: Operator): boolean =>
  operator === "empty" || operator === "filled";

export const operatorWord = (kind: Kind, operator: Operator): string =>
  kind === "number" && (operator === "below" || operator === "above")
    ? words.filter.compare[operator]
    : words.filter.operators[operator];
