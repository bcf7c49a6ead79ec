// One template: its draft beside what a contact would see, and its published versions.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { TemplateDetail, TemplateSource } from "../../api/gen/types";
import { queryKey, useRead, useWrite } from "../../api/queries";
import { useSession } from "../../api/session";
import { call } from "../../api/transport";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { Notice } from "../../design/status";
import { toast } from "../../design/toast";
import { useMay } from "../../shell/member";
import { useCrumbs, useSaved } from "../../shell/page";
import { toastError } from "../../shell/undo";
import { templateRoute } from "../campaigns/room";
import { useSettled } from "../campaigns/useSettled";
import { words as room } from "../campaigns/words";
import { MailPreview } from "./MailPreview";
import { RenameButton } from "./RenameButton";
import { SourceEditor } from "./SourceEditor";
import { useDraft } from "./useAutosave";
import { Versions } from "./Versions";
import { words } from "./words";

export default function TemplatePage() {
  const { template } = templateRoute.useParams() as { template: string };
  const { data, error, refetch } = useRead(
    "templates.get",
    { template },
    { topics: ["template_versions"] },
  );
  useCrumbs(
    { label: room.title, href: "#/campaigns" },
    { label: words.title, href: "#/campaigns/templates" },
    { label: data?.name ?? "…" },
  );
  if (error)
    return (
      <div className="p-gutter">
        <ErrorState whole error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!data)
    return (
      <div className="p-gutter">
        <SkeletonLines lines={6} />
      </div>
    );
  return <Editor key={data.id} template={data} />;
}

function Editor({ template }: { template: TemplateDetail }) {
  const client = useQueryClient();
  const { organization } = useSession();
  const mine = useMay()("template.write") && template.editable;
  const [version, setVersion] = useState<string | null>(null);
  const key = queryKey("templates.get", organization, { template: template.id });
  const draft = useDraft<TemplateSource>({
    initial: template.draft,
    base: template.draftUpdatedAt,
    save: async (source, baseUpdatedAt) => {
      const request = { template: template.id, source, baseUpdatedAt };
      return (await call("templates.saveDraft", request)).draftUpdatedAt;
    },
  });
  useSaved(draft.saved);
  const shown = useSettled(draft.value, 300);
  const check = useRead("templates.check", { source: shown }, { keepPrevious: true });
  const publish = useWrite("templates.publish");
  const problems = check.data ?? [];
  const blocked = problems.some((problem) => problem.severity === "error");

  const onPublish = async () => {
    if (!(await draft.flush())) return;
    publish.mutate(
      { template: template.id },
      {
        onSuccess: (made) => toast({ text: words.publish.done(format.number(made.number)) }),
        onError: toastError,
      },
    );
  };
  const decide = async (take: boolean) => {
    const theirs = await client.fetchQuery({
      queryKey: key,
      queryFn: () => call("templates.get", { template: template.id }),
      staleTime: 0,
    });
    if (take) draft.takeTheirs(theirs.draftUpdatedAt, theirs.draft);
    else draft.keepMine(theirs.draftUpdatedAt);
  };

  return (
    <div className="flex h-full min-h-0 flex-col px-gutter">
      <header className="flex flex-wrap items-center gap-3 py-3">
        <h1 className="min-w-0 truncate text-title">{template.name}</h1>
        {mine && <RenameButton template={template} />}
        <div className="ml-auto flex items-center gap-2">
          <Versions template={template} shown={version} onShow={setVersion} />
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
      {!mine && <p className="pb-3 text-muted">{words.readOnly}</p>}
      {draft.conflict ? (
        <div className="pb-3">
          <Notice
            tone="warn"
            title={words.conflict.title}
            actions={
              <>
                <Button small onClick={() => void decide(false).catch(toastError)}>
                  {words.conflict.keep}
                </Button>
                <Button small onClick={() => void decide(true).catch(toastError)}>
                  {words.conflict.take}
                </Button>
              </>
            }
          >
            {words.conflict.text}
          </Notice>
        </div>
      ) : (
        draft.error !== null && (
          <div className="pb-3">
            <ErrorLine error={draft.error} />
          </div>
        )
      )}
      <div className="grid min-h-0 flex-1 grid-cols-2 gap-6 pb-4 max-[900px]:grid-cols-1 max-[900px]:grid-rows-[max-content_calc(var(--spacing)*130)] max-[900px]:overflow-auto max-[900px]:px-0.5">
        <SourceEditor
          source={draft.value}
          onSource={draft.change}
          readOnly={!mine}
          problems={problems}
          checking={check.isFetching || shown !== draft.value}
        />
        <MailPreview of={version ? { version } : { source: shown }} heads className="min-h-0" />
      </div>
    </div>
  );
}
