// What can be done with selected contacts, each with its way back.

import type { ContactView, Selection as CoreSelection, NamedId } from "../../api/gen/types";
import { call } from "../../api/transport";
import { format } from "../../design/format";
import { longestRange, type Selection } from "../../design/grid/selection";
import { toast } from "../../design/toast";
import { toastError, useDone } from "../../shell/undo";
import { coreSelection } from "./selected";
import { words } from "./words";

const idsOf = (view: ContactView) => async (offset: number, limit: number) =>
  (await call("contacts.page", { view, offset, limit })).rows.map((row) => row.id);

export function useContactActions(view: ContactView, total: number, onDone: () => void) {
  const done = useDone();

  const withSelection = async (
    selection: Selection,
    act: (chosen: CoreSelection) => Promise<void>,
  ) => {
    try {
      const chosen = await coreSelection(selection, view, total, idsOf(view));
      if (chosen === null) {
        toast({ text: words.act.tooManyExceptions(format.number(longestRange)), tone: "bad" });
        return;
      }
      await act(chosen);
      onDone();
    } catch (thrown) {
      toastError(thrown);
    }
  };

  const setDeleted = (selection: Selection, deleted: boolean) =>
    withSelection(selection, async (chosen) => {
      const command = deleted ? "contacts.delete" : "contacts.restore";
      const { rows, undo, job } = await call(command, { selection: chosen });
      // A job says itself when it is done.
      if (job === null)
        done(words.act[deleted ? "deleted" : "restored"](rows, format.number(rows)), undo);
    });

  const changeMembers = (selection: Selection, list: NamedId, joining: boolean) =>
    withSelection(selection, async (chosen) => {
      const [there, back] = joining
        ? (["lists.addMembers", "lists.removeMembers"] as const)
        : (["lists.removeMembers", "lists.addMembers"] as const);
      const { rows, undo } = await call(there, { list: list.id, selection: chosen });
      const text = words.act[joining ? "added" : "removed"](rows, format.number(rows), list.name);
      // Where each of the named contacts changed, the opposite command is the exact way back.
      if (undo === null && "ids" in chosen && rows === chosen.ids.length && rows > 0)
        toast({
          text,
          action: {
            label: words.act.undo,
            run: () => void call(back, { list: list.id, selection: chosen }).catch(toastError),
          },
        });
      else done(text, undo);
    });

  return {
    remove: (selection: Selection) => setDeleted(selection, true),
    restore: (selection: Selection) => setDeleted(selection, false),
    addTo: (selection: Selection, list: NamedId) => changeMembers(selection, list, true),
    removeFrom: (selection: Selection, list: NamedId) => changeMembers(selection, list, false),
  };
}
