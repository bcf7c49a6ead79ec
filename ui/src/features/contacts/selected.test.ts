// What is selected in the list is exactly what a command is told.
import { describe, expect, it, vi } from "vitest";
import { allMatching, nothing, withRows } from "../../design/grid/selection";
import { coreSelection } from "./selected";

const view = { search: "a" };
const everyone = Array.from({ length: 1203 }, (_, at) => `c${at}`);
const ids = () =>
  vi.fn(async (offset: number, limit: number) => everyone.slice(offset, offset + limit));

describe("a selection", () => {
  it("of single rows goes as their ids, and reads nothing", async () => {
    const read = ids();
    const chosen = await coreSelection(withRows(nothing, ["c1", "c2"], true), view, 1203, read);
    expect(chosen).toEqual({ ids: ["c1", "c2"] });
    expect(read).not.toHaveBeenCalled();
  });

  it("of all goes as the view, however many there are", async () => {
    expect(await coreSelection(allMatching, view, 1_000_000, ids())).toEqual({ matching: view });
  });

  it("of all but some names each of the others", async () => {
    const selection = withRows(allMatching, ["c0", "c700"], false);
    const chosen = await coreSelection(selection, view, everyone.length, ids());
    const kept = everyone.filter((id) => id !== "c0" && id !== "c700");
    expect(chosen).toEqual({ ids: kept });
  });

  it("of all but some of too many is refused, not cut", async () => {
    const selection = withRows(allMatching, ["c0"], false);
    expect(await coreSelection(selection, view, 1_000_000, ids())).toBeNull();
  });
});
