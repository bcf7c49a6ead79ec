// The scroll offset of a grid and the rows it shows. React draws only when the rows change; the pixels
// between two rows are a transform.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { size } from "../tokens";
import {
  baseOf,
  clampOffset,
  type Extent,
  isScaled,
  offsetOf,
  type RowRange,
  rowsAt,
  scrollTopOf,
} from "./window";

interface Shown extends RowRange {
  base: number;
}

export interface GridScroll {
  shown: Shown;
  extent: Extent;
  scroller: RefObject<HTMLDivElement | null>;
  layer: RefObject<HTMLDivElement | null>;
  /** The true offset of the first visible pixel. */
  offset(): number;
  scrollTo(offset: number): void;
}

const shownAt = (extent: Extent, offset: number): Shown => ({
  ...rowsAt(extent, offset),
  base: baseOf(offset, extent.rowHeight),
});

const same = (a: Shown, b: Shown) => a.first === b.first && a.end === b.end && a.base === b.base;

export function useGridScroll(total: number | null, rowHeight: number): GridScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const at = useRef(0);
  const [viewport, setViewport] = useState(0);
  const count = total ?? Math.ceil(viewport / rowHeight);
  const extent: Extent = { total: count, rowHeight, viewport };
  const latest = useRef(extent);
  latest.current = extent;
  const [, draw] = useState(0);
  const drawn = useRef<Shown | null>(null);
  const shown = shownAt(extent, clampOffset(extent, at.current));
  drawn.current = shown;

  const place = useCallback((offset: number) => {
    at.current = clampOffset(latest.current, offset);
    const next = shownAt(latest.current, at.current);
    if (!drawn.current || !same(next, drawn.current)) flushSync(() => draw((count) => count + 1));
    if (layer.current) layer.current.style.transform = `translateY(${next.base - at.current}px)`;
  }, []);

  const scrollTo = useCallback(
    (offset: number) => {
      place(offset);
      if (scroller.current) scroller.current.scrollTop = scrollTopOf(latest.current, at.current);
    },
    [place],
  );

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      const expected = scrollTopOf(latest.current, at.current);
      // Our own move, rounded by the browser: the true offset stands.
      if (Math.abs(element.scrollTop - expected) < 1) return;
      place(offsetOf(latest.current, element.scrollTop));
    };
    const onWheel = (event: WheelEvent) => {
      if (!isScaled(latest.current) || event.ctrlKey || event.shiftKey || event.deltaY === 0)
        return;
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? latest.current.rowHeight : 1;
      scrollTo(at.current + event.deltaY * lines);
    };
    const measure = () => setViewport(Math.max(element.clientHeight - size.gridHeader, 0));
    const resize = new ResizeObserver(measure);
    measure();
    resize.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      resize.disconnect();
      element.removeEventListener("scroll", onScroll);
      element.removeEventListener("wheel", onWheel);
    };
  }, [place, scrollTo]);

  // After a change of rows, height or density the same rows stay in view where they can.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what moves the rows
  useLayoutEffect(() => {
    at.current = clampOffset(latest.current, at.current);
    if (layer.current)
      layer.current.style.transform = `translateY(${baseOf(at.current, rowHeight) - at.current}px)`;
  }, [count, rowHeight, viewport]);

  return { shown, extent, scroller, layer, offset: () => at.current, scrollTo };
}
