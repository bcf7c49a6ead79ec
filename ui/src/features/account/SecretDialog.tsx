// A question whose answer goes with a password: fields, what went wrong as a whole, one button.
import { type FormEventHandler, type ReactNode, useId } from "react";
import type { ApiError } from "../../api/errors";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { ErrorLine } from "../../design/states";
import { words as common } from "../../words";

interface SecretDialogProps {
  title: string;
  text: string;
  /** What the button says and does. */
  action: string;
  danger?: boolean;
  error: ApiError | null;
  busy: boolean;
  onSubmit: FormEventHandler;
  onClose: () => void;
  children: ReactNode;
}

export function SecretDialog({
  title,
  text,
  action,
  danger = false,
  error,
  busy,
  onSubmit,
  onClose,
  children,
}: SecretDialogProps) {
  const id = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      text={text}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind={danger ? "danger" : "primary"} type="submit" form={id} busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        {children}
        {error && error.field === null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
