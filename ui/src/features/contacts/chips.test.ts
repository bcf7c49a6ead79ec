// A filter reads as a sentence, and the address that holds it is never trusted.
import { describe, expect, it } from "vitest";
import { chipSentence } from "./chips";
import { contactsSearch, type Rule, viewOf, whereList } from "./search";

const lists = [
  { id: "l1", name: "Spring fair" },
  { id: "l2", name: "Turning 65" },
];
const nbsp = /\u00A0/g;
const says = (rule: Rule, known: typeof lists | undefined = lists) =>
  chipSentence(rule, known).replace(nbsp, " ");

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
  ])("%j", (rule, sentence) => {
    expect(says(rule)).toBe(sentence);
  });

  it("no name of a list while the lists are not known yet", () => {
    expect(chipSentence({ field: "list", operator: "equals", value: "l1" }, undefined)).toBe(
      "List is …",
    );
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

  it("leaves out what makes no sense", () => {
    const raw = { q: 7, where: [{ field: "password", operator: "equals" }, "x"], sort: "age" };
    expect(contactsSearch(raw)).toEqual({ q: "7" });
  });
});
