// The one sight of the recovery code: copy it, say that it is kept, go on.
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../../design/Button";
import { Checkbox } from "../../design/inputs";
import { Doorway } from "../../shell/Doorway";
import { words as common } from "../../words";
import { words } from "./words";

export function RecoveryCode({ code, onDone }: { code: string; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const [written, setWritten] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(code).then(
      () => setCopied(true),
      // Without the clipboard the code is still there to be selected.
      () => setCopied(false),
    );
  return (
    <Doorway title={words.recovery} text={words.recoveryText}>
      <div className="flex items-center justify-between gap-3 rounded-panel border border-line bg-surface py-3 pr-3 pl-4">
        <output className="num text-section break-all tracking-[0.06em] select-all">{code}</output>
        <Button small icon={copied ? Check : Copy} onClick={copy}>
          <span aria-live="polite">{copied ? common.do.copied : common.do.copy}</span>
        </Button>
      </div>
      <div className="mt-5 flex items-center justify-between">
        <Checkbox checked={written} onChange={(event) => setWritten(event.target.checked)}>
          {words.recoveryWritten}
        </Checkbox>
        <Button kind="primary" disabled={!written} onClick={onDone}>
          {words.recoveryAction}
        </Button>
      </div>
    </Doorway>
  );
}
