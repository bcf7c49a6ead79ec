// Signed in, but member of nothing yet.
import { Doorway } from "../../shell/Doorway";
import { WaysOut } from "../account/WaysOut";
import { DeletedOrganizations } from "./DeletedOrganizations";
import { OrganizationForm } from "./OrganizationForm";
import { useCreated } from "./useCreated";
import { words } from "./words";

export default function CreateOrganization() {
  const created = useCreated();
  return (
    <Doorway title={words.title} text={words.text} foot={<WaysOut />}>
      {/* Above the form: what is below moves while its fields are checked. */}
      <DeletedOrganizations title={words.deleted.title} />
      <OrganizationForm onDone={created} />
    </Doorway>
  );
}
