// How long nobody has been there. Tells the core of input now and then, and locks when there was none for too long.

interface IdleOptions {
  /** Minutes without input until the window locks; 0: never. */
  minutes: number;
  now: () => number;
  onActive: () => void;
  onLock: () => void;
}

/** Least time between two reports, in milliseconds; the core waits twice as long before it locks by itself. */
const between = 30_000;

export interface Idle {
  /** Somebody is there. Answers whether that came in time. */
  input(): boolean;
  /** Looks at the clock: after a laptop's sleep no timer has run. */
  look(): void;
  stop(): void;
}

export function makeIdle({ minutes, now, onActive, onLock }: IdleOptions): Idle {
  const longest = minutes === 0 ? Number.POSITIVE_INFINITY : minutes * 60_000;
  let last = now();
  let told = last;
  let locked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const lock = () => {
    locked = true;
    clearTimeout(timer);
    onLock();
  };
  const look = () => {
    if (locked) return;
    clearTimeout(timer);
    const left = last + longest - now();
    if (left <= 0) return lock();
    if (Number.isFinite(left)) timer = setTimeout(look, left);
  };
  look();
  return {
    input() {
      if (locked) return false;
      const at = now();
      if (at - last >= longest) {
        lock();
        return false;
      }
      last = at;
      if (at - told >= between) {
        told = at;
        onActive();
      }
      return true;
    },
    look,
    stop: () => {
      locked = true;
      clearTimeout(timer);
    },
  };
}
