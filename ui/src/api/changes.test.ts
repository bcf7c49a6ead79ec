// A change makes stale exactly what shows it.
import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { applyChange, domainsOf, followChanges, gathered } from "./changes";
import { withJob } from "./jobs";
import { queryKey } from "./queries";
import { setSession, signedOut } from "./session";
import { type Change, setTransportForTest, type Transport } from "./transport";

const client = () => {
  const made = new QueryClient();
  const put = (name: string, organization: string | null, topics?: string[]) =>
    made.getQueryCache().build(made, {
      queryKey: queryKey(name, organization, {}),
      queryFn: () => 1,
      initialData: 1,
      meta: { topics },
    });
  const queries = {
    mine: put("contacts.page", "a"),
    theirs: put("contacts.page", "b"),
    leads: put("leads.page", "a"),
    today: put("today.list", "a", ["leads", "contacts"]),
    status: put("workspace.status", null),
  };
  const stale = () =>
    Object.entries(queries)
      .filter(([, query]) => query.state.isInvalidated)
      .map(([name]) => name);
  return { made, stale };
};

describe("a change", () => {
  it("reaches its topic, and what names the topic, in its organization", () => {
    const { made, stale } = client();
    applyChange(made, { organization: "a", topics: ["contacts"], ids: [] });
    expect(stale()).toEqual(["mine", "today"]);
  });

  it("of the workspace reaches every organization", () => {
    const { made, stale } = client();
    applyChange(made, { organization: null, topics: ["contacts", "workspace"], ids: [] });
    expect(stale()).toEqual(["mine", "theirs", "today", "status"]);
  });

  it("after a gap reaches everything of the organization", () => {
    const { made, stale } = client();
    applyChange(made, { organization: "a", topics: ["*"], ids: [] });
    expect(stale()).toEqual(["mine", "leads", "today", "status"]);
  });

  it("of another topic reaches nothing", () => {
    const { made, stale } = client();
    applyChange(made, { organization: "a", topics: ["forms"], ids: [] });
    expect(stale()).toEqual([]);
  });
});

describe("the one subscriber", () => {
  afterEach(signedOut);

  it("follows the session: one stream, for the organization of the window", async () => {
    const open: (string | null)[] = [];
    let tell: (change: Change) => void = () => {};
    const subscribe = vi.fn((organization: string | null, onChange: (change: Change) => void) => {
      open.push(organization);
      tell = onChange;
      return () => void open.splice(open.indexOf(organization), 1);
    });
    setTransportForTest({ subscribe } as Partial<Transport> as Transport);
    const { made, stale } = client();
    const settle = () => new Promise((resolve) => setTimeout(resolve));

    const stop = followChanges(made);
    await settle();
    expect(open).toEqual([]);
    setSession({ token: "t", organization: "a" });
    setSession({ token: "t", organization: "b" });
    await settle();
    expect(open).toEqual(["b"]);
    tell({ organization: "b", topics: ["contacts"], ids: [] });
    expect(stale()).toContain("theirs");
    signedOut();
    expect(open).toEqual([]);
    stop();
  });
});

describe("many changes in a row", () => {
  afterEach(() => vi.useRealTimers());

  it("pass at once first, then together", () => {
    vi.useFakeTimers();
    const passed: string[][] = [];
    const tell = gathered((change) => passed.push(change.topics));
    for (const topic of ["contacts", "imports", "contact_lists"])
      tell({ organization: "a", topics: [topic], ids: [] });
    expect(passed).toEqual([["contacts"]]);
    vi.runAllTimers();
    expect(passed).toEqual([["contacts"], ["imports", "contact_lists", "contacts", "lists"]]);
  });

  it("of a table reach the domain its commands stand under", () => {
    expect(domainsOf("campaign_costs")).toContain("campaigns");
    expect(domainsOf("memberships")).toEqual(expect.arrayContaining(["access", "members"]));
    expect(domainsOf("contacts")).toEqual(["contacts"]);
  });
});

describe("news of a job", () => {
  const job = (done: number, state = "running") => ({
    id: "j",
    kind: "undo",
    title: "Undo",
    state,
    done,
    total: 10,
    rate: 1,
    etaMs: 1,
    canCancel: true,
  });

  it("are kept, and ask for nothing", () => {
    const { made, stale } = client();
    made.setQueryData(queryKey("jobs.list", "a", {}), []);
    applyChange(made, { organization: "a", topics: ["jobs"], ids: ["j"], job: job(4) });
    expect(made.getQueryData(queryKey("jobs.list", "a", {}))).toEqual([job(4)]);
    expect(stale()).toEqual([]);
  });

  it("never take back an end", () => {
    expect(withJob([job(10, "done")], job(9))).toEqual([job(10, "done")]);
    expect(withJob([job(3)], job(4))).toEqual([job(4)]);
  });
});

it("news of a job that bring other news pass both on", () => {
  vi.useFakeTimers();
  const passed: Change[] = [];
  const tell = gathered((change) => passed.push(change));
  const job = { id: "j", state: "done" } as Change["job"];
  tell({ organization: "a", topics: ["jobs", "imports"], ids: [], job });
  vi.runAllTimers();
  vi.useRealTimers();
  expect(passed.map(({ topics, job }) => [topics, job?.id])).toEqual([
    [["jobs"], "j"],
    [["imports"], undefined],
  ]);
});
