// Who asked to join, and whom the organization invited: above the members, for those who decide.
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Member } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { cx } from "../../design/cx";
import { Dialog } from "../../design/Dialog";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState } from "../../design/states";
import { toast } from "../../design/toast";
import { toastError } from "../../shell/undo";
import { words as common } from "../../words";
import { expiryOf } from "./invitation";
import { RightsFields, useRights } from "./Rights";
import { words } from "./words";

const RenewDialog = lazy(() => import("./RenewDialog"));

const topics = ["roles", "access"];

export function Waiting() {
  const { data, error, refetch } = useRead("members.waiting", {}, { topics });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const { requests, invitations } = data;
  if (requests.length + invitations.length === 0) return null;
  return (
    <div className="max-h-2/5 shrink-0 overflow-y-auto px-gutter pt-1">
      {requests.length > 0 && (
        <Section title={words.requests} aside={format.number(requests.length)}>
          <List>
            {requests.map((it) => (
              <Request key={it.id} member={it} />
            ))}
          </List>
        </Section>
      )}
      {invitations.length > 0 && (
        <Section title={words.invitations} aside={format.number(invitations.length)}>
          <List>
            {invitations.map((it) => (
              <Invitation key={it.id} member={it} />
            ))}
          </List>
        </Section>
      )}
    </div>
  );
}

const List = ({ children }: { children: ReactNode }) => (
  <ul className="max-w-column border-t border-line">{children}</ul>
);

interface LineProps {
  title: ReactNode;
  note: ReactNode;
  late?: boolean;
  children: ReactNode;
}

const Line = ({ title, note, late = false, children }: LineProps) => (
  <li className="flex min-h-12 items-center gap-2 border-b border-line py-1.5">
    <div className="min-w-0 flex-1">
      <div className="truncate font-strong">{title}</div>
      <div className={cx("truncate text-small", late ? "text-warn" : "text-muted")}>{note}</div>
    </div>
    {children}
  </li>
);

const When = ({ at, text }: { at: number | null; text: string }) => (
  <span className="num" title={format.time(at)}>
    {text}
  </span>
);

function Request({ member }: { member: Member }) {
  const [approving, setApproving] = useState(false);
  const reject = useWrite("members.reject");
  const onReject = () =>
    reject.mutate(
      { member: member.id },
      { onSuccess: () => toast({ text: words.rejected(member.name) }), onError: toastError },
    );
  return (
    <Line
      title={member.name}
      note={
        <>
          {member.email} ·{" "}
          <When at={member.since} text={words.asked(format.relative(member.since, Date.now()))} />
        </>
      }
    >
      <Button
        small
        kind="quiet"
        aria-label={words.rejectOf(member.name)}
        busy={reject.isPending}
        onClick={onReject}
      >
        {words.reject}
      </Button>
      <Button small aria-label={words.approveOf(member.name)} onClick={() => setApproving(true)}>
        {words.approve}
      </Button>
      {approving && <ApproveDialog member={member} onClose={() => setApproving(false)} />}
    </Line>
  );
}

function ApproveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const rights = useRights();
  const approve = useWrite("members.approve");
  const onApprove = () =>
    approve.mutate(
      { member: member.id, role: rights.role, extra: rights.extra },
      {
        onSuccess: () => {
          toast({ text: words.approved(member.name, rights.roleName) });
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.approveOf(member.name)}
      text={words.approveText}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" busy={approve.isPending} onClick={onApprove}>
            {words.approveAction(member.name)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <RightsFields rights={rights} />
      </div>
      {approve.error && <ErrorLine error={approve.error} />}
    </Dialog>
  );
}

function Invitation({ member }: { member: Member }) {
  const [renewing, setRenewing] = useState(false);
  const withdraw = useWrite("members.withdrawInvitation");
  const expiry = expiryOf(member.expiresAt, Date.now());
  const onWithdraw = () =>
    withdraw.mutate(
      { member: member.id },
      { onSuccess: () => toast({ text: words.withdrawn(member.email) }), onError: toastError },
    );
  const parts = [
    member.role && words.as(member.role.name),
    member.invitedBy && words.by(member.invitedBy),
  ].filter(Boolean);
  return (
    <Line
      title={member.email}
      late={expiry.over}
      note={
        <>
          {parts.map((part) => `${part} · `)}
          <When at={member.expiresAt} text={expiry.text} />
        </>
      }
    >
      {member.withinReach && (
        <>
          <Button
            small
            kind="quiet"
            aria-label={words.withdrawOf(member.email)}
            busy={withdraw.isPending}
            onClick={onWithdraw}
          >
            {words.withdraw}
          </Button>
          <Button small aria-label={words.renewOf(member.email)} onClick={() => setRenewing(true)}>
            {words.renew}
          </Button>
        </>
      )}
      {renewing && (
        <Suspense>
          <RenewDialog member={member} onClose={() => setRenewing(false)} />
        </Suspense>
      )}
    </Line>
  );
}
