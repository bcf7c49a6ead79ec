// From a fact of the core to a sentence and its one action. Pure.
import type { TodayItem } from "../../api/gen/types";
import { format } from "../../design/format";
import type { Tone } from "../../design/status";
import { words } from "./words";

export interface Sentence {
  text: string;
  note?: string;
  tone: Exclude<Tone, "none">;
  /** Null: who reads it can only know it. */
  action: { label: string; run: "backup" } | { label: string; href: string } | null;
}

export interface Clocks {
  /** The laptop's. */
  now: number;
  /** The organization's campaign clock and zone. */
  campaign: number;
  zone?: string;
}

/** The contacts whose address was meant otherwise: those judged risky or invalid. */
const suspects = `/contacts?${new URLSearchParams({
  where: JSON.stringify([{ field: "status", operator: "anyOf", value: ["risky", "invalid"] }]),
})}`;

export function sentenceOf(item: TodayItem, clocks: Clocks): Sentence {
  const { kind, count, name, id, at } = item;
  const number = format.number(count);
  const ago = format.relative(at, clocks.now);
  switch (kind) {
    case "joinRequests":
      return {
        text: words.joinRequests(count, number),
        tone: "info",
        action: { label: words.review, href: "/settings/members" },
      };
    case "newLeads":
      return {
        text: words.newLeads(count, number),
        tone: "info",
        action: { label: words.openLeads, href: "/leads" },
      };
    case "importWaiting":
      return {
        text: words.importWaiting(name ?? words.unnamedFile),
        note: words.importWaitingNote(ago),
        tone: "info",
        action: { label: words.continueImport, href: `/contacts/import/${id}` },
      };
    case "importFailed":
      return {
        text: words.importFailed(name ?? words.unnamedFile),
        note: words.importFailedNote(ago),
        tone: "bad",
        action: { label: words.openImport, href: `/contacts/import/${id}` },
      };
    case "typingErrors":
      return {
        text: words.typingErrors(count, number),
        note: words.typingErrorsNote,
        tone: "warn",
        action: { label: words.lookAtThem, href: suspects },
      };
    case "campaignSoon":
      return {
        text: words.campaignSoon(
          name ?? words.unnamedCampaign,
          format.relative(at, clocks.campaign),
        ),
        note: `${format.time(at, clocks.zone)}. ${
          count === 0 ? words.campaignReady : `${words.campaignMissing(count, number)}.`
        }`,
        tone: count === 0 ? "good" : "warn",
        action: {
          label: words.openCampaign,
          href: `/campaigns/${id}/${count === 0 ? "launch" : "audience"}`,
        },
      };
    case "backup":
      return {
        text: at === null ? words.noBackup : words.oldBackup(ago),
        note: words.backupNote,
        tone: "warn",
        action: { label: words.makeBackup, run: "backup" },
      };
  }
}
