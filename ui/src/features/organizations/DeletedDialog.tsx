// Deleted organizations, from the switcher.
import { Dialog } from "../../design/Dialog";
import { DeletedOrganizations } from "./DeletedOrganizations";
import { words } from "./words";

export default function DeletedDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={words.deleted.title} text={words.deleted.text}>
      <DeletedOrganizations />
    </Dialog>
  );
}
