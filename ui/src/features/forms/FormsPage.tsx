// All forms.
import { useNavigate } from "@tanstack/react-router";
import { Ellipsis, Plus } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { useRevision } from "../../api/changes";
import type { FormRow } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { call } from "../../api/transport";
import { Button, IconButton } from "../../design/Button";
import { format } from "../../design/format";
import { ColumnsMenu } from "../../design/grid/ColumnsMenu";
import { type Column, useGridColumns } from "../../design/grid/columns";
import { DataGrid } from "../../design/grid/DataGrid";
import { SearchInput } from "../../design/inputs";
import { Menu, type MenuPart } from "../../design/Menu";
import { useShortcut } from "../../design/shortcuts";
import { EmptyState, ErrorState } from "../../design/states";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { toastError, useDone } from "../../shell/undo";
import { words as common } from "../../words";
import { useAddress } from "../campaigns/address";
import { Places } from "../campaigns/Places";
import { formsRoute } from "../campaigns/room";
import { words as room } from "../campaigns/words";
import { NewForm } from "./NewForm";
import { words } from "./words";

const hrefOf = (id: string) => `/campaigns/forms/${id}`;

function versionText({ latestNumber, unpublished }: FormRow): string {
  if (latestNumber === 0) return words.draft;
  const version = words.version(format.number(latestNumber));
  return unpublished ? words.changes(version) : version;
}

const columns: Column<FormRow>[] = [
  {
    id: "name",
    title: words.columns.name,
    width: 200,
    grow: true,
    hideable: false,
    cell: (row) => <span className="font-strong">{row.name}</span>,
  },
  {
    id: "fields",
    title: words.columns.fields,
    width: 80,
    align: "right",
    cell: (row) => <span className="num">{format.number(row.fields)}</span>,
  },
  { id: "version", title: words.columns.version, width: 170, cell: versionText },
  {
    id: "campaigns",
    title: words.columns.campaigns,
    width: 96,
    align: "right",
    cell: (row) => <span className="num">{format.number(row.campaigns)}</span>,
  },
  {
    id: "updated",
    title: words.columns.updated,
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
    title: words.columns.actions,
    width: 72,
    align: "right",
    hideable: false,
    cell: (row) => <FormMenu row={row} />,
  },
];

export default function FormsPage() {
  useCrumbs({ label: room.title, href: "#/campaigns" }, { label: words.title });
  const { q } = formsRoute.useSearch();
  const change = useAddress<{ q?: string }>();
  const navigate = useNavigate();
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const grid = useGridColumns("forms", columns);
  const revision = useRevision("forms", "form_versions", "campaigns");
  const filter = q ? { search: q } : {};
  const first = useRead(
    "forms.page",
    { offset: 0, limit: 1, ...filter },
    { keepPrevious: true, topics: ["form_versions"] },
  );
  const fetchPage = useCallback(
    async (offset: number, limit: number, signal: AbortSignal) => {
      const request = { ...(q ? { search: q } : {}), offset, limit };
      return (await call("forms.page", request, { signal })).rows;
    },
    [q],
  );
  useShortcut("/", () => searchBox.current?.focus(), {
    description: common.shortcuts.search,
    group: common.shortcuts.list,
  });
  const createButton = may("form.write") && (
    <Button kind="primary" icon={Plus} onClick={() => setCreating(true)}>
      {words.new}
    </Button>
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Places />
      <h1 className="sr-only">{words.title}</h1>
      <div className="flex items-center gap-3 px-gutter py-3">
        <SearchInput
          ref={searchBox}
          label={words.search}
          keys="/"
          value={q ?? ""}
          onValue={(next) => change({ q: next || undefined })}
        />
        <div className="ml-auto flex items-center gap-2">
          <ColumnsMenu columns={grid} />
          {createButton}
        </div>
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
            viewKey={q ?? ""}
            revision={revision}
            rowId={(row) => row.id}
            onOpen={(row) => void navigate({ to: hrefOf(row.id) })}
            empty={
              q ? (
                <EmptyState
                  text={words.noMatch}
                  action={<Button onClick={() => change({ q: undefined })}>{words.clear}</Button>}
                />
              ) : (
                <EmptyState text={words.empty} action={createButton} />
              )
            }
          />
        </div>
      )}
      {creating && <NewForm onClose={() => setCreating(false)} />}
    </div>
  );
}

function FormMenu({ row }: { row: FormRow }) {
  const may = useMay();
  const navigate = useNavigate();
  const done = useDone();
  const create = useWrite("forms.create");
  const remove = useWrite("forms.delete");
  const parts: MenuPart[] = [
    { label: words.open, onSelect: () => void navigate({ to: hrefOf(row.id) }) },
  ];
  if (may("form.write"))
    parts.push({
      label: words.copy,
      onSelect: () =>
        create.mutate(
          { name: words.copyOf(row.name), copyOf: row.id },
          {
            onSuccess: ({ id }) => void navigate({ to: hrefOf(id) }),
            onError: toastError,
          },
        ),
    });
  if (may("form.delete"))
    parts.push("line", {
      label: words.delete,
      danger: true,
      onSelect: () =>
        remove.mutate(
          { form: row.id },
          {
            onSuccess: ({ change }) => done(words.deleted(row.name), change),
            onError: toastError,
          },
        ),
    });
  return (
    <Menu
      trigger={<IconButton small icon={Ellipsis} label={words.more(row.name)} />}
      parts={parts}
    />
  );
}
