// Permissions as they are held and given: how far, by category, and that nobody gives what they do not hold. Pure.
import type { Grant, PermissionRow } from "../../api/gen/types";

export type Reach = "none" | "own" | "all";

const far: Record<Reach, number> = { none: 0, own: 1, all: 2 };

/** The farther one, should a permission be held twice. */
export function reachOf(grants: Grant[], permission: string): Reach {
  const reaches = grants.filter((it) => it.permission === permission).map((it) => it.reach);
  if (reaches.includes("all")) return "all";
  return reaches.length > 0 ? "own" : "none";
}

/** Whether whoever holds `held` may give all of `wanted`. */
export const covers = (held: Grant[], wanted: Grant[]): boolean =>
  wanted.every(
    (it) => far[reachOf(held, it.permission)] >= far[it.reach === "all" ? "all" : "own"],
  );

/** The same grants with one permission reaching otherwise; the order stays that of the catalogue. */
export function withReach(
  catalogue: PermissionRow[],
  grants: Grant[],
  permission: string,
  reach: Reach,
): Grant[] {
  return catalogue.flatMap(({ key }) => {
    const now = key === permission ? reach : reachOf(grants, key);
    return now === "none" ? [] : [{ permission: key, reach: now }];
  });
}

/** What a permission can be set to: "own" only where records have a maker. */
export const reachesOf = (permission: PermissionRow): Reach[] =>
  permission.hasOwn ? ["none", "own", "all"] : ["none", "all"];

/** Whether the holder of `held` may set it so. */
export const mayGive = (held: Grant[], permission: string, reach: Reach): boolean =>
  far[reachOf(held, permission)] >= far[reach];

export interface Category {
  name: string;
  permissions: PermissionRow[];
}

/** In the order in which the catalogue first names them. */
export function byCategory(catalogue: PermissionRow[]): Category[] {
  const categories: Category[] = [];
  for (const permission of catalogue) {
    const known = categories.find(({ name }) => name === permission.category);
    if (known) known.permissions.push(permission);
    else categories.push({ name: permission.category, permissions: [permission] });
  }
  return categories;
}

/** What the grants give beyond the role: the rest says nothing new. */
export const beyond = (role: Grant[], extra: Grant[]): Grant[] =>
  extra.filter((it) => !covers(role, [it]));

export const sameGrants = (one: Grant[], other: Grant[]): boolean =>
  one.length === other.length &&
  one.every((it) => other.some((at) => at.permission === it.permission && at.reach === it.reach));
