// Editing a form: fields are added, changed, moved and removed; a key is made from the first label and stays.
import type { FieldDefinition, FieldType, FormDefinition } from "../../api/gen/types";

export const fieldTypes: FieldType[] = [
  "text",
  "textarea",
  "email",
  "tel",
  "number",
  "date",
  "select",
  "radio",
  "checkbox",
  "consent",
];

/** Names that pages, events and leads use for themselves. */
const reserved = ["id", "token", "stamp", "website", "slug", "csrf"];
const longestKey = 40;

export const hasOptions = (type: FieldType) =>
  type === "select" || type === "radio" || type === "checkbox";
export const hasLength = (type: FieldType) =>
  type === "text" || type === "textarea" || type === "email" || type === "tel";
export const hasRange = (type: FieldType) => type === "number" || type === "date";

/** A key from a label: lower case, no accents, underscores; free among the others. */
export function keyFrom(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, longestKey)
    .replace(/_+$/, "");
  const first = plain === "" ? "field" : plain;
  const good = (key: string) =>
    !taken.includes(key) && !reserved.includes(key) && !key.startsWith("utm_");
  if (good(first)) return first;
  const stem = first.startsWith("utm_") ? `field_${first}` : first;
  for (let number = 2; ; number += 1) {
    const ending = `_${number}`;
    const key = stem.slice(0, longestKey - ending.length) + ending;
    if (good(key)) return key;
  }
}

const optionsAtFirst = ["First answer", "Second answer"];

/** A new field of a type stands last, but before the consent box. */
export function withField(
  form: FormDefinition,
  type: FieldType,
  label: string,
): { form: FormDefinition; key: string } {
  const key = keyFrom(
    type === "consent" ? "consent" : label,
    form.fields.map((it) => it.key),
  );
  const field: FieldDefinition = {
    key,
    label,
    type,
    required: type === "consent",
    indexed: false,
    ...(hasOptions(type) ? { options: optionsAtFirst } : {}),
  };
  const consent = form.fields.findIndex((it) => it.type === "consent");
  const at = type === "consent" || consent < 0 ? form.fields.length : consent;
  return { form: { ...form, fields: form.fields.toSpliced(at, 0, field) }, key };
}

/** Changes one field. What another type cannot have goes with the old type. */
export function withChange(
  form: FormDefinition,
  key: string,
  part: Partial<FieldDefinition>,
): FormDefinition {
  const change = (field: FieldDefinition): FieldDefinition => {
    const next = { ...field, ...part };
    const { type } = next;
    if (!hasOptions(type)) delete next.options;
    else if (!next.options?.length && field.type !== type) next.options = optionsAtFirst;
    // A date is no number: the limits of one mean nothing to the other.
    if (!hasRange(type) || field.type !== type) {
      if (part.min === undefined) delete next.min;
      if (part.max === undefined) delete next.max;
    }
    if (!hasLength(type)) {
      delete next.minLength;
      delete next.maxLength;
    }
    if (type !== "text") delete next.pattern;
    for (const name of ["min", "max", "minLength", "maxLength", "pattern"] as const)
      if (next[name] === undefined || next[name] === "") delete next[name];
    return next;
  };
  return { ...form, fields: form.fields.map((it) => (it.key === key ? change(it) : it)) };
}

/** A label was written. While nobody can have used the key, it follows the label. */
export function withLabel(
  form: FormDefinition,
  key: string,
  label: string,
  published: ReadonlySet<string>,
): { form: FormDefinition; key: string } {
  const labelled = withChange(form, key, { label });
  const field = form.fields.find((it) => it.key === key);
  const others = form.fields.map((it) => it.key).filter((it) => it !== key);
  const followed = field && keyFrom(field.label, others) === key;
  if (!followed || published.has(key) || field.type === "consent" || label.trim() === "")
    return { form: labelled, key };
  const next = keyFrom(label, others);
  return { form: withChange(labelled, key, { key: next }), key: next };
}

export const withoutField = (form: FormDefinition, key: string): FormDefinition => ({
  ...form,
  fields: form.fields.filter((it) => it.key !== key),
});

/** One place up (-1) or down (1); at the end it stays. */
export function withMove(form: FormDefinition, key: string, by: -1 | 1): FormDefinition {
  const from = form.fields.findIndex((it) => it.key === key);
  const field = form.fields[from];
  const to = from + by;
  if (!field || to < 0 || to >= form.fields.length) return form;
  return { ...form, fields: form.fields.toSpliced(from, 1).toSpliced(to, 0, field) };
}

/** One answer a line; blank lines and repeated answers are none. */
export const optionsFrom = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];
