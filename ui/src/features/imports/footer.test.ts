// The footer says what would happen, and the button says exactly what it does.
import { describe, expect, it } from "vitest";
import type { ImportCounts } from "../../api/gen/types";
import { countsSentence, importAction } from "./footer";

const counts = (part: Partial<ImportCounts>): ImportCounts => ({
  rows: 0,
  new: 0,
  updated: 0,
  unchanged: 0,
  duplicate: 0,
  rejected: 0,
  valid: 0,
  risky: 0,
  invalid: 0,
  withoutAddress: 0,
  ...part,
});

describe("the footer", () => {
  it("names new, updated and rejected, whatever they are", () => {
    expect(countsSentence(counts({ new: 9731, updated: 214, rejected: 55 }))).toBe(
      "9,731 new · 214 updated · 55 rejected",
    );
    expect(countsSentence(counts({}))).toBe("0 new · 0 updated · 0 rejected");
  });

  it("names unchanged and duplicate rows where there are some", () => {
    expect(countsSentence(counts({ new: 1, unchanged: 2, duplicate: 3 }))).toBe(
      "1 new · 0 updated · 2 unchanged · 3 duplicate · 0 rejected",
    );
  });
});

describe("the button", () => {
  it("counts those who come and those who change", () => {
    expect(importAction(counts({ new: 9731, updated: 214, unchanged: 8 }), true)).toEqual({
      label: "Import 9,945 contacts",
      possible: true,
    });
    expect(importAction(counts({ updated: 1 }), false).label).toBe("Import 1 contact");
  });

  it("offers the list to those who are here already", () => {
    expect(importAction(counts({ unchanged: 1200 }), true)).toEqual({
      label: "Add 1,200 contacts to the list",
      possible: true,
    });
  });

  it("does nothing where nothing would change", () => {
    expect(importAction(counts({ unchanged: 1200, rejected: 4 }), false).possible).toBe(false);
  });
});
