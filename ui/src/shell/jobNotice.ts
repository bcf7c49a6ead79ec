// What a job says when it ends: its result in one sentence, with Undo where the result names a change set.
import type { JobProgress, JsonValue, Undone } from "../api/gen/types";
import { format } from "../design/format";
import { type Message, toast } from "../design/toast";
import { words } from "../words";
import { undoChange, undoneSentence } from "./undo";

type Result = { [key: string]: JsonValue };

const asResult = (value: JsonValue | undefined): Result =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const numberIn = (result: Result, key: string): number | null =>
  typeof result[key] === "number" ? result[key] : null;

function doneSentence(job: JobProgress, result: Result): Pick<Message, "text" | "note"> {
  if (numberIn(result, "restored") !== null && Array.isArray(result.keptRows))
    return undoneSentence(result as unknown as Undone);
  const counts = asResult(result.counts);
  const landed = (numberIn(counts, "new") ?? 0) + (numberIn(counts, "updated") ?? 0);
  if (result.counts !== undefined)
    return { text: words.jobs.imported(landed, format.number(landed)), note: job.title };
  const [rows, checked] = [numberIn(result, "rows"), numberIn(result, "checked")];
  if (rows !== null)
    return { text: words.jobs.done(job.title), note: words.jobs.rows(rows, format.number(rows)) };
  if (checked !== null)
    return {
      text: words.jobs.validated(checked, format.number(checked)),
      note: words.jobs.judgedAnew(format.number(numberIn(result, "changed") ?? 0)),
    };
  return { text: words.jobs.done(job.title) };
}

/** Previews belong to their page and say nothing here: they are the only jobs that keep nothing. */
const isPreview = (job: JobProgress) => job.kind === "customer-queue";

export function noticeOf(job: JobProgress): Message | null {
  if (isPreview(job)) return null;
  if (job.state === "cancelled")
    return { text: words.jobs.cancelled(job.title), note: job.error?.kept };
  if (job.state === "failed")
    return {
      text: job.error?.message ?? words.jobs.failed(job.title),
      note: [job.error?.kept, job.error?.todo].filter(Boolean).join(" ") || undefined,
      tone: "bad",
    };
  const result = asResult(job.result);
  const change = typeof result.undo === "string" ? result.undo : undefined;
  return { ...doneSentence(job, result), change };
}

export function jobNotice(job: JobProgress, mayUndo: boolean): void {
  const notice = noticeOf(job);
  if (notice === null) return;
  const { change } = notice;
  const action =
    change !== undefined && mayUndo
      ? { label: words.do.undo, run: () => void undoChange(change) }
      : undefined;
  toast({ ...notice, action });
}
