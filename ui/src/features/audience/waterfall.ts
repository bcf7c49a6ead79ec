// From everybody on the lists to those who get the e-mail: buckets that hold each contact once.
import type { Waterfall } from "../../api/gen/types";

export const losses = [
  "excluded",
  "suppressed",
  "deleted",
  "withoutAddress",
  "notMailable",
] as const;
export type Bucket = "onLists" | (typeof losses)[number] | "mailable";

export interface WaterfallBar {
  bucket: Bucket;
  count: number;
  /** Where the bar begins and how long it is, as shares of the whole. */
  from: number;
  share: number;
  kind: "whole" | "loss" | "rest";
}

/** Each loss stands where the bar before it ends, from the right, so that what is left is seen. */
export function waterfallBars(counts: Waterfall): WaterfallBar[] {
  const whole = Math.max(counts.onLists, 1);
  let left = counts.onLists;
  const lost = losses.map((bucket): WaterfallBar => {
    const count = counts[bucket];
    left -= count;
    return { bucket, count, from: Math.max(left, 0) / whole, share: count / whole, kind: "loss" };
  });
  return [
    {
      bucket: "onLists",
      count: counts.onLists,
      from: 0,
      share: counts.onLists / whole,
      kind: "whole",
    },
    ...lost,
    {
      bucket: "mailable",
      count: counts.mailable,
      from: 0,
      share: counts.mailable / whole,
      kind: "rest",
    },
  ];
}

/** What all buckets below the first make together; equal to `onLists` when nobody was missed. */
export const waterfallSum = (counts: Waterfall): number =>
  losses.reduce((sum, bucket) => sum + counts[bucket], counts.mailable);
