// Deleted organizations that this person may still bring back; nothing when there are none.
import { useQueryClient } from "@tanstack/react-query";
import type { DeletedOrganization } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { setSession } from "../../api/session";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { toast } from "../../design/toast";
import { toastError } from "../../shell/undo";
import { words as all } from "./words";

const words = all.deleted;

/** Brings one back and goes there. */
export function useRestore(): { restore: (id: string) => void; busy: boolean } {
  const client = useQueryClient();
  const restore = useWrite("organizations.restore");
  return {
    busy: restore.isPending,
    restore: (id) =>
      restore.mutate(
        { id },
        {
          onSuccess: async ({ name, domainTaken }) => {
            toast({
              text: words.restored(name),
              note: domainTaken ? words.domainTaken : undefined,
            });
            // The membership must be known first: the frame asks for it.
            await client.refetchQueries({ queryKey: ["access"] });
            setSession({ organization: id });
          },
          onError: toastError,
        },
      ),
  };
}

export function DeletedOrganizations({ title }: { title?: string }) {
  const { data = [] } = useRead("organizations.deleted", {}, { organization: null });
  const { restore, busy } = useRestore();
  if (data.length === 0) return null;
  return (
    <section className={title === undefined ? undefined : "mb-6"}>
      {title !== undefined && <h2 className="mb-1.5">{title}</h2>}
      <ul className="border-t border-line">
        {data.map((it) => (
          <Row key={it.id} organization={it} busy={busy} onRestore={() => restore(it.id)} />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  organization: DeletedOrganization;
  busy: boolean;
  onRestore: () => void;
}

const Row = ({ organization, busy, onRestore }: RowProps) => (
  <li className="flex items-center gap-4 border-b border-line py-2.5">
    <span className="min-w-0 flex-1">
      <span className="block truncate font-strong">{organization.name}</span>
      <span className="block text-small text-muted" title={format.time(organization.restoreUntil)}>
        {words.until(
          format.relative(organization.deletedAt, Date.now()),
          format.date(organization.restoreUntil),
        )}
      </span>
    </span>
    <Button small busy={busy} aria-label={words.restoreOf(organization.name)} onClick={onRestore}>
      {words.restore}
    </Button>
  </li>
);
