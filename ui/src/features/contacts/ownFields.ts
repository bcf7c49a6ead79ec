// Own fields in a form: where their values stand, and what there is to choose.
import type { ContactField } from "../../api/gen/types";
import { words } from "./words";

export const customPath = (id: string): `custom.${string}` => `custom.${id}`;

/** What can be chosen; undefined where one writes. */
export function optionsOf(field: ContactField): { value: string; name: string }[] | undefined {
  if (field.fieldType === "choice") return field.choices.map((value) => ({ value, name: value }));
  if (field.fieldType !== "boolean") return undefined;
  return ["true", "false"].map((value) => ({ value, name: words.filter.answers[value] ?? value }));
}
