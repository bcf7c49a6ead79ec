// Another name for a template.
import { Pencil } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { TemplateDetail } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button, IconButton } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { words as common } from "../../words";
import { words } from "./words";

export function RenameButton({ template }: { template: TemplateDetail }) {
  const id = useId();
  const [name, setName] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const update = useWrite("templates.update");
  const close = () => setName(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = name?.trim() ?? "";
    if (given === "") return setProblem(words.create.nameMissing);
    update.mutate({ template: template.id, name: given }, { onSuccess: close });
  };
  return (
    <>
      <IconButton
        small
        icon={Pencil}
        label={words.renameAction}
        onClick={() => setName(template.name)}
      />
      <Dialog
        open={name !== null}
        onClose={close}
        title={words.renameAction}
        actions={
          <>
            <Button onClick={close}>{common.do.cancel}</Button>
            <Button kind="primary" type="submit" form={id} busy={update.isPending}>
              {words.renameAction}
            </Button>
          </>
        }
      >
        <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-3">
          <Field label={words.create.name} error={problem}>
            <Input
              value={name ?? ""}
              autoComplete="off"
              onChange={(event) => {
                setProblem(null);
                setName(event.target.value);
              }}
            />
          </Field>
          <ErrorLine error={update.error} />
        </form>
      </Dialog>
    </>
  );
}
