// Suspending, reactivating and removing a member: what is offered, and why not.
import { type ReactNode, useState } from "react";
import type { Member } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Confirm } from "../../design/Dialog";
import type { MenuItem } from "../../design/Menu";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { toastError } from "../../shell/undo";
import { words } from "./words";

/** Why this member can be neither suspended nor removed; null when it can. */
export function barOf(member: Pick<Member, "withinReach" | "lastAdmin" | "isMe">): string | null {
  if (!member.withinReach) return words.beyondYou;
  if (member.lastAdmin) return words.lastAdmin;
  return member.isMe ? words.oneself : null;
}

interface Standing {
  actions: MenuItem[];
  /** The question before a removal, while it is asked. */
  question: ReactNode;
}

export function useStanding(member: Member, onRemoved?: () => void): Standing {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const suspend = useWrite("members.suspend");
  const reactivate = useWrite("members.reactivate");
  const remove = useWrite("members.remove");
  if (!may("member.manage")) return { actions: [], question: null };
  const { id, name } = member;
  const bar = barOf(member);
  const barred = { disabled: bar !== null, note: bar ?? undefined };
  const said = (text: string) => ({ onSuccess: () => void toast({ text }), onError: toastError });
  const first: MenuItem =
    member.status === "suspended"
      ? {
          label: words.reactivate,
          disabled: !member.withinReach,
          note: member.withinReach ? undefined : words.beyondYou,
          onSelect: () => reactivate.mutate({ member: id }, said(words.reactivated(name))),
        }
      : {
          label: words.suspend,
          ...barred,
          onSelect: () => suspend.mutate({ member: id }, said(words.suspended(name))),
        };
  const actions: MenuItem[] = [
    first,
    { label: words.remove, danger: true, ...barred, onSelect: () => setAsking(true) },
  ];
  const question = asking && (
    <Confirm
      open
      onClose={() => setAsking(false)}
      title={words.removeTitle(name)}
      text={words.removeText}
      action={words.removeAction}
      busy={remove.isPending}
      onConfirm={() =>
        remove.mutate(
          { member: id },
          {
            onSuccess: () => {
              toast({ text: words.removed(name) });
              setAsking(false);
              onRemoved?.();
            },
            onError: toastError,
          },
        )
      }
    />
  );
  return { actions, question };
}
