// All leads, as a board or as a table, with one of them beside.
import { useNavigate } from "@tanstack/react-router";
import { Download, Plus } from "lucide-react";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import type { LeadStatus } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { save } from "../../api/transport";
import { Button, IconButton } from "../../design/Button";
import { format } from "../../design/format";
import { ColumnsMenu } from "../../design/grid/ColumnsMenu";
import { useGridColumns } from "../../design/grid/columns";
import type { GridHandle } from "../../design/grid/DataGrid";
import { SearchInput, Select } from "../../design/inputs";
import { SplitPane } from "../../design/pane";
import { useShortcut } from "../../design/shortcuts";
import { EmptyState, ErrorState } from "../../design/states";
import { toast } from "../../design/toast";
import { usePaletteActions } from "../../shell/actions";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { toastError } from "../../shell/undo";
import { words as common } from "../../words";
import { Board } from "./Board";
import { useLeadColumns } from "./columns";
import { LeadFilters } from "./LeadFilters";
import { LeadsTable } from "./LeadsTable";
import { leadsRoute } from "./room";
import { type LeadsSearch, origins, viewOf } from "./search";
import { useBoard } from "./useBoard";
import { words } from "./words";

const LeadPane = lazy(() => import("./LeadPane"));
const NewLead = lazy(() => import("./NewLead"));

/** Campaigns offered as a filter. */
const campaignsMost = 500;
const topics = ["contacts", "campaigns"];

