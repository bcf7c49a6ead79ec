// The roles, and as a table what each may do.
import { Ellipsis, Plus } from "lucide-react";
import { useState } from "react";
import type { Role } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button, IconButton } from "../../design/Button";
import { Confirm } from "../../design/Dialog";
import { format } from "../../design/format";
import { Menu, type MenuPart } from "../../design/Menu";
import { ErrorState, SkeletonLines } from "../../design/states";
import { Tag } from "../../design/status";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { toastError } from "../../shell/undo";
import { SettingsTabs } from "../settings/Tabs";
import { words as settings } from "../settings/words";
import { Matrix } from "./Matrix";
import { type Draft, RoleDialog } from "./RoleDialog";
import { usePermissions, useRoles } from "./useRoles";
import { words } from "./words";

export default function RolesPage() {
  useCrumbs({ label: settings.title, href: "#/settings" }, { label: words.title });
  const roles = useRoles();
  const permissions = usePermissions();
  const may = useMay();
  const [draft, setDraft] = useState<Draft | null>(null);
  const failed = [roles, permissions].find((query) => query.isError);
  const manage = may("role.manage");
  return (
    <>
      <SettingsTabs />
      <div className="min-h-0 flex-1 overflow-auto px-gutter pt-5 pb-10">
        <div className="max-w-column">
          <header className="mb-4 flex items-start gap-4">
            <div className="min-w-0 flex-1">
              <h1 className="text-title">{words.title}</h1>
              <p className="mt-1 text-muted">{manage ? words.text : words.readOnly}</p>
            </div>
            {manage && (
              <Button
                kind="primary"
                icon={Plus}
                onClick={() => setDraft({ role: null, name: "", description: "", permissions: [] })}
              >
                {words.new}
              </Button>
            )}
          </header>
          {failed && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
          {!failed && !(roles.data && permissions.data) && <SkeletonLines lines={8} />}
          {roles.data && permissions.data && (
            <>
              <RoleTable roles={roles.data} onDraft={setDraft} />
              <Matrix roles={roles.data} permissions={permissions.data} />
            </>
          )}
        </div>
      </div>
      {draft && permissions.data && (
        <RoleDialog draft={draft} catalogue={permissions.data} onClose={() => setDraft(null)} />
      )}
    </>
  );
}

const head = "h-grid-header border-b border-line px-2.5 font-regular";

interface RoleTableProps {
  roles: Role[];
  onDraft: (draft: Draft) => void;
}

const RoleTable = ({ roles, onDraft }: RoleTableProps) => (
  <table className="mb-7 w-full border-collapse leading-table">
    <caption className="sr-only">{words.list}</caption>
    <thead>
      <tr className="text-left text-small text-muted">
        <th scope="col" className={head}>
          {words.columns.name}
        </th>
        <th scope="col" className={head}>
          {words.columns.kind}
        </th>
        <th scope="col" className={`${head} text-right`}>
          {words.columns.members}
        </th>
        <th scope="col" className={head}>
          <span className="sr-only">{words.columns.actions}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {roles.map((role) => (
        <RoleRow key={role.id} role={role} onDraft={onDraft} />
      ))}
    </tbody>
  </table>
);

function RoleRow({ role, onDraft }: { role: Role; onDraft: (draft: Draft) => void }) {
  const manage = useMay()("role.manage");
  const [asking, setAsking] = useState(false);
  const { name, description, permissions } = role;
  const beyond = role.withinReach ? undefined : words.beyondYou;
  const parts: MenuPart[] = [
    {
      label: words.duplicate,
      disabled: beyond !== undefined,
      note: beyond,
      onSelect: () => onDraft({ role: null, name: words.copyOf(name), description, permissions }),
    },
  ];
  if (!role.shipped) {
    const used = role.holders > 0 ? words.held : role.whitelisted > 0 ? words.listed : undefined;
    parts.unshift({
      label: words.edit,
      disabled: beyond !== undefined,
      note: beyond,
      onSelect: () => onDraft({ role: role.id, name, description, permissions }),
    });
    parts.push("line", {
      label: words.delete,
      danger: true,
      disabled: used !== undefined,
      note: used,
      onSelect: () => setAsking(true),
    });
  }
  return (
    <tr className="h-10 border-b border-line hover:bg-sunk">
      <th scope="row" className="px-2.5 py-1.5 text-left font-regular">
        <span className="font-strong">{name}</span>
        {description && <div className="text-small text-muted">{description}</div>}
      </th>
      <td className="w-45 px-2.5">
        {role.shipped ? (
          <span className="text-muted">{words.shipped}</span>
        ) : (
          <Tag>{words.custom}</Tag>
        )}
      </td>
      <td className="num w-25 px-2.5 text-right">{format.number(role.holders)}</td>
      <td className="w-10 text-right">
        {manage && (
          <Menu
            trigger={<IconButton small icon={Ellipsis} label={words.more(name)} />}
            parts={parts}
          />
        )}
        {asking && <DeleteRole role={role} onClose={() => setAsking(false)} />}
      </td>
    </tr>
  );
}

function DeleteRole({ role, onClose }: { role: Role; onClose: () => void }) {
  const remove = useWrite("roles.delete");
  return (
    <Confirm
      open
      onClose={onClose}
      title={words.deleteTitle(role.name)}
      text={words.deleteText}
      action={words.deleteAction}
      busy={remove.isPending}
      onConfirm={() =>
        remove.mutate(
          { role: role.id },
          {
            onSuccess: () => {
              toast({ text: words.deleted(role.name) });
              onClose();
            },
            onError: toastError,
          },
        )
      }
    />
  );
}
