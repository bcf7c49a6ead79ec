// Everything about one field of a form.
import { useState } from "react";
import type { FieldDefinition, FieldPattern, FieldType } from "../../api/gen/types";
import { Field } from "../../design/Field";
import { Checkbox, Input, Select, Textarea } from "../../design/inputs";
import { fieldTypes, hasLength, hasOptions, hasRange, optionsFrom } from "./definition";
import { words } from "./words";

interface FieldEditorProps {
  field: FieldDefinition;
  readOnly: boolean;
  /** What is wrong with it. */
  problem: string | null;
  /** A consent box stands in the form already. */
  consented: boolean;
  onLabel: (label: string) => void;
  onChange: (part: Partial<FieldDefinition>) => void;
}

const patterns: FieldPattern[] = ["usZip", "digits", "name"];
const wholeNumber = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined);

export function FieldEditor(props: FieldEditorProps) {
  const { field, readOnly, problem, consented, onLabel, onChange } = props;
  const { builder } = words;
  const date = field.type === "date";
  return (
    <div className="flex flex-col gap-3 pt-1 pb-4 pl-3">
      <div className="grid grid-cols-[3fr_2fr] items-start gap-3">
        <Field label={builder.label} error={problem}>
          <Input
            value={field.label}
            readOnly={readOnly}
            autoComplete="off"
            onChange={(event) => onLabel(event.target.value)}
          />
        </Field>
        <Field label={builder.type}>
          <Select
            value={field.type}
            disabled={readOnly}
            onChange={(event) => onChange({ type: event.target.value as FieldType })}
          >
            {fieldTypes
              .filter((type) => type !== "consent" || field.type === "consent" || !consented)
              .map((type) => (
                <option key={type} value={type}>
                  {words.types[type]}
                </option>
              ))}
          </Select>
        </Field>
      </div>
      {field.type !== "consent" && (
        <Field label={builder.help} optional>
          <Input
            value={field.help ?? ""}
            readOnly={readOnly}
            autoComplete="off"
            onChange={(event) => onChange({ help: event.target.value })}
          />
        </Field>
      )}
      {hasOptions(field.type) && (
        <Options key={field.key} field={field} readOnly={readOnly} onChange={onChange} />
      )}
      {hasRange(field.type) && (
        <div className="grid grid-cols-2 gap-3">
          {(["min", "max"] as const).map((end) => (
            <Field
              key={end}
              label={
                date ? (end === "min" ? builder.earliest : builder.latest) : builder[end]
              }
              optional
            >
              <Input
                type={date ? "date" : "text"}
                inputMode={date ? undefined : "decimal"}
                value={field[end] ?? ""}
                readOnly={readOnly}
                className="num"
                onChange={(event) => onChange({ [end]: event.target.value })}
              />
            </Field>
          ))}
        </div>
      )}
      {hasLength(field.type) && (
        <div className="grid grid-cols-3 gap-3">
          {(["minLength", "maxLength"] as const).map((end) => (
            <Field key={end} label={builder[end]} optional>
              <Input
                inputMode="numeric"
                value={field[end] ?? ""}
                readOnly={readOnly}
                className="num"
                onChange={(event) => onChange({ [end]: wholeNumber(event.target.value) })}
              />
            </Field>
          ))}
          {field.type === "text" && (
            <Field label={builder.pattern}>
              <Select
                value={field.pattern ?? ""}
                disabled={readOnly}
                onChange={(event) =>
                  onChange({ pattern: (event.target.value || undefined) as FieldPattern })
                }
              >
                <option value="">{builder.anyPattern}</option>
                {patterns.map((pattern) => (
                  <option key={pattern} value={pattern}>
                    {words.patterns[pattern]}
                  </option>
                ))}
              </Select>
            </Field>
          )}
        </div>
      )}
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <Checkbox
          checked={field.required}
          disabled={readOnly}
          onChange={(event) => onChange({ required: event.target.checked })}
        >
          {builder.required}
        </Checkbox>
        {field.type !== "consent" && (
          <Checkbox
            checked={field.indexed}
            disabled={readOnly}
            onChange={(event) => onChange({ indexed: event.target.checked })}
          >
            {builder.indexed}
          </Checkbox>
        )}
      </div>
      <p className="text-small text-muted">
        {builder.key} <span className="font-mono">{field.key}</span>. {builder.keyHint}
      </p>
    </div>
  );
}

type OptionsProps = Pick<FieldEditorProps, "field" | "readOnly" | "onChange">;

/** The lines as typed; what becomes of them is told on every change. */
function Options({ field, readOnly, onChange }: OptionsProps) {
  const [typed, setTyped] = useState((field.options ?? []).join("\n"));
  return (
    <Field label={words.builder.options} hint={words.builder.optionsHint}>
      <Textarea
        rows={Math.min(Math.max((field.options?.length ?? 0) + 1, 3), 8)}
        value={typed}
        readOnly={readOnly}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange({ options: optionsFrom(event.target.value) });
        }}
      />
    </Field>
  );
}
