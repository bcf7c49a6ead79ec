// Numbers, times and sizes as people read them, whatever the system says its language is.
import { describe, expect, it } from "vitest";
import { chooseFormat, format, makeFormat, resolveLocale } from "./format";

const en = makeFormat("en-US", "UTC");
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("the locale", () => {
  it("of a system without a language is American English", () => {
    for (const none of ["C", "POSIX", "C.UTF-8", "", undefined]) {
      expect(resolveLocale([none])).toBe("en-US");
    }
  });

  it("would break Intl if it were passed on unchecked", () => {
    expect(() => new Intl.NumberFormat("C")).toThrow(RangeError);
  });

  it("is the first one that is known, in either spelling", () => {
    expect(resolveLocale(["C", "de_DE", "en-GB"])).toBe("de-DE");
  });
});

describe("numbers", () => {
  it("have separators; zero is 0 and unknown is a dash", () => {
    expect([en.number(1_048_211), en.number(0), en.number(null), en.number(Number.NaN)]).toEqual([
      "1,048,211",
      "0",
      "–",
      "–",
    ]);
    expect(makeFormat("de-DE").number(1_048_211)).toBe("1.048.211");
  });

  it("change with a sign, and no change is 0", () => {
    expect([en.change(31), en.change(-0.1, 1), en.change(0.04, 1)]).toEqual(["+31", "−0.1", "0"]);
  });

  it("as rates have one decimal, and say of what on hover", () => {
    expect(en.rate(10_118, 47_502)).toEqual({ text: "21.3\u00A0%", title: "10,118 of 47,502" });
    expect(en.rate(0, 0)).toEqual({ text: "–", title: "0 of 0" });
    expect(en.percent(1)).toBe("100.0\u00A0%");
  });

  it("as money come from minor units of the currency", () => {
    expect(en.money(120_410, "USD")).toBe("$1,204.10");
    expect(en.money(1204, "JPY")).toBe("¥1,204");
    expect(en.money(null, "USD")).toBe("–");
  });

  it("as sizes keep one decimal above bytes", () => {
    expect([en.bytes(999), en.bytes(1_500_000), en.bytes(2e13)]).toEqual([
      "999\u00A0B",
      "1.5\u00A0MB",
      "20\u00A0TB",
    ]);
  });
});

describe("times", () => {
  const now = Date.UTC(2026, 10, 20, 12);

  it("are relative in one unit, both ways", () => {
    expect(en.relative(now - 20_000, now)).toBe("just now");
    expect(en.relative(now - 5 * hour, now)).toBe("5\u00A0h ago");
    expect(en.relative(now - 12 * day, now)).toBe("12\u00A0d ago");
    expect(en.relative(now + 42 * day, now)).toBe("in 42\u00A0d");
    expect(en.relative(now - 800 * day, now)).toBe("2\u00A0y ago");
  });

  it("are exact in the zone asked for", () => {
    expect(en.time(now, "UTC")).toBe("Nov 20, 2026, 12:00");
    expect(en.clock(now, "America/New_York")).toBe("07:00");
    expect(makeFormat("de-DE").date(now, "UTC")).toBe("20 Nov 2026");
  });

  it("as durations have at most two units", () => {
    expect(en.duration(18_000)).toBe("18\u00A0s");
    expect(en.duration(125_000)).toBe("2\u00A0min 5\u00A0s");
    expect(en.duration(3 * hour + 4_000)).toBe("3\u00A0h");
    expect(en.duration(420)).toBe("420\u00A0ms");
  });
});

it("a person's own manner counts from then on, and can be given up", () => {
  const at = Date.UTC(2026, 10, 20, 12);
  const before = format.number(1234.5, 1);
  chooseFormat("de-DE", "Asia/Tokyo");
  expect(format.number(1234.5, 1)).toBe("1.234,5");
  expect(format.clock(at)).toBe("21:00");
  expect(format.clock(at, "UTC")).toBe("12:00");
  chooseFormat("en", "");
  expect(format.number(1234.5, 1)).toBe(before);
});
