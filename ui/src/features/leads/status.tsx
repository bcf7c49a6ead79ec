// Where a lead stands: shape and word.
import type { LeadStatus } from "../../api/gen/types";
import { StatusDot, type Tone } from "../../design/status";
import { words } from "./words";

const tones: Record<LeadStatus, Tone> = {
  new: "info",
  contacted: "none",
  qualified: "info",
  converted: "good",
  disqualified: "none",
};

export const Status = ({ status }: { status: LeadStatus }) => (
  <StatusDot tone={tones[status]}>{words.status[status]}</StatusDot>
);
