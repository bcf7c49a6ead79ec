// Who is signed in, and for which organization, in this window or tab only.
import { useSyncExternalStore } from "react";

export interface Session {
  token: string | null;
  organization: string | null;
}

const tokenKey = "reachly.session";
const organizationKey = "reachly.organization";
const listeners = new Set<() => void>();

let current: Session = {
  token: sessionStorage.getItem(tokenKey),
  organization: sessionStorage.getItem(organizationKey),
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

export const signedOut = () => setSession({ token: null, organization: null });

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSession = (): Session => useSyncExternalStore(onSession, session);
