// The roles one may give: those that hold no more than oneself.
import type { ComponentProps } from "react";
import { Select } from "../../design/inputs";
import { useRoles } from "../roles/useRoles";

/** The role offered first to somebody new: it only reads. */
export const firstRole = "Viewer";

/** Id of the role to begin with, once the roles are known. */
export function useFirstRole(): string {
  const roles = useRoles().data?.filter((it) => it.withinReach);
  return (roles?.find((it) => it.shipped && it.name === firstRole) ?? roles?.at(-1))?.id ?? "";
}

interface RoleChoiceProps extends Omit<ComponentProps<"select">, "onChange" | "value"> {
  value: string;
  onValue: (role: string) => void;
}

export function RoleChoice({ value, onValue, ...rest }: RoleChoiceProps) {
  const roles = useRoles().data ?? [];
  return (
    <Select {...rest} value={value} onChange={(event) => onValue(event.target.value)}>
      {roles.map((role) => (
        <option key={role.id} value={role.id} disabled={!role.withinReach && role.id !== value}>
          {role.name}
        </option>
      ))}
    </Select>
  );
}
