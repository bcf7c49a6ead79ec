// A page with details beside it: the pane slides in from the right, keeps its width, Esc closes it,
// J and K step through the rows behind it.
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { words } from "../words";
import { IconButton } from "./Button";
import { InnerSections } from "./Section";
import { useShortcut } from "./shortcuts";
import { size } from "./tokens";

const keyStep = 16;
const clampWidth = (width: number) =>
  Math.round(Math.min(Math.max(width, size.paneMin), size.paneMax));

function keptWidth(key: string): number {
  const kept = Number(localStorage.getItem(key));
  return kept > 0 ? clampWidth(kept) : size.pane;
}

interface SplitPaneProps {
  /** Under this name the width is kept. */
  name: string;
  /** The details, or nothing while the pane is closed. */
  pane: ReactNode;
  children: ReactNode;
}

export function SplitPane({ name, pane, children }: SplitPaneProps) {
  const key = `reachly.pane.${name}`;
  const [width, setWidth] = useState(() => keptWidth(key));
  const start = useRef<{ x: number; width: number } | null>(null);

  const keep = (next: number) => {
    setWidth(clampWidth(next));
    localStorage.setItem(key, String(clampWidth(next)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: keyStep, ArrowRight: -keyStep }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    keep(width + step);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current) setWidth(clampWidth(start.current.width + start.current.x - event.clientX));
  };
  const onPointerUp = () => {
    if (start.current) keep(width);
    start.current = null;
  };

  return (
    <div className="relative flex min-h-0 min-w-0 flex-1">
      <div className="relative flex min-w-0 flex-1 flex-col">{children}</div>
      {pane && (
        <aside
          aria-label={words.pane.label}
          style={{ width }}
          className="slide-in relative shrink-0 border-l border-line bg-surface max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-20 max-wide:max-w-full max-wide:shadow-float"
        >
          <div
            role="separator"
            tabIndex={0}
            aria-orientation="vertical"
            aria-label={words.pane.width}
            aria-valuenow={width}
            aria-valuemin={size.paneMin}
            aria-valuemax={size.paneMax}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => {
              start.current = { x: event.clientX, width };
              event.currentTarget.setPointerCapture(event.pointerId);
            }}
            onPointerMove={onPointerMove}
            onPointerUp={onPointerUp}
            className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none hover:bg-accent-soft"
          />
          {pane}
        </aside>
      )}
    </div>
  );
}

interface DetailPaneProps {
  title: ReactNode;
  /** The line under the title. */
  subtitle?: ReactNode;
  /** "2 of 12,408" */
  position?: string;
  onClose: () => void;
  onNext?: () => void;
  onPrevious?: () => void;
  footer?: ReactNode;
  children: ReactNode;
}

export function DetailPane({
  title,
  subtitle,
  position,
  onClose,
  onNext,
  onPrevious,
  footer,
  children,
}: DetailPaneProps) {
  const group = words.shortcuts.pane;
  useShortcut("escape", onClose, { description: words.shortcuts.close, group });
  useShortcut("j", () => onNext?.(), { description: words.shortcuts.next, group });
  useShortcut("k", () => onPrevious?.(), { description: words.shortcuts.previous, group });
  return (
    <div className="flex h-full flex-col">
      <header className="px-5 pt-4">
        <div className="flex items-center gap-2">
          <h2 className="min-w-0 flex-1 truncate text-section">{title}</h2>
          {onPrevious && (
            <IconButton
              small
              icon={ChevronUp}
              label={words.do.previous}
              keys="k"
              onClick={onPrevious}
            />
          )}
          {onNext && (
            <IconButton small icon={ChevronDown} label={words.do.next} keys="j" onClick={onNext} />
          )}
          <IconButton small icon={X} label={words.do.close} keys="escape" onClick={onClose} />
        </div>
        <div className="flex items-baseline gap-3 text-muted">
          <div className="min-w-0 flex-1 truncate">{subtitle}</div>
          {position && <span className="num text-small whitespace-nowrap">{position}</span>}
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-auto px-5 pt-4 pb-6">
        <InnerSections>{children}</InnerSections>
      </div>
      {footer && <footer className="flex gap-2 border-t border-line px-5 py-3">{footer}</footer>}
    </div>
  );
}
