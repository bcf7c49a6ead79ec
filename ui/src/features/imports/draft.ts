// What was chosen for a staged file, kept for this tab: a reload does not lose it. Another tab begins with what was
// last looked at.
import { useState } from "react";
import type { Import } from "../../api/gen/types";
import type { Mapping, Target } from "./mapping";

export interface Draft {
  /** Null: as the core guesses. */
  mapping: Mapping | null;
  target: Target;
}

const keyOf = (id: string) => `reachly.import.${id}`;

/** As the import itself remembers. */
export const rememberedDraft = ({ mapping, chosenList, newList }: Import): Draft => ({
  mapping: mapping.length > 0 ? mapping : null,
  target: { list: newList === null ? chosenList : null, newList },
});

function kept(it: Import): Draft {
  const remembered = rememberedDraft(it);
  try {
    return { ...remembered, ...JSON.parse(sessionStorage.getItem(keyOf(it.id)) ?? "{}") };
  } catch {
    return remembered;
  }
}

export function useDraft(it: Import): [Draft, (part: Partial<Draft>) => void] {
  const [draft, setDraft] = useState(() => kept(it));
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    sessionStorage.setItem(keyOf(it.id), JSON.stringify(next));
    setDraft(next);
  };
  return [draft, change];
}
