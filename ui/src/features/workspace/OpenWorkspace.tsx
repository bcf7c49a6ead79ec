// Opens a file by its path, with its password where it is encrypted.
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

const shape = z.object({ path: z.string().trim().min(1, words.pathMissing), password: z.string() });

interface OpenProps {
  /** Already chosen, or empty. */
  path: string;
  onDone: () => void;
  onBack: () => void;
}

export function OpenWorkspace({ path, onDone, onBack }: OpenProps) {
  const form = useChecked(shape, { path, password: "" });
  const open = useWrite("workspace.open");
  const { errors } = form.formState;
  const chosen = path !== "";
  const fileName = path.split(/[\\/]/).pop() ?? path;

  const submit = form.handleSubmit((values) =>
    open.mutate(
      { path: values.path, password: values.password === "" ? null : values.password },
      {
        onSuccess: onDone,
        onError: (error) => {
          if (error.code === "wrong_key")
            form.setError("password", { message: error.message }, { shouldFocus: true });
          else refuse(form, error);
        },
      },
    ),
  );
  const whole = open.error && open.error.code !== "wrong_key" && open.error.field === null;

  return (
    <Doorway title={words.open} text={chosen ? words.openText(fileName) : words.openNote}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {!chosen && (
          <Field label={words.path} hint={words.pathHint} error={errors.path?.message}>
            <Input {...form.register("path")} autoFocus autoComplete="off" spellCheck={false} />
          </Field>
        )}
        <Field
          label={words.password}
          hint={chosen ? words.passwordNeeded : words.passwordHint}
          optional={!chosen}
          error={errors.password?.message}
        >
          <Input
            {...form.register("password")}
            type="password"
            autoFocus={chosen}
            autoComplete="off"
          />
        </Field>
        {whole && <ErrorLine error={open.error} />}
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
