// Whether the organization's own domain should be offered to the whitelist. Pure.
import type { WhitelistEntry } from "../../api/gen/types";

/** The domain that nobody is let in by yet; null when there is none, or it is listed. */
export function domainToOffer(
  domain: string | undefined,
  whitelist: Pick<WhitelistEntry, "pattern">[],
): string | null {
  if (!domain) return null;
  return whitelist.some(({ pattern }) => pattern === `@${domain}`) ? null : domain;
}
