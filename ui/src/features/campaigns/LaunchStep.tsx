// What stands in the way of a launch, and the changes of status the campaign can make from here.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Campaign, CampaignFinding, CampaignStatus, CampaignStep } from "../../api/gen/types";
import { queryKey, useRead, useWrite } from "../../api/queries";
import { useSession } from "../../api/session";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { StatusDot } from "../../design/status";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { words as common } from "../../words";
import { ClockPanel } from "../launches/ClockPanel";
import { Launched } from "../launches/Launched";
import { hrefOf, type StepName } from "./address";
import { words } from "./words";

const stepNames: Record<CampaignStep, StepName> = {
  audience: "audience",
  email: "email",
  landingPage: "landing",
  schedule: "schedule",
};

const grave: CampaignStatus[] = ["completed", "cancelled"];

export default function LaunchStep({ campaign }: { campaign: Campaign }) {
  const check = useRead(
    "campaigns.check",
    { campaign: campaign.id },
    {
      topics: [
        "campaign_lists",
        "contacts",
        "list_members",
        "contact_lists",
        "suppressions",
        "templates",
        "forms",
        "organizations",
      ],
    },
  );
  if (check.error) return <ErrorState error={check.error} onRetry={() => void check.refetch()} />;
  if (!check.data) return <SkeletonLines lines={4} />;
  // What has begun is not checked any more.
  if (!["draft", "scheduled"].includes(campaign.status))
    return (
      <>
        <Launched campaign={campaign} />
        {campaign.nextStatuses.length > 0 && <ClockPanel campaign={campaign} />}
        <Actions campaign={campaign} blocked={false} />
      </>
    );
  const errors = check.data.filter((finding) => finding.severity === "error");
  const warnings = check.data.filter((finding) => finding.severity === "warning");
  return (
    <div className="max-w-column-min">
      {check.data.length === 0 && (
        <div className="mb-5">
          <StatusDot tone="good" className="font-strong">
            {words.launch.ready}
          </StatusDot>
          <p className="text-muted">{words.launch.readyText}</p>
        </div>
      )}
      {errors.length > 0 && (
        <Findings
          campaign={campaign}
          title={words.launch.errors(errors.length)}
          findings={errors}
        />
      )}
      {warnings.length > 0 && (
        <Findings
          campaign={campaign}
          title={words.launch.warnings(warnings.length)}
          findings={warnings}
        />
      )}
      <Actions campaign={campaign} blocked={errors.length > 0} />
      {campaign.status === "scheduled" && (
        <div className="mt-7">
          <ClockPanel campaign={campaign} />
        </div>
      )}
    </div>
  );
}

interface FindingsProps {
  campaign: Campaign;
  title: string;
  findings: CampaignFinding[];
}

function Findings({ campaign, title, findings }: FindingsProps) {
  return (
    <Section title={title}>
      <ul>
        {findings.map((finding) => {
          const bad = finding.severity === "error";
          const step = words.step[finding.step];
          return (
            <li
              key={`${finding.step} ${finding.message}`}
              className="flex items-center gap-3 border-b border-line py-2"
            >
              <span
                aria-hidden
                className={
                  bad
                    ? "size-2 shrink-0 rounded-[1px] bg-bad"
                    : "size-2 shrink-0 rotate-45 rounded-[1px] bg-warn"
                }
              />
              <span className="min-w-0 flex-1">{finding.message}</span>
              <a
                href={hrefOf(campaign.id, stepNames[finding.step])}
                className="shrink-0 text-accent hover:underline"
              >
                {bad ? words.launch.fix(step) : words.launch.look(step)}
              </a>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Actions({ campaign, blocked }: { campaign: Campaign; blocked: boolean }) {
  const client = useQueryClient();
  const { organization } = useSession();
  const allowed = useMay()("campaign.launch") && campaign.editable;
  const [asking, setAsking] = useState<CampaignStatus | null>(null);
  const set = useWrite("campaigns.setStatus");
  const launch = useWrite("campaigns.launch");
  const pending = set.isPending || launch.isPending;
  const { status, nextStatuses } = campaign;
  if (nextStatuses.length === 0)
    return <p className="text-muted">{words.launch.over(words.status[status])}</p>;
  if (!allowed) return <p className="text-muted">{words.launch.notAllowed}</p>;
  const starts = (to: CampaignStatus) =>
    to === "scheduled" || (to === "active" && status !== "paused");
  const label = (to: CampaignStatus) =>
    to === "active" && status === "paused" ? words.launch.resume : words.launch.actions[to];
  // The way forward comes first; a campaign with a time is scheduled, one without is launched.
  const forward: CampaignStatus | undefined =
    status === "draft" && campaign.scheduledAt !== null
      ? "scheduled"
      : nextStatuses.find((to) => to === "active" || to === "paused");
  const offered = nextStatuses.filter((to) => to !== "scheduled" || campaign.scheduledAt !== null);
  const ordered = [...offered].sort((a, b) => Number(b === forward) - Number(a === forward));
  const done = (to: CampaignStatus) => {
    toast({ text: `${words.launch.done[to]}: ${campaign.name}` });
    setAsking(null);
  };
  const go = (to: CampaignStatus) => {
    const key = queryKey("campaigns.get", organization, { campaign: campaign.id });
    if (to === "active" && status !== "paused")
      launch.mutate(
        { campaign: campaign.id },
        {
          onSuccess: () => {
            void client.invalidateQueries({ queryKey: key });
            done(to);
          },
        },
      );
    else
      set.mutate(
        { campaign: campaign.id, status: to },
        {
          onSuccess: (next) => {
            client.setQueryData(key, next);
            done(to);
          },
        },
      );
  };
  return (
    <div>
      <div className="flex flex-wrap gap-2">
        {ordered.map((to) => (
          <Button
            key={to}
            kind={to === forward ? "primary" : grave.includes(to) ? "quiet" : "plain"}
            disabled={starts(to) && blocked}
            onClick={() => {
              set.reset();
              launch.reset();
              setAsking(to);
            }}
          >
            {label(to)}
          </Button>
        ))}
      </div>
      {status === "draft" && campaign.scheduledAt === null && !blocked && (
        <p className="mt-2 text-small text-muted">{words.launch.needsTime}</p>
      )}
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(null)}
          title={label(asking)}
          text={words.launch.ask[asking]}
          actions={
            <>
              <Button onClick={() => setAsking(null)}>{common.do.back}</Button>
              <Button
                kind={grave.includes(asking) ? "danger" : "primary"}
                busy={pending}
                onClick={() => go(asking)}
              >
                {label(asking)}
              </Button>
            </>
          }
        >
          <ErrorLine error={set.error ?? launch.error} />
        </Dialog>
      )}
    </div>
  );
}
