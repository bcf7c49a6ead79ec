// The roots of the route tree. Rooms hang their routes under `frameRoute`; the router gives it its component.
import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";

export const rootRoute = createRootRoute({ component: Outlet });

export const frameRoute = createRoute({ getParentRoute: () => rootRoute, id: "frame" });
