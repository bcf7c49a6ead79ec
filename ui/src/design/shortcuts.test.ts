// Shortcuts fire when they should, and never while someone types.
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeShortcuts } from "./shortcuts";

let time = 0;
const setUp = (...keys: string[]) => {
  const shortcuts = makeShortcuts(() => time);
  const ran = vi.fn();
  for (const key of keys)
    shortcuts.add({ keys: key, description: key, group: "", run: () => ran(key) });
  const press = (key: string, rest: KeyboardEventInit = {}, target: Element = document.body) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...rest });
    Object.defineProperty(event, "target", { value: target });
    return shortcuts.press(event);
  };
  return { shortcuts, ran, press };
};

const added = (html: string): Element => {
  document.body.innerHTML = html;
  return document.body.firstElementChild as Element;
};

afterEach(() => {
  document.body.innerHTML = "";
  time = 0;
});

describe("a single key", () => {
  it("runs on the page", () => {
    const { ran, press } = setUp("x");
    expect(press("x")).toBe(true);
    expect(ran).toHaveBeenCalledWith("x");
  });

  it.each([
    "<input>",
    '<input type="search">',
    "<textarea></textarea>",
    "<select></select>",
    '<div contenteditable="true"></div>',
    '<div role="textbox"></div>',
  ])("is text in %s", (html) => {
    const { ran, press } = setUp("x");
    expect(press("x", {}, added(html))).toBe(false);
    expect(ran).not.toHaveBeenCalled();
  });

  it("runs on a checkbox, where nothing is typed", () => {
    const { press } = setUp("x");
    expect(press("x", {}, added('<input type="checkbox">'))).toBe(true);
  });

  it("is quiet under an open dialog", () => {
    const { press } = setUp("x", "mod+k");
    added('<div role="dialog" data-state="open"></div>');
    expect(press("x")).toBe(false);
    expect(press("k", { ctrlKey: true })).toBe(true);
  });

  it("is not its capital with Ctrl", () => {
    const { press } = setUp("k");
    expect(press("k", { ctrlKey: true })).toBe(false);
  });
});

it("Ctrl and K open the palette even while typing", () => {
  const { ran, press } = setUp("mod+k");
  expect(press("k", { ctrlKey: true }, added("<input>"))).toBe(true);
  expect(press("k", { metaKey: true })).toBe(true);
  expect(ran).toHaveBeenCalledTimes(2);
});

it("a question mark needs Shift on many keyboards and counts as itself", () => {
  const { press } = setUp("?");
  expect(press("?", { shiftKey: true })).toBe(true);
});

describe("G, then a letter", () => {
  it("runs within its time, and not after", () => {
    const { ran, press } = setUp("g c", "c");
    press("g");
    time = 1000;
    press("c");
    expect(ran).toHaveBeenLastCalledWith("g c");
    press("g");
    time = 5000;
    press("c");
    expect(ran).toHaveBeenLastCalledWith("c");
  });

  it("does not mix with typing in between", () => {
    const { ran, press } = setUp("g c");
    press("g", {}, added("<input>"));
    press("c");
    expect(ran).not.toHaveBeenCalled();
  });
});

it("the latest of two wins, and the first is back when it leaves", () => {
  const { shortcuts, ran, press } = setUp("escape");
  const leave = shortcuts.add({
    keys: "escape",
    description: "",
    group: "",
    run: () => ran("pane"),
  });
  press("Escape");
  expect(ran).toHaveBeenLastCalledWith("pane");
  leave();
  press("Escape");
  expect(ran).toHaveBeenLastCalledWith("escape");
});

it("a key that someone handled already is left alone", () => {
  const { shortcuts, ran } = setUp("j");
  const event = new KeyboardEvent("keydown", { key: "j", cancelable: true });
  event.preventDefault();
  expect(shortcuts.press(event)).toBe(false);
  expect(ran).not.toHaveBeenCalled();
});
