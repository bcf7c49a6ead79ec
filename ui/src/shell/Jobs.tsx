// The jobs of this organization: the foot of the rail, the sheet of one job, and a word when one ends.
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { onChange } from "../api/changes";
import type { JobProgress } from "../api/gen/types";
import { hasEnded, useJobs } from "../api/jobs";
import { JobsFoot } from "./JobsFoot";
import { jobNotice } from "./jobNotice";
import { useMay } from "./member";

const JobSheet = lazy(() => import("./JobSheet"));

export function Jobs({ narrow }: { narrow: boolean }) {
  const jobs = useJobs();
  const [open, setOpen] = useState<string | null>(null);
  const shown = jobs.find((job) => job.id === open);
  useNotices();
  return (
    <>
      <JobsFoot jobs={jobs.filter((job) => !hasEnded(job))} narrow={narrow} onOpen={setOpen} />
      {shown && (
        <Suspense>
          <JobSheet job={shown} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

/** Each job that ends while this window looks says so once. */
function useNotices(): void {
  const undo = useMay()("change.undo");
  const latest = useRef(undo);
  latest.current = undo;
  useEffect(() => {
    const told = new Set<string>();
    return onChange(({ job }: { job?: JobProgress }) => {
      if (!job || !hasEnded(job) || told.has(job.id)) return;
      told.add(job.id);
      jobNotice(job, latest.current);
    });
  }, []);
}
