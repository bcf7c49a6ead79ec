// The room of contacts: people, lists, imports, validation.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { call } from "../../api/transport";
import type { PaletteAction } from "../../shell/actions";
import { frameRoute } from "../../shell/frameRoute";
import type { Room } from "../../shell/rooms";
import { contactsSearch } from "./search";
import { words } from "./words";

/** Records shown for a search in the palette. */
const found = 6;

const getParentRoute = () => frameRoute;

export const peopleRoute = createRoute({
  getParentRoute,
  path: "/contacts",
  validateSearch: contactsSearch,
  component: lazyRouteComponent(() => import("./ContactsPage")),
});

const listsRoute = createRoute({
  getParentRoute,
  path: "/contacts/lists",
  component: lazyRouteComponent(() => import("../lists/ListsPage")),
});

const importsRoute = createRoute({
  getParentRoute,
  path: "/contacts/import",
  component: lazyRouteComponent(() => import("../imports/ImportsPage")),
});

export const importRoute = createRoute({
  getParentRoute,
  path: "/contacts/import/$import",
  validateSearch: (raw: Record<string, unknown>): { rows?: string } => ({
    rows: typeof raw.rows === "string" ? raw.rows : undefined,
  }),
  component: lazyRouteComponent(() => import("../imports/ImportPage")),
});

const rulesRoute = createRoute({
  getParentRoute,
  path: "/contacts/rules",
  component: lazyRouteComponent(() => import("../validation/RulesPage")),
});

const fieldsRoute = createRoute({
  getParentRoute,
  path: "/contacts/fields",
  component: lazyRouteComponent(() => import("../fields/FieldsPage")),
});

async function find(query: string, signal: AbortSignal): Promise<PaletteAction[]> {
  const view = { search: query };
  const { rows } = await call("contacts.page", { view, offset: 0, limit: found }, { signal });
  return rows.map((row) => ({
    id: row.id,
    label: row.name || row.email || words.nameless,
    note: row.name ? (row.email ?? undefined) : undefined,
    icon: Users,
    run: () => {
      const search = new URLSearchParams({ contact: JSON.stringify(row.id) });
      window.location.hash = `/contacts?${search}`;
    },
  }));
}

export const room: Room = {
  path: "/contacts",
  title: words.title,
  icon: Users,
  letter: "c",
  routes: [peopleRoute, listsRoute, importsRoute, importRoute, rulesRoute, fieldsRoute],
  find,
};
