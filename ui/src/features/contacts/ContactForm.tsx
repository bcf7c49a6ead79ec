// The fields of a person, edited where they stand. What was typed is kept while one looks elsewhere.
import { useEffect, useId, useRef } from "react";
import { get } from "react-hook-form";
import type { Contact, ContactField } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { cx } from "../../design/cx";
import { refuse, useChecked } from "../../design/form";
import { Section } from "../../design/Section";
import { ErrorLine } from "../../design/states";
import { useDone } from "../../shell/undo";
import { changedFields, nobody, type Person, personFields, personOf, personShape } from "./fields";
import { customPath, optionsOf } from "./ownFields";
import { words } from "./words";

interface Draft {
  values: Person;
  /** What the typing began from: saving over anything else is a conflict. */
  base: Contact;
}

/** What was typed and not saved, by contact; gone with the window. */
const drafts = new Map<string, Draft>();

interface ContactFormProps {
  contact: Contact;
  /** The organization's own fields. */
  own: ContactField[];
  readOnly: boolean;
}

export function ContactForm({ contact, own, readOnly }: ContactFormProps) {
  const { id } = contact.row;
  const kept = useRef(drafts.get(id));
  /** Saved here, and the new version not seen yet. */
  const saved = useRef(false);
  const base = useRef(kept.current?.base ?? contact);
  const form = useChecked<Person>(personShape, personOf(base.current, own));
  const update = useWrite("contacts.update");
  const done = useDone();
  const { errors, isDirty, dirtyFields } = form.formState;
  const dirty = isDirty && Object.keys(dirtyFields).length > 0;

  const begin = (from: Contact) => {
    base.current = from;
    drafts.delete(id);
    form.reset(personOf(from, own));
    update.reset();
  };

  // What was typed before comes back once.
  useEffect(() => {
    const { values } = kept.current ?? {};
    if (!values) return;
    for (const field of [...personFields, ...Object.keys(values.custom).map(customPath)])
      form.setValue(field, get(values, field), { shouldDirty: true, shouldValidate: true });
  }, [form]);

  // Another version stands: one's own, or somebody else's. What was typed over one's own stays typed;
  // over somebody else's it waits for the answer of the core.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the only reason
  useEffect(() => {
    if (contact.version === base.current.version || (dirty && !saved.current)) return;
    saved.current = false;
    base.current = contact;
    form.reset(personOf(contact, own), { keepDirtyValues: true });
  }, [contact.version, dirty]);

  useEffect(() => {
    const watching = form.watch(() => {
      const values = form.getValues();
      const changed = Object.keys(changedFields(personOf(base.current, own), values)).length > 0;
      if (changed) drafts.set(id, { values, base: base.current });
      else drafts.delete(id);
    });
    return () => watching.unsubscribe();
  }, [form, id, own]);

  const submit = form.handleSubmit((person) => {
    const fields = changedFields(personOf(base.current, own), person);
    update.mutate(
      { contact: id, version: base.current.version, fields },
      {
        onSuccess: ({ undo }) => {
          drafts.delete(id);
          saved.current = true;
          form.reset(person);
          const name = [person.firstName, person.lastName].filter(Boolean).join(" ");
          done(words.pane.saved(name || person.email), undo);
        },
        onError: (error) => refuse(form, error),
      },
    );
  });

  const conflict = update.error?.code === "conflict";
  const place = update.error?.field?.split(":")[0];
  const whole = update.error && !(place !== undefined && place in nobody);
  return (
    <Section title={words.pane.details} aside={dirty ? words.pane.unsaved : undefined}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-3">
        <div className="grid grid-cols-[max-content_1fr] items-baseline gap-x-3">
          {personFields.map((field) => (
            <LedgerLine
              key={field}
              label={words.fields[field]}
              error={errors[field]?.message}
              input={form.register(field)}
              readOnly={readOnly}
            />
          ))}
          {own.map((field) => (
            <LedgerLine
              key={field.id}
              label={field.label}
              note={field.description || undefined}
              error={errors.custom?.[field.id]?.message}
              input={form.register(customPath(field.id))}
              readOnly={readOnly}
              own={field}
            />
          ))}
        </div>
        {whole && <ErrorLine error={update.error} />}
        {dirty && (
          <div className="flex justify-end gap-2">
            <Button kind="quiet" onClick={() => begin(contact)}>
              {conflict ? words.pane.theirs : words.pane.discard}
            </Button>
            <Button kind="primary" type="submit" busy={update.isPending}>
              {words.pane.save}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}

interface LedgerLineProps {
  label: string;
  /** What the field is for, on hover. */
  note?: string;
  error: string | undefined;
  input: ReturnType<ReturnType<typeof useChecked<Person>>["register"]>;
  readOnly: boolean;
  own?: ContactField;
}

const line =
  "h-control-small w-full rounded-none border-b bg-transparent px-1 focus-visible:rounded-mark focus-visible:outline-offset-0 aria-invalid:border-bad";
const writable = "border-control hover:border-ink";
const fixed = "border-line";

/** A field as a line of a ledger: its name, and what is written on the line. */
function LedgerLine({ label, note, error, input, readOnly, own }: LedgerLineProps) {
  const id = useId();
  const aria = {
    id,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": error ? `${id}-error` : undefined,
  };
  const options = own && optionsOf(own);
  return (
    <>
      <label htmlFor={id} title={note} className="text-muted">
        {label}
      </label>
      <div className="min-w-0">
        {options ? (
          <select
            {...input}
            {...aria}
            disabled={readOnly}
            className={cx(line, readOnly ? `${fixed} opacity-100` : writable)}
          >
            <option value="">{words.unset}</option>
            {options.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...input}
            {...aria}
            type={own?.fieldType === "date" ? "date" : "text"}
            inputMode={own?.fieldType === "number" ? "decimal" : undefined}
            readOnly={readOnly}
            autoComplete="off"
            spellCheck={false}
            className={cx(line, readOnly ? fixed : writable)}
          />
        )}
        {error && (
          <p id={`${id}-error`} className="py-1 text-small text-bad">
            {error}
          </p>
        )}
      </div>
    </>
  );
}
