// The settings, at the foot of the rail.
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { Settings } from "lucide-react";
import { frameRoute } from "../../shell/frameRoute";
import type { Room } from "../../shell/rooms";
import { membersSearch } from "../members/search";
import { words } from "./words";

const getParentRoute = () => frameRoute;

const home = createRoute({
  getParentRoute,
  path: "/settings",
  beforeLoad: () => {
    throw redirect({ to: "/settings/organization" });
  },
});

const organization = createRoute({
  getParentRoute,
  path: "/settings/organization",
  component: lazyRouteComponent(() => import("./OrganizationPage")),
});

export const membersRoute = createRoute({
  getParentRoute,
  path: "/settings/members",
  validateSearch: membersSearch,
  component: lazyRouteComponent(() => import("../members/MembersPage")),
});

const roles = createRoute({
  getParentRoute,
  path: "/settings/roles",
  component: lazyRouteComponent(() => import("../roles/RolesPage")),
});

const joining = createRoute({
  getParentRoute,
  path: "/settings/joining",
  component: lazyRouteComponent(() => import("../joining/JoiningPage")),
});

const workspace = createRoute({
  getParentRoute,
  path: "/settings/workspace",
  component: lazyRouteComponent(() => import("./WorkspacePage")),
});

const audit = createRoute({
  getParentRoute,
  path: "/settings/audit",
  component: lazyRouteComponent(() => import("./AuditPage")),
});

export const room: Room = {
  path: "/settings",
  title: words.title,
  icon: Settings,
  letter: "s",
  atFoot: true,
  routes: [home, organization, membersRoute, roles, joining, workspace, audit],
};
