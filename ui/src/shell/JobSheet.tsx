// One job: how far, how fast, how long still, and a cancel that works.
import type { ReactNode } from "react";
import type { JobProgress } from "../api/gen/types";
import { hasEnded } from "../api/jobs";
import { useWrite } from "../api/queries";
import { Button } from "../design/Button";
import { Dialog } from "../design/Dialog";
import { format } from "../design/format";
import { ErrorLine, ErrorState, ProgressBar } from "../design/states";
import { words } from "../words";
import { useMay } from "./member";

export default function JobSheet({ job, onClose }: { job: JobProgress; onClose: () => void }) {
  const may = useMay();
  const cancel = useWrite("jobs.cancel");
  const ended = hasEnded(job);
  const { done, total, rate, etaMs } = job;
  return (
    <Dialog
      open
      onClose={onClose}
      title={job.title}
      actions={
        ended ? (
          <Button onClick={onClose}>{words.do.close}</Button>
        ) : (
          <>
            {may("job.cancel") && (
              <Button
                disabled={!job.canCancel}
                busy={cancel.isPending}
                onClick={() => cancel.mutate({ job: job.id })}
              >
                {words.jobs.cancel}
              </Button>
            )}
            <Button kind="primary" onClick={onClose}>
              {words.jobs.goOn}
            </Button>
          </>
        )
      }
    >
      <ProgressBar label={job.title} done={done} total={total} className="mb-3" />
      <dl className="grid grid-cols-2 gap-x-6">
        <Line name={words.jobs.state}>{words.jobs.states[job.state] ?? job.state}</Line>
        <Line name={words.jobs.count}>
          {total === null
            ? format.number(done)
            : words.jobs.of(format.number(done), format.number(total))}
        </Line>
        <Line name={words.jobs.share}>{format.percent(total ? done / total : null)}</Line>
        {!ended && <Line name={words.jobs.rate}>{words.jobs.perSecond(format.number(rate))}</Line>}
        {!ended && <Line name={words.jobs.timeLeft}>{format.duration(etaMs)}</Line>}
      </dl>
      {job.error && job.state === "failed" && (
        <div className="mt-3">
          <ErrorState error={job.error} />
        </div>
      )}
      <ErrorLine error={cancel.error} />
    </Dialog>
  );
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex min-h-7 items-center justify-between gap-4 border-b border-line">
    <dt className="text-muted">{name}</dt>
    <dd className="num">{children}</dd>
  </div>
);
