// Nobody is signed in: sign in, or make a sign-in.
import { useState } from "react";
import { z } from "zod";
import { useWrite } from "../../api/queries";
import { setSession } from "../../api/session";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { Doorway } from "../../shell/Doorway";
import { Recover } from "./Recover";
import { SignUp } from "./SignUp";
import { words } from "./words";

const shape = z.object({
  email: z.string().trim().min(3, words.emailWrong).includes("@", { message: words.emailWrong }),
  password: z.string().min(1, words.passwordMissing),
});

interface SignInProps {
  workspace: string | null;
  /** Nobody has a sign-in yet. */
  firstPerson: boolean;
  /** The sample is open: its broker's secrets are none. */
  sample: boolean;
}

export default function SignIn({ workspace, firstPerson, sample }: SignInProps) {
  const [way, setWay] = useState<"in" | "up" | "recover">(firstPerson ? "up" : "in");
  const form = useChecked(shape, { email: "", password: "" });
  const signIn = useWrite("access.signIn");
  const enter = useWrite("workspace.sample");
  const { errors } = form.formState;

  const back = () => setWay("in");
  if (way === "up") return <SignUp firstPerson={firstPerson} onSignIn={back} />;
  if (way === "recover") return <Recover onBack={back} />;

  const submit = form.handleSubmit((values) =>
    signIn.mutate(values, {
      onSuccess: ({ token }) => setSession({ token }),
      onError: (error) => refuse(form, error),
    }),
  );

  return (
    <Doorway title={words.signIn} text={workspace && words.signInTo(workspace)}>
      {sample && (
        <div className="mb-5 flex items-center justify-between gap-4 border-y border-line py-3">
          <span className="text-muted">{words.sampleText}</span>
          <Button
            kind="primary"
            busy={enter.isPending}
            onClick={() =>
              enter.mutate({}, { onSuccess: ({ session }) => setSession({ token: session.token }) })
            }
          >
            {words.enterSample}
          </Button>
        </div>
      )}
      {enter.error && <ErrorLine error={enter.error} />}
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.email} error={errors.email?.message}>
          <Input {...form.register("email")} type="email" autoFocus autoComplete="username" />
        </Field>
        <Field label={words.password} error={errors.password?.message}>
          <Input {...form.register("password")} type="password" autoComplete="current-password" />
        </Field>
        {signIn.error?.field === null && <ErrorLine error={signIn.error} />}
        <div className="flex justify-between">
          <span className="-ml-3 flex">
            <Button kind="quiet" onClick={() => setWay("up")}>
              {words.toSignUp}
            </Button>
            <Button kind="quiet" onClick={() => setWay("recover")}>
              {words.toRecover}
            </Button>
          </span>
          <Button kind={sample ? "plain" : "primary"} type="submit" busy={signIn.isPending}>
            {words.signIn}
          </Button>
        </div>
      </form>
    </Doorway>
  );
}
