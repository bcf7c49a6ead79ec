// What a member may do beyond the role: a list to which one adds what one holds.
import { X } from "lucide-react";
import type { Grant, PermissionRow } from "../../api/gen/types";
import { IconButton } from "../../design/Button";
import { Select } from "../../design/inputs";
import { Section } from "../../design/Section";
import { words as common } from "../../words";
import {
  byCategory,
  covers,
  mayGive,
  type Reach,
  reachesOf,
  reachOf,
  withReach,
} from "../roles/grants";
import { useHeld } from "../roles/useHeld";
import { words as roles } from "../roles/words";
import { words } from "./words";

interface ExtraPermissionsProps {
  catalogue: PermissionRow[];
  /** What the chosen role gives by itself. */
  byRole: Grant[];
  extra: Grant[];
  readOnly: boolean;
  onExtra: (extra: Grant[]) => void;
}

export function ExtraPermissions(props: ExtraPermissionsProps) {
  const { catalogue, byRole, extra, readOnly, onExtra } = props;
  const held = useHeld();
  const set = (permission: string, reach: Reach) =>
    onExtra(withReach(catalogue, extra, permission, reach));
  /** Where the role ends: a permission it holds for own records can be given for all. */
  const more = (permission: PermissionRow) =>
    reachesOf(permission).filter(
      (reach) =>
        reach !== "none" &&
        !covers(byRole, [{ permission: permission.key, reach }]) &&
        mayGive(held, permission.key, reach),
    );
  const offered = byCategory(
    catalogue.filter((it) => reachOf(extra, it.key) === "none" && more(it).length > 0),
  );
  const chosen = catalogue.filter((it) => reachOf(extra, it.key) !== "none");
  return (
    <Section title={words.extra}>
      {chosen.length === 0 && <p className="text-muted">{words.noExtra}</p>}
      {chosen.length > 0 && (
        <ul className="border-t border-line">
          {chosen.map((permission) => (
            <li
              key={permission.key}
              className="flex min-h-10 flex-wrap items-center gap-2 border-b border-line py-1"
            >
              <span className="min-w-0 flex-1" title={permission.key}>
                {permission.description}
                {covers(byRole, [
                  { permission: permission.key, reach: reachOf(extra, permission.key) },
                ]) && <span className="block text-small text-muted">{words.byRole}</span>}
              </span>
              {readOnly || !permission.hasOwn ? (
                <span className="text-muted">{roles.reach[reachOf(extra, permission.key)]}</span>
              ) : (
                <Select
                  aria-label={words.reachOf(permission.description)}
                  value={reachOf(extra, permission.key)}
                  onChange={(event) => set(permission.key, event.target.value as Reach)}
                  className="w-32"
                >
                  <option value="own">{words.reach.own}</option>
                  <option value="all" disabled={!mayGive(held, permission.key, "all")}>
                    {words.reach.all}
                  </option>
                </Select>
              )}
              {!readOnly && (
                <IconButton
                  small
                  icon={X}
                  label={common.do.remove(words.dropExtra(permission.description))}
                  onClick={() => set(permission.key, "none")}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {!readOnly && offered.length > 0 && (
        <Select
          aria-label={words.addExtra}
          value=""
          className="mt-2"
          onChange={(event) => {
            const permission = catalogue.find((it) => it.key === event.target.value);
            const reach = permission && more(permission).at(-1);
            if (permission && reach) set(permission.key, reach);
          }}
        >
          <option value="">{words.addExtraChoose}</option>
          {offered.map((category) => (
            <optgroup key={category.name} label={roles.categories[category.name] ?? category.name}>
              {category.permissions.map((permission) => (
                <option key={permission.key} value={permission.key}>
                  {permission.description}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
    </Section>
  );
}
