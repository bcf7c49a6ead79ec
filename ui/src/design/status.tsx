// States said by shape and word, never by colour alone.
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { words } from "../words";
import { cx } from "./cx";

export type Tone = "good" | "warn" | "bad" | "info" | "none";

const shapes: Record<Tone, string> = {
  good: "rounded-full bg-good",
  warn: "rotate-45 rounded-[1px] bg-warn",
  bad: "rounded-[1px] bg-bad",
  info: "rounded-full bg-info",
  none: "rounded-full border-[1.5px] border-muted",
};

/** Dot: good. Diamond: look at it. Square: wrong. Ring: nothing known. The word stands beside it. */
export function StatusDot({
  tone,
  children,
  title,
  className,
}: {
  tone: Tone;
  children: ReactNode;
  title?: string;
  className?: string;
}) {
  return (
    <span title={title} className={cx("inline-flex max-w-full items-center gap-1.75", className)}>
      <span aria-hidden className={cx("size-2 shrink-0", shapes[tone])} />
      <span className="truncate">{children}</span>
    </span>
  );
}

/** A small name tag inside a row. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block max-w-full truncate rounded-mark border border-line bg-surface px-1.5 align-middle text-small leading-table py-0.5 text-muted">
      {children}
    </span>
  );
}

interface ChipProps {
  /** "Status is" */
  name: string;
  /** "risky" */
  value?: string;
  onEdit?: () => void;
  onRemove?: () => void;
}

/** One condition of a filter, readable as a sentence. */
export function Chip({ name, value, onEdit, onRemove }: ChipProps) {
  const inside = (
    <>
      {name}
      {value && <b>{value}</b>}
    </>
  );
  const text = "inline-flex h-full items-center gap-1.5 rounded-full pl-2.5 whitespace-nowrap";
  return (
    <span className="inline-flex h-6.5 items-center rounded-full border border-line bg-sunk text-small">
      {onEdit ? (
        <button
          type="button"
          onClick={onEdit}
          className={cx(text, "hover:text-accent", !onRemove && "pr-2.5")}
        >
          {inside}
        </button>
      ) : (
        <span className={cx(text, !onRemove && "pr-2.5")}>{inside}</span>
      )}
      {onRemove && (
        <button
          type="button"
          aria-label={words.do.remove([name, value].filter(Boolean).join(" "))}
          onClick={onRemove}
          className="grid size-target place-items-center rounded-full text-muted hover:text-ink"
        >
          <X aria-hidden size={12} strokeWidth={2} />
        </button>
      )}
    </span>
  );
}

/** The place where the next chip will stand. */
export function AddChip({ children, ...rest }: { children: ReactNode; onClick?: () => void }) {
  return (
    <button
      type="button"
      {...rest}
      className="h-6.5 rounded-full border border-dashed border-control px-2.5 text-small text-muted hover:border-ink hover:text-ink"
    >
      {children}
    </button>
  );
}

interface NoticeProps {
  tone: Exclude<Tone, "none">;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** Something that wants attention inside a page or pane, with what to do about it. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  const edges = {
    good: "border-l-good",
    warn: "border-l-warn",
    bad: "border-l-bad",
    info: "border-l-info",
  };
  return (
    <div
      className={cx(
        "rounded-control border border-line border-l-3 bg-surface px-3 py-2.5",
        edges[tone],
      )}
    >
      <StatusDot tone={tone} className="font-strong">
        {title}
      </StatusDot>
      {children && <div className="mt-0.5 text-muted">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
