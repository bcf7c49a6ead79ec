// How far the campaign clock can be moved at once, and what a move touches.
import type { CampaignClock, ClockLaunch } from "../../api/gen/types";

export type Jump = { id: "hour" | "day" | "week" | "end" | "start"; to: number };

const hour = 3_600_000;
const day = 24 * hour;
/** The core's own limit. */
const farthest = 366 * day;

/** The moves that make sense now; `launch` is the campaign one looks at, `start` the time of a planned one. */
export function jumps(now: number, launch?: ClockLaunch, start?: number): Jump[] {
  const found: Jump[] = [
    { id: "hour", to: now + hour },
    { id: "day", to: now + day },
    { id: "week", to: now + 7 * day },
  ];
  const within = (to: number) => to > now && to - now <= farthest;
  if (start !== undefined && within(start)) found.push({ id: "start", to: start });
  if (launch?.status === "active" && within(launch.endsAt))
    found.push({ id: "end", to: launch.endsAt });
  return found;
}

/** Launched campaigns that play on, and planned ones that start, when the clock moves. */
export function touched(clock: CampaignClock, to: number): { launches: number; starts: number } {
  return {
    launches: clock.launches.filter(({ status }) => status === "active").length,
    starts: clock.starts.filter(({ at }) => at <= to).length,
  };
}

/** Share of a launch that is played, 0 to 1; null while its audience is being frozen. */
export function playedShare(launch: Pick<ClockLaunch, "startedAt" | "endsAt" | "playedTo">) {
  const { startedAt, endsAt, playedTo } = launch;
  if (playedTo === null) return null;
  return Math.min(Math.max((playedTo - startedAt) / Math.max(endsAt - startedAt, 1), 0), 1);
}
