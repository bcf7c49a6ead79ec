// What a person arranged survives new columns; selections count what they say.
import { expect, it } from "vitest";
import { type Column, moved, reconciled } from "./columns";
import { stepsFor } from "./GridHeader";
import { allMatching, countOf, isSelected, nothing, toggled, withRows } from "./selection";

const column = (id: string, rest: Partial<Column<string>> = {}): Column<string> => ({
  id,
  title: id,
  width: 100,
  cell: (row) => row,
  ...rest,
});
const columns = [column("name", { hideable: false }), column("email"), column("score")];

it("a kept arrangement loses unknown columns and gains new ones in their place", () => {
  const kept = {
    order: ["score", "gone", "name"],
    hidden: ["name", "score"],
    widths: {},
    dense: true,
  };
  const { order, hidden, dense } = reconciled(columns, kept);
  expect(order).toEqual(["score", "email", "name"]);
  expect(hidden).toEqual(["score"]);
  expect(dense).toBe(true);
});

it("a column that came since is hidden if it was declared so, and shown once somebody shows it", () => {
  const more = [...columns, column("own", { hiddenAtFirst: true })];
  const kept = { order: ["name", "email", "score"], hidden: ["email"], widths: {}, dense: false };
  expect(reconciled(more, kept).hidden).toEqual(["email", "own"]);
  const shown = { ...kept, order: [...kept.order, "own"] };
  expect(reconciled(more, shown).hidden).toEqual(["email"]);
});

it("a broken arrangement is forgotten", () => {
  expect(reconciled(columns, { order: "x" as never }).order).toEqual(["name", "email", "score"]);
});

it("moving keeps every column", () => {
  expect(moved(["a", "b", "c"], "a", 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], "c", -5)).toEqual(["c", "a", "b"]);
});

it("a drag counts the columns whose middle it passed", () => {
  const visible = { visible: columns, widthOf: () => 100 } as never;
  expect(stepsFor(visible, "name", 40)).toBe(0);
  expect(stepsFor(visible, "name", 60)).toBe(1);
  expect(stepsFor(visible, "name", 1000)).toBe(2);
  expect(stepsFor(visible, "score", -151)).toBe(-2);
});

it("all matching but one is one fewer than the total", () => {
  const but = toggled(allMatching, "7");
  expect(countOf(but, 12_408)).toBe(12_407);
  expect([isSelected(but, "7"), isSelected(but, "8")]).toEqual([false, true]);
});

it("a range adds rows once", () => {
  const some = withRows(withRows(nothing, ["1", "2"], true), ["2", "3"], true);
  expect(countOf(some, 100)).toBe(3);
  expect(countOf(withRows(some, ["1"], false), 100)).toBe(2);
});
