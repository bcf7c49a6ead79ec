// Signed in, but member of nothing: create an organization, ask to join one, or use an invitation's code.
import { useState } from "react";
import type { Me, OwnInvitation } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { SkeletonLines } from "../../design/states";
import { Doorway } from "../../shell/Doorway";
import { useSignOut } from "../../shell/useSignOut";
import { expiryOf } from "../members/invitation";
import { OrganizationForm } from "../organizations/OrganizationForm";
import { useCreated } from "../organizations/useCreated";
import { words as organizations } from "../organizations/words";
import { CodeForm } from "./CodeForm";
import { Organizations, useJoinable } from "./Organizations";
import { words } from "./words";

type Way = "choose" | "create" | "code";

export default function FrontDoor({ me }: { me: Me }) {
  const joinable = useJoinable();
  const invited = useRead(
    "invitations.mine",
    {},
    { organization: null, topics: ["access", "members"] },
  );
  const [way, setWay] = useState<Way | null>(null);
  const created = useCreated();
  const signOut = useSignOut();
  const foot = (
    <>
      {words.signedInAs(me.email)}{" "}
      <Button small kind="quiet" onClick={signOut}>
        {words.signOut}
      </Button>
    </>
  );
  const settled = (joinable.data || joinable.error) && (invited.data || invited.error);
  if (!settled)
    return (
      <Doorway title={words.frontTitle} foot={foot}>
        <SkeletonLines />
      </Doorway>
    );
  // Where there is nothing to join, one creates.
  const alone =
    joinable.data?.length === 0 && invited.data?.length === 0 && !joinable.error && !invited.error;
  const shown = way ?? (alone ? "create" : "choose");
  const back = () => setWay("choose");

  if (shown === "create")
    return (
      <Doorway title={organizations.title} text={organizations.text} foot={foot}>
        <OrganizationForm onDone={created} />
        <div className="mt-4 -ml-3 flex">
          {alone ? (
            <Button kind="quiet" onClick={() => setWay("code")}>
              {words.haveCode}
            </Button>
          ) : (
            <Button kind="quiet" onClick={back}>
              {words.back}
            </Button>
          )}
        </div>
      </Doorway>
    );
  if (shown === "code")
    return (
      <Doorway title={words.codeTitle} text={words.codeText} foot={foot}>
        <CodeForm onBack={() => setWay(null)} />
      </Doorway>
    );
  return (
    <Doorway title={words.frontTitle} text={words.frontText} foot={foot}>
      {invited.data && invited.data.length > 0 && (
        <Invitations all={invited.data} onCode={() => setWay("code")} />
      )}
      <Organizations />
      <div className="mt-6 flex flex-wrap justify-between gap-2">
        <Button kind="quiet" className="-ml-3" onClick={() => setWay("code")}>
          {words.haveCode}
        </Button>
        <Button onClick={() => setWay("create")}>{words.create}</Button>
      </div>
    </Doorway>
  );
}

const Invitations = ({ all, onCode }: { all: OwnInvitation[]; onCode: () => void }) => (
  <ul className="mb-6 border-t border-line">
    {all.map((it) => (
      <li
        key={it.organization}
        className="flex min-h-12 items-center gap-3 border-b border-line py-1.5"
      >
        <div className="min-w-0 flex-1">
          <div className="truncate font-strong">{words.invitedTo(it.organizationName)}</div>
          <div className="num text-small text-muted">
            {words.invitedAs(it.role, expiryOf(it.expiresAt, Date.now()).text)}
          </div>
        </div>
        {!it.expired && (
          <Button small kind="primary" onClick={onCode}>
            {words.enterCode}
          </Button>
        )}
      </li>
    ))}
  </ul>
);
