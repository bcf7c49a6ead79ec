// Own is less than all; what is not held cannot be given; the catalogue keeps its order.
import { describe, expect, it } from "vitest";
import type { Grant, PermissionRow } from "../../api/gen/types";
import {
  beyond,
  byCategory,
  covers,
  mayGive,
  reachesOf,
  reachOf,
  sameGrants,
  withReach,
} from "./grants";

const row = (key: string, category: string, hasOwn = false): PermissionRow => ({
  key,
  category,
  hasOwn,
  description: key,
});
const catalogue = [
  row("contact.read", "contacts"),
  row("campaign.write", "campaigns", true),
  row("contact.delete", "contacts"),
  row("lead.write", "leads", true),
];
const grant = (permission: string, reach: "own" | "all"): Grant => ({ permission, reach });

describe("grants", () => {
  it("takes the farther of two reaches", () => {
    const twice = [grant("lead.write", "own"), grant("lead.write", "all")];
    expect(reachOf(twice, "lead.write")).toBe("all");
    expect(reachOf(twice, "contact.read")).toBe("none");
  });

  it("covers own by all, and not the other way", () => {
    expect(covers([grant("lead.write", "all")], [grant("lead.write", "own")])).toBe(true);
    expect(covers([grant("lead.write", "own")], [grant("lead.write", "all")])).toBe(false);
    expect(covers([], [])).toBe(true);
    expect(mayGive([grant("lead.write", "own")], "lead.write", "all")).toBe(false);
    expect(mayGive([], "lead.write", "none")).toBe(true);
  });

  it("sets one reach and leaves the others, in the catalogue's order", () => {
    const grants = [grant("lead.write", "own"), grant("contact.read", "all")];
    expect(withReach(catalogue, grants, "campaign.write", "own")).toEqual([
      grant("contact.read", "all"),
      grant("campaign.write", "own"),
      grant("lead.write", "own"),
    ]);
    expect(withReach(catalogue, grants, "contact.read", "none")).toEqual([
      grant("lead.write", "own"),
    ]);
  });

  it("offers own only where a record has a maker", () => {
    expect(reachesOf(row("contact.delete", "contacts"))).toEqual(["none", "all"]);
    expect(reachesOf(row("lead.write", "leads", true))).toEqual(["none", "own", "all"]);
  });

  it("puts a category together wherever its permissions stand", () => {
    expect(
      byCategory(catalogue).map(({ name, permissions }) => [name, permissions.length]),
    ).toEqual([
      ["contacts", 2],
      ["campaigns", 1],
      ["leads", 1],
    ]);
  });

  it("tells only what goes beyond the role", () => {
    const role = [grant("lead.write", "own"), grant("contact.read", "all")];
    expect(beyond(role, [grant("lead.write", "all"), grant("contact.read", "all")])).toEqual([
      grant("lead.write", "all"),
    ]);
  });

  it("compares without regard to order", () => {
    const one = [grant("lead.write", "own"), grant("contact.read", "all")];
    expect(sameGrants(one, [...one].reverse())).toBe(true);
    expect(sameGrants(one, [grant("lead.write", "all"), grant("contact.read", "all")])).toBe(false);
    expect(sameGrants(one, one.slice(1))).toBe(false);
  });
});
