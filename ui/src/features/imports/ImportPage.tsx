// One import. Until it runs: the four steps on one page, the file always in view. After: what became of it.
import { useEffect, useRef, useState } from "react";
import { useJobs } from "../../api/jobs";
import { useRead } from "../../api/queries";
import { ErrorState, SkeletonLines } from "../../design/states";
import { useCrumbs } from "../../shell/page";
import { importRoute } from "../contacts/room";
import { ContactsTabs } from "../contacts/Tabs";
import { words as contacts } from "../contacts/words";
import { ImportOutcome } from "./ImportOutcome";
import { ImportSteps } from "./ImportSteps";
import { runOf } from "./runs";
import { words } from "./words";

export default function ImportPage() {
  const { import: id } = importRoute.useParams();
  const { data, error, refetch } = useRead("imports.get", { import: id }, { topics: ["lists"] });
  useCrumbs(
    { label: contacts.title, href: "#/contacts" },
    { label: words.title, href: "#/contacts/import" },
    { label: data?.fileName ?? words.import },
  );
  const jobs = useJobs();
  const run = data && runOf(data, jobs);
  const settling = useSettling(run?.id, refetch);
  const open = !run && !settling && (data?.state === "staged" || data?.state === "previewed");
  return (
    <>
      <ContactsTabs />
      {!data && (
        <div className="p-gutter">
          {error ? (
            <ErrorState whole error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines lines={6} />
          )}
        </div>
      )}
      {data && open && <ImportSteps key={id} it={data} />}
      {data && !open && <ImportOutcome it={data} run={run} />}
    </>
  );
}

/** True from the end of a run until the import was asked what became of it: news of jobs come first. */
function useSettling(run: string | undefined, ask: () => Promise<unknown>): boolean {
  const [settled, setSettled] = useState<string | undefined>(undefined);
  const last = useRef<string | undefined>(undefined);
  if (run !== undefined) last.current = run;
  const ended = run === undefined ? last.current : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of a run is the only reason to ask
  useEffect(() => {
    if (ended !== undefined) void ask().then(() => setSettled(ended));
  }, [ended]);
  return ended !== undefined && ended !== settled;
}
