// Looks at the file again whenever what would be imported changed; only the newest look counts.
import { useEffect, useRef, useState } from "react";
import { toApiError } from "../../api/errors";
import type { JobProgress, PreviewImport } from "../../api/gen/types";
import { jobEnd, useJob } from "../../api/jobs";
import { call } from "../../api/transport";

/** Milliseconds without a change before looking. */
const breath = 300;

interface Look {
  key: string;
  job: string;
  end: JobProgress | null;
}

export interface Preview {
  /** The counts of the import belong to what is chosen now. */
  current: boolean;
  job: JobProgress | undefined;
  error: unknown;
  again(): void;
}

/** `request` null: there is nothing to look at yet. */
export function usePreview(request: PreviewImport | null): Preview {
  const key = request === null ? null : JSON.stringify(request);
  const [look, setLook] = useState<Look | null>(null);
  const [failure, setFailure] = useState<{ key: string; error: unknown } | null>(null);
  const [round, setRound] = useState(0);
  const wanted = useRef(key);
  wanted.current = key;
  const running = useRef<string | null>(null);
  const turn = useRef(Promise.resolve());

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round looks at the same again
  useEffect(() => {
    if (key === null) return;
    const start = async () => {
      if (wanted.current !== key) return;
      try {
        if (running.current !== null) await stopLook(running.current);
        const { job } = await call("imports.preview", JSON.parse(key) as PreviewImport);
        running.current = job;
        setLook({ key, job, end: null });
        void jobEnd(job).then((end) => {
          if (running.current === job) running.current = null;
          setLook((now) => (now?.job === job ? { ...now, end } : now));
        });
      } catch (error) {
        setFailure({ key, error });
      }
    };
    const timer = setTimeout(() => {
      turn.current = turn.current.then(start);
    }, breath);
    return () => clearTimeout(timer);
  }, [key, round]);

  const job = useJob(look?.key === key ? (look?.job ?? null) : null);
  const end = look?.key === key ? look?.end : null;
  const failed = end?.state === "failed" ? end.error : null;
  return {
    current: end?.state === "done",
    job: end ?? job,
    error: failed ?? (failure?.key === key ? failure?.error : null),
    again: () => {
      setFailure(null);
      setRound(round + 1);
    },
  };
}

/** A look that nobody waits for any more; it may have ended by itself. */
async function stopLook(job: string): Promise<void> {
  try {
    await call("jobs.cancel", { job });
  } catch (thrown) {
    const { code } = toApiError(thrown);
    if (code !== "not_found" && code !== "forbidden") throw thrown;
  }
  await jobEnd(job);
}
