// What the footer of an import says, and what its button does: exactly that.
import type { ImportCounts } from "../../api/gen/types";
import { format } from "../../design/format";
import { words } from "./words";

export const decisions = ["new", "updated", "unchanged", "duplicate", "rejected"] as const;
export type Decision = (typeof decisions)[number];

/** "9,731 new · 214 updated · 55 rejected": these three always, the others where there are any. */
export function countsSentence(counts: ImportCounts): string {
  return decisions
    .filter((it) => counts[it] > 0 || (it !== "unchanged" && it !== "duplicate"))
    .map((it) => words.footer.part(format.number(counts[it]), words.check.decisions[it] ?? it))
    .join(" · ");
}

export interface ImportAction {
  label: string;
  /** Whether pressing it changes anything. */
  possible: boolean;
}

/** People who are here already are changed by nothing but the list they join. */
export function importAction(counts: ImportCounts, joinsList: boolean): ImportAction {
  const landing = counts.new + counts.updated;
  if (landing > 0)
    return { label: words.footer.button(landing, format.number(landing)), possible: true };
  if (joinsList && counts.unchanged > 0)
    return {
      label: words.footer.join(counts.unchanged, format.number(counts.unchanged)),
      possible: true,
    };
  return { label: words.footer.nothing, possible: false };
}
