// Another password, behind the present one.
import { z } from "zod";
import { useWrite } from "../../api/queries";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { toast } from "../../design/toast";
import { shortest } from "../access/strength";
import { SecretDialog } from "./SecretDialog";
import { words } from "./words";

const shape = z.object({
  oldPassword: z.string().min(1, words.passwordMissing),
  newPassword: z.string().min(shortest, words.passwordShort),
});

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const form = useChecked(shape, { oldPassword: "", newPassword: "" });
  const change = useWrite("account.changePassword");
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => {
        toast({ text: words.passwordSaved });
        onClose();
      },
      onError: (error) => refuse(form, error),
    }),
  );
  return (
    <SecretDialog
      title={words.passwordTitle}
      text={words.passwordText}
      action={words.changePassword}
      error={change.error}
      busy={change.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={words.oldPassword} error={errors.oldPassword?.message}>
        <Input {...form.register("oldPassword")} type="password" autoComplete="current-password" />
      </Field>
      <Field
        label={words.newPassword}
        hint={words.passwordHint}
        error={errors.newPassword?.message}
      >
        <Input {...form.register("newPassword")} type="password" autoComplete="new-password" />
      </Field>
    </SecretDialog>
  );
}
