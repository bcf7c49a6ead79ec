// The room of campaigns: the campaigns themselves, their e-mail templates and their forms.
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { Mail } from "lucide-react";
import { call } from "../../api/transport";
import type { PaletteAction } from "../../shell/actions";
import { frameRoute } from "../../shell/frameRoute";
import type { Room } from "../../shell/rooms";
import { resultsSearch } from "../reports/search";
import { campaignsSearch, hrefOf, text } from "./address";
import { words } from "./words";

/** Records shown for a search in the palette. */
const found = 6;

const getParentRoute = () => frameRoute;
const searchOnly = (raw: Record<string, unknown>): { q?: string } => ({ q: text(raw.q) });

export const campaignsRoute = createRoute({
  getParentRoute,
  path: "/campaigns",
  validateSearch: campaignsSearch,
  component: lazyRouteComponent(() => import("./CampaignsPage")),
});

export const campaignRoute = createRoute({
  getParentRoute,
  path: "/campaigns/$campaign/$step",
  validateSearch: resultsSearch,
  component: lazyRouteComponent(() => import("./CampaignPage")),
});

const campaignHome = createRoute({
  getParentRoute,
  path: "/campaigns/$campaign",
  beforeLoad: ({ params }) => {
    throw redirect({ to: `/campaigns/${params.campaign}/audience` });
  },
});

export const templatesRoute = createRoute({
  getParentRoute,
  path: "/campaigns/templates",
  validateSearch: searchOnly,
  component: lazyRouteComponent(() => import("../templates/TemplatesPage")),
});

export const templateRoute = createRoute({
  getParentRoute,
  path: "/campaigns/templates/$template",
  component: lazyRouteComponent(() => import("../templates/TemplatePage")),
});

export const formsRoute = createRoute({
  getParentRoute,
  path: "/campaigns/forms",
  validateSearch: searchOnly,
  component: lazyRouteComponent(() => import("../forms/FormsPage")),
});

export const formRoute = createRoute({
  getParentRoute,
  path: "/campaigns/forms/$form",
  component: lazyRouteComponent(() => import("../forms/FormPage")),
});

async function find(query: string, signal: AbortSignal): Promise<PaletteAction[]> {
  const request = { search: query, offset: 0, limit: found };
  const { rows } = await call("campaigns.page", request, { signal });
  return rows.map((row) => ({
    id: row.id,
    label: row.name,
    note: words.status[row.status],
    icon: Mail,
    run: () => {
      window.location.hash = hrefOf(row.id);
    },
  }));
}

export const room: Room = {
  path: "/campaigns",
  title: words.title,
  icon: Mail,
  letter: "m",
  routes: [
    campaignsRoute,
    campaignHome,
    campaignRoute,
    templatesRoute,
    templateRoute,
    formsRoute,
    formRoute,
  ],
  find,
};
