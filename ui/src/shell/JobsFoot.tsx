// Running work at the foot of the rail: a thin bar, its name, percent and time left.
import { Loader } from "lucide-react";
import { format } from "../design/format";
import { ProgressBar } from "../design/states";
import { Tooltip } from "../design/Tooltip";
import { words } from "../words";

export interface JobLine {
  id: string;
  title: string;
  done: number;
  /** Null while the job still counts. */
  total: number | null;
  /** Milliseconds; null while unknown. */
  left: number | null;
}

interface JobsFootProps {
  jobs: JobLine[];
  narrow: boolean;
  onOpen: (id: string) => void;
}

const most = 2;

export function JobsFoot({ jobs, narrow, onOpen }: JobsFootProps) {
  if (jobs.length === 0) return null;
  if (narrow) {
    const first = jobs[0] as JobLine;
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
    <section aria-label={words.frame.jobs} className="mb-1 flex flex-col gap-1 text-small">
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
          <span className="num block truncate text-muted">
            {words.jobs.of(format.number(job.done), format.number(job.total))}
            {job.left !== null && ` · ${words.jobs.left(format.duration(job.left))}`}
          </span>
        </button>
      ))}
      {jobs.length > most && (
        <span className="px-2 text-muted">{words.jobs.more(jobs.length - most)}</span>
      )}
    </section>
  );
}

const percentOf = ({ done, total }: JobLine) =>
  format.percent(total === null || total === 0 ? null : done / total, 0);
