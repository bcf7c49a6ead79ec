// Key figures: value, rate, change, sparkline; each opens the rows behind it.
import type { ReactNode } from "react";
import { cx } from "./cx";
import type { SeriesName } from "./tokens";

interface SparklineProps {
  values: number[];
  colour: SeriesName;
  /** The curve in words: "Opens by day, 12 to 310, last 41". */
  label: string;
}

export function Sparkline({ values, colour, label }: SparklineProps) {
  const [width, height, pad] = [64, 18, 2];
  const least = Math.min(...values);
  const span = Math.max(...values) - least || 1;
  const x = (index: number) => (index / Math.max(values.length - 1, 1)) * width;
  const y = (value: number) => height - pad - ((value - least) / span) * (height - 2 * pad);
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title>{label}</title>
      {values.length > 1 && (
        <polyline
          points={points.join(" ")}
          fill="none"
          stroke={`var(--color-series-${colour})`}
          strokeWidth={1.25}
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}

interface KeyFigureProps {
  label: string;
  value: string;
  /** "98.5 %", with what it is of on hover. */
  note?: ReactNode;
  noteTitle?: string;
  change?: { text: string; better: boolean | null; title?: string };
  spark?: ReactNode;
  /** Address of the rows behind the figure. */
  href?: string;
}

export function KeyFigure({ label, value, note, noteTitle, change, spark, href }: KeyFigureProps) {
  const tone =
    change?.better === true ? "text-good" : change?.better === false ? "text-bad" : "text-muted";
  return (
    <div className="group/figure relative min-w-0 border-l border-line px-4.5 pt-3.5 pb-3 first:border-l-0 first:pl-0">
      <div className="flex h-4.5 items-center justify-between gap-2 text-small text-muted">
        {href ? (
          <a
            href={href}
            className="truncate group-hover/figure:text-accent after:absolute after:inset-0"
          >
            {label}
          </a>
        ) : (
          <span className="truncate">{label}</span>
        )}
        {/* In a narrow window the label needs the room. */}
        {spark && <span className="shrink-0 max-wide:hidden">{spark}</span>}
      </div>
      <div className="num truncate text-figure font-strong tracking-[-0.02em]">{value}</div>
      <div className="num flex gap-2 text-small whitespace-nowrap">
        {note && (
          <span title={noteTitle} className="relative z-1 truncate text-muted">
            {note}
          </span>
        )}
        {change && (
          <span title={change.title} className={cx("relative z-1", tone)}>
            {change.text}
          </span>
        )}
      </div>
    </div>
  );
}

export function KeyFigures({ children }: { children: ReactNode }) {
  return (
    <div className="my-4 grid grid-cols-[repeat(auto-fit,minmax(calc(var(--spacing)*32),1fr))] border-y border-line">
      {children}
    </div>
  );
}

interface BarRow {
  id: string;
  label: string;
  value: number;
  text: string;
  note?: string;
  colour: SeriesName;
  href?: string;
}

/** Horizontal bars with numbers at both ends. Square-root scaled when asked, so that the end is seen. */
export function Bars({ rows, rootScale = false }: { rows: BarRow[]; rootScale?: boolean }) {
  const scale = (value: number) => (rootScale ? Math.sqrt(value) : value);
  const most = Math.max(...rows.map((row) => scale(row.value)), 1);
  return (
    <ul className="grid grid-cols-[max-content_1fr_max-content_max-content] gap-x-2.5 gap-y-2">
      {rows.map((row) => (
        <li key={row.id} className="col-span-4 grid grid-cols-subgrid items-center">
          {row.href ? (
            <a href={row.href} className="hover:text-accent">
              {row.label}
            </a>
          ) : (
            <span>{row.label}</span>
          )}
          <span aria-hidden className="h-4 overflow-hidden rounded-mark bg-sunk">
            <span
              className="block h-full"
              style={{
                width: `${(scale(row.value) / most) * 100}%`,
                background: `var(--color-series-${row.colour})`,
              }}
            />
          </span>
          <span className="num text-right">{row.text}</span>
          <span className="num text-right text-muted">{row.note}</span>
        </li>
      ))}
    </ul>
  );
}
