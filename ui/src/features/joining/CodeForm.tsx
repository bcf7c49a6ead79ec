// An invitation's code: whoever has it joins with the role it was made for.
import { z } from "zod";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { useJoined } from "./useJoined";
import { words } from "./words";

const shape = z.object({ code: z.string().trim().min(1, words.codeMissing) });

interface CodeFormProps {
  onBack?: () => void;
  onJoined?: () => void;
}

export function CodeForm({ onBack, onJoined }: CodeFormProps) {
  const form = useChecked(shape, { code: "" });
  const accept = useWrite("invitations.accept");
  const joined = useJoined();
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    accept.mutate(values, {
      onSuccess: (answer) => void joined(answer).then(onJoined),
      onError: (thrown) => void refuse(form, thrown),
    }),
  );
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field label={words.code} hint={words.codeHint} error={errors.code?.message}>
        <Input {...form.register("code")} autoComplete="off" spellCheck={false} autoFocus />
      </Field>
      {accept.error?.field === null && <ErrorLine error={accept.error} />}
      <div className="flex justify-between">
        {onBack ? (
          <Button kind="quiet" className="-ml-3" onClick={onBack}>
            {words.back}
          </Button>
        ) : (
          <span />
        )}
        <Button kind="primary" type="submit" busy={accept.isPending}>
          {words.accept}
        </Button>
      </div>
    </form>
  );
}
