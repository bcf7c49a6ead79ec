// One subscriber for the whole window: what the core committed makes the queries that show it stale.
import type { Query, QueryClient } from "@tanstack/react-query";
import { useEffect, useReducer } from "react";
import { keepJob } from "./jobs";
import { onSession, session } from "./session";
import { type Change, transport } from "./transport";

const listeners = new Set<(change: Change) => void>();

/** Hears every change of this window's organization and of the workspace. */
export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const everything = (topics: string[]) => topics.includes("*");

/** Tables whose commands stand under another name than their own. */
const further: Record<string, string[]> = {
  contact_lists: ["lists"],
  list_members: ["contacts"],
  suppressions: ["suppression"],
  validation_rules: ["validation"],
  validation_results: ["validation"],
  memberships: ["access", "members"],
  organizations: ["access"],
  roles: ["access"],
  role_permissions: ["access"],
  users: ["access"],
  user_profiles: ["access"],
};

/** The core names tables; queries are kept by domain: a change of `campaign_costs` is one of `campaigns`. */
export const domainsOf = (topic: string): string[] => {
  const [first, rest] = topic.split("_", 2);
  return [topic, ...(rest === undefined ? [] : [`${first}s`]), ...(further[topic] ?? [])];
};

const withDomains = (change: Change): Change => ({
  ...change,
  topics: [...new Set(change.topics.flatMap(domainsOf))],
});

/** Keys start with [topic, organization]; a query may name further topics in `meta.topics`. */
export function concerns(change: Change, query: Pick<Query, "queryKey" | "meta">): boolean {
  const [topic, organization] = query.queryKey;
  const foreign =
    typeof organization === "string" &&
    change.organization !== null &&
    organization !== change.organization;
  if (foreign) return false;
  const more = (query.meta?.topics as string[] | undefined) ?? [];
  return (
    everything(change.topics) ||
    change.topics.includes(String(topic)) ||
    more.some((name) => change.topics.includes(name))
  );
}

export function applyChange(client: QueryClient, change: Change): void {
  // Progress comes several times a second and says all there is: the jobs need not be asked again.
  if (change.job) keepJob(client, change.organization, change.job);
  else void client.invalidateQueries({ predicate: (query) => concerns(change, query) });
  for (const listener of listeners) listener(change);
}

const withoutJob = ({ organization, topics, ids }: Change): Change => ({
  organization,
  topics: topics.filter((topic) => topic !== "jobs"),
  ids,
});

/** Least time between two refreshes while changes keep coming, in milliseconds. */
const between = 400;

/** The first change passes at once; those that follow closely are put together. */
export function gathered(pass: (change: Change) => void): (change: Change) => void {
  let waiting: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    timer = null;
    const changes = waiting;
    waiting = [];
    for (const organization of new Set(changes.map((it) => it.organization))) {
      const mine = changes.filter((it) => it.organization === organization);
      pass({ organization, topics: [...new Set(mine.flatMap((it) => it.topics))], ids: [] });
    }
    if (changes.length > 0) timer = setTimeout(flush, between);
  };
  return (change) => {
    // Progress does not wait; what comes with it is a change like any other.
    if (change.job) pass({ ...change, topics: ["jobs"] });
    const told = withDomains(change.job ? withoutJob(change) : change);
    if (told.topics.length === 0) return;
    if (timer !== null) {
      waiting.push(told);
      return;
    }
    pass(told);
    timer = setTimeout(flush, between);
  };
}

/** Follows the session: signed out, nothing is subscribed; another organization, another stream. */
export function followChanges(client: QueryClient): () => void {
  let stop: (() => void) | null = null;
  let following: string | null = null;
  let round = 0;

  const renew = () => {
    const { token, organization } = session();
    const wanted = token === null ? null : `${token} ${organization ?? ""}`;
    if (wanted === following) return;
    following = wanted;
    stop?.();
    stop = null;
    round += 1;
    const mine = round;
    if (wanted === null) return;
    void transport().then((door) => {
      if (mine !== round) return;
      stop = door.subscribe(
        organization,
        gathered((change) => applyChange(client, change)),
      );
    });
  };

  renew();
  const leave = onSession(renew);
  return () => {
    leave();
    round += 1;
    stop?.();
  };
}

/** A number that grows whenever one of the topics changed: for lists that fetch their own pages. */
export function useRevision(...topics: string[]): number {
  const [revision, grow] = useReducer((count: number) => count + 1, 0);
  const wanted = topics.join(" ");
  useEffect(() => {
    const names = wanted.split(" ");
    const listener = (change: Change) => {
      const mine = change.organization === null || change.organization === session().organization;
      if (change.job || !mine) return;
      if (everything(change.topics) || names.some((name) => change.topics.includes(name))) grow();
    };
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [wanted]);
  return revision;
}
