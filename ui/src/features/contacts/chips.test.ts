// A filter reads as a sentence, and the address that holds it is never trusted.
import { describe, expect, it } from "vitest";
import type { ContactField } from "../../api/gen/types";
import { chipSentence, type Names } from "./chips";
import {
  contactsSearch,
  type FilterNode,
  type Group,
  type Rule,
  viewOf,
  whereList,
} from "./search";

const tier: ContactField = {
  id: "f1",
  name: "tier",
  label: "Plan tier",
  description: "",
  fieldType: "choice",
  choices: ["Gold", "Silver"],
  required: false,
  unique: false,
  default: "",
  sensitive: false,
  position: 0,
  used: 0,
};
const names: Names = {
  lists: [
    { id: "l1", name: "Spring fair" },
    { id: "l2", name: "Turning 65" },
  ],
  campaigns: [{ id: "c1", name: "Renewals" }],
  own: [
    tier,
    { ...tier, id: "f2", label: "Income", fieldType: "number", choices: [] },
    { ...tier, id: "f3", label: "Opted in", fieldType: "boolean", choices: [] },
  ],
};
const nbsp = /\u00A0/g;
const says = (node: FilterNode, known = names) => chipSentence(node, known).replace(nbsp, " ");
const city = (value: string): Rule => ({ field: "city", operator: "equals", value });

describe("a chip says", () => {
  it.each<[Rule, string]>([
    [{ field: "status", operator: "equals", value: "risky" }, "Status is risky"],
    [{ field: "status", operator: "anyOf", value: ["risky"] }, "Status is risky"],
    [
      { field: "status", operator: "anyOf", value: ["risky", "invalid"] },
      "Status is risky or invalid",
    ],
    [
      { field: "status", operator: "anyOf", value: ["risky", "invalid", "valid"] },
      "Status is any of 3",
    ],
    [{ field: "list", operator: "equals", value: "l2" }, "List is Turning 65"],
    [{ field: "list", operator: "equals", value: "gone" }, "List is a deleted list"],
    [{ field: "city", operator: "startsWith", value: "Bos" }, "City starts with “Bos”"],
    [{ field: "company", operator: "empty" }, "Company is empty"],
    [{ field: "hasEmail", operator: "equals", value: true }, "Has an e-mail address"],
    [{ field: "hasEmail", operator: "equals", value: false }, "Has no e-mail address"],
    [{ field: "source", operator: "equals", value: "manual" }, "Source is added by hand"],
    [
      { field: "createdAt", operator: "above", value: Date.UTC(2026, 10, 5, 12) },
      "Added after Nov 5, 2026",
    ],
    [{ field: "opened", operator: "equals", value: "c1" }, "Opened Renewals"],
    [{ field: "onAnyList", operator: "equals", value: false }, "Is on no list"],
    [{ field: "custom:f1", operator: "equals", value: "Gold" }, "Plan tier is Gold"],
    [{ field: "custom:f2", operator: "above", value: 50_000 }, "Income more than 50,000"],
    [
      { field: "birthDate", operator: "below", value: "1961-11-05" },
      "Birth date before Nov 5, 1961",
    ],
    [{ field: "custom:f3", operator: "equals", value: true }, "Opted in is yes"],
    [{ field: "custom:gone", operator: "equals", value: "x" }, "a deleted field is x"],
  ])("%j", (rule, sentence) => {
    expect(says(rule)).toBe(sentence);
  });

  it.each<[Group, string]>([
    [
      { joint: "any", parts: [city("Boston"), city("Salem")] },
      "Any: City is Boston or City is Salem",
    ],
    [{ joint: "none", parts: [city("Boston")] }, "Not: City is Boston"],
    [
      { joint: "all", parts: [city("A"), { joint: "any", parts: [city("B"), city("C")] }] },
      "All: City is A and (City is B or City is C)",
    ],
    [
      { joint: "any", parts: [city("A"), { joint: "none", parts: [city("B"), city("C")] }] },
      "Any: City is A or not (City is B or City is C)",
    ],
    [{ joint: "any", parts: Array.from({ length: 9 }, () => city("Boston")) }, "Any: 9 conditions"],
  ])("%j", (group, sentence) => {
    expect(says(group)).toBe(sentence);
  });

  it("no name of a list while the lists are not known yet", () => {
    expect(says({ field: "list", operator: "equals", value: "l1" }, {})).toBe("List is …");
  });
});

describe("the address", () => {
  it("gives the view it names", () => {
    const search = contactsSearch({ q: "ana", sort: "-created", bin: true, ...whereList("l1") });
    expect(viewOf(search)).toEqual({
      search: "ana",
      filter: { all: [{ is: { field: "list", operator: "equals", value: "l1" } }] },
      sort: { by: "created", descending: true },
      deleted: true,
    });
  });

  it("gives groups within groups, and not what lies too deep", () => {
    const deep = (left: number): unknown =>
      left === 0 ? city("Boston") : { joint: "any", parts: [deep(left - 1)] };
    const where = [
      { joint: "none", parts: [city("Boston"), { joint: "all", parts: [city("Salem")] }] },
    ];
    const is = (value: string) => ({ is: { field: "city", operator: "equals", value } });
    expect(viewOf(contactsSearch({ where })).filter).toEqual({
      all: [{ not: { any: [is("Boston"), { all: [is("Salem")] }] } }],
    });
    expect(contactsSearch({ where: [deep(3)] }).where).toHaveLength(1);
    expect(contactsSearch({ where: [deep(4)] }).where).toBeUndefined();
  });

  it("leaves out what makes no sense", () => {
    const raw = { q: 7, where: [{ field: "password", operator: "equals" }, "x"], sort: "age" };
    expect(contactsSearch(raw)).toEqual({ q: "7" });
  });
});
