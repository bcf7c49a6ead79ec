// The columns of the campaigns list.
import { useMemo } from "react";
import type { CampaignActivity, CampaignRow } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Sparkline } from "../../design/figures";
import { format } from "../../design/format";
import type { Column } from "../../design/grid/columns";
import { RowMenu } from "./RowMenu";
import { Status } from "./status";
import { words } from "./words";

const quiet = (text: string | null) => <span className="text-muted">{text || "–"}</span>;

/** The zone in which the organization reads its days; the system's until it is known. */
export const useZone = (): string | undefined =>
  useRead("organizations.get", {}).data?.reportingZone;

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** Two small curves: what was sent and what was opened, day by day. */
function Activity({ activity: { sent, opened } }: { activity: CampaignActivity }) {
  return (
    <span className="flex items-center gap-2.5">
      <Sparkline
        values={sent}
        colour="sent"
        label={words.sentByDay(format.number(sum(sent)), sent.length)}
      />
      <Sparkline
        values={opened}
        colour="open"
        label={words.openedByDay(format.number(sum(opened)), opened.length)}
      />
    </span>
  );
}

export function useCampaignColumns(): Column<CampaignRow>[] {
  const zone = useZone();
  const folders = useRead("campaigns.folders", {}, { topics: ["campaign_folders"] }).data;
  return useMemo(
    () => [
      {
        id: "name",
        title: words.columns.name,
        width: 136,
        grow: true,
        hideable: false,
        cell: (row) => <span className="font-strong">{row.name}</span>,
      },
      {
        id: "status",
        title: words.columns.status,
        width: 100,
        cell: (row) => <Status status={row.status} />,
      },
      {
        id: "folder",
        title: words.columns.folder,
        width: 104,
        cell: (row) => quiet(folders?.find((it) => it.id === row.folder)?.name ?? null),
      },
      {
        id: "slug",
        title: words.columns.slug,
        width: 106,
        grow: true,
        cell: (row) => quiet(`/l/${row.slug}`),
      },
      {
        id: "people",
        title: words.columns.people,
        width: 76,
        align: "right",
        hiddenAtFirst: true,
        cell: (row) => <span className="num">{format.number(row.listMembers)}</span>,
      },
      {
        id: "activity",
        title: words.columns.activity,
        width: 156,
        cell: (row) => row.activity && <Activity activity={row.activity} />,
      },
      {
        id: "scheduled",
        title: words.columns.scheduled,
        width: 160,
        align: "right",
        cell: (row) => quiet(format.time(row.startedAt ?? row.scheduledAt, zone)),
      },
      {
        id: "updated",
        title: words.columns.updated,
        width: 96,
        align: "right",
        cell: (row) => (
          <span className="text-muted" title={format.time(row.updatedAt)}>
            {format.relative(row.updatedAt, Date.now())}
          </span>
        ),
      },
      {
        id: "actions",
        title: words.columns.actions,
        width: 64,
        align: "right",
        hideable: false,
        cell: (row) => <RowMenu row={row} />,
      },
    ],
    [zone, folders],
  );
}
