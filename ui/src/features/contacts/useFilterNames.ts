// What the ids in a filter are called; what nobody asks for is not read.
import { useMemo } from "react";
import { useRead } from "../../api/queries";
import { useMay } from "../../shell/member";
import type { Names } from "./chips";
import { fieldOf, type Kind } from "./filterFields";
import { type FilterNode, rulesOf } from "./search";

/** Newest campaigns offered for a choice. */
const campaignsOffered = 200;

/** `whole`: also what the nodes do not name, for choosing. */
export function useFilterNames(nodes: FilterNode[], whole: boolean): Names {
  const may = useMay();
  const asks = (kind: Kind) =>
    whole || rulesOf(nodes).some(({ field }) => fieldOf(field, []).kind === kind);
  const lists = useRead("lists.all", {}).data;
  const own = useRead("fields.all", {}, { topics: ["contact_fields"] }).data;
  const rules = useRead("validation.rules", {}, { enabled: asks("reason") }).data;
  const imports = useRead(
    "imports.recent",
    {},
    {
      enabled: asks("import") && may("contact.import"),
    },
  ).data;
  const campaigns = useRead(
    "campaigns.page",
    { offset: 0, limit: campaignsOffered },
    { enabled: asks("campaign") },
  ).data;
  return useMemo(
    () => ({
      lists,
      own,
      reasons: rules?.map(({ reason, sentence }) => ({ id: reason, name: sentence })),
      imports: imports?.map(({ id, fileName }) => ({ id, name: fileName })),
      campaigns: campaigns?.rows.map(({ id, name }) => ({ id, name })),
    }),
    [lists, own, rules, imports, campaigns],
  );
}
