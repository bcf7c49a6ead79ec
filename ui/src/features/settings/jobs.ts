// What came of a job, in a word, a tone and a time.
import type { JobRun } from "../../api/gen/types";
import { format } from "../../design/format";
import type { Tone } from "../../design/status";
import { words as all } from "./words";

const words = all.jobs;

const number = (result: unknown, name: string): number | undefined => {
  const value = (result as Record<string, unknown> | null)?.[name];
  return typeof value === "number" ? value : undefined;
};

/** The state in words; of a job that found or did something, what. */
export function outcomeOf(run: JobRun): string {
  if (run.state !== "done") return words.states[run.state] ?? run.state;
  const differences = number(run.result, "differences");
  if (differences !== undefined)
    return differences === 0
      ? words.proven(format.number(number(run.result, "campaigns") ?? 0))
      : words.differences(differences, format.number(differences));
  const figures = number(run.result, "figures");
  if (figures !== undefined && run.kind === "campaign-finality")
    return figures === 0 ? words.closedNone : words.closed(format.number(figures));
  return words.states.done ?? run.state;
}

export function toneOf(run: JobRun): Tone {
  if (run.state === "done") return (number(run.result, "differences") ?? 0) > 0 ? "bad" : "good";
  const tones: Record<string, Tone> = { running: "info", queued: "info", failed: "bad" };
  return tones[run.state] ?? "warn";
}

/** How long it took; a dash while it runs or when it never ran. */
export function took(run: JobRun | null): string {
  if (!run || run.startedAt === null || run.endedAt === null) return "–";
  return format.duration(run.endedAt - run.startedAt);
}
