// The pages of the campaigns room, as links: each has its address.
import { Link } from "@tanstack/react-router";
import { useMay } from "../../shell/member";
import { words } from "./words";

const pages = [
  { to: "/campaigns", label: words.places.campaigns, exact: true, needs: "campaign.read" },
  { to: "/campaigns/templates", label: words.places.templates, needs: "template.read" },
  { to: "/campaigns/forms", label: words.places.forms, needs: "form.read" },
];

export function Places() {
  const may = useMay();
  return (
    <nav
      aria-label={words.places.label}
      data-print="no"
      className="flex h-steps shrink-0 gap-5.5 overflow-x-auto overflow-y-hidden border-b border-line px-gutter"
    >
      {pages
        .filter(({ needs }) => may(needs))
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
