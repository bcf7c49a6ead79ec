// Campaigns by status, a column for each.
import type { CampaignStatus } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { format } from "../../design/format";
import { SkeletonLines } from "../../design/states";
import { hrefOf } from "./address";
import { useZone } from "./columns";
import { Status, statuses } from "./status";
import { words } from "./words";

/** Cards of a column; the rest is in the list. */
const most = 50;

interface BoardProps {
  search?: string;
  folder?: string;
}

export function Board(props: BoardProps) {
  return (
    <section
      aria-label={words.views.board}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="focus-inset grid min-h-0 flex-1 auto-cols-[minmax(calc(var(--spacing)*42),1fr)] grid-flow-col overflow-auto px-gutter pb-4"
    >
      {statuses.map((status) => (
        <Column key={status} status={status} {...props} />
      ))}
    </section>
  );
}

function Column({ status, search, folder }: BoardProps & { status: CampaignStatus }) {
  const zone = useZone();
  const { data } = useRead(
    "campaigns.page",
    { offset: 0, limit: most, status, ...(search ? { search } : {}), ...(folder ? { folder } : {}) },
    { keepPrevious: true, topics: ["campaign_folders"] },
  );
  return (
    <section className="min-w-0 border-l border-line px-3 first:border-l-0 first:pl-0">
      <div className="flex h-grid-header items-center justify-between">
        <h2 className="font-regular">
          <Status status={status} />
        </h2>
        <span className="num text-small text-muted">{format.number(data?.total)}</span>
      </div>
      {!data && <SkeletonLines lines={2} />}
      {data?.total === 0 && <p className="py-2 text-small text-muted">{words.boardEmpty}</p>}
      <ul>
        {data?.rows.map((row) => (
          <li key={row.id} className="border-t border-line">
            <a
              href={hrefOf(row.id, status === "active" || status === "completed" ? "results" : undefined)}
              className="focus-inset block py-2 hover:text-accent"
            >
              <span className="block truncate font-strong">{row.name}</span>
              <span className="num block truncate text-small text-muted">
                {row.startedAt ?? row.scheduledAt
                  ? format.time(row.startedAt ?? row.scheduledAt, zone)
                  : `/l/${row.slug}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {data && data.total > most && (
        <a
          href={`#/campaigns?status=${status}`}
          className="num block py-2 text-small text-accent hover:underline"
        >
          {words.boardMore(format.number(data.total))}
        </a>
      )}
    </section>
  );
}
