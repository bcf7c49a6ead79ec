// Short messages at the foot of the window. One with Undo stays at least eight seconds, and waits
// while the pointer or the focus is on it.
import { useSyncExternalStore } from "react";
import { words } from "../words";

export interface Message {
  text: string;
  /** A second, quieter sentence. */
  note?: string;
  tone?: "plain" | "bad";
  action?: { label: string; run: () => void };
  /** The change set that `action` takes back. */
  change?: string;
}

export interface Shown extends Message {
  id: number;
}

let shown: Shown[] = [];
let lastId = 0;
const most = 3;
const listeners = new Set<() => void>();

function change(next: Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function toast(message: Message): number {
  lastId += 1;
  change([...shown, { ...message, id: lastId }].slice(-most));
  return lastId;
}

/** Says what was done and offers to take it back. */
export const toastUndo = (text: string, undo: () => void, of?: string): number =>
  toast({ text, action: { label: words.do.undo, run: undo }, change: of });

/** Taken back elsewhere: nobody is offered it a second time. */
export const withdrawUndo = (of: string) => change(shown.filter((it) => it.change !== of));

/** Whatever they say is nobody's business any more. */
export const clearToasts = () => change([]);

export const dismissToast = (id: number) => change(shown.filter((message) => message.id !== id));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useToasts = (): Shown[] => useSyncExternalStore(subscribe, () => shown);
