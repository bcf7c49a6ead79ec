// From the rows a grid has selected to the contacts a command is about.
import type { ContactView, Selection as CoreSelection } from "../../api/gen/types";
import { longestRange, type Selection } from "../../design/grid/selection";

/** All matching goes as the view, with the few that are left out; single ones go as ids. Null: too many to name. */
export function coreSelection(selection: Selection, view: ContactView): CoreSelection | null {
  const named = [...selection.ids];
  if (named.length > longestRange) return null;
  if (!selection.all) return { ids: named };
  return named.length === 0 ? { matching: view } : { matching: view, except: named };
}
