// Everything that was changed about the campaign, newest first.
import { useState } from "react";
import type { Campaign, CampaignChange, JsonValue } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { EmptyState, ErrorState, SkeletonLines } from "../../design/states";
import { useZone } from "./columns";
import { words } from "./words";

const step = 50;
const times = ["scheduledAt", "startedAt", "endedAt", "deletedAt"];

function said(field: string, value: JsonValue, currency: string, zone: string | undefined): string {
  if (value === null || value === "") return words.history.nothing;
  if (Array.isArray(value))
    return value.length === 0
      ? words.history.nothing
      : value.map((one) => said(field, one, currency, zone)).join(", ");
  if (typeof value === "number" && (field === "budgetMinor" || field === "cost"))
    return format.money(value, currency);
  if (typeof value === "number" && times.includes(field)) return format.time(value, zone);
  if (typeof value === "object")
    return Object.values(value)
      .map((one) => said(field, one, currency, zone))
      .join(", ");
  // The introduction is HTML: its words are what changed, to the eye.
  if (field === "landingIntro")
    return new DOMParser().parseFromString(String(value), "text/html").body.innerText;
  return String(value);
}

export default function HistoryStep({ campaign }: { campaign: Campaign }) {
  const [limit, setLimit] = useState(step);
  const { data, error, refetch } = useRead(
    "campaigns.history",
    { campaign: campaign.id, offset: 0, limit },
    { keepPrevious: true, topics: ["campaign_lists", "campaign_costs", "runs"] },
  );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={5} />;
  if (data.length === 0) return <EmptyState text={words.history.empty} />;
  return (
    <>
      <ol className="max-w-column-min">
        {data.map((row, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two writes may share their millisecond
            key={`${row.at} ${at}`}
            className="grid grid-cols-[calc(var(--spacing)*34)_1fr] gap-x-6 border-b border-line py-2.5"
          >
            <time
              dateTime={new Date(row.at).toISOString()}
              title={format.time(row.at)}
              className="text-muted"
            >
              {format.relative(row.at, Date.now())}
            </time>
            <div className="min-w-0">
              <p>
                {words.history.actions[row.action] ?? row.action}{" "}
                <span className="text-muted">
                  {words.history.by(row.who ?? words.history.someone)}
                </span>
              </p>
              {row.changes.map((change) => (
                <Line key={change.field} change={change} currency={campaign.currency} />
              ))}
            </div>
          </li>
        ))}
      </ol>
      {data.length === limit && (
        <Button className="mt-4" onClick={() => setLimit(Math.min(limit + step, 500))}>
          {words.history.more}
        </Button>
      )}
    </>
  );
}

function Line({ change, currency }: { change: CampaignChange; currency: string }) {
  const zone = useZone();
  const { field, from, to } = change;
  const before = said(field, from, currency, zone);
  return (
    <p className="text-small text-muted">
      {words.history.fields[field] ?? field}:{" "}
      {before !== words.history.nothing && <s className="mr-1">{before}</s>}
      <span className="text-ink">{said(field, to, currency, zone)}</span>
    </p>
  );
}
