// The contact a lead is about: typed a little, then chosen.
import { useState } from "react";
import type { NamedId } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Field } from "../../design/Field";
import { Input } from "../../design/inputs";
import { Chip } from "../../design/status";
import { useSettled } from "../campaigns/useSettled";
import { words } from "./words";

/** Contacts offered at once. */
const shown = 5;

interface ContactChoiceProps {
  value: NamedId | null;
  onValue: (contact: NamedId | null) => void;
}

export function ContactChoice({ value, onValue }: ContactChoiceProps) {
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim());
  const { data } = useRead(
    "contacts.page",
    { view: { search }, offset: 0, limit: shown },
    { enabled: search !== "" && value === null, keepPrevious: true },
  );
  if (value)
    return (
      <div className="flex flex-col items-start gap-1">
        <span className="text-small font-strong">{words.create.contact}</span>
        <Chip name={value.name} onRemove={() => onValue(null)} />
      </div>
    );
  return (
    <div className="flex flex-col gap-1">
      <Field label={words.create.contact} optional>
        <Input
          value={typed}
          placeholder={words.create.contactSearch}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      {search !== "" && data && (
        <ul className="rounded-control border border-line p-1">
          {data.rows.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                onClick={() => {
                  onValue({ id: row.id, name: row.name || row.email || row.id });
                  setTyped("");
                }}
                className="flex min-h-target w-full items-baseline gap-3 rounded-mark px-2 py-1 text-left hover:bg-accent-soft"
              >
                <span className="truncate">{row.name || row.email}</span>
                {row.name && (
                  <span className="min-w-0 flex-1 truncate text-right text-small text-muted">
                    {row.email}
                  </span>
                )}
              </button>
            </li>
          ))}
          {data.rows.length === 0 && (
            <li className="px-2 py-1 text-small text-muted">{words.create.contactNone}</li>
          )}
        </ul>
      )}
    </div>
  );
}
