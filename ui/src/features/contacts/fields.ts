// The fields of a person in a form: their order, their rules, what changed.
import { z } from "zod";
import type { Contact, ContactFields } from "../../api/gen/types";
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
});

export type Person = z.infer<typeof personShape>;

export const personFields = Object.keys(personShape.shape) as (keyof Person)[];

export const nobody: Person = Object.fromEntries(
  personFields.map((field) => [field, ""]),
) as Person;

export const personOf = (contact: Contact): Person => ({
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
});

/** Only what is different: what somebody else changed in other fields stays. */
export const changedFields = (before: Person, after: Person): ContactFields =>
  Object.fromEntries(
    personFields
      .filter((field) => before[field] !== after[field])
      .map((field) => [field, after[field]]),
  );
