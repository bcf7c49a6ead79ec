// Which e-mail the campaign sends, and how one contact would see it.
import { useState } from "react";
import type { Campaign } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { Select } from "../../design/inputs";
import { EmptyState, ErrorState, SkeletonLines } from "../../design/states";
import { Notice } from "../../design/status";
import { useMay } from "../../shell/member";
import { MailPreview } from "../templates/MailPreview";
import { NewTemplate } from "../templates/NewTemplate";
import { ButtonLink } from "./ButtonLink";
import { useChange } from "./useCampaign";
import { words } from "./words";

/** Templates offered for choosing; more would be no choice. */
const most = 500;

export default function EmailStep({ campaign }: { campaign: Campaign }) {
  const may = useMay();
  const { change, pending } = useChange(campaign);
  const [writing, setWriting] = useState(false);
  const { data, error, refetch } = useRead(
    "templates.page",
    { offset: 0, limit: most },
    { topics: ["template_versions"] },
  );
  const pinned = campaign.templateVersion;
  const mine = campaign.editable && campaign.open;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={4} />;
  const write = may("template.write") && (
    <Button onClick={() => setWriting(true)}>{words.email.write}</Button>
  );
  const published = data.rows.filter((row) => row.isActive && row.latestVersion !== null);
  const dialog = writing && <NewTemplate onClose={() => setWriting(false)} />;
  if (!pinned && published.length === 0)
    return (
      <>
        <EmptyState text={words.email.none} action={write} />
        {dialog}
      </>
    );
  return (
    <div className="grid grid-cols-[calc(var(--spacing)*75)_1fr] gap-x-10 gap-y-6 max-wide:grid-cols-1">
      <div className="flex flex-col gap-4">
        <Field label={words.email.template}>
          <Select
            disabled={!mine || pending}
            value={pinned?.of ?? ""}
            onChange={(event) => {
              const row = published.find(({ id }) => id === event.target.value);
              void change({ templateVersion: row?.latestVersion ?? null });
            }}
          >
            <option value="">{pinned ? words.email.remove : words.email.choose}</option>
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
          <Pinned
            campaign={campaign}
            onTake={(version) => void change({ templateVersion: version })}
          />
        )}
        <div className="flex flex-wrap gap-2">
          {pinned && (
            <ButtonLink href={`#/campaigns/templates/${pinned.of}`}>{words.email.edit}</ButtonLink>
          )}
          {mine && write}
        </div>
      </div>
      {pinned && (
        <MailPreview
          key={pinned.version}
          of={{ campaign: campaign.id }}
          heads
          className="h-[calc(100dvh-var(--spacing)*60)] min-h-100"
        />
      )}
      {dialog}
    </div>
  );
}

function Pinned({ campaign, onTake }: { campaign: Campaign; onTake: (version: string) => void }) {
  const pinned = campaign.templateVersion;
  if (!pinned) return null;
  return (
    <>
      <p className="text-muted">
        {pinned.name}, {words.email.version(pinned.number)}
      </p>
      {pinned.newer && (
        <Notice
          tone="info"
          title={words.email.newer}
          actions={
            campaign.editable &&
            campaign.open && (
              <Button small onClick={() => onTake(pinned.newer as string)}>
                {words.email.take}
              </Button>
            )
          }
        >
          {words.email.newerText}
        </Notice>
      )}
    </>
  );
}
