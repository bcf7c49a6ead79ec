// Invitations that wait for one's own address; the Admin who made them has the code.
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { expiryOf } from "../members/invitation";
import { words } from "./words";

export const useInvitations = () =>
  useRead("invitations.mine", {}, { organization: null, topics: ["access", "members"] });

export function Invitations({ onCode }: { onCode: () => void }) {
  const { data } = useInvitations();
  if (!data || data.length === 0) return null;
  return (
    <ul className="mb-6 border-t border-line">
      {data.map((it) => (
        <li
          key={it.organization}
          className="flex min-h-12 items-center gap-3 border-b border-line py-1.5"
        >
          <div className="min-w-0 flex-1">
            <div className="truncate font-strong">{words.invitedTo(it.organizationName)}</div>
            <div className="num text-small text-muted">
              {words.invitedAs(it.role, expiryOf(it.expiresAt, Date.now()).text)}
            </div>
          </div>
          {!it.expired && (
            <Button small kind="primary" onClick={onCode}>
              {words.enterCode}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
