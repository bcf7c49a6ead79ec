// One lead on the board: name, the one answer that matters, its age as a thin bar.
import { useDraggable } from "@dnd-kit/core";
import { ArrowRightLeft } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { LeadRow, LeadStatus } from "../../api/gen/types";
import { IconButton } from "../../design/Button";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { Menu } from "../../design/Menu";
import { Tag } from "../../design/status";
import { ageShare, isClosed, isLate, statuses, wholeUnits } from "./moves";
import { words } from "./words";

/** A rehearsed lead may come later than the campaign clock stands. */
export const ageText = (createdAt: number, now: number): string => {
  const age = wholeUnits(Math.abs(now - createdAt));
  if (age === 0) return words.now;
  return createdAt > now ? format.relative(createdAt, now) : format.duration(age);
};

/** The second line: what they answered, else what it is worth, else where they came from. */
const lineOf = (row: LeadRow): string =>
  row.answer ||
  (row.valueMinor === null
    ? (row.campaign?.name ?? words.source[row.source])
    : format.money(row.valueMinor, row.currency));

export function CardFace({ row, now }: { row: LeadRow; now: number }) {
  const share = isClosed(row.status) ? 0 : ageShare(row.createdAt, now);
  return (
    <>
      <span className="flex items-baseline gap-2.5">
        <span className="min-w-0 flex-1 truncate font-strong">{row.title}</span>
        <span className="num shrink-0 text-small text-muted group-focus-within/card:invisible group-hover/card:invisible">
          {ageText(row.createdAt, now)}
        </span>
      </span>
      <span className="mt-0.25 block truncate text-muted">
        {row.origin !== "real" && (
          <>
            <Tag>{words.mark[row.origin]}</Tag>{" "}
          </>
        )}
        {lineOf(row)}
      </span>
      <span aria-hidden className="mt-1.75 block h-0.5 overflow-hidden rounded-full bg-line">
        <span
          className={cx(
            "block h-full",
            isLate(row.status, row.createdAt, now) ? "bg-warn" : "bg-accent",
          )}
          style={{ width: `${share * 100}%` }}
        />
      </span>
    </>
  );
}

interface CardProps {
  row: LeadRow;
  now: number;
  chosen: boolean;
  movable: boolean;
  onOpen: () => void;
  onMove: (to: LeadStatus) => void;
  /** So many columns to the right. */
  onStep: (steps: number) => void;
}

export function Card({ row, now, chosen, movable, onOpen, onMove, onStep }: CardProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({
    id: row.id,
    data: { status: row.status },
    disabled: !movable,
  });
  const carry = movable ? listeners : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const along = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (isDragging || !plain) carry?.onKeyDown?.(event);
    else if (step !== undefined) {
      event.preventDefault();
      if (movable) onStep(step);
    } else if (along !== undefined) {
      event.preventDefault();
      focusNext(event.currentTarget, along);
    } else carry?.onKeyDown?.(event);
  };
  return (
    <li
      ref={setNodeRef}
      onPointerDown={(event) => carry?.onPointerDown?.(event)}
      className={cx("group/card relative", isDragging && "opacity-40")}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        data-lead={row.id}
        aria-describedby={movable ? attributes["aria-describedby"] : undefined}
        aria-current={chosen || undefined}
        title={words.markWhy[row.origin]}
        onClick={onOpen}
        onKeyDown={onKeyDown}
        className={cx(
          "block w-full rounded-control border px-2.75 pt-2 pb-2 text-left transition-colors",
          chosen ? "border-accent bg-accent-soft" : "border-line bg-surface hover:border-control",
        )}
      >
        <CardFace row={row} now={now} />
      </button>
      {movable && (
        <span
          className="absolute top-1 right-1 opacity-0 group-focus-within/card:opacity-100 group-hover/card:opacity-100"
          // A press on the menu is no beginning of a drag.
          onPointerDown={(event) => event.stopPropagation()}
        >
          <Menu
            trigger={<IconButton small icon={ArrowRightLeft} label={words.move.menu(row.title)} />}
            parts={[
              { heading: words.move.to },
              ...statuses.map((status) => ({
                label: words.status[status],
                chosen: status === row.status,
                onSelect: () => {
                  if (status !== row.status) onMove(status);
                },
              })),
            ]}
          />
        </span>
      )}
    </li>
  );
}

/** Up and down go through the cards of a column. */
function focusNext(from: EventTarget, by: number): void {
  const item = (from as HTMLElement).closest("li");
  const next = by > 0 ? item?.nextElementSibling : item?.previousElementSibling;
  next?.querySelector<HTMLElement>("[data-lead]")?.focus();
}
