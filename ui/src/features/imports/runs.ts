// Which job runs which import. The import itself says so once its job has begun.
import type { Import, JobProgress } from "../../api/gen/types";
import { hasEnded } from "../../api/jobs";

/** Started from this window: import → job. */
const started = new Map<string, string>();

export const rememberRun = (id: string, job: string) => void started.set(id, job);

/** Its job where this window started it; else the one the import names, whoever started it. */
export function runOf(it: Import, jobs: JobProgress[]): JobProgress | undefined {
  const told = it.job && !it.job.preview ? it.job.id : undefined;
  const mine = [started.get(it.id), told];
  return jobs.find((job) => mine.includes(job.id) && !hasEnded(job));
}
