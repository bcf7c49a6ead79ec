// Who can become a member: by asking, or at once by the whitelist.
import { useState } from "react";
import { z } from "zod";
import type { WhitelistEntry } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { format } from "../../design/format";
import { Input, Switch } from "../../design/inputs";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { Notice, StatusDot } from "../../design/status";
import { toast } from "../../design/toast";
import { useCrumbs } from "../../shell/page";
import { toastError } from "../../shell/undo";
import { RoleChoice, useFirstRole } from "../members/RoleChoice";
import { SettingsTabs } from "../settings/Tabs";
import { words as settings } from "../settings/words";
import { domainToOffer } from "./whitelist";
import { words } from "./words";

const topics = ["roles", "organizations", "access"];

export default function JoiningPage() {
  useCrumbs({ label: settings.title, href: "#/settings" }, { label: words.title });
  const { data, error, refetch } = useRead("whitelist.all", {}, { topics });
  const organization = useRead("organizations.get", {}).data;
  const open = useWrite("whitelist.open");
  const offered = data && domainToOffer(organization?.domain, data.whitelist);
  return (
    <>
      <SettingsTabs />
      <div className="min-h-0 flex-1 overflow-auto px-gutter pt-5 pb-10">
        <div className="max-w-column-min">
          <h1 className="text-title">{words.title}</h1>
          <p className="mt-1 mb-5 text-muted">{words.text}</p>
          {error && <ErrorState error={error} onRetry={() => void refetch()} />}
          {!data && !error && <SkeletonLines lines={5} />}
          {data && (
            <>
              <Section title={words.requests} className="mb-7!">
                <Switch
                  on={data.open}
                  disabled={open.isPending}
                  onChange={(on) => open.mutate({ open: on }, { onError: toastError })}
                >
                  {words.open}
                </Switch>
                <p className="mt-1 text-muted">{data.open ? words.openText : words.closedText}</p>
              </Section>
              <Section title={words.whitelist}>
                <p className="mb-3 text-muted">{words.whitelistText}</p>
                {data.whitelist.length === 0 ? (
                  <p className="border-t border-line py-3 text-muted">{words.empty}</p>
                ) : (
                  <Entries entries={data.whitelist} />
                )}
                {offered && <DomainOffer domain={offered} />}
                <AddEntry />
              </Section>
            </>
          )}
        </div>
      </div>
    </>
  );
}

const head = "h-grid-header border-b border-line font-regular";

const Entries = ({ entries }: { entries: WhitelistEntry[] }) => (
  <table className="w-full border-collapse leading-table">
    <caption className="sr-only">{words.whitelist}</caption>
    <thead>
      <tr className="text-left text-small text-muted">
        <th scope="col" className={head}>
          {words.columns.pattern}
        </th>
        <th scope="col" className={`${head} px-2.5`}>
          {words.columns.role}
        </th>
        <th scope="col" className={`${head} px-2.5 text-right`}>
          {words.columns.added}
        </th>
        <th scope="col" className={head}>
          <span className="sr-only">{words.columns.remove}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {entries.map((it) => (
        <Entry key={it.id} entry={it} />
      ))}
    </tbody>
  </table>
);

function Entry({ entry }: { entry: WhitelistEntry }) {
  const remove = useWrite("whitelist.remove");
  const { pattern, role, createdAt } = entry;
  const onRemove = () =>
    remove.mutate(
      { entry: entry.id },
      { onSuccess: () => toast({ text: words.removed(pattern) }), onError: toastError },
    );
  return (
    <tr className="h-10 border-b border-line">
      <th scope="row" className="py-1.5 text-left font-regular break-all">
        {pattern.startsWith("@") ? words.everyone(pattern) : pattern}
        {entry.public && (
          <div className="text-small text-muted">
            <StatusDot tone="warn">{words.public}</StatusDot>
          </div>
        )}
      </th>
      <td className="px-2.5">{role.name}</td>
      <td
        className="num px-2.5 text-right whitespace-nowrap text-muted"
        title={format.time(createdAt)}
      >
        {format.relative(createdAt, Date.now())}
      </td>
      <td className="w-1 text-right">
        <Button
          small
          aria-label={words.removeOf(pattern)}
          busy={remove.isPending}
          onClick={onRemove}
        >
          {words.remove}
        </Button>
      </td>
    </tr>
  );
}

function DomainOffer({ domain }: { domain: string }) {
  const first = useFirstRole();
  const add = useWrite("whitelist.add");
  const onAdd = () =>
    add.mutate(
      { pattern: domain, role: first },
      {
        onSuccess: ({ pattern }) => toast({ text: words.added(pattern) }),
        onError: toastError,
      },
    );
  return (
    <div className="mt-4">
      <Notice
        tone="info"
        title={words.domainOffer(domain)}
        actions={
          <Button small busy={add.isPending} disabled={first === ""} onClick={onAdd}>
            {words.domainAction(domain)}
          </Button>
        }
      >
        {words.domainText}
      </Notice>
    </div>
  );
}

const shape = z.object({ pattern: z.string().trim().min(1, words.patternMissing) });

function AddEntry() {
  const form = useChecked(shape, { pattern: "" });
  const first = useFirstRole();
  const [role, setRole] = useState<string | null>(null);
  const add = useWrite("whitelist.add");
  const { errors } = form.formState;
  const submit = form.handleSubmit(({ pattern }) =>
    add.mutate(
      { pattern, role: role ?? first },
      {
        onSuccess: (entry) => {
          form.reset();
          toast({ text: words.added(entry.pattern) });
        },
        onError: (thrown) => void refuse(form, thrown),
      },
    ),
  );
  return (
    <form noValidate onSubmit={submit} className="mt-5 flex flex-wrap items-start gap-3">
      <Field
        label={words.pattern}
        hint={words.patternHint}
        error={errors.pattern?.message}
        className="flex-1"
      >
        <Input {...form.register("pattern")} autoComplete="off" spellCheck={false} />
      </Field>
      <Field label={words.role} className="w-45">
        <RoleChoice value={role ?? first} onValue={setRole} />
      </Field>
      <Button type="submit" kind="primary" busy={add.isPending} className="mt-5.5">
        {words.add}
      </Button>
      {add.error && add.error.field !== "pattern" && (
        <div className="basis-full">
          <ErrorLine error={add.error} />
        </div>
      )}
    </form>
  );
}
