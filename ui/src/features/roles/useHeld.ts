// What the signed-in person holds in this window's organization, with its reach.
import type { Grant } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { useSession } from "../../api/session";

const nothing: Grant[] = [];

export function useHeld(): Grant[] {
  const { organization } = useSession();
  const me = useRead("access.me", {}, { organization: null, topics: ["organizations"] }).data;
  return me?.memberships.find((it) => it.organization === organization)?.grants ?? nothing;
}
