// Leads by status: a column for each, cards that move by key, by menu and by pointer.
import {
  type Announcements,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { LeadColumn, LeadRow, LeadStatus } from "../../api/gen/types";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { SkeletonLines } from "../../design/states";
import { Card, CardFace } from "./Card";
import { columnCoordinates } from "./carry";
import { isStatus, neighbour } from "./moves";
import type { useBoard } from "./useBoard";
import { useMayMove } from "./useMayMove";
import { words } from "./words";

interface BoardProps {
  data: ReturnType<typeof useBoard>;
  currency: string | undefined;
  chosen: string | undefined;
  onOpen: (lead: string) => void;
  /** The whole of one column, in the table. */
  onAll: (status: LeadStatus) => void;
}

export function Board({ data, currency, chosen, onOpen, onAll }: BoardProps) {
  const { board, move } = data;
  const mayMove = useMayMove();
  const place = useRef<HTMLElement>(null);
  const [carried, setCarried] = useState<LeadRow | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: columnCoordinates,
      keyboardCodes: { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] },
    }),
  );
  const rows = useMemo(() => board?.columns.flatMap((column) => column.cards) ?? [], [board]);
  // The pane takes room from the board: the card it shows stays in view.
  useEffect(() => {
    if (chosen)
      place.current
        ?.querySelector(`[data-lead="${chosen}"]`)
        ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  const rowOf = (id: unknown) => rows.find((row) => row.id === id);

  /** The focus goes with the card, whose element is another one in its new column. */
  const moveWithFocus = (row: LeadRow, to: LeadStatus) => {
    move(row, to);
    requestAnimationFrame(() =>
      place.current?.querySelector<HTMLElement>(`[data-lead="${row.id}"]`)?.focus(),
    );
  };
  const drop = ({ active, over }: DragEndEvent) => {
    const row = rowOf(active.id);
    setCarried(null);
    if (row && isStatus(over?.id) && over.id !== row.status) moveWithFocus(row, over.id);
  };

  if (!board)
    return (
      <div className="px-gutter">
        <SkeletonLines lines={4} />
      </div>
    );
  return (
    <DndContext
      sensors={sensors}
      accessibility={{
        announcements: announcements((id) => rowOf(id)?.title ?? ""),
        screenReaderInstructions: { draggable: words.move.keys },
      }}
      onDragStart={({ active }) => setCarried(rowOf(active.id) ?? null)}
      onDragCancel={() => setCarried(null)}
      onDragEnd={drop}
    >
      <section
        ref={place}
        aria-label={words.views.board}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="focus-inset grid min-h-0 flex-1 auto-cols-[minmax(calc(var(--spacing)*46),1fr)] grid-flow-col overflow-auto px-4 pb-4"
      >
        {board.columns.map((column) => (
          <Column key={column.status} column={column} currency={currency} onAll={onAll}>
            {column.cards.map((row) => (
              <Card
                key={row.id}
                row={row}
                now={board.now}
                chosen={row.id === chosen}
                movable={mayMove(row)}
                onOpen={() => onOpen(row.id)}
                onMove={(to) => moveWithFocus(row, to)}
                onStep={(steps) => {
                  const to = neighbour(row.status, steps);
                  if (to) moveWithFocus(row, to);
                }}
              />
            ))}
          </Column>
        ))}
      </section>
      <DragOverlay dropAnimation={null}>
        {carried && (
          <div className="rounded-control border border-accent bg-raised px-2.75 pt-2 pb-2 shadow-float">
            <CardFace row={carried} now={board.now} />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

interface ColumnProps {
  column: LeadColumn;
  currency: string | undefined;
  onAll: (status: LeadStatus) => void;
  children: ReactNode;
}

function Column({ column, currency, onAll, children }: ColumnProps) {
  const { status, count, valueMinor, cards } = column;
  const { setNodeRef, isOver } = useDroppable({ id: status });
  const hidden = count - cards.length;
  return (
    <section
      ref={setNodeRef}
      aria-label={words.status[status]}
      className={cx(
        "flex min-h-full min-w-0 flex-col rounded-panel px-2 pb-2",
        isOver ? "bg-sunk outline-1 -outline-offset-1 outline-control outline-dashed" : "bg-page",
      )}
    >
      <div className="sticky top-0 z-10 flex h-8 shrink-0 items-baseline gap-2 bg-inherit px-0.5 pt-1">
        <h2 className="truncate">{words.status[status]}</h2>
        <span className="num text-muted">{format.number(count)}</span>
        {valueMinor > 0 && currency && (
          <span className="num ml-auto truncate text-small text-muted">
            {format.money(valueMinor, currency)}
          </span>
        )}
      </div>
      <ul className="flex flex-col gap-2 pt-1">{children}</ul>
      {cards.length === 0 && (
        <p className="px-0.5 py-1 text-small text-muted">{words.empty.column}</p>
      )}
      {hidden > 0 && (
        <button
          type="button"
          onClick={() => onAll(status)}
          className="num min-h-target self-start rounded-mark px-0.5 py-2 text-small text-accent hover:underline"
        >
          {words.more(format.number(count))}
        </button>
      )}
    </section>
  );
}

const nameOf = (id: unknown) => (isStatus(id) ? words.status[id] : "");

const announcements = (title: (id: unknown) => string): Announcements => ({
  onDragStart: ({ active }) => words.move.lifted(title(active.id)),
  onDragOver: ({ active, over }) =>
    over
      ? words.move.over(title(active.id), nameOf(over.id))
      : words.move.nowhere(title(active.id)),
  onDragEnd: ({ active, over }) =>
    over
      ? words.move.dropped(title(active.id), nameOf(over.id))
      : words.move.left(title(active.id)),
  onDragCancel: ({ active }) => words.move.left(title(active.id)),
});
