// What came of a job: words, tones and times.
import { describe, expect, it } from "vitest";
import type { JobRun } from "../../api/gen/types";
import { outcomeOf, toneOf, took } from "./jobs";

const run = (part: Partial<JobRun>): JobRun => ({
  id: "j",
  kind: "campaign-stats-queue",
  queue: "campaign-stats-queue",
  title: "Proof of the figures",
  state: "done",
  who: null,
  scheduledFor: null,
  startedAt: 1_000,
  endedAt: 3_500,
  result: null,
  error: null,
  ...part,
});

describe("what came of a job", () => {
  it("is what it found", () => {
    const proven = run({ result: { campaigns: 4, differences: 0, drifts: [] } });
    expect([outcomeOf(proven), toneOf(proven)]).toEqual(["4 campaigns, all right", "good"]);
    const wrong = run({ result: { campaigns: 4, differences: 1 } });
    expect([outcomeOf(wrong), toneOf(wrong)]).toEqual(["1 difference", "bad"]);
    const closed = run({ kind: "campaign-finality", result: { figures: 12 } });
    expect(outcomeOf(closed)).toBe("12 figures closed");
  });
  it("is its state where it says no more", () => {
    expect([outcomeOf(run({})), toneOf(run({}))]).toEqual(["done", "good"]);
    const failed = run({ state: "failed" });
    expect([outcomeOf(failed), toneOf(failed)]).toEqual(["failed", "bad"]);
    expect(toneOf(run({ state: "cancelled" }))).toBe("warn");
  });
  it("took its time", () => {
    expect(took(run({}))).toMatch(/^3.s$/);
    expect(took(run({ endedAt: null }))).toBe("–");
    expect(took(null)).toBe("–");
  });
});
