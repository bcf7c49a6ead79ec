// One more person by hand.
import { useId } from "react";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { Notice } from "../../design/status";
import { useDone } from "../../shell/undo";
import { words as common } from "../../words";
import { changedFields, nobody, type Person, personShape } from "./fields";
import { words } from "./words";

const asked: (keyof Person)[] = ["firstName", "lastName", "email", "phone", "company", "city"];

const shape = personShape.superRefine(({ email, firstName, lastName }, context) => {
  if (email || firstName || lastName) return;
  context.addIssue({ code: "custom", path: ["firstName"], message: words.create.nothing });
});

interface NewContactProps {
  /** Lists the contact joins. */
  lists: string[];
  onClose: () => void;
  onCreated: (id: string) => void;
}

export default function NewContactDialog({ lists, onClose, onCreated }: NewContactProps) {
  const form = useChecked(shape, nobody);
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
      <form id={id} noValidate onSubmit={add(false)} className="flex flex-col gap-4">
        <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4">
          {asked.map((field) => (
            <Field key={field} label={words.fields[field]} error={errors[field]?.message}>
              <Input {...form.register(field)} autoComplete="off" spellCheck={false} />
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
        {create.error && !(create.error.field && create.error.field in nobody) && (
          <ErrorLine error={create.error} />
        )}
      </form>
    </Dialog>
  );
}
