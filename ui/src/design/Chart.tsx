// A chart and its twin, the same numbers as a table. The drawing library comes only when one is shown.
import { useEffect, useRef, useState } from "react";
import { words } from "../words";
import type { Drawing } from "./chart-draw";
import { cx } from "./cx";
import { format } from "./format";
import { SectionTitle } from "./Section";
import { useTheme } from "./theme";
import { type SeriesName, size, tokens } from "./tokens";

export interface ChartSeries {
  name: string;
  colour: SeriesName;
  /** One for each x; null where nothing is known. */
  values: (number | null)[];
  /** A second pattern, for what must not be told apart by colour alone. */
  dashed?: boolean;
  /** A range around the line, as P10 and P90. */
  band?: { low: number[]; high: number[]; name: string };
}

export interface ChartData {
  /** What the x axis counts: "Day". */
  xName: string;
  x: string[];
  series: ChartSeries[];
  /** How a value reads; plain numbers unless told. */
  text?: (value: number) => string;
}

interface ChartProps {
  title: string;
  data: ChartData;
  kind?: "line" | "bar";
  height?: number;
  /** Opens the rows behind a point. */
  onPoint?: (seriesIndex: number, xIndex: number) => void;
}

export function Chart({ title, data, kind = "line", height = size.chart, onPoint }: ChartProps) {
  const [asTable, setAsTable] = useState(false);
  const choice =
    "rounded-mark px-1 min-h-target hover:text-ink aria-pressed:font-strong aria-pressed:text-ink";
  return (
    <figure>
      <figcaption className="mb-1.5 flex items-center gap-4">
        <SectionTitle>{title}</SectionTitle>
        {!asTable && kind === "line" && <Legend series={data.series} />}
        <span
          role="group"
          aria-label={words.chart.view}
          data-print="no"
          className="ml-auto flex shrink-0 gap-1 text-small text-muted"
        >
          <button
            type="button"
            aria-pressed={!asTable}
            className={choice}
            onClick={() => setAsTable(false)}
          >
            {words.chart.asChart}
          </button>
          <button
            type="button"
            aria-pressed={asTable}
            className={choice}
            onClick={() => setAsTable(true)}
          >
            {words.chart.asTable}
          </button>
        </span>
      </figcaption>
      {asTable ? (
        <ChartTable title={title} data={data} height={height} />
      ) : (
        <Canvas title={title} data={data} kind={kind} height={height} onPoint={onPoint} />
      )}
    </figure>
  );
}

/** The pattern of each line beside its name. One plain line needs none: the title names it. */
function Legend({ series }: { series: ChartSeries[] }) {
  if (series.length === 1 && !series[0]?.band) return null;
  return (
    <ul className="flex min-w-0 flex-wrap gap-x-3.5 text-small text-muted">
      {series.map((one) => (
        <li key={one.name} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width={16} height={8}>
            {one.band && (
              <rect
                width={16}
                height={8}
                fill={`var(--color-series-${one.colour})`}
                opacity={tokens.chart.bandOpacity}
              />
            )}
            <line
              x2={16}
              y1={4}
              y2={4}
              stroke={`var(--color-series-${one.colour})`}
              strokeWidth={1.5}
              strokeDasharray={one.dashed ? "3 3" : undefined}
            />
          </svg>
          {one.band ? `${one.name}, ${one.band.name}` : one.name}
        </li>
      ))}
    </ul>
  );
}

type CanvasProps = Required<Omit<ChartProps, "onPoint">> & Pick<ChartProps, "onPoint">;

function Canvas({ title, data, kind, height, onPoint }: CanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const pointed = useRef(onPoint);
  pointed.current = onPoint;
  const theme = useTheme();
  const [ready, setReady] = useState(false);
  const latest = useRef({ data, kind, theme });
  latest.current = { data, kind, theme };

  useEffect(() => {
    let gone = false;
    const resize = new ResizeObserver(() => drawing.current?.resize());
    void import("./chart-draw").then(({ draw }) => {
      if (gone || !place.current) return;
      drawing.current = draw(place.current, (series, x) => pointed.current?.(series, x));
      drawing.current.show(latest.current);
      resize.observe(place.current);
      setReady(true);
    });
    return () => {
      gone = true;
      resize.disconnect();
      drawing.current?.end();
      drawing.current = null;
    };
  }, []);

  useEffect(() => drawing.current?.show({ data, kind, theme }), [data, kind, theme]);

  const label = `${title}: ${data.series.map((series) => series.name).join(", ")}. ${words.chart.view} ${words.chart.asTable}.`;
  return (
    <div className="relative" style={{ height }}>
      {!ready && (
        <div aria-hidden className="fade-in absolute inset-0 flex flex-col justify-between py-2.5">
          {[0, 1, 2, 3].map((line) => (
            <span key={line} className="h-px bg-line" />
          ))}
        </div>
      )}
      <div ref={place} role="img" aria-label={label} className="h-full" />
    </div>
  );
}

function ChartTable({ title, data, height }: { title: string; data: ChartData; height: number }) {
  const text = data.text ?? ((value: number) => format.number(value));
  const columns = data.series.flatMap((series) => [
    { name: series.name, text: (row: number) => valueText(series.values[row], text) },
    ...(series.band
      ? [
          {
            name: series.band.name,
            text: (row: number) =>
              `${valueText(series.band?.low[row], text)} ${words.chart.from} ${valueText(series.band?.high[row], text)}`,
          },
        ]
      : []),
  ]);
  return (
    <section
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-auto"
      style={{ maxHeight: height }}
    >
      <table className="num w-full border-collapse">
        <thead>
          <tr className="sticky top-0 bg-page text-small text-muted">
            {[data.xName, ...columns.map((column) => column.name)].map((name, index) => (
              <th
                key={name}
                scope="col"
                className={cx(
                  "h-grid-header border-b border-line px-2.5 font-regular",
                  index === 0 ? "text-left" : "text-right",
                )}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.x.map((x, row) => (
            <tr key={x} className="h-row-dense border-b border-line leading-table">
              <th scope="row" className="px-2.5 text-left font-regular">
                {x}
              </th>
              {columns.map((column) => (
                <td key={column.name} className="px-2.5 text-right">
                  {column.text(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const valueText = (value: number | null | undefined, text: (value: number) => string) =>
  value === null || value === undefined ? words.unknown : text(value);
