// Rises from the foot of a list while rows are selected, and says how many.
import type { LucideIcon } from "lucide-react";
import { words } from "../words";
import { format } from "./format";
import { Keys } from "./Keys";

export interface SelectionAction {
  label: string;
  icon?: LucideIcon;
  onRun: () => void;
}

interface SelectionBarProps {
  count: number;
  /** How many rows match; null while counting. */
  total: number | null;
  all: boolean;
  onAll: () => void;
  onClear: () => void;
  actions: SelectionAction[];
}

export function SelectionBar({ count, total, all, onAll, onClear, actions }: SelectionBarProps) {
  if (count === 0) return null;
  const button =
    "rounded-mark px-1 min-h-target whitespace-nowrap opacity-85 hover:opacity-100 hover:underline underline-offset-4 focus-visible:outline-page";
  return (
    <div className="pointer-events-none absolute inset-x-4 bottom-4.5 z-10 flex justify-center">
      <div
        role="toolbar"
        aria-label={words.selection.actions}
        className="rise-in pointer-events-auto flex min-h-11 max-w-full flex-wrap items-center gap-x-3 rounded-panel bg-ink px-4 py-1 text-page"
      >
        <span role="status" className="num font-strong whitespace-nowrap">
          {all
            ? words.selection.allSelected(format.number(count))
            : words.selection.count(format.number(count))}
        </span>
        {!all && total !== null && count < total && (
          <button type="button" onClick={onAll} className={`num ${button}`}>
            {words.selection.all(format.number(total))}
          </button>
        )}
        <span aria-hidden className="h-4 w-px bg-page opacity-40" />
        {actions.map((action) => (
          <button key={action.label} type="button" onClick={action.onRun} className={button}>
            {action.label}
          </button>
        ))}
        <button type="button" onClick={onClear} className={button}>
          <Keys keys="escape" className="text-page!" />
          <span className="sr-only">{words.selection.clear}</span>
        </button>
      </div>
    </div>
  );
}
