// A name, on the desktop also a place; the core makes the file.
import { z } from "zod";
import type { ApiError } from "../../api/errors";
import { useWrite } from "../../api/queries";
import { onDesktop, pickPlace } from "../../api/transport";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { Doorway } from "../../shell/Doorway";
import { words as common } from "../../words";
import { words } from "./words";

const shape = z.object({
  name: z.string().trim().min(1, words.nameMissing).max(80, words.nameLong),
});

interface StepProps {
  onDone: () => void;
  onBack: () => void;
}

/** Letters and digits of the name, as a file name on any system. */
export const fileNameOf = (name: string): string =>
  `${
    name
      .trim()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "workspace"
  }.reachly`;

export function CreateWorkspace({ onDone, onBack }: StepProps) {
  const form = useChecked(shape, { name: "" });
  const create = useWrite("workspace.create");
  const { errors } = form.formState;

  // The name is all one gave; what is wrong with the path is wrong with it.
  const show = ({ field, message }: ApiError) => {
    if (field === "path") form.setError("name", { message }, { shouldFocus: true });
  };

  const submit = form.handleSubmit(async ({ name }) => {
    const path = onDesktop
      ? await pickPlace(words.createAction, fileNameOf(name))
      : fileNameOf(name);
    if (path === null) return;
    create.mutate({ path }, { onSuccess: onDone, onError: (thrown) => show(thrown) });
  });

  return (
    <Doorway title={words.create} text={words.createText}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.name} hint={words.nameHint} error={errors.name?.message}>
          <Input {...form.register("name")} autoFocus autoComplete="off" />
        </Field>
        {create.error?.field !== "path" && <ErrorLine error={create.error} />}
        <div className="flex justify-between">
          <Button kind="quiet" className="-ml-3" onClick={onBack}>
            {common.do.back}
          </Button>
          <Button kind="primary" type="submit" busy={create.isPending}>
            {words.createAction}
          </Button>
        </div>
      </form>
    </Doorway>
  );
}
