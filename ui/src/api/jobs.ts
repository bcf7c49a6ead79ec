// Long work as the window knows it: the list of the core, kept up to date by what the jobs tell.
import type { QueryClient } from "@tanstack/react-query";
import type { JobProgress } from "./gen/types";
import { queryKey, useRead } from "./queries";
import { call } from "./transport";

const endings = ["done", "failed", "cancelled"];
export const hasEnded = (job: JobProgress) => endings.includes(job.state);

/** Ends that were told. A list that was on its way meanwhile may still call such a job running. */
const ended = new Map<string, JobProgress>();
const waiting = new Map<string, Set<(job: JobProgress) => void>>();

/** Puts a job's news into the list; an older running state never replaces an end. */
export function withJob(jobs: JobProgress[], job: JobProgress): JobProgress[] {
  const at = jobs.findIndex((it) => it.id === job.id);
  if (at < 0) return [job, ...jobs];
  if (hasEnded(jobs[at] as JobProgress) && !hasEnded(job)) return jobs;
  return jobs.with(at, job);
}

export function keepJob(client: QueryClient, organization: string | null, job: JobProgress): void {
  client.setQueryData<JobProgress[]>(queryKey("jobs.list", organization, {}), (jobs) =>
    withJob(jobs ?? [], job),
  );
  if (!hasEnded(job)) return;
  ended.set(job.id, job);
  for (const tell of waiting.get(job.id) ?? []) tell(job);
  waiting.delete(job.id);
}

export const useJobs = (): JobProgress[] =>
  (useRead("jobs.list", {}).data ?? []).map((job) => ended.get(job.id) ?? job);

/** One job, or undefined while nothing is known of it. */
export const useJob = (id: string | null): JobProgress | undefined => {
  const jobs = useJobs();
  return id === null ? undefined : jobs.find((job) => job.id === id);
};

/** The job's last word. It may have ended before anybody asked. */
export function jobEnd(id: string): Promise<JobProgress> {
  const known = ended.get(id);
  if (known) return Promise.resolve(known);
  return new Promise((resolve, reject) => {
    const tell = (job: JobProgress) => resolve(job);
    const others = waiting.get(id) ?? new Set();
    waiting.set(id, others.add(tell));
    call("jobs.list", {}).then((jobs) => {
      const job = jobs.find((it) => it.id === id);
      if (job && hasEnded(job)) resolve(job);
    }, reject);
  });
}
