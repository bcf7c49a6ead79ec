// The campaign clock: what it shows, and moving it on after asking.
import { useState } from "react";
import type { Campaign, CampaignClock, JobProgress } from "../../api/gen/types";
import { hasEnded, useJob, useJobs } from "../../api/jobs";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, ProgressBar, SkeletonLines } from "../../design/states";
import { useMay } from "../../shell/member";
import { toastError } from "../../shell/undo";
import { words as common } from "../../words";
import { type Jump, jumps, touched } from "./jumps";
import { useClock } from "./useClock";
import { words as all } from "./words";

const words = all.clock;

/** Kind of the jobs that write launched events. */
const queue = "message-queue";

export function ClockPanel({ campaign }: { campaign: Campaign }) {
  const { data: clock, error, refetch } = useClock();
  const may = useMay()("campaign.launch");
  const [asked, setAsked] = useState<Jump | null>(null);
  const [started, setStarted] = useState<string | null>(null);
  const own = useJob(started);
  const other = useJobs().find((job) => job.kind === queue && !hasEnded(job));
  const job = own && !hasEnded(own) ? own : other;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!clock) return <SkeletonLines lines={3} />;
  const launch = clock.launches.find((it) => it.campaign.id === campaign.id);
  const start = campaign.status === "scheduled" ? (campaign.scheduledAt ?? undefined) : undefined;
  const next = clock.starts.find(({ at }) => at > clock.now);
  return (
    <Section title={words.title} className="max-w-column-min">
      <p className="num text-section">
        {words.now(format.time(clock.now, clock.zone), clock.zone)}
      </p>
      <p className="mt-1 text-muted">{words.text}</p>
      {next && next.campaign.id !== campaign.id && (
        <p className="mt-1 text-muted">
          {words.next(next.campaign.name, format.time(next.at, clock.zone))}
        </p>
      )}
      {job ? (
        <Moving job={job} />
      ) : may ? (
        <div className="mt-3">
          <p id="clock-moves" className="mb-1.5 text-small text-muted">
            {words.move}
          </p>
          <div role="group" aria-labelledby="clock-moves" className="flex flex-wrap gap-2">
            {jumps(clock.now, launch, start).map((jump) => (
              <Button key={jump.id} onClick={() => setAsked(jump)}>
                {words.by[jump.id]}
              </Button>
            ))}
          </div>
        </div>
      ) : (
        <p className="mt-3 text-muted">{words.notAllowed}</p>
      )}
      {own?.state === "failed" && <ErrorLine error={own.error} />}
      {asked && (
        <Ask
          clock={clock}
          to={asked.to}
          onClose={() => setAsked(null)}
          onStarted={(id) => {
            setStarted(id);
            setAsked(null);
          }}
        />
      )}
    </Section>
  );
}

interface AskProps {
  clock: CampaignClock;
  to: number;
  onClose: () => void;
  onStarted: (job: string) => void;
}

function Ask({ clock, to, onClose, onStarted }: AskProps) {
  const advance = useWrite("clock.advance");
  const { launches, starts } = touched(clock, to);
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.ask(format.time(to, clock.zone))}
      text={words.will(launches, format.number(launches), starts, format.number(starts))}
      actions={
        <>
          <Button onClick={onClose}>{common.do.back}</Button>
          <Button
            kind="primary"
            busy={advance.isPending}
            onClick={() => advance.mutate({ to }, { onSuccess: ({ job }) => onStarted(job) })}
          >
            {words.action}
          </Button>
        </>
      }
    >
      <ErrorLine error={advance.error} />
    </Dialog>
  );
}

function Moving({ job }: { job: JobProgress }) {
  const cancel = useWrite("jobs.cancel");
  return (
    <div className="mt-3">
      <div className="mb-2 flex items-center gap-3">
        <span role="status" className="flex-1">
          {job.title}
        </span>
        <span className="num text-muted">
          {job.total !== null && `${format.number(job.done)} / ${format.number(job.total)}`}
        </span>
        {job.canCancel && (
          <Button
            small
            busy={cancel.isPending}
            onClick={() =>
              cancel.mutate(
                { job: job.id },
                { onError: (error) => error.code !== "not_found" && toastError(error) },
              )
            }
          >
            {cancel.isSuccess ? words.stopping : words.stop}
          </Button>
        )}
      </div>
      <ProgressBar label={words.moving} done={job.done} total={job.total} />
    </div>
  );
}
