// Why the address was judged so, and the one click that mends it.
import type { Contact } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { ErrorLine } from "../../design/states";
import { Notice, type Tone } from "../../design/status";
import { useMay } from "../../shell/member";
import { useDone } from "../../shell/undo";
import { statusWord, toneOf } from "./status";
import { words } from "./words";

/** What differs is enough to say: the domain, where only that is another one. */
export function suggestionLabel(email: string | null, suggestion: string): string {
  const [before, after] = [email?.split("@") ?? [], suggestion.split("@")];
  const sameName = before.length === 2 && after.length === 2 && before[0] === after[0];
  return words.pane.changeTo(sameName ? (after[1] as string) : suggestion);
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

const edges: Record<Tone, Exclude<Tone, "none">> = {
  good: "good",
  warn: "warn",
  bad: "bad",
  info: "info",
  none: "info",
};

export function ValidationBox({ contact }: { contact: Contact }) {
  const { row, reasons, version, deleted } = contact;
  const update = useWrite("contacts.update");
  const may = useMay();
  const done = useDone();
  if (row.email === null)
    return (
      <div className="mb-5">
        <Notice tone="info" title={words.pane.noAddress}>
          {words.pane.noAddressText}
        </Notice>
      </div>
    );
  const { suggestion } = row;
  const mend = (email: string) =>
    update.mutate(
      { contact: row.id, version, fields: { email } },
      { onSuccess: ({ undo }) => done(words.pane.changed(email), undo) },
    );
  return (
    <div className="mb-5">
      <Notice
        tone={edges[toneOf(row.status)]}
        title={
          row.status === "unchecked"
            ? words.pane.unchecked
            : words.pane.score(capital(statusWord(row.status)), format.number(row.score))
        }
        actions={
          suggestion !== null &&
          !deleted &&
          may("contact.write") && (
            <Button small kind="primary" busy={update.isPending} onClick={() => mend(suggestion)}>
              {suggestionLabel(row.email, suggestion)}
            </Button>
          )
        }
      >
        {reasons.length === 0 && row.status === "valid" && words.pane.valid}
        {reasons.length > 0 && (
          <ul>
            {reasons.map((reason) => (
              <li
                key={reason.code}
                title={words.pane.points(format.number(reason.points))}
                className="text-pretty"
              >
                {reason.sentence}
              </li>
            ))}
          </ul>
        )}
      </Notice>
      {update.error && (
        <div className="mt-2">
          <ErrorLine error={update.error} />
        </div>
      )}
    </div>
  );
}
