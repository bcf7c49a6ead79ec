// Drafts save themselves: within two seconds of the last change, at once when the page is left, and
// never over what somebody else saved meanwhile.
import { useEffect, useMemo, useRef, useState } from "react";
import type { SavedState } from "../../shell/page";

/** Typing pauses this long before a draft is saved, in milliseconds. */
const pause = 800;
/** Nobody types so fast that a draft waits longer. */
const longest = 1800;

export interface Autosave<T> {
  change(value: T): void;
  /** Saves what is unsaved now. Answers whether everything is saved. */
  flush(): Promise<boolean>;
  /** Goes on from another base: after a conflict was decided. `value` replaces what was typed. */
  rebase(base: number, value?: T): void;
}

interface AutosaveOptions<T> {
  base: number;
  /** Saves, and answers the new base. */
  save(value: T, base: number): Promise<number>;
  onState(state: SavedState, error: unknown): void;
  isConflict(error: unknown): boolean;
}

export function makeAutosave<T>(options: AutosaveOptions<T>): Autosave<T> {
  const { save, onState, isConflict } = options;
  let { base } = options;
  let unsaved: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  let saving: Promise<boolean> | null = null;
  let stopped = false;

  const run = async (): Promise<boolean> => {
    while (unsaved && !stopped) {
      const { value } = unsaved;
      unsaved = null;
      onState({ state: "saving" }, null);
      try {
        base = await save(value, base);
        if (!unsaved) onState({ state: "saved", at: base }, null);
      } catch (error) {
        unsaved ??= { value };
        stopped = isConflict(error);
        onState({ state: "failed" }, error);
        return false;
      }
    }
    return unsaved === null;
  };

  const flush = (): Promise<boolean> => {
    clearTimeout(timer);
    since = 0;
    saving ??= run().finally(() => {
      saving = null;
    });
    return saving;
  };

  return {
    change(value) {
      unsaved = { value };
      if (stopped) return;
      const now = Date.now();
      since ||= now;
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), Math.min(pause, Math.max(since + longest - now, 0)));
      onState({ state: "unsaved" }, null);
    },
    flush,
    rebase(next, value) {
      base = next;
      stopped = false;
      if (value === undefined) return void flush();
      unsaved = null;
      onState({ state: "saved", at: base }, null);
    },
  };
}

interface DraftOptions<T> {
  initial: T;
  /** When the draft that is shown was saved. */
  base: number;
  save(value: T, base: number): Promise<number>;
}

const conflicts = (error: unknown) => (error as { code?: string } | null)?.code === "conflict";

/** A draft on the page, made from what the core answers: `const draft = useDraft({ initial, base, save })`. */
export function useDraft<T>({ initial, base, save }: DraftOptions<T>) {
  const [value, setValue] = useState(initial);
  const [saved, setSaved] = useState<SavedState>({ state: "saved", at: base });
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(save);
  latest.current = save;
  const first = useRef(base);
  const autosave = useMemo(
    () =>
      makeAutosave<T>({
        base: first.current,
        save: (next, from) => latest.current(next, from),
        onState: (state, thrown) => {
          setSaved(state);
          setError(thrown);
        },
        isConflict: conflicts,
      }),
    [],
  );
  useEffect(() => {
    const leave = () => void autosave.flush();
    const hide = () => document.visibilityState === "hidden" && leave();
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hide);
      leave();
    };
  }, [autosave]);
  // What somebody else saved is shown at once, as long as nothing of one's own would be lost.
  useEffect(() => {
    if (saved.state !== "saved" || base <= saved.at) return;
    setValue(initial);
    autosave.rebase(base, initial);
  }, [autosave, base, initial, saved]);
  return {
    value,
    saved,
    /** Why the last save failed. */
    error,
    conflict: conflicts(error),
    change: (next: T) => {
      setValue(next);
      autosave.change(next);
    },
    flush: autosave.flush,
    /** Keep what is typed, over what stands. */
    keepMine: (from: number) => autosave.rebase(from),
    takeTheirs: (from: number, theirs: T) => {
      setValue(theirs);
      autosave.rebase(from, theirs);
    },
  };
}
