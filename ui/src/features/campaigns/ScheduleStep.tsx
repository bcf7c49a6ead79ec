// When the campaign starts and ends, and what it may cost.
import { useEffect, useState } from "react";
import type { Campaign } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { currencies, format } from "../../design/format";
import { Input, Select } from "../../design/inputs";
import { Section } from "../../design/Section";
import { Costs } from "./Costs";
import { type CampaignEdit, useChange } from "./useCampaign";
import { words } from "./words";
import { fromMinor, fromZoned, toMinor, toZoned } from "./zoned";

interface Typed {
  at: string;
  start: string;
  end: string;
  budget: string;
  currency: string;
}

const typedOf = (campaign: Campaign, zone: string | undefined): Typed => ({
  at: campaign.scheduledAt === null ? "" : toZoned(campaign.scheduledAt, zone),
  start: campaign.startDate ?? "",
  end: campaign.endDate ?? "",
  budget: fromMinor(campaign.budgetMinor, campaign.currency),
  currency: campaign.currency,
});

/** Only what differs from what stands is sent; null where it cannot be. */
function editOf(typed: Typed, before: Typed, zone: string | undefined): CampaignEdit | null {
  const budget = typed.budget.trim() === "" ? null : toMinor(typed.budget, typed.currency);
  if (typed.budget.trim() !== "" && (budget === null || budget < 0)) return null;
  if (typed.start && typed.end && typed.end < typed.start) return null;
  const money = typed.budget !== before.budget || typed.currency !== before.currency;
  return {
    ...(typed.at !== before.at
      ? { scheduledAt: typed.at === "" ? null : fromZoned(typed.at, zone) }
      : {}),
    ...(typed.start !== before.start ? { startDate: typed.start || null } : {}),
    ...(typed.end !== before.end ? { endDate: typed.end || null } : {}),
    ...(money ? { budgetMinor: budget } : {}),
    ...(typed.currency !== before.currency ? { currency: typed.currency } : {}),
  };
}

export default function ScheduleStep({ campaign }: { campaign: Campaign }) {
  const organization = useRead("organizations.get", {}).data;
  const zone = organization?.reportingZone;
  const { change, pending } = useChange(campaign);
  const before = typedOf(campaign, zone);
  const [typed, setTyped] = useState(before);
  const key = JSON.stringify(before);
  useEffect(() => setTyped(JSON.parse(key) as Typed), [key]);
  const put = (part: Partial<Typed>) => setTyped((now) => ({ ...now, ...part }));

  const mine = campaign.editable && campaign.open;
  const over = campaign.status === "completed" || campaign.status === "cancelled";
  const moneyOpen = campaign.editable && !over;
  const edit = editOf(typed, before, zone);
  const changed = edit === null || Object.keys(edit).length > 0;
  const badBudget = typed.budget.trim() !== "" && (toMinor(typed.budget, typed.currency) ?? -1) < 0;
  const badEnd = typed.start !== "" && typed.end !== "" && typed.end < typed.start;

  return (
    <div className="grid grid-cols-2 gap-x-12 gap-y-6 max-[900px]:grid-cols-1">
      <form
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          if (edit) void change(edit);
        }}
      >
        <Section title={words.schedule.title} className="mb-0!">
          <div className="flex flex-col gap-4">
            <Field
              label={words.schedule.at}
              hint={[
                zone && words.schedule.zone(zone.replaceAll("_", " ")),
                organization && words.schedule.clock(format.time(organization.campaignClock, zone)),
              ]
                .filter(Boolean)
                .join(" ")}
            >
              <Input
                type="datetime-local"
                value={typed.at}
                readOnly={!mine}
                className="num"
                onChange={(event) => put({ at: event.target.value })}
              />
            </Field>
            <div className="grid grid-cols-2 gap-3">
              <Field label={words.schedule.start} optional>
                <Input
                  type="date"
                  value={typed.start}
                  readOnly={!mine}
                  className="num"
                  onChange={(event) => put({ start: event.target.value })}
                />
              </Field>
              <Field
                label={words.schedule.end}
                optional
                hint={words.schedule.endHint}
                error={badEnd ? words.schedule.endBefore : null}
              >
                <Input
                  type="date"
                  value={typed.end}
                  readOnly={!moneyOpen}
                  className="num"
                  onChange={(event) => put({ end: event.target.value })}
                />
              </Field>
            </div>
          </div>
        </Section>
        <Section title={words.schedule.money} className="mb-0!">
          <div className="grid grid-cols-[2fr_1fr] items-start gap-3">
            <Field
              label={words.schedule.budget}
              error={badBudget ? words.schedule.budgetWrong : null}
            >
              <Input
                inputMode="decimal"
                value={typed.budget}
                readOnly={!moneyOpen}
                autoComplete="off"
                className="num"
                onChange={(event) => put({ budget: event.target.value })}
              />
            </Field>
            <Field label={words.schedule.currency}>
              <Select
                value={typed.currency}
                disabled={!mine}
                onChange={(event) => put({ currency: event.target.value })}
              >
                {currencies().map((currency) => (
                  <option key={currency}>{currency}</option>
                ))}
              </Select>
            </Field>
          </div>
        </Section>
        {moneyOpen && (
          <div>
            <Button
              kind="primary"
              type="submit"
              busy={pending}
              disabled={!changed || edit === null}
            >
              {words.schedule.save}
            </Button>
          </div>
        )}
      </form>
      <Costs campaign={campaign} />
    </div>
  );
}
