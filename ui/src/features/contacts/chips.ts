// A condition as a sentence: "Status is risky", "Added after 1 Nov 2026".
import type { NamedId } from "../../api/gen/types";
import { format } from "../../design/format";
import type { Rule } from "./search";
import { words } from "./words";

export interface ChipText {
  name: string;
  value?: string;
}

/** Names of two, the count of more. */
function either(names: string[]): string {
  if (names.length > 2) return words.filter.anyOf(names.length);
  return names.join(` ${words.filter.or} `);
}

const valuesOf = ({ value }: Rule): string[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [String(value)];

export function chipOf(rule: Rule, lists: NamedId[] | undefined): ChipText {
  const { field, operator } = rule;
  const name = words.filter.fields[field];
  const values = valuesOf(rule);
  if (field === "hasEmail")
    return {
      name: rule.value === false ? words.filter.hasEmail.no : words.filter.hasEmail.yes,
      value: words.filter.email,
    };
  if (operator === "empty" || operator === "filled")
    return { name, value: words.filter.operators[operator] };
  if (field === "createdAt")
    return {
      name: `${name} ${words.filter.operators[operator]}`,
      value: format.date(Number(rule.value)),
    };
  if (operator === "equals" || operator === "anyOf") {
    const called = (value: string): string => {
      if (field === "status") return words.status[value] ?? value;
      if (field === "source") return words.filter.sources[value] ?? value;
      if (field !== "list") return value;
      if (lists === undefined) return "…";
      return lists.find((list) => list.id === value)?.name ?? words.filter.unknownList;
    };
    return {
      name: `${name} ${words.filter.operators.equals}`,
      value: either(values.map(called)),
    };
  }
  return { name: `${name} ${words.filter.operators[operator]}`, value: `“${values.join(", ")}”` };
}

export const chipSentence = (rule: Rule, lists: NamedId[] | undefined): string => {
  const { name, value } = chipOf(rule, lists);
  return [name, value].filter(Boolean).join(" ");
};
