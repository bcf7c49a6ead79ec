// Over everything: the password, or leaving. What was on the screen is gone, from the page and from what it had read.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { z } from "zod";
import { useWrite } from "../../api/queries";
import { setSession } from "../../api/session";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { clearToasts } from "../../design/toast";
import { Doorway } from "../../shell/Doorway";
import { useSignOut } from "../../shell/useSignOut";
import { words as all } from "./words";

const words = all.lock;
const shape = z.object({ password: z.string().min(1, all.passwordMissing) });

export default function LockScreen({ name }: { name: string | null }) {
  const client = useQueryClient();
  const form = useChecked(shape, { password: "" });
  const unlock = useWrite("account.unlock");
  const signOut = useSignOut();
  const { errors } = form.formState;

  useEffect(() => {
    client.clear();
    clearToasts();
    document.title = `${words.title} · Reachly`;
  }, [client]);

  const submit = form.handleSubmit((values) =>
    unlock.mutate(values, {
      onSuccess: () => setSession({ locked: false }),
      onError: (error) => {
        form.setValue("password", "");
        refuse(form, error);
      },
    }),
  );

  return (
    <Doorway title={words.title} text={name === null ? words.textAnyone : words.text(name)}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={all.password} error={errors.password?.message}>
          <Input
            {...form.register("password")}
            type="password"
            autoFocus
            autoComplete="current-password"
          />
        </Field>
        {unlock.error && unlock.error.field === null && <ErrorLine error={unlock.error} />}
        <div className="flex justify-between">
          <Button kind="quiet" className="-ml-3" onClick={signOut}>
            {words.signOut}
          </Button>
          <Button kind="primary" type="submit" busy={unlock.isPending}>
            {words.action}
          </Button>
        </div>
      </form>
    </Doorway>
  );
}
