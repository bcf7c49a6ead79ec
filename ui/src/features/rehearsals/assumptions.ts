// Which rates a person sets by hand, and how a percentage is read and written.
import type { Assumptions } from "../../api/gen/types";

export type RateName =
  | "openHuman"
  | "click"
  | "formSubmit"
  | "hardBounce"
  | "prefetchShare"
  | "unsubscribe"
  | "scannerShare"
  | "mobileShare";

/** Most of a slider's way, as a share; a number may be larger. */
export const rates: { name: RateName; most: number; step: number }[] = [
  { name: "openHuman", most: 0.6, step: 0.001 },
  { name: "click", most: 0.15, step: 0.001 },
  { name: "formSubmit", most: 0.3, step: 0.001 },
  { name: "hardBounce", most: 0.1, step: 0.001 },
  { name: "prefetchShare", most: 0.8, step: 0.01 },
];
export const moreRates: typeof rates = [
  { name: "unsubscribe", most: 0.02, step: 0.0001 },
  { name: "scannerShare", most: 0.3, step: 0.001 },
  { name: "mobileShare", most: 1, step: 0.01 },
];

export const seedMost = Number.MAX_SAFE_INTEGER;

/** "21.5" or "21,5" as a share; null when it is no percentage from 0 to 100. */
export function shareFrom(text: string): number | null {
  const plain = text.trim().replace("%", "").trim().replace(",", ".");
  if (!/^\d+(\.\d+)?$/.test(plain)) return null;
  const percent = Number(plain);
  // Divided as text would be: 21.5 % is 0.215, not 0.21500000000000002.
  return percent <= 100 ? Number((percent / 100).toPrecision(12)) : null;
}

/** A share as one types it, without a superfluous zero: "21.5", "0.02". */
export const percentText = (share: number): string => String(Number((share * 100).toPrecision(10)));

export function seedFrom(text: string): number | null {
  const plain = text.trim();
  if (!/^\d+$/.test(plain)) return null;
  const seed = Number(plain);
  return seed <= seedMost ? seed : null;
}

/** Whether anything a person can set differs from the preset. */
export const differs = (one: Assumptions, other: Assumptions): boolean =>
  JSON.stringify(one) !== JSON.stringify(other);
