// Which rows stand in the window, for any scroll offset. Pure arithmetic, all lengths in pixels.
//
// Browsers clamp an element near 33,554,430 px. Up to that height the scroll bar is the list; above it
// the bar is a scale of the list, and the true offset is kept beside it.

/** Tallest content we ask for, with room for the header. */
export const tallest = 33_000_000;

/** Rows drawn beyond either edge, so that a step never shows a gap. */
export const overscan = 4;

export interface Extent {
  total: number;
  rowHeight: number;
  /** Height of the place where rows are seen. */
  viewport: number;
}

export const trueHeight = ({ total, rowHeight }: Extent): number => total * rowHeight;

export const contentHeight = (extent: Extent): number => Math.min(trueHeight(extent), tallest);

export const isScaled = (extent: Extent): boolean => trueHeight(extent) > tallest;

const furthest = (extent: Extent) => Math.max(trueHeight(extent) - extent.viewport, 0);
const furthestScroll = (extent: Extent) => Math.max(contentHeight(extent) - extent.viewport, 0);

export const clampOffset = (extent: Extent, offset: number): number =>
  Math.min(Math.max(offset, 0), furthest(extent));

/** True offset of the first visible pixel for a position of the scroll bar. */
export function offsetOf(extent: Extent, scrollTop: number): number {
  if (!isScaled(extent)) return clampOffset(extent, scrollTop);
  const share = scrollTop / furthestScroll(extent);
  return clampOffset(extent, share * furthest(extent));
}

/** Position of the scroll bar for a true offset. */
export function scrollTopOf(extent: Extent, offset: number): number {
  const clamped = clampOffset(extent, offset);
  if (!isScaled(extent)) return clamped;
  return (clamped / furthest(extent)) * furthestScroll(extent);
}

export interface RowRange {
  /** First row drawn. */
  first: number;
  /** One past the last row drawn. */
  end: number;
}

export function rowsAt({ total, rowHeight, viewport }: Extent, offset: number): RowRange {
  const first = Math.max(Math.floor(offset / rowHeight) - overscan, 0);
  const end = Math.min(Math.ceil((offset + viewport) / rowHeight) + overscan, total);
  return { first: Math.min(first, end), end };
}

/** The nearest offset that shows the row whole. */
export function offsetToShow(extent: Extent, row: number, offset: number): number {
  const top = row * extent.rowHeight;
  if (top < offset) return clampOffset(extent, top);
  const lowest = top + extent.rowHeight - extent.viewport;
  return clampOffset(extent, Math.max(offset, lowest));
}

/** Whole rows in the window: the step of Page Up and Page Down. */
export const rowsPerPage = ({ rowHeight, viewport }: Extent): number =>
  Math.max(Math.floor(viewport / rowHeight) - 1, 1);

/** Rows are placed relative to a nearby base: a transform of 32 million px would lose precision. */
const block = 100_000;
export const baseOf = (offset: number, rowHeight: number): number => {
  const rows = Math.max(Math.floor(block / rowHeight), 1);
  return Math.floor(offset / (rows * rowHeight)) * rows * rowHeight;
};
