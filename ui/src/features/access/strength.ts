// How hard a password is to guess, in words. A rough measure for the person; the core sets the rule.

export const shortest = 10;

export interface Strength {
  /** 0 too short, 1 weak, 2 fair, 3 good, 4 strong. */
  score: 0 | 1 | 2 | 3 | 4;
}

const pools: [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[^a-zA-Z0-9]/, 33],
];

const common = /password|qwert|letmein|welcome|admin|12345|abcde|reachly/i;

/** Bits of a random string of this kind, less what repeats and what others know about the person. */
export function bitsOf(password: string, personal: string[]): number {
  const known = personal
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((part) => part.length >= 3);
  let rest = password.replace(new RegExp(common, "gi"), "");
  for (const part of known)
    rest = rest.toLowerCase().includes(part) ? rest.toLowerCase().replaceAll(part, "") : rest;
  const pool = pools.reduce((sum, [signs, size]) => sum + (signs.test(rest) ? size : 0), 0);
  if (pool === 0) return 0;
  const variety = new Set(rest).size;
  // A sign met again adds a third of a new one.
  return (variety + (rest.length - variety) / 3) * Math.log2(pool);
}

export function strengthOf(password: string, personal: string[] = []): Strength {
  if (password.length < shortest) return { score: 0 };
  const bits = bitsOf(password, personal);
  if (bits < 36) return { score: 1 };
  if (bits < 50) return { score: 2 };
  if (bits < 70) return { score: 3 };
  return { score: 4 };
}
