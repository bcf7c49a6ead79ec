// The tooltip itself, loaded right after the first paint.
import { Tooltip as Radix } from "radix-ui";
import { Keys } from "./Keys";
import type { TooltipProps } from "./Tooltip";
import { motion } from "./tokens";

export default function TooltipBody({ text, keys, side = "bottom", children }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={motion.tooltipDelay}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="fade-in z-50 flex max-w-menu-max items-center gap-2 rounded-control border border-line bg-raised px-2 py-1 text-small text-ink shadow-float"
          >
            {text}
            {keys && <Keys keys={keys} />}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
