// The launched run of a campaign: who is in it, how far it has played, when it ends.
import type { Campaign, CampaignRun } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { KeyFigure, KeyFigures } from "../../design/figures";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { ProgressBar } from "../../design/states";
import { hrefOf } from "../campaigns/address";
import { ButtonLink } from "../campaigns/ButtonLink";
import { useZone } from "../campaigns/columns";
import { playedShare } from "./jumps";
import { words } from "./words";

/** Nothing where the campaign has no launched run. */
export function Launched({ campaign }: { campaign: Campaign }) {
  const runs = useRead("rehearsals.runs", { campaign: campaign.id }, { topics: ["runs"] }).data;
  const run = runs?.find(({ kind }) => kind === "launch");
  const zone = useZone();
  if (!run) return null;
  return (
    <Section title={words.title} className="max-w-column-min">
      <KeyFigures>
        <KeyFigure label={words.recipients} value={format.number(run.recipients)} />
        <KeyFigure
          label={words.events}
          value={format.number(run.events)}
          href={hrefOf(campaign.id, "results")}
        />
        <KeyFigure label={words.seed} value={String(run.seed)} />
      </KeyFigures>
      <ProgressBar
        label={words.title}
        done={Math.round((playedShare(run) ?? 0) * 100)}
        total={100}
      />
      <p className="num mt-1.5 mb-3 text-muted">{sentence(campaign, run)}</p>
      <dl className="mb-4 grid grid-cols-[max-content_1fr] items-baseline gap-x-5 gap-y-1.5">
        <dt className="text-muted">{words.from}</dt>
        <dd className="num">{format.time(run.startedAt, zone)}</dd>
        <dt className="text-muted">{run.state === "running" ? words.to : words.until}</dt>
        <dd className="num">{format.time(run.endsAt, zone)}</dd>
      </dl>
      <ButtonLink href={hrefOf(campaign.id, "results")}>{words.results}</ButtonLink>
    </Section>
  );
}

function sentence(campaign: Campaign, run: CampaignRun): string {
  if (run.playedTo === null) return words.freezing;
  if (run.state !== "running") return campaign.endedAt === null ? words.over : words.ended;
  if (campaign.status === "paused") return words.held;
  const whole = format.duration(run.endsAt - run.startedAt);
  const part = run.playedTo - run.startedAt;
  return part < 60_000 ? words.fresh(whole) : words.played(format.duration(part), whole);
}
