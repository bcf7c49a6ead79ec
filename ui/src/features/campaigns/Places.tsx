// The pages of the campaigns room, as links: each has its address.
import { RoomTabs } from "../../shell/RoomTabs";
import { words } from "./words";

const pages = [
  { to: "/campaigns", label: words.places.campaigns, exact: true, needs: "campaign.read" },
  { to: "/campaigns/templates", label: words.places.templates, needs: "template.read" },
  { to: "/campaigns/forms", label: words.places.forms, needs: "form.read" },
];

export const Places = () => <RoomTabs label={words.places.label} pages={pages} />;
