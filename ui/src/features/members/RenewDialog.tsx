// Another code for an invitation that is there: the old one opens nothing any more.
import { useState } from "react";
import type { Invited, Member } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { ErrorLine } from "../../design/states";
import { words as common } from "../../words";
import { CodeShown } from "./CodeShown";
import { Days } from "./Days";
import { daysAtFirst } from "./invitation";
import { words } from "./words";

interface RenewDialogProps {
  member: Member;
  onClose: () => void;
}

export default function RenewDialog({ member, onClose }: RenewDialogProps) {
  const [days, setDays] = useState(daysAtFirst);
  const [made, setMade] = useState<Invited | null>(null);
  const renew = useWrite("members.renewInvitation");
  if (made) return <CodeShown invited={made} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.renewTitle}
      text={words.renewText(member.email)}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button
            kind="primary"
            busy={renew.isPending}
            onClick={() => renew.mutate({ member: member.id, days }, { onSuccess: setMade })}
          >
            {words.renewAction}
          </Button>
        </>
      }
    >
      <Field label={words.days}>
        <Days value={days} onValue={setDays} />
      </Field>
      {renew.error && <ErrorLine error={renew.error} />}
    </Dialog>
  );
}
