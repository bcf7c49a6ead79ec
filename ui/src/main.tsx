// Starts the window: door first (it reads the address), then router and screens.
import "./styles.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, type ReactNode, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { followChanges } from "./api/changes";
import { enter, handedOver } from "./api/handover";
import { makeClient } from "./api/queries";
import { onSession, session } from "./api/session";
import { transport } from "./api/transport";
import { ErrorState } from "./design/states";
import { makeRouter } from "./shell/router";
import { words } from "./words";

const Toasts = lazy(() => import("./design/Toasts"));
const root = createRoot(document.getElementById("root") as HTMLElement);
const show = (content: ReactNode) => root.render(<StrictMode>{content}</StrictMode>);

async function start(): Promise<void> {
  // Read before the door takes its own part out of the address.
  const given = handedOver(window.location.hash);
  await transport();
  if (given) await enter(given);
  const client = makeClient();
  let { token } = session();
  onSession(() => {
    if (session().token === token) return;
    token = session().token;
    // Signed out, there is nobody to ask again for.
    if (token === null) client.clear();
    else void client.resetQueries();
  });
  followChanges(client);
  const router = makeRouter();
  show(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <Suspense>
        <Toasts />
      </Suspense>
    </QueryClientProvider>,
  );
}

start().catch((thrown) => {
  show(
    <main className="flex h-full items-center justify-center p-gutter">
      <ErrorState whole title={words.errors.door} error={thrown} />
    </main>,
  );
});
