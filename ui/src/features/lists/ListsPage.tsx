// All lists with their exact counts; a list opens as the contacts in it.
import { Link, useNavigate } from "@tanstack/react-router";
import { Ellipsis, Plus } from "lucide-react";
import { useState } from "react";
import type { ContactList } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { call } from "../../api/transport";
import { Button, IconButton } from "../../design/Button";
import { format } from "../../design/format";
import { Menu, type MenuPart } from "../../design/Menu";
import { EmptyState, ErrorState, SkeletonLines } from "../../design/states";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { toastError, useDone } from "../../shell/undo";
import { whereList } from "../contacts/search";
import { ContactsTabs } from "../contacts/Tabs";
import { words as contacts } from "../contacts/words";
import { CountsBar } from "./CountsBar";
import { ListDialog } from "./ListDialog";
import { words } from "./words";

export default function ListsPage() {
  useCrumbs({ label: contacts.title, href: "#/contacts" }, { label: words.title });
  const { data, error, refetch } = useRead(
    "lists.all",
    {},
    { topics: ["contacts", "imports", "validation", "contact_lists", "list_members"] },
  );
  const [dialog, setDialog] = useState<ContactList | "new" | null>(null);
  const may = useMay();
  const createButton = may("contact.write") && (
    <Button kind="primary" icon={Plus} onClick={() => setDialog("new")}>
      {words.new}
    </Button>
  );
  return (
    <>
      <ContactsTabs />
      <div className="min-h-0 flex-1 overflow-auto px-gutter pt-4 pb-6">
        <header className="flex items-center gap-3">
          <h1 className="text-title">{words.title}</h1>
          {data && <span className="num text-muted">{format.number(data.length)}</span>}
          <div className="ml-auto">{data && data.length > 0 && createButton}</div>
        </header>
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <SkeletonLines lines={4} />}
        {data?.length === 0 && <EmptyState text={words.empty} action={createButton} />}
        {data && data.length > 0 && <ListTable lists={data} onRename={setDialog} />}
      </div>
      {dialog && (
        <ListDialog list={dialog === "new" ? null : dialog} onClose={() => setDialog(null)} />
      )}
    </>
  );
}

interface ListTableProps {
  lists: ContactList[];
  onRename: (list: ContactList) => void;
}

const head = "h-grid-header border-b border-line px-2.5 font-regular";

const ListTable = ({ lists, onRename }: ListTableProps) => (
  <table className="mt-3 w-full max-w-column border-collapse leading-table">
    <thead>
      <tr className="text-left text-small text-muted">
        <th scope="col" className={head}>
          {words.columns.name}
        </th>
        <th scope="col" className={`${head} text-right`}>
          {words.columns.total}
        </th>
        <th scope="col" className={head}>
          {words.columns.status}
        </th>
        <th scope="col" className={`${head} text-right`}>
          {words.columns.created}
        </th>
        <th scope="col" className={head}>
          <span className="sr-only">{words.columns.actions}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {lists.map((list) => (
        <ListRow key={list.id} list={list} onRename={onRename} />
      ))}
    </tbody>
  </table>
);

interface ListRowProps {
  list: ContactList;
  onRename: (list: ContactList) => void;
}

function ListRow({ list, onRename }: ListRowProps) {
  const may = useMay();
  const done = useDone();
  const navigate = useNavigate();
  const validate = () => void call("validation.run", { list: list.id }).catch(toastError);
  const remove = () =>
    void call("lists.delete", { list: list.id }).then(
      ({ undo }) => done(words.deleted(list.name), undo),
      toastError,
    );
  const write = may("contact.write");
  const parts: MenuPart[] = [
    {
      label: words.open,
      onSelect: () => void navigate({ to: "/contacts", search: whereList(list.id) }),
    },
    ...(write
      ? [
          { label: words.rename, onSelect: () => onRename(list) },
          { label: words.validate, disabled: list.total === 0, onSelect: validate },
        ]
      : []),
    ...(may("contact.delete")
      ? ["line" as const, { label: words.delete, danger: true, onSelect: remove }]
      : []),
  ];
  return (
    <tr className="h-10 border-b border-line hover:bg-sunk">
      <th scope="row" className="min-w-40 px-2.5 text-left font-regular">
        <Link
          to="/contacts"
          search={whereList(list.id)}
          className="inline-flex min-h-target items-center font-strong hover:text-accent"
        >
          {list.name}
        </Link>
        {list.description && <div className="text-small text-muted">{list.description}</div>}
      </th>
      <td className="num px-2.5 text-right">{format.number(list.total)}</td>
      <td className="w-2/5 px-2.5">
        <CountsBar list={list} />
      </td>
      <td
        className="num px-2.5 text-right whitespace-nowrap text-muted"
        title={format.time(list.createdAt)}
      >
        {format.relative(list.createdAt, Date.now())}
      </td>
      <td className="w-10 text-right">
        <Menu
          trigger={<IconButton small icon={Ellipsis} label={words.more(list.name)} />}
          parts={parts}
        />
      </td>
    </tr>
  );
}
