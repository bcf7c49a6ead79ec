// An import that runs, or what became of one.
import { Link } from "@tanstack/react-router";
import type { Import, JobProgress } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { ErrorLine, ProgressBar } from "../../design/states";
import { Notice } from "../../design/status";
import { progressSentence } from "../../shell/JobsFoot";
import { useMay } from "../../shell/member";
import { undoChange } from "../../shell/undo";
import type { ContactsSearch } from "../contacts/search";
import { whereImport } from "../contacts/search";
import { Problems } from "./CheckStep";
import { countsSentence } from "./footer";
import { rememberRun } from "./runs";
import { words } from "./words";

const linkButton =
  "inline-flex h-control items-center rounded-control border px-3 whitespace-nowrap transition-colors";

const seeing = ({ id }: Import): ContactsSearch => whereImport(id);

interface OutcomeProps {
  it: Import;
  /** Its job, while it runs. */
  run: JobProgress | undefined;
}

export function ImportOutcome({ it, run }: OutcomeProps) {
  const running = run !== undefined || it.state === "running";
  const landed = it.counts.new + it.counts.updated;
  return (
    <div className="min-h-0 flex-1 overflow-auto px-gutter pt-4 pb-6">
      <div className="max-w-column">
        <h1 className="truncate text-title">
          {running
            ? words.run.title
            : it.state === "done"
              ? words.done.title(landed, format.number(landed))
              : it.fileName}
        </h1>
        <p className="num mt-1 mb-4 text-muted">
          {it.fileName} · {countsSentence(it.counts)}
          {it.listName && ` → ${it.listName}`}
        </p>
        {running && <Running it={it} job={run} />}
        {!running && it.state === "done" && <Done it={it} />}
        {it.state === "cancelled" && <Notice tone="info" title={words.done.cancelled} />}
        {it.state === "undone" && <Notice tone="info" title={words.done.undone} />}
        {!running && it.state === "failed" && <Failed it={it} />}
        {!running && (
          <>
            <div className="mt-4">
              <Link
                to="/contacts/import"
                className="inline-flex min-h-target items-center text-accent hover:underline underline-offset-4"
              >
                {words.done.another}
              </Link>
            </div>
            {it.counts.rows > 0 && <Problems it={it} />}
          </>
        )}
      </div>
    </div>
  );
}

function Running({ it, job }: { it: Import; job: JobProgress | undefined }) {
  const cancel = useWrite("jobs.cancel");
  const may = useMay();
  const done = Math.max(job?.done ?? 0, it.doneRows);
  const total = job?.total ?? it.counts.rows;
  return (
    <div className="max-w-form" role="status">
      <ProgressBar label={words.run.title} done={done} total={total} className="mb-2" />
      <p className="num flex flex-wrap justify-between gap-3">
        <span>{progressSentence({ done, total, etaMs: job?.etaMs ?? null })}</span>
        <span className="text-muted">
          {format.percent(total ? done / total : null)}
          {job && job.rate > 0 && ` · ${words.run.rate(format.number(job.rate))}`}
        </span>
      </p>
      {job && may("job.cancel") && (
        <div className="mt-4 flex items-center gap-3">
          <Button
            disabled={!job.canCancel}
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ job: job.id })}
          >
            {words.run.cancel}
          </Button>
          <span className="text-small text-muted">{words.run.cancelNote}</span>
        </div>
      )}
      <ErrorLine error={cancel.error} />
    </div>
  );
}

const UndoButton = ({ it }: { it: Import }) => {
  const may = useMay();
  if (it.undo === null || !may("change.undo")) return null;
  return <Button onClick={() => void undoChange(it.undo as string)}>{words.done.undo}</Button>;
};

const Done = ({ it }: { it: Import }) => (
  <div className="flex flex-wrap gap-2">
    <Link
      to="/contacts"
      search={seeing(it)}
      className={`${linkButton} border-accent bg-accent font-strong text-on-accent hover:bg-accent-hover`}
    >
      {words.done.see}
    </Link>
    <UndoButton it={it} />
  </div>
);

function Failed({ it }: { it: Import }) {
  const start = useWrite("imports.start");
  return (
    <Notice
      tone="warn"
      title={words.done.failed}
      actions={
        <>
          <Button
            kind="primary"
            busy={start.isPending}
            onClick={() =>
              start.mutate({ import: it.id }, { onSuccess: ({ job }) => rememberRun(it.id, job) })
            }
          >
            {words.done.goOn}
          </Button>
          <UndoButton it={it} />
        </>
      }
    >
      <ErrorLine error={start.error} />
    </Notice>
  );
}
