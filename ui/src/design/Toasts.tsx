// The messages as they are seen.
import { X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { words } from "../words";
import { Button, IconButton } from "./Button";
import { cx } from "./cx";
import { dismissToast, useToasts } from "./toast";
import { motion } from "./tokens";

export default function Toasts() {
  const messages = useToasts();
  return (
    <Radix.Provider swipeDirection="right" duration={motion.notice}>
      {messages.map((message) => (
        <Radix.Root
          key={message.id}
          duration={message.action || message.tone === "bad" ? motion.undo : motion.notice}
          onOpenChange={(open) => !open && dismissToast(message.id)}
          className={cx(
            "rise-in flex items-center gap-3 rounded-panel border border-line bg-raised py-2 pr-2 pl-4 shadow-float",
            message.tone === "bad" && "border-l-3 border-l-bad",
          )}
        >
          <div className="min-w-0 flex-1">
            <Radix.Title className="font-regular">{message.text}</Radix.Title>
            {message.note && (
              <Radix.Description className="text-small text-muted">
                {message.note}
              </Radix.Description>
            )}
          </div>
          {message.action && (
            <Radix.Action asChild altText={message.action.label}>
              <Button small onClick={message.action.run}>
                {message.action.label}
              </Button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton icon={X} label={words.do.dismiss} small />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed right-6 bottom-18 z-50 flex w-menu-max max-w-[calc(100vw-(--spacing(12)))] flex-col gap-2 outline-none" />
    </Radix.Provider>
  );
}
