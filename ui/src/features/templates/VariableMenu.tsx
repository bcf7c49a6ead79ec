// Finds a variable by typing and puts it, with a fallback, where the cursor stands.
import { Braces } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useState } from "react";
import type { TemplateVariable } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { cx } from "../../design/cx";
import { Field } from "../../design/Field";
import { Input } from "../../design/inputs";
import { variableTag } from "./code";
import { words } from "./words";

export function VariableMenu({ onInsert }: { onInsert: (tag: string) => void }) {
  const id = useId();
  const variables = useRead("templates.variables", {}).data ?? [];
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [fallback, setFallback] = useState("");
  const [active, setActive] = useState(0);
  const needle = typed.trim().toLowerCase();
  const found = variables.filter(({ name, label }) =>
    `${name} ${label}`.toLowerCase().includes(needle),
  );
  const chosen = found[Math.min(active, found.length - 1)];
  const insert = (variable: TemplateVariable | undefined) => {
    if (!variable) return;
    setOpen(false);
    setTyped("");
    setFallback("");
    setActive(0);
    onInsert(variableTag(variable.name, variable.supplied ? "" : fallback));
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button small icon={Braces}>
          {words.editor.variables}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={words.editor.variables}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="fade-in z-30 flex w-80 flex-col gap-3 rounded-panel border border-line bg-raised p-3 shadow-float outline-none"
        >
          <Field label={words.editor.variable}>
            <Input
              role="combobox"
              aria-expanded
              aria-controls={`${id}-list`}
              aria-activedescendant={chosen ? `${id}-${chosen.name}` : undefined}
              value={typed}
              autoComplete="off"
              onChange={(event) => {
                setTyped(event.target.value);
                setActive(0);
              }}
              onKeyDown={(event) => {
                const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
                if (by !== undefined) {
                  event.preventDefault();
                  setActive(Math.min(Math.max(active + by, 0), Math.max(found.length - 1, 0)));
                } else if (event.key === "Enter") {
                  event.preventDefault();
                  insert(chosen);
                }
              }}
            />
          </Field>
          <ul
            id={`${id}-list`}
            role="listbox"
            aria-label={words.editor.variable}
            className="max-h-55 overflow-auto"
          >
            {found.map((variable) => (
              <li
                key={variable.name}
                id={`${id}-${variable.name}`}
                role="option"
                aria-selected={variable === chosen}
                onPointerDown={(event) => {
                  event.preventDefault();
                  setActive(found.indexOf(variable));
                }}
                onDoubleClick={() => insert(variable)}
                className={cx(
                  "rounded-control px-2 py-1",
                  variable === chosen && "bg-accent-soft",
                )}
              >
                <span className="flex justify-between gap-3">
                  <span className="truncate">{variable.label}</span>
                  <span className="font-mono text-small text-muted">{variable.name}</span>
                </span>
                <span className="block truncate text-small text-muted">
                  {variable.supplied
                    ? words.editor.supplied
                    : words.editor.sample(variable.sample)}
                </span>
              </li>
            ))}
            {found.length === 0 && (
              <li role="presentation" className="px-2 py-1 text-muted">
                {words.editor.noVariable}
              </li>
            )}
          </ul>
          {chosen && !chosen.supplied && (
            <Field label={words.editor.fallback} hint={words.editor.variableHint} optional>
              <Input
                value={fallback}
                autoComplete="off"
                onChange={(event) => setFallback(event.target.value)}
                onKeyDown={(event) => event.key === "Enter" && insert(chosen)}
              />
            </Field>
          )}
          <div className="flex justify-end">
            <Button kind="primary" small disabled={!chosen} onClick={() => insert(chosen)}>
              {words.editor.insert}
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
