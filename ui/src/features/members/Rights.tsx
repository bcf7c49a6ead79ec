// A role and what goes beyond it, for somebody who is not a member yet.
import { useState } from "react";
import type { Grant } from "../../api/gen/types";
import { Field } from "../../design/Field";
import { usePermissions, useRoles } from "../roles/useRoles";
import { ExtraPermissions } from "./ExtraPermissions";
import { RoleChoice, useFirstRole } from "./RoleChoice";
import { words } from "./words";

export interface Rights {
  role: string;
  /** The role's name, once it is known. */
  roleName: string;
  extra: Grant[];
  setRole: (role: string) => void;
  setExtra: (extra: Grant[]) => void;
}

export function useRights(): Rights {
  const first = useFirstRole();
  const roles = useRoles().data;
  const [chosen, setRole] = useState<string | null>(null);
  const [extra, setExtra] = useState<Grant[]>([]);
  const role = chosen ?? first;
  const roleName = roles?.find((it) => it.id === role)?.name ?? "";
  return { role, roleName, extra, setRole, setExtra };
}

export function RightsFields({ rights }: { rights: Rights }) {
  const role = useRoles().data?.find((it) => it.id === rights.role);
  const catalogue = usePermissions().data;
  return (
    <>
      <Field label={words.role} hint={role?.description}>
        <RoleChoice value={rights.role} onValue={rights.setRole} />
      </Field>
      {catalogue && role && (
        <ExtraPermissions
          catalogue={catalogue}
          byRole={role.permissions}
          extra={rights.extra}
          readOnly={false}
          onExtra={rights.setExtra}
        />
      )}
    </>
  );
}
