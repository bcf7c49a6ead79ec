// An invitation: for whom, as what, for how long; then its code, shown this once.
import { type FormEvent, useId, useState } from "react";
import type { Invited } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { Input } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { words as common } from "../../words";
import { CodeShown } from "./CodeShown";
import { Days } from "./Days";
import { daysAtFirst } from "./invitation";
import { RightsFields, useRights } from "./Rights";
import { words } from "./words";

export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState("");
  const rights = useRights();
  const [days, setDays] = useState(daysAtFirst);
  const [made, setMade] = useState<Invited | null>(null);
  const invite = useWrite("members.invite");
  const id = useId();

  if (made) return <CodeShown invited={made} onClose={onClose} />;
  // One field: the core says whether it is an address, and whether it is known already.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ email, role: rights.role, extra: rights.extra, days }, { onSuccess: setMade });
  };
  const refused = invite.error?.field === "email" ? invite.error : null;
  const refusal = refused && [refused.message, refused.todo].filter(Boolean).join(" ");
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
        <Field label={words.email} error={refusal}>
          <Input
            value={email}
            onChange={(event) => {
              setEmail(event.target.value);
              if (refused) invite.reset();
            }}
            type="email"
            autoComplete="off"
          />
        </Field>
        <Field label={words.days}>
          <Days value={days} onValue={setDays} />
        </Field>
        <RightsFields rights={rights} />
        {invite.error && !refused && <ErrorLine error={invite.error} />}
      </form>
    </Dialog>
  );
}
