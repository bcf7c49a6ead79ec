// Opens and clicks by day, as they are counted.
import type { CampaignReport, Metric } from "../../api/gen/types";
import { Chart, type ChartData } from "../../design/Chart";
import { format } from "../../design/format";
import { curve, daysOf } from "./figures";
import { words } from "./words";

interface DayCurveProps {
  report: CampaignReport;
  /** Opens the people behind a point. */
  onPoint?: (metric: Metric, day: string) => void;
}

const behind: Metric[] = ["machineOpens", "opens", "clicks"];

export function DayCurve({ report, onPoint }: DayCurveProps) {
  const days = daysOf(report.days);
  const data: ChartData = {
    xName: words.day,
    x: days.map((day) => format.date(Date.parse(`${day}T12:00:00Z`), "UTC")),
    series: [
      {
        name: words.curve.reported,
        colour: "open",
        dashed: true,
        values: curve(report.days, days, "opens", "machineOpens"),
      },
      { name: words.curve.human, colour: "open", values: curve(report.days, days, "opens") },
      { name: words.curve.clicks, colour: "click", values: curve(report.days, days, "clicks") },
    ],
  };
  return (
    <Chart
      title={words.byDay}
      data={data}
      onPoint={(series, x) => {
        const [metric, day] = [behind[series], days[x]];
        if (metric && day) onPoint?.(metric, day);
      }}
    />
  );
}
