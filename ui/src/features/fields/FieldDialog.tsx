// A field's name, its type and its rules: of a new one, or of one that is there.
import { type ChangeEvent, useId } from "react";
import { z } from "zod";
import type { ContactField, ContactFieldType, FieldValues } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Checkbox, Input, Select, Textarea } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { useDone } from "../../shell/undo";
import { words as common } from "../../words";
import { words } from "./words";

const types = Object.keys(words.types) as [ContactFieldType, ...ContactFieldType[]];
const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const shape = z
  .object({
    label: z.string().trim().min(1, words.labelMissing).max(80, words.labelLong),
    description: z.string().trim().max(500, words.descriptionLong),
    fieldType: z.enum(types),
    choices: z.string(),
    default: z.string(),
    required: z.boolean(),
    unique: z.boolean(),
    sensitive: z.boolean(),
  })
  .superRefine(({ fieldType, choices }, context) => {
    if (fieldType !== "choice" || lines(choices).length > 0) return;
    context.addIssue({ code: "custom", path: ["choices"], message: words.choicesMissing });
  });

interface FieldDialogProps {
  /** Null for a new field. */
  field: ContactField | null;
  onClose: () => void;
}

export default function FieldDialog({ field, onClose }: FieldDialogProps) {
  const form = useChecked(shape, {
    label: field?.label ?? "",
    description: field?.description ?? "",
    fieldType: field?.fieldType ?? "text",
    choices: field?.choices.join("\n") ?? "",
    default: field?.default ?? "",
    required: field?.required ?? false,
    unique: field?.unique ?? false,
    sensitive: field?.sensitive ?? false,
  });
  const create = useWrite("fields.create");
  const update = useWrite("fields.update");
  const done = useDone();
  const id = useId();
  const { errors } = form.formState;
  const [type, choices] = form.watch(["fieldType", "choices"]);
  const rule = (name: "required" | "unique" | "sensitive") => ({
    checked: form.watch(name),
    onChange: (event: ChangeEvent<HTMLInputElement>) =>
      form.setValue(name, event.target.checked, { shouldDirty: true }),
  });
  const inUse = (field?.used ?? 0) > 0;
  const single = type === "boolean" || type === "choice";
  const error = create.error ?? update.error;

  const submit = form.handleSubmit(({ choices: text, ...rest }) => {
    const values: FieldValues = {
      ...rest,
      choices: type === "choice" ? lines(text) : [],
      unique: rest.unique && !single,
    };
    const after = {
      onSuccess: ({ undo }: { undo: string | null }) => {
        done(field ? words.saved(values.label) : words.created(values.label), undo);
        onClose();
      },
      onError: (thrown: unknown) => void refuse(form, thrown),
    };
    if (field) update.mutate({ field: field.id, values }, after);
    else create.mutate({ values }, after);
  });

  return (
    <Dialog
      open
      onClose={onClose}
      title={field ? words.editTitle : words.createTitle}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button
            kind="primary"
            type="submit"
            form={id}
            busy={create.isPending || update.isPending}
          >
            {field ? words.editAction : words.createAction}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.label} error={errors.label?.message}>
          <Input {...form.register("label")} autoComplete="off" />
        </Field>
        <Field
          label={words.type}
          error={errors.fieldType?.message}
          hint={inUse ? words.typeFixed : undefined}
        >
          <Select {...form.register("fieldType")} disabled={inUse}>
            {types.map((each) => (
              <option key={each} value={each}>
                {words.types[each]}
              </option>
            ))}
          </Select>
        </Field>
        {type === "choice" && (
          <Field label={words.choicesLabel} error={errors.choices?.message}>
            <Textarea {...form.register("choices")} rows={4} />
          </Field>
        )}
        <Field label={words.description} optional error={errors.description?.message}>
          <Textarea {...form.register("description")} rows={2} />
        </Field>
        <Field label={words.default} optional error={errors.default?.message}>
          {single ? (
            <Select {...form.register("default")}>
              <option value="">{common.unknown}</option>
              {(type === "choice" ? lines(choices) : ["true", "false"]).map((value) => (
                <option key={value} value={value}>
                  {type === "choice" ? value : words.answers[value as "true" | "false"]}
                </option>
              ))}
            </Select>
          ) : (
            <Input
              {...form.register("default")}
              type={type === "date" ? "date" : "text"}
              autoComplete="off"
            />
          )}
        </Field>
        <div className="flex flex-col items-start">
          <Checkbox {...rule("required")}>{words.requiredLabel}</Checkbox>
          {!single && <Checkbox {...rule("unique")}>{words.uniqueLabel}</Checkbox>}
          {errors.unique && <p className="text-small text-bad">{errors.unique.message}</p>}
          <Checkbox {...rule("sensitive")}>{words.sensitiveLabel}</Checkbox>
        </div>
        {error && !(error.field && error.field in form.getValues()) && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
