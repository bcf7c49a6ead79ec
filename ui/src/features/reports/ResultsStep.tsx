// What came of a campaign: key figures, curve, funnel, breakdowns; every number opens its people.
import { Download, Printer } from "lucide-react";
import type { Campaign, CampaignReport } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { save } from "../../api/transport";
import { Button } from "../../design/Button";
import { Bars } from "../../design/figures";
import { format } from "../../design/format";
import { Input } from "../../design/inputs";
import { Menu } from "../../design/Menu";
import { SplitPane } from "../../design/pane";
import { Section } from "../../design/Section";
import { EmptyState, ErrorState, SkeletonLines } from "../../design/states";
import { chooseTheme, theme, themeChoice } from "../../design/theme";
import { toast } from "../../design/toast";
import { motion } from "../../design/tokens";
import { useMay } from "../../shell/member";
import { toastError } from "../../shell/undo";
import { hrefOf, useAddress } from "../campaigns/address";
import { ButtonLink } from "../campaigns/ButtonLink";
import { Head } from "../campaigns/Head";
import { campaignRoute } from "../campaigns/room";
import { useClock } from "../launches/useClock";
import { words as launchWords } from "../launches/words";
import { Breakdowns } from "./Breakdowns";
import { DayCurve } from "./DayCurve";
import { daysOf, isMetric } from "./figures";
import { KeyRow } from "./KeyRow";
import { PeoplePane } from "./PeoplePane";
import { peopleHref, type ResultsSearch } from "./search";
import { words } from "./words";

const topics = ["runs", "events", "event_aggregations", "event_day_totals"];

export default function ResultsStep({ campaign }: { campaign: Campaign }) {
  const search = campaignRoute.useSearch() as ResultsSearch;
  const change = useAddress<ResultsSearch>();
  const { from, to, metric } = search;
  const { data, error, refetch } = useRead(
    "reports.campaign",
    { campaign: campaign.id, ...(from ? { from } : {}), ...(to ? { to } : {}) },
    { keepPrevious: true, topics },
  );
  const close = () =>
    change({
      metric: undefined,
      device: undefined,
      link: undefined,
      status: undefined,
      day: undefined,
    });
  if (error)
    return (
      <div className="p-gutter">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!data)
    return (
      <div className="p-gutter">
        <SkeletonLines lines={8} />
      </div>
    );
  const empty = data.run === null && data.figures.every((figure) => figure.count === 0);
  return (
    <SplitPane
      name="results"
      pane={
        isMetric(metric) ? (
          <PeoplePane campaign={campaign.id} metric={metric} search={search} onClose={close} />
        ) : null
      }
    >
      <div data-print="flow" className="min-h-0 flex-1 overflow-auto">
        <div className="@container max-w-column px-gutter pt-5 pb-10">
          <Head
            campaign={campaign}
            brief
            beside={!empty && <Which campaign={campaign} report={data} />}
          >
            {!empty && <Range search={search} />}
            <Actions campaign={campaign} search={search} empty={empty} />
          </Head>
          {empty ? (
            <Nothing campaign={campaign} />
          ) : (
            <Report campaign={campaign} report={data} search={search} />
          )}
        </div>
      </div>
    </SplitPane>
  );
}

/** Paper is light: the theme changes for the moment of printing, and comes back. */
function printLight(): void {
  const before = themeChoice();
  if (theme() === "light") {
    window.print();
    return;
  }
  chooseTheme("light");
  // The chart draws itself anew after the next paint.
  setTimeout(() => {
    window.print();
    chooseTheme(before);
  }, 2 * motion.panel);
}

function Nothing({ campaign: { id, status } }: { campaign: Campaign }) {
  if (status === "active" || status === "paused") return <EmptyState text={words.noneLaunched} />;
  if (status === "completed" || status === "cancelled") return <EmptyState text={words.noneOver} />;
  return (
    <EmptyState
      text={words.none}
      action={
        <ButtonLink primary href={hrefOf(id, "rehearse")}>
          {words.noneAction}
        </ButtonLink>
      }
    />
  );
}

interface ActionsProps {
  campaign: Campaign;
  search: ResultsSearch;
  empty: boolean;
}

function Actions({ campaign, search, empty }: ActionsProps) {
  const may = useMay();
  if (empty) return null;
  const exportFile = async () => {
    try {
      const { from, to, metric } = search;
      const range = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      const people = isMetric(metric) ? { metric } : {};
      const request = { campaign: campaign.id, ...people, ...range };
      const place = await save("reports.export", request, words.exportFile(campaign.name));
      if (place !== null) toast({ text: words.exported, note: place });
    } catch (thrown) {
      toastError(thrown);
    }
  };
  return (
    <span data-print="no" className="flex gap-2">
      <Button kind="quiet" icon={Printer} onClick={printLight}>
        {words.print}
      </Button>
      {may("report.export") && (
        <Menu
          trigger={<Button icon={Download}>{words.export}</Button>}
          parts={[
            {
              label: isMetric(search.metric) ? words.exportPeople : words.exportFigures,
              onSelect: () => void exportFile(),
            },
          ]}
        />
      )}
    </span>
  );
}

