// Who owns the workspace, and which organizations it holds: for its owners.
import { z } from "zod";
import type { WorkspaceOwner } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { toast } from "../../design/toast";
import { toastError } from "../../shell/undo";
import { words as all } from "./words";

const words = all.owners;
const shape = z.object({
  email: z.string().trim().min(3, words.emailWrong).includes("@", { message: words.emailWrong }),
});

export function Owners() {
  const { data, error, refetch } = useRead(
    "workspace.owners",
    {},
    { organization: null, topics: ["access", "organizations"] },
  );
  return (
    <>
      <Section title={words.title} className="mb-7!">
        <p className="mb-3 text-muted">{words.text}</p>
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <SkeletonLines lines={2} />}
        {data && (
          <ul className="border-t border-line">
            {data.owners.map((it) => (
              <Line key={it.id} owner={it} last={data.owners.length === 1} />
            ))}
          </ul>
        )}
        <AddOwner />
      </Section>
      {data && (
        <Section title={words.organizations} className="mb-7!">
          <p className="mb-3 text-muted">{words.organizationsText}</p>
          <ul className="border-t border-line">
            {data.organizations.map((name) => (
              <li key={name} className="flex min-h-row items-center border-b border-line py-1">
                {name}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Line({ owner, last }: { owner: WorkspaceOwner; last: boolean }) {
  const remove = useWrite("workspace.removeOwner");
  const { id, name, email, isMe } = owner;
  const onRemove = () =>
    remove.mutate(
      { user: id },
      { onSuccess: () => toast({ text: words.removed(name) }), onError: toastError },
    );
  return (
    <li className="flex min-h-10 items-center gap-3 border-b border-line py-1">
      <div className="min-w-0 flex-1 truncate">
        <span className="font-strong">{isMe ? words.you(name) : name}</span>{" "}
        <span className="text-muted">{email}</span>
      </div>
      {last ? (
        <span className="text-small text-muted">{words.last}</span>
      ) : (
        <Button small aria-label={words.removeOf(name)} busy={remove.isPending} onClick={onRemove}>
          {words.remove}
        </Button>
      )}
    </li>
  );
}

function AddOwner() {
  const form = useChecked(shape, { email: "" });
  const add = useWrite("workspace.addOwner");
  const { errors } = form.formState;
  const submit = form.handleSubmit(({ email }) =>
    add.mutate(
      { email },
      {
        onSuccess: () => {
          form.reset();
          toast({ text: words.added(email) });
        },
        onError: (thrown) => void refuse(form, thrown),
      },
    ),
  );
  return (
    <form noValidate onSubmit={submit} className="mt-4 flex flex-wrap items-start gap-3">
      <Field
        label={words.email}
        hint={words.emailHint}
        error={errors.email?.message}
        className="flex-1"
      >
        <Input {...form.register("email")} type="email" autoComplete="off" />
      </Field>
      <Button type="submit" busy={add.isPending} className="mt-5.5">
        {words.add}
      </Button>
      {add.error && add.error.field !== "email" && (
        <div className="basis-full">
          <ErrorLine error={add.error} />
        </div>
      )}
    </form>
  );
}
