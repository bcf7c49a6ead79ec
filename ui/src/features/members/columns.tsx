// The columns of the list of members.
import { Ellipsis } from "lucide-react";
import type { Member } from "../../api/gen/types";
import { IconButton } from "../../design/Button";
import { format } from "../../design/format";
import type { Column } from "../../design/grid/columns";
import { Menu } from "../../design/Menu";
import { Status } from "./status";
import { useStanding } from "./useStanding";
import { words } from "./words";

const When = ({ at, none }: { at: number | null; none: string }) => (
  <span className="num text-muted" title={format.time(at)}>
    {at === null ? none : format.relative(at, Date.now())}
  </span>
);

function RowMenu({ member }: { member: Member }) {
  const { actions, question } = useStanding(member);
  if (actions.length === 0) return null;
  return (
    <>
      <Menu
        trigger={<IconButton small icon={Ellipsis} label={words.more(member.name)} />}
        parts={actions}
      />
      {question}
    </>
  );
}

export const columns: Column<Member>[] = [
  {
    id: "name",
    title: words.columns.name,
    width: 150,
    grow: true,
    hideable: false,
    cell: (row) => <span className="font-strong">{row.isMe ? words.you(row.name) : row.name}</span>,
  },
  {
    id: "email",
    title: words.columns.email,
    width: 190,
    grow: true,
    cell: (row) => <span className="text-muted">{row.email}</span>,
  },
  { id: "role", title: words.columns.role, width: 110, cell: (row) => row.role?.name ?? "–" },
  {
    id: "extra",
    title: words.columns.extra,
    width: 110,
    align: "right",
    cell: (row) =>
      row.extra.length > 0 ? (
        <span className="num">{format.number(row.extra.length)}</span>
      ) : (
        <span className="text-muted">–</span>
      ),
  },
  {
    id: "status",
    title: words.columns.status,
    width: 104,
    cell: (row) => <Status status={row.status} />,
  },
  {
    id: "joined",
    title: words.columns.joined,
    width: 96,
    align: "right",
    cell: (row) => <When at={row.since} none="–" />,
  },
  {
    id: "seen",
    title: words.columns.seen,
    width: 116,
    align: "right",
    cell: (row) => <When at={row.lastSignIn} none={words.never} />,
  },
  {
    id: "actions",
    title: words.columns.actions,
    width: 64,
    align: "right",
    hideable: false,
    cell: (row) => <RowMenu member={row} />,
  },
];
