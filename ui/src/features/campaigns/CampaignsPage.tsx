// All campaigns, as a list or as a board by status.
import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useRevision } from "../../api/changes";
import type { CampaignRow } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { call } from "../../api/transport";
import { Button } from "../../design/Button";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { ColumnsMenu } from "../../design/grid/ColumnsMenu";
import { type GridColumns, useGridColumns } from "../../design/grid/columns";
import { DataGrid } from "../../design/grid/DataGrid";
import { SearchInput } from "../../design/inputs";
import { useShortcut } from "../../design/shortcuts";
import { EmptyState, ErrorState } from "../../design/states";
import { usePaletteActions } from "../../shell/actions";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { words as common } from "../../words";
import { type CampaignsSearch, useAddress } from "./address";
import { Board } from "./Board";
import { useCampaignColumns } from "./columns";
import { FolderMenu } from "./Folders";
import { Places } from "./Places";
import { campaignsRoute } from "./room";
import { statuses } from "./status";
import { words } from "./words";

const NewCampaign = lazy(() => import("./NewCampaign"));

export default function CampaignsPage() {
  useCrumbs({ label: words.title });
  const { q, status, folder, view } = campaignsRoute.useSearch();
  const change = useAddress<CampaignsSearch>();
  const may = useMay();
  const columns = useGridColumns("campaigns", useCampaignColumns());
  const [creating, setCreating] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const filter = {
    ...(q ? { search: q } : {}),
    ...(status ? { status } : {}),
    ...(folder ? { folder } : {}),
  };
  const first = useRead(
    "campaigns.page",
    { offset: 0, limit: 1, ...filter },
    { keepPrevious: true, topics: ["campaign_folders"] },
  );
  useShortcut("/", () => searchBox.current?.focus(), {
    description: common.shortcuts.search,
    group: common.shortcuts.list,
  });
  const mayCreate = may("campaign.write");
  const actions = useMemo(
    () =>
      mayCreate
        ? [{ id: "new-campaign", label: words.new, icon: Plus, run: () => setCreating(true) }]
        : [],
    [mayCreate],
  );
  usePaletteActions(actions);
  const counts = new Map(first.data?.counts.map((it) => [it.status, it.count]));
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const filtered = Boolean(q || status || folder);
  /** The empty list offers the first one itself; the board does not. */
  const nothing = first.data?.total === 0 && !filtered && view !== "board";
  const createButton = mayCreate && (
    <Button kind="primary" icon={Plus} onClick={() => setCreating(true)}>
      {words.new}
    </Button>
  );
  const chip = (label: string, count: number | undefined, pressed: boolean, to?: typeof status) => (
    <button
      key={label}
      type="button"
      aria-pressed={pressed}
      onClick={() => change({ status: to })}
      className={cx(
        "inline-flex h-6.5 items-center gap-1.5 rounded-full border px-2.5 text-small whitespace-nowrap transition-colors",
        pressed ? "border-accent bg-accent-soft text-ink" : "border-line text-muted hover:text-ink",
      )}
    >
      {label}
      <span className="num">{format.number(count ?? 0)}</span>
    </button>
  );

  return (
    <div className="flex h-full min-h-0 flex-col">
      <Places />
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-gutter pt-4">
        <h1 className="text-title">{words.title}</h1>
        <span role="status" className="num text-muted">
          {first.data && format.number(first.data.total)}
        </span>
        <div className="ml-auto flex items-center gap-2">
          {view !== "board" && !nothing && <ColumnsMenu columns={columns} />}
          {!nothing && createButton}
        </div>
      </header>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-gutter py-3">
        <SearchInput
          ref={searchBox}
          label={words.search}
          keys="/"
          value={q ?? ""}
          onValue={(next) => change({ q: next || undefined })}
        />
        <FolderMenu chosen={folder} onChoose={(next) => change({ folder: next })} />
        <div role="group" aria-label={words.view} className="ml-auto flex text-small text-muted">
          {(["list", "board"] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={(view ?? "list") === one}
              onClick={() => change({ view: one === "board" ? "board" : undefined })}
              className="min-h-target rounded-mark px-1.5 hover:text-ink aria-pressed:font-strong aria-pressed:text-ink"
            >
              {words.views[one]}
            </button>
          ))}
        </div>
      </div>
      {view !== "board" && (
        <div
          role="group"
          aria-label={words.statusFilter}
          className="flex flex-wrap gap-2 px-gutter pb-3"
        >
          {chip(words.all, all, status === undefined)}
          {statuses.map((it) => chip(words.status[it], counts.get(it), it === status, it))}
        </div>
      )}
      {first.error ? (
        <div className="px-gutter">
          <ErrorState error={first.error} onRetry={() => void first.refetch()} />
        </div>
      ) : view === "board" ? (
        <Board search={q} folder={folder} />
      ) : (
        <List
          columns={columns}
          filter={filter}
          total={first.isPlaceholderData ? null : (first.data?.total ?? null)}
          empty={
            filtered ? (
              <EmptyState
                text={words.noMatch}
                action={
                  <Button
                    onClick={() => change({ q: undefined, status: undefined, folder: undefined })}
                  >
                    {words.clear}
                  </Button>
                }
              />
            ) : (
              <EmptyState text={words.empty} action={createButton} />
            )
          }
        />
      )}
      {creating && (
        <Suspense>
          <NewCampaign folder={folder} onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </div>
  );
}

interface ListProps {
  columns: GridColumns<CampaignRow>;
  filter: { search?: string; status?: CampaignRow["status"]; folder?: string };
  total: number | null;
  empty: ReactNode;
}

function List({ columns, filter, total, empty }: ListProps) {
  const navigate = useNavigate();
  const revision = useRevision("campaigns", "campaign_folders", "campaign_lists");
  const viewKey = JSON.stringify(filter);
  const fetchPage = useCallback(
    async (offset: number, limit: number, signal: AbortSignal) => {
      const request = { ...(JSON.parse(viewKey) as ListProps["filter"]), offset, limit };
      return (await call("campaigns.page", request, { signal })).rows;
    },
    [viewKey],
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col px-gutter">
      <DataGrid
        label={words.grid}
        total={total}
        columns={columns}
        fetchPage={fetchPage}
        viewKey={viewKey}
        revision={revision}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/campaigns/${row.id}/audience` })}
        empty={empty}
      />
    </div>
  );
}
