// The first and the last row are reached at any length, and no position shows a gap.
import { describe, expect, it } from "vitest";
import { rowAfter } from "./useGridKeys";
import {
  baseOf,
  contentHeight,
  type Extent,
  isScaled,
  offsetOf,
  offsetToShow,
  overscan,
  rowsAt,
  rowsPerPage,
  scrollTopOf,
  tallest,
} from "./window";

const extent = (total: number, rowHeight = 32): Extent => ({ total, rowHeight, viewport: 650 });
const bottom = (it: Extent) => contentHeight(it) - it.viewport;

describe("a million rows of 32 px", () => {
  const million = extent(1_000_000);

  it("fit below the height where browsers clamp, so the bar is the list", () => {
    expect(contentHeight(million)).toBe(32_000_000);
    expect(contentHeight(million)).toBeLessThan(33_554_430);
    expect(isScaled(million)).toBe(false);
    expect(offsetOf(million, 12_345.5)).toBe(12_345.5);
  });

  it("end with row 1,000,000 at the bottom", () => {
    expect(rowsAt(million, offsetOf(million, bottom(million))).end).toBe(1_000_000);
  });

  it("would lose their end at 36 px without scaling, and do not with it", () => {
    const tall = extent(1_000_000, 36);
    expect(rowsAt(tall, 33_554_430 - tall.viewport).end).toBeLessThan(1_000_000);
    expect(contentHeight(tall)).toBe(tallest);
    expect(rowsAt(tall, offsetOf(tall, bottom(tall))).end).toBe(1_000_000);
  });
});

describe.each([2_000_000, 50_000_000])("%i rows", (total) => {
  const long = extent(total);

  it("reach both ends by the scroll bar", () => {
    expect(rowsAt(long, offsetOf(long, 0)).first).toBe(0);
    expect(rowsAt(long, offsetOf(long, bottom(long))).end).toBe(total);
  });

  it("come back to the same offset through the bar, within a pixel of the bar", () => {
    for (const share of [0, 0.1, 0.5, 0.999, 1]) {
      const offset = share * (total * 32 - long.viewport);
      expect(offsetOf(long, scrollTopOf(long, offset))).toBeCloseTo(offset, 3);
    }
  });
});

describe("the rows of a position", () => {
  it("cover the window with some to spare, and only that", () => {
    const { first, end } = rowsAt(extent(1000), 3210);
    expect(first).toBe(100 - overscan);
    expect(end).toBe(Math.ceil((3210 + 650) / 32) + overscan);
  });

  it("stop at the ends of a short list", () => {
    expect(rowsAt(extent(3), 0)).toEqual({ first: 0, end: 3 });
    expect(rowsAt(extent(0), 0)).toEqual({ first: 0, end: 0 });
  });

  it("are placed within 100,000 px of their base, on a row's edge", () => {
    for (const offset of [0, 99_999, 31_999_350]) {
      const base = baseOf(offset, 28);
      expect(base % 28).toBe(0);
      expect(offset - base).toBeGreaterThanOrEqual(0);
      expect(offset - base).toBeLessThan(100_000);
    }
  });
});

describe("moving", () => {
  const list = extent(1000);

  it("scrolls only as far as the row needs", () => {
    expect(offsetToShow(list, 5, 0)).toBe(0);
    expect(offsetToShow(list, 30, 0)).toBe(31 * 32 - 650);
    expect(offsetToShow(list, 2, 640)).toBe(64);
    expect(offsetToShow(list, 999, 0)).toBe(1000 * 32 - 650);
  });

  it("by key leads where one expects", () => {
    expect(rowAfter("ArrowDown", null, list)).toBe(0);
    expect(rowAfter("k", 0, list)).toBe(0);
    expect(rowAfter("PageDown", 10, list)).toBe(10 + rowsPerPage(list));
    expect(rowAfter("End", 10, list)).toBe(999);
    expect(rowAfter("q", 10, list)).toBeNull();
  });
});
