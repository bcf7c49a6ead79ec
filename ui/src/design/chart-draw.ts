// The drawing itself, as SVG. Loaded on demand: nothing else may import the library.

import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import { BarChart, LineChart } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import { GridComponent, TooltipComponent } from "echarts/components";
import { type ComposeOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { ChartData, ChartSeries } from "./Chart";
import { format } from "./format";
import { type Theme, tokens } from "./tokens";

use([LineChart, BarChart, GridComponent, TooltipComponent, SVGRenderer]);

type Option = ComposeOption<
  LineSeriesOption | BarSeriesOption | GridComponentOption | TooltipComponentOption
>;

interface Shown {
  data: ChartData;
  kind: "line" | "bar";
  theme: Theme;
}

export interface Drawing {
  show(shown: Shown): void;
  resize(): void;
  end(): void;
}

/** Names come from people; the tooltip is HTML. */
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A band is two stacked lines: an unseen floor and a filled height above it. */
function band(series: ChartSeries, colour: string): LineSeriesOption[] {
  if (!series.band) return [];
  const { low, high, name } = series.band;
  const shared = {
    type: "line" as const,
    stack: name,
    symbol: "none",
    lineStyle: { opacity: 0 },
    silent: true,
    tooltip: { show: false },
  };
  return [
    { ...shared, name: `${name} floor`, data: low },
    {
      ...shared,
      name,
      data: high.map((value, index) => value - (low[index] ?? 0)),
      areaStyle: { color: colour, opacity: tokens.chart.bandOpacity },
    },
  ];
}

function option({ data, kind, theme }: Shown, still: boolean): Option {
  const colours = tokens.color[theme];
  const family = tokens.type.family;
  const text = { color: colours.muted, fontSize: tokens.type.size.label, fontFamily: family };
  const say = data.text ?? ((value: number) => format.number(value));

  const series = data.series.flatMap((one): (LineSeriesOption | BarSeriesOption)[] => {
    const colour = tokens.chart[theme][one.colour];
    if (kind === "bar")
      return [
        {
          type: "bar",
          name: one.name,
          data: one.values,
          itemStyle: { color: colour },
          barMaxWidth: 24,
        },
      ];
    return [
      ...band(one, colour),
      {
        type: "line",
        name: one.name,
        data: one.values,
        symbol: "circle",
        symbolSize: 5,
        showSymbol: data.x.length === 1,
        lineStyle: { color: colour, width: 1.5, type: one.dashed ? [3, 3] : "solid" },
        itemStyle: { color: colour },
      },
    ];
  });

  return {
    animation: !still,
    animationDuration: tokens.motion.panel * 3,
    animationDurationUpdate: tokens.motion.panel,
    textStyle: { fontFamily: family },
    grid: { left: 4, right: 8, top: 10, bottom: 4, outerBoundsMode: "same" },
    xAxis: {
      type: "category",
      data: data.x,
      boundaryGap: kind === "bar",
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      splitNumber: 3,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { ...text, formatter: say },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      transitionDuration: 0,
      backgroundColor: colours.raised,
      borderColor: colours.line,
      padding: [6, 10],
      extraCssText: "box-shadow: var(--shadow-float); border-radius: var(--radius-control);",
      textStyle: { color: colours.ink, fontSize: tokens.type.size.small, fontFamily: family },
      axisPointer: { lineStyle: { color: colours.control, type: "solid" } },
      formatter: (points) => {
        const row = Array.isArray(points) ? (points[0]?.dataIndex ?? 0) : points.dataIndex;
        const lines = data.series.map((one) => {
          const value = one.values[row];
          const dot = `<span style="color:${tokens.chart[theme][one.colour]}">●</span>`;
          const number = value === null || value === undefined ? "–" : escaped(say(value));
          return `${dot} ${escaped(one.name)} <b style="float:right;padding-left:16px">${number}</b>`;
        });
        return [escaped(data.x[row] ?? ""), ...lines].join("<br>");
      },
    },
    series,
  };
}

export function draw(place: HTMLElement, onPoint: (series: number, x: number) => void): Drawing {
  const chart = init(place, null, { renderer: "svg" });
  let names: string[] = [];
  chart.on("click", (event) => {
    const series = names.indexOf(event.seriesName ?? "");
    if (series >= 0) onPoint(series, event.dataIndex);
  });
  return {
    show(shown) {
      names = shown.data.series.map((series) => series.name);
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      chart.setOption(option(shown, still), { notMerge: true });
    },
    resize: () => chart.resize(),
    end: () => chart.dispose(),
  };
}
