// Who owns the workspace: one names another by the address they sign in with.
import { useState } from "react";
import { z } from "zod";
import type { WorkspaceOwnerRow } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Confirm } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { toast } from "../../design/toast";
import { toastError } from "../../shell/undo";
import { words as all } from "./words";

const words = all.owners;
const whole = { organization: null };
const shape = z.object({
  email: z.string().trim().min(3, words.emailWrong).includes("@", { message: words.emailWrong }),
});

export function Owners() {
  const { data, error, refetch } = useRead("workspace.owners", {}, whole);
  const end = useWrite("workspace.endOwner");
  const [asked, setAsked] = useState<WorkspaceOwnerRow | null>(null);
  const onEnd = ({ id, name }: WorkspaceOwnerRow) =>
    end.mutate(
      { id },
      {
        onSuccess: () => void toast({ text: words.ended(name) }),
        onError: toastError,
        onSettled: () => {
          setAsked(null);
          void refetch();
        },
      },
    );
  return (
    <Section title={words.title} className="mb-7!">
      <p className="mb-2 text-muted">{words.text}</p>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonLines lines={2} />}
      {data && (
        <ul className="border-t border-line">
          {data.map((it) => (
            <li key={it.id} className="flex min-h-10 items-center gap-4 border-b border-line py-1">
              <span className="min-w-0 flex-1 truncate">
                {it.name}
                {it.me && <span className="text-muted"> {words.you}</span>}
                <span className="block truncate text-small text-muted">{it.email}</span>
              </span>
              {data.length > 1 && (
                <Button small aria-label={words.endOf(it.name)} onClick={() => setAsked(it)}>
                  {words.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <NameOwner onNamed={() => void refetch()} />
      {asked && (
        <Confirm
          open
          onClose={() => setAsked(null)}
          title={words.endTitle(asked.name)}
          text={words.endText}
          action={words.end}
          onConfirm={() => onEnd(asked)}
          busy={end.isPending}
        />
      )}
    </Section>
  );
}

function NameOwner({ onNamed }: { onNamed: () => void }) {
  const form = useChecked(shape, { email: "" });
  const name = useWrite("workspace.nameOwner");
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    name.mutate(values, {
      onSuccess: () => {
        form.reset();
        toast({ text: words.named });
        onNamed();
      },
      onError: (error) => refuse(form, error),
    }),
  );
  return (
    <form noValidate onSubmit={submit} className="mt-3">
      <div className="flex items-start gap-2">
        <Field
          label={words.email}
          hint={words.emailHint}
          error={errors.email?.message}
          className="max-w-form flex-1"
        >
          <Input {...form.register("email")} type="email" autoComplete="off" />
        </Field>
        <Button type="submit" busy={name.isPending} className="mt-5.5">
          {words.name}
        </Button>
      </div>
      {name.error && name.error.field === null && <ErrorLine error={name.error} />}
    </form>
  );
}
