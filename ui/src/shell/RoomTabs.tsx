// The pages of a room, as links: each has its address.
import { Link } from "@tanstack/react-router";
import { useMay } from "./member";

export interface RoomPage {
  to: string;
  label: string;
  /** Chosen on this address only, not on those below it. */
  exact?: boolean;
  /** The permission without which it is not shown. */
  needs?: string;
}

export function RoomTabs({ label, pages }: { label: string; pages: readonly RoomPage[] }) {
  const may = useMay();
  return (
    <nav
      aria-label={label}
      data-print="no"
      className="flex h-steps shrink-0 gap-5.5 overflow-x-auto overflow-y-hidden border-b border-line px-gutter"
    >
      {pages
        .filter(({ needs }) => needs === undefined || may(needs))
        .map(({ to, label: name, exact = false }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact, includeSearch: false }}
            className="focus-inset flex items-center border-b-2 border-transparent whitespace-nowrap text-muted transition-colors hover:text-ink data-[status=active]:border-accent data-[status=active]:font-strong data-[status=active]:text-ink"
          >
            {name}
          </Link>
        ))}
    </nav>
  );
}