/** What each link says in the e-mail, by its target. */
function useLinkNames(campaign: Campaign): Map<string, string> {
  const template = campaign.templateVersion?.of;
  const versions = useRead(
    "templates.versions",
    { template: template ?? "" },
    { enabled: template !== undefined, topics: ["template_versions"] },
  ).data;
  const links = versions?.find(({ id }) => id === campaign.templateVersion?.version)?.links ?? [];
  return new Map(links.filter(({ text }) => text !== "").map(({ href, text }) => [href, text]));
}

interface ReportProps {
  campaign: Campaign;
  report: CampaignReport;
  search: ResultsSearch;
}

function Report({ campaign, report, search }: ReportProps) {
  const linkNames = useLinkNames(campaign);
  const change = useAddress<ResultsSearch>();
  const days = daysOf(report.days);
  const href = (part: ResultsSearch) => peopleHref(campaign.id, search, part);
  const first = report.funnel[0]?.contacts ?? 0;
  const colours = {
    sent: "sent",
    delivered: "delivered",
    opens: "open",
    clicks: "click",
    views: "view",
    submissions: "lead",
  } as const;
  return (
    <>
      <KeyRow campaign={campaign} report={report} days={days} href={href} />
      <div className="grid grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)] gap-x-10 gap-y-6 @max-[820px]:grid-cols-1">
        <DayCurve report={report} onPoint={(metric, day) => change({ metric, day })} />
        <Section title={words.funnelTitle} className="mb-0!">
          <Bars
            rootScale
            rows={report.funnel.map((step) => ({
              id: step.metric,
              label: words.funnel[step.metric] ?? words.metrics[step.metric],
              value: step.contacts,
              text: format.number(step.contacts),
              note:
                step.ofPrevious === null
                  ? format.percent(first > 0 ? 1 : null)
                  : format.percent(step.ofPrevious),
              colour: colours[step.metric as keyof typeof colours] ?? "sent",
              href: href({ metric: step.metric }),
            }))}
          />
          <p className="mt-2 text-small text-muted">{words.funnelNote}</p>
        </Section>
        <Breakdowns report={report} href={href} linkNames={linkNames} />
      </div>
    </>
  );
}

function Which({ campaign, report }: Omit<ReportProps, "search">) {
  const runs = useRead("rehearsals.runs", { campaign: campaign.id }, { topics: ["runs"] }).data;
  const run = runs?.find((it) => it.id === report.run);
  const digest = run?.digest ? `${run.digest.slice(0, 4)}…${run.digest.slice(-2)}` : "–";
  return (
    <>
      {run && (
        <span
          title={run.digest ?? undefined}
          className="num inline-flex h-6.5 items-center rounded-full border border-line bg-sunk px-2.5 text-small whitespace-nowrap"
        >
          {report.kind === "launch"
            ? words.launched(String(run.seed))
            : words.rehearsed(String(run.seed), digest)}
        </span>
      )}
      {report.state === "running" && report.kind !== "launch" && (
        <span role="status" className="text-muted">
          {words.running}
        </span>
      )}
      {report.state === "running" && report.kind === "launch" && <AsOf campaign={campaign} />}
    </>
  );
}

/** A launch is as far as the campaign clock; where it is moved, one link away. */
function AsOf({ campaign }: { campaign: Campaign }) {
  const clock = useClock().data;
  if (!clock) return null;
  return (
    <a
      href={hrefOf(campaign.id, "launch")}
      className="num text-muted hover:text-accent hover:underline"
    >
      {launchWords.clock.asOf(format.time(clock.now, clock.zone))}
    </a>
  );
}

/** Which days are counted. */
function Range({ search }: { search: ResultsSearch }) {
  const change = useAddress<ResultsSearch>();
  return (
    <div
      role="group"
      aria-label={words.range.label}
      data-print="no"
      className="flex items-center gap-1.5"
    >
      {(search.from || search.to) && (
        <Button kind="quiet" onClick={() => change({ from: undefined, to: undefined })}>
          {words.range.all}
        </Button>
      )}
      <Input
        type="date"
        aria-label={words.range.from}
        className="num w-34"
        value={search.from ?? ""}
        max={search.to}
        onChange={(event) => change({ from: event.target.value || undefined })}
      />
      <span aria-hidden className="text-muted">
        –
      </span>
      <Input
        type="date"
        aria-label={words.range.to}
        className="num w-34"
        value={search.to ?? ""}
        min={search.from}
        onChange={(event) => change({ to: event.target.value || undefined })}
      />
    </div>
  );
}
