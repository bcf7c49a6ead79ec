// What a person builds in the dialog is what the view is narrowed by, in its shortest form.
import { describe, expect, it } from "vitest";
import { fieldGroups, operatorsFor } from "./filterFields";
import { dayOf, freshRule, isWhole, midnight, problemOf, tidied, withPart } from "./filterTree";
import type { Rule } from "./search";

const status: Rule = { field: "status", operator: "anyOf", value: ["risky"] };
const city: Rule = { field: "city", operator: "contains", value: "Bos" };

describe("a condition", () => {
  it("of every field begins with one of its own operators, and says what is missing", () => {
    for (const { id, kind } of fieldGroups([]).flatMap(({ fields }) => fields)) {
      const rule = freshRule(id, []);
      expect(operatorsFor(kind)).toContain(rule.operator);
      const ready = kind === "flag" || kind === "source";
      expect(problemOf(rule, []) === null, id).toBe(ready);
    }
  });

  it("needs no value where it asks for none", () => {
    expect(problemOf({ field: "city", operator: "empty", value: "" }, [])).toBeNull();
    expect(
      problemOf({ field: "createdAt", operator: "above", value: Number.NaN }, []),
    ).not.toBeNull();
  });

  it("of a day goes there and back", () => {
    expect(dayOf(midnight("2026-11-05"))).toBe("2026-11-05");
    expect(dayOf(undefined)).toBe("");
  });
});

describe("a tree", () => {
  it("grows from one condition", () => {
    expect(withPart(status, city)).toEqual({ joint: "all", parts: [status, city] });
    const group = { joint: "any" as const, parts: [status] };
    expect(withPart(group, city)).toEqual({ joint: "any", parts: [status, city] });
  });

  it("is whole when every part is", () => {
    expect(isWhole({ joint: "any", parts: [status, city] }, [])).toBe(true);
    expect(isWhole({ joint: "any", parts: [status, { ...city, value: "" }] }, [])).toBe(false);
    expect(isWhole({ joint: "any", parts: [] }, [])).toBe(false);
  });

  it("is kept in its shortest form, which means the same", () => {
    const risky = { field: "status", operator: "equals", value: "risky" };
    expect(tidied({ joint: "any", parts: [status] })).toEqual(risky);
    expect(tidied({ joint: "none", parts: [status] })).toEqual({ joint: "none", parts: [risky] });
    expect(tidied({ field: "city", operator: "filled", value: "Bos" })).toEqual({
      field: "city",
      operator: "filled",
    });
  });
});
