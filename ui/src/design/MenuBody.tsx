// The menu itself, loaded right after the first paint.
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { useState } from "react";
import { cx } from "./cx";
import { Keys } from "./Keys";
import type { MenuItem, MenuProps } from "./Menu";

/** Where the menu stands for screen readers: in the open dialog, else in the page. */
const landmark = () =>
  document.querySelector<HTMLElement>('[role="dialog"][data-state="open"]') ??
  document.querySelector("main");

export default function MenuBody({
  trigger,
  parts,
  align = "end",
  side = "bottom",
  head,
}: MenuProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Radix.Root modal={false} onOpenChange={(open) => open && setPlace(landmark())}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={place}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="fade-in z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-menu-max min-w-48 overflow-auto rounded-panel border border-line bg-raised p-1 shadow-float outline-none"
        >
          {head}
          {parts.map((part, index) => {
            // biome-ignore-start lint/suspicious/noArrayIndexKey: lines and headings have no name of their own
            if (part === "line")
              return <Radix.Separator key={index} className="my-1 h-px bg-line" />;
            if ("heading" in part)
              return (
                <Radix.Label key={index} className="px-2 pt-1.5 pb-0.5 text-label text-muted">
                  {part.heading}
                </Radix.Label>
              );
            // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
            return <Item key={part.label} item={part} />;
          })}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item({ item }: { item: MenuItem }) {
  const { icon: Icon, mark, chosen } = item;
  const inside = (
    <>
      {mark}
      {Icon && <Icon aria-hidden size={16} strokeWidth={1.5} className="shrink-0 text-muted" />}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{item.label}</span>
        {item.note && <span className="block truncate text-small text-muted">{item.note}</span>}
      </span>
      {chosen && <Check aria-hidden size={16} strokeWidth={1.5} className="shrink-0 text-accent" />}
      {item.keys && <Keys keys={item.keys} />}
    </>
  );
  const className = cx(
    "flex min-h-control-small cursor-default items-center gap-2.5 rounded-control px-2 py-1 outline-none select-none",
    "data-highlighted:bg-accent-soft data-disabled:opacity-50",
    item.danger && "text-bad",
  );
  if (chosen === undefined)
    return (
      <Radix.Item className={className} disabled={item.disabled} onSelect={item.onSelect}>
        {inside}
      </Radix.Item>
    );
  return (
    <Radix.CheckboxItem
      className={className}
      checked={chosen}
      disabled={item.disabled}
      onSelect={item.onSelect}
    >
      {inside}
    </Radix.CheckboxItem>
  );
}
