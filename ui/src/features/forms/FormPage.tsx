// One form: its fields beside what a visitor sees, and its published versions.
import { useQueryClient } from "@tanstack/react-query";
import { History, Pencil } from "lucide-react";
import { useMemo, useState } from "react";
import type { FormContent, FormDetail, FormProblem, FormVersion } from "../../api/gen/types";
import { queryKey, useRead, useWrite } from "../../api/queries";
import { useSession } from "../../api/session";
import { call } from "../../api/transport";
import { Button, IconButton } from "../../design/Button";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { Input, Textarea } from "../../design/inputs";
import { Menu } from "../../design/Menu";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { Notice, StatusDot } from "../../design/status";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { useCrumbs, useSaved } from "../../shell/page";
import { toastError } from "../../shell/undo";
import { NameDialog } from "../campaigns/NameDialog";
import { formRoute } from "../campaigns/room";
import { useSettled } from "../campaigns/useSettled";
import { words as room } from "../campaigns/words";
import { useDraft } from "../templates/useAutosave";
import { Builder } from "./Builder";
import { FormPreview } from "./FormPreview";
import { words } from "./words";

export default function FormPage() {
  const { form } = formRoute.useParams() as { form: string };
  const { data, error, refetch } = useRead("forms.get", { form }, { topics: ["form_versions"] });
  const versions = useRead("forms.versions", { form }, { topics: ["form_versions"] });
  useCrumbs(
    { label: room.title, href: "#/campaigns" },
    { label: words.title, href: "#/campaigns/forms" },
    { label: data?.name ?? "…" },
  );
  if (error)
    return (
      <div className="p-gutter">
        <ErrorState whole error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!data || !versions.data)
    return (
      <div className="p-gutter">
        <SkeletonLines lines={6} />
      </div>
    );
  return <Editor key={data.id} form={data} versions={versions.data} />;
}

function Editor({ form, versions }: { form: FormDetail; versions: FormVersion[] }) {
  const client = useQueryClient();
  const { organization } = useSession();
  const mine = useMay()("form.write") && form.editable;
  const [version, setVersion] = useState<string | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const draft = useDraft<FormContent>({
    initial: form.draft,
    base: form.draftUpdatedAt,
    save: async (content, baseUpdatedAt) => {
      const request = { form: form.id, content, baseUpdatedAt };
      return (await call("forms.saveDraft", request)).draftUpdatedAt;
    },
  });
  useSaved(draft.saved);
  const settled = useSettled(draft.value, 300);
  const problems = useRead("forms.check", { content: settled }, { keepPrevious: true }).data ?? [];
  const publish = useWrite("forms.publish");
  const rename = useWrite("forms.update");
  const published = useMemo(
    () => new Set(versions.flatMap(({ content }) => content.definition.fields.map((it) => it.key))),
    [versions],
  );
  const blocked = problems.some(({ severity }) => severity === "error");
  const shown = versions.find((it) => it.id === version);

  const onPublish = async () => {
    if (!(await draft.flush())) return;
    publish.mutate(
      { form: form.id },
      {
        onSuccess: (made) => toast({ text: words.publish.done(format.number(made.number)) }),
        onError: toastError,
      },
    );
  };
  const decide = async (take: boolean) => {
    const theirs = await client.fetchQuery({
      queryKey: queryKey("forms.get", organization, { form: form.id }),
      queryFn: () => call("forms.get", { form: form.id }),
      staleTime: 0,
    });
    if (take) draft.takeTheirs(theirs.draftUpdatedAt, theirs.draft);
    else draft.keepMine(theirs.draftUpdatedAt);
  };

  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-3 px-gutter py-3">
        <h1 className="min-w-0 truncate text-title">{form.name}</h1>
        {mine && (
          <IconButton small icon={Pencil} label={words.rename} onClick={() => setNaming(true)} />
        )}
        <div className="ml-auto flex items-center gap-2">
          {versions.length === 0 ? (
            <span className="text-small text-muted">{words.versions.none}</span>
          ) : (
            <Menu
              trigger={
                <Button icon={History}>
                  {shown ? words.versions.of(format.number(shown.number)) : words.versions.title}
                </Button>
              }
              parts={[
                {
                  label: words.versions.draft,
                  chosen: version === null,
                  onSelect: () => setVersion(null),
                },
                ...versions.map((it) => ({
                  label: words.versions.of(format.number(it.number)),
                  note: [
                    format.time(it.createdAt),
                    it.createdBy,
                    words.versions.fields(it.content.definition.fields.length),
                  ]
                    .filter(Boolean)
                    .join(" · "),
                  chosen: it.id === version,
                  onSelect: () => setVersion(it.id),
                })),
              ]}
            />
          )}
          {mine && (
            <Button
              kind="primary"
              busy={publish.isPending}
              disabled={blocked || draft.conflict}
              title={blocked ? words.publish.blocked : undefined}
              onClick={() => void onPublish()}
            >
              {words.publish.action}
            </Button>
          )}
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="grid max-w-column grid-cols-[minmax(0,1fr)_calc(var(--spacing)*100)] gap-x-10 px-gutter pb-10 max-[900px]:grid-cols-1">
          <div className="min-w-0">
            {!mine && <p className="pb-3 text-muted">{words.readOnly}</p>}
            <Unsaved
              conflict={draft.conflict}
              error={draft.error}
              onDecide={(take) => void decide(take).catch(toastError)}
            />
            <Builder
              definition={draft.value.definition}
              onDefinition={(definition) => draft.change({ ...draft.value, definition })}
              readOnly={!mine}
              problems={problems}
              published={published}
              open={open}
              onOpen={setOpen}
            />
            <Rest
              content={draft.value}
              onContent={draft.change}
              readOnly={!mine}
              problems={problems}
            />
          </div>
          <div>
            <div className="sticky top-0">
              <Section
                title={shown ? words.versions.of(format.number(shown.number)) : words.preview.title}
              >
                <FormPreview content={shown?.content ?? draft.value} marked={shown ? null : open} />
              </Section>
              <Problems problems={problems} onGo={setOpen} />
            </div>
          </div>
        </div>
      </div>
      {naming && (
        <NameDialog
          label={words.name}
          missing={words.nameMissing}
          title={words.rename}
          action={words.rename}
          first={form.name}
          busy={rename.isPending}
          error={rename.error}
          onClose={() => setNaming(false)}
          onName={(name) =>
            rename.mutate({ form: form.id, name }, { onSuccess: () => setNaming(false) })
          }
        />
      )}
    </div>
  );
}

