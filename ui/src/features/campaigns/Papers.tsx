// The list of what campaigns are made of: e-mail templates, or forms. Both are drafts with published versions, so
// they are searched, opened, copied and deleted in the same way; what a row says besides is the caller's.
import { useNavigate } from "@tanstack/react-router";
import { Ellipsis, Plus } from "lucide-react";
import { type ComponentType, useMemo, useRef, useState } from "react";
import type { ApiError } from "../../api/errors";
import { Button, IconButton } from "../../design/Button";
import { format } from "../../design/format";
import { ColumnsMenu } from "../../design/grid/ColumnsMenu";
import { type Column, useGridColumns } from "../../design/grid/columns";
import { DataGrid } from "../../design/grid/DataGrid";
import { SearchInput } from "../../design/inputs";
import { Menu, type MenuPart } from "../../design/Menu";
import { useShortcut } from "../../design/shortcuts";
import { EmptyState, ErrorState } from "../../design/states";
import { Tag } from "../../design/status";
import { toast } from "../../design/toast";
import { useCrumbs } from "../../shell/page";
import { toastError, useDone } from "../../shell/undo";
import { words as common } from "../../words";
import { useAddress } from "./address";
import { Places } from "./Places";
import { words as room } from "./words";

interface Paper {
  id: string;
  name: string;
  /** Offered to campaigns. */
  isActive: boolean;
  latestNumber: number;
  unpublished: boolean;
  campaigns: number;
  updatedAt: number;
}

/** What a mutation is told of its end. */
interface Then<Made> {
  onSuccess: (made: Made) => void;
  onError: (error: ApiError) => void;
}

interface PaperWords {
  title: string;
  search: string;
  grid: string;
  new: string;
  empty: string;
  noMatch: string;
  delete: string;
}

interface PapersProps<Row extends Paper> {
  name: "templates" | "forms";
  words: PaperWords;
  /** What stands between the name and the version. */
  special: Column<Row>;
  search: string | undefined;
  /** The first page, of which only the count is used. */
  first: {
    data: { total: number } | undefined;
    error: ApiError | null;
    isPlaceholderData: boolean;
    refetch: () => unknown;
  };
  revision: number;
  fetchPage: (offset: number, limit: number, signal: AbortSignal) => Promise<Row[]>;
  mayWrite: boolean;
  mayDelete: boolean;
  onCopy: (row: Row, name: string, then: Then<{ id: string }>) => void;
  onOffer: (row: Row, isActive: boolean, then: Then<unknown>) => void;
  onDelete: (row: Row, then: Then<{ change: string | null }>) => void;
  Create: ComponentType<{ onClose: () => void }>;
}

const said = room.papers;

function versionText({ latestNumber, unpublished }: Paper): string {
  if (latestNumber === 0) return said.draft;
  const version = said.version(format.number(latestNumber));
  return unpublished ? said.changes(version) : version;
}

function columnsOf<Row extends Paper>(
  special: Column<Row>,
  menu: (row: Row) => MenuPart[],
): Column<Row>[] {
  return [
    {
      id: "name",
      title: said.columns.name,
      width: 200,
      grow: true,
      hideable: false,
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-strong">{row.name}</span>
          {!row.isActive && <Tag>{said.retired}</Tag>}
        </span>
      ),
    },
    special,
    { id: "version", title: said.columns.version, width: 170, cell: versionText },
    {
      id: "campaigns",
      title: said.columns.campaigns,
      width: 96,
      align: "right",
      cell: (row) => <span className="num">{format.number(row.campaigns)}</span>,
    },
    {
      id: "updated",
      title: said.columns.updated,
      width: 92,
      align: "right",
      cell: (row) => (
        <span className="text-muted" title={format.time(row.updatedAt)}>
          {format.relative(row.updatedAt, Date.now())}
        </span>
      ),
    },
    {
      id: "actions",
      title: said.columns.actions,
      width: 72,
      align: "right",
      hideable: false,
      cell: (row) => (
        <Menu
          trigger={<IconButton small icon={Ellipsis} label={room.more(row.name)} />}
          parts={menu(row)}
        />
      ),
    },
  ];
}

