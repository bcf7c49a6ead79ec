// What the addresses of this room hold, and how a page changes its own.
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { CampaignStatus } from "../../api/gen/types";
import { isStatus } from "./status";

export interface CampaignsSearch {
  q?: string;
  status?: CampaignStatus;
  folder?: string;
  view?: "board";
}

export const text = (value: unknown): string | undefined =>
  (typeof value === "string" && value !== "") || typeof value === "number"
    ? String(value)
    : undefined;

/** Whatever stands in the address, as far as it makes sense; the rest is left out. */
export function campaignsSearch(raw: Record<string, unknown>): CampaignsSearch {
  return {
    q: text(raw.q),
    status: isStatus(raw.status) ? raw.status : undefined,
    folder: text(raw.folder),
    view: raw.view === "board" ? "board" : undefined,
  };
}

/** Changes parts of this page's address without a step in the history. */
export function useAddress<Search extends object>(): (part: Partial<Search>) => void {
  const navigate = useNavigate();
  return useCallback(
    (part) =>
      void navigate({
        to: ".",
        search: ((before: Search) => ({ ...before, ...part })) as never,
        replace: true,
      }),
    [navigate],
  );
}

export const steps = [
  "audience",
  "email",
  "landing",
  "schedule",
  "rehearse",
  "launch",
  "results",
  "history",
] as const;
export type StepName = (typeof steps)[number];

export const hrefOf = (campaign: string, step: StepName = "audience") =>
  `#/campaigns/${campaign}/${step}`;
