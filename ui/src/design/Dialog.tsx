// A question that must be answered before going on. Details belong in a pane, not here.
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { words } from "../words";
import { Button, IconButton } from "./Button";
import { cx } from "./cx";
import { Field } from "./Field";
import { Input } from "./inputs";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One sentence under the title. */
  text?: ReactNode;
  /** Buttons, the primary one last. */
  actions?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}

/** The first field, or the dialog itself: never the button that closes it. */
function focusFirstField(event: Event): void {
  event.preventDefault();
  const content = event.currentTarget as HTMLElement;
  const field = content.querySelector<HTMLElement>("input:not([type=color]), select, textarea");
  (field ?? content).focus();
}

export function Dialog({ open, onClose, title, text, actions, wide, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fade-in fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          {...(text ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={focusFirstField}
          className={cx(
            "fade-in fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-(--spacing(12)))] w-[calc(100vw-(--spacing(12)))] -translate-1/2 flex-col",
            "rounded-panel border border-line bg-raised outline-none",
            wide ? "max-w-column-min" : "max-w-dialog",
          )}
        >
          <header className="flex items-start gap-4 px-5 pt-4 pb-1">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-section">{title}</Radix.Title>
              {text && <Radix.Description className="mt-1 text-muted">{text}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <IconButton icon={X} label={words.do.close} small />
            </Radix.Close>
          </header>
          {/* Room for the focus ring of what stands at the edge. */}
          <div className="min-h-0 flex-1 overflow-auto px-5 py-3">{children}</div>
          {actions && (
            <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
              {actions}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  text: ReactNode;
  /** What the button says and does: "Delete 3 campaigns". */
  action: string;
  onConfirm: () => void;
  busy?: boolean;
  /** What cannot be undone needs its name typed. */
  typeName?: { name: string; label: string };
}

export function Confirm({
  open,
  onClose,
  title,
  text,
  action,
  onConfirm,
  busy,
  typeName,
}: ConfirmProps) {
  const [typed, setTyped] = useState("");
  const allowed = typeName === undefined || typed.trim() === typeName.name;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      text={text}
      actions={
        <>
          <Button onClick={onClose}>{words.do.cancel}</Button>
          <Button kind="danger" disabled={!allowed} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {typeName && (
        <Field label={typeName.label}>
          <Input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
          />
        </Field>
      )}
    </Dialog>
  );
}
