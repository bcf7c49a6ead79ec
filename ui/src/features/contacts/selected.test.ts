// What is selected in the list is exactly what a command is told.
import { describe, expect, it } from "vitest";
import { allMatching, nothing, withRows } from "../../design/grid/selection";
import { coreSelection } from "./selected";

const view = { search: "a" };
const many = Array.from({ length: 10_001 }, (_, at) => `c${at}`);

describe("a selection", () => {
  it("of single rows goes as their ids", () => {
    expect(coreSelection(withRows(nothing, ["c1", "c2"], true), view)).toEqual({
      ids: ["c1", "c2"],
    });
  });

  it("of all goes as the view, however many there are", () => {
    expect(coreSelection(allMatching, view)).toEqual({ matching: view });
  });

  it("of all but some goes as the view without those", () => {
    const selection = withRows(allMatching, ["c0", "c700"], false);
    expect(coreSelection(selection, view)).toEqual({ matching: view, except: ["c0", "c700"] });
  });

  it("of too many to name is refused, not cut", () => {
    expect(coreSelection(withRows(nothing, many, true), view)).toBeNull();
    expect(coreSelection(withRows(allMatching, many, false), view)).toBeNull();
  });
});