export default function LeadsPage() {
  useCrumbs({ label: words.title });
  const search: LeadsSearch = leadsRoute.useSearch();
  const navigate = useNavigate({ from: "/leads" });
  const { q, campaign, origin, status, source, answers, sort } = search;
  const table = search.view === "table";
  const view = useMemo(
    () =>
      viewOf(
        table
          ? { q, campaign, origin, status, source, answers, sort }
          : { q, campaign, origin, sort },
      ),
    [q, campaign, origin, status, source, answers, sort, table],
  );
  const first = useRead(
    "leads.page",
    { view, offset: 0, limit: 1 },
    { keepPrevious: true, topics },
  );
  const all = useRead("leads.page", { view: {}, offset: 0, limit: 1 }, { topics });
  const board = useBoard(q, campaign, origin);
  const may = useMay();
  const organization = useRead("organizations.get", {}).data;
  const campaigns = useRead(
    "campaigns.page",
    { offset: 0, limit: campaignsMost },
    { enabled: may("campaign.read") },
  ).data?.rows;
  const columns = useGridColumns("leads", useLeadColumns(first.data?.now));
  const grid = useRef<GridHandle>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const [creating, setCreating] = useState(false);
  useShortcut("/", () => searchBox.current?.focus(), {
    description: common.shortcuts.search,
    group: common.shortcuts.list,
  });

  const change = (part: Partial<LeadsSearch>, replace = true) =>
    void navigate({ search: (before: LeadsSearch) => ({ ...before, ...part }), replace });
  const show = (lead: string) => change({ lead }, search.lead !== undefined);
  const close = () => {
    const { lead } = search;
    change({ lead: undefined });
    if (table) grid.current?.focus();
    else document.querySelector<HTMLElement>(`[data-lead="${lead}"]`)?.focus();
  };
  const clear = () =>
    change({
      q: undefined,
      campaign: undefined,
      origin: undefined,
      status: undefined,
      source: undefined,
      answers: undefined,
    });

  const cards = board.board?.columns.flatMap((column) => column.cards) ?? [];
  const step = (by: number) => {
    if (table) {
      grid.current?.step(by);
      return;
    }
    const next = cards[cards.findIndex((card) => card.id === search.lead) + by];
    if (next) show(next.id);
  };
  const onExport = async () => {
    try {
      const place = await save("leads.export", { view }, words.exportFile);
      if (place !== null) toast({ text: words.exported, note: place });
    } catch (thrown) {
      toastError(thrown);
    }
  };

  const mayCreate = may("lead.write") && organization !== undefined;
  usePaletteActions(
    useMemo(
      () =>
        mayCreate
          ? [{ id: "new-lead", label: words.new, icon: Plus, run: () => setCreating(true) }]
          : [],
      [mayCreate],
    ),
  );
  const createButton = mayCreate && (
    <Button kind="primary" icon={Plus} onClick={() => setCreating(true)}>
      {words.new}
    </Button>
  );
  const filtered = Boolean(q || campaign || origin || (table && (status || source || answers)));
  const nobody = all.data?.total === 0;
  const empty =
    filtered && !nobody ? (
      <EmptyState
        text={words.empty.noMatch}
        action={<Button onClick={clear}>{words.empty.clear}</Button>}
      />
    ) : (
      <EmptyState text={words.empty.none} action={createButton} />
    );
  const untouched = board.board?.columns[0]?.count ?? 0;
  const failed = table ? first.error : board.error;

  const pane = search.lead && (
    <Suspense>
      <LeadPane
        key={search.lead}
        id={search.lead}
        onClose={close}
        onNext={() => step(1)}
        onPrevious={() => step(-1)}
      />
    </Suspense>
  );
  return (
    <SplitPane name="leads" pane={pane}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-gutter pt-4">
        <h1 className="text-title">{words.title}</h1>
        <span role="status" className="num text-muted">
          {table
            ? first.data && format.number(first.data.total)
            : untouched > 0 && words.open(format.number(untouched))}
        </span>
        <div className="ml-auto flex items-center gap-2">
          {table && <ColumnsMenu columns={columns} />}
          {may("lead.export") && !nobody && (
            <IconButton icon={Download} label={words.export} onClick={() => void onExport()} />
          )}
          {!nobody && createButton}
        </div>
      </header>
      {!nobody && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-gutter py-3">
          <SearchInput
            ref={searchBox}
            label={words.search}
            keys="/"
            value={q ?? ""}
            onValue={(next) => change({ q: next || undefined })}
          />
          {campaigns && campaigns.length > 0 && (
            <Select
              aria-label={words.campaign}
              value={campaign ?? ""}
              onChange={(event) => change({ campaign: event.target.value || undefined })}
              className="w-55"
            >
              <option value="">{words.anyCampaign}</option>
              {campaigns.map((it) => (
                <option key={it.id} value={it.id}>
                  {it.name}
                </option>
              ))}
            </Select>
          )}
          <Select
            aria-label={words.origin}
            value={origin ?? ""}
            onChange={(event) =>
              change({ origin: origins.find((one) => one === event.target.value) })
            }
            className="w-40"
          >
            <option value="">{words.anyOrigin}</option>
            {origins.map((one) => (
              <option key={one} value={one}>
                {words.origins[one]}
              </option>
            ))}
          </Select>
          {table && <LeadFilters search={search} onChange={change} />}
          <div role="group" aria-label={words.view} className="ml-auto flex text-small text-muted">
            {(["board", "table"] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={(search.view ?? "board") === one}
                onClick={() => change({ view: one === "table" ? "table" : undefined })}
                className="min-h-target rounded-mark px-1.5 hover:text-ink aria-pressed:font-strong aria-pressed:text-ink"
              >
                {words.views[one]}
              </button>
            ))}
          </div>
        </div>
      )}
      {failed ? (
        <div className="px-gutter">
          <ErrorState
            error={failed}
            onRetry={() => {
              board.retry();
              void first.refetch();
            }}
          />
        </div>
      ) : table ? (
        <LeadsTable
          ref={grid}
          view={view}
          total={first.isPlaceholderData ? null : (first.data?.total ?? null)}
          columns={columns}
          sort={sort}
          following={search.lead !== undefined}
          onSort={(next) => change({ sort: next })}
          onOpen={show}
          empty={empty}
        />
      ) : nobody || (filtered && cards.length === 0 && board.board) ? (
        <div className="px-gutter">{empty}</div>
      ) : (
        <Board
          data={board}
          currency={organization?.currency}
          chosen={search.lead}
          onOpen={show}
          onAll={(of: LeadStatus) => change({ view: "table", status: of }, false)}
        />
      )}
      {creating && organization && (
        <Suspense>
          <NewLead
            currency={organization.currency}
            campaigns={campaigns ?? []}
            campaign={campaign}
            onClose={() => setCreating(false)}
            onCreated={show}
          />
        </Suspense>
      )}
    </SplitPane>
  );
}
