// How many of a list are valid, risky, invalid and nonexistent: a thin bar, and the same as figures.
import type { ContactList } from "../../api/gen/types";
import { format } from "../../design/format";
import { StatusDot, type Tone } from "../../design/status";
import { words } from "./words";

const kinds: { of: "valid" | "risky" | "invalid" | "nonexistent"; tone: Tone; fill: string }[] = [
  { of: "valid", tone: "good", fill: "bg-good" },
  { of: "risky", tone: "warn", fill: "bg-warn" },
  { of: "invalid", tone: "bad", fill: "bg-bad" },
  { of: "nonexistent", tone: "none", fill: "bg-muted" },
];

export function CountsBar({ list }: { list: ContactList }) {
  if (list.status !== "validated" && list.status !== "validating")
    return <span className="text-small text-muted">{words.state[list.status] ?? list.status}</span>;
  const text = (kind: (typeof kinds)[number]["of"]) => format.number(list[kind]);
  const sentence = words.counts(text("valid"), text("risky"), text("invalid"), text("nonexistent"));
  return (
    <div title={sentence}>
      <div aria-hidden className="mb-1 flex h-1 gap-px overflow-hidden rounded-full bg-line">
        {kinds.map(({ of, fill }) => (
          <span
            key={of}
            className={fill}
            style={{ width: `${list.total === 0 ? 0 : (list[of] / list.total) * 100}%` }}
          />
        ))}
      </div>
      <span className="sr-only">{sentence}</span>
      <div aria-hidden className="num flex gap-4 text-small text-muted">
        {kinds
          .filter(({ of }) => list[of] > 0)
          .map(({ of, tone }) => (
            <StatusDot key={of} tone={tone}>
              {text(of)}
            </StatusDot>
          ))}
        {list.status === "validating" && <span>{words.state.validating}</span>}
      </div>
    </div>
  );
}
