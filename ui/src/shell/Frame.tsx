// The frame around every room: rail, top bar, palette, shortcuts.
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import type { Me, Membership } from "../api/gen/types";
import { openAnother } from "../api/handover";
import { onDesktop } from "../api/transport";
import { listenForShortcuts, shortcuts, useShortcut } from "../design/shortcuts";
import { chooseTheme, theme } from "../design/theme";
import { words } from "../words";
import { usePaletteActions } from "./actions";
import { Rail } from "./Rail";
import { rooms } from "./rooms";
import { TopBar } from "./TopBar";
import { toastError } from "./undo";
import { lockWindow } from "./useLock";
import { useSignOut } from "./useSignOut";

const Palette = lazy(() => import("./Palette"));
const ShortcutSheet = lazy(() => import("./ShortcutSheet"));
const railKey = "reachly.rail";

interface FrameProps {
  me: Me;
  member: Membership;
}

const newWindow = () => void openAnother().catch(toastError);

/** A browser keeps these keys for itself. */
const newWindowKeys = onDesktop ? "mod+shift+n" : "";

const toggleTheme = () => chooseTheme(theme() === "dark" ? "light" : "dark");

/** G, then a room's letter. */
function useRoomShortcuts(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const stops = rooms.map((room) =>
      shortcuts.add({
        keys: `g ${room.letter}`,
        description: room.title,
        group: words.shortcuts.go,
        run: () => void navigate({ to: room.path }),
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [navigate]);
}

export function Frame({ me, member }: FrameProps) {
  const [narrow, setNarrow] = useState(() => localStorage.getItem(railKey) === "icons");
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const signOut = useSignOut();

  const toggleRail = () => {
    localStorage.setItem(railKey, narrow ? "full" : "icons");
    setNarrow(!narrow);
  };

  useEffect(listenForShortcuts, []);
  useRoomShortcuts();
  const group = words.shortcuts.everywhere;
  useShortcut("mod+k", () => setPalette(true), { description: words.shortcuts.palette, group });
  useShortcut("?", () => setSheet(true), { description: words.shortcuts.sheet, group });
  useShortcut("mod+shift+l", lockWindow, { description: words.frame.lock, group });
  useShortcut(newWindowKeys, newWindow, { description: words.frame.newWindow, group });
  useShortcut("mod+b", toggleRail, { description: words.shortcuts.rail, group });

  const actions = useMemo(
    () => [
      { id: "theme", label: words.shortcuts.theme, run: toggleTheme },
      { id: "sheet", label: words.shortcuts.title, keys: "?", run: () => setSheet(true) },
      {
        id: "new-window",
        label: words.frame.newWindow,
        keys: newWindowKeys || undefined,
        run: newWindow,
      },
      { id: "lock", label: words.frame.lock, keys: "mod+shift+l", run: lockWindow },
      { id: "sign-out", label: words.frame.signOut, note: me.email, run: signOut },
    ],
    [me.email, signOut],
  );
  usePaletteActions(actions);

  return (
    <div className="flex h-full min-w-0">
      <button
        type="button"
        onClick={() => document.getElementById("page")?.focus()}
        className="sr-only z-50 rounded-control bg-raised px-3 py-1.5 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {words.frame.skip}
      </button>
      <Rail narrow={narrow} onToggle={toggleRail} me={me} member={member} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar onPalette={() => setPalette(true)} />
        <main id="page" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
          <Outlet />
        </main>
      </div>
      {palette && (
        <Suspense>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
      {sheet && (
        <Suspense>
          <ShortcutSheet onClose={() => setSheet(false)} />
        </Suspense>
      )}
    </div>
  );
}
