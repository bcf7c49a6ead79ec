// A list's name and what it is for: of a new one, or of one that is there.
import { useId } from "react";
import { z } from "zod";
import type { ContactList } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input, Textarea } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { useDone } from "../../shell/undo";
import { words as common } from "../../words";
import { words } from "./words";

const shape = z.object({
  name: z.string().trim().min(1, words.nameMissing).max(200, words.nameLong),
  description: z.string(),
});

interface ListDialogProps {
  /** Null for a new list. */
  list: ContactList | null;
  onClose: () => void;
}

export function ListDialog({ list, onClose }: ListDialogProps) {
  const form = useChecked(shape, {
    name: list?.name ?? "",
    description: list?.description ?? "",
  });
  const create = useWrite("lists.create");
  const update = useWrite("lists.update");
  const done = useDone();
  const id = useId();
  const { errors } = form.formState;
  const error = create.error ?? update.error;

  const submit = form.handleSubmit((values) => {
    const after = {
      onSuccess: ({ undo }: { undo: string | null }) => {
        done(list ? words.saved(values.name) : words.created(values.name), undo);
        onClose();
      },
      onError: (thrown: unknown) => void refuse(form, thrown),
    };
    if (list) update.mutate({ list: list.id, ...values }, after);
    else create.mutate(values, after);
  });

  return (
    <Dialog
      open
      onClose={onClose}
      title={list ? words.editTitle : words.createTitle}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button
            kind="primary"
            type="submit"
            form={id}
            busy={create.isPending || update.isPending}
          >
            {list ? words.editAction : words.createAction}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.name} error={errors.name?.message}>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <Field label={words.description} optional error={errors.description?.message}>
          <Textarea {...form.register("description")} rows={2} />
        </Field>
        {error?.field === null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
