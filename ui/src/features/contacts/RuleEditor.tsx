// One condition: which field, how it is asked, and for what.
import { useId } from "react";
import type { NamedId, Operator } from "../../api/gen/types";
import { Checkbox, Input, Select } from "../../design/inputs";
import type { Names } from "./chips";
import {
  fieldGroups,
  fieldOf,
  isChosen,
  type Kind,
  operatorsFor,
  operatorWord,
  withoutValue,
} from "./filterFields";
import { dayOf, freshRule, midnight, problemOf } from "./filterTree";
import type { Rule } from "./search";
import { statuses, statusWord } from "./status";
import { words } from "./words";

interface RuleEditorProps {
  rule: Rule;
  names: Names;
  checked: boolean;
  onRule: (rule: Rule) => void;
}

export function RuleEditor({ rule, names, checked, onRule }: RuleEditorProps) {
  const own = names.own ?? [];
  const { kind, label } = fieldOf(rule.field, own);
  const problem = checked ? problemOf(rule, own) : null;
  const errorId = useId();
  const operators = operatorsFor(kind);
  // A list of one was written as an equality.
  const operator = operators.includes(rule.operator) ? rule.operator : (operators[0] as Operator);
  const change = (part: Partial<Rule>) => onRule({ ...rule, operator, ...part });
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid grid-cols-[12rem_9rem_1fr] items-start gap-2">
        <Select
          aria-label={words.filter.field}
          value={rule.field}
          onChange={(event) => onRule(freshRule(event.target.value, own))}
        >
          {fieldGroups(own).map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.fields.map((field) => (
                <option key={field.id} value={field.id}>
                  {field.label}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
        {operators.length > 1 ? (
          <Select
            aria-label={words.filter.operatorOf(label)}
            value={operator}
            onChange={(event) => change({ operator: event.target.value as Operator })}
          >
            {operators.map((each) => (
              <option key={each} value={each}>
                {operatorWord(kind, each)}
              </option>
            ))}
          </Select>
        ) : (
          <span className="flex h-control items-center text-muted">
            {kind === "flag" ? "" : operatorWord(kind, operator)}
          </span>
        )}
        {!withoutValue(operator) && (
          <Value
            rule={rule}
            kind={kind}
            label={label}
            names={names}
            problem={problem === null ? undefined : errorId}
            change={change}
          />
        )}
      </div>
      {problem && (
        <p id={errorId} role="alert" className="text-small text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}

interface ValueProps {
  rule: Rule;
  kind: Kind;
  label: string;
  names: Names;
  /** Id of the sentence that says what is wrong. */
  problem: string | undefined;
  change: (part: Partial<Rule>) => void;
}

function optionsOf(kind: Kind, names: Names, choices: string[]): NamedId[] {
  if (kind === "status") return statuses.map((id) => ({ id, name: statusWord(id) }));
  if (kind === "choice") return choices.map((id) => ({ id, name: id }));
  if (kind === "reason") return names.reasons ?? [];
  if (kind === "import") return names.imports ?? [];
  if (kind === "campaign") return names.campaigns ?? [];
  return names.lists ?? [];
}

function Value({ rule, kind, label, names, problem, change }: ValueProps) {
  const { value } = rule;
  const aria = {
    "aria-label": words.filter.valueOf(label),
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": problem,
  };
  if (isChosen(kind)) {
    const { choices = [] } = fieldOf(rule.field, names.own ?? []);
    return (
      <Choices
        rule={rule}
        label={label}
        options={optionsOf(kind, names, choices)}
        change={change}
      />
    );
  }
  if (kind === "flag" || kind === "answer") {
    const [yes, no] = words.filter.flags[rule.field] ?? [
      words.filter.answers.true,
      words.filter.answers.false,
    ];
    return (
      <Select
        {...aria}
        value={value === false ? "no" : "yes"}
        onChange={(event) => change({ value: event.target.value === "yes" })}
      >
        <option value="yes">{yes}</option>
        <option value="no">{no}</option>
      </Select>
    );
  }
  if (kind === "source")
    return (
      <Select
        {...aria}
        value={String(value)}
        onChange={(event) => change({ value: event.target.value })}
      >
        {Object.entries(words.filter.sources).map(([source, name]) => (
          <option key={source} value={source}>
            {name}
          </option>
        ))}
      </Select>
    );
  if (kind === "day" || kind === "date")
    return (
      <Input
        {...aria}
        type="date"
        defaultValue={kind === "day" ? dayOf(value) : String(value ?? "")}
        onChange={({ target }) =>
          change({ value: kind === "day" ? midnight(target.value) : target.value })
        }
      />
    );
  if (kind === "number")
    return (
      <Input
        {...aria}
        type="number"
        step="any"
        defaultValue={typeof value === "number" ? value : ""}
        onChange={({ target }) =>
          change({ value: target.value === "" ? undefined : target.valueAsNumber })
        }
      />
    );
  return (
    <Input
      {...aria}
      value={String(value ?? "")}
      autoComplete="off"
      onChange={(event) => change({ value: event.target.value })}
    />
  );
}

interface ChoicesProps {
  rule: Rule;
  label: string;
  options: NamedId[];
  change: (part: Partial<Rule>) => void;
}

function Choices({ rule, label, options, change }: ChoicesProps) {
  const { value } = rule;
  const chosen = Array.isArray(value) ? value : value === undefined ? [] : [String(value)];
  const choose = (id: string, on: boolean) =>
    change({
      operator: "anyOf",
      value: on ? [...chosen, id] : chosen.filter((other) => other !== id),
    });
  return (
    <fieldset className="flex max-h-48 flex-col overflow-auto rounded-control border border-control bg-surface px-2.5 py-1">
      <legend className="sr-only">{label}</legend>
      {options.length === 0 && <p className="text-muted">{words.filter.nothingToChoose}</p>}
      {options.map(({ id, name }) => (
        <Checkbox
          key={id}
          className="min-w-0 shrink-0"
          checked={chosen.includes(id)}
          onChange={(event) => choose(id, event.target.checked)}
        >
          <span className="min-w-0">{name}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}
