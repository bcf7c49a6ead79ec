// Editing a filter: what a new condition begins with, what is missing in one, and its shortest form. Pure.
import type { ContactField } from "../../api/gen/types";
import { fieldOf, isChosen, operatorsFor, withoutValue } from "./filterFields";
import { type FilterNode, type Group, isGroup, type Rule } from "./search";
import { words } from "./words";

/** A condition on a field before anything was said. */
export function freshRule(field: string, own: ContactField[]): Rule {
  const { kind } = fieldOf(field, own);
  const [operator = "equals"] = operatorsFor(kind);
  if (isChosen(kind)) return { field, operator, value: [] };
  if (kind === "flag" || kind === "answer") return { field, operator, value: true };
  if (kind === "source") return { field, operator, value: "import" };
  if (kind === "day") return { field, operator };
  return { field, operator, value: "" };
}

/** What is missing in a condition, in one sentence. */
export function problemOf({ field, operator, value }: Rule, own: ContactField[]): string | null {
  if (withoutValue(operator)) return null;
  const { kind } = fieldOf(field, own);
  if (isChosen(kind)) {
    const chosen = Array.isArray(value) ? value : [value].filter((it) => it !== undefined);
    return chosen.length === 0 ? words.filter.choiceMissing : null;
  }
  if (kind === "number" || kind === "day")
    return Number.isFinite(value) ? null : words.filter.valueMissing;
  return value === undefined || value === "" ? words.filter.valueMissing : null;
}

/** Whether every condition of a node says what it must. */
export const isWhole = (node: FilterNode, own: ContactField[]): boolean =>
  isGroup(node)
    ? node.parts.length > 0 && node.parts.every((part) => isWhole(part, own))
    : problemOf(node, own) === null;

/** A list of one is an equality, a group of one its part: the chip and the address stay short. */
export function tidied(node: FilterNode): FilterNode {
  if (isGroup(node)) {
    const parts = node.parts.map(tidied);
    const [only] = parts;
    return parts.length === 1 && only !== undefined && node.joint !== "none"
      ? only
      : { joint: node.joint, parts };
  }
  if (withoutValue(node.operator)) return { field: node.field, operator: node.operator };
  if (!Array.isArray(node.value) || node.value.length !== 1) return node;
  return { ...node, operator: "equals", value: node.value[0] };
}

/** One more part; a single condition becomes a group first. */
export const withPart = (node: FilterNode, part: FilterNode): Group =>
  isGroup(node) ? { ...node, parts: [...node.parts, part] } : { joint: "all", parts: [node, part] };

/** Midnight of a day here, in epoch milliseconds, and back. */
export const dayOf = (value: Rule["value"]): string => {
  if (typeof value !== "number" || !Number.isFinite(value)) return "";
  const date = new Date(value);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
export const midnight = (day: string): number => new Date(`${day}T00:00:00`).getTime();
