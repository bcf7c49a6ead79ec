// A new recovery code: asked for with the password, shown once.
import { z } from "zod";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { SecretDialog } from "./SecretDialog";
import { words } from "./words";

const shape = z.object({ password: z.string().min(1, words.passwordMissing) });

export function RecoveryCodeDialog({ onClose }: { onClose: () => void }) {
  const form = useChecked(shape, { password: "" });
  const make = useWrite("account.newRecoveryCode");
  const { errors } = form.formState;

  if (make.data)
    return (
      <Dialog
        open
        onClose={onClose}
        title={words.codeShown}
        text={words.codeShownText}
        actions={
          <Button kind="primary" onClick={onClose}>
            {words.codeDone}
          </Button>
        }
      >
        <output className="num block rounded-panel border border-line bg-surface px-4 py-3 text-section tracking-[0.06em] break-all select-all">
          {make.data.recoveryCode}
        </output>
      </Dialog>
    );

  const submit = form.handleSubmit((values) =>
    make.mutate(values, { onError: (error) => refuse(form, error) }),
  );
  return (
    <SecretDialog
      title={words.codeTitle}
      text={words.codeAsk}
      action={words.codeAction}
      error={make.error}
      busy={make.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={words.password} error={errors.password?.message}>
        <Input {...form.register("password")} type="password" autoComplete="current-password" />
      </Field>
    </SecretDialog>
  );
}
