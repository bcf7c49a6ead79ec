// What the address of the contacts page holds: search, filters, order, bin and the open contact.
import type { Condition, ContactOrder, ContactView, Filter, Operator } from "../../api/gen/types";

export const filterFields = [
  "status",
  "list",
  "city",
  "region",
  "company",
  "hasEmail",
  "source",
  "createdAt",
] as const;
export type FilterField = (typeof filterFields)[number];

/** One condition, as a chip shows it and the address keeps it. */
export interface Rule {
  field: FilterField;
  operator: Operator;
  value?: string | number | boolean | string[];
}

export interface ContactsSearch {
  q?: string;
  where?: Rule[];
  /** A column, with a minus before it for descending. */
  sort?: string;
  bin?: true;
  contact?: string;
}

export const orders: ContactOrder[] = ["name", "email", "status", "created"];
const operators: Operator[] = [
  "equals",
  "anyOf",
  "contains",
  "startsWith",
  "below",
  "above",
  "empty",
  "filled",
];

const isRule = (value: unknown): value is Rule => {
  if (typeof value !== "object" || value === null) return false;
  const { field, operator } = value as Rule;
  return filterFields.includes(field) && operators.includes(operator);
};
const filled = (value: unknown) =>
  (typeof value === "string" && value !== "") || typeof value === "number"
    ? String(value)
    : undefined;

/** Whatever stands in the address, as far as it makes sense; the rest is left out. */
export function contactsSearch(raw: Record<string, unknown>): ContactsSearch {
  const where = Array.isArray(raw.where) ? raw.where.filter(isRule) : [];
  const sort = filled(raw.sort);
  return {
    q: filled(raw.q),
    where: where.length > 0 ? where : undefined,
    sort: sort && orders.includes(sort.replace("-", "") as ContactOrder) ? sort : undefined,
    bin: raw.bin === true ? true : undefined,
    contact: filled(raw.contact),
  };
}

export const filterOf = (rules: Rule[]): Filter | undefined =>
  rules.length === 0
    ? undefined
    : {
        all: rules.map(({ field, operator, value }) => ({
          is: { field, operator, value: value ?? null } satisfies Condition,
        })),
      };

export function sortOf(sort: string | undefined): { column: ContactOrder; descending: boolean } {
  const text = sort ?? "name";
  return { column: text.replace("-", "") as ContactOrder, descending: text.startsWith("-") };
}

/** The view the core is asked for; the same search gives the same view, so that its answer is kept. */
export function viewOf({ q, where, sort, bin }: ContactsSearch): ContactView {
  const { column, descending } = sortOf(sort);
  const filter = filterOf(where ?? []);
  return {
    ...(q ? { search: q } : {}),
    ...(filter ? { filter } : {}),
    sort: { by: column, descending },
    ...(bin ? { deleted: true } : {}),
  };
}

export const withRule = (rules: Rule[], at: number | null, rule: Rule): Rule[] =>
  at === null ? [...rules, rule] : rules.with(at, rule);
export const withoutRule = (rules: Rule[], at: number): Rule[] => rules.toSpliced(at, 1);

/** Address of the contacts of one list. */
export const whereList = (list: string): ContactsSearch => ({
  where: [{ field: "list", operator: "equals", value: list }],
});
