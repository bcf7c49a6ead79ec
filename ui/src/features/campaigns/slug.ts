// The address of a landing page: what one may look like, and what a person's typing becomes.

const shape = /^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$/;

export const isSlug = (text: string): boolean => shape.test(text);

/** What is typed, as far as an address can hold it: lower case, no accents, hyphens for the rest. */
export const asSlug = (typed: string): string =>
  typed
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 64);

export type SlugState =
  | { state: "own" }
  | { state: "wrong" }
  | { state: "checking" }
  | { state: "free" }
  | { state: "taken"; suggestion: string };

/** What to say about a typed address, given the core's answer to it (undefined: none yet). */
export function slugState(
  typed: string,
  own: string,
  answer: { slug: string; free: boolean; suggestion: string } | undefined,
): SlugState {
  if (typed === own) return { state: "own" };
  if (!isSlug(typed)) return { state: "wrong" };
  if (answer === undefined || answer.slug !== typed) return { state: "checking" };
  return answer.free ? { state: "free" } : { state: "taken", suggestion: answer.suggestion };
}
