// Tabs within a page. The chosen one belongs in the address: the caller keeps `value` there.
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface Tab {
  value: string;
  label: string;
  /** A count or mark after the words. */
  mark?: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: Tab[];
  value: string;
  onValue: (value: string) => void;
  className?: string;
  children?: ReactNode;
}

export function Tabs({ label, tabs, value, onValue, className, children }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onValue} className={className}>
      <Radix.List aria-label={label} className="flex h-steps gap-5.5 border-b border-line">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cx(
              "focus-inset -mb-px flex items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-muted transition-colors",
              "hover:text-ink data-[state=active]:border-accent data-[state=active]:font-strong data-[state=active]:text-ink",
            )}
          >
            {tab.label}
            {tab.mark}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Radix.Content value={value} className="pt-4">
      {children}
    </Radix.Content>
  );
}
