// The top of the rail: which organization this window works for, and who is signed in.
import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown, DoorOpen, LogOut, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Me, Membership } from "../api/gen/types";
import { setSession } from "../api/session";
import { cx } from "../design/cx";
import { Menu, type MenuPart } from "../design/Menu";
import { words } from "../words";
import { useSignOut } from "./useSignOut";

const JoinDialog = lazy(() => import("../features/joining/JoinDialog"));
const NewOrganizationDialog = lazy(() => import("../features/organizations/NewOrganizationDialog"));

interface SwitcherProps {
  narrow: boolean;
  me: Me;
  member: Membership;
}

export function OrganizationSwitcher({ narrow, me, member }: SwitcherProps) {
  const [creating, setCreating] = useState(false);
  const [joining, setJoining] = useState(false);
  const client = useQueryClient();
  const signOut = useSignOut();
  const name = member.organizationName;

  const choose = (id: string) => {
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
        chosen: it.organization === member.organization,
        onSelect: () => choose(it.organization),
      })),
    "line",
    { label: words.frame.newOrganization, icon: Plus, onSelect: () => setCreating(true) },
    { label: words.frame.joinOrganization, icon: DoorOpen, onSelect: () => setJoining(true) },
    "line",
    { heading: me.email },
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
            {/* The initial is drawn, not written: it is no part of the button's name. */}
            <span
              aria-hidden
              data-initial={name.slice(0, 1).toUpperCase()}
              className="grid size-5 shrink-0 place-items-center rounded-control bg-accent text-label text-on-accent before:content-[attr(data-initial)]"
            />
            <span className="sr-only">{words.frame.organization}: </span>
            <span className={narrow ? "sr-only" : "min-w-0 flex-1 truncate text-left"}>{name}</span>
            {!narrow && (
              <ChevronDown aria-hidden size={14} strokeWidth={1.5} className="text-muted" />
            )}
          </button>
        }
      />
      {joining && (
        <Suspense>
          <JoinDialog onClose={() => setJoining(false)} />
        </Suspense>
      )}
      {creating && (
        <Suspense>
          <NewOrganizationDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  );
}
