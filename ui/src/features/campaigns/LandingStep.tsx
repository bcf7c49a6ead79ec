// The landing page: its form, its address, its words.
import { Copy, ExternalLink } from "lucide-react";
import { useEffect, useState } from "react";
import type { Campaign } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { openExternal } from "../../api/transport";
import { Button, IconButton } from "../../design/Button";
import { Field } from "../../design/Field";
import { Input, Select, Textarea } from "../../design/inputs";
import { Section } from "../../design/Section";
import { Notice } from "../../design/status";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { toastError } from "../../shell/undo";
import { FormPreview } from "../forms/FormPreview";
import { NewForm } from "../forms/NewForm";
import { ButtonLink } from "./ButtonLink";
import { asSlug, isSlug, slugState } from "./slug";
import { useChange } from "./useCampaign";
import { useSettled } from "./useSettled";
import { words } from "./words";

const most = 500;

export default function LandingStep({ campaign }: { campaign: Campaign }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_calc(var(--spacing)*80)] gap-x-10 gap-y-6 max-[900px]:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-6">
        <Words campaign={campaign} />
        <PageAddress slug={campaign.slug} />
      </div>
      <Preview campaign={campaign} />
    </div>
  );
}

function Words({ campaign }: { campaign: Campaign }) {
  const { change, pending } = useChange(campaign);
  const mine = campaign.editable && campaign.open;
  const [slug, setSlug] = useState(campaign.slug);
  const [headline, setHeadline] = useState(campaign.landingHeadline);
  const [intro, setIntro] = useState(campaign.landingIntro);
  useEffect(() => setSlug(campaign.slug), [campaign.slug]);
  useEffect(() => setHeadline(campaign.landingHeadline), [campaign.landingHeadline]);
  useEffect(() => setIntro(campaign.landingIntro), [campaign.landingIntro]);
  const asked = useSettled(slug);
  const answer = useRead(
    "campaigns.slugFree",
    { slug: asked, campaign: campaign.id },
    { enabled: asked !== campaign.slug && isSlug(asked) },
  );
  const said = slugState(slug, campaign.slug, answer.data && { slug: asked, ...answer.data });
  const changed =
    slug !== campaign.slug ||
    headline !== campaign.landingHeadline ||
    intro !== campaign.landingIntro;
  const save = () =>
    change({
      ...(slug !== campaign.slug ? { slug } : {}),
      ...(headline !== campaign.landingHeadline ? { landingHeadline: headline } : {}),
      ...(intro !== campaign.landingIntro ? { landingIntro: intro } : {}),
    });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FormChoice campaign={campaign} />
      <Field
        label={words.landing.slug}
        error={
          said.state === "wrong"
            ? words.landing.slugWrong
            : said.state === "taken"
              ? words.landing.slugTaken
              : null
        }
        hint={
          said.state === "taken" ? (
            <button
              type="button"
              className="min-h-target text-accent hover:underline"
              onClick={() => setSlug(said.suggestion)}
            >
              {words.landing.slugTake(said.suggestion)}
            </button>
          ) : (
            <span role="status">
              {said.state === "free"
                ? words.landing.slugFree
                : said.state === "checking"
                  ? words.landing.checking
                  : words.landing.slugHint}
            </span>
          )
        }
      >
        <Input
          value={slug}
          readOnly={!mine}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setSlug(asSlug(event.target.value))}
        />
      </Field>
      <Field label={words.landing.headline} hint={words.landing.headlineHint} optional>
        <Input
          value={headline}
          readOnly={!mine}
          onChange={(event) => setHeadline(event.target.value)}
        />
      </Field>
      <Field label={words.landing.intro} hint={words.landing.introHint} optional>
        <Textarea
          rows={5}
          value={intro}
          readOnly={!mine}
          onChange={(event) => setIntro(event.target.value)}
        />
      </Field>
      {mine && (
        <div>
          <Button
            kind="primary"
            type="submit"
            busy={pending}
            disabled={!changed || said.state === "wrong" || said.state === "taken"}
          >
            {words.landing.save}
          </Button>
        </div>
      )}
    </form>
  );
}

function FormChoice({ campaign }: { campaign: Campaign }) {
  const may = useMay();
  const { change, pending } = useChange(campaign);
  const [making, setMaking] = useState(false);
  const { data } = useRead("forms.page", { offset: 0, limit: most }, { topics: ["form_versions"] });
  const pinned = campaign.formVersion;
  const mine = campaign.editable && campaign.open;
  const published = data?.rows.filter((row) => row.isActive && row.latestVersion !== null) ?? [];
  const make = may("form.write") && (
    <Button onClick={() => setMaking(true)}>{words.landing.make}</Button>
  );
  const dialog = making && <NewForm onClose={() => setMaking(false)} />;
  if (data && !pinned && published.length === 0)
    return (
      <div>
        <p className="mb-3 text-muted">{words.landing.none}</p>
        {make}
        {dialog}
      </div>
    );
  return (
    <>
      <div className="flex items-end gap-2">
        <Field label={words.landing.form} className="flex-1">
          <Select
            disabled={!mine || pending || !data}
            value={pinned?.of ?? ""}
            onChange={(event) => {
              const row = published.find(({ id }) => id === event.target.value);
              void change({ formVersion: row?.latestVersion ?? null });
            }}
          >
            <option value="">{words.landing.choose}</option>
            {pinned && !published.some(({ id }) => id === pinned.of) && (
              <option value={pinned.of}>{pinned.name}</option>
            )}
            {published.map((row) => (
              <option key={row.id} value={row.id}>
                {row.name}
              </option>
            ))}
          </Select>
        </Field>
        {pinned && (
          <ButtonLink href={`#/campaigns/forms/${pinned.of}`}>{words.landing.open}</ButtonLink>
        )}
        {mine && make}
      </div>
      {pinned?.newer && (
        <Notice
          tone="info"
          title={words.email.newer}
          actions={
            mine && (
              <Button small onClick={() => void change({ formVersion: pinned.newer })}>
                {words.email.take}
              </Button>
            )
          }
        >
          {words.email.newerText}
        </Notice>
      )}
      {dialog}
    </>
  );
}

function PageAddress({ slug }: { slug: string }) {
  const { address: base } = useRead("landing.status", {}, { organization: null }).data ?? {
    address: null,
  };
  const address = `${base ?? ""}/l/${slug}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      toast({ text: words.landing.copied });
    } catch (thrown) {
      toastError(thrown);
    }
  };
  return (
    <Section title={base ? words.landing.address : words.landing.path}>
      <div className="flex items-center gap-2">
        <span className="num min-w-0 flex-1 truncate rounded-control bg-sunk px-2.5 py-1.5 select-all">
          {address}
        </span>
        <IconButton icon={Copy} label={words.landing.copy} onClick={() => void copy()} />
        {base && (
          <Button icon={ExternalLink} onClick={() => void openExternal(address).catch(toastError)}>
            {words.landing.browser}
          </Button>
        )}
      </div>
      {!base && <p className="mt-1.5 text-small text-muted">{words.landing.noServer}</p>}
    </Section>
  );
}

function Preview({ campaign }: { campaign: Campaign }) {
  const pinned = campaign.formVersion;
  const { data } = useRead(
    "forms.versions",
    { form: pinned?.of ?? "" },
    { enabled: pinned !== null },
  );
  const content = data?.find((version) => version.id === pinned?.version)?.content;
  if (!content) return null;
  return (
    <Section title={words.landing.preview}>
      <FormPreview content={content} headline={campaign.landingHeadline || campaign.name} />
    </Section>
  );
}
