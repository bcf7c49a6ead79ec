// The idle lock, by a clock that is moved: input keeps the window open, sleep does not.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeIdle } from "./idle";

const minute = 60_000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const watched = (minutes: number) => {
  const onActive = vi.fn();
  const onLock = vi.fn();
  return { idle: makeIdle({ minutes, now: Date.now, onActive, onLock }), onActive, onLock };
};

it("locks after the minutes without input, and once", () => {
  const { onLock } = watched(5);
  vi.advanceTimersByTime(5 * minute - 1);
  expect(onLock).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onLock).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60 * minute);
  expect(onLock).toHaveBeenCalledTimes(1);
});

it("counts from the last input", () => {
  const { idle, onLock } = watched(5);
  vi.advanceTimersByTime(4 * minute);
  expect(idle.input()).toBe(true);
  vi.advanceTimersByTime(4 * minute);
  expect(onLock).not.toHaveBeenCalled();
  vi.advanceTimersByTime(minute);
  expect(onLock).toHaveBeenCalledTimes(1);
});

it("input after a sleep comes too late: timers do not run while a laptop sleeps", () => {
  const { idle, onLock } = watched(5);
  vi.setSystemTime(Date.now() + 6 * minute);
  expect(idle.input()).toBe(false);
  expect(onLock).toHaveBeenCalledTimes(1);
});

it("never means never", () => {
  const { onLock } = watched(0);
  vi.advanceTimersByTime(24 * 60 * minute);
  expect(onLock).not.toHaveBeenCalled();
});

it("tells of input at most every half minute", () => {
  const { idle, onActive } = watched(15);
  for (let second = 0; second < 65; second += 1) {
    vi.advanceTimersByTime(1000);
    idle.input();
  }
  expect(onActive).toHaveBeenCalledTimes(2);
});

it("a window that is gone locks nothing", () => {
  const { idle, onLock } = watched(5);
  idle.stop();
  vi.advanceTimersByTime(10 * minute);
  expect(onLock).not.toHaveBeenCalled();
});
