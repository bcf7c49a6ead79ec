// What the address of the contacts page holds: search, filters, order, bin and the open contact.
import type { Condition, ContactOrder, ContactView, Filter, Operator } from "../../api/gen/types";
import { isField } from "./filterFields";

/** One condition, as a chip shows it and the address keeps it. */
export interface Rule {
  field: string;
  operator: Operator;
  value?: string | number | boolean | string[];
}

/** How the parts of a group belong together. */
export type Joint = "all" | "any" | "none";
export const joints: Joint[] = ["all", "any", "none"];

/** Conditions that belong together; groups stand in groups. */
export interface Group {
  joint: Joint;
  parts: FilterNode[];
}

export type FilterNode = Rule | Group;

export const isGroup = (node: FilterNode): node is Group => "joint" in node;

/** Groups within groups: what a person can still read. */
export const deepest = 3;
/** Conditions of a whole address. */
const most = 50;

export interface ContactsSearch {
  q?: string;
  where?: FilterNode[];
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

/** A part of the address as a node, or nothing where it makes no sense. */
function nodeOf(value: unknown, depth: number): FilterNode[] {
  if (typeof value !== "object" || value === null) return [];
  const { joint, parts } = value as Group;
  if (joints.includes(joint) && Array.isArray(parts)) {
    const inside = depth < deepest ? parts.flatMap((part) => nodeOf(part, depth + 1)) : [];
    return inside.length > 0 ? [{ joint, parts: inside }] : [];
  }
  const { field, operator } = value as Rule;
  return isField(field) && operators.includes(operator) ? [value as Rule] : [];
}

const filled = (value: unknown) =>
  (typeof value === "string" && value !== "") || typeof value === "number"
    ? String(value)
    : undefined;

/** Whatever stands in the address, as far as it makes sense; the rest is left out. */
export function contactsSearch(raw: Record<string, unknown>): ContactsSearch {
  const given = Array.isArray(raw.where) ? raw.where.slice(0, most) : [];
  const where = given.flatMap((part) => nodeOf(part, 0));
  const sort = filled(raw.sort);
  return {
    q: filled(raw.q),
    where: where.length > 0 ? where : undefined,
    sort: sort && orders.includes(sort.replace("-", "") as ContactOrder) ? sort : undefined,
    bin: raw.bin === true ? true : undefined,
    contact: filled(raw.contact),
  };
}

function filterOfNode(node: FilterNode): Filter {
  if (!isGroup(node)) {
    const { field, operator, value } = node;
    return { is: { field, operator, value: value ?? null } satisfies Condition };
  }
  const parts = node.parts.map(filterOfNode);
  if (node.joint === "all") return { all: parts };
  return node.joint === "any" ? { any: parts } : { not: { any: parts } };
}

export const filterOf = (nodes: FilterNode[]): Filter | undefined =>
  nodes.length === 0 ? undefined : { all: nodes.map(filterOfNode) };

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

export const withNode = (nodes: FilterNode[], at: number | null, node: FilterNode): FilterNode[] =>
  at === null ? [...nodes, node] : nodes.with(at, node);
export const withoutNode = (nodes: FilterNode[], at: number): FilterNode[] =>
  nodes.toSpliced(at, 1);

/** Every condition of some nodes, however deep. */
export const rulesOf = (nodes: FilterNode[]): Rule[] =>
  nodes.flatMap((node) => (isGroup(node) ? rulesOf(node.parts) : [node]));

/** Address of the contacts of one list. */
export const whereList = (list: string): ContactsSearch => ({
  where: [{ field: "list", operator: "equals", value: list }],
});

/** Address of the contacts with one import. */
export const whereImport = (id: string): ContactsSearch => ({
  where: [{ field: "import", operator: "equals", value: id }],
});
