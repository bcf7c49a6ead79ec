// The pages of the contacts room, as links: each has its address.
import { RoomTabs } from "../../shell/RoomTabs";
import { words } from "./words";

const pages = [
  { to: "/contacts", label: words.tabs.people, exact: true },
  { to: "/contacts/lists", label: words.tabs.lists },
  { to: "/contacts/import", label: words.tabs.imports, needs: "contact.import" },
  { to: "/contacts/rules", label: words.tabs.rules },
  { to: "/contacts/fields", label: words.tabs.fields, needs: "contact.fields" },
];

export const ContactsTabs = () => <RoomTabs label={words.tabs.label} pages={pages} />;
