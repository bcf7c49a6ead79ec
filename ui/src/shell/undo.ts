// Says what was done and offers the way back, where the person may take it.
import { useCallback } from "react";
import { toApiError } from "../api/errors";
import type { Undone } from "../api/gen/types";
import { call } from "../api/transport";
import { format } from "../design/format";
import { toast, toastUndo, withdrawUndo } from "../design/toast";
import { words } from "../words";
import { useMay } from "./member";

/** What an undo did, in a sentence; rows that somebody changed since are named. */
export function undoneSentence({ restored, kept, keptRows }: Undone): {
  text: string;
  note?: string;
} {
  const text = words.undo.restored(restored, format.number(restored));
  if (kept === 0) return { text };
  const names = keptRows
    .slice(0, 3)
    .map((row) => row.name)
    .join(", ");
  return { text, note: words.undo.kept(kept, format.number(kept), names) };
}

export const toastError = (thrown: unknown) => {
  const { message, kept, todo } = toApiError(thrown);
  toast({ text: message, note: [kept, todo].filter(Boolean).join(" ") || undefined, tone: "bad" });
};

/** Undoes a change set. A large one becomes a job, which says itself when it is done. */
export async function undoChange(change: string): Promise<void> {
  try {
    const { undone } = await call("changes.undo", { change });
    withdrawUndo(change);
    if (undone) toast(undoneSentence(undone));
  } catch (thrown) {
    toastError(thrown);
  }
}

/** `done("Deleted 3 contacts", undo)`: with Undo when there is a change set and the person may. */
export function useDone(): (text: string, change: string | null) => void {
  const allowed = useMay()("change.undo");
  return useCallback(
    (text, change) => {
      if (change !== null && allowed) toastUndo(text, () => void undoChange(change), change);
      else toast({ text });
    },
    [allowed],
  );
}
