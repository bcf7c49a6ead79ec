// Rehearsing a campaign: assumptions on the left, the run and those before it on the right.
import { useMemo, useState } from "react";
import type {
  Assumptions,
  Campaign,
  CampaignRun,
  JobProgress,
  RehearsalDefaults,
  RehearsalPreset,
} from "../../api/gen/types";
import { hasEnded, useJob } from "../../api/jobs";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { Checkbox, Input, Select } from "../../design/inputs";
import { EmptyState, ErrorLine, ErrorState, ProgressBar, SkeletonLines } from "../../design/states";
import { toast } from "../../design/toast";
import { useMay, useMayAll } from "../../shell/member";
import { toastError } from "../../shell/undo";
import { hrefOf } from "../campaigns/address";
import { ButtonLink } from "../campaigns/ButtonLink";
import { useZone } from "../campaigns/columns";
import { Head } from "../campaigns/Head";
import { DayCurve } from "../reports/DayCurve";
import { differs, moreRates, rates, seedFrom } from "./assumptions";
import { Rate } from "./Rate";
import { RunCard, Runs } from "./Runs";
import { words } from "./words";

const firstSeed = "42";
/** States of a campaign whose run on the campaign clock must stand. */
const launched = ["active", "paused", "completed", "cancelled"];

export default function RehearseStep({ campaign }: { campaign: Campaign }) {
  const runs = useRead("rehearsals.runs", { campaign: campaign.id }, { topics: ["runs"] });
  const presets = useRead("rehearsals.presets", {});
  const defaults = useRead(
    "rehearsals.defaults",
    { campaign: campaign.id },
    { topics: ["campaigns", "organizations"] },
  );
  const failed = [runs, presets, defaults].find((query) => query.error);
  if (failed?.error)
    return (
      <div className="p-gutter">
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      </div>
    );
  if (!runs.data || !presets.data || !defaults.data)
    return (
      <div className="p-gutter">
        <SkeletonLines lines={6} />
      </div>
    );
  return (
    <Rehearse
      campaign={campaign}
      runs={runs.data}
      presets={presets.data}
      defaults={defaults.data}
    />
  );
}

interface RehearseProps {
  campaign: Campaign;
  runs: CampaignRun[];
  presets: RehearsalPreset[];
  defaults: RehearsalDefaults;
}

function Rehearse({ campaign, runs, presets, defaults }: RehearseProps) {
  const zone = useZone();
  const may = useMay()("rehearsal.run") && campaign.editable;
  // The clock is everybody's: it starts and plays the campaigns of others too.
  const mayMoveClock = useMayAll()("campaign.launch");
  const latest = runs[0];
  const [config, setConfig] = useState<Assumptions>(latest?.config ?? defaults.config);
  const [seed, setSeed] = useState(latest ? String(latest.seed) : firstSeed);
  const [advance, setAdvance] = useState(false);
  const start = useWrite("rehearsals.start");
  const standing = runs.find(
    (run) => run.state === "running" || (run.state === "done" && !run.cleared),
  );
  // A launch plays on for weeks; only a rehearsal keeps one waiting.
  const running = runs.find((run) => run.state === "running" && run.kind === "rehearsal");
  const job = useJob(start.data?.job ?? running?.job ?? null);
  const busy = start.isPending || (job !== undefined && !hasEnded(job)) || running !== undefined;
  const seedNumber = seedFrom(seed);
  const isLaunched = launched.includes(campaign.status);
  const preset = presets.find(({ key }) => key === config.industry) ?? presets[0];
  const sources = useMemo(
    () => new Map(preset?.sources.map((source) => [source.field, source])),
    [preset],
  );
  const { utcOffsetMinutes } = defaults.config;
  const presetOf = (key: string): Assumptions => ({
    ...(presets.find((it) => it.key === key)?.config ?? defaults.config),
    utcOffsetMinutes,
  });
  const changed = differs({ ...config, utcOffsetMinutes }, presetOf(config.industry));
  const set = (part: Partial<Assumptions>) => setConfig((now) => ({ ...now, ...part }));
  const go = () =>
    start.mutate({
      campaign: campaign.id,
      seed: seedNumber ?? undefined,
      config: { ...config, utcOffsetMinutes },
      advanceClock: advance,
    });
  const disabled = !may || isLaunched || busy;
  const rateOf = ({ name, most, step }: (typeof rates)[number]) => (
    <Rate
      key={name}
      name={name}
      most={most}
      step={step}
      share={config[name]}
      source={sources.get(name)}
      disabled={disabled}
      onShare={(share) => set({ [name]: share })}
    />
  );

  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="grid max-w-column grid-cols-[calc(var(--spacing)*66)_minmax(0,1fr)] gap-x-9 px-gutter pt-5 pb-10 max-[900px]:grid-cols-1">
        <section aria-label={words.assumptions} className="flex flex-col gap-4">
          <h2>{words.assumptions}</h2>
          <Field label={words.preset} hint={changed ? words.changed : undefined}>
            <Select
              value={config.industry}
              disabled={disabled}
              onChange={(event) => setConfig(presetOf(event.target.value))}
            >
              {presets.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          {rates.map(rateOf)}
          <details className="group">
            <summary className="cursor-pointer rounded-mark text-muted hover:text-ink">
              {words.more}
            </summary>
            <div className="flex flex-col gap-4 pt-3">
              {moreRates.map(rateOf)}
              <Field label={`${words.duration}, ${words.days}`}>
                <Input
                  type="number"
                  min={1}
                  max={365}
                  value={config.durationDays}
                  disabled={disabled}
                  className="num"
                  onChange={(event) => set({ durationDays: Number(event.target.value) || 1 })}
                />
              </Field>
            </div>
          </details>
          <Field
            label={words.seed}
            hint={words.seedHint}
            error={seedNumber === null ? words.seedWrong : null}
          >
            <Input
              inputMode="numeric"
              value={seed}
              disabled={disabled}
              autoComplete="off"
              className="num w-40"
              onChange={(event) => setSeed(event.target.value)}
            />
          </Field>
          {may && (
            <div>
              <Button
                kind="quiet"
                small
                className="-ml-2.5"
                disabled={disabled || !changed}
                onClick={() => setConfig(presetOf(config.industry))}
              >
                {words.reset}
              </Button>
            </div>
          )}
        </section>
        <div className="min-w-0 max-[900px]:order-first">
          <Head campaign={campaign}>
            {may && !isLaunched && (
              <Button
                kind="primary"
                busy={busy}
                disabled={seedNumber === null || campaign.templateVersion === null}
                onClick={go}
              >
                {words.run(seedNumber === null ? "…" : String(seedNumber))}
              </Button>
            )}
          </Head>
          {isLaunched ? (
            <p className="mb-4 text-muted">{words.closed}</p>
          ) : (
            <Before
              campaign={campaign}
              defaults={defaults}
              may={may}
              again={standing !== undefined && !busy}
            />
          )}
          {may && !isLaunched && (
            <p className="mb-4">
              {mayMoveClock && (
                <Checkbox
                  checked={advance}
                  disabled={disabled}
                  onChange={(event) => setAdvance(event.target.checked)}
                >
                  <span>
                    {words.clock} <span className="text-small text-muted">{words.clockHint}</span>
                  </span>
                </Checkbox>
              )}
              <span className="num block pl-6 text-small text-muted">
                {words.starts(format.time(defaults.startAt, zone))}
              </span>
            </p>
          )}
          <ErrorLine error={start.error} />
          {busy && <Running job={job} />}
          {job?.state === "failed" && <ErrorLine error={job.error} />}
          {(busy || standing) && <Curve campaign={campaign.id} />}
          {standing && !busy && <RunCard campaign={campaign} run={standing} may={may} />}
          {runs.length === 0 && !busy && !isLaunched && <EmptyState text={words.none} />}
          {runs.length > 0 && (
            <Runs
              runs={runs}
              onUse={
                disabled
                  ? undefined
                  : (run) => {
                      setConfig(run.config);
                      setSeed(String(run.seed));
                      toast({ text: words.used });
                    }
              }
            />
          )}
        </div>
      </div>
    </div>
  );
}

