// Where one is, whether it is saved, what time it is for the campaigns, and the way to everything else.
import { Contrast } from "lucide-react";
import { IconButton } from "../design/Button";
import { format } from "../design/format";
import { Keys } from "../design/Keys";
import { Menu } from "../design/Menu";
import { chooseTheme, type ThemeChoice, useThemeChoice } from "../design/theme";
import { words } from "../words";
import { type Crumb, type SavedState, usePageState } from "./page";
import { parts } from "./rooms";

export function TopBar({ onPalette }: { onPalette: () => void }) {
  const { crumbs, saved } = usePageState();
  const { Clock } = parts;
  return (
    <header
      data-print="no"
      className="flex h-top-bar min-w-0 shrink-0 items-center gap-4 border-b border-line px-gutter"
    >
      <Crumbs crumbs={crumbs} />
      <div className="ml-auto flex shrink-0 items-center gap-3.5 text-small text-muted">
        {saved && <Saved saved={saved} />}
        {Clock && <Clock />}
        <button
          type="button"
          onClick={onPalette}
          className="flex min-h-target items-center rounded-mark"
        >
          <span className="sr-only">{words.frame.palette} </span>
          <Keys keys="mod+k" />
        </button>
        <ThemeSwitch />
      </div>
    </header>
  );
}

export function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <ol aria-label="Breadcrumb" className="flex min-w-0 items-center gap-1.5 text-muted">
      {crumbs.map((crumb, place) => (
        <li key={crumb.label} className="flex min-w-0 items-center gap-1.5">
          {place > 0 && <span aria-hidden>/</span>}
          {place === crumbs.length - 1 ? (
            <span aria-current="page" className="truncate font-strong text-ink">
              {crumb.label}
            </span>
          ) : (
            <a href={crumb.href} className="truncate hover:text-ink">
              {crumb.label}
            </a>
          )}
        </li>
      ))}
    </ol>
  );
}

function Saved({ saved }: { saved: SavedState }) {
  const text =
    saved.state === "saved"
      ? words.frame.savedAt(format.clock(saved.at))
      : words.frame.saved[saved.state];
  return (
    <span role="status" className={saved.state === "failed" ? "text-bad" : undefined}>
      {text}
    </span>
  );
}

export function ThemeSwitch() {
  const choice = useThemeChoice();
  const choices: ThemeChoice[] = ["light", "dark", "system"];
  return (
    <Menu
      trigger={<IconButton icon={Contrast} label={words.frame.theme} />}
      parts={choices.map((it) => ({
        label: words.frame.themes[it],
        chosen: it === choice,
        onSelect: () => chooseTheme(it),
      }))}
    />
  );
}
