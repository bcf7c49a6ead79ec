// One rate: a slider, the same as a number, and where its default comes from.
import { useEffect, useId, useState } from "react";
import type { AssumptionSource } from "../../api/gen/types";
import { Tooltip } from "../../design/Tooltip";
import { percentText, type RateName, shareFrom } from "./assumptions";
import { words } from "./words";

interface RateProps {
  name: RateName;
  share: number;
  most: number;
  step: number;
  source: AssumptionSource | undefined;
  disabled: boolean;
  onShare: (share: number) => void;
}

export function Rate({ name, share, most, step, source, disabled, onShare }: RateProps) {
  const id = useId();
  const [typed, setTyped] = useState(percentText(share));
  useEffect(
    () => setTyped((now) => (shareFrom(now) === share ? now : percentText(share))),
    [share],
  );
  const { label, base } = words.of[name];
  const wrong = shareFrom(typed) === null;
  return (
    <div>
      <div className="flex items-baseline gap-2">
        <label htmlFor={id} className="min-w-0 flex-1">
          {label}
        </label>
        <span className="flex items-baseline gap-1">
          <input
            aria-label={words.percent(label)}
            aria-invalid={wrong || undefined}
            inputMode="decimal"
            disabled={disabled}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              const next = shareFrom(event.target.value);
              if (next !== null) onShare(next);
            }}
            onBlur={() => setTyped(percentText(share))}
            className="num h-6 w-14 rounded-mark border border-transparent bg-transparent px-1 text-right font-strong hover:border-control focus:border-control focus:bg-surface aria-invalid:border-bad"
          />
          %
        </span>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.max(most, share)}
        step={step}
        value={share}
        disabled={disabled}
        aria-valuetext={`${percentText(share)} %`}
        onChange={(event) => onShare(Number(Number(event.target.value).toPrecision(6)))}
        className="block h-6 w-full cursor-pointer accent-accent"
      />
      <div className="flex min-w-0 gap-1 text-small text-muted">
        <span className="shrink-0">{base}</span>
        {source && (
          <Tooltip text={source.sentence} side="right">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip opens on focus too */}
            <span tabIndex={0} className="min-w-0 truncate rounded-mark">
              · {source.label}
            </span>
          </Tooltip>
        )}
      </div>
    </div>
  );
}
