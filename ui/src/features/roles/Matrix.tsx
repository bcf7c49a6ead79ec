// Roles side by side: what each may do, by category.
import { Fragment } from "react";
import type { PermissionRow, Role } from "../../api/gen/types";
import { cx } from "../../design/cx";
import { byCategory, type Reach, reachOf } from "./grants";
import { words } from "./words";

interface MatrixProps {
  roles: Role[];
  permissions: PermissionRow[];
}

const column = "border-b border-line px-2.5";

export const Matrix = ({ roles, permissions }: MatrixProps) => (
  <section>
    <div className="mb-1.5 flex items-baseline justify-between gap-3">
      <h2>{words.matrix}</h2>
      <span className="text-small text-muted">{words.matrixText}</span>
    </div>
    {/* Many custom roles are wider than the page; the permission stays in view. */}
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
    <div tabIndex={0} role="region" aria-label={words.matrix} className="overflow-x-auto">
      <table className="w-full border-collapse leading-table">
        <thead>
          <tr className="text-left text-small text-muted">
            <th
              scope="col"
              className={cx(column, "sticky left-0 h-grid-header bg-page font-regular")}
            >
              {words.permission}
            </th>
            {roles.map((role) => (
              <th key={role.id} scope="col" className={cx(column, "w-25 font-regular")}>
                {role.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byCategory(permissions).map((category) => (
            <Fragment key={category.name}>
              <tr>
                <th
                  scope="colgroup"
                  colSpan={roles.length + 1}
                  className="px-2.5 pt-4 pb-1 text-left text-small font-strong"
                >
                  {words.categories[category.name] ?? category.name}
                </th>
              </tr>
              {category.permissions.map((permission) => (
                <tr key={permission.key} className="group h-row">
                  <th
                    scope="row"
                    title={permission.key}
                    className={cx(
                      column,
                      "sticky left-0 bg-page text-left font-regular group-hover:bg-sunk",
                    )}
                  >
                    {permission.description}
                  </th>
                  {roles.map((role) => (
                    <Cell key={role.id} reach={reachOf(role.permissions, permission.key)} />
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);

const Cell = ({ reach }: { reach: Reach }) => (
  <td
    className={cx(
      column,
      "group-hover:bg-sunk",
      reach === "none" && "text-muted",
      reach === "all" && "font-strong",
    )}
  >
    <span aria-hidden>{words.reach[reach]}</span>
    <span className="sr-only">{words.reachSaid[reach]}</span>
  </td>
);