interface BeforeProps extends Pick<RehearseProps, "campaign" | "defaults"> {
  may: boolean;
  again: boolean;
}

function Before({ campaign, defaults, may, again }: BeforeProps) {
  if (!may) return <p className="mb-4 text-muted">{words.notAllowed}</p>;
  if (campaign.templateVersion === null)
    return (
      <div className="mb-4 flex items-center gap-3">
        <p className="text-muted">{words.noEmail}</p>
        <ButtonLink href={hrefOf(campaign.id, "email")}>{words.noEmailAction}</ButtonLink>
      </div>
    );
  const said = [
    defaults.links === 0 && words.noLinks,
    !defaults.hasForm && words.noForm,
    again && words.again,
    defaults.earlierLaunches > 0 &&
      words.keen(defaults.earlierLaunches, format.number(defaults.earlierLaunches)),
  ].filter(Boolean);
  return said.length > 0 ? <p className="mb-2 text-muted">{said.join(" ")}</p> : null;
}

/** What the run has written so far; it grows with every step that is kept. */
function Curve({ campaign }: { campaign: string }) {
  const report = useRead(
    "reports.campaign",
    { campaign },
    { topics: ["runs", "events", "event_aggregations"] },
  ).data;
  if (!report || report.days.length === 0) return null;
  return (
    <div className="mb-6">
      <DayCurve report={report} />
    </div>
  );
}

function Running({ job }: { job: JobProgress | undefined }) {
  const cancel = useWrite("jobs.cancel");
  const total = job?.total ?? null;
  return (
    <section aria-label={words.running} className="mb-6 border-y border-line py-3">
      <div className="mb-2 flex items-center gap-3">
        <h2 className="flex-1">{words.running}</h2>
        <span className="num text-muted">
          {job && total !== null && words.progress(format.number(job.done), format.number(total))}
        </span>
        <span className="num w-14 text-right">
          {job && total ? format.percent(job.done / total, 0) : ""}
        </span>
        {job?.canCancel && !hasEnded(job) && (
          <Button
            small
            busy={cancel.isPending}
            onClick={() =>
              cancel.mutate(
                { job: job.id },
                { onError: (error) => error.code !== "not_found" && toastError(error) },
              )
            }
          >
            {cancel.isSuccess ? words.cancelling : words.cancel}
          </Button>
        )}
      </div>
      <ProgressBar label={words.running} done={job?.done ?? 0} total={total} />
      <p className="num mt-1.5 text-small text-muted">
        {job?.etaMs != null ? words.left(format.duration(job.etaMs)) : "\u00A0"}
      </p>
    </section>
  );
}
