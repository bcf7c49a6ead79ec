// The board's data with the moves under way over it: seen at once, taken back when the core refuses.
import {
  keepPreviousData,
  type UseQueryOptions,
  type UseQueryResult,
  useQueries,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiError } from "../../api/errors";
import type { LeadBoard, LeadOrigin, LeadPage, LeadRow, LeadStatus } from "../../api/gen/types";
import { queryKey, useRead } from "../../api/queries";
import { useSession } from "../../api/session";
import { call } from "../../api/transport";
import { toastError, useDone } from "../../shell/undo";
import { type Moves, statuses, unsettled, withMove, withMoves, withoutMove } from "./moves";
import { words } from "./words";

/** Cards of a column; the rest is in the table. */
export const most = 50;

const topics = ["contacts", "campaigns", "rehearsals"];

type Column = UseQueryResult<LeadPage, ApiError>;

const combine = (columns: Column[]): { data: LeadBoard | undefined; error: ApiError | null } => {
  const answers = columns.flatMap((column) => column.data ?? []);
  const error = columns.find((column) => column.error)?.error ?? null;
  if (answers.length < statuses.length) return { data: undefined, error };
  const data = {
    now: answers[0]?.now ?? 0,
    columns: statuses.map((status, at) => {
      const { rows = [], total = 0 } = answers[at] ?? {};
      const valueMinor = rows.reduce((sum, row) => sum + (row.valueMinor ?? 0), 0);
      return { status, cards: rows, count: total, valueMinor };
    }),
  };
  return { data, error };
};

/** What the board is narrowed to; nothing is left undefined, so that equal ones are one query. */
interface Narrowed {
  campaign?: string;
  origin?: LeadOrigin;
}

/** A search of every column: the board itself knows no search. */
function useSearched(search: string | undefined, narrowed: Narrowed) {
  const { organization } = useSession();
  return useQueries({
    queries: statuses.map((status) => {
      const view = { search, status, ...narrowed };
      const request = { view, offset: 0, limit: most };
      return {
        queryKey: queryKey("leads.page", organization, request),
        queryFn: ({ signal }: { signal: AbortSignal }) => call("leads.page", request, { signal }),
        enabled: search !== undefined,
        placeholderData: keepPreviousData,
        meta: { topics },
      };
    }) as UseQueryOptions<LeadPage, ApiError>[],
    combine,
  });
}

export function useBoard(
  search: string | undefined,
  campaign: string | undefined,
  origin: LeadOrigin | undefined,
) {
  const narrowed = { ...(campaign ? { campaign } : {}), ...(origin ? { origin } : {}) };
  const client = useQueryClient();
  const done = useDone();
  const whole = useRead(
    "leads.board",
    { cards: most, ...narrowed },
    { enabled: search === undefined, keepPrevious: true, topics },
  );
  const searched = useSearched(search, narrowed);
  const { data, error } = search === undefined ? whole : searched;
  const [moves, setMoves] = useState<Moves>(new Map());
  /** The version each lead will have after what is under way. */
  const under = useRef(new Map<string, Promise<number>>());

  // biome-ignore lint/correctness/useExhaustiveDependencies: fresh data is the only reason
  useEffect(() => setMoves(unsettled), [data]);

  const move = useCallback(
    (row: LeadRow, to: LeadStatus) => {
      const before = under.current.get(row.id) ?? Promise.resolve(row.version);
      setMoves((moves) => withMove(moves, { row, to, settled: false }));
      const mine = before.then(async (version) => {
        const changed = await call("leads.setStatus", { lead: row.id, status: to, version });
        done(words.move.moved(row.title, words.status[to]), changed.undo);
        return changed.version;
      });
      under.current.set(row.id, mine);
      const last = () => under.current.get(row.id) === mine;
      mine
        .then((version) => {
          if (last())
            setMoves((moves) =>
              withMove(moves, { row: { ...row, version, status: to }, to, settled: true }),
            );
        })
        .catch((thrown: unknown) => {
          // A move that waited for a refused one is refused with it: one sentence is enough.
          if (last()) toastError(thrown);
          setMoves((moves) => withoutMove(moves, row.id));
          void client.invalidateQueries({ queryKey: ["leads"] });
        })
        .finally(() => {
          if (last()) under.current.delete(row.id);
        });
    },
    [client, done],
  );

  return {
    board: data && withMoves(data, moves),
    error,
    retry: () => void client.invalidateQueries({ queryKey: ["leads"] }),
    move,
  };
}
