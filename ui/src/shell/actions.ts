// What the palette offers beside rooms: actions of the frame and of the page that is open.
import type { LucideIcon } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";

export interface PaletteAction {
  id: string;
  label: string;
  /** Quieter words after the label. */
  note?: string;
  icon?: LucideIcon;
  keys?: string;
  run: () => void;
}

let groups: PaletteAction[][] = [];
let flat: PaletteAction[] = [];
const listeners = new Set<() => void>();

function change(next: PaletteAction[][]): void {
  groups = next;
  flat = next.flat();
  for (const listener of listeners) listener();
}

/** Offers these while the component is shown. Memoise the list. */
export function usePaletteActions(actions: PaletteAction[]): void {
  useEffect(() => {
    change([...groups, actions]);
    return () => change(groups.filter((other) => other !== actions));
  }, [actions]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePaletteList = (): PaletteAction[] => useSyncExternalStore(subscribe, () => flat);

/** Letters in order, beginnings of words first; 0 does not match. */
export function matchScore(text: string, query: string): number {
  const hay = text.toLowerCase();
  const needle = query.trim().toLowerCase();
  if (needle === "") return 1;
  if (hay.startsWith(needle)) return 4;
  if (hay.includes(` ${needle}`)) return 3;
  if (hay.includes(needle)) return 2;
  let at = 0;
  for (const letter of needle) {
    at = hay.indexOf(letter, at) + 1;
    if (at === 0) return 0;
  }
  return 1;
}
