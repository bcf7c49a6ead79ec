// Nobody is lost on the way from the lists to the mailbox, and nobody counted twice.
import { describe, expect, it } from "vitest";
import type { Waterfall } from "../../api/gen/types";
import { waterfallBars, waterfallSum } from "./waterfall";

const counts: Waterfall = {
  onLists: 1000,
  excluded: 100,
  suppressed: 50,
  deleted: 10,
  withoutAddress: 40,
  notMailable: 200,
  mailable: 600,
  mailableUnchecked: 20,
  mailableRisky: 30,
};

describe("the waterfall", () => {
  it("sums up to the people on the lists", () => {
    expect(waterfallSum(counts)).toBe(1000);
  });

  it("shows when it does not", () => {
    expect(waterfallSum({ ...counts, suppressed: 51 })).toBe(1001);
  });

  it("lets each bar begin where the one before it leaves off", () => {
    const bars = waterfallBars(counts);
    const lost = bars.filter((bar) => bar.kind === "loss");
    expect(lost[0]?.from).toBeCloseTo(0.9);
    lost.slice(1).forEach((bar, at) => {
      expect(bar.from + bar.share).toBeCloseTo(lost[at]?.from ?? Number.NaN);
    });
    expect(lost.at(-1)?.from).toBeCloseTo(bars.at(-1)?.share ?? Number.NaN);
  });

  it("of nobody has bars of no length", () => {
    const none = Object.fromEntries(
      Object.keys(counts).map((key) => [key, 0]),
    ) as unknown as Waterfall;
    expect(waterfallBars(none).every((bar) => bar.share === 0 && bar.from === 0)).toBe(true);
  });
});
