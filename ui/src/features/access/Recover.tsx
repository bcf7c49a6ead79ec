// The password is lost: the recovery code sets a new one, and is replaced by a new code.
import { useState } from "react";
import { z } from "zod";
import type { SignedUp } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { setSession } from "../../api/session";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { Doorway } from "../../shell/Doorway";
import { words as common } from "../../words";
import { RecoveryCode } from "./RecoveryCode";
import { shortest } from "./strength";
import { words } from "./words";

const shape = z.object({
  email: z.string().trim().min(3, words.emailWrong).includes("@", { message: words.emailWrong }),
  recoveryCode: z.string().trim().min(1, words.recoveryCodeMissing),
  newPassword: z.string().min(shortest, words.passwordShort),
});

export function Recover({ onBack }: { onBack: () => void }) {
  const form = useChecked(shape, { email: "", recoveryCode: "", newPassword: "" });
  const recover = useWrite("access.recover");
  const [made, setMade] = useState<SignedUp | null>(null);
  const { errors } = form.formState;

  if (made)
    return (
      <RecoveryCode
        code={made.recoveryCode}
        onDone={() => setSession({ token: made.session.token })}
      />
    );

  const submit = form.handleSubmit((values) =>
    recover.mutate(values, { onSuccess: setMade, onError: (error) => refuse(form, error) }),
  );

  return (
    <Doorway title={words.recover} text={words.recoverText}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.email} error={errors.email?.message}>
          <Input {...form.register("email")} type="email" autoFocus autoComplete="username" />
        </Field>
        <Field label={words.recoveryCode} error={errors.recoveryCode?.message}>
          <Input {...form.register("recoveryCode")} autoComplete="off" spellCheck={false} />
        </Field>
        <Field
          label={words.newPassword}
          hint={words.passwordHint}
          error={errors.newPassword?.message}
        >
          <Input {...form.register("newPassword")} type="password" autoComplete="new-password" />
        </Field>
        {recover.error?.field === null && <ErrorLine error={recover.error} />}
        <div className="flex justify-between">
          <Button kind="quiet" className="-ml-3" onClick={onBack}>
            {common.do.back}
          </Button>
          <Button kind="primary" type="submit" busy={recover.isPending}>
            {words.recoverAction}
          </Button>
        </div>
      </form>
    </Doorway>
  );
}
