// Oneself: name and manners, how one signs in, the end of the account.
import { useEffect } from "react";
import { z } from "zod";
import type { Profile } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { systemZone, zones } from "../../design/format";
import { Input, Select } from "../../design/inputs";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { toast } from "../../design/toast";
import { useCrumbs } from "../../shell/page";
import { SettingsTabs } from "../settings/Tabs";
import { words as settings } from "../settings/words";
import { CloseAccount } from "./CloseAccount";
import { Secrets } from "./Secrets";
import { words } from "./words";

const idle = [5, 15, 30, 60, 0];
const line = z.string().trim().max(200, words.long);
const shape = z.object({
  name: z.string().trim().min(1, words.nameMissing).max(200, words.long),
  title: line,
  phone: line,
  language: z.string(),
  timeZone: z.string(),
  idleMinutes: z.string(),
});
type Values = z.infer<typeof shape>;

const valuesOf = ({ name, title, phone, language, timeZone, idleMinutes }: Profile): Values => ({
  name,
  title,
  phone,
  language: language in words.languages ? language : "en",
  timeZone,
  idleMinutes: String(idleMinutes),
});

export default function ProfilePage() {
  useCrumbs({ label: settings.title, href: "#/settings" }, { label: settings.tabs.profile });
  const { data, error, refetch } = useRead("account.profile", {}, { organization: null });
  return (
    <>
      <SettingsTabs />
      <div className="min-h-0 flex-1 overflow-auto px-gutter pt-5 pb-10">
        <div className="max-w-dialog">
          <h1 className="text-title">{words.title}</h1>
          <p className="mt-1 mb-5 text-muted">{words.text}</p>
          {error && <ErrorState error={error} onRetry={() => void refetch()} />}
          {!data && !error && <SkeletonLines lines={8} />}
          {data && (
            <>
              <ProfileForm profile={data} />
              <Secrets profile={data} />
              <CloseAccount />
            </>
          )}
        </div>
      </div>
    </>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const form = useChecked(shape, valuesOf(profile));
  const update = useWrite("account.update");
  const { errors, isDirty } = form.formState;

  // biome-ignore lint/correctness/useExhaustiveDependencies: other facts are the only reason
  useEffect(
    () => form.reset(valuesOf(profile), { keepDirtyValues: true }),
    [JSON.stringify(valuesOf(profile))],
  );

  const submit = form.handleSubmit(({ idleMinutes, ...values }) =>
    update.mutate(
      { ...values, idleMinutes: Number(idleMinutes) },
      {
        onSuccess: (saved) => {
          form.reset(valuesOf(saved));
          toast({ text: words.saved });
        },
        onError: (error) => refuse(form, error),
      },
    ),
  );
  const whole = update.error && !(update.error.field && update.error.field in form.getValues());
  return (
    <Section title={words.you} className="mb-8!">
      <form noValidate onSubmit={submit} className="flex flex-col gap-4 border-t border-line pt-3">
        <Field label={words.name} error={errors.name?.message}>
          <Input {...form.register("name")} autoComplete="name" />
        </Field>
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label={words.jobTitle} optional error={errors.title?.message}>
            <Input {...form.register("title")} autoComplete="organization-title" />
          </Field>
          <Field label={words.phone} optional error={errors.phone?.message}>
            <Input {...form.register("phone")} type="tel" autoComplete="tel" />
          </Field>
        </div>
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label={words.language} hint={words.languageHint} error={errors.language?.message}>
            <Select {...form.register("language")}>
              {Object.entries(words.languages).map(([tag, label]) => (
                <option key={tag} value={tag}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={words.zone} hint={words.zoneHint} error={errors.timeZone?.message}>
            <Select {...form.register("timeZone")}>
              <option value="">{words.zoneSystem(systemZone().replaceAll("_", " "))}</option>
              {zones().map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label={words.idle} hint={words.idleHint} error={errors.idleMinutes?.message}>
            <Select {...form.register("idleMinutes")}>
              {idle.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {words.minutes(minutes)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {whole && <ErrorLine error={update.error} />}
        <div className="flex justify-end gap-2">
          {isDirty && (
            <Button kind="quiet" onClick={() => form.reset(valuesOf(profile))}>
              {words.discard}
            </Button>
          )}
          <Button kind="primary" type="submit" disabled={!isDirty} busy={update.isPending}>
            {words.save}
          </Button>
        </div>
      </form>
    </Section>
  );
}
