// The columns of the table of leads.
import { useMemo } from "react";
import type { LeadRow } from "../../api/gen/types";
import { format } from "../../design/format";
import type { Column } from "../../design/grid/columns";
import { Tag } from "../../design/status";
import { useZone } from "../campaigns/columns";
import { ageText } from "./Card";
import { Status } from "./status";
import { words } from "./words";

const quiet = (text: string | undefined) => <span className="text-muted">{text || "–"}</span>;

/** `now` is the campaign clock: what ages are counted from. */
export function useLeadColumns(now: number | undefined): Column<LeadRow>[] {
  const zone = useZone();
  return useMemo(
    () => [
      {
        id: "title",
        title: words.columns.title,
        width: 230,
        grow: true,
        sortable: true,
        hideable: false,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-2" title={words.markWhy[row.origin]}>
            <span className="truncate font-strong">{row.title}</span>
            {row.origin !== "real" && (
              <span className="shrink-0">
                <Tag>{words.mark[row.origin]}</Tag>
              </span>
            )}
          </span>
        ),
      },
      {
        id: "answer",
        title: words.columns.answer,
        width: 170,
        grow: true,
        cell: (row) => quiet(row.answer),
      },
      {
        id: "status",
        title: words.columns.status,
        width: 120,
        sortable: true,
        cell: (row) => <Status status={row.status} />,
      },
      {
        id: "campaign",
        title: words.columns.campaign,
        width: 160,
        cell: (row) => quiet(row.campaign?.name),
      },
      {
        id: "owner",
        title: words.columns.owner,
        width: 110,
        cell: (row) => quiet(row.owner?.name),
      },
      {
        id: "source",
        title: words.columns.source,
        width: 130,
        hiddenAtFirst: true,
        cell: (row) => quiet(words.source[row.source]),
      },
      {
        id: "value",
        title: words.columns.value,
        width: 100,
        align: "right",
        sortable: true,
        cell: (row) => format.money(row.valueMinor, row.currency),
      },
      {
        id: "created",
        title: words.columns.created,
        width: 80,
        align: "right",
        sortable: true,
        cell: (row) => (
          <span className="text-muted" title={format.time(row.createdAt, zone)}>
            {ageText(row.createdAt, now ?? row.createdAt)}
          </span>
        ),
      },
      {
        id: "updated",
        title: words.columns.updated,
        width: 96,
        align: "right",
        sortable: true,
        hiddenAtFirst: true,
        cell: (row) => (
          <span className="text-muted" title={format.time(row.updatedAt)}>
            {format.relative(row.updatedAt, Date.now())}
          </span>
        ),
      },
    ],
    [zone, now],
  );
}
