// What must be settled before the frame is shown: a workspace, a person, an organization.
import { useRouter } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import type { Me } from "../api/gen/types";
import { useRead } from "../api/queries";
import { setSession, useSession } from "../api/session";
import { chooseFormat } from "../design/format";
import { ErrorState, SkeletonLines } from "../design/states";
import { pageAfterSwitch } from "./afterSwitch";
import { Frame } from "./Frame";
import { useIdleLock } from "./useLock";

const Welcome = lazy(() => import("../features/workspace/Welcome"));
const LockScreen = lazy(() => import("../features/account/LockScreen"));
const SignIn = lazy(() => import("../features/access/SignIn"));
const FrontDoor = lazy(() => import("../features/joining/FrontDoor"));

const Centred = ({ children }: { children: ReactNode }) => (
  <main className="mx-auto flex h-full max-w-form flex-col justify-center px-gutter">
    {children}
  </main>
);

const waiting = (
  <Centred>
    <SkeletonLines />
  </Centred>
);

/** How one's numbers and times are written; a change of it draws the frame anew. */
const manner = ({ language, timeZone }: Me) => {
  chooseFormat(language, timeZone);
  return `${language} ${timeZone}`;
};

export function Gate() {
  const { token, locked } = useSession();
  const name = useRef<string | null>(null);
  if (token === null) name.current = null;
  // Nothing is read behind the lock, and nothing that was read is kept.
  if (token !== null && locked)
    return (
      <Suspense fallback={waiting}>
        <LockScreen name={name.current} />
      </Suspense>
    );
  return (
    <Inside
      onKnown={(known) => {
        name.current = known;
      }}
    />
  );
}

function Inside({ onKnown }: { onKnown: (name: string) => void }) {
  const { token, organization } = useSession();
  const { history } = useRouter();
  const status = useRead("workspace.status", {}, { organization: null });
  const open = status.data?.open === true;
  const me = useRead(
    "access.me",
    {},
    { organization: null, enabled: open && token !== null, topics: ["organizations"] },
  );
  const memberships = me.data?.memberships.filter((it) => it.status === "active");
  const member = memberships?.find((it) => it.organization === organization);
  const first = memberships?.[0]?.organization;
  const nowhere = memberships?.length === 0 && organization !== null;

  useEffect(() => {
    // In no organization one still hears of the workspace: it may come back.
    if (nowhere) return setSession({ organization: null });
    if (member || first === undefined) return;
    // The organization of before is over: its records are none of the next one's.
    if (organization !== null) history.replace(pageAfterSwitch(history.location.pathname));
    setSession({ organization: first });
  }, [member, first, nowhere, organization, history]);

  useEffect(() => {
    if (me.data) onKnown(me.data.name);
  });
  useIdleLock(me.data?.idleMinutes ?? 0);

  const screen = () => {
    // What failed for someone who has left since does not matter.
    const failed = [status, ...(token === null ? [] : [me])].find((query) => query.isError);
    if (failed)
      return (
        <Centred>
          <ErrorState whole error={failed.error} onRetry={() => void failed.refetch()} />
        </Centred>
      );
    if (!status.data) return waiting;
    if (!status.data.open) return <Welcome version={status.data.version} home={status.data.home} />;
    if (token === null)
      return (
        <SignIn
          workspace={status.data.name}
          firstPerson={status.data.empty}
          sample={status.data.sample}
        />
      );
    if (!me.data) return waiting;
    if (memberships?.length === 0) return <FrontDoor me={me.data} />;
    return member ? <Frame key={manner(me.data)} me={me.data} member={member} /> : waiting;
  };
  return <Suspense fallback={waiting}>{screen()}</Suspense>;
}
