// The pages of the settings, as links: each has its address.
import { Link } from "@tanstack/react-router";
import { useMay } from "../../shell/member";
import { words as joining } from "../joining/words";
import { words as members } from "../members/words";
import { words as roles } from "../roles/words";
import { words } from "./words";

const pages = [
  { to: "/settings/organization", label: words.tabs.organization },
  { to: "/settings/members", label: members.title, needs: "member.read" },
  { to: "/settings/roles", label: roles.title, needs: "member.read" },
  { to: "/settings/joining", label: joining.title, needs: "member.manage" },
  { to: "/settings/workspace", label: words.tabs.workspace },
  { to: "/settings/audit", label: words.tabs.audit, needs: "audit.read" },
];

export function SettingsTabs() {
  const may = useMay();
  return (
    <nav
      aria-label={words.tabs.label}
      data-print="no"
      className="flex h-steps shrink-0 gap-5.5 overflow-x-auto overflow-y-hidden border-b border-line px-gutter"
    >
      {pages
        .filter(({ needs }) => needs === undefined || may(needs))
        .map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            className="focus-inset flex items-center border-b-2 border-transparent whitespace-nowrap text-muted transition-colors hover:text-ink data-[status=active]:border-accent data-[status=active]:font-strong data-[status=active]:text-ink"
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}
