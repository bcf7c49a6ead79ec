// The room of today: first in the rail, and where one arrives.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { House } from "lucide-react";
import { frameRoute } from "../../shell/frameRoute";
import type { Room } from "../../shell/rooms";
import { useToday } from "./useToday";
import { words } from "./words";

const todayRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/today",
  component: lazyRouteComponent(() => import("./TodayPage")),
});

export const room: Room = {
  path: "/today",
  title: words.title,
  icon: House,
  letter: "t",
  routes: [todayRoute],
  useCount: () => useToday().data?.length ?? null,
};
