// What can be done with one campaign without opening it.
import { useNavigate } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { CampaignStatus } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { IconButton } from "../../design/Button";
import { Menu, type MenuPart } from "../../design/Menu";
import { useMay } from "../../shell/member";
import { toastError, useDone } from "../../shell/undo";
import { MoveDialog } from "./Folders";
import { words } from "./words";

const NewCampaign = lazy(() => import("./NewCampaign"));

interface RowMenuProps {
  row: { id: string; name: string; status: CampaignStatus };
  onDeleted?: () => void;
  /** More at the top of the menu. */
  more?: MenuPart[];
  /** Opening it makes no sense on its own page. */
  here?: boolean;
}

const running: CampaignStatus[] = ["scheduled", "active", "paused"];

export function RowMenu({ row, onDeleted, more = [], here = false }: RowMenuProps) {
  const may = useMay();
  const navigate = useNavigate();
  const done = useDone();
  const remove = useWrite("campaigns.delete");
  const [asking, setAsking] = useState<"copy" | "move" | null>(null);
  const onDelete = () =>
    remove.mutate(
      { campaign: row.id },
      {
        onSuccess: ({ change }) => {
          done(words.act.deleted(row.name), change);
          onDeleted?.();
        },
        onError: toastError,
      },
    );
  const parts: MenuPart[] = [...more];
  if (!here)
    parts.push({
      label: words.act.open,
      onSelect: () => void navigate({ to: `/campaigns/${row.id}/audience` }),
    });
  if (may("campaign.write"))
    parts.push(
      { label: words.act.copy, onSelect: () => setAsking("copy") },
      { label: words.folder.move, onSelect: () => setAsking("move") },
    );
  if (may("campaign.delete"))
    parts.push("line", {
      label: words.act.delete,
      danger: true,
      disabled: running.includes(row.status),
      note: running.includes(row.status) ? words.closed(words.status[row.status]) : undefined,
      onSelect: onDelete,
    });
  if (parts.length === 0) return null;
  return (
    <>
      <Menu
        trigger={<IconButton small icon={Ellipsis} label={words.more(row.name)} />}
        parts={parts}
      />
      {asking === "copy" && (
        <Suspense>
          <NewCampaign copyOf={{ id: row.id, name: row.name }} onClose={() => setAsking(null)} />
        </Suspense>
      )}
      {asking === "move" && <MoveDialog campaign={row.id} onClose={() => setAsking(null)} />}
    </>
  );
}
