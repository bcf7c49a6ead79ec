// The lock of this window: by hand, or when nobody has been there for as long as its person chose.
import { useEffect } from "react";
import { session, showLock } from "../api/session";
import { call } from "../api/transport";
import { makeIdle } from "./idle";

/** What is being saved while the page goes may still be saved, in milliseconds. */
const grace = 250;

/** First the page goes, with what editors save on their way; then the session is closed in the core. */
export function lockWindow(): void {
  const { token } = session();
  showLock();
  setTimeout(() => {
    if (session().token === token)
      void call("account.lock", {}, { organization: null }).catch(() => {});
  }, grace);
}

const inputs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Watches for input while the frame is shown. */
export function useIdleLock(minutes: number): void {
  useEffect(() => {
    const idle = makeIdle({
      minutes,
      now: Date.now,
      onActive: () => void call("account.active", {}, { organization: null }).catch(() => {}),
      onLock: lockWindow,
    });
    // Input that comes too late is the lock's, not the page's.
    const onInput = (event: Event) => {
      if (!idle.input()) event.stopPropagation();
    };
    const options = { capture: true, passive: true };
    for (const name of inputs) window.addEventListener(name, onInput, options);
    document.addEventListener("visibilitychange", idle.look);
    window.addEventListener("focus", idle.look);
    return () => {
      idle.stop();
      for (const name of inputs) window.removeEventListener(name, onInput, options);
      document.removeEventListener("visibilitychange", idle.look);
      window.removeEventListener("focus", idle.look);
    };
  }, [minutes]);
}
