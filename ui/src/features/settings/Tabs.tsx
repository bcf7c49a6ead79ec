// The pages of the settings, as links: each has its address.
import { RoomTabs } from "../../shell/RoomTabs";
import { words as joining } from "../joining/words";
import { words as members } from "../members/words";
import { words as roles } from "../roles/words";
import { words } from "./words";

const pages = [
  { to: "/settings/profile", label: words.tabs.profile },
  { to: "/settings/organization", label: words.tabs.organization },
  { to: "/settings/members", label: members.title, needs: "member.read" },
  { to: "/settings/roles", label: roles.title, needs: "member.read" },
  { to: "/settings/joining", label: joining.title, needs: "member.manage" },
  { to: "/settings/workspace", label: words.tabs.workspace },
  { to: "/settings/jobs", label: words.tabs.jobs },
  { to: "/settings/audit", label: words.tabs.audit, needs: "audit.read" },
];

export const SettingsTabs = () => <RoomTabs label={words.tabs.label} pages={pages} />;
