// One more person by hand.
import { useId } from "react";
import type { ContactField } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input, Select } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { Notice } from "../../design/status";
import { useDone } from "../../shell/undo";
import { words as common } from "../../words";
import { changedFields, nobody, type Person, type PersonField, personShape } from "./fields";
import { customPath, optionsOf } from "./ownFields";
import { words } from "./words";

const asked: PersonField[] = ["firstName", "lastName", "email", "phone", "company", "city"];

const shape = personShape.superRefine(({ email, firstName, lastName }, context) => {
  if (email || firstName || lastName) return;
  context.addIssue({ code: "custom", path: ["firstName"], message: words.create.nothing });
});

interface NewContactProps {
  /** Lists the contact joins. */
  lists: string[];
  /** The organization's own fields. */
  own: ContactField[];
  onClose: () => void;
  onCreated: (id: string) => void;
}

export default function NewContactDialog({ lists, own, onClose, onCreated }: NewContactProps) {
  // What a contact is not made without is asked here; the rest stands in its pane.
  const needed = own.filter(({ required }) => required);
  const begun = {
    ...nobody,
    custom: Object.fromEntries(needed.map((field) => [field.id, field.default])),
  };
  const form = useChecked(shape, begun);
  const create = useWrite("contacts.create");
  const done = useDone();
  const id = useId();
  const { errors } = form.formState;

  const add = (shareAddress: boolean) => form.handleSubmit((person) => send(person, shareAddress));
  const send = (person: Person, shareAddress: boolean) =>
    create.mutate(
      { fields: changedFields(nobody, person), lists, shareAddress },
      {
        onSuccess: (made) => {
          const name = [person.firstName, person.lastName].filter(Boolean).join(" ");
          done(words.create.created(name || person.email), made.undo);
          onCreated(made.id);
          onClose();
        },
        onError: (error) => refuse(form, error),
      },
    );
  const taken = create.error?.code === "taken" && errors.email?.type === "refused";

  return (
    <Dialog
      open
      onClose={onClose}
      title={words.create.title}
      text={needed.length > 0 ? words.create.textRequired : words.create.text}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id} busy={create.isPending}>
            {words.create.action}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={add(false)} className="flex flex-col gap-4">
        <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4">
          {asked.map((field) => (
            <Field key={field} label={words.fields[field]} error={errors[field]?.message}>
              <Input {...form.register(field)} autoComplete="off" spellCheck={false} />
            </Field>
          ))}
          {needed.map((field) => (
            <Field
              key={field.id}
              label={field.label}
              hint={field.description || undefined}
              error={errors.custom?.[field.id]?.message}
            >
              {optionsOf(field) ? (
                <Select {...form.register(customPath(field.id))}>
                  <option value="">{words.unset}</option>
                  {optionsOf(field)?.map(({ value, name }) => (
                    <option key={value} value={value}>
                      {name}
                    </option>
                  ))}
                </Select>
              ) : (
                <Input
                  {...form.register(customPath(field.id))}
                  type={field.fieldType === "date" ? "date" : "text"}
                  autoComplete="off"
                />
              )}
            </Field>
          ))}
        </div>
        {taken && (
          <Notice
            tone="info"
            title={words.create.shareTitle}
            actions={
              <Button small busy={create.isPending} onClick={() => void add(true)()}>
                {words.create.share}
              </Button>
            }
          >
            {words.create.shareText}
          </Notice>
        )}
        {create.error &&
          !(create.error.field && (create.error.field.split(":")[0] as string) in nobody) && (
            <ErrorLine error={create.error} />
          )}
      </form>
    </Dialog>
  );
}
