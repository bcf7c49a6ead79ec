// Which job runs which import. The import itself says that it runs only once its job has begun.
import type { Import, JobProgress } from "../../api/gen/types";
import { hasEnded } from "../../api/jobs";

/** Started from this window: import → job. */
const started = new Map<string, string>();

export const rememberRun = (id: string, job: string) => void started.set(id, job);

/** Its own job where this window started it; after a reload the one that names its file. */
export function runOf(it: Import, jobs: JobProgress[]): JobProgress | undefined {
  const own = started.get(it.id);
  if (own !== undefined) return jobs.find((job) => job.id === own && !hasEnded(job));
  if (it.state !== "running") return undefined;
  return jobs.find(
    (job) => job.kind === "data-ingestion" && !hasEnded(job) && job.title.includes(it.fileName),
  );
}
