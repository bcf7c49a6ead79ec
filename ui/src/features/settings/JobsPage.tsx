// The jobs of the night, what they found, and what ran lately.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { FigureDrift, JobRun, ScheduledJob } from "../../api/gen/types";
import { hasEnded, useJobs } from "../../api/jobs";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { EmptyState, ErrorState, SkeletonLines } from "../../design/states";
import { Notice, StatusDot } from "../../design/status";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { toastError } from "../../shell/undo";
import { outcomeOf, toneOf, took } from "./jobs";
import { SettingsTabs } from "./Tabs";
import { words as all } from "./words";

const words = all.jobs;
const topics = ["jobs"];
/** Rows of the history shown at once. */
const page = 20;

const head = "h-grid-header border-b border-line px-2.5 font-regular whitespace-nowrap";

/** What jobs tell on their way goes into the list of jobs alone: what is shown here is asked again when one ends. */
function useEndings(): void {
  const client = useQueryClient();
  const ended = useJobs()
    .filter(hasEnded)
    .map(({ id }) => id)
    .join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ended job is the only reason
  useEffect(() => {
    void client.invalidateQueries({
      predicate: ({ queryKey: [topic, , name] }) => topic === "jobs" && name !== "jobs.list",
    });
  }, [client, ended]);
}

export default function JobsPage() {
  useCrumbs({ label: all.title, href: "#/settings" }, { label: all.tabs.jobs });
  useEndings();
  const { data, error, refetch } = useRead("jobs.scheduled", {}, { topics });
  return (
    <>
      <SettingsTabs />
      <div className="min-h-0 flex-1 overflow-auto px-gutter pt-5 pb-10">
        <div className="max-w-column">
          <h1 className="mb-1 text-title">{all.tabs.jobs}</h1>
          <p className="mb-4 text-muted">{words.text}</p>
          {error && <ErrorState error={error} onRetry={() => void refetch()} />}
          {!data && !error && <SkeletonLines lines={4} />}
          {data && <Nightly jobs={data} />}
          <Proof />
          <History />
        </div>
      </div>
    </>
  );
}

