// One condition: its field is given, the rest is asked.
import { type FormEvent, useId, useState } from "react";
import type { NamedId, Operator } from "../../api/gen/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { Checkbox, Input, Select } from "../../design/inputs";
import { words as common } from "../../words";
import type { Rule } from "./search";
import { statuses, statusWord } from "./status";
import { words } from "./words";

interface FilterDialogProps {
  rule: Rule;
  lists: NamedId[];
  onRule: (rule: Rule) => void;
  onClose: () => void;
}

const textOperators: Operator[] = ["equals", "contains", "startsWith", "empty", "filled"];
const withoutValue = (operator: Operator) => operator === "empty" || operator === "filled";

/** Midnight of a day here, in epoch milliseconds, and back. */
const dayOf = (value: Rule["value"]): string => {
  if (typeof value !== "number") return "";
  const date = new Date(value);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
const midnight = (day: string): number => new Date(`${day}T00:00:00`).getTime();

function problemOf({ field, operator, value }: Rule): string | null {
  if (Array.isArray(value)) return value.length === 0 ? words.filter.choiceMissing : null;
  if (withoutValue(operator)) return null;
  const missing =
    field === "createdAt" ? !Number.isFinite(value) : value === undefined || value === "";
  return missing ? words.filter.valueMissing : null;
}

/** A list of one is an equality: the chip and the address stay short. */
function tidied(rule: Rule): Rule {
  if (withoutValue(rule.operator)) return { field: rule.field, operator: rule.operator };
  if (!Array.isArray(rule.value) || rule.value.length !== 1) return rule;
  return { ...rule, operator: "equals", value: rule.value[0] };
}

export default function FilterDialog({ rule: first, lists, onRule, onClose }: FilterDialogProps) {
  const [rule, setRule] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = problemOf(rule);
    setProblem(wrong);
    if (wrong === null) onRule(tidied(rule));
  };
  const change = (part: Partial<Rule>) => {
    setProblem(null);
    setRule({ ...rule, ...part });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.filter.edit(words.filter.fields[rule.field].toLowerCase())}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id}>
            {words.filter.apply}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <RuleFields rule={rule} lists={lists} change={change} problem={problem} />
      </form>
    </Dialog>
  );
}

interface RuleFieldsProps {
  rule: Rule;
  lists: NamedId[];
  change: (part: Partial<Rule>) => void;
  problem: string | null;
}

function RuleFields({ rule, lists, change, problem }: RuleFieldsProps) {
  const { field, operator, value } = rule;
  if (field === "status" || field === "list") {
    const options =
      field === "list"
        ? lists
        : statuses.map((status) => ({ id: status, name: statusWord(status) }));
    return <Choices rule={rule} options={options} change={change} problem={problem} />;
  }
  if (field === "hasEmail")
    return (
      <Field label={words.filter.fields.hasEmail}>
        <Select
          value={value === false ? "no" : "yes"}
          onChange={(event) => change({ value: event.target.value === "yes" })}
        >
          {(["yes", "no"] as const).map((answer) => (
            <option key={answer} value={answer}>
              {`${words.filter.hasEmail[answer]} ${words.filter.email}`}
            </option>
          ))}
        </Select>
      </Field>
    );
  if (field === "source")
    return (
      <Field label={words.filter.fields.source}>
        <Select value={String(value)} onChange={(event) => change({ value: event.target.value })}>
          {Object.entries(words.filter.sources).map(([source, name]) => (
            <option key={source} value={source}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    );
  const choices: Operator[] = field === "createdAt" ? ["above", "below"] : textOperators;
  return (
    <div className="grid grid-cols-[1fr_2fr] items-start gap-3">
      <Field label={words.filter.operator}>
        <Select
          value={operator}
          onChange={(event) => change({ operator: event.target.value as Operator })}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {words.filter.operators[choice]}
            </option>
          ))}
        </Select>
      </Field>
      {field === "createdAt" && (
        <Field label={words.filter.value} error={problem}>
          <Input
            type="date"
            defaultValue={dayOf(value)}
            onChange={(event) => change({ value: midnight(event.target.value) })}
          />
        </Field>
      )}
      {field !== "createdAt" && !withoutValue(operator) && (
        <Field label={words.filter.value} error={problem}>
          <Input
            value={String(value ?? "")}
            autoComplete="off"
            onChange={(event) => change({ value: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}

interface ChoicesProps extends Omit<RuleFieldsProps, "lists"> {
  options: NamedId[];
}

function Choices({ rule, options, change, problem }: ChoicesProps) {
  const { value } = rule;
  const chosen = Array.isArray(value) ? value : value === undefined ? [] : [String(value)];
  const choose = (id: string, on: boolean) =>
    change({
      operator: "anyOf",
      value: on ? [...chosen, id] : chosen.filter((other) => other !== id),
    });
  return (
    <fieldset className="flex max-h-80 flex-col gap-1 overflow-auto">
      <legend className="mb-1 text-small font-strong">{words.filter.operators.anyOf}</legend>
      {options.length === 0 && <p className="text-muted">{words.filter.noLists}</p>}
      {options.map(({ id, name }) => (
        <Checkbox
          key={id}
          checked={chosen.includes(id)}
          onChange={(event) => choose(id, event.target.checked)}
        >
          {name}
        </Checkbox>
      ))}
      {problem && (
        <p role="alert" className="text-small text-bad">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
