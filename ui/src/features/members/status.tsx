// A membership's state by shape and word.
import type { MemberStatus } from "../../api/gen/types";
import { StatusDot, type Tone } from "../../design/status";
import { words } from "./words";

const tones: Record<MemberStatus, Tone> = {
  active: "good",
  suspended: "warn",
  requested: "info",
  invited: "none",
};

export const Status = ({ status }: { status: MemberStatus }) => (
  <StatusDot tone={tones[status]}>{words.status[status]}</StatusDot>
);
