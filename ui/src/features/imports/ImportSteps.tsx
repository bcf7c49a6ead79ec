// File, columns, list, check: in any order, each change looked at again. The button does what the footer says.
import { useState } from "react";
import type { Format, Import } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, ProgressBar, SkeletonLines } from "../../design/states";
import { Notice } from "../../design/status";
import { progressSentence } from "../../shell/JobsFoot";
import { CheckStep } from "./CheckStep";
import { useDraft } from "./draft";
import { FileTable } from "./FileTable";
import { FormatControls } from "./FormatControls";
import { countsSentence, importAction } from "./footer";
import { ListChoice } from "./ListChoice";
import {
  choices,
  guessedMapping,
  linesOf,
  mappingProblem,
  previewOf,
  problemsOf,
  targetProblem,
} from "./mapping";
import { rememberRun } from "./runs";
import { usePreview } from "./usePreview";
import { useStaged } from "./useStaged";
import { words } from "./words";

/** Notes looked at for colouring the first rows: those rows have no more. */
const notesShown = 100;

export function ImportSteps({ it }: { it: Import }) {
  const [asked, setAsked] = useState<Format>(it.format);
  const [draft, change] = useDraft(it);
  const staged = useStaged(it.id, asked, true);
  const start = useWrite("imports.start");
  const file = staged.data;
  const mapping =
    draft.mapping?.length === file?.columns.length
      ? draft.mapping
      : file
        ? guessedMapping(file.columns)
        : null;
  const fields = choices(file?.fields ?? []);
  const problem = mapping ? mappingProblem(mapping, fields) : null;
  const listProblem = targetProblem(draft.target);
  const ready = mapping !== null && problem === null && listProblem === null && !staged.isFetching;
  const preview = usePreview(ready ? previewOf(it.id, asked, mapping, draft.target) : null);
  const notes = useRead(
    "imports.rows",
    { import: it.id, offset: 0, limit: notesShown },
    { enabled: preview.current },
  );

  if (!file || !mapping)
    return (
      <div className="p-gutter">
        {staged.error ? (
          <ErrorState error={staged.error} onRetry={() => void staged.refetch()} />
        ) : (
          <SkeletonLines lines={8} />
        )}
      </div>
    );

  const lines = linesOf(
    file.rows,
    asked,
    file.columns.map(({ header }) => header),
  );
  const problems = problemsOf(file.rows, lines, preview.current ? (notes.data?.rows ?? []) : []);
  const joins = draft.target.list !== null || draft.target.newList !== null;
  const action = importAction(it.counts, joins);

  return (
    <>
      {/* The file stays in view; what is below it scrolls. In a low window everything does. */}
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">
        <div className="shrink-0 border-b border-line px-gutter pt-4">
          <div className="mb-3 flex flex-wrap items-baseline gap-3">
            <h1 className="min-w-0 truncate text-title">{it.fileName}</h1>
            <span className="num text-small text-muted">
              {`${format.bytes(it.fileBytes)} · ${words.mapping.firstRows(format.number(file.rows.length))}`}
            </span>
          </div>
          <Section title={words.steps.file} className="mb-3">
            <FormatControls format={asked} onFormat={setAsked} />
            {file.findings.map(({ code, message, kept }) => (
              <div key={code} className="mt-2 max-w-column">
                <Notice tone="warn" title={message}>
                  {kept}
                </Notice>
              </div>
            ))}
            {staged.error && <ErrorLine error={staged.error} />}
          </Section>
          <Section title={words.steps.columns} className="mb-4">
            <FileTable
              file={file}
              fields={fields}
              mapping={mapping}
              lines={lines}
              problems={problems}
              onMapping={(next) => change({ mapping: next })}
            />
          </Section>
        </div>
        <div className="flex min-h-36 flex-1 gap-8 overflow-auto px-gutter pt-4 pb-6">
          <Section title={words.steps.list} className="w-64 shrink-0">
            <ListChoice
              target={draft.target}
              problem={listProblem}
              onTarget={(target) => change({ target })}
            />
          </Section>
          <Section title={words.steps.check} className="min-w-0 flex-1">
            {preview.error ? (
              <ErrorState error={preview.error} onRetry={preview.again} />
            ) : (
              <CheckStep it={it} current={preview.current} />
            )}
          </Section>
        </div>
      </div>
      <footer className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-raised px-gutter py-2.5">
        <div role="status" className="num min-w-0 flex-1">
          {preview.current ? (
            <span className="font-strong">{countsSentence(it.counts)}</span>
          ) : (
            <span className={problem ? "text-bad" : "text-muted"}>
              {problem ?? listProblem ?? words.check.counting}
              {ready && preview.job && ` · ${progressSentence(preview.job)}`}
            </span>
          )}
          {ready && !preview.current && !preview.error && (
            <ProgressBar
              label={words.check.counting}
              done={preview.job?.done ?? 0}
              total={preview.job?.total ?? null}
              className="mt-1 max-w-form"
            />
          )}
          <ErrorLine error={start.error} />
        </div>
        <Button
          kind="primary"
          disabled={!preview.current || !action.possible}
          busy={start.isPending}
          className={cx("num", !preview.current && "invisible")}
          onClick={() =>
            start.mutate({ import: it.id }, { onSuccess: ({ job }) => rememberRun(it.id, job) })
          }
        >
          {action.label}
        </Button>
      </footer>
    </>
  );
}
