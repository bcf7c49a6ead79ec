// The quiet page before the frame: the mark, a title, one column.
import type { ReactNode } from "react";
import { Mark } from "../design/Mark";
import { ThemeSwitch } from "./TopBar";

interface DoorwayProps {
  title: string;
  text?: ReactNode;
  /** Quiet words at the foot. */
  foot?: ReactNode;
  children: ReactNode;
}

export function Doorway({ title, text, foot, children }: DoorwayProps) {
  return (
    <div className="flex h-full flex-col overflow-auto">
      <div className="flex justify-end p-3">
        <ThemeSwitch />
      </div>
      <main className="mx-auto my-auto w-full max-w-[calc(var(--spacing-form)+2*var(--spacing-gutter))] px-gutter py-6">
        <Mark />
        <h1 className="mt-5 text-title tracking-[-0.01em]">{title}</h1>
        {text && <p className="mt-1.5 text-pretty text-muted">{text}</p>}
        <div className="mt-6">{children}</div>
      </main>
      <footer className="min-h-11 p-3 text-center text-small text-muted">{foot}</footer>
    </div>
  );
}
