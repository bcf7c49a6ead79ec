// The end of one's account, behind the password.
import { useState } from "react";
import { z } from "zod";
import { useWrite } from "../../api/queries";
import { signedOut } from "../../api/session";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { Section } from "../../design/Section";
import { toast } from "../../design/toast";
import { SecretDialog } from "./SecretDialog";
import { words } from "./words";

const shape = z.object({ password: z.string().min(1, words.passwordMissing) });

export function CloseAccount() {
  const [asking, setAsking] = useState(false);
  return (
    <Section title={words.close}>
      <div className="flex items-center gap-4 border-t border-line py-2.5">
        <p className="min-w-0 flex-1 text-pretty text-muted">{words.closeText}</p>
        <Button onClick={() => setAsking(true)}>{words.closeAction}</Button>
      </div>
      {asking && <CloseDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}

export function CloseDialog({ onClose }: { onClose: () => void }) {
  const form = useChecked(shape, { password: "" });
  const close = useWrite("account.close");
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    close.mutate(values, {
      onSuccess: () => {
        signedOut();
        toast({ text: words.closed });
      },
      onError: (error) => refuse(form, error),
    }),
  );
  return (
    <SecretDialog
      title={words.closeTitle}
      text={words.closeAsk}
      action={words.closeAction}
      danger
      error={close.error}
      busy={close.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={words.password} error={errors.password?.message}>
        <Input {...form.register("password")} type="password" autoComplete="current-password" />
      </Field>
    </SecretDialog>
  );
}
