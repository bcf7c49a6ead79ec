// Folders of campaigns: choosing one to look into, making, renaming and deleting them, moving into one.
import { ChevronDown, FolderPlus, Pencil, Trash2 } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { CampaignFolder } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { call } from "../../api/transport";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { Select } from "../../design/inputs";
import { Menu, type MenuPart } from "../../design/Menu";
import { ErrorLine } from "../../design/states";
import { useMay } from "../../shell/member";
import { toastError, useDone } from "../../shell/undo";
import { words as common } from "../../words";
import { NameDialog } from "./NameDialog";
import { words } from "./words";

const useFolders = (): CampaignFolder[] =>
  useRead("campaigns.folders", {}, { topics: ["campaign_folders"] }).data ?? [];

interface FolderMenuProps {
  chosen: string | undefined;
  onChoose: (folder: string | undefined) => void;
}

export function FolderMenu({ chosen, onChoose }: FolderMenuProps) {
  const folders = useFolders();
  const may = useMay();
  const done = useDone();
  const remove = useWrite("campaigns.deleteFolder");
  const [naming, setNaming] = useState<CampaignFolder | "new" | null>(null);
  const current = folders.find((it) => it.id === chosen);
  const parts: MenuPart[] = [
    { label: words.folder.all, chosen: chosen === undefined, onSelect: () => onChoose(undefined) },
    ...folders.map((it) => ({
      label: it.name,
      note: words.count(it.campaigns, format.number(it.campaigns)),
      chosen: it.id === chosen,
      onSelect: () => onChoose(it.id),
    })),
  ];
  if (may("campaign.write")) {
    parts.push("line", {
      label: words.folder.new,
      icon: FolderPlus,
      onSelect: () => setNaming("new"),
    });
    if (current)
      parts.push({
        label: words.folder.rename,
        icon: Pencil,
        onSelect: () => setNaming(current),
      });
  }
  if (current && may("campaign.delete"))
    parts.push({
      label: words.folder.delete,
      icon: Trash2,
      danger: true,
      onSelect: () =>
        remove.mutate(
          { folder: current.id },
          {
            onSuccess: ({ change }) => {
              done(words.folder.deleted(current.name), change);
              onChoose(undefined);
            },
            onError: toastError,
          },
        ),
    });
  return (
    <>
      <Menu
        align="start"
        parts={parts}
        trigger={
          <Button className="max-w-65">
            <span className="truncate">{current?.name ?? words.folder.all}</span>
            <ChevronDown aria-hidden size={16} strokeWidth={1.5} className="shrink-0 text-muted" />
          </Button>
        }
      />
      {naming && (
        <FolderDialog
          folder={naming === "new" ? null : naming}
          onClose={() => setNaming(null)}
          onMade={(folder) => onChoose(folder.id)}
        />
      )}
    </>
  );
}

interface FolderDialogProps {
  folder: CampaignFolder | null;
  onClose: () => void;
  onMade: (folder: CampaignFolder) => void;
}

function FolderDialog({ folder, onClose, onMade }: FolderDialogProps) {
  const create = useWrite("campaigns.createFolder");
  const rename = useWrite("campaigns.renameFolder");
  const onSuccess = (made: CampaignFolder) => {
    onMade(made);
    onClose();
  };
  return (
    <NameDialog
      title={folder ? words.folder.rename : words.folder.new}
      action={folder ? words.folder.rename : words.folder.create}
      label={words.folder.name}
      missing={words.folder.nameMissing}
      first={folder?.name}
      busy={create.isPending || rename.isPending}
      error={create.error ?? rename.error}
      onName={(name) =>
        folder
          ? rename.mutate({ folder: folder.id, name }, { onSuccess })
          : create.mutate({ name }, { onSuccess })
      }
      onClose={onClose}
    />
  );
}

export function MoveDialog({ campaign, onClose }: { campaign: string; onClose: () => void }) {
  const id = useId();
  const folders = useFolders();
  const current = useRead("campaigns.get", { campaign }).data;
  const [folder, setFolder] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const { version } = await call("campaigns.get", { campaign });
      await call("campaigns.update", { campaign, version, folder: folder || null });
      onClose();
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.folder.move}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id} disabled={!current}>
            {words.folder.move}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        <Field label={words.folder.label}>
          <Select
            value={folder ?? current?.folder?.id ?? ""}
            onChange={(event) => setFolder(event.target.value)}
          >
            <option value="">{words.folder.none}</option>
            {folders.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}
              </option>
            ))}
          </Select>
        </Field>
        <ErrorLine error={error} />
      </form>
    </Dialog>
  );
}
