// Figures say what they are of, and days without events are days too.
import { describe, expect, it } from "vitest";
import type { DayFigure, Figure } from "../../api/gen/types";
import { changeOf, costOf, costPer, curve, daysOf, rateText, rowsBy } from "./figures";

const figure = (part: Partial<Figure>): Figure => ({
  metric: "opens",
  count: 14_000,
  contacts: 10_118,
  adjustments: 0,
  rate: 0.213,
  of: "delivered",
  denominator: 47_502,
  before: null,
  ...part,
});
const day = (on: string, metric: DayFigure["metric"], count: number): DayFigure => ({
  day: on,
  metric,
  count,
  contacts: count,
  firstTime: count,
  adjustments: 0,
  isFinal: true,
});
const plain = (text: string) => text.replaceAll("\u00A0", " ");

describe("a key figure", () => {
  it("gives its rate with one decimal, what it is of, and the numbers on hover", () => {
    const { text, title } = rateText(figure({}));
    expect(plain(text)).toBe("21.3 % of delivered");
    expect(title).toBe("10,118 of 47,502 people");
  });

  it("of nothing has no rate", () => {
    expect(rateText(figure({ contacts: 0, denominator: 0 })).text).toBe("– of delivered");
  });

  it("tells the change, and whether it is good", () => {
    const before = { count: 0, contacts: 10_000 };
    expect(changeOf(figure({ before }))).toMatchObject({ text: "+118", better: true });
    expect(changeOf(figure({ before, metric: "complaints" }))?.better).toBe(false);
    expect(changeOf(figure({ before, contacts: 10_000 }))).toMatchObject({
      text: "0",
      better: null,
    });
    expect(changeOf(figure({}))).toBeUndefined();
  });
});

describe("the curve", () => {
  const figures = [
    day("2026-10-30", "opens", 5),
    day("2026-10-30", "machineOpens", 2),
    day("2026-11-02", "opens", 1),
  ];
  it("has every day between the first and the last", () => {
    expect(daysOf(figures)).toEqual(["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02"]);
    expect(daysOf([])).toEqual([]);
  });

  it("adds metrics that are shown as one", () => {
    expect(curve(figures, daysOf(figures), "opens", "machineOpens")).toEqual([7, 0, 0, 1]);
    expect(curve(figures, daysOf(figures), "opens")).toEqual([5, 0, 0, 1]);
  });
});

describe("costs", () => {
  it("are once, for each mail and for each submission", () => {
    const costs = { fixedMinor: 10_000, perSendMinor: 2, perLeadMinor: 500 };
    expect(costOf(costs, 1_000, 10)).toBe(17_000);
    expect(costPer(17_000, 10)).toBe(1_700);
  });

  it("per nothing are unknown", () => {
    expect([costPer(17_000, 0), costPer(0, 10)]).toEqual([null, null]);
  });
});

it("a breakdown has one row a value, the most first", () => {
  const of = (value: string, metric: Figure["metric"], contacts: number) => ({
    value,
    metric,
    count: contacts,
    contacts,
  });
  const rows = rowsBy(
    [of("desktop", "opens", 1), of("mobile", "opens", 9), of("mobile", "clicks", 2)],
    "opens",
    "clicks",
  );
  expect(rows).toEqual([
    { value: "mobile", people: { opens: 9, clicks: 2 } },
    { value: "desktop", people: { opens: 1 } },
  ]);
});
