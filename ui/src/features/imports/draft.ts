// What was chosen for a staged file, kept for this tab: a reload does not lose it.
import { useState } from "react";
import type { Mapping, Target } from "./mapping";

export interface Draft {
  /** Null: as the core guesses. */
  mapping: Mapping | null;
  target: Target;
}

const keyOf = (id: string) => `reachly.import.${id}`;
const untouched: Draft = { mapping: null, target: { list: null, newList: null } };

function kept(id: string): Draft {
  try {
    return { ...untouched, ...JSON.parse(sessionStorage.getItem(keyOf(id)) ?? "{}") };
  } catch {
    return untouched;
  }
}

export function useDraft(id: string): [Draft, (part: Partial<Draft>) => void] {
  const [draft, setDraft] = useState(() => kept(id));
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    sessionStorage.setItem(keyOf(id), JSON.stringify(next));
    setDraft(next);
  };
  return [draft, change];
}
