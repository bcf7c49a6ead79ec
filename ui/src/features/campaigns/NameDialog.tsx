// Asks for the name of a thing: a form, a template, a folder.
import { type FormEvent, useId, useState } from "react";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { words as common } from "../../words";

interface NameDialogProps {
  title: string;
  text?: string;
  action: string;
  /** What the field is called, and what is said when it is left empty. */
  label: string;
  missing: string;
  first?: string;
  busy: boolean;
  error: unknown;
  onName: (name: string) => void;
  onClose: () => void;
}

export function NameDialog(props: NameDialogProps) {
  const { title, text, action, label, missing, first = "", busy, error, onName, onClose } = props;
  const id = useId();
  const [name, setName] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") setProblem(missing);
    else onName(name.trim());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      text={text}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id} busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <Field label={label} error={problem}>
          <Input
            value={name}
            autoComplete="off"
            onChange={(event) => {
              setProblem(null);
              setName(event.target.value);
            }}
          />
        </Field>
        <ErrorLine error={error} />
      </form>
    </Dialog>
  );
}
