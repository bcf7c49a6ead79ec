// Leaving the organization, and ending it.
import { useState } from "react";
import type { Organization } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Confirm } from "../../design/Dialog";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { toast, toastUndo } from "../../design/toast";
import { useMay } from "../../shell/member";
import { toastError } from "../../shell/undo";
import { useRestore } from "./DeletedOrganizations";
import { words as all } from "./words";

const words = all.end;

export function EndSection({ organization }: { organization: Organization }) {
  const mayDelete = useMay()("organization.delete");
  const [asked, setAsked] = useState<"leave" | "delete" | null>(null);
  const close = () => setAsked(null);
  const leave = useWrite("organizations.leave");
  const end = useWrite("organizations.delete");
  const { restore } = useRestore();
  const { name } = organization;

  const onLeave = () =>
    leave.mutate(
      {},
      {
        onSuccess: () => void toast({ text: words.left(name) }),
        onError: (error) => {
          close();
          toastError(error);
        },
      },
    );
  const onDelete = () =>
    end.mutate(
      { name },
      {
        onSuccess: ({ id, restoreUntil }) =>
          void toastUndo(words.deleted(name, format.date(restoreUntil)), () => restore(id)),
        onError: (error) => {
          close();
          toastError(error);
        },
      },
    );

  return (
    <Section title={words.title} className="mt-9!">
      <ul className="border-t border-line">
        <li className="flex items-center gap-4 border-b border-line py-2.5">
          <p className="min-w-0 flex-1 text-pretty text-muted">{words.leaveText}</p>
          <Button onClick={() => setAsked("leave")}>{words.leave}</Button>
        </li>
        {mayDelete && (
          <li className="flex items-center gap-4 border-b border-line py-2.5">
            <p className="min-w-0 flex-1 text-pretty text-muted">{words.deleteText}</p>
            <Button onClick={() => setAsked("delete")}>{words.delete}</Button>
          </li>
        )}
      </ul>
      {asked === "leave" && (
        <Confirm
          open
          onClose={close}
          title={words.leaveTitle(name)}
          text={words.leaveAsk}
          action={words.leave}
          onConfirm={onLeave}
          busy={leave.isPending}
        />
      )}
      {asked === "delete" && (
        <Confirm
          open
          onClose={close}
          title={words.deleteTitle(name)}
          text={words.deleteAsk}
          action={words.delete}
          onConfirm={onDelete}
          busy={end.isPending}
          typeName={{ name, label: words.typeName(name) }}
        />
      )}
    </Section>
  );
}
