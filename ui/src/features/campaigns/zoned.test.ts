// Times of a zone and amounts of money survive the way to a field and back.
import { describe, expect, it } from "vitest";
import { fromMinor, fromZoned, toMinor, toZoned } from "./zoned";

const zone = "America/New_York";

describe("a time in the organization's zone", () => {
  it("is shown as its own wall clock shows it", () => {
    expect(toZoned(Date.UTC(2026, 10, 12, 14, 0), zone)).toBe("2026-11-12T09:00");
  });

  it("comes back, in winter and in summer", () => {
    for (const text of ["2026-11-12T09:00", "2026-07-01T23:59", "2026-11-01T00:30"])
      expect(toZoned(fromZoned(text, zone) ?? 0, zone)).toBe(text);
  });

  it("in the hour that is skipped becomes the one after", () => {
    const at = fromZoned("2026-03-08T02:30", zone);
    expect(["2026-03-08T03:30", "2026-03-08T01:30"]).toContain(toZoned(at ?? 0, zone));
  });

  it("that is none is none", () => {
    expect(fromZoned("soon", zone)).toBeNull();
  });
});

describe("an amount", () => {
  it("is read with and without thousands separators", () => {
    expect(["1500", "1,500.50", "0", "12,5"].map((text) => toMinor(text, "USD"))).toEqual([
      150_000, 150_050, 0, 1_250,
    ]);
  });

  it("finer than the currency, or no number, is refused", () => {
    expect(["1.234", "abc", "", "1e3"].map((text) => toMinor(text, "USD"))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(toMinor("1.5", "JPY")).toBeNull();
  });

  it("is shown as one would type it", () => {
    expect([fromMinor(150_000, "USD"), fromMinor(150_050, "USD"), fromMinor(null, "USD")]).toEqual([
      "1500",
      "1500.50",
      "",
    ]);
  });
});
