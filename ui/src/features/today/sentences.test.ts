// What Today says, and where its one action leads.
import { describe, expect, it } from "vitest";
import type { TodayItem, TodayKind } from "../../api/gen/types";
import { contactsSearch } from "../contacts/search";
import { sentenceOf } from "./sentences";

const day = 86_400_000;
const clocks = { now: 100 * day, campaign: 400 * day, zone: "UTC" };
const item = (kind: TodayKind, part: Partial<TodayItem> = {}): TodayItem => ({
  kind,
  count: 1,
  name: null,
  id: null,
  at: null,
  ...part,
});
const plain = (text: string | undefined) => text?.replaceAll("\u00A0", " ");
const said = (kind: TodayKind, part: Partial<TodayItem> = {}) => {
  const { text, note, action } = sentenceOf(item(kind, part), clocks);
  return { text: plain(text), note: plain(note), action };
};

describe("Today", () => {
  it("counts one and many in words", () => {
    expect(said("newLeads").text).toBe("1 new lead waits for a first answer");
    expect(said("newLeads", { count: 3 }).text).toBe("3 new leads wait for a first answer");
    expect(said("joinRequests", { count: 2 }).text).toBe("2 people asked to join");
    expect(said("joinRequests").action).toMatchObject({ href: "/settings/members" });
  });

  it("leads to the import it speaks of", () => {
    const waiting = said("importWaiting", { name: "fair.csv", id: "i1", at: clocks.now - 2 * day });
    expect(waiting.text).toBe("fair.csv was looked at, but not imported yet");
    expect(waiting.note).toContain("2 d ago");
    expect(waiting.action).toMatchObject({ href: "/contacts/import/i1" });
    expect(said("importFailed", { name: "fair.csv", id: "i2" }).text).toContain("stopped half-way");
  });

  it("leads to exactly the contacts that were judged risky or invalid", () => {
    const { action } = said("typingErrors", { count: 12 });
    const href = action && "href" in action ? action.href : "";
    const where = new URLSearchParams(href.split("?")[1]).get("where");
    expect(contactsSearch({ where: JSON.parse(where ?? "null") }).where).toEqual([
      { field: "status", operator: "anyOf", value: ["risky", "invalid"] },
    ]);
  });

  it("tells of a campaign by the campaign clock, not by the laptop's", () => {
    const soon = { name: "Renewal", id: "c1", at: clocks.campaign + 3 * day, count: 2 };
    const { text, note, action } = said("campaignSoon", soon);
    expect(text).toBe("Renewal starts in 3 d");
    expect(note).toContain("2 things are missing");
    expect(action).toMatchObject({ href: "/campaigns/c1/audience" });
    expect(said("campaignSoon", { ...soon, count: 0 }).action).toMatchObject({
      href: "/campaigns/c1/launch",
    });
  });

  it("offers a backup, whether the last one is old or there is none", () => {
    expect(said("backup").text).toBe("There is no backup of this workspace");
    const old = said("backup", { at: clocks.now - 9 * day });
    expect(old.text).toBe("The last backup was made 9 d ago");
    expect(old.action).toMatchObject({ run: "backup" });
  });
});
