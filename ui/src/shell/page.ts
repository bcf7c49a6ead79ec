// What a page tells the frame: its place in the house, and whether its work is saved.
import { useEffect, useSyncExternalStore } from "react";

export interface Crumb {
  label: string;
  href?: string;
}

export type SavedState =
  | { state: "saved"; at: number }
  | { state: "saving" }
  | { state: "unsaved" }
  | { state: "failed" };

interface PageState {
  crumbs: Crumb[];
  saved: SavedState | null;
}

let current: PageState = { crumbs: [], saved: null };
const listeners = new Set<() => void>();

function change(next: Partial<PageState>): void {
  current = { ...current, ...next };
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePageState = (): PageState => useSyncExternalStore(subscribe, () => current);

/** The way here, the page itself last: useCrumbs({ label: "Campaigns", href: "#/campaigns" }, { label: name }). */
export function useCrumbs(...crumbs: Crumb[]): void {
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    const mine: Crumb[] = JSON.parse(key);
    change({ crumbs: mine });
    document.title = [...mine.map((crumb) => crumb.label).reverse(), "Reachly"].join(" · ");
    return () => change({ crumbs: [] });
  }, [key]);
}

/** For pages that save by themselves. */
export function useSaved(saved: SavedState): void {
  const { state } = saved;
  const at = saved.state === "saved" ? saved.at : 0;
  useEffect(() => {
    change({ saved: state === "saved" ? { state, at } : { state } });
    return () => change({ saved: null });
  }, [state, at]);
}
