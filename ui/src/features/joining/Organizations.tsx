// The organizations one may ask to join, and what became of a request.
import type { JoinableOrganization } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { ErrorState, SkeletonLines } from "../../design/states";
import { toastError } from "../../shell/undo";
import { useJoined } from "./useJoined";
import { words } from "./words";

/** Asked outside any organization: what one may join does not depend on where one is. */
export const useJoinable = () =>
  useRead("organizations.joinable", {}, { organization: null, topics: ["access", "members"] });

export function Organizations({ onJoined }: { onJoined?: () => void }) {
  const { data, error, refetch } = useJoinable();
  const offered = data?.filter((it) => it.standing !== "active");
  return (
    <section>
      <h2 className="mb-1.5 text-small font-strong">{words.organizations}</h2>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonLines lines={3} />}
      {offered?.length === 0 && (
        <p className="border-t border-line py-3 text-muted">{words.none}</p>
      )}
      {offered && offered.length > 0 && (
        <ul className="max-h-80 overflow-y-auto border-t border-line">
          {offered.map((it) => (
            <Line key={it.organization} one={it} onJoined={onJoined} />
          ))}
        </ul>
      )}
    </section>
  );
}

function stateOf({ standing, since, mayAsk }: JoinableOrganization): string | null {
  const when = format.relative(since, Date.now());
  switch (standing) {
    case "requested":
      return words.askedWhen(when);
    case "rejected":
      return [words.rejectedWhen(when), !mayAsk && words.askTomorrow].filter(Boolean).join(" ");
    case "suspended":
      return words.suspendedSince;
    case "active":
      return words.member;
    case "none":
      return null;
  }
}

function Line({ one, onJoined }: { one: JoinableOrganization; onJoined?: () => void }) {
  const ask = useWrite("organizations.askToJoin");
  const withdraw = useWrite("organizations.withdrawRequest");
  const joined = useJoined();
  const { organization, name } = one;
  const state = stateOf(one);
  const onAsk = () =>
    ask.mutate(
      { organization },
      {
        onSuccess: (answer) => void joined(answer).then(() => answer.joined && onJoined?.()),
        onError: toastError,
      },
    );
  return (
    <li className="flex min-h-12 items-center gap-3 border-b border-line py-1.5">
      <div className="min-w-0 flex-1">
        <div className="truncate font-strong">{name}</div>
        {state && (
          <div role="status" className="text-small text-muted">
            {state}
          </div>
        )}
      </div>
      {one.standing === "requested" && (
        <Button
          small
          kind="quiet"
          aria-label={words.withdrawOf(name)}
          busy={withdraw.isPending}
          onClick={() => withdraw.mutate({ organization }, { onError: toastError })}
        >
          {words.withdraw}
        </Button>
      )}
      {one.mayAsk && (
        <Button small aria-label={words.askOf(name)} busy={ask.isPending} onClick={onAsk}>
          {words.ask}
        </Button>
      )}
    </li>
  );
}
