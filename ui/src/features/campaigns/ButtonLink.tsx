// A link that looks like a button, for what leads to another place.
import type { ReactNode } from "react";
import { cx } from "../../design/cx";

interface ButtonLinkProps {
  href: string;
  primary?: boolean;
  children: ReactNode;
}

export function ButtonLink({ href, primary = false, children }: ButtonLinkProps) {
  return (
    <a
      href={href}
      className={cx(
        "inline-flex h-control items-center rounded-control border px-3 whitespace-nowrap transition-colors",
        primary
          ? "border-accent bg-accent font-strong text-on-accent hover:bg-accent-hover"
          : "border-control hover:bg-sunk",
      )}
    >
      {children}
    </a>
  );
}
