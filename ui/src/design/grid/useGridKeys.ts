// The keyboard of a grid. Keys typed into a control inside the grid belong to that control.
import type { KeyboardEvent } from "react";
import { isTyping } from "../shortcuts";
import { type Extent, rowsPerPage } from "./window";

interface GridActions {
  extent: Extent;
  active: number | null;
  selectable: boolean;
  selected: number;
  goTo(index: number): void;
  open(index: number): void;
  toggle(index: number): void;
  extendTo(index: number): void;
  selectAll(): void;
  clear(): void;
}

/** Where a key leads from the active row, or null when it leads nowhere. */
export function rowAfter(key: string, active: number | null, extent: Extent): number | null {
  const at = active ?? -1;
  switch (key) {
    case "ArrowDown":
    case "j":
    case "J":
      return at + 1;
    case "ArrowUp":
    case "k":
    case "K":
      return Math.max(at - 1, 0);
    case "PageDown":
      return Math.max(at, 0) + rowsPerPage(extent);
    case "PageUp":
      return Math.max(at - rowsPerPage(extent), 0);
    case "Home":
      return 0;
    case "End":
      return extent.total - 1;
    default:
      return null;
  }
}

export function useGridKeys(grid: GridActions) {
  return (event: KeyboardEvent<HTMLDivElement>) => {
    const control = (event.target as Element).closest("button, a, input, select, [role=separator]");
    if (control || isTyping(event.target)) return;
    const { key, shiftKey } = event;
    const mod = event.ctrlKey || event.metaKey;
    const done = () => event.preventDefault();

    const next = mod || event.altKey ? null : rowAfter(key, grid.active, grid.extent);
    if (next !== null) {
      done();
      if (shiftKey && grid.selectable) grid.extendTo(next);
      else grid.goTo(next);
      return;
    }
    if (grid.selectable && mod && key.toLowerCase() === "a") {
      done();
      grid.selectAll();
    } else if (grid.selectable && !mod && key === "Escape" && grid.selected > 0) {
      done();
      grid.clear();
    } else if (!mod && grid.active !== null && key === "Enter") {
      done();
      grid.open(grid.active);
    } else if (grid.selectable && !mod && grid.active !== null && (key === "x" || key === " ")) {
      done();
      grid.toggle(grid.active);
    }
  };
}
