// Rates and seeds survive the way through a field.
import { describe, expect, it } from "vitest";
import { percentText, seedFrom, shareFrom } from "./assumptions";

describe("a rate", () => {
  it("is read from a percentage, exactly", () => {
    expect(["21.5", "21,5 %", "0", "100", "0.02"].map(shareFrom)).toEqual([
      0.215, 0.215, 0, 1, 0.0002,
    ]);
  });

  it("beyond 100 %, below 0, or none is refused", () => {
    expect(["101", "-1", "", "many"].map(shareFrom)).toEqual([null, null, null, null]);
  });

  it("is written as one would type it", () => {
    expect([0.215, 0.07, 0.0002, 1].map(percentText)).toEqual(["21.5", "7", "0.02", "100"]);
  });
});

it("a seed is a whole number that JSON can hold", () => {
  expect(["42", "0", "9007199254740991", "9007199254740992", "-1", "4.2"].map(seedFrom)).toEqual([
    42,
    0,
    9007199254740991,
    null,
    null,
    null,
  ]);
});
