// The run that stands, and all runs of the campaign.
import { Copy } from "lucide-react";
import { useState } from "react";
import type { Campaign, CampaignRun } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button, IconButton } from "../../design/Button";
import { Confirm } from "../../design/Dialog";
import { KeyFigure, KeyFigures } from "../../design/figures";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { StatusDot, type Tone } from "../../design/status";
import { toast } from "../../design/toast";
import { toastError } from "../../shell/undo";
import { hrefOf } from "../campaigns/address";
import { ButtonLink } from "../campaigns/ButtonLink";
import { useZone } from "../campaigns/columns";
import { words } from "./words";

const tones: Record<string, Tone> = {
  running: "info",
  done: "good",
  cancelled: "warn",
  failed: "bad",
  reset: "none",
};

const short = (digest: string | null) =>
  digest && digest.length > 12 ? `${digest.slice(0, 8)}…${digest.slice(-4)}` : (digest ?? "–");

export function RunCard({
  campaign,
  run,
  may,
}: {
  campaign: Campaign;
  run: CampaignRun;
  may: boolean;
}) {
  const zone = useZone();
  const [asking, setAsking] = useState(false);
  const reset = useWrite("rehearsals.reset");
  const rehearsed = run.kind === "rehearsal";
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(run.digest ?? "");
      toast({ text: words.copied });
    } catch (thrown) {
      toastError(thrown);
    }
  };
  const counts = (["valid", "risky", "unknown", "invalid", "nonexistent"] as const).filter(
    (status) => run.audience[status] > 0,
  );
  return (
    <Section title={rehearsed ? words.standing : words.launch} className="mb-6">
      <KeyFigures>
        <KeyFigure label={words.recipients} value={format.number(run.recipients)} />
        <KeyFigure label={words.events} value={format.number(run.events)} />
        <KeyFigure label={words.seed} value={String(run.seed)} />
      </KeyFigures>
      <dl className="grid grid-cols-[max-content_1fr] items-baseline gap-x-5 gap-y-1.5">
        <dt className="text-muted">{words.from}</dt>
        <dd className="num">
          {format.time(run.startedAt, zone)} – {format.time(run.endsAt, zone)}
        </dd>
        <dt className="text-muted">{words.audience}</dt>
        <dd className="num">
          {counts
            .map((status) => `${format.number(run.audience[status])} ${words.counts[status]}`)
            .join(" · ") || "–"}
        </dd>
        <dt className="text-muted" title={words.digestHint}>
          {words.digest}
        </dt>
        <dd className="flex min-w-0 items-center gap-2">
          <span
            className="min-w-0 truncate font-mono text-small select-all"
            title={run.digest ?? ""}
          >
            {run.digest ?? "–"}
          </span>
          {run.digest && (
            <IconButton small icon={Copy} label={words.copyDigest} onClick={() => void copy()} />
          )}
        </dd>
      </dl>
      <div className="mt-4 flex gap-2">
        <ButtonLink href={hrefOf(campaign.id, "results")}>{words.results}</ButtonLink>
        {may && rehearsed && run.state === "done" && (
          <Button kind="quiet" onClick={() => setAsking(true)}>
            {words.resetRun}
          </Button>
        )}
      </div>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={words.resetRun}
        text={words.resetAsk(format.number(run.events))}
        action={words.resetRun}
        busy={reset.isPending}
        onConfirm={() =>
          reset.mutate(
            { campaign: campaign.id },
            {
              onSuccess: () => setAsking(false),
              onError: toastError,
            },
          )
        }
      />
    </Section>
  );
}

interface RunsProps {
  runs: CampaignRun[];
  /** Takes over seed and assumptions of a run. */
  onUse?: (run: CampaignRun) => void;
}

export function Runs({ runs, onUse }: RunsProps) {
  const { columns } = words;
  const head = "h-grid-header border-b border-line pr-3 font-regular whitespace-nowrap";
  return (
    <Section title={words.runs}>
      <div className="overflow-x-auto">
        <table className="num w-full border-collapse">
          <thead>
            <tr className="text-left text-small text-muted">
              <th scope="col" className={head}>
                {columns.when}
              </th>
              <th scope="col" className={head}>
                {columns.state}
              </th>
              <th scope="col" className={`${head} text-right`}>
                {columns.seed}
              </th>
              <th scope="col" className={`${head} text-right`}>
                {columns.recipients}
              </th>
              <th scope="col" className={`${head} text-right`}>
                {columns.events}
              </th>
              <th scope="col" className={head}>
                {columns.digest}
              </th>
              {onUse && (
                <th scope="col" className={head}>
                  <span className="sr-only">{words.useShort}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id} className="h-row border-b border-line leading-table">
                <td
                  className="pr-3 whitespace-nowrap text-muted"
                  title={format.time(run.createdAt)}
                >
                  {format.relative(run.createdAt, Date.now())}
                </td>
                <td className="pr-3 whitespace-nowrap">
                  <StatusDot tone={tones[run.state] ?? "none"}>
                    {run.kind === "launch" && run.state === "running"
                      ? words.playing
                      : (words.states[run.state] ?? run.state)}
                    {run.kind === "launch" && `, ${words.kinds.launch}`}
                  </StatusDot>
                </td>
                <td className="pr-3 text-right">{String(run.seed)}</td>
                <td className="pr-3 text-right">{format.number(run.recipients)}</td>
                <td className="pr-3 text-right">{format.number(run.events)}</td>
                <td className="pr-3 font-mono text-small text-muted" title={run.digest ?? ""}>
                  {short(run.digest)}
                </td>
                {onUse && (
                  <td className="text-right">
                    <Button
                      small
                      kind="quiet"
                      aria-label={words.use(String(run.seed))}
                      onClick={() => onUse(run)}
                    >
                      {words.useShort}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
