// One more organization, from the switcher.
import { Dialog } from "../../design/Dialog";
import { OrganizationForm } from "./OrganizationForm";
import { useCreated } from "./useCreated";
import { words } from "./words";

export default function NewOrganizationDialog({ onClose }: { onClose: () => void }) {
  const created = useCreated();
  return (
    <Dialog open onClose={onClose} title={words.another} text={words.text}>
      <OrganizationForm
        onDone={async (organization) => {
          await created(organization);
          onClose();
        }}
      />
    </Dialog>
  );
}
