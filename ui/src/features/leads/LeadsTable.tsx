// All leads of a view in rows, with selection where they may be deleted.
import { type ReactNode, type Ref, useCallback, useState } from "react";
import { useRevision } from "../../api/changes";
import type { LeadRow, LeadView } from "../../api/gen/types";
import { call } from "../../api/transport";
import { format } from "../../design/format";
import type { GridColumns } from "../../design/grid/columns";
import { DataGrid, type GridHandle } from "../../design/grid/DataGrid";
import { countOf, nothing, type Selection } from "../../design/grid/selection";
import { SelectionBar } from "../../design/SelectionBar";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { toastError, useDone } from "../../shell/undo";
import { sortOf } from "./search";
import { words } from "./words";

/** What the core deletes at once. */
const deletedMost = 500;

interface LeadsTableProps {
  view: LeadView;
  total: number | null;
  columns: GridColumns<LeadRow>;
  sort: string | undefined;
  following: boolean;
  onSort: (sort: string) => void;
  onOpen: (lead: string) => void;
  empty: ReactNode;
  ref?: Ref<GridHandle>;
}

export function LeadsTable(props: LeadsTableProps) {
  const { view, total, columns, sort, following, onSort, onOpen, empty, ref } = props;
  const may = useMay();
  const done = useDone();
  const revision = useRevision("leads", "contacts", "campaigns");
  const [selection, setSelection] = useState<Selection>(nothing);
  const viewKey = JSON.stringify(view);
  const fetchPage = useCallback(
    async (offset: number, limit: number, signal: AbortSignal) => {
      const request = { view: JSON.parse(viewKey) as LeadView, offset, limit };
      return (await call("leads.page", request, { signal })).rows;
    },
    [viewKey],
  );
  const count = countOf(selection, total ?? 0);

  const idsOf = async (): Promise<string[]> => {
    if (!selection.all) return [...selection.ids];
    const { rows } = await call("leads.page", { view, offset: 0, limit: deletedMost });
    return rows.map((row) => row.id).filter((id) => !selection.ids.has(id));
  };
  const remove = async () => {
    if (count > deletedMost || (selection.all && (total ?? 0) > deletedMost)) {
      toast({ text: words.act.tooMany(format.number(deletedMost)), tone: "bad" });
      return;
    }
    try {
      const leads = await idsOf();
      const { change } = await call("leads.delete", { leads });
      setSelection(nothing);
      done(words.act.deleted(leads.length, format.number(leads.length)), change);
    } catch (thrown) {
      toastError(thrown);
    }
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col px-gutter">
      <DataGrid
        ref={ref}
        label={words.grid}
        total={total}
        columns={columns}
        fetchPage={fetchPage}
        viewKey={viewKey}
        revision={revision}
        rowId={(row) => row.id}
        sort={sortOf(sort)}
        onSort={({ column, descending }) => onSort(`${descending ? "-" : ""}${column}`)}
        selection={selection}
        onSelect={may("lead.delete") ? setSelection : undefined}
        onOpen={(row) => onOpen(row.id)}
        following={following}
        empty={empty}
      />
      <SelectionBar
        count={count}
        total={total}
        all={selection.all && selection.ids.size === 0}
        onAll={() => setSelection({ all: true, ids: new Set() })}
        onClear={() => setSelection(nothing)}
        actions={[{ label: words.act.delete, onRun: () => void remove() }]}
      />
    </div>
  );
}
