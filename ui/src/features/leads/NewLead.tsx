// A lead by hand: somebody called, or was met.
import { useId, useState } from "react";
import { z } from "zod";
import type { NamedId } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { format } from "../../design/format";
import { Input, Select, Textarea } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { useMay } from "../../shell/member";
import { useDone } from "../../shell/undo";
import { words as common } from "../../words";
import { toMinor } from "../campaigns/zoned";
import { ContactChoice } from "./ContactChoice";
import { words } from "./words";

export const titleMost = 200;
export const noteMost = 5_000;

/** The fields that a lead by hand and a changed lead share. */
export const leadShape = (currency: string) =>
  z.object({
    title: z
      .string()
      .trim()
      .min(1, words.create.nameMissing)
      .max(titleMost, words.create.tooLong(format.number(titleMost))),
    value: z.string().refine((text) => {
      if (text.trim() === "") return true;
      const minor = toMinor(text, currency);
      return minor !== null && minor >= 0;
    }, words.create.valueWrong(currency)),
    note: z.string().max(noteMost, words.create.tooLong(format.number(noteMost))),
  });

interface NewLeadProps {
  currency: string;
  campaigns: NamedId[];
  /** The one the page is narrowed to. */
  campaign?: string;
  onClose: () => void;
  onCreated: (lead: string) => void;
}

export default function NewLead({
  currency,
  campaigns,
  campaign,
  onClose,
  onCreated,
}: NewLeadProps) {
  const id = useId();
  const form = useChecked(leadShape(currency), { title: "", value: "", note: "" });
  const [contact, setContact] = useState<NamedId | null>(null);
  const [chosen, setChosen] = useState(campaign ?? "");
  const create = useWrite("leads.create");
  const done = useDone();
  const { errors, dirtyFields } = form.formState;
  const mayReadContacts = useMay()("contact.read");

  const choose = (next: NamedId | null) => {
    setContact(next);
    if (next && !dirtyFields.title) form.setValue("title", next.name, { shouldValidate: true });
  };
  const submit = form.handleSubmit(({ title, value, note }) =>
    create.mutate(
      {
        title: title.trim(),
        ...(chosen ? { campaign: chosen } : {}),
        ...(contact ? { contact: contact.id } : {}),
        ...(value.trim() ? { valueMinor: toMinor(value, currency) ?? 0 } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      },
      {
        onSuccess: (made) => {
          done(words.create.created(title.trim()), made.undo);
          onCreated(made.lead);
          onClose();
        },
        onError: (error) => refuse(form, error),
      },
    ),
  );

  return (
    <Dialog
      open
      onClose={onClose}
      title={words.create.title}
      text={words.create.text}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id} busy={create.isPending}>
            {words.create.action}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.create.name} hint={words.create.nameHint} error={errors.title?.message}>
          <Input {...form.register("title")} autoComplete="off" />
        </Field>
        {mayReadContacts && <ContactChoice value={contact} onValue={choose} />}
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label={words.create.campaign} optional>
            <Select value={chosen} onChange={(event) => setChosen(event.target.value)}>
              <option value="">{words.create.noCampaign}</option>
              {campaigns.map((it) => (
                <option key={it.id} value={it.id}>
                  {it.name}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            label={`${words.create.value}, ${currency}`}
            optional
            error={errors.value?.message}
          >
            <Input {...form.register("value")} inputMode="decimal" autoComplete="off" />
          </Field>
        </div>
        <Field label={words.create.note} optional error={errors.note?.message}>
          <Textarea {...form.register("note")} />
        </Field>
        {create.error && !(create.error.field && create.error.field in form.getValues()) && (
          <ErrorLine error={create.error} />
        )}
      </form>
    </Dialog>
  );
}
