// One member: role, permissions beyond it, where the membership stands.
import { useState } from "react";
import type { Grant, Member } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { DetailPane } from "../../design/pane";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { sameGrants } from "../roles/grants";
import { usePermissions, useRoles } from "../roles/useRoles";
import { ExtraPermissions } from "./ExtraPermissions";
import { RoleChoice } from "./RoleChoice";
import { Status } from "./status";
import { useStanding } from "./useStanding";
import { words } from "./words";

interface MemberPaneProps {
  id: string;
  onClose: () => void;
  onNext?: () => void;
  onPrevious?: () => void;
}

const topics = ["roles", "access"];

export default function MemberPane({ id, ...rest }: MemberPaneProps) {
  const { data: member, error, refetch } = useRead("members.get", { member: id }, { topics });
  if (!member || member.id !== id)
    return (
      <DetailPane title={error ? words.title : " "} {...rest}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={6} />
        )}
      </DetailPane>
    );
  // What somebody else saved meanwhile is what one goes on from.
  const known = JSON.stringify([member.role?.id, member.extra]);
  return (
    <DetailPane
      title={member.isMe ? words.you(member.name) : member.name}
      subtitle={member.email}
      {...rest}
    >
      <Rights key={`${id} ${known}`} member={member} />
      <Facts member={member} />
      <Ending member={member} onClose={rest.onClose} />
    </DetailPane>
  );
}

function Rights({ member }: { member: Member }) {
  const manage = useMay()("member.manage");
  const roles = useRoles().data;
  const catalogue = usePermissions().data;
  const [role, setRole] = useState(member.role?.id ?? "");
  const [extra, setExtra] = useState<Grant[]>(member.extra);
  const change = useWrite("members.change");
  if (!roles || !catalogue) return <SkeletonLines lines={4} />;
  const readOnly = !manage || !member.withinReach;
  const chosen = roles.find((it) => it.id === role);
  const dirty = role !== (member.role?.id ?? "") || !sameGrants(extra, member.extra);
  const onSave = () =>
    change.mutate(
      { member: member.id, role, extra },
      { onSuccess: () => void toast({ text: words.saved(member.name) }) },
    );
  const hint = member.lastAdmin && manage ? words.lastAdmin : chosen?.description;
  return (
    <>
      {readOnly && <p className="mb-4 text-muted">{manage ? words.beyondYou : words.readOnly}</p>}
      <div className="mb-5">
        <Field label={words.role} hint={hint}>
          <RoleChoice value={role} disabled={readOnly || member.lastAdmin} onValue={setRole} />
        </Field>
      </div>
      <ExtraPermissions
        catalogue={catalogue}
        byRole={chosen?.permissions ?? []}
        extra={extra}
        readOnly={readOnly}
        onExtra={setExtra}
      />
      {change.error && <ErrorLine error={change.error} />}
      {dirty && (
        <div className="mt-3 mb-5 flex justify-end gap-2">
          <Button
            kind="quiet"
            onClick={() => {
              setRole(member.role?.id ?? "");
              setExtra(member.extra);
              change.reset();
            }}
          >
            {words.discard}
          </Button>
          <Button kind="primary" busy={change.isPending} onClick={onSave}>
            {words.save}
          </Button>
        </div>
      )}
    </>
  );
}

const Facts = ({ member }: { member: Member }) => (
  <Section title={words.facts}>
    <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1.5">
      <dt className="text-muted">{words.columns.status}</dt>
      <dd>
        <Status status={member.status} />
      </dd>
      <dt className="text-muted">{words.columns.joined}</dt>
      <dd className="num">{format.time(member.since)}</dd>
      <dt className="text-muted">{words.columns.seen}</dt>
      <dd className="num">
        {member.lastSignIn === null ? words.never : format.time(member.lastSignIn)}
      </dd>
    </dl>
  </Section>
);

function Ending({ member, onClose }: { member: Member; onClose: () => void }) {
  const { actions, question } = useStanding(member, onClose);
  const offered = actions.filter((it) => !it.disabled);
  return (
    <div className="flex flex-wrap gap-2">
      {offered.map((it) => (
        <Button key={it.label} small onClick={it.onSelect}>
          {it.label}
        </Button>
      ))}
      {question}
    </div>
  );
}
