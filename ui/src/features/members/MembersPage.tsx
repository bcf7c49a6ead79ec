// Who belongs to the organization: requests and invitations on top, members in rows, one of them beside.
import { useNavigate } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { useRevision } from "../../api/changes";
import { useRead } from "../../api/queries";
import { call } from "../../api/transport";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { ColumnsMenu } from "../../design/grid/ColumnsMenu";
import { useGridColumns } from "../../design/grid/columns";
import { DataGrid, type GridHandle } from "../../design/grid/DataGrid";
import { SearchInput } from "../../design/inputs";
import { SplitPane } from "../../design/pane";
import { useShortcut } from "../../design/shortcuts";
import { EmptyState, ErrorState } from "../../design/states";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { words as common } from "../../words";
import { membersRoute } from "../settings/room";
import { SettingsTabs } from "../settings/Tabs";
import { words as settings } from "../settings/words";
import { columns as declared } from "./columns";
import type { MembersSearch } from "./search";
import { Waiting } from "./Waiting";
import { words } from "./words";

const InviteDialog = lazy(() => import("./InviteDialog"));
const MemberPane = lazy(() => import("./MemberPane"));

const topics = ["roles", "access"];
/** Who may change nobody has no use for what changes somebody. */
const readOnly = declared.filter(({ id }) => id !== "actions");

export default function MembersPage() {
  useCrumbs({ label: settings.title, href: "#/settings" }, { label: words.title });
  const search: MembersSearch = membersRoute.useSearch();
  const navigate = useNavigate({ from: "/settings/members" });
  const q = search.q ?? "";
  const first = useRead(
    "members.page",
    { offset: 0, limit: 1, search: q },
    { keepPrevious: true, topics },
  );
  const revision = useRevision("members", ...topics);
  const grid = useRef<GridHandle>(null);
  const box = useRef<HTMLInputElement>(null);
  const [inviting, setInviting] = useState(false);
  const manage = useMay()("member.manage");
  const columns = useGridColumns("members", manage ? declared : readOnly);
  useShortcut("/", () => box.current?.focus(), {
    description: common.shortcuts.search,
    group: common.shortcuts.list,
  });
  const fetchPage = useCallback(
    async (offset: number, limit: number, signal: AbortSignal) =>
      (await call("members.page", { offset, limit, search: q }, { signal })).rows,
    [q],
  );
  const change = (part: Partial<MembersSearch>) =>
    void navigate({ search: (before: MembersSearch) => ({ ...before, ...part }), replace: true });
  const close = () => {
    change({ member: undefined });
    grid.current?.focus();
  };
  const total = first.data?.total ?? null;
  return (
    <>
      <SettingsTabs />
      <SplitPane
        name="members"
        pane={
          search.member && (
            <Suspense>
              <MemberPane
                id={search.member}
                onClose={close}
                onNext={() => grid.current?.step(1)}
                onPrevious={() => grid.current?.step(-1)}
              />
            </Suspense>
          )
        }
      >
        <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-gutter pt-4">
          <h1 className="text-title">{words.title}</h1>
          <span role="status" className="num text-muted">
            {total !== null && words.count(total, format.number(total))}
          </span>
          <div className="ml-auto flex items-center gap-2">
            <ColumnsMenu columns={columns} />
            {manage && (
              <Button kind="primary" icon={UserPlus} onClick={() => setInviting(true)}>
                {words.invite}
              </Button>
            )}
          </div>
        </header>
        <div className="px-gutter py-3">
          <SearchInput
            ref={box}
            value={q}
            onValue={(text) => change({ q: text || undefined })}
            label={words.search}
            keys="/"
          />
        </div>
        {manage && <Waiting />}
        <div className="flex min-h-0 flex-1 flex-col px-gutter">
          {first.error ? (
            <ErrorState error={first.error} onRetry={() => void first.refetch()} />
          ) : (
            <DataGrid
              ref={grid}
              label={words.grid}
              total={total}
              columns={columns}
              fetchPage={fetchPage}
              viewKey={q}
              revision={revision}
              rowId={(row) => row.id}
              onOpen={(row) => change({ member: row.id })}
              following={search.member !== undefined}
              empty={<EmptyState text={words.empty} />}
            />
          )}
        </div>
      </SplitPane>
      {inviting && (
        <Suspense>
          <InviteDialog onClose={() => setInviting(false)} />
        </Suspense>
      )}
    </>
  );
}
