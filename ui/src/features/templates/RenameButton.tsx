// Another name for a template.
import { Pencil } from "lucide-react";
import { useState } from "react";
import type { TemplateDetail } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { IconButton } from "../../design/Button";
import { NameDialog } from "../campaigns/NameDialog";
import { words } from "./words";

export function RenameButton({ template }: { template: TemplateDetail }) {
  const [naming, setNaming] = useState(false);
  const update = useWrite("templates.update");
  const close = () => setNaming(false);
  return (
    <>
      <IconButton small icon={Pencil} label={words.renameAction} onClick={() => setNaming(true)} />
      {naming && (
        <NameDialog
          title={words.renameAction}
          action={words.renameAction}
          label={words.create.name}
          missing={words.create.nameMissing}
          first={template.name}
          busy={update.isPending}
          error={update.error}
          onName={(name) => update.mutate({ template: template.id, name }, { onSuccess: close })}
          onClose={close}
        />
      )}
    </>
  );
}
