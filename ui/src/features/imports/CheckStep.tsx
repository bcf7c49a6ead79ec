// What would happen to the rows: each counted once, and those worth a look by their line.
import { useNavigate } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useState } from "react";
import type { Import } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { save } from "../../api/transport";
import { Button } from "../../design/Button";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { InnerSections, SectionTitle } from "../../design/Section";
import { ErrorState, SkeletonLines } from "../../design/states";
import { StatusDot, type Tone } from "../../design/status";
import { TabPanel, Tabs } from "../../design/Tabs";
import { toast } from "../../design/toast";
import { toastError } from "../../shell/undo";
import { importRoute } from "../contacts/room";
import { type Decision, decisions } from "./footer";
import { words } from "./words";

const step = 100;
/** As many as one request may ask for. */
const most = 500;
const all = "all";

/** `current` false: the counts are of an earlier look. */
export function CheckStep({ it, current }: { it: Import; current: boolean }) {
  const { counts } = it;
  return (
    <div>
      <dl className="mb-1 flex flex-wrap border-y border-line">
        {decisions.map((decision) => (
          <div
            key={decision}
            title={words.check.explain[decision]}
            className="min-w-24 flex-1 border-l border-line px-4 py-2 first:border-l-0 first:pl-0"
          >
            <dt className="text-small text-muted">{words.check.titles[decision]}</dt>
            <dd className="num text-title font-strong">
              {current ? format.number(counts[decision]) : "–"}
            </dd>
          </div>
        ))}
      </dl>
      {current && (
        <>
          <p className="num text-small text-muted">
            {words.check.judged(
              format.number(counts.valid),
              format.number(counts.risky),
              format.number(counts.invalid),
              format.number(counts.withoutAddress),
            )}
          </p>
          <InnerSections>
            <Problems it={it} />
          </InnerSections>
        </>
      )}
    </div>
  );
}

export function Problems({ it }: { it: Import }) {
  const { rows: chosen = all } = importRoute.useSearch();
  const navigate = useNavigate();
  const tabs = [all, "rejected", "duplicate", "new", "updated", "unchanged"];
  const value = tabs.includes(chosen) ? chosen : all;
  const first = { import: it.id, offset: 0, limit: step };
  const totals = useRead("imports.rows", first, { keepPrevious: true }).data?.totals;
  const countOf = (tab: string) =>
    totals &&
    (tab === all
      ? decisions.reduce((sum, each) => sum + totals[each], 0)
      : totals[tab as Decision]);
  const titled = (tab: string) => {
    const count = countOf(tab);
    const title = tab === all ? words.check.all : (words.check.titles[tab] ?? tab);
    return count === undefined ? title : words.check.counted(title, format.number(count));
  };
  return (
    <div className="mt-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <SectionTitle>{words.check.problems}</SectionTitle>
        {it.counts.rejected > 0 && <RejectsButton it={it} />}
      </div>
      <Tabs
        label={words.check.problems}
        value={value}
        onValue={(next) =>
          void navigate({
            to: "/contacts/import/$import",
            params: { import: it.id },
            search: next === all ? {} : { rows: next },
            replace: true,
          })
        }
        tabs={tabs.map((tab) => ({ value: tab, label: titled(tab) }))}
      >
        <TabPanel value={value}>
          <Rows key={value} it={it} decision={value === all ? undefined : value} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

/** Every rejected row, to correct and import again. */
function RejectsButton({ it }: { it: Import }) {
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const request = { import: it.id, mark: true };
      const place = await save("imports.rejects", request, words.check.rejectsFile(it.fileName));
      if (place !== null) toast({ text: words.check.rejectsDone, note: place });
    } catch (thrown) {
      toastError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button small icon={Download} busy={busy} onClick={() => void take()}>
      {words.check.rejects(it.counts.rejected, format.number(it.counts.rejected))}
    </Button>
  );
}

const tones: Record<string, Tone> = { rejected: "bad", duplicate: "none" };

function Rows({ it, decision }: { it: Import; decision?: string }) {
  const [limit, setLimit] = useState(step);
  const request = { import: it.id, offset: 0, limit, ...(decision ? { decision } : {}) };
  const { data, error, refetch } = useRead("imports.rows", request, { keepPrevious: true });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={3} />;
  if (data.total === 0) return <p className="text-muted">{words.check.noProblems}</p>;
  return (
    <>
      <table className="w-full max-w-column border-collapse leading-table">
        <thead>
          <tr className="text-left text-small text-muted">
            <th scope="col" className={cx(head, "w-16 pl-0 text-right")}>
              {words.check.line}
            </th>
            <th scope="col" className={cx(head, "w-32")}>
              {words.check.decision}
            </th>
            <th scope="col" className={head}>
              {words.check.value}
            </th>
            <th scope="col" className={head}>
              {words.check.reason}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.line} className="h-row-dense border-b border-line">
              <td className="num pr-2.5 text-right text-muted">{format.number(row.line)}</td>
              <td className="px-2.5">
                <StatusDot tone={tones[row.decision] ?? "warn"}>
                  {words.check.decisions[row.decision] ?? row.decision}
                </StatusDot>
              </td>
              <td className="max-w-60 truncate px-2.5" title={row.value}>
                {row.value || "–"}
              </td>
              <td className="px-2.5 text-muted">{row.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="num mt-2 flex items-center gap-3 text-small text-muted">
        {words.check.shown(format.number(data.rows.length), format.number(data.total))}
        {data.rows.length < data.total && limit < most && (
          <Button small kind="quiet" onClick={() => setLimit(most)}>
            {words.check.more}
          </Button>
        )}
      </div>
    </>
  );
}

const head = "h-grid-header border-b border-line px-2.5 font-regular";
