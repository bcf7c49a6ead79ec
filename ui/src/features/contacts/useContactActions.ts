// What can be done with selected contacts, each with its way back.

import type {
  BulkStarted,
  ContactView,
  Selection as CoreSelection,
  NamedId,
  SuppressionReason,
} from "../../api/gen/types";
import { call } from "../../api/transport";
import { format } from "../../design/format";
import { longestRange, type Selection } from "../../design/grid/selection";
import { toast } from "../../design/toast";
import { toastError, useDone } from "../../shell/undo";
import { coreSelection } from "./selected";
import { words } from "./words";

export function useContactActions(view: ContactView, onDone: () => void) {
  const done = useDone();

  /** The selection as the core takes it; says why when it cannot. */
  const chosen = (selection: Selection): CoreSelection | null => {
    const found = coreSelection(selection, view);
    if (found === null)
      toast({ text: words.act.tooManyExceptions(format.number(longestRange)), tone: "bad" });
    return found;
  };

  const change = async (
    selection: Selection,
    act: (chosen: CoreSelection) => Promise<BulkStarted>,
    says: (count: number, text: string) => string,
  ) => {
    const found = chosen(selection);
    if (found === null) return;
    try {
      const { rows, undo, job } = await act(found);
      // A job says itself when it is done.
      if (job === null) done(says(rows, format.number(rows)), undo);
      onDone();
    } catch (thrown) {
      toastError(thrown);
    }
  };

  return {
    chosen,
    remove: (it: Selection) =>
      change(it, (selection) => call("contacts.delete", { selection }), words.act.deleted),
    restore: (it: Selection) =>
      change(it, (selection) => call("contacts.restore", { selection }), words.act.restored),
    addTo: (it: Selection, { id, name }: NamedId) =>
      change(
        it,
        (selection) => call("lists.addMembers", { list: id, selection }),
        (count, text) => words.act.added(count, text, name),
      ),
    removeFrom: (it: Selection, { id, name }: NamedId) =>
      change(
        it,
        (selection) => call("lists.removeMembers", { list: id, selection }),
        (count, text) => words.act.removed(count, text, name),
      ),
    suppress: (it: Selection, reason: SuppressionReason, note: string) =>
      change(
        it,
        (selection) => call("suppressions.addSelected", { selection, reason, note }),
        words.suppress.done,
      ),
  };
}
