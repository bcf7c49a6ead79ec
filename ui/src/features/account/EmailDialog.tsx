// Another address to sign in with.
import { z } from "zod";
import { useWrite } from "../../api/queries";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { toast } from "../../design/toast";
import { SecretDialog } from "./SecretDialog";
import { words } from "./words";

const shape = z.object({
  email: z.string().trim().min(3, words.emailWrong).includes("@", { message: words.emailWrong }),
  password: z.string().min(1, words.passwordMissing),
});

export function EmailDialog({ onClose }: { onClose: () => void }) {
  const form = useChecked(shape, { email: "", password: "" });
  const change = useWrite("account.changeEmail");
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    change.mutate(values, {
      onSuccess: ({ email }) => {
        toast({ text: words.emailSaved(email) });
        onClose();
      },
      onError: (error) => refuse(form, error),
    }),
  );
  return (
    <SecretDialog
      title={words.emailTitle}
      text={words.emailText}
      action={words.changeEmail}
      error={change.error}
      busy={change.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={words.newEmail} error={errors.email?.message}>
        <Input {...form.register("email")} type="email" autoComplete="email" />
      </Field>
      <Field label={words.password} error={errors.password?.message}>
        <Input {...form.register("password")} type="password" autoComplete="current-password" />
      </Field>
    </SecretDialog>
  );
}
