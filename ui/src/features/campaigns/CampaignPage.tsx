// One campaign: steps that can be done in any order and show what is missing.
import { lazy, Suspense } from "react";
import type { Campaign, StepState } from "../../api/gen/types";
import { Notice } from "../../design/status";
import { ErrorState, SkeletonLines } from "../../design/states";
import { type Step, Stepper } from "../../design/Stepper";
import { useCrumbs } from "../../shell/page";
import { hrefOf, type StepName, steps } from "./address";
import { Head } from "./Head";
import { campaignRoute } from "./room";
import { useCampaign } from "./useCampaign";
import { words } from "./words";

const bodies = {
  audience: lazy(() => import("../audience/AudienceStep")),
  email: lazy(() => import("./EmailStep")),
  landing: lazy(() => import("./LandingStep")),
  schedule: lazy(() => import("./ScheduleStep")),
  rehearse: lazy(() => import("../rehearsals/RehearseStep")),
  launch: lazy(() => import("./LaunchStep")),
  results: lazy(() => import("../reports/ResultsStep")),
  history: lazy(() => import("./HistoryStep")),
} satisfies Record<StepName, unknown>;

const labels: Record<StepName, string> = {
  audience: words.step.audience,
  email: words.step.email,
  landing: words.step.landingPage,
  schedule: words.step.schedule,
  rehearse: words.step.rehearse,
  launch: words.step.launch,
  results: words.step.results,
  history: words.step.history,
};

/** Steps that fill the page themselves. */
const whole: StepName[] = ["rehearse", "results"];

function stateOf(campaign: Campaign, step: StepName): StepState | null {
  const { audience, email, landingPage, schedule } = campaign.steps;
  return { audience, email, landing: landingPage, schedule }[step as string] ?? null;
}

function stepsOf(campaign: Campaign): Step[] {
  return steps.map((id) => {
    const state = stateOf(campaign, id);
    const missing = state?.missing ?? [];
    return {
      id,
      label: labels[id],
      href: hrefOf(campaign.id, id),
      state: state === null ? "open" : missing.length > 0 ? "todo" : "done",
      note: missing.join(" ") || undefined,
    };
  });
}

export default function CampaignPage() {
  const params = campaignRoute.useParams() as { campaign: string; step: string };
  const step = (steps as readonly string[]).includes(params.step)
    ? (params.step as StepName)
    : "audience";
  const { data: campaign, error, refetch } = useCampaign(params.campaign);
  useCrumbs(
    { label: words.title, href: "#/campaigns" },
    { label: campaign?.name ?? "…" },
  );
  if (error)
    return (
      <div className="p-gutter">
        <ErrorState whole error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!campaign)
    return (
      <div className="p-gutter">
        <SkeletonLines lines={5} />
      </div>
    );
  const Body = bodies[step];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div data-print="no">
        <Stepper label={words.step.label} steps={stepsOf(campaign)} current={step} />
      </div>
      <Suspense
        fallback={
          <div className="p-gutter">
            <SkeletonLines lines={4} />
          </div>
        }
      >
        {whole.includes(step) ? (
          <Body key={campaign.id} campaign={campaign} />
        ) : (
          <div className="min-h-0 flex-1 overflow-auto">
            <div className="max-w-column px-gutter pt-5 pb-10">
              <Head campaign={campaign} />
              <Closed campaign={campaign} step={step} />
              <Body key={campaign.id} campaign={campaign} />
            </div>
          </div>
        )}
      </Suspense>
    </div>
  );
}

function Closed({ campaign, step }: { campaign: Campaign; step: StepName }) {
  if (stateOf(campaign, step) === null) return null;
  if (!campaign.editable) return <p className="mb-4 text-muted">{words.notYours}</p>;
  if (campaign.open) return null;
  return (
    <div className="mb-5 max-w-column-min">
      <Notice tone="info" title={words.closed(words.status[campaign.status])}>
        {campaign.status === "scheduled" ? words.closedText.scheduled : words.closedText.other}
      </Notice>
    </div>
  );
}
