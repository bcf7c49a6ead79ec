// An invitation: for whom, as what, for how long; then its code, shown this once.
import { useId, useState } from "react";
import { z } from "zod";
import type { Invited } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { words as common } from "../../words";
import { CodeShown } from "./CodeShown";
import { Days } from "./Days";
import { daysAtFirst } from "./invitation";
import { RightsFields, useRights } from "./Rights";
import { words } from "./words";

const shape = z.object({
  email: z.string().trim().min(3, words.emailWrong).includes("@", { message: words.emailWrong }),
});

export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const form = useChecked(shape, { email: "" });
  const rights = useRights();
  const [days, setDays] = useState(daysAtFirst);
  const [made, setMade] = useState<Invited | null>(null);
  const invite = useWrite("members.invite");
  const id = useId();
  const { errors } = form.formState;

  if (made) return <CodeShown invited={made} onClose={onClose} />;
  const submit = form.handleSubmit(({ email }) =>
    invite.mutate(
      { email, role: rights.role, extra: rights.extra, days },
      { onSuccess: setMade, onError: (thrown) => void refuse(form, thrown) },
    ),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.inviteTitle}
      text={words.inviteText}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id} busy={invite.isPending}>
            {words.inviteAction}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.email} error={errors.email?.message}>
          <Input {...form.register("email")} type="email" autoComplete="off" />
        </Field>
        <Field label={words.days}>
          <Days value={days} onValue={setDays} />
        </Field>
        <RightsFields rights={rights} />
        {invite.error && invite.error.field !== "email" && <ErrorLine error={invite.error} />}
      </form>
    </Dialog>
  );
}
