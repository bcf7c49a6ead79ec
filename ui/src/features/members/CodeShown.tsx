// The one sight of an invitation's code: copy it and hand it over.
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import type { Invited } from "../../api/gen/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { format } from "../../design/format";
import { words as common } from "../../words";
import { words } from "./words";

export function CodeShown({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(invited.code).then(
      () => setCopied(true),
      // Without the clipboard the code is still there to be selected.
      () => setCopied(false),
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.codeTitle}
      text={words.codeText(invited.email, format.time(invited.expiresAt))}
      actions={
        <Button kind="primary" onClick={onClose}>
          {words.codeDone}
        </Button>
      }
    >
      <div className="flex items-center justify-between gap-3 rounded-panel border border-line bg-surface py-3 pr-3 pl-4">
        <output aria-label={words.code} className="num text-section break-all select-all">
          {invited.code}
        </output>
        <Button small icon={copied ? Check : Copy} onClick={copy}>
          <span aria-live="polite">{copied ? common.do.copied : common.do.copy}</span>
        </Button>
      </div>
      <p className="mt-3 text-muted">{words.codeOnce}</p>
    </Dialog>
  );
}
