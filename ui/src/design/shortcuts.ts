// Every shortcut of the window: one listener, one list. Single keys never fire while someone types.
import { useEffect, useRef, useSyncExternalStore } from "react";

export interface ShortcutInfo {
  /** "mod+k" (Ctrl or ⌘), "g c" (one after the other), "?", "escape", "arrowright". */
  keys: string;
  description: string;
  group: string;
}

interface Entry extends ShortcutInfo {
  run: (event: KeyboardEvent) => void;
}

/** Time to press the second key of a pair, in milliseconds. */
const pairWithin = 1200;

const typingTypes = new Set([
  "button",
  "checkbox",
  "radio",
  "range",
  "submit",
  "reset",
  "color",
  "file",
]);

/** Whether keys pressed here become text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (
    target.closest(
      '[contenteditable="true"], [role="textbox"], [role="combobox"], textarea, select',
    )
  )
    return true;
  const input = target.closest("input");
  return input !== null && !typingTypes.has(input.type);
}

/** While a dialog or a menu is open, the page under it is quiet. */
export const isCovered = (page: Document): boolean =>
  page.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]') !==
  null;

/** The key as the registry writes it. Shift counts only for keys that are not signs of their own. */
export function keyOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const key = event.key.toLowerCase();
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const alt = event.altKey ? "alt+" : "";
  const named = event.key.length > 1 || /[a-z]/i.test(event.key);
  const shift = event.shiftKey && named ? "shift+" : "";
  return `${mod}${alt}${shift}${key}`;
}

export interface Shortcuts {
  add(entry: Entry): () => void;
  /** Answers whether a shortcut ran. */
  press(event: KeyboardEvent): boolean;
  list(): ShortcutInfo[];
  onChange(listener: () => void): () => void;
}

export function makeShortcuts(now: () => number = () => performance.now()): Shortcuts {
  let entries: Entry[] = [];
  let first = { key: "", at: Number.NEGATIVE_INFINITY };
  const listeners = new Set<() => void>();
  const changed = (next: Entry[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  // The latest wins: a pane's Escape comes before the page's.
  const find = (keys: string) => entries.findLast((entry) => entry.keys === keys);

  return {
    add(entry) {
      changed([...entries, entry]);
      return () => changed(entries.filter((other) => other !== entry));
    },

    press(event) {
      if (event.defaultPrevented || event.isComposing) return false;
      const key = keyOf(event);
      const modified = key.includes("mod+");
      if (!modified && (isTyping(event.target) || isCovered(document))) return false;

      const pair = now() - first.at <= pairWithin ? find(`${first.key} ${key}`) : undefined;
      const entry = pair ?? find(key);
      first = { key: "", at: Number.NEGATIVE_INFINITY };
      if (entry) {
        event.preventDefault();
        entry.run(event);
        return true;
      }
      if (entries.some((other) => other.keys.startsWith(`${key} `))) first = { key, at: now() };
      return false;
    },

    list: () => entries,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const shortcuts = makeShortcuts();

/** Starts listening; answers how to stop. */
export function listenForShortcuts(): () => void {
  const onKeyDown = (event: KeyboardEvent) => void shortcuts.press(event);
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}

/** Registers while the component is shown. An empty `keys` registers nothing. */
export function useShortcut(
  keys: string,
  run: (event: KeyboardEvent) => void,
  info: Omit<ShortcutInfo, "keys">,
): void {
  const latest = useRef(run);
  latest.current = run;
  const { description, group } = info;
  useEffect(() => {
    if (keys === "") return;
    return shortcuts.add({ keys, description, group, run: (event) => latest.current(event) });
  }, [keys, description, group]);
}

export const useShortcutList = (): ShortcutInfo[] =>
  useSyncExternalStore(shortcuts.onChange, shortcuts.list);
