// The fields of a person in a form: their order, their rules, what changed.
import { z } from "zod";
import type { Contact, ContactField, ContactFields } from "../../api/gen/types";
import { words } from "./words";

const text = z.string().trim().max(200, words.tooLong);

export const personShape = z.object({
  email: text.refine((it) => it === "" || /^\S+@\S+$/.test(it), words.emailWrong),
  firstName: text,
  lastName: text,
  phone: text,
  company: text,
  street: text,
  city: text,
  region: text,
  postalCode: text,
  country: text,
  birthDate: text.refine((it) => it === "" || /^\d{4}-\d{2}-\d{2}$/.test(it), words.dateWrong),
  /** Own fields by their ids; the core knows their rules. */
  custom: z.record(z.string(), z.string()),
});

export type Person = z.infer<typeof personShape>;

/** The shipped fields, in their order. */
export type PersonField = Exclude<keyof Person, "custom">;
export const personFields = Object.keys(personShape.shape).filter(
  (field) => field !== "custom",
) as PersonField[];

export const nobody: Person = {
  ...(Object.fromEntries(personFields.map((field) => [field, ""])) as Record<PersonField, string>),
  custom: {},
};

export const personOf = (contact: Contact, own: ContactField[]): Person => ({
  email: contact.row.email ?? "",
  firstName: contact.firstName,
  lastName: contact.lastName,
  phone: contact.row.phone,
  company: contact.row.company,
  street: contact.street,
  city: contact.row.city,
  region: contact.region,
  postalCode: contact.postalCode,
  country: contact.country,
  birthDate: contact.birthDate,
  custom: Object.fromEntries(own.map(({ id }) => [id, contact.row.custom[id] ?? ""])),
});

/** Only what is different: what somebody else changed in other fields stays. */
export function changedFields(before: Person, after: Person): ContactFields {
  const changed: ContactFields = Object.fromEntries(
    personFields
      .filter((field) => before[field] !== after[field])
      .map((field) => [field, after[field]]),
  );
  const custom = Object.entries(after.custom).filter(
    ([id, value]) => (before.custom[id] ?? "") !== value,
  );
  return custom.length > 0 ? { ...changed, custom: Object.fromEntries(custom) } : changed;
}
