// The fields of a form as a list: each opens in place, moves by button or by key.
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { FieldDefinition, FormDefinition, FormProblem } from "../../api/gen/types";
import { Button, IconButton } from "../../design/Button";
import { cx } from "../../design/cx";
import { Menu } from "../../design/Menu";
import { Section } from "../../design/Section";
import {
  fieldTypes,
  withChange,
  withField,
  withLabel,
  withMove,
  withoutField,
} from "./definition";
import { FieldEditor } from "./FieldEditor";
import { words } from "./words";

interface BuilderProps {
  definition: FormDefinition;
  onDefinition: (definition: FormDefinition) => void;
  readOnly: boolean;
  problems: FormProblem[];
  /** Keys of the versions that are published: their names stay. */
  published: ReadonlySet<string>;
  open: string | null;
  onOpen: (key: string | null) => void;
}

export function Builder(props: BuilderProps) {
  const { definition, onDefinition, readOnly, problems, published, open, onOpen } = props;
  const [told, setTold] = useState("");
  const consented = definition.fields.some((field) => field.type === "consent");
  const problemOf = (key: string) =>
    problems.find((problem) => problem.field === key)?.message ?? null;
  const remove = (field: FieldDefinition) => {
    onDefinition(withoutField(definition, field.key));
    setTold(words.builder.removed(field.label));
    if (open === field.key) onOpen(null);
  };
  const label = (key: string, text: string) => {
    const next = withLabel(definition, key, text, published);
    onDefinition(next.form);
    onOpen(next.key);
  };
  return (
    <Section title={words.builder.fields}>
      {definition.fields.length === 0 && (
        <p className="py-2 text-muted">{words.builder.none}</p>
      )}
      <ol className="border-t border-line">
        {definition.fields.map((field, at) => (
          // A label may change the key: the place is what stays.
          // biome-ignore lint/suspicious/noArrayIndexKey: as said
          <li key={at} className="border-b border-line">
            <Row
              field={field}
              open={field.key === open}
              readOnly={readOnly}
              wrong={problemOf(field.key) !== null}
              first={at === 0}
              last={at === definition.fields.length - 1}
              onToggle={() => onOpen(field.key === open ? null : field.key)}
              onMove={(by) => onDefinition(withMove(definition, field.key, by))}
              onRemove={() => remove(field)}
            />
            {field.key === open && (
              <FieldEditor
                field={field}
                readOnly={readOnly}
                problem={problemOf(field.key)}
                consented={consented}
                onLabel={(text) => label(field.key, text)}
                onChange={(part) => onDefinition(withChange(definition, field.key, part))}
              />
            )}
          </li>
        ))}
      </ol>
      {!readOnly && (
        <div className="mt-3 flex items-center gap-3">
          <Menu
            align="start"
            trigger={
              <Button small icon={Plus}>
                {words.builder.add}
              </Button>
            }
            parts={fieldTypes.map((type) => ({
              label: words.types[type],
              disabled: type === "consent" && consented,
              onSelect: () => {
                const added = withField(definition, type, words.types[type]);
                onDefinition(added.form);
                onOpen(added.key);
              },
            }))}
          />
          <span className="text-small text-muted">{words.builder.keys}</span>
        </div>
      )}
      <p role="status" className="sr-only">
        {told}
      </p>
    </Section>
  );
}

interface RowProps {
  field: FieldDefinition;
  open: boolean;
  readOnly: boolean;
  wrong: boolean;
  first: boolean;
  last: boolean;
  onToggle: () => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function Row(props: RowProps) {
  const { field, open, readOnly, wrong, first, last, onToggle, onMove, onRemove } = props;
  const label = field.label || words.builder.unnamed;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div className="flex h-9 items-center gap-1">
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        onKeyDown={(event) => {
          const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
          if (!event.altKey || by === undefined || readOnly) return;
          event.preventDefault();
          onMove(by);
          // Focus goes with the field: its row is the one before or after.
          const rows = event.currentTarget.closest("ol")?.querySelectorAll<HTMLElement>("li > div > button:first-child");
          const at = rows ? [...rows].indexOf(event.currentTarget) : -1;
          rows?.[at + by]?.focus();
        }}
        className="focus-inset flex h-full min-w-0 flex-1 items-center gap-2 text-left hover:text-accent"
      >
        <Chevron aria-hidden size={16} strokeWidth={1.5} className="shrink-0 text-muted" />
        <span className={cx("truncate", open && "font-strong", wrong && "text-bad")}>{label}</span>
        {field.required && (
          <span className="text-small text-muted">{words.builder.required_}</span>
        )}
        <span className="ml-auto pr-2 text-small whitespace-nowrap text-muted">
          {words.types[field.type]}
        </span>
      </button>
      {!readOnly && (
        <>
          <IconButton
            small
            icon={ArrowUp}
            label={words.builder.up(label)}
            disabled={first}
            onClick={() => onMove(-1)}
          />
          <IconButton
            small
            icon={ArrowDown}
            label={words.builder.down(label)}
            disabled={last}
            onClick={() => onMove(1)}
          />
          <IconButton small icon={Trash2} label={words.builder.remove(label)} onClick={onRemove} />
        </>
      )}
    </div>
  );
}
