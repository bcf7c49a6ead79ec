// How long an invitation can still be accepted, in words; and how many days can be chosen. Pure.
import { format } from "../../design/format";
import { words } from "./words";

export const daysOffered = [1, 3, 7, 14, 30, 90];
export const daysAtFirst = 7;

const minute = 60_000;

export interface Expiry {
  text: string;
  over: boolean;
}

export function expiryOf(expiresAt: number | null, now: number): Expiry {
  const over = expiresAt === null || expiresAt <= now;
  // What is left is rounded up to the minute: an invitation for seven days does not begin with six.
  const when = format.relative(expiresAt, over ? now : now - minute);
  return { text: over ? words.expired(when) : words.until(when), over };
}
