// What a form sends: only what is different, own fields too.
import { describe, expect, it } from "vitest";
import type { Contact, ContactField } from "../../api/gen/types";
import { changedFields, nobody, personOf } from "./fields";

const own = [{ id: "f1" }, { id: "f2" }] as ContactField[];
const contact = {
  row: {
    email: "ana@harbor-benefits.com",
    phone: "",
    company: "",
    city: "Boston",
    custom: { f1: "Gold" },
  },
  firstName: "Ana",
} as unknown as Contact;

describe("the fields of a person", () => {
  it("hold every own field, also those without a value", () => {
    expect(personOf(contact, own).custom).toEqual({ f1: "Gold", f2: "" });
  });

  it("that changed are sent, and no others", () => {
    const before = personOf(contact, own);
    expect(changedFields(before, before)).toEqual({});
    const after = { ...before, city: "Salem", custom: { f1: "", f2: "7" } };
    expect(changedFields(before, after)).toEqual({ city: "Salem", custom: { f1: "", f2: "7" } });
    expect(changedFields(before, { ...before, custom: { f1: "Gold", f2: "7" } })).toEqual({
      custom: { f2: "7" },
    });
  });

  it("of a new contact name only what was given", () => {
    const given = { ...nobody, firstName: "Bo", custom: { f1: "", f2: "x" } };
    expect(changedFields(nobody, given)).toEqual({ firstName: "Bo", custom: { f2: "x" } });
  });
});
