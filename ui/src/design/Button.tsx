// Buttons: a verb with its object. One primary button on a page.
import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";
import { Tooltip } from "./Tooltip";

export type ButtonKind = "primary" | "plain" | "quiet" | "danger";

const kinds: Record<ButtonKind, string> = {
  primary:
    "border-accent bg-accent text-on-accent font-strong hover:bg-accent-hover hover:border-accent-hover",
  plain: "border-control text-ink hover:bg-sunk",
  quiet: "border-transparent text-muted hover:text-ink hover:bg-sunk",
  danger: "border-bad bg-bad text-on-bad font-strong hover:bg-bad-hover hover:border-bad-hover",
};

interface ButtonProps extends ComponentProps<"button"> {
  kind?: ButtonKind;
  small?: boolean;
  icon?: LucideIcon;
  /** Work is under way: pressing again does nothing, the words stay. */
  busy?: boolean;
  children: ReactNode;
}

export function Button({
  kind = "plain",
  small = false,
  icon: Icon,
  busy = false,
  disabled,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(
        "inline-flex items-center justify-center gap-1.5 rounded-control border whitespace-nowrap",
        "transition-colors select-none disabled:opacity-50 disabled:pointer-events-none",
        small ? "h-control-small px-2.5 text-small" : "h-control px-3",
        kinds[kind],
        busy && "opacity-70",
        className,
      )}
    >
      {Icon && <Icon aria-hidden size={16} strokeWidth={1.5} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "children"> {
  icon: LucideIcon;
  /** Said to screen readers and shown on hover. */
  label: string;
  keys?: string;
  small?: boolean;
}

export function IconButton({
  icon: Icon,
  label,
  keys,
  small,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        className={cx(
          "inline-flex shrink-0 items-center justify-center rounded-control text-muted transition-colors",
          "hover:text-ink hover:bg-sunk data-[state=open]:bg-sunk data-[state=open]:text-ink disabled:opacity-50 disabled:pointer-events-none",
          small ? "size-target" : "size-control-small",
          className,
        )}
      >
        <Icon aria-hidden size={16} strokeWidth={1.5} />
      </button>
    </Tooltip>
  );
}
