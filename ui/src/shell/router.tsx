// The route tree: the frame with its rooms, and in development the gallery.
import {
  createHashHistory,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { ApiError } from "../api/errors";
import { EmptyState, ErrorState } from "../design/states";
import { words } from "../words";
import { frameRoute, rootRoute } from "./frameRoute";
import { Gate } from "./Gate";
import { rooms } from "./rooms";

const nowhere = new ApiError({
  code: "not_found",
  message: words.errors.notFound,
  todo: words.errors.notFoundTodo,
});

function RouteError({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <div className="p-gutter">
      <ErrorState whole title={words.errors.route} error={error} onRetry={reset} />
    </div>
  );
}

const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/",
  beforeLoad: () => {
    const first = rooms[0];
    if (first) throw redirect({ to: first.path });
  },
  component: () => (
    <div className="px-gutter">
      <h1 className="sr-only">{words.app}</h1>
      <EmptyState text={words.frame.noRooms} />
    </div>
  ),
});

/** Any other address, inside the frame, so that the way out is in view. */
const nowhereRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "$",
  component: () => (
    <div className="p-gutter">
      <ErrorState whole title={words.errors.notFound} error={nowhere} />
    </div>
  ),
});

/** Built only in development: the condition is a constant there, and dead code here. */
const galleryRoutes = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => rootRoute,
        path: "/design",
        component: lazyRouteComponent(() => import("../design/gallery/Gallery")),
      }),
    ]
  : [];

export function makeRouter() {
  frameRoute.update({ component: Gate });
  return createRouter({
    history: createHashHistory(),
    routeTree: rootRoute.addChildren([
      frameRoute.addChildren([homeRoute, ...rooms.flatMap((room) => room.routes), nowhereRoute]),
      ...galleryRoutes,
    ]),
    defaultPreload: "intent",
    defaultErrorComponent: RouteError,
  });
}
