// The pages of the contacts room, as links: each has its address.
import { Link } from "@tanstack/react-router";
import { useMay } from "../../shell/member";
import { words } from "./words";

const pages = [
  { to: "/contacts", label: words.tabs.people, exact: true },
  { to: "/contacts/lists", label: words.tabs.lists },
  { to: "/contacts/import", label: words.tabs.imports, needs: "contact.import" },
  { to: "/contacts/rules", label: words.tabs.rules },
  { to: "/contacts/fields", label: words.tabs.fields, needs: "contact.fields" },
];

export function ContactsTabs() {
  const may = useMay();
  return (
    <nav
      aria-label={words.tabs.label}
      data-print="no"
      className="flex h-steps shrink-0 gap-5.5 overflow-x-auto overflow-y-hidden border-b border-line px-gutter"
    >
      {pages
        .filter(({ needs }) => needs === undefined || may(needs))
        .map(({ to, label, exact = false }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact, includeSearch: false }}
            className="focus-inset flex items-center border-b-2 border-transparent whitespace-nowrap text-muted transition-colors hover:text-ink data-[status=active]:border-accent data-[status=active]:font-strong data-[status=active]:text-ink"
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}
