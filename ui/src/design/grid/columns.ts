// What a column is, and how a person arranged them: order, width, hidden. Kept per grid.
import { type ReactNode, useCallback, useMemo, useState } from "react";

export interface Column<Row> {
  id: string;
  title: string;
  /** Pixels; a growing column takes what is left beyond it. */
  width: number;
  minWidth?: number;
  grow?: boolean;
  align?: "left" | "right";
  sortable?: boolean;
  /** False for the column that says which row it is. */
  hideable?: boolean;
  hiddenAtFirst?: boolean;
  cell: (row: Row) => ReactNode;
}

export interface Arrangement {
  order: string[];
  widths: Record<string, number>;
  hidden: string[];
  dense: boolean;
}

export const narrowest = 56;

const atFirst = <Row>(columns: Column<Row>[]): Arrangement => ({
  order: columns.map((column) => column.id),
  widths: {},
  hidden: columns.filter((column) => column.hiddenAtFirst).map((column) => column.id),
  dense: false,
});

/** A kept arrangement may be older than the columns: unknown names go, new ones stand where they were declared. */
export function reconciled<Row>(
  columns: Column<Row>[],
  kept: Partial<Arrangement> | null,
): Arrangement {
  const first = atFirst(columns);
  if (!kept || !Array.isArray(kept.order)) return first;
  const order = kept.order.filter((id) => first.order.includes(id));
  first.order.forEach((id, index) => {
    if (!order.includes(id)) order.splice(index, 0, id);
  });
  // A column that came since is shown or hidden as it was declared.
  const fresh = first.hidden.filter((id) => !kept.order?.includes(id));
  const hideable = new Set(columns.filter((it) => it.hideable !== false).map((it) => it.id));
  return {
    order,
    widths: kept.widths ?? {},
    hidden: [...(kept.hidden ?? []), ...fresh].filter((id) => hideable.has(id)),
    dense: kept.dense === true,
  };
}

export function moved(order: string[], id: string, to: number): string[] {
  const rest = order.filter((other) => other !== id);
  rest.splice(Math.min(Math.max(to, 0), rest.length), 0, id);
  return rest;
}

export interface GridColumns<Row> {
  /** In the person's order, hidden ones too. */
  all: Column<Row>[];
  visible: Column<Row>[];
  isHidden(id: string): boolean;
  widthOf(column: Column<Row>): number;
  resize(id: string, width: number): void;
  /** Moves one step or several among the visible columns. */
  move(id: string, steps: number): void;
  show(id: string, shown: boolean): void;
  dense: boolean;
  setDense(dense: boolean): void;
  reset(): void;
}

function read<Row>(key: string, columns: Column<Row>[]): Arrangement {
  try {
    return reconciled(columns, JSON.parse(localStorage.getItem(key) ?? "null"));
  } catch {
    return atFirst(columns);
  }
}

/** `columns` must keep its identity: declare it outside the component or memoise it. */
export function useGridColumns<Row>(name: string, columns: Column<Row>[]): GridColumns<Row> {
  const key = `reachly.grid.${name}`;
  const [kept, setKept] = useState(() => read(key, columns));
  const change = useCallback(
    (next: (before: Arrangement) => Arrangement) =>
      setKept((before) => {
        // What came since the last change gets its place now.
        const after = next(reconciled(columns, before));
        localStorage.setItem(key, JSON.stringify(after));
        return after;
      }),
    [key, columns],
  );

  return useMemo(() => {
    const { order, widths, hidden, dense } = reconciled(columns, kept);
    const byId = new Map(columns.map((column) => [column.id, column]));
    const all = order.flatMap((id) => byId.get(id) ?? []);
    const visible = all.filter((column) => !hidden.includes(column.id));
    return {
      all,
      visible,
      dense,
      isHidden: (id) => hidden.includes(id),
      widthOf: (column) => widths[column.id] ?? column.width,
      resize: (id, width) => {
        const least = byId.get(id)?.minWidth ?? narrowest;
        const next = Math.max(Math.round(width), least);
        change((before) => ({ ...before, widths: { ...before.widths, [id]: next } }));
      },
      move: (id, steps) => {
        const names = visible.map((column) => column.id);
        const target = names[names.indexOf(id) + steps];
        if (target !== undefined)
          change((before) => ({ ...before, order: moved(order, id, order.indexOf(target)) }));
      },
      show: (id, shown) =>
        change((before) => ({
          ...before,
          hidden: shown ? hidden.filter((other) => other !== id) : [...hidden, id],
        })),
      setDense: (next) => change((before) => ({ ...before, dense: next })),
      reset: () => change(() => atFirst(columns)),
    } satisfies GridColumns<Row>;
  }, [columns, kept, change]);
}
