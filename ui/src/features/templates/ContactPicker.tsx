// Chooses a contact by typing a part of the name, as whom a preview is shown.
import { useId, useState } from "react";
import { useRead } from "../../api/queries";
import { cx } from "../../design/cx";
import { Input } from "../../design/inputs";
import { useSettled } from "../campaigns/useSettled";
import { words } from "./words";

export interface PickedContact {
  id: string;
  name: string;
}

interface ContactPickerProps {
  value: PickedContact | null;
  onValue: (contact: PickedContact | null) => void;
}

const shown = 6;

export function ContactPicker({ value, onValue }: ContactPickerProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const query = useSettled(typed);
  const { data } = useRead(
    "contacts.page",
    { view: query ? { search: query } : {}, offset: 0, limit: shown },
    { enabled: open, keepPrevious: true },
  );
  const options: (PickedContact | null)[] = [
    null,
    ...(data?.rows.map((row) => ({ id: row.id, name: row.name || row.email || row.id })) ?? []),
  ];
  const choose = (option: PickedContact | null | undefined) => {
    if (option === undefined) return;
    onValue(option);
    setTyped("");
    setOpen(false);
  };
  return (
    <div className="relative min-w-0 flex-1">
      <Input
        role="combobox"
        aria-label={words.preview.as}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-${active}` : undefined}
        autoComplete="off"
        placeholder={value?.name ?? words.preview.sample}
        value={typed}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(event.target.value === "" ? 0 : 1);
          setOpen(true);
        }}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (by !== undefined) {
            event.preventDefault();
            setOpen(true);
            setActive(Math.min(Math.max(active + by, 0), options.length - 1));
          } else if (event.key === "Enter" && open) {
            event.preventDefault();
            choose(options[Math.min(active, options.length - 1)]);
          } else if (event.key === "Escape" && open) {
            event.stopPropagation();
            setOpen(false);
          }
        }}
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={words.preview.as}
        hidden={!open}
        className="fade-in absolute inset-x-0 top-full z-20 mt-1 rounded-panel border border-line bg-raised p-1 shadow-float"
      >
        {options.map((option, at) => (
          <li
            key={option?.id ?? "sample"}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(option);
            }}
            onPointerEnter={() => setActive(at)}
            className={cx(
              "truncate rounded-control px-2 py-1",
              at === active && "bg-accent-soft",
              option === null && "text-muted",
            )}
          >
            {option?.name ?? words.preview.sample}
          </li>
        ))}
        {data?.rows.length === 0 && (
          <li role="presentation" className="px-2 py-1 text-small text-muted">
            {words.preview.noContact}
          </li>
        )}
      </ul>
    </div>
  );
}
