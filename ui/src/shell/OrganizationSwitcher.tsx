// The top of the rail: which organization this window works for, and who is signed in.
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { AppWindow, ChevronDown, DoorOpen, History, Lock, LogOut, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Me, Membership } from "../api/gen/types";
import { openAnother } from "../api/handover";
import { useRead } from "../api/queries";
import { setSession } from "../api/session";
import { onDesktop } from "../api/transport";
import { cx } from "../design/cx";
import { Menu, type MenuPart } from "../design/Menu";
import { words } from "../words";
import { pageAfterSwitch } from "./afterSwitch";
import { OrganizationMark } from "./OrganizationMark";
import { toastError } from "./undo";
import { lockWindow } from "./useLock";
import { useSignOut } from "./useSignOut";

const JoinDialog = lazy(() => import("../features/joining/JoinDialog"));
const NewOrganizationDialog = lazy(() => import("../features/organizations/NewOrganizationDialog"));
const DeletedDialog = lazy(() => import("../features/organizations/DeletedDialog"));

interface SwitcherProps {
  narrow: boolean;
  me: Me;
  member: Membership;
}

export function OrganizationSwitcher({ narrow, me, member }: SwitcherProps) {
  const [dialog, setDialog] = useState<"create" | "join" | "deleted" | null>(null);
  const close = () => setDialog(null);
  const client = useQueryClient();
  const { history } = useRouter();
  const signOut = useSignOut();
  const name = member.organizationName;
  const deleted = useRead("organizations.deleted", {}, { organization: null }).data ?? [];

  const choose = (id: string) => {
    if (id === member.organization) return;
    history.push(pageAfterSwitch(history.location.pathname));
    setSession({ organization: id });
    client.removeQueries({ predicate: (query) => query.queryKey[1] === member.organization });
  };

  const menu: MenuPart[] = [
    { heading: words.frame.organization },
    ...me.memberships
      .filter((it) => it.status === "active")
      .map((it) => ({
        label: it.organizationName,
        note: it.role ?? undefined,
        mark: (
          <OrganizationMark
            organization={it.organization}
            name={it.organizationName}
            logo={it.logo}
          />
        ),
        chosen: it.organization === member.organization,
        onSelect: () => choose(it.organization),
      })),
    "line",
    { label: words.frame.newOrganization, icon: Plus, onSelect: () => setDialog("create") },
    { label: words.frame.joinOrganization, icon: DoorOpen, onSelect: () => setDialog("join") },
    ...(deleted.length > 0
      ? [
          {
            label: words.frame.deletedOrganizations,
            icon: History,
            onSelect: () => setDialog("deleted"),
          },
        ]
      : []),
    "line",
    { heading: me.email },
    {
      label: words.frame.newWindow,
      icon: AppWindow,
      keys: onDesktop ? "mod+shift+n" : undefined,
      onSelect: () => void openAnother().catch(toastError),
    },
    { label: words.frame.lock, icon: Lock, keys: "mod+shift+l", onSelect: lockWindow },
    { label: words.frame.signOut, icon: LogOut, onSelect: signOut },
  ];

  return (
    <>
      <Menu
        align="start"
        parts={menu}
        trigger={
          <button
            type="button"
            className={cx(
              "mb-2 flex h-8 items-center gap-2 rounded-control px-2 font-strong transition-colors hover:bg-sunk",
              narrow && "justify-center",
            )}
          >
            <OrganizationMark organization={member.organization} name={name} logo={member.logo} />
            <span className="sr-only">{words.frame.organization}: </span>
            <span className={narrow ? "sr-only" : "min-w-0 flex-1 truncate text-left"}>{name}</span>
            {!narrow && (
              <ChevronDown aria-hidden size={14} strokeWidth={1.5} className="text-muted" />
            )}
          </button>
        }
      />
      <Suspense>
        {dialog === "create" && <NewOrganizationDialog onClose={close} />}
        {dialog === "join" && <JoinDialog onClose={close} />}
        {dialog === "deleted" && <DeletedDialog onClose={close} />}
      </Suspense>
    </>
  );
}
