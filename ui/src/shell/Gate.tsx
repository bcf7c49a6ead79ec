// What must be settled before the frame is shown: a workspace, a person, an organization.
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useRead } from "../api/queries";
import { setSession, useSession } from "../api/session";
import { ErrorState, SkeletonLines } from "../design/states";
import { Frame } from "./Frame";

const Welcome = lazy(() => import("../features/workspace/Welcome"));
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

export function Gate() {
  const { token, organization } = useSession();
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

  const known = me.data !== undefined;
  useEffect(() => {
    // Whose membership ended works for another organization, or for none.
    if (known && !member) setSession({ organization: first ?? null });
  }, [known, member, first]);

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
    return member ? <Frame me={me.data} member={member} /> : waiting;
  };
  return <Suspense fallback={waiting}>{screen()}</Suspense>;
}
