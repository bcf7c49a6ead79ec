// The workspace: where it lies, its copies, and where its landing pages are answered.
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Backup } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { useSession } from "../../api/session";
import { Button } from "../../design/Button";
import { Confirm } from "../../design/Dialog";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { ErrorState, SkeletonLines } from "../../design/states";
import { StatusDot } from "../../design/status";
import { toast } from "../../design/toast";
import { useCrumbs } from "../../shell/page";
import { toastError } from "../../shell/undo";
import { Owners } from "../workspace/Owners";
import { SettingsTabs } from "./Tabs";
import { words as all } from "./words";

const words = all.workspace;
const whole = { organization: null };

export default function WorkspacePage() {
  useCrumbs({ label: all.title, href: "#/settings" }, { label: all.tabs.workspace });
  const status = useRead("workspace.status", {}, whole);
  const landing = useRead("landing.status", {}, whole).data;
  const me = useRead("access.me", {}, { ...whole, topics: ["organizations"] }).data;
  return (
    <>
      <SettingsTabs />
      <div className="min-h-0 flex-1 overflow-auto px-gutter pt-5 pb-10">
        <div className="max-w-column-min">
          <h1 className="mb-4 text-title">{all.tabs.workspace}</h1>
          {status.error && (
            <ErrorState error={status.error} onRetry={() => void status.refetch()} />
          )}
          {!status.data && !status.error && <SkeletonLines lines={4} />}
          {status.data && (
            <Section title={words.file} className="mb-7!">
              <Ledger
                lines={[
                  [words.name, status.data.name],
                  [words.path, <Mono key="path">{status.data.path}</Mono>],
                  [words.version, status.data.version],
                  [words.folder, <Mono key="home">{status.data.home}</Mono>],
                ]}
              />
            </Section>
          )}
          {landing && (
            <Section title={words.landing} className="mb-7!">
              {landing.running ? (
                <Ledger lines={[[words.address, <Mono key="at">{landing.address}</Mono>]]} />
              ) : (
                <StatusDot tone="warn">{words.stopped}</StatusDot>
              )}
              <p className="mt-1.5 text-muted">{words.landingText}</p>
            </Section>
          )}
          {me && !me.workspaceOwner && (
            <Section title={words.backups}>
              <p className="text-muted">{words.notOwner}</p>
            </Section>
          )}
          {me?.workspaceOwner && <Owners />}
          {me?.workspaceOwner && <Backups name={status.data?.name ?? ""} />}
        </div>
      </div>
    </>
  );
}

const Mono = ({ children }: { children: ReactNode }) => (
  <span className="num break-all select-all">{children}</span>
);

const Ledger = ({ lines }: { lines: [string, ReactNode][] }) => (
  <dl className="border-t border-line">
    {lines.map(([label, value]) => (
      <div key={label} className="flex min-h-row items-baseline gap-4 border-b border-line py-1.5">
        <dt className="w-45 shrink-0 text-muted">{label}</dt>
        <dd className="min-w-0 flex-1">{value}</dd>
      </div>
    ))}
  </dl>
);

function Backups({ name }: { name: string }) {
  const { data, error, refetch } = useRead(
    "workspace.backups",
    {},
    { ...whole, topics: ["backups"] },
  );
  const backup = useWrite("workspace.backup");
  const [asked, setAsked] = useState<Backup | null>(null);
  const onBackup = () =>
    backup.mutate(
      {},
      {
        onSuccess: ({ bytes }) => {
          toast({ text: words.made(format.bytes(bytes)) });
          void refetch();
        },
        onError: toastError,
      },
    );
  return (
    <Section title={words.backups}>
      <div className="mb-3 flex items-center gap-4">
        <p className="min-w-0 flex-1 text-muted">{words.backupsText}</p>
        <Button kind="primary" busy={backup.isPending} onClick={onBackup}>
          {words.now}
        </Button>
      </div>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="border-t border-line py-3 text-muted">{words.none}</p>}
      {data && data.length > 0 && (
        <table className="num w-full border-collapse leading-table">
          <caption className="sr-only">{words.table}</caption>
          <thead>
            <tr className="text-left text-small text-muted">
              <th scope="col" className="h-grid-header border-b border-line font-regular">
                {words.when}
              </th>
              <th scope="col" className="border-b border-line px-2.5 font-regular">
                {words.fileName}
              </th>
              <th scope="col" className="border-b border-line px-2.5 text-right font-regular">
                {words.size}
              </th>
              <th className="border-b border-line" aria-label={words.restore} />
            </tr>
          </thead>
          <tbody>
            {data.map((it) => (
              <tr key={it.name} className="h-10 border-b border-line">
                <td title={format.relative(it.madeAt, Date.now())}>{format.time(it.madeAt)}</td>
                <td className="px-2.5 break-all text-muted">{it.name}</td>
                <td className="px-2.5 text-right whitespace-nowrap">{format.bytes(it.bytes)}</td>
                <td className="w-1 text-right">
                  <Button
                    small
                    aria-label={words.restoreOf(format.time(it.madeAt))}
                    onClick={() => setAsked(it)}
                  >
                    {words.restore}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asked && <Restore backup={asked} name={name} onClose={() => setAsked(null)} />}
    </Section>
  );
}

interface RestoreProps {
  backup: Backup;
  /** The workspace's: what must be typed. */
  name: string;
  onClose: () => void;
}

function Restore({ backup, name, onClose }: RestoreProps) {
  const client = useQueryClient();
  const { token } = useSession();
  const restore = useWrite("workspace.restore");
  const onConfirm = () => {
    if (token === null) return;
    restore.mutate(
      { session: token, name: backup.name },
      {
        onSuccess: ({ kept }) => {
          toast({ text: words.restored, note: words.kept(kept) });
          onClose();
          // Another past stands: nothing read before is true, perhaps not even who is signed in.
          void client.resetQueries();
        },
        onError: toastError,
      },
    );
  };
  return (
    <Confirm
      open
      onClose={onClose}
      title={words.restoreTitle}
      text={words.restoreText(format.time(backup.madeAt))}
      action={words.restoreAction}
      onConfirm={onConfirm}
      busy={restore.isPending}
      typeName={{ name, label: words.typeName(name) }}
    />
  );
}