interface UnsavedProps {
  conflict: boolean;
  error: unknown;
  onDecide: (take: boolean) => void;
}

function Unsaved({ conflict, error, onDecide }: UnsavedProps) {
  if (!conflict)
    return (
      <div className="pb-3 empty:hidden">
        <ErrorLine error={error} />
      </div>
    );
  return (
    <div className="pb-4">
      <Notice
        tone="warn"
        title={words.conflict.title}
        actions={
          <>
            <Button small onClick={() => onDecide(false)}>
              {words.conflict.keep}
            </Button>
            <Button small onClick={() => onDecide(true)}>
              {words.conflict.take}
            </Button>
          </>
        }
      >
        {words.conflict.text}
      </Notice>
    </div>
  );
}

interface RestProps {
  content: FormContent;
  onContent: (content: FormContent) => void;
  readOnly: boolean;
  problems: FormProblem[];
}

function Rest({ content, onContent, readOnly, problems }: RestProps) {
  const problemOf = (field: string) =>
    problems.find((it) => it.field === field && it.severity === "error")?.message ?? null;
  const { definition } = content;
  return (
    <>
      {definition.fields.some(({ type }) => type === "consent") && (
        <Section title={words.consent.title}>
          <Field label={words.consent.wording} hint={words.consent.hint}>
            <Textarea
              rows={3}
              value={definition.consentWording ?? ""}
              readOnly={readOnly}
              onChange={(event) =>
                onContent({
                  ...content,
                  definition: { ...definition, consentWording: event.target.value },
                })
              }
            />
          </Field>
        </Section>
      )}
      <Section title={words.after.title} className="mb-0!">
        <div className="flex flex-col gap-3">
          <Field label={words.after.thanks} error={problemOf("thankYouMessage")}>
            <Textarea
              rows={3}
              value={content.thankYouMessage}
              readOnly={readOnly}
              onChange={(event) => onContent({ ...content, thankYouMessage: event.target.value })}
            />
          </Field>
          <Field
            label={words.after.redirect}
            hint={words.after.redirectHint}
            error={problemOf("redirectUrl")}
            optional
          >
            <Input
              value={content.redirectUrl ?? ""}
              readOnly={readOnly}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) =>
                onContent({ ...content, redirectUrl: event.target.value.trim() || null })
              }
            />
          </Field>
        </div>
      </Section>
    </>
  );
}

function Problems({ problems, onGo }: { problems: FormProblem[]; onGo: (key: string) => void }) {
  return (
    <Section title={words.problems.title}>
      {problems.length === 0 && <p className="text-muted">{words.problems.none}</p>}
      <ul>
        {problems.map(({ severity, field, message }) => (
          <li key={`${field} ${message}`} className="border-b border-line py-1.5">
            <button
              type="button"
              disabled={field === null}
              onClick={() => field && onGo(field)}
              className="w-full text-left enabled:hover:text-accent"
            >
              <StatusDot tone={severity === "error" ? "bad" : "warn"} title={message}>
                {message}
              </StatusDot>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