export function Papers<Row extends Paper>(props: PapersProps<Row>) {
  const { name, words, special, search, first, revision, fetchPage } = props;
  const { mayWrite, mayDelete, onCopy, onOffer, onDelete, Create } = props;
  useCrumbs({ label: room.title, href: "#/campaigns" }, { label: words.title });
  const change = useAddress<{ q?: string }>();
  const navigate = useNavigate();
  const done = useDone();
  const [creating, setCreating] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const open = (id: string) => void navigate({ to: `/campaigns/${name}/${id}` });

  const menu = (row: Row): MenuPart[] => {
    const parts: MenuPart[] = [{ label: said.open, onSelect: () => open(row.id) }];
    const copied = { onSuccess: ({ id }: { id: string }) => open(id), onError: toastError };
    const offered = {
      onSuccess: () =>
        toast({ text: row.isActive ? said.retiredNow(row.name) : said.offeredNow(row.name) }),
      onError: toastError,
    };
    if (mayWrite)
      parts.push(
        { label: said.copy, onSelect: () => onCopy(row, said.copyOf(row.name), copied) },
        {
          label: row.isActive ? said.retire : said.offer,
          onSelect: () => onOffer(row, !row.isActive, offered),
        },
      );
    if (mayDelete)
      parts.push("line", {
        label: words.delete,
        danger: true,
        onSelect: () =>
          onDelete(row, {
            onSuccess: (undo) => done(said.deleted(row.name), undo.change),
            onError: toastError,
          }),
      });
    return parts;
  };
  const latest = useRef(menu);
  latest.current = menu;
  const columns = useMemo(() => columnsOf(special, (row: Row) => latest.current(row)), [special]);
  const grid = useGridColumns(name, columns);
  useShortcut("/", () => searchBox.current?.focus(), {
    description: common.shortcuts.search,
    group: common.shortcuts.list,
  });
  const createButton = mayWrite && (
    <Button kind="primary" icon={Plus} onClick={() => setCreating(true)}>
      {words.new}
    </Button>
  );
  /** The empty list offers the first one itself. */
  const nothing = first.data?.total === 0 && !search;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Places />
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-gutter pt-4">
        <h1 className="text-title">{words.title}</h1>
        <span role="status" className="num text-muted">
          {first.data && format.number(first.data.total)}
        </span>
        {!nothing && (
          <div className="ml-auto flex items-center gap-2">
            <ColumnsMenu columns={grid} />
            {createButton}
          </div>
        )}
      </header>
      <div className="flex items-center gap-3 px-gutter py-3">
        <SearchInput
          ref={searchBox}
          label={words.search}
          keys="/"
          value={search ?? ""}
          onValue={(next) => change({ q: next || undefined })}
        />
      </div>
      {first.error ? (
        <div className="px-gutter">
          <ErrorState error={first.error} onRetry={() => void first.refetch()} />
        </div>
      ) : (
        <div className="flex min-h-0 flex-1 flex-col px-gutter">
          <DataGrid
            label={words.grid}
            total={first.isPlaceholderData ? null : (first.data?.total ?? null)}
            columns={grid}
            fetchPage={fetchPage}
            viewKey={search ?? ""}
            revision={revision}
            rowId={(row) => row.id}
            onOpen={(row) => open(row.id)}
            empty={
              search ? (
                <EmptyState
                  text={words.noMatch}
                  action={<Button onClick={() => change({ q: undefined })}>{said.clear}</Button>}
                />
              ) : (
                <EmptyState text={words.empty} action={createButton} />
              )
            }
          />
        </div>
      )}
      {creating && <Create onClose={() => setCreating(false)} />}
    </div>
  );
}
