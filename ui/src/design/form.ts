// Forms: checked when a field is left, then on every change; a refusal of the core lands on its field.
import { zodResolver } from "@hookform/resolvers/zod";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import { config, type ZodType } from "zod";
import { toApiError } from "../api/errors";

// Compiled checks would need eval, which the window forbids.
config({ jitless: true });

export function useChecked<Values extends FieldValues>(
  schema: ZodType<Values, Values>,
  defaultValues: DefaultValues<Values>,
): UseFormReturn<Values> {
  return useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues,
    mode: "onBlur",
    reValidateMode: "onChange",
    shouldFocusError: true,
  });
}

/** Shows a refusal beside the field it names. Answers whether it could; else the form shows it whole. */
export function refuse<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  thrown: unknown,
): boolean {
  const { field: named, message } = toApiError(thrown);
  // A field of a group is called `group:field`.
  const field = named?.replace(":", ".") ?? null;
  const known = form.getValues();
  const [first = "", second] = field?.split(".") ?? [];
  const there = first in known && (second === undefined || second in Object(known[first]));
  if (field === null || !there) return false;
  form.setError(field as Path<Values>, { type: "refused", message }, { shouldFocus: true });
  return true;
}
