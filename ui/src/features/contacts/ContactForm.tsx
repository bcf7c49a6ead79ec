// The fields of a person, edited where they stand. What was typed is kept while one looks elsewhere.
import { useEffect, useId, useRef } from "react";
import type { Contact } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { refuse, useChecked } from "../../design/form";
import { Section } from "../../design/Section";
import { ErrorLine } from "../../design/states";
import { useDone } from "../../shell/undo";
import { changedFields, type Person, personFields, personOf, personShape } from "./fields";
import { words } from "./words";

interface Draft {
  values: Person;
  /** What the typing began from: saving over anything else is a conflict. */
  base: Contact;
}

/** What was typed and not saved, by contact; gone with the window. */
const drafts = new Map<string, Draft>();

export function ContactForm({ contact, readOnly }: { contact: Contact; readOnly: boolean }) {
  const { id } = contact.row;
  const kept = useRef(drafts.get(id));
  /** Saved here, and the new version not seen yet. */
  const saved = useRef(false);
  const base = useRef(kept.current?.base ?? contact);
  const form = useChecked<Person>(personShape, personOf(base.current));
  const update = useWrite("contacts.update");
  const done = useDone();
  const { errors, isDirty, dirtyFields } = form.formState;
  const dirty = isDirty && Object.keys(dirtyFields).length > 0;

  const begin = (from: Contact) => {
    base.current = from;
    drafts.delete(id);
    form.reset(personOf(from));
    update.reset();
  };

  // What was typed before comes back once.
  useEffect(() => {
    const { values } = kept.current ?? {};
    if (!values) return;
    for (const field of personFields)
      form.setValue(field, values[field], { shouldDirty: true, shouldValidate: true });
  }, [form]);

  // Another version stands: one's own, or somebody else's. What was typed over one's own stays typed;
  // over somebody else's it waits for the answer of the core.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the only reason
  useEffect(() => {
    if (contact.version === base.current.version || (dirty && !saved.current)) return;
    saved.current = false;
    base.current = contact;
    form.reset(personOf(contact), { keepDirtyValues: true });
  }, [contact.version, dirty]);

  useEffect(() => {
    const watching = form.watch(() => {
      const values = form.getValues();
      const changed = Object.keys(changedFields(personOf(base.current), values)).length > 0;
      if (changed) drafts.set(id, { values, base: base.current });
      else drafts.delete(id);
    });
    return () => watching.unsubscribe();
  }, [form, id]);

  const submit = form.handleSubmit((person) => {
    const fields = changedFields(personOf(base.current), person);
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
  const whole =
    update.error &&
    !(update.error.field && personFields.includes(update.error.field as keyof Person));
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
  error: string | undefined;
  input: ReturnType<ReturnType<typeof useChecked<Person>>["register"]>;
  readOnly: boolean;
}

/** A field as a line of a ledger: its name, and what is written on the line. */
function LedgerLine({ label, error, input, readOnly }: LedgerLineProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="text-muted">
        {label}
      </label>
      <div className="min-w-0">
        <input
          {...input}
          id={id}
          readOnly={readOnly}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          autoComplete="off"
          spellCheck={false}
          className="h-control-small w-full rounded-none border-b border-control bg-transparent px-1 hover:border-ink read-only:border-line read-only:hover:border-line focus-visible:rounded-mark focus-visible:outline-offset-0 aria-invalid:border-bad"
        />
        {error && (
          <p id={`${id}-error`} className="py-1 text-small text-bad">
            {error}
          </p>
        )}
      </div>
    </>
  );
}