function Nightly({ jobs }: { jobs: ScheduledJob[] }) {
  const may = useMay()("job.run");
  const run = useWrite("jobs.runNow");
  const onRun = (job: ScheduledJob) =>
    run.mutate(
      { kind: job.kind },
      { onSuccess: () => toast({ text: words.started(job.title) }), onError: toastError },
    );
  return (
    <Section title={words.nightly} className="mb-7!">
      <div className="overflow-x-auto">
        <table className="num w-full border-collapse leading-table">
          <caption className="sr-only">{words.nightly}</caption>
          <thead>
            <tr className="text-left text-small text-muted">
              {[words.columns.job, words.columns.last, words.columns.outcome].map((title) => (
                <th key={title} scope="col" className={head}>
                  {title}
                </th>
              ))}
              <th scope="col" className={`${head} text-right`}>
                {words.columns.took}
              </th>
              <th scope="col" className={head}>
                {words.columns.next}
              </th>
              {may && <th className="border-b border-line" aria-label={words.run} />}
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <tr key={job.kind} className="border-b border-line align-top">
                <td className="py-2.5 px-2.5">
                  <span className="font-strong">{job.title}</span>
                  <span className="block max-w-form text-muted">{job.about}</span>
                  <span className="block text-small text-muted" title={job.binding}>
                    {job.queue}
                  </span>
                </td>
                <td
                  className="py-2.5 px-2.5 whitespace-nowrap text-muted"
                  title={format.time(job.last?.startedAt)}
                >
                  {job.last ? format.relative(job.last.startedAt, Date.now()) : words.never}
                </td>
                <td className="py-2.5 px-2.5">{job.last ? <Outcome run={job.last} /> : "–"}</td>
                <td className="py-2.5 px-2.5 text-right whitespace-nowrap">{took(job.last)}</td>
                <td className="py-2.5 px-2.5 whitespace-nowrap text-muted">
                  {format.time(job.nextAt)}
                </td>
                {may && (
                  <td className="w-1 py-1.5 text-right">
                    <Button
                      small
                      busy={run.isPending && run.variables?.kind === job.kind}
                      disabled={job.last?.state === "running"}
                      aria-label={words.runOf(job.title)}
                      onClick={() => onRun(job)}
                    >
                      {words.run}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Outcome({ run }: { run: JobRun }) {
  return (
    <StatusDot tone={toneOf(run)} title={run.error?.message}>
      {outcomeOf(run)}
    </StatusDot>
  );
}

/** What the newest proof found; a difference can be put right, which the proof never does by itself. */
function Proof() {
  const may = useMay();
  const proof = useRead("jobs.proof", {}, { topics, enabled: may("report.read") }).data?.proof;
  if (!proof || proof.report.differences === 0) return null;
  const { differences, drifts } = proof.report;
  const campaigns = [...new Map(drifts.map((it) => [it.campaign?.id, it.campaign])).values()];
  return (
    <Section title={words.proof} className="mb-7!">
      <Notice tone="bad" title={words.differs(differences, format.number(differences))}>
        {words.differsText}
      </Notice>
      {may("job.run") &&
        campaigns.map(
          (campaign) =>
            campaign && <PutRight key={campaign.id} id={campaign.id} name={campaign.name} />,
        )}
      <Drifts drifts={drifts} />
    </Section>
  );
}

function PutRight({ id, name }: { id: string; name: string }) {
  const right = useWrite("jobs.putRight");
  const prove = useWrite("jobs.runNow");
  return (
    <p className="mt-3 flex items-center gap-3">
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <Button
        small
        busy={right.isPending || prove.isPending}
        onClick={() =>
          right.mutate(
            { campaign: id },
            {
              onSuccess: () => {
                toast({ text: words.wasPutRight(name) });
                prove.mutate({ kind: "campaign-stats-queue" }, { onError: toastError });
              },
              onError: toastError,
            },
          )
        }
      >
        {words.putRight}
      </Button>
    </p>
  );
}

function Drifts({ drifts }: { drifts: FigureDrift[] }) {
  const { columns } = words;
  return (
    <div className="mt-3 overflow-x-auto">
      <table className="num w-full border-collapse leading-table">
        <caption className="sr-only">{words.proof}</caption>
        <thead>
          <tr className="text-left text-small text-muted">
            {[columns.campaign, columns.place].map((title) => (
              <th key={title} scope="col" className={head}>
                {title}
              </th>
            ))}
            {[columns.stored, columns.counted].map((title) => (
              <th key={title} scope="col" className={`${head} text-right`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {drifts.map((drift) => (
            <tr
              key={`${drift.campaign?.id} ${drift.table} ${drift.place}`}
              className="h-row border-b border-line"
            >
              <td className="px-2.5">{drift.campaign?.name ?? words.total}</td>
              <td className="px-2.5 text-muted">{drift.place}</td>
              <td className="px-2.5 text-right">{format.number(drift.stored)}</td>
              <td className="px-2.5 text-right">{format.number(drift.counted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function History() {
  const [shown, setShown] = useState(page);
  const { data, error, refetch } = useRead(
    "jobs.history",
    { offset: 0, limit: shown },
    { topics, keepPrevious: true },
  );
  const { columns } = words;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={6} />;
  return (
    <Section title={words.history}>
      {data.rows.length === 0 && <EmptyState text={words.none} />}
      {data.rows.length > 0 && (
        <div className="overflow-x-auto">
          <table className="num w-full border-collapse leading-table">
            <caption className="sr-only">{words.history}</caption>
            <thead>
              <tr className="text-left text-small text-muted">
                {[columns.job, columns.queue, columns.who, columns.started, columns.outcome].map(
                  (title) => (
                    <th key={title} scope="col" className={head}>
                      {title}
                    </th>
                  ),
                )}
                <th scope="col" className={`${head} text-right`}>
                  {columns.took}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((run) => (
                <tr key={run.id} className="h-row border-b border-line">
                  <td className="max-w-60 truncate px-2.5" title={run.title}>
                    {run.title}
                  </td>
                  <td className="px-2.5 whitespace-nowrap text-muted">{run.queue}</td>
                  <td className="px-2.5 whitespace-nowrap text-muted">
                    {run.who ?? words.schedule}
                  </td>
                  <td
                    className="px-2.5 whitespace-nowrap text-muted"
                    title={format.relative(run.startedAt, Date.now())}
                  >
                    {format.time(run.startedAt)}
                  </td>
                  <td className="px-2.5">
                    <Outcome run={run} />
                  </td>
                  <td className="px-2.5 text-right whitespace-nowrap">{took(run)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data.rows.length < data.total && shown < 500 && (
        <Button className="mt-3" onClick={() => setShown(Math.min(shown + 5 * page, 500))}>
          {words.more}
        </Button>
      )}
    </Section>
  );
}
