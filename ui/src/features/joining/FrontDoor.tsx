// Signed in, but member of nothing: create an organization, ask to join one, or use an invitation's code.
import { useState } from "react";
import type { Me } from "../../api/gen/types";
import { Button } from "../../design/Button";
import { SkeletonLines } from "../../design/states";
import { Doorway } from "../../shell/Doorway";
import { useSignOut } from "../../shell/useSignOut";
import { OrganizationForm } from "../organizations/OrganizationForm";
import { useCreated } from "../organizations/useCreated";
import { words as organizations } from "../organizations/words";
import { CodeForm } from "./CodeForm";
import { Invitations, useInvitations } from "./Invitations";
import { Organizations, useJoinable } from "./Organizations";
import { words } from "./words";

type Way = "choose" | "create" | "code";

export default function FrontDoor({ me }: { me: Me }) {
  const joinable = useJoinable();
  const invited = useInvitations();
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
      <Invitations onCode={() => setWay("code")} />
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
