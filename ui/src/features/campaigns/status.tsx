// The status of a campaign: shape and word.
import type { CampaignStatus } from "../../api/gen/types";
import { StatusDot, type Tone } from "../../design/status";
import { words } from "./words";

export const statuses: CampaignStatus[] = [
  "draft",
  "scheduled",
  "active",
  "paused",
  "completed",
  "cancelled",
];

const tones: Record<CampaignStatus, Tone> = {
  draft: "none",
  scheduled: "info",
  active: "good",
  paused: "warn",
  completed: "none",
  cancelled: "bad",
};

export const isStatus = (value: unknown): value is CampaignStatus =>
  statuses.includes(value as CampaignStatus);

export function Status({ status }: { status: CampaignStatus }) {
  return <StatusDot tone={tones[status]}>{words.status[status]}</StatusDot>;
}
