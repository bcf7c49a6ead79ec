// Steps that can be done in any order and show what is missing. They are links: each has an address.
import { Check } from "lucide-react";
import { cx } from "./cx";

export interface Step {
  id: string;
  label: string;
  href: string;
  state: "done" | "todo" | "open";
  /** What is missing, said on hover and to screen readers. */
  note?: string;
}

export function Stepper({
  label,
  steps,
  current,
}: {
  label: string;
  steps: Step[];
  current: string;
}) {
  return (
    <nav
      aria-label={label}
      className="flex h-steps shrink-0 gap-5.5 overflow-x-auto overflow-y-hidden border-b border-line px-gutter"
    >
      {steps.map((step) => (
        <a
          key={step.id}
          href={step.href}
          title={step.note}
          aria-current={step.id === current ? "step" : undefined}
          className={cx(
            "focus-inset flex items-center gap-1.5 border-b-2 whitespace-nowrap transition-colors",
            step.id === current
              ? "border-accent font-strong text-ink"
              : "border-transparent text-muted hover:text-ink",
          )}
        >
          {step.label}
          {step.state === "done" && (
            <Check aria-label="done" size={14} strokeWidth={2} className="text-good" />
          )}
          {step.state === "todo" && (
            <span
              role="img"
              aria-label={step.note ?? "to do"}
              className="size-1.5 rounded-full bg-warn"
            />
          )}
        </a>
      ))}
    </nav>
  );
}
