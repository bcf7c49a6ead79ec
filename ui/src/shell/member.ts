// What the signed-in person may do in this window's organization.
import { useRead } from "../api/queries";
import { useSession } from "../api/session";

export type May = (permission: string) => boolean;

function useGrants() {
  const { organization } = useSession();
  const me = useRead("access.me", {}, { organization: null, topics: ["organizations"] });
  return me.data?.memberships.find((it) => it.organization === organization)?.grants ?? [];
}

/** `const may = useMay(); may("contact.write")`. Own or all: whose record it is, the core decides. */
export function useMay(): May {
  const grants = useGrants();
  return (permission) => grants.some((it) => it.permission === permission);
}

/** Whether a permission reaches everybody's records, not only one's own. */
export function useMayAll(): May {
  const grants = useGrants();
  return (permission) => grants.some((it) => it.permission === permission && it.reach === "all");
}
