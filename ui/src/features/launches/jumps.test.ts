// Moves of the campaign clock, and how far a launch is.
import { describe, expect, it } from "vitest";
import type { CampaignClock, ClockLaunch } from "../../api/gen/types";
import { jumps, playedShare, touched } from "./jumps";

const now = 1_794_474_000_000;
const day = 86_400_000;

const launch = (part: Partial<ClockLaunch> = {}): ClockLaunch => ({
  campaign: { id: "c", name: "Spring" },
  run: "r",
  status: "active",
  startedAt: now - day,
  endsAt: now + 29 * day,
  playedTo: now,
  ...part,
});

describe("moves of the clock", () => {
  it("go to the end of the launch one looks at", () => {
    expect(jumps(now, launch()).map(({ id }) => id)).toEqual(["hour", "day", "week", "end"]);
    expect(jumps(now, launch()).at(-1)?.to).toBe(now + 29 * day);
  });
  it("do not go to the end of one that is held, over or too far away", () => {
    for (const other of [
      launch({ status: "paused" }),
      launch({ endsAt: now }),
      launch({ endsAt: now + 400 * day }),
      undefined,
    ])
      expect(jumps(now, other).map(({ id }) => id)).toEqual(["hour", "day", "week"]);
  });
  it("go to the time of a planned campaign that is still to come", () => {
    expect(jumps(now, undefined, now + 3 * day).at(-1)).toEqual({ id: "start", to: now + 3 * day });
    expect(jumps(now, undefined, now - 1)).toHaveLength(3);
  });
});

describe("what a move touches", () => {
  const clock: CampaignClock = {
    now,
    zone: "UTC",
    moving: false,
    launches: [launch(), launch({ status: "paused" })],
    starts: [
      { campaign: { id: "a", name: "A" }, at: now + day },
      { campaign: { id: "b", name: "B" }, at: now + 9 * day },
    ],
  };
  it("counts what plays and what starts up to there", () => {
    expect(touched(clock, now + 7 * day)).toEqual({ launches: 1, starts: 1 });
    expect(touched(clock, now + 9 * day)).toEqual({ launches: 1, starts: 2 });
  });
});

describe("how far a launch is", () => {
  it("is a share of its time", () => {
    expect(playedShare(launch())).toBeCloseTo(1 / 30);
    expect(playedShare(launch({ playedTo: now + 99 * day }))).toBe(1);
    expect(playedShare(launch({ playedTo: now - 2 * day }))).toBe(0);
    expect(playedShare(launch({ playedTo: null }))).toBeNull();
  });
});
