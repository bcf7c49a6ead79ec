// The organization: its name, where it is, its currency and its colour.
import { useEffect } from "react";
import { z } from "zod";
import type { Organization } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { currencies } from "../../design/format";
import { Input, Select, Textarea } from "../../design/inputs";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { EndSection } from "../organizations/EndSection";
import { LogoSection } from "../organizations/LogoSection";
import { words as organizations } from "../organizations/words";
import { ZoneSection } from "../organizations/ZoneSection";
import { SettingsTabs } from "./Tabs";
import { words } from "./words";

const domain = /^(?!-)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

const shape = z.object({
  name: z.string().trim().min(1, organizations.nameMissing),
  domain: z
    .string()
    .trim()
    .refine((text) => text === "" || domain.test(text), organizations.domainWrong),
  currency: z.string(),
  postalAddress: z.string().trim().min(1, organizations.addressMissing),
  billingEntity: z.string().trim().max(200, words.organization.billingLong),
  brandColor: z.string().regex(/^#[0-9a-f]{6}$/i, organizations.colourWrong),
});
type Values = z.infer<typeof shape>;

const valuesOf = (organization: Organization): Values => ({
  name: organization.name,
  domain: organization.domain,
  currency: organization.currency,
  postalAddress: organization.postalAddress,
  billingEntity: organization.billingEntity,
  brandColor: organization.brandColor,
});

export default function OrganizationPage() {
  useCrumbs({ label: words.title, href: "#/settings" }, { label: words.tabs.organization });
  const may = useMay();
  const { data, error, refetch } = useRead("organizations.get", {});
  return (
    <>
      <SettingsTabs />
      <div className="min-h-0 flex-1 overflow-auto px-gutter pt-5 pb-10">
        <div className="max-w-dialog">
          <h1 className="text-title">{words.tabs.organization}</h1>
          <p className="mt-1 mb-5 text-muted">{words.organization.text}</p>
          {error && <ErrorState error={error} onRetry={() => void refetch()} />}
          {!data && !error && <SkeletonLines lines={6} />}
          {data && (
            <>
              <LogoSection organization={data} readOnly={!may("organization.settings")} />
              <OrganizationForm key={data.id} organization={data} />
              <ZoneSection organization={data} readOnly={!may("organization.settings")} />
              <EndSection organization={data} />
            </>
          )}
        </div>
      </div>
    </>
  );
}

function OrganizationForm({ organization }: { organization: Organization }) {
  const readOnly = !useMay()("organization.settings");
  const form = useChecked(shape, valuesOf(organization));
  const update = useWrite("organizations.update");
  const { errors, isDirty } = form.formState;
  const colour = form.watch("brandColor");
  const picked = /^#[0-9a-f]{6}$/i.test(colour) ? colour : organization.brandColor;

  // biome-ignore lint/correctness/useExhaustiveDependencies: other facts are the only reason
  useEffect(
    () => form.reset(valuesOf(organization), { keepDirtyValues: true }),
    [JSON.stringify(valuesOf(organization))],
  );

  const submit = form.handleSubmit((values) =>
    update.mutate(values, {
      onSuccess: (saved) => {
        form.reset(valuesOf(saved));
        toast({ text: words.organization.saved });
      },
      onError: (error) => refuse(form, error),
    }),
  );
  const whole = update.error && !(update.error.field && update.error.field in form.getValues());
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {readOnly && <p className="text-muted">{words.organization.readOnly}</p>}
      <Field label={organizations.name} error={errors.name?.message}>
        <Input {...form.register("name")} readOnly={readOnly} autoComplete="organization" />
      </Field>
      <Field
        label={organizations.domain}
        hint={organizations.domainHint}
        optional
        error={errors.domain?.message}
      >
        <Input
          {...form.register("domain")}
          readOnly={readOnly}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field
        label={organizations.address}
        hint={organizations.addressHint}
        error={errors.postalAddress?.message}
      >
        <Textarea
          {...form.register("postalAddress")}
          readOnly={readOnly}
          rows={2}
          autoComplete="street-address"
        />
      </Field>
      <Field
        label={words.organization.billing}
        hint={words.organization.billingHint(organization.name)}
        optional
        error={errors.billingEntity?.message}
      >
        <Input {...form.register("billingEntity")} readOnly={readOnly} autoComplete="off" />
      </Field>
      <Field label={organizations.currency} error={errors.currency?.message}>
        <Select {...form.register("currency")} disabled={readOnly}>
          {currencies().map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </Select>
      </Field>
      <div className="flex items-start gap-2">
        <input
          type="color"
          aria-label={organizations.colour}
          value={picked}
          disabled={readOnly}
          onChange={(event) =>
            form.setValue("brandColor", event.target.value.toUpperCase(), {
              shouldValidate: true,
              shouldDirty: true,
            })
          }
          className="mt-5.5 size-control cursor-pointer rounded-control border border-control bg-surface p-1"
        />
        <Field
          label={organizations.colour}
          hint={words.organization.preview}
          error={errors.brandColor?.message}
          className="flex-1"
        >
          <Input
            {...form.register("brandColor")}
            readOnly={readOnly}
            aria-label={organizations.colourText}
            spellCheck={false}
          />
        </Field>
      </div>
      {whole && <ErrorLine error={update.error} />}
      {!readOnly && (
        <div className="flex justify-end gap-2">
          {isDirty && (
            <Button kind="quiet" onClick={() => form.reset(valuesOf(organization))}>
              {words.organization.discard}
            </Button>
          )}
          <Button kind="primary" type="submit" disabled={!isDirty} busy={update.isPending}>
            {words.organization.save}
          </Button>
        </div>
      )}
    </form>
  );
}
