// Opens a file by its path; in a browser tab by its name in the program's own folder.
import { z } from "zod";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { Doorway } from "../../shell/Doorway";
import { words as common } from "../../words";
import { words } from "./words";

const shape = z.object({ path: z.string().trim().min(1, words.pathMissing) });

interface OpenProps {
  /** Folder of the program, where bare names are looked for. */
  home: string;
  onDone: () => void;
  onBack: () => void;
}

export function OpenWorkspace({ home, onDone, onBack }: OpenProps) {
  const form = useChecked(shape, { path: "" });
  const open = useWrite("workspace.open");
  const { errors } = form.formState;

  const submit = form.handleSubmit((values) =>
    open.mutate(values, { onSuccess: onDone, onError: (error) => refuse(form, error) }),
  );

  return (
    <Doorway title={words.open} text={words.openNote}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.path} hint={words.pathHint(home)} error={errors.path?.message}>
          <Input {...form.register("path")} autoFocus autoComplete="off" spellCheck={false} />
        </Field>
        {open.error?.field !== "path" && <ErrorLine error={open.error} />}
        <div className="flex justify-between">
          <Button kind="quiet" className="-ml-3" onClick={onBack}>
            {common.do.back}
          </Button>
          <Button kind="primary" type="submit" busy={open.isPending}>
            {words.openAction}
          </Button>
        </div>
      </form>
    </Doorway>
  );
}
