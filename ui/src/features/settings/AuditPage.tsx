// The audit trail: who changed what, and whether the trail itself was changed.
import { useCallback, useState } from "react";
import { useRevision } from "../../api/changes";
import { toApiError } from "../../api/errors";
import type { AuditReport, AuditRow } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { call } from "../../api/transport";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { ColumnsMenu } from "../../design/grid/ColumnsMenu";
import { type Column, useGridColumns } from "../../design/grid/columns";
import { DataGrid } from "../../design/grid/DataGrid";
import { EmptyState, ErrorLine, ErrorState } from "../../design/states";
import { Notice } from "../../design/status";
import { useCrumbs } from "../../shell/page";
import { summaryOf } from "./summary";
import { SettingsTabs } from "./Tabs";
import { words as all } from "./words";

const words = all.audit;

const quiet = (text: string) => (
  <span title={text} className="text-muted">
    {text || "–"}
  </span>
);

const columns: Column<AuditRow>[] = [
  {
    id: "sequence",
    title: words.columns.sequence,
    width: 72,
    align: "right",
    hideable: false,
    cell: (row) => <span className="text-muted">{format.number(row.sequence)}</span>,
  },
  {
    id: "at",
    title: words.columns.at,
    width: 168,
    cell: (row) => (
      <span className="num" title={format.relative(row.at, Date.now())}>
        {format.time(row.at)}
      </span>
    ),
  },
  {
    id: "who",
    title: words.columns.who,
    width: 132,
    cell: (row) => row.who ?? quiet(words.actors[row.actor] ?? row.actor),
  },
  {
    id: "action",
    title: words.columns.action,
    width: 168,
    cell: (row) => <span className="font-strong">{row.action}</span>,
  },
  {
    id: "changes",
    title: words.columns.changes,
    width: 280,
    grow: true,
    cell: (row) => quiet(summaryOf(row.changes)),
  },
  {
    id: "entity",
    title: words.columns.entity,
    width: 150,
    hiddenAtFirst: true,
    cell: (row) => quiet([row.entityType, row.entity].filter(Boolean).join(" ")),
  },
  {
    id: "reason",
    title: words.columns.reason,
    width: 150,
    hiddenAtFirst: true,
    cell: (row) => quiet(row.reason),
  },
];

/** Domains whose writes are told here. */
const watched = [
  "contacts",
  "lists",
  "imports",
  "campaigns",
  "templates",
  "forms",
  "leads",
  "runs",
  "events",
  "organizations",
  "access",
  "account",
  "members",
  "roles",
  "whitelist",
  "validation",
  "suppression",
];

const fetchPage = async (offset: number, limit: number, signal: AbortSignal) =>
  (await call("audit.page", { offset, limit }, { signal })).rows;
const nothing = () => {};

export default function AuditPage() {
  useCrumbs({ label: all.title, href: "#/settings" }, { label: all.tabs.audit });
  const first = useRead("audit.page", { offset: 0, limit: 1 }, { topics: watched });
  const revision = useRevision(...watched);
  const grid = useGridColumns("audit", columns);
  const trail = useVerify();
  const total = first.data?.total ?? null;
  return (
    <>
      <SettingsTabs />
      <div className="flex min-h-0 flex-1 flex-col px-gutter pt-4">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h1 className="text-title">{all.tabs.audit}</h1>
          <span role="status" className="num text-muted">
            {total !== null && words.rows(total, format.number(total))}
          </span>
          {!first.error && (
            <div className="ml-auto flex items-center gap-2">
              <ColumnsMenu columns={grid} />
              <Button busy={trail.busy} onClick={() => void trail.verify()}>
                {words.verify}
              </Button>
            </div>
          )}
        </header>
        <p className="mt-1 mb-3 text-muted">{words.text}</p>
        <Verdict report={trail.report} error={trail.error} />
        {first.error ? (
          <ErrorState error={first.error} onRetry={() => void first.refetch()} />
        ) : (
          <DataGrid
            label={words.grid}
            total={total}
            columns={grid}
            fetchPage={fetchPage}
            viewKey="audit"
            revision={revision}
            rowId={(row) => String(row.sequence)}
            onOpen={nothing}
            empty={<EmptyState text={words.empty} />}
          />
        )}
      </div>
    </>
  );
}

/** The whole trail read anew, when asked. */
function useVerify() {
  const [report, setReport] = useState<AuditReport | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const verify = useCallback(async () => {
    setBusy(true);
    setError(null);
    try {
      setReport(await call("audit.verify", {}));
    } catch (thrown) {
      setReport(null);
      setError(toApiError(thrown));
    }
    setBusy(false);
  }, []);
  return { report, error, busy, verify };
}

function Verdict({ report, error }: { report: AuditReport | null; error: unknown }) {
  return (
    <div className="max-w-column-min">
      {error !== null && (
        <div className="mb-3">
          <ErrorLine error={error} />
        </div>
      )}
      <div role="status" className="not-empty:mb-3">
        {report && report.brokenAt === null && (
          <Notice tone="good" title={words.whole(report.good, format.number(report.good))} />
        )}
        {report && report.brokenAt !== null && (
          <Notice tone="bad" title={words.broken(format.number(report.brokenAt))}>
            {report.fault} {words.brokenText(format.number(report.good))}
          </Notice>
        )}
      </div>
    </div>
  );
}
