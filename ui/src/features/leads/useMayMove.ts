// Which leads the person may move: all, or those they own. Whom the core refuses, it refuses in a sentence.
import type { LeadRow } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { useSession } from "../../api/session";

export function useMayMove(): (row: LeadRow) => boolean {
  const { organization } = useSession();
  const me = useRead("access.me", {}, { organization: null, topics: ["organizations"] }).data;
  const member = me?.memberships.find((it) => it.organization === organization);
  const grant = member?.grants.find((it) => it.permission === "lead.write");
  return (row) => grant !== undefined && (grant.reach === "all" || row.owner?.id === me?.id);
}
