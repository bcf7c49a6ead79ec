// The room of leads.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { SquareKanban } from "lucide-react";
import { useRead } from "../../api/queries";
import { call } from "../../api/transport";
import type { PaletteAction } from "../../shell/actions";
import { frameRoute } from "../../shell/frameRoute";
import { useMay } from "../../shell/member";
import type { Room } from "../../shell/rooms";
import { leadsSearch } from "./search";
import { words } from "./words";

/** Records shown for a search in the palette. */
const found = 6;

export const leadsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/leads",
  validateSearch: leadsSearch,
  component: lazyRouteComponent(() => import("./LeadsPage")),
});

/** Leads that somebody really sent and nobody has touched. */
function useCount(): number | null {
  const may = useMay();
  const { data } = useRead(
    "leads.page",
    { view: { status: "new", origin: "real" }, offset: 0, limit: 1 },
    { enabled: may("lead.read") },
  );
  return data?.total ?? null;
}

async function find(query: string, signal: AbortSignal): Promise<PaletteAction[]> {
  const view = { search: query };
  const { rows } = await call("leads.page", { view, offset: 0, limit: found }, { signal });
  return rows.map((row) => ({
    id: row.id,
    label: row.title,
    note: words.status[row.status],
    icon: SquareKanban,
    run: () => {
      window.location.hash = `/leads?${new URLSearchParams({ lead: JSON.stringify(row.id) })}`;
    },
  }));
}

export const room: Room = {
  path: "/leads",
  title: words.title,
  icon: SquareKanban,
  letter: "l",
  routes: [leadsRoute],
  useCount,
  find,
};
