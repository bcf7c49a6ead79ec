// Which rows are selected: some by id, or all that match except some. Pure.

export interface Selection {
  /** All rows that match are selected, except `ids`. */
  all: boolean;
  ids: ReadonlySet<string>;
}

export const nothing: Selection = { all: false, ids: new Set() };
export const allMatching: Selection = { all: true, ids: new Set() };

/** Rows that one range may take: each must be read to know its id. */
export const longestRange = 10_000;

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.all !== selection.ids.has(id);

export const countOf = (selection: Selection, total: number): number =>
  selection.all ? Math.max(total - selection.ids.size, 0) : selection.ids.size;

export function withRow(selection: Selection, id: string, selected: boolean): Selection {
  return withRows(selection, [id], selected);
}

export function withRows(selection: Selection, rows: string[], selected: boolean): Selection {
  const ids = new Set(selection.ids);
  for (const id of rows) {
    if (selection.all === selected) ids.delete(id);
    else ids.add(id);
  }
  return { all: selection.all, ids };
}

export const toggled = (selection: Selection, id: string): Selection =>
  withRow(selection, id, !isSelected(selection, id));
