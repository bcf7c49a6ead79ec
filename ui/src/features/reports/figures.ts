// From the core's answer to what a key figure, a curve and a table say. Pure.
import type {
  Breakdown,
  CampaignCostSums,
  CampaignReport,
  DayFigure,
  Figure,
  Metric,
} from "../../api/gen/types";
import { format } from "../../design/format";
import { words } from "./words";

export const metrics = Object.keys(words.metrics) as Metric[];
export const isMetric = (value: unknown): value is Metric => metrics.includes(value as Metric);

export const figureOf = (report: CampaignReport, metric: Metric): Figure | undefined =>
  report.figures.find((figure) => figure.metric === metric);

/** "21.3 % of delivered", and on hover the people it is made of. */
export function rateText(figure: Figure): { text: string; title: string } {
  const { text, title } = format.rate(figure.contacts, figure.denominator);
  const base = figure.of && words.base[figure.of];
  return { text: base ? words.of(text, base) : text, title: `${title} people` };
}

const better: Partial<Record<Metric, boolean>> = {
  delivered: true,
  opens: true,
  clicks: true,
  views: true,
  submissions: true,
  hardBounces: false,
  softBounces: false,
  unsubscribes: false,
  complaints: false,
};

/** The difference in people to as many days before; whether that is good depends on what is counted. */
export function changeOf(
  figure: Figure,
): { text: string; better: boolean | null; title: string } | undefined {
  if (!figure.before) return undefined;
  const difference = figure.contacts - figure.before.contacts;
  const up = better[figure.metric];
  return {
    text: format.change(difference),
    better: difference === 0 || up === undefined ? null : difference > 0 === up,
    title: words.before(format.number(figure.before.contacts)),
  };
}

const dayLength = 86_400_000;
const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** Every day from the first to the last that has events, so that a quiet day is seen as one. */
export function daysOf(figures: DayFigure[]): string[] {
  const known = figures.map(({ day }) => day).sort();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const days: string[] = [];
  for (let time = at(first); time <= at(last); time += dayLength)
    days.push(new Date(time).toISOString().slice(0, 10));
  return days;
}

/** One number for each day: events of the metrics together. */
export function curve(figures: DayFigure[], days: string[], ...of: Metric[]): number[] {
  const sums = new Map<string, number>();
  for (const { day, metric, count } of figures)
    if (of.includes(metric)) sums.set(day, (sums.get(day) ?? 0) + count);
  return days.map((day) => sums.get(day) ?? 0);
}

/** Minor units spent so far: once, for each sent mail, for each submission. */
export function costOf(costs: CampaignCostSums, sent: number, submissions: number): number {
  return costs.fixedMinor + costs.perSendMinor * sent + costs.perLeadMinor * submissions;
}

/** Null while there is nothing to divide by, or nothing was spent. */
export function costPer(cost: number, count: number): number | null {
  return cost === 0 || count === 0 ? null : Math.round(cost / count);
}

export interface BreakdownRow {
  value: string;
  people: Partial<Record<Metric, number>>;
}

/** One row a value; the metrics side by side, most people of the first metric on top. */
export function rowsBy(breakdown: Breakdown[], ...of: Metric[]): BreakdownRow[] {
  const rows = new Map<string, BreakdownRow>();
  for (const { value, metric, contacts } of breakdown) {
    if (!of.includes(metric)) continue;
    const row = rows.get(value) ?? { value, people: {} };
    row.people[metric] = contacts;
    rows.set(value, row);
  }
  const first = of[0] as Metric;
  return [...rows.values()].sort((a, b) => (b.people[first] ?? 0) - (a.people[first] ?? 0));
}
