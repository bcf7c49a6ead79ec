// Search and commands: rooms, actions of this page, and records the rooms can find.

import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { isAbort } from "../api/errors";
import { Keys } from "../design/Keys";
import { words } from "../words";
import { matchScore, type PaletteAction, usePaletteList } from "./actions";
import { rooms } from "./rooms";

interface Found {
  heading: string;
  actions: PaletteAction[];
}

/** Letters before records are searched. */
const enough = 2;

function useRecords(query: string): Found[] {
  const [found, setFound] = useState<Found[]>([]);
  useEffect(() => {
    setFound([]);
    if (query.trim().length < enough) return;
    const stop = new AbortController();
    for (const room of rooms) {
      room
        .find?.(query.trim(), stop.signal)
        .then((actions) => {
          if (!stop.signal.aborted && actions.length > 0)
            setFound((before) => [...before, { heading: room.title, actions }]);
        })
        .catch((thrown) => {
          // A room that cannot search now simply finds nothing here; its own page says why.
          if (!isAbort(thrown)) return;
        });
    }
    return () => stop.abort();
  }, [query]);
  return found;
}

const best = (actions: PaletteAction[], query: string) =>
  actions
    .map((action) => ({ action, score: matchScore(action.label, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ action }) => action);

export default function Palette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const navigate = useNavigate();
  const records = useRecords(query);
  const pageActions = usePaletteList();
  const roomActions = rooms.map((room) => ({
    id: room.path,
    label: room.title,
    icon: room.icon,
    keys: `g ${room.letter}`,
    run: () => void navigate({ to: room.path }),
  }));
  const groups: Found[] = [
    { heading: words.palette.rooms, actions: best(roomActions, query) },
    ...records,
    { heading: words.palette.actions, actions: best(pageActions, query) },
  ].filter((group) => group.actions.length > 0);

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fade-in fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fade-in fixed top-[14vh] left-1/2 z-40 w-[calc(100vw-(--spacing(12)))] max-w-[calc(var(--spacing-dialog)+(--spacing(16)))] -translate-x-1/2 overflow-hidden rounded-panel border border-line bg-raised shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">{words.palette.label}</Dialog.Title>
          <Command shouldFilter={false} loop label={words.palette.label}>
            <Command.Input
              value={query}
              onValueChange={setQuery}
              placeholder={words.palette.placeholder}
              className="h-11 w-full border-b border-line bg-transparent px-4 text-section outline-none"
            />
            <Command.List className="max-h-menu-max overflow-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-muted">{words.palette.none}</Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group.heading}
                  heading={group.heading}
                  className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-label **:[[cmdk-group-heading]]:text-muted"
                >
                  {group.actions.map((action) => (
                    <Command.Item
                      key={action.id}
                      value={`${group.heading} ${action.id}`}
                      onSelect={() => {
                        onClose();
                        action.run();
                      }}
                      className="flex h-control cursor-default items-center gap-2.5 rounded-control px-2.5 data-[selected=true]:bg-accent-soft"
                    >
                      {action.icon && (
                        <action.icon
                          aria-hidden
                          size={16}
                          strokeWidth={1.5}
                          className="text-muted"
                        />
                      )}
                      <span className="truncate">{action.label}</span>
                      {action.note && (
                        <span className="truncate text-small text-muted">{action.note}</span>
                      )}
                      {action.keys && <Keys keys={action.keys} className="ml-auto" />}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
