// Native controls in our clothes: their keyboard, their autofill, their screen reader support.
import { Check, ChevronDown, Minus, Search, X } from "lucide-react";
import { type ComponentProps, type ReactNode, type Ref, useEffect, useRef } from "react";
import { words } from "../words";
import { cx } from "./cx";
import { Keys } from "./Keys";

const box =
  "w-full rounded-control border border-control bg-surface text-ink transition-colors hover:border-ink " +
  "aria-invalid:border-bad disabled:opacity-50 disabled:pointer-events-none";
const text = `${box} read-only:bg-sunk`;

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={cx(text, "h-control px-2.5", className)} />;
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={cx(text, "block resize-y px-2.5 py-1.5", className)}
    />
  );
}

export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cx("relative block", className)}>
      <select {...rest} className={cx(box, "h-control cursor-pointer appearance-none pr-8 pl-2.5")}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        size={16}
        strokeWidth={1.5}
        className="pointer-events-none absolute top-2 right-2.5 text-muted"
      />
    </span>
  );
}

interface SearchInputProps extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  value: string;
  onValue: (value: string) => void;
  label: string;
  /** The shortcut that brings one here, shown while the field is empty. */
  keys?: string;
  ref?: Ref<HTMLInputElement>;
}

export function SearchInput({ value, onValue, label, keys, className, ...rest }: SearchInputProps) {
  return (
    <span className={cx("relative block w-65", className)}>
      <Search
        aria-hidden
        size={16}
        strokeWidth={1.5}
        className="pointer-events-none absolute top-2 left-2.5 text-muted"
      />
      <input
        {...rest}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={rest.placeholder ?? label}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            event.stopPropagation();
            onValue("");
          }
          rest.onKeyDown?.(event);
        }}
        className={cx(box, "h-control pr-8 pl-8")}
      />
      {value !== "" ? (
        <button
          type="button"
          aria-label={words.do.clear}
          onClick={() => onValue("")}
          className="absolute top-1 right-1 grid size-target place-items-center rounded-mark text-muted hover:text-ink"
        >
          <X aria-hidden size={14} strokeWidth={1.5} />
        </button>
      ) : (
        keys && <Keys keys={keys} className="pointer-events-none absolute top-1.5 right-2" />
      )}
    </span>
  );
}

interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "children"> {
  children?: ReactNode;
  /** Some of what it stands for is chosen. */
  some?: boolean;
}

export function Checkbox({ children, some = false, className, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = some;
  }, [some]);
  const Mark = some ? Minus : Check;
  return (
    <label className={cx("inline-flex min-h-target items-center gap-2", className)}>
      <span className="relative grid size-4 shrink-0 place-items-center">
        <input
          {...rest}
          ref={input}
          type="checkbox"
          className="peer size-4 appearance-none rounded-mark border border-control bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent hover:border-ink aria-invalid:border-bad disabled:opacity-50"
        />
        <Mark
          aria-hidden
          size={12}
          strokeWidth={2.5}
          className="pointer-events-none absolute text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100"
        />
      </span>
      {children}
    </label>
  );
}

interface SwitchProps {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
  disabled?: boolean;
}

/** For settings that act at once; a checkbox is for what a button will send. */
export function Switch({ on, onChange, children, disabled }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      disabled={disabled}
      onClick={() => onChange(!on)}
      className="group inline-flex min-h-target items-center gap-2 rounded-control text-left disabled:opacity-50"
    >
      <span
        className={cx(
          "relative h-4 w-7 shrink-0 rounded-full border transition-colors",
          on ? "border-accent bg-accent" : "border-control bg-surface group-hover:border-ink",
        )}
      >
        <span
          className={cx(
            "absolute top-0.5 size-2.5 rounded-full transition-[left]",
            on ? "left-3.5 bg-on-accent" : "left-0.5 bg-control",
          )}
        />
      </span>
      {children}
    </button>
  );
}
