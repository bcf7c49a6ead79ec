// The row of key figures: value, rate, change, curve; each leads to its people.
import type { Campaign, CampaignReport, Metric } from "../../api/gen/types";
import { KeyFigure, KeyFigures, Sparkline } from "../../design/figures";
import { format } from "../../design/format";
import type { SeriesName } from "../../design/tokens";
import { changeOf, costOf, costPer, curve, figureOf, rateText } from "./figures";
import type { ResultsSearch } from "./search";
import { words } from "./words";

interface KeyRowProps {
  campaign: Campaign;
  report: CampaignReport;
  days: string[];
  href: (part: ResultsSearch) => string;
}

const shown: { metric: Metric; colour: SeriesName }[] = [
  { metric: "delivered", colour: "delivered" },
  { metric: "opens", colour: "open" },
  { metric: "clicks", colour: "click" },
  { metric: "submissions", colour: "lead" },
];

export function KeyRow({ campaign, report, days, href }: KeyRowProps) {
  const people = (metric: Metric) => figureOf(report, metric)?.contacts ?? 0;
  const submissions = people("submissions");
  const cost = costOf(campaign.costs, people("sent"), submissions);
  const each = costPer(cost, submissions);
  const money = (minor: number | null) => format.money(minor, campaign.currency);
  return (
    <KeyFigures>
      {shown.map(({ metric, colour }) => {
        const figure = figureOf(report, metric);
        if (!figure) return null;
        const rate = rateText(figure);
        const values = curve(report.days, days, metric);
        const label = words.metrics[metric];
        return (
          <KeyFigure
            key={metric}
            label={label}
            value={format.number(figure.contacts)}
            note={rate.text}
            noteTitle={rate.title}
            change={changeOf(figure)}
            href={href({ metric })}
            spark={
              values.length > 1 && (
                <Sparkline
                  values={values}
                  colour={colour}
                  label={words.spark(
                    label,
                    format.number(Math.min(...values)),
                    format.number(Math.max(...values)),
                    format.number(values.at(-1)),
                  )}
                />
              )
            }
          />
        );
      })}
      <KeyFigure
        label={words.perLead}
        value={money(each)}
        note={
          campaign.budgetMinor !== null ? words.budget(money(campaign.budgetMinor)) : words.noCost
        }
        noteTitle={words.cost(money(cost))}
      />
    </KeyFigures>
  );
}
