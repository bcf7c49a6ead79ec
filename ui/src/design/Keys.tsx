// A shortcut as the keys on this machine's keyboard.
import { words } from "../words";
import { cx } from "./cx";

const apple = /Mac|iPhone|iPad/.test(navigator.platform);
const names: Record<string, string> = {
  mod: apple ? "⌘" : "Ctrl",
  shift: apple ? "⇧" : "Shift",
  enter: "Enter",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  home: "Home",
  end: "End",
};

const shown = (key: string) => names[key] ?? key.toUpperCase();

/** `keys` as the shortcut registry writes them: "mod+k", "g c", "?". */
export function Keys({ keys, className }: { keys: string; className?: string }) {
  const steps = keys.split(" ").map((step) =>
    step
      .split("+")
      .map(shown)
      .join(apple ? "" : " "),
  );
  return (
    <kbd
      className={cx("inline-flex items-center gap-1 font-sans text-label text-muted", className)}
    >
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one shortcut never move
        <span key={index} className="contents">
          {index > 0 && <span>{words.shortcuts.after}</span>}
          <span className="rounded-mark border border-line px-1.25 whitespace-nowrap">{step}</span>
        </span>
      ))}
    </kbd>
  );
}
