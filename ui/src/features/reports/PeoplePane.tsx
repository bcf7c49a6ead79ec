// The people behind a figure: as many as it says.
import { useCallback } from "react";
import { useRevision } from "../../api/changes";
import type { Metric, ReportPerson } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { call } from "../../api/transport";
import { format } from "../../design/format";
import { type Column, useGridColumns } from "../../design/grid/columns";
import { DataGrid } from "../../design/grid/DataGrid";
import { DetailPane } from "../../design/pane";
import { EmptyState, ErrorLine } from "../../design/states";
import { useZone } from "../campaigns/columns";
import { words as contacts } from "../contacts/words";
import type { ResultsSearch } from "./search";
import { words } from "./words";

interface PeoplePaneProps {
  campaign: string;
  metric: Metric;
  search: ResultsSearch;
  onClose: () => void;
}

export function PeoplePane({ campaign, metric, search, onClose }: PeoplePaneProps) {
  const { device, link, status, day } = search;
  const [from, to] = day ? [day, day] : [search.from, search.to];
  const asked = JSON.stringify({
    campaign,
    metric,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(device ? { device } : {}),
    ...(link ? { link } : {}),
    ...(status ? { status } : {}),
  });
  const request = JSON.parse(asked) as { campaign: string; metric: Metric };
  const first = useRead(
    "reports.people",
    { ...request, offset: 0, limit: 1 },
    { topics: ["runs", "events", "event_aggregations"] },
  );
  const revision = useRevision("runs", "contacts", "event_aggregations");
  const grid = useGridColumns("results-people", useColumns());
  const fetchPage = useCallback(
    async (offset: number, limit: number, signal: AbortSignal) => {
      const wanted = { ...(JSON.parse(asked) as typeof request), offset, limit };
      return (await call("reports.people", wanted, { signal })).rows;
    },
    [asked],
  );
  const total = first.data?.total ?? null;
  const said = [
    day && words.drawer.on(format.date(Date.parse(`${day}T12:00:00Z`), "UTC")),
    device && words.drawer.device(words.device[device] ?? device),
    status && words.drawer.status(contacts.status[status] ?? status),
    link,
  ].filter(Boolean);
  return (
    <DetailPane
      title={words.metrics[metric]}
      subtitle={said.join(", ") || undefined}
      position={total === null ? undefined : words.drawer.count(total, format.number(total))}
      onClose={onClose}
    >
      {first.error ? (
        <ErrorLine error={first.error} />
      ) : (
        <div className="flex h-[calc(100dvh-var(--spacing)*48)] flex-col">
          <DataGrid
            label={words.drawer.grid}
            total={total}
            columns={grid}
            fetchPage={fetchPage}
            viewKey={asked}
            revision={revision}
            rowId={(row) => row.contact ?? `${row.email} ${row.at}`}
            onOpen={(row) => {
              if (!row.contact) return;
              const to = new URLSearchParams({ contact: row.contact });
              window.location.hash = `/contacts?${to}`;
            }}
            empty={<EmptyState text={words.drawer.none} />}
          />
        </div>
      )}
    </DetailPane>
  );
}

function useColumns(): Column<ReportPerson>[] {
  const zone = useZone();
  const key = zone ?? "";
  const known = columnsOf.get(key) ?? makeColumns(zone);
  columnsOf.set(key, known);
  return known;
}

/** Columns keep their identity, one set a zone. */
const columnsOf = new Map<string, Column<ReportPerson>[]>();

const makeColumns = (zone: string | undefined): Column<ReportPerson>[] => [
  {
    id: "name",
    title: words.drawer.name,
    width: 110,
    grow: true,
    hideable: false,
    cell: (row) => (
      <span title={row.email ?? undefined}>
        {row.name || row.email || <span className="text-muted">{words.drawer.purged}</span>}
      </span>
    ),
  },
  {
    id: "at",
    title: words.drawer.at,
    width: 160,
    align: "right",
    cell: (row) => <span className="num text-muted">{format.time(row.at, zone)}</span>,
  },
];
