// One person: how the address was judged, the fields, the lists, what happened.
import { Link } from "@tanstack/react-router";
import type { Contact } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { DetailPane } from "../../design/pane";
import { Section } from "../../design/Section";
import { ErrorState, SkeletonLines } from "../../design/states";
import { Notice, Tag } from "../../design/status";
import { useMay } from "../../shell/member";
import { useDone } from "../../shell/undo";
import { ContactForm } from "./ContactForm";
import { deleteOne } from "./deleteOne";
import { type ContactsSearch, whereList } from "./search";
import { ValidationBox } from "./ValidationBox";
import { words } from "./words";

interface ContactPaneProps {
  id: string;
  position?: string;
  onClose: () => void;
  onNext: () => void;
  onPrevious: () => void;
}

const topics = ["lists", "imports", "validation", "contact_fields"];

export default function ContactPane({ id, ...rest }: ContactPaneProps) {
  const { data: contact, error, refetch } = useRead("contacts.get", { contact: id }, { topics });
  const own = useRead("fields.all", {}, { topics: ["contact_fields"] }).data;
  const may = useMay();
  const done = useDone();
  if (!contact || !own)
    return (
      <DetailPane title={error ? words.title : " "} {...rest}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={6} />
        )}
      </DetailPane>
    );
  const { row } = contact;
  const name = row.name || row.email || words.nameless;
  const setDeleted = (deleted: boolean) => void deleteOne(id, name, deleted, done);
  return (
    <DetailPane
      title={name}
      subtitle={[row.name ? row.email : null, row.city].filter(Boolean).join(" · ")}
      {...rest}
    >
      {contact.deleted && (
        <div className="mb-4">
          <Notice
            tone="info"
            title={words.pane.inBin}
            actions={
              may("contact.delete") && (
                <Button small onClick={() => setDeleted(false)}>
                  {words.pane.restore}
                </Button>
              )
            }
          >
            {words.pane.inBinText}
          </Notice>
        </div>
      )}
      <ValidationBox contact={contact} />
      <ContactForm
        // Other fields are another form.
        key={own.map((field) => field.id).join()}
        contact={contact}
        own={own}
        readOnly={contact.deleted || !may("contact.write")}
      />
      <Neighbours contact={contact} />
      <Lists contact={contact} />
      <Timeline contact={contact} />
      {!contact.deleted && may("contact.delete") && (
        <Button kind="quiet" small className="-ml-2.5" onClick={() => setDeleted(true)}>
          {words.pane.delete}
        </Button>
      )}
    </DetailPane>
  );
}

/** Who shares this person's address, and who perhaps is this person. */
function Neighbours({ contact }: { contact: Contact }) {
  const { reachedThrough, reaches, sameMailbox } = contact;
  const groups = [
    { title: words.pane.reach, people: reachedThrough ? [reachedThrough] : [] },
    { title: words.pane.reaches, people: reaches },
    { title: words.pane.mailbox, people: sameMailbox, text: words.pane.mailboxText },
  ];
  return groups
    .filter(({ people }) => people.length > 0)
    .map(({ title, people, text }) => (
      <Section key={title} title={title}>
        {text && <p className="mb-1.5 text-muted">{text}</p>}
        <ul className="flex flex-wrap gap-1.5">
          {people.map((person) => (
            <li key={person.id} className="max-w-full">
              <Link
                to="/contacts"
                search={(before: ContactsSearch) => ({ ...before, contact: person.id })}
                className="inline-flex min-h-target max-w-full items-center rounded-mark underline-offset-4 hover:underline"
              >
                <Tag>{person.name || words.nameless}</Tag>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    ));
}

const Lists = ({ contact }: { contact: Contact }) => (
  <Section title={words.pane.lists}>
    {contact.lists.length === 0 && <p className="text-muted">{words.pane.noLists}</p>}
    <ul className="flex flex-wrap gap-1.5">
      {contact.lists.map((list) => (
        <li key={list.id} className="max-w-full">
          <Link
            to="/contacts"
            search={whereList(list.id)}
            className="inline-flex min-h-target max-w-full items-center rounded-mark hover:underline underline-offset-4"
          >
            <Tag>{list.name}</Tag>
          </Link>
        </li>
      ))}
    </ul>
  </Section>
);

const Timeline = ({ contact }: { contact: Contact }) => (
  <Section title={words.pane.timeline}>
    <ol className="flex flex-col gap-1.5">
      {contact.timeline.map((entry) => (
        <li key={`${entry.at} ${entry.kind} ${entry.text}`} className="flex gap-3 text-muted">
          <time
            dateTime={new Date(entry.at).toISOString()}
            title={format.time(entry.at)}
            className="num w-18 shrink-0"
          >
            {format.relative(entry.at, Date.now())}
          </time>
          <span className="min-w-0 break-words">{entry.text}</span>
        </li>
      ))}
    </ol>
  </Section>
);
