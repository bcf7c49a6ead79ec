// Who is signed in, and for which organization, in this window or tab only.
import { useSyncExternalStore } from "react";

export interface Session {
  token: string | null;
  organization: string | null;
  /** The window waits for its password; the core answers nothing before. */
  locked: boolean;
}

const tokenKey = "reachly.session";
const organizationKey = "reachly.organization";
const listeners = new Set<() => void>();

let current: Session = {
  token: sessionStorage.getItem(tokenKey),
  organization: sessionStorage.getItem(organizationKey),
  // Whether it is, the first answer says.
  locked: false,
};

const keep = (key: string, value: string | null) =>
  value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value);

export const session = (): Session => current;

export function setSession(next: Partial<Session>): void {
  current = { ...current, ...next };
  keep(tokenKey, current.token);
  keep(organizationKey, current.organization);
  for (const listener of listeners) listener();
}

export const signedOut = () => setSession({ token: null, organization: null, locked: false });

/** From now on the window shows its lock and nothing else. */
export const showLock = () => {
  if (current.token !== null && !current.locked) setSession({ locked: true });
};

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSession = (): Session => useSyncExternalStore(onSession, session);
