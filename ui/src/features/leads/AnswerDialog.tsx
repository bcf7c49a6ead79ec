// One answer to filter by: picked from those given, with how many leads gave it, or written out.
import { type FormEvent, useId, useState } from "react";
import type { LeadField } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { Input } from "../../design/inputs";
import { ErrorLine, SkeletonLines } from "../../design/states";
import { words as common } from "../../words";
import { words } from "./words";

/** What the core counts at once. */
const facetsMost = 50;

interface AnswerDialogProps {
  field: LeadField;
  campaign: string | undefined;
  onAnswer: (value: string) => void;
  onClose: () => void;
}

export default function AnswerDialog({ field, campaign, onAnswer, onClose }: AnswerDialogProps) {
  const request = { field: field.field, ...(campaign ? { campaign } : {}) };
  const { data, error } = useRead("leads.facets", request, { enabled: field.indexed });
  const [value, setValue] = useState("");
  const [missing, setMissing] = useState(false);
  const id = useId();
  const written = !field.indexed || (data !== undefined && data.length >= facetsMost);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(value.trim() === "");
    if (value.trim() !== "") onAnswer(value.trim());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.filter.edit(field.label)}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          {written && (
            <Button kind="primary" type="submit" form={id}>
              {words.filter.apply}
            </Button>
          )}
        </>
      }
    >
      {error && <ErrorLine error={error} />}
      {field.indexed && !data && !error && <SkeletonLines lines={4} />}
      {data?.length === 0 && <p className="text-muted">{words.filter.none}</p>}
      {data && data.length > 0 && (
        <ul className="max-h-80 overflow-auto">
          {data.map((facet) => (
            <li key={facet.value}>
              <button
                type="button"
                onClick={() => onAnswer(facet.value)}
                className="flex min-h-row w-full items-center gap-3 rounded-control px-2 text-left hover:bg-sunk"
              >
                <span className="min-w-0 flex-1 truncate">{facet.value}</span>
                <span className="num text-muted">
                  {words.leads(facet.count, format.number(facet.count))}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {written && (
        <form id={id} noValidate onSubmit={submit} className="mt-3">
          <Field
            label={words.filter.value}
            hint={field.indexed ? words.filter.many : words.filter.valueHint}
            error={missing ? words.filter.valueMissing : undefined}
          >
            <Input
              value={value}
              onChange={(event) => setValue(event.target.value)}
              autoComplete="off"
            />
          </Field>
        </form>
      )}
    </Dialog>
  );
}
