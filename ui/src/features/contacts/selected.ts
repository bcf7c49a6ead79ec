// From the rows a grid has selected to the contacts a command is about.
import type { ContactView, Selection as CoreSelection } from "../../api/gen/types";
import { countOf, longestRange, type Selection } from "../../design/grid/selection";

/** Rows of one request of ids. */
const step = 500;

export type PageOfIds = (offset: number, limit: number) => Promise<string[]>;

/**
 * All matching goes as the view; single ones, and all but a few, go as ids. Null: too many to name.
 * `ids` reads the ids of the view, in its order.
 */
export async function coreSelection(
  selection: Selection,
  view: ContactView,
  total: number,
  ids: PageOfIds,
): Promise<CoreSelection | null> {
  if (!selection.all) return { ids: [...selection.ids] };
  if (selection.ids.size === 0) return { matching: view };
  if (countOf(selection, total) > longestRange) return null;
  const kept: string[] = [];
  for (let offset = 0; offset < total; offset += step) {
    const page = await ids(offset, step);
    kept.push(...page.filter((id) => !selection.ids.has(id)));
  }
  return { ids: kept };
}
