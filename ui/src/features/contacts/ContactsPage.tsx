// People: find, select, look closer, change many at once.
import { useNavigate } from "@tanstack/react-router";
import { Download, Upload, UserPlus } from "lucide-react";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { useRevision } from "../../api/changes";
import type { ContactRow, Selection as CoreSelection } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button, IconButton } from "../../design/Button";
import { format } from "../../design/format";
import { ColumnsMenu } from "../../design/grid/ColumnsMenu";
import { useGridColumns } from "../../design/grid/columns";
import { DataGrid, type GridHandle } from "../../design/grid/DataGrid";
import { countOf, nothing, type Selection } from "../../design/grid/selection";
import { Switch } from "../../design/inputs";
import { SplitPane } from "../../design/pane";
import { SelectionBar } from "../../design/SelectionBar";
import { EmptyState, ErrorState } from "../../design/states";
import { type PaletteAction, usePaletteActions } from "../../shell/actions";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { useContactColumns } from "./columns";
import { FilterBar } from "./FilterBar";
import { peopleRoute } from "./room";
import { SearchBox } from "./SearchBox";
import { type ContactsSearch, type FilterNode, isGroup, sortOf, viewOf } from "./search";
import { ContactsTabs } from "./Tabs";
import { useContactActions } from "./useContactActions";
import { useRows } from "./useRows";
import { words } from "./words";

const AddToListDialog = lazy(() => import("./AddToListDialog"));
const ExportDialog = lazy(() => import("./ExportDialog"));
const SuppressDialog = lazy(() => import("./SuppressDialog"));
const ContactPane = lazy(() => import("./ContactPane"));
const NewContactDialog = lazy(() => import("./NewContactDialog"));

/** The list the view is narrowed to, when it is one: its members can be taken out. */
const onlyList = (nodes: FilterNode[]): string | null => {
  const of = nodes.filter((node) => !isGroup(node) && node.field === "list");
  const [first] = of;
  return of.length === 1 && first && !isGroup(first) && typeof first.value === "string"
    ? first.value
    : null;
};

