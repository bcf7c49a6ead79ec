// The six facts an organization starts with.
import { z } from "zod";
import type { Organization } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { currencies, systemZone, zones } from "../../design/format";
import { Input, Select, Textarea } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { tokens } from "../../design/tokens";
import { words } from "./words";

const domain = /^(?!-)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

const shape = z.object({
  name: z.string().trim().min(1, words.nameMissing),
  domain: z
    .string()
    .trim()
    .refine((text) => text === "" || domain.test(text), words.domainWrong),
  reportingZone: z.string(),
  currency: z.string(),
  postalAddress: z.string().trim().min(1, words.addressMissing),
  brandColor: z.string().regex(/^#[0-9a-f]{6}$/i, words.colourWrong),
});

export function OrganizationForm({ onDone }: { onDone: (organization: Organization) => void }) {
  const form = useChecked(shape, {
    name: "",
    domain: "",
    reportingZone: systemZone(),
    currency: "USD",
    postalAddress: "",
    brandColor: tokens.color.light.accent,
  });
  const create = useWrite("organizations.create");
  const { errors } = form.formState;
  const colour = form.watch("brandColor");

  const submit = form.handleSubmit((values) =>
    create.mutate(values, { onSuccess: onDone, onError: (error) => refuse(form, error) }),
  );

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field label={words.name} error={errors.name?.message}>
        <Input {...form.register("name")} autoFocus autoComplete="organization" />
      </Field>
      <Field label={words.domain} hint={words.domainHint} optional error={errors.domain?.message}>
        <Input {...form.register("domain")} autoComplete="off" spellCheck={false} />
      </Field>
      <div className="grid grid-cols-[1fr_calc(var(--spacing-form)/4)] gap-3">
        <Field label={words.zone} hint={words.zoneHint} error={errors.reportingZone?.message}>
          <Select {...form.register("reportingZone")}>
            {zones().map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.currency} error={errors.currency?.message}>
          <Select {...form.register("currency")}>
            {currencies().map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </Select>
        </Field>
      </div>
      <Field label={words.address} hint={words.addressHint} error={errors.postalAddress?.message}>
        <Textarea {...form.register("postalAddress")} rows={2} autoComplete="street-address" />
      </Field>
      <div className="flex items-end gap-2">
        <input
          type="color"
          aria-label={words.colour}
          value={/^#[0-9a-f]{6}$/i.test(colour) ? colour : tokens.color.light.accent}
          onChange={(event) =>
            form.setValue("brandColor", event.target.value.toUpperCase(), { shouldValidate: true })
          }
          className="size-control cursor-pointer rounded-control border border-control bg-surface p-1"
        />
        <Field label={words.colour} error={errors.brandColor?.message} className="flex-1">
          <Input
            {...form.register("brandColor")}
            aria-label={words.colourText}
            spellCheck={false}
          />
        </Field>
      </div>
      {create.error?.field === null && <ErrorLine error={create.error} />}
      <div className="flex justify-end">
        <Button kind="primary" type="submit" busy={create.isPending}>
          {words.action}
        </Button>
      </div>
    </form>
  );
}
