// What the broker knows about a lead, changed where it stands: its title, what it is worth, a note.
import { useEffect, useRef } from "react";
import type { Lead } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input, Textarea } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { useDone } from "../../shell/undo";
import { fromMinor, toMinor } from "../campaigns/zoned";
import { leadShape } from "./NewLead";
import { words } from "./words";

const valuesOf = ({ row, note }: Lead) => ({
  title: row.title,
  value: fromMinor(row.valueMinor, row.currency),
  note,
});

export function LeadForm({ lead }: { lead: Lead }) {
  const { row, editable } = lead;
  const form = useChecked(leadShape(row.currency), valuesOf(lead));
  const update = useWrite("leads.update");
  const done = useDone();
  /** Typing began from this version: saving over another one is a conflict. */
  const base = useRef(row.version);
  const { errors, isDirty } = form.formState;

  const begin = () => {
    base.current = row.version;
    form.reset(valuesOf(lead));
    update.reset();
  };
  // What was typed stays typed; everything else follows the lead. A moved lead is no other lead.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the only reason
  useEffect(() => {
    const before = form.formState.defaultValues;
    const now = valuesOf(lead);
    const same =
      before?.title === now.title && before?.value === now.value && before?.note === now.note;
    if (!isDirty || same) base.current = row.version;
    if (!isDirty) form.reset(now);
  }, [row.version]);

  const submit = form.handleSubmit(({ title, value, note }) =>
    update.mutate(
      {
        lead: row.id,
        version: base.current,
        title: title.trim(),
        note: note.trim(),
        valueMinor: value.trim() === "" ? null : toMinor(value, row.currency),
      },
      {
        onSuccess: ({ version, undo }) => {
          base.current = version;
          form.reset({ title: title.trim(), value, note: note.trim() });
          done(words.pane.saved(title.trim()), undo);
        },
        onError: (error) => refuse(form, error),
      },
    ),
  );
  const conflict = update.error?.code === "conflict";
  const whole = update.error && !(update.error.field && update.error.field in form.getValues());
  return (
    <form noValidate onSubmit={submit} className="mb-5 flex flex-col gap-3">
      <div className="grid grid-cols-[3fr_2fr] items-start gap-3">
        <Field label={words.create.name} error={errors.title?.message}>
          <Input {...form.register("title")} readOnly={!editable} autoComplete="off" />
        </Field>
        <Field label={`${words.create.value}, ${row.currency}`} error={errors.value?.message}>
          <Input
            {...form.register("value")}
            readOnly={!editable}
            inputMode="decimal"
            autoComplete="off"
            className="num text-right"
          />
        </Field>
      </div>
      <Field label={words.create.note} error={errors.note?.message}>
        <Textarea {...form.register("note")} readOnly={!editable} />
      </Field>
      {whole && <ErrorLine error={update.error} />}
      {isDirty && (
        <div className="flex justify-end gap-2">
          <Button kind="quiet" onClick={begin}>
            {conflict ? words.pane.theirs : words.pane.discard}
          </Button>
          <Button kind="primary" type="submit" busy={update.isPending}>
            {words.pane.save}
          </Button>
        </div>
      )}
    </form>
  );
}
