// Why the selected contacts must not be mailed any more.
import { useId, useState } from "react";
import type { SuppressionReason } from "../../api/gen/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { Select, Textarea } from "../../design/inputs";
import { words as common } from "../../words";
import { words } from "./words";

type Reason = keyof typeof words.suppress.reasons;

interface SuppressDialogProps {
  count: number;
  onSuppress: (reason: SuppressionReason, note: string) => void;
  onClose: () => void;
}

export default function SuppressDialog({ count, onSuppress, onClose }: SuppressDialogProps) {
  const [reason, setReason] = useState<Reason>("do_not_contact");
  const [note, setNote] = useState("");
  const id = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.suppress.title(count, format.number(count))}
      text={words.suppress.text}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id}>
            {words.suppress.action}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSuppress(reason, note);
          onClose();
        }}
      >
        <Field label={words.suppress.reason}>
          <Select value={reason} onChange={(event) => setReason(event.target.value as Reason)}>
            {Object.entries(words.suppress.reasons).map(([each, sentence]) => (
              <option key={each} value={each}>
                {sentence}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.suppress.note} optional>
          <Textarea
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
