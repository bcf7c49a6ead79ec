// How a window lets the next one in: a token that is good once and for a minute, in the new window's address.
import { session, setSession } from "./session";
import { call, openWindow } from "./transport";

export interface HandedOver {
  token: string;
  organization: string | null;
  /** The page to start with. */
  at: string;
}

/** What the address says, if a window was opened by another. */
export function handedOver(hash: string): HandedOver | null {
  const parts = new URLSearchParams(hash.slice(1));
  const token = parts.get("session");
  // Addresses of pages start with a slash: `#/…` is no hand-over, whatever follows.
  if (token === null || hash.startsWith("#/")) return null;
  const at = parts.get("at") ?? "/";
  return { token, organization: parts.get("organization"), at: at.startsWith("/") ? at : "/" };
}

/** Trades the token for a session of this window's own. When it is too late, the window asks who one is. */
export async function enter({ token, organization, at }: HandedOver): Promise<void> {
  history.replaceState(null, "", `${location.pathname}${location.search}#${at}`);
  try {
    const entered = await call("account.enter", { token }, { organization: null });
    setSession({ token: entered.token, organization });
  } catch {
    setSession({ token: null, organization: null });
  }
}

/** Opens another window on the same page, with a session of its own. */
export async function openAnother(): Promise<void> {
  const { token } = await call("account.handOver", {}, { organization: null });
  const parts = new URLSearchParams({ session: token });
  const { organization } = session();
  if (organization !== null) parts.set("organization", organization);
  if (location.hash.startsWith("#/")) parts.set("at", location.hash.slice(1));
  await openWindow(parts.toString());
}
