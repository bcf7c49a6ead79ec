// Name, e-mail, password; then the recovery code, shown this once.
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import type { SignedUp } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { setSession } from "../../api/session";
import { Button } from "../../design/Button";
import { cx } from "../../design/cx";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { Doorway } from "../../shell/Doorway";
import { RecoveryCode } from "./RecoveryCode";
import { shortest, strengthOf } from "./strength";
import { words } from "./words";

const shape = z.object({
  name: z.string().trim().min(1, words.nameMissing),
  email: z.string().trim().min(3, words.emailWrong).includes("@", { message: words.emailWrong }),
  password: z.string().min(shortest, words.passwordShort),
  title: z.string().trim().max(200, words.long),
  phone: z.string().trim().max(200, words.long),
});

interface SignUpProps {
  firstPerson: boolean;
  onSignIn: () => void;
}

export function SignUp({ firstPerson, onSignIn }: SignUpProps) {
  const form = useChecked(shape, { name: "", email: "", password: "", title: "", phone: "" });
  const signUp = useWrite("access.signUp");
  const [made, setMade] = useState<SignedUp | null>(null);
  const { errors } = form.formState;
  const { name = "", email = "", password = "" } = useWatch({ control: form.control });

  if (made)
    return (
      <RecoveryCode
        code={made.recoveryCode}
        onDone={() => setSession({ token: made.session.token })}
      />
    );

  const submit = form.handleSubmit((values) =>
    signUp.mutate(values, { onSuccess: setMade, onError: (error) => refuse(form, error) }),
  );

  return (
    <Doorway title={words.signUp} text={firstPerson ? words.signUpFirst : words.signUpNext}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.name} error={errors.name?.message}>
          <Input {...form.register("name")} autoFocus autoComplete="name" />
        </Field>
        <Field label={words.email} error={errors.email?.message}>
          <Input {...form.register("email")} type="email" autoComplete="username" />
        </Field>
        <div>
          <Field label={words.password} hint={words.passwordHint} error={errors.password?.message}>
            <Input {...form.register("password")} type="password" autoComplete="new-password" />
          </Field>
          {password !== "" && <StrengthBar score={strengthOf(password, [name, email]).score} />}
        </div>
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label={words.jobTitle} optional error={errors.title?.message}>
            <Input {...form.register("title")} autoComplete="organization-title" />
          </Field>
          <Field label={words.phone} optional error={errors.phone?.message}>
            <Input {...form.register("phone")} type="tel" autoComplete="tel" />
          </Field>
        </div>
        {signUp.error?.field === null && <ErrorLine error={signUp.error} />}
        <div className="flex justify-between">
          {firstPerson ? (
            <span />
          ) : (
            <Button kind="quiet" className="-ml-3" onClick={onSignIn}>
              {words.toSignIn}
            </Button>
          )}
          <Button kind="primary" type="submit" busy={signUp.isPending}>
            {words.createAction}
          </Button>
        </div>
      </form>
    </Doorway>
  );
}

function StrengthBar({ score }: { score: number }) {
  const fill = score <= 1 ? "bg-bad" : score === 2 ? "bg-warn" : "bg-good";
  return (
    <div className="mt-2 flex items-center gap-2 text-small">
      <span aria-hidden className="flex flex-1 gap-1">
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={cx("h-0.75 flex-1 rounded-full", step <= score ? fill : "bg-line")}
          />
        ))}
      </span>
      <span role="status" aria-label={words.strengthLabel} className="w-16 text-right text-muted">
        {words.strength[score]}
      </span>
    </div>
  );
}
