// Running work at the foot of the rail: a thin bar, its name, percent and time left.
import { Loader } from "lucide-react";
import type { JobProgress } from "../api/gen/types";
import { format } from "../design/format";
import { ProgressBar } from "../design/states";
import { Tooltip } from "../design/Tooltip";
import { words } from "../words";

export type JobLine = Pick<JobProgress, "id" | "title" | "done" | "total" | "etaMs">;

interface JobsFootProps {
  jobs: JobLine[];
  narrow: boolean;
  onOpen: (id: string) => void;
}

const most = 2;

export function JobsFoot({ jobs, narrow, onOpen }: JobsFootProps) {
  const [first] = jobs;
  if (!first) return null;
  if (narrow) {
    return (
      <Tooltip text={`${first.title} ${percentOf(first)}`} side="right">
        <button
          type="button"
          aria-label={words.jobs.open(first.title)}
          onClick={() => onOpen(first.id)}
          className="grid h-8 place-items-center rounded-control text-accent hover:bg-sunk"
        >
          <Loader aria-hidden size={16} strokeWidth={1.5} />
        </button>
      </Tooltip>
    );
  }
  return (
    <section aria-label={words.frame.jobs} className="late-in mb-1 flex flex-col gap-1 text-small">
      {jobs.slice(0, most).map((job) => (
        <button
          key={job.id}
          type="button"
          aria-label={words.jobs.open(job.title)}
          onClick={() => onOpen(job.id)}
          className="rounded-control px-2 py-1.5 text-left hover:bg-sunk"
        >
          <span className="flex justify-between gap-2">
            <span className="truncate">{job.title}</span>
            <span className="num text-muted">{percentOf(job)}</span>
          </span>
          <ProgressBar label={job.title} done={job.done} total={job.total} className="my-1" />
          <span className="num block truncate text-muted">{progressSentence(job)}</span>
        </button>
      ))}
      {jobs.length > most && (
        <button
          type="button"
          onClick={() => onOpen((jobs[most] as JobLine).id)}
          className="min-h-target rounded-control px-2 text-left text-muted hover:bg-sunk"
        >
          {words.jobs.more(jobs.length - most)}
        </button>
      )}
    </section>
  );
}

/** "41,207 of 64,380 · 18 s left" */
export function progressSentence({ done, total, etaMs }: Omit<JobLine, "id" | "title">): string {
  const count =
    total === null ? format.number(done) : words.jobs.of(format.number(done), format.number(total));
  return etaMs === null ? count : `${count} · ${words.jobs.left(format.duration(etaMs))}`;
}

const percentOf = ({ done, total }: JobLine) =>
  format.percent(total === null || total === 0 ? null : done / total, 0);
