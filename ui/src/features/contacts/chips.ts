// A condition as a sentence: "Status is risky", "Added after 1 Nov 2026"; a group as its sentences.
import type { ContactField, NamedId } from "../../api/gen/types";
import { format } from "../../design/format";
import { fieldOf, isChosen, type Kind, operatorWord, withoutValue } from "./filterFields";
import { type FilterNode, type Group, isGroup, type Rule } from "./search";
import { words } from "./words";

export interface ChipText {
  name: string;
  value?: string;
}

/** What ids and codes are called; undefined while it is not known yet. */
export interface Names {
  lists?: NamedId[];
  imports?: NamedId[];
  campaigns?: NamedId[];
  reasons?: NamedId[];
  own?: ContactField[];
}

/** Longest text of a chip, in characters. */
const longest = 90;

/** Names of two, the count of more. */
function either(names: string[]): string {
  if (names.length > 2) return words.filter.anyOf(names.length);
  return names.join(` ${words.filter.or} `);
}

const valuesOf = ({ value }: Rule): string[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [String(value)];

function called(kind: string, value: string, names: Names): string {
  if (kind === "status") return words.status[value] ?? value;
  if (kind === "source") return words.filter.sources[value] ?? value;
  const known = {
    list: [names.lists, words.filter.unknownList],
    import: [names.imports, words.filter.unknownImport],
    campaign: [names.campaigns, words.filter.unknownCampaign],
    reason: [names.reasons, value],
  }[kind] as [NamedId[] | undefined, string] | undefined;
  if (known === undefined) return value;
  const [some, unknown] = known;
  return some === undefined ? "…" : (some.find(({ id }) => id === value)?.name ?? unknown);
}

/** Numbers and days as they are read. */
const valueText = (kind: Kind, values: string[]): string =>
  values
    .map((value) => {
      if (kind === "number") return format.number(Number(value));
      return kind === "date" ? format.date(Date.parse(`${value}T12:00:00`)) : value;
    })
    .join(", ");

function ruleText(rule: Rule, names: Names): ChipText {
  const { operator } = rule;
  const { kind, label, id } = fieldOf(rule.field, names.own ?? []);
  const values = valuesOf(rule);
  if (withoutValue(operator)) return { name: label, value: words.filter.operators[operator] };
  if (kind === "flag") {
    const [yes, no] = words.filter.flags[id] ?? [label, `${words.filter.not} ${label}`];
    return { name: rule.value === false ? no : yes };
  }
  if (kind === "answer")
    return {
      name: `${label} ${words.filter.operators.equals}`,
      value: words.filter.answers[String(rule.value)],
    };
  if (kind === "day")
    return {
      name: `${label} ${words.filter.operators[operator]}`,
      value: format.date(Number(rule.value)),
    };
  if (kind === "campaign")
    return { name: label, value: either(values.map((value) => called(kind, value, names))) };
  if (operator === "equals" || operator === "anyOf")
    return {
      name: `${label} ${words.filter.operators.equals}`,
      value: isChosen(kind)
        ? either(values.map((value) => called(kind, value, names)))
        : valueText(
            kind,
            values.map((value) => called(kind, value, names)),
          ),
    };
  const value = kind === "text" ? `“${values.join(", ")}”` : valueText(kind, values);
  return { name: `${label} ${operatorWord(kind, operator)}`, value };
}

/** Parts as one sentence; a group inside stands in brackets. */
function groupSentence({ joint, parts }: Group, names: Names): string {
  const said = parts.map((part) => {
    if (!isGroup(part)) return chipSentence(part, names);
    const not = part.joint === "none" ? `${words.filter.noneOf} ` : "";
    return `${not}(${groupSentence(part, names)})`;
  });
  return said.join(` ${words.filter.links[joint]} `);
}

function groupText(group: Group, names: Names): ChipText {
  const name = words.filter.joints[group.joint];
  const whole = groupSentence(group, names);
  const count = countOf(group.parts);
  return { name, value: whole.length > longest ? words.filter.conditions(count) : whole };
}

const countOf = (parts: FilterNode[]): number =>
  parts.reduce((sum, part) => sum + (isGroup(part) ? countOf(part.parts) : 1), 0);

export const chipOf = (node: FilterNode, names: Names): ChipText =>
  isGroup(node) ? groupText(node, names) : ruleText(node, names);

export const chipSentence = (node: FilterNode, names: Names): string => {
  const { name, value } = chipOf(node, names);
  return [name, value].filter(Boolean).join(" ");
};
