// What a place says while it has nothing to show: empty, failed, loading, under way.
import type { ReactNode } from "react";
import { toApiError } from "../api/errors";
import { words } from "../words";
import { Button } from "./Button";
import { cx } from "./cx";

/** One sentence, one action. */
export function EmptyState({ text, action }: { text: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 py-10">
      <p className="max-w-form text-section text-muted">{text}</p>
      {action}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  /** It is all there is on the page: its title is the page's. */
  whole?: boolean;
}

/** What happened · what was kept · what to do. */
export function ErrorState({
  error,
  title = words.errors.title,
  onRetry,
  whole = false,
}: ErrorStateProps) {
  const Title = whole ? "h1" : "h2";
  const { message, kept, todo } = toApiError(error);
  return (
    <div role="alert" className="max-w-dialog border-l-3 border-bad py-1 pl-4">
      <Title className="text-section">{title}</Title>
      <p className="mt-1">{message}</p>
      {kept && <p className="text-muted">{kept}</p>}
      {todo && <p className="text-muted">{todo}</p>}
      {onRetry && (
        <Button small className="mt-3" onClick={onRetry}>
          {words.do.retry}
        </Button>
      )}
    </div>
  );
}

/** The same, in one line beside a form's button. */
export function ErrorLine({ error }: { error: unknown }) {
  if (!error) return null;
  const { message, kept, todo } = toApiError(error);
  return (
    <p role="alert" className="border-l-3 border-bad pl-3 text-small">
      <span className="text-bad">{message}</span>{" "}
      <span className="text-muted">{[kept, todo].filter(Boolean).join(" ")}</span>
    </p>
  );
}

/** Grey in the shape of what will come; invisible for the first moment. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("skeleton block h-3", className)} />;
}

export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  const widths = ["w-4/5", "w-3/5", "w-2/3", "w-1/2"];
  return (
    <div role="status" aria-busy className="flex flex-col gap-3 py-2">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have no identity
        <Skeleton key={line} className={widths[line % widths.length]} />
      ))}
    </div>
  );
}

interface ProgressBarProps {
  label: string;
  done: number;
  /** Unknown while counting. */
  total: number | null;
  tone?: "accent" | "warn" | "bad";
  className?: string;
}

export function ProgressBar({ label, done, total, tone = "accent", className }: ProgressBarProps) {
  const share = total === null || total === 0 ? 0 : Math.min(done / total, 1);
  const fills = { accent: "bg-accent", warn: "bg-warn", bad: "bg-bad" };
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total ?? undefined}
      aria-valuenow={total === null ? undefined : done}
      className={cx("h-0.75 overflow-hidden rounded-full bg-line", className)}
    >
      <div
        className={cx("h-full transition-[width]", fills[tone])}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
