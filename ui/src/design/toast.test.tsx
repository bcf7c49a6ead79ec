// A toast with Undo stays eight seconds, and as long as someone is on it.
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import Toasts from "./Toasts";
import { dismissToast, toast, toastUndo, withdrawUndo } from "./toast";
import { motion } from "./tokens";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds));
const undoButton = () => screen.queryByRole("button", { name: "Undo" });

const shown = () => {
  const undo = vi.fn();
  render(<Toasts />);
  let id = 0;
  act(() => {
    id = toastUndo("3 contacts suppressed.", undo);
  });
  return { undo, end: () => act(() => dismissToast(id)) };
};

it("is there for eight seconds, and then gone", () => {
  expect(motion.undo).toBeGreaterThanOrEqual(8000);
  shown();
  pass(motion.undo - 100);
  expect(undoButton()).not.toBeNull();
  pass(200);
  expect(undoButton()).toBeNull();
});

it("waits while the focus is on it, and goes on when it leaves", () => {
  shown();
  act(() => undoButton()?.focus());
  pass(10 * motion.undo);
  expect(undoButton()).not.toBeNull();
  act(() => undoButton()?.blur());
  pass(motion.undo + 100);
  expect(undoButton()).toBeNull();
});

it("waits while the pointer is over it", () => {
  const { end } = shown();
  act(() => void undoButton()?.dispatchEvent(new PointerEvent("pointermove", { bubbles: true })));
  pass(10 * motion.undo);
  expect(undoButton()).not.toBeNull();
  end();
});

it("takes back once, and leaves", () => {
  const { undo } = shown();
  act(() => undoButton()?.click());
  expect(undo).toHaveBeenCalledTimes(1);
  expect(undoButton()).toBeNull();
});

it("without an action leaves sooner", () => {
  render(<Toasts />);
  act(() => void toast({ text: "Taken back." }));
  pass(motion.notice + 100);
  expect(screen.queryByText("Taken back.")).toBeNull();
});

it("is not offered a second time once it was undone elsewhere", () => {
  render(<Toasts />);
  act(() => void toastUndo("Imported 3 contacts.", vi.fn(), "one"));
  act(() => withdrawUndo("another"));
  expect(undoButton()).not.toBeNull();
  act(() => withdrawUndo("one"));
  expect(undoButton()).toBeNull();
});
