// A draft is saved soon, once, and never over somebody else's.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SavedState } from "../../shell/page";
import { makeAutosave } from "./useAutosave";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(save: (value: string, base: number) => Promise<number>) {
  const states: SavedState["state"][] = [];
  const autosave = makeAutosave<string>({
    base: 1,
    save,
    onState: ({ state }) => states.push(state),
    isConflict: (error) => error === "conflict",
  });
  return { autosave, states };
}

describe("a draft", () => {
  it("is saved once after typing stops, with the last text and the base it was made from", async () => {
    const save = vi.fn(async () => 2);
    const { autosave, states } = start(save);
    autosave.change("a");
    autosave.change("ab");
    await vi.advanceTimersByTimeAsync(1000);
    expect(save.mock.calls).toEqual([["ab", 1]]);
    expect(states.at(-1)).toBe("saved");
  });

  it("is saved within two seconds although typing never stops", async () => {
    const save = vi.fn(async () => 2);
    const { autosave } = start(save);
    for (let at = 0; at < 2000; at += 200) {
      autosave.change(`typed ${at}`);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(save).toHaveBeenCalled();
  });

  it("typed while saving is saved from the new base", async () => {
    const bases: number[] = [];
    let release = () => {};
    const { autosave } = start(async (_, base) => {
      bases.push(base);
      if (bases.length === 1) await new Promise<void>((resolve) => (release = resolve));
      return base + 1;
    });
    autosave.change("a");
    await vi.advanceTimersByTimeAsync(1000);
    autosave.change("ab");
    release();
    await vi.advanceTimersByTimeAsync(1000);
    expect(bases).toEqual([1, 2]);
  });

  it("in conflict is not saved again until somebody decides, and nothing typed is lost", async () => {
    const saved: [string, number][] = [];
    const { autosave, states } = start(async (value, base) => {
      if (base === 1) throw "conflict";
      saved.push([value, base]);
      return base + 1;
    });
    autosave.change("mine");
    await vi.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toBe("failed");
    autosave.change("mine, longer");
    await vi.advanceTimersByTimeAsync(5000);
    expect(saved).toEqual([]);
    autosave.rebase(7);
    await vi.advanceTimersByTimeAsync(1000);
    expect(saved).toEqual([["mine, longer", 7]]);
  });

  it("that failed otherwise is tried again with the next change", async () => {
    let broken = true;
    const save = vi.fn(async () => {
      if (broken) throw new Error("disk");
      return 2;
    });
    const { autosave, states } = start(save);
    autosave.change("a");
    await vi.advanceTimersByTimeAsync(1000);
    broken = false;
    autosave.change("ab");
    await vi.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toBe("saved");
  });
});
