// The rows of a view: how many there are, and pages of them.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { ContactRow, ContactView } from "../../api/gen/types";
import { queryKey, useRead } from "../../api/queries";
import { useSession } from "../../api/session";
import { call } from "../../api/transport";
import { pageSize } from "../../design/grid/pages";

const topics = ["lists", "validation", "imports"];

export function useRows(view: ContactView) {
  const client = useQueryClient();
  const { organization } = useSession();
  const first = useRead(
    "contacts.page",
    { view, offset: 0, limit: pageSize },
    { keepPrevious: true, topics },
  );

  /** The first page is the one that was counted with: it is asked for once. */
  const fetchPage = useCallback(
    async (offset: number, limit: number, signal: AbortSignal): Promise<ContactRow[]> => {
      const request = { view, offset, limit };
      if (offset > 0) return (await call("contacts.page", request, { signal })).rows;
      const page = await client.fetchQuery({
        queryKey: queryKey("contacts.page", organization, request),
        queryFn: () => call("contacts.page", request, { organization }),
        meta: { topics },
      });
      return page.rows;
    },
    [client, organization, view],
  );

  return {
    fetchPage,
    /** Null while another view is being counted. */
    total: first.isPlaceholderData ? null : (first.data?.total ?? null),
    /** The last known count, for the title. */
    lastTotal: first.data?.total ?? null,
    error: first.error,
    retry: () => void first.refetch(),
  };
}
