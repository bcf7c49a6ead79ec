// The left rail: whose house it is, its rooms, the work under way.
import { Link } from "@tanstack/react-router";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import type { Me, Membership } from "../api/gen/types";
import { IconButton } from "../design/Button";
import { cx } from "../design/cx";
import { format } from "../design/format";
import { Tooltip } from "../design/Tooltip";
import { words } from "../words";
import { OrganizationSwitcher } from "./OrganizationSwitcher";
import { type FrameParts, parts, type Room, rooms } from "./rooms";

interface RailProps {
  narrow: boolean;
  onToggle: () => void;
  me: Me;
  member: Membership;
  list?: Room[];
  Jobs?: FrameParts["Jobs"];
}

export function Rail({ narrow, onToggle, me, member, list = rooms, Jobs = parts.Jobs }: RailProps) {
  return (
    <nav
      aria-label={words.frame.rooms}
      data-print="no"
      className={cx(
        "flex h-full shrink-0 flex-col gap-px border-r border-line px-2 py-3",
        narrow ? "w-rail-icons" : "w-rail",
      )}
    >
      <OrganizationSwitcher narrow={narrow} me={me} member={member} />
      {list
        .filter((room) => !room.atFoot)
        .map((room) => (
          <RoomLink key={room.path} room={room} narrow={narrow} />
        ))}
      <span className="flex-1" />
      {Jobs && <Jobs narrow={narrow} />}
      {list
        .filter((room) => room.atFoot)
        .map((room) => (
          <RoomLink key={room.path} room={room} narrow={narrow} />
        ))}
      <IconButton
        icon={narrow ? PanelLeftOpen : PanelLeftClose}
        label={narrow ? words.frame.expand : words.frame.collapse}
        keys="mod+b"
        onClick={onToggle}
        className={cx("mt-1", narrow ? "self-center" : "ml-0.5")}
      />
    </nav>
  );
}

const noCount = () => null;

export function RoomLink({ room, narrow }: { room: Room; narrow: boolean }) {
  const { path, title, icon: Icon, letter, useCount = noCount } = room;
  const count = useCount();
  const link = (
    <Link
      to={path}
      aria-label={narrow ? title : undefined}
      className={cx(
        "group relative flex h-7.5 items-center gap-2.5 rounded-control px-2 transition-colors hover:bg-sunk",
        "data-[status=active]:bg-accent-soft data-[status=active]:font-strong data-[status=active]:text-accent",
        narrow && "justify-center",
      )}
    >
      <Icon
        aria-hidden
        size={16}
        strokeWidth={1.5}
        className="shrink-0 text-muted group-data-[status=active]:text-accent"
      />
      {!narrow && <span className="truncate">{title}</span>}
      {count !== null && count > 0 && !narrow && (
        <span className="num ml-auto text-small font-regular text-muted">
          {format.number(count)}
        </span>
      )}
      {count !== null && count > 0 && narrow && (
        <span aria-hidden className="absolute top-1 right-1 size-1.5 rounded-full bg-accent" />
      )}
    </Link>
  );
  if (!narrow) return link;
  return (
    <Tooltip text={title} keys={`g ${letter}`} side="right">
      {link}
    </Tooltip>
  );
}