export default function ContactsPage() {
  useCrumbs({ label: words.title, href: "#/contacts" }, { label: words.tabs.people });
  const search = peopleRoute.useSearch();
  const navigate = useNavigate({ from: "/contacts" });
  const { q, where, sort, bin } = search;
  const view = useMemo(() => viewOf({ q, where, sort, bin }), [q, where, sort, bin]);
  const { fetchPage, total, lastTotal, error, retry } = useRows(view);
  const whole = useRead(
    "contacts.page",
    { view: {}, offset: 0, limit: 1 },
    { topics: ["imports"] },
  );
  const revision = useRevision("contacts", "lists", "validation", "contact_fields");
  const own = useRead("fields.all", {}, { topics: ["contact_fields"] }).data;
  const columns = useGridColumns("contacts", useContactColumns(own));
  const lists = useRead("lists.all", {}).data;
  const may = useMay();
  const grid = useRef<GridHandle>(null);
  const [selection, setSelection] = useState<Selection>(nothing);
  const [open, setOpen] = useState<{ id: string; index: number } | null>(null);
  const [dialog, setDialog] = useState<"new" | "list" | "suppress" | null>(null);
  const [exporting, setExporting] = useState<{ selection: CoreSelection; count: number } | null>(
    null,
  );

  const change = (part: Partial<ContactsSearch>, replace = false) =>
    void navigate({ search: (before: ContactsSearch) => ({ ...before, ...part }), replace });
  const clear = () => change({ q: undefined, where: undefined, bin: undefined });
  const show = (row: ContactRow, index: number) => {
    setOpen({ id: row.id, index });
    change({ contact: row.id }, search.contact !== undefined);
  };
  const close = () => {
    change({ contact: undefined });
    grid.current?.focus();
  };

  const act = useContactActions(view, () => setSelection(nothing));
  const listId = onlyList(where ?? []);
  const list = lists?.find((it) => it.id === listId);
  const count = countOf(selection, total ?? 0);
  const actions = [
    ...(may("contact.write") && !bin
      ? [{ label: words.act.addToList, onRun: () => setDialog("list") }]
      : []),
    ...(may("contact.write") && list && !bin
      ? [
          {
            label: words.act.removeFromList(list.name),
            onRun: () => void act.removeFrom(selection, list),
          },
        ]
      : []),
    ...(may("suppression.write") && !bin
      ? [{ label: words.suppress.action, onRun: () => setDialog("suppress") }]
      : []),
    ...(may("contact.export")
      ? [
          {
            label: words.export.action,
            onRun: () => {
              const chosen = act.chosen(selection);
              if (chosen) setExporting({ selection: chosen, count });
            },
          },
        ]
      : []),
    ...(may("contact.delete")
      ? [
          bin
            ? { label: words.act.restore, onRun: () => void act.restore(selection) }
            : { label: words.act.delete, onRun: () => void act.remove(selection) },
        ]
      : []),
  ];

  const mayImport = may("contact.import");
  const mayWrite = may("contact.write");
  const goImport = () => void navigate({ to: "/contacts/import" });
  usePaletteActions(
    useMemo<PaletteAction[]>(
      () => [
        ...(mayImport
          ? [
              {
                id: "import",
                label: words.import,
                icon: Upload,
                run: () => void navigate({ to: "/contacts/import" }),
              },
            ]
          : []),
        ...(mayWrite
          ? [{ id: "new", label: words.new, icon: UserPlus, run: () => setDialog("new") }]
          : []),
      ],
      [mayImport, mayWrite, navigate],
    ),
  );

  const empty = () => {
    if (q || (where && where.length > 0))
      return (
        <EmptyState
          text={words.empty.noMatch}
          action={<Button onClick={clear}>{words.filter.clear}</Button>}
        />
      );
    if (bin)
      return (
        <EmptyState
          text={words.empty.bin}
          action={<Button onClick={clear}>{words.empty.binAction}</Button>}
        />
      );
    if (!mayImport) return <EmptyState text={words.empty.notAllowed} />;
    return (
      <EmptyState
        text={words.empty.none}
        action={
          <Button kind="primary" onClick={goImport}>
            {words.import}
          </Button>
        }
      />
    );
  };

  const pane = search.contact && (
    <Suspense>
      <ContactPane
        key={search.contact}
        id={search.contact}
        position={
          open && open.id === search.contact && total !== null
            ? words.of(format.number(open.index + 1), format.number(total))
            : undefined
        }
        onClose={close}
        onNext={() => grid.current?.step(1)}
        onPrevious={() => grid.current?.step(-1)}
      />
    </Suspense>
  );

  const nobody = whole.data?.total === 0;
  return (
    <>
      <ContactsTabs />
      <SplitPane name="contacts" pane={pane}>
        <div className="flex min-h-0 flex-1 flex-col px-gutter pt-4">
          <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <h1 className="text-title">{words.title}</h1>
            <span role="status" className="num text-muted">
              {lastTotal !== null &&
                whole.data &&
                (lastTotal === whole.data.total && !bin
                  ? format.number(lastTotal)
                  : words.of(format.number(lastTotal), format.number(whole.data.total)))}
            </span>
            <div className="ml-auto flex flex-wrap items-center gap-2">
              <ColumnsMenu columns={columns} />
              {may("contact.export") && total !== null && total > 0 && (
                <IconButton
                  icon={Download}
                  label={words.export.open}
                  onClick={() => setExporting({ selection: { matching: view }, count: total })}
                />
              )}
              {mayWrite && <Button onClick={() => setDialog("new")}>{words.new}</Button>}
              {mayImport && !nobody && (
                <Button kind="primary" onClick={goImport}>
                  {words.import}
                </Button>
              )}
            </div>
          </header>
          <div className="my-3 flex flex-wrap items-center gap-2">
            <SearchBox value={q ?? ""} onValue={(text) => change({ q: text || undefined }, true)} />
            <FilterBar
              nodes={where ?? []}
              onNodes={(nodes) => change({ where: nodes.length > 0 ? nodes : undefined })}
            />
            <span className="ml-auto">
              <Switch on={bin === true} onChange={(on) => change({ bin: on ? true : undefined })}>
                {words.bin}
              </Switch>
            </span>
          </div>
          {error && lastTotal === null ? (
            <ErrorState error={error} onRetry={retry} />
          ) : (
            <DataGrid
              ref={grid}
              label={words.grid}
              total={total}
              columns={columns}
              fetchPage={fetchPage}
              viewKey={JSON.stringify(view)}
              revision={revision}
              rowId={(row) => row.id}
              sort={sortOf(sort)}
              onSort={({ column, descending }) =>
                change({ sort: `${descending ? "-" : ""}${column}` }, true)
              }
              selection={selection}
              onSelect={actions.length > 0 ? setSelection : undefined}
              onOpen={show}
              following={search.contact !== undefined}
              empty={empty()}
            />
          )}
          <SelectionBar
            count={count}
            total={total}
            all={selection.all && selection.ids.size === 0}
            onAll={() => setSelection({ all: true, ids: new Set() })}
            onClear={() => setSelection(nothing)}
            actions={actions}
          />
        </div>
      </SplitPane>
      <Suspense>
        {dialog === "new" && (
          <NewContactDialog
            lists={list ? [list.id] : []}
            own={own ?? []}
            onClose={() => setDialog(null)}
            onCreated={(contact) => change({ contact })}
          />
        )}
        {dialog === "suppress" && (
          <SuppressDialog
            count={count}
            onClose={() => setDialog(null)}
            onSuppress={(reason, note) => void act.suppress(selection, reason, note)}
          />
        )}
        {exporting && (
          <ExportDialog
            {...exporting}
            shown={columns.visible.map(({ id }) => id)}
            onClose={() => setExporting(null)}
          />
        )}
        {dialog === "list" && (
          <AddToListDialog
            count={count}
            lists={lists ?? []}
            onClose={() => setDialog(null)}
            onList={(chosen) => void act.addTo(selection, chosen)}
          />
        )}
      </Suspense>
    </>
  );
}
