// One titled part of a page or pane. Its heading stands one level below what it is in.
import { createContext, type ReactNode, useContext } from "react";
import { cx } from "./cx";

const Level = createContext<"h2" | "h3">("h2");

/** Inside something that has a second-level heading already, such as a pane. */
export const InnerSections = ({ children }: { children: ReactNode }) => (
  <Level.Provider value="h3">{children}</Level.Provider>
);

export function SectionTitle({ children }: { children: ReactNode }) {
  const Title = useContext(Level);
  return <Title className="shrink-0">{children}</Title>;
}

interface SectionProps {
  title: string;
  /** Quiet words at the right of the title. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Section({ title, aside, className, children }: SectionProps) {
  return (
    <section className={cx("mb-5", className)}>
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <SectionTitle>{title}</SectionTitle>
        {aside && <span className="text-small text-muted">{aside}</span>}
      </div>
      {children}
    </section>
  );
}
