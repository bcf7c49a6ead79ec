// The head of a grid: sorting by click, width by dragging or arrow keys, order by dragging.
// The columns menu does the same by keyboard.
import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from "react";
import { words } from "../../words";
import { cx } from "../cx";
import type { Column, GridColumns } from "./columns";

export interface Sort {
  column: string;
  descending: boolean;
}

interface GridHeaderProps<Row> {
  columns: GridColumns<Row>;
  sort: Sort | null;
  onSort?: (sort: Sort) => void;
  selectable: boolean;
  selected: "none" | "some" | "all";
  onSelectAll: () => void;
}

const keyStep = 8;
/** A press that moves less than this is a click, in pixels. */
const dragFrom = 5;

function PlainGridHeader<Row>({
  columns,
  sort,
  onSort,
  selectable,
  selected,
  onSelectAll,
}: GridHeaderProps<Row>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-2 bg-page">
      <div
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: "var(--grid-columns)" }}
        className="grid h-grid-header items-stretch border-b border-line text-small text-muted"
      >
        {selectable && (
          <div role="columnheader" aria-colindex={1} className="grid place-items-center">
            <button
              type="button"
              role="checkbox"
              aria-checked={selected === "all" ? true : selected === "some" ? "mixed" : false}
              aria-label={words.grid.selectAll}
              onClick={onSelectAll}
              className="grid size-target place-items-center rounded-mark"
            >
              <span
                className={cx(
                  "grid size-3.5 place-items-center rounded-mark border",
                  selected === "none"
                    ? "border-control bg-surface"
                    : "border-accent bg-accent text-on-accent",
                )}
              >
                {selected !== "none" && (
                  <svg
                    aria-hidden="true"
                    viewBox="0 0 10 10"
                    className="size-2.5 fill-none stroke-current"
                    strokeWidth={1.75}
                  >
                    <path d={selected === "all" ? "M2 5.2 4.2 7.4 8 3" : "M2 5h6"} />
                  </svg>
                )}
              </span>
            </button>
          </div>
        )}
        {columns.visible.map((column, place) => (
          <HeaderCell
            key={column.id}
            column={column}
            columns={columns}
            colIndex={place + (selectable ? 2 : 1)}
            sort={sort?.column === column.id ? sort : null}
            onSort={onSort}
          />
        ))}
      </div>
    </div>
  );
}

/** Drawn again only when columns, order or selection changed, not while scrolling. */
export const GridHeader = memo(PlainGridHeader) as typeof PlainGridHeader;

interface HeaderCellProps<Row> {
  column: Column<Row>;
  columns: GridColumns<Row>;
  colIndex: number;
  sort: Sort | null;
  onSort?: (sort: Sort) => void;
}

function HeaderCell<Row>({ column, columns, colIndex, sort, onSort }: HeaderCellProps<Row>) {
  const drag = useRef<{ x: number; moved: boolean } | null>(null);
  const [shift, setShift] = useState(0);
  const sortable = column.sortable === true && onSort !== undefined;
  const right = column.align === "right";
  const Arrow = sort?.descending ? ArrowDown : ArrowUp;

  const onPointerMove = (event: PointerEvent) => {
    if (!drag.current) return;
    const by = event.clientX - drag.current.x;
    if (!drag.current.moved && Math.abs(by) < dragFrom) return;
    drag.current.moved = true;
    setShift(by);
  };
  const onPointerUp = () => {
    if (drag.current?.moved) columns.move(column.id, stepsFor(columns, column.id, shift));
    else if (drag.current && sortable) toggle();
    drag.current = null;
    setShift(0);
  };
  const toggle = () =>
    onSort?.({ column: column.id, descending: sort !== null && !sort.descending });

  const content = (
    <>
      <span className="truncate">{column.title}</span>
      {sort && <Arrow aria-hidden size={12} strokeWidth={2} className="shrink-0 text-ink" />}
    </>
  );
  const inner = cx("flex h-full w-full min-w-0 items-center gap-1 px-2.5", right && "justify-end");
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      drag.current = { x: event.clientX, moved: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove,
    onPointerUp,
    onPointerCancel: () => {
      drag.current = null;
      setShift(0);
    },
  };

  return (
    <div
      role="columnheader"
      aria-colindex={colIndex}
      aria-sort={sort ? (sort.descending ? "descending" : "ascending") : undefined}
      style={shift === 0 ? undefined : { transform: `translateX(${shift}px)` }}
      className={cx("relative min-w-0", shift !== 0 && "z-1 bg-raised text-ink")}
    >
      {sortable ? (
        <button
          type="button"
          {...handlers}
          // The pointer is handled above; this is the keyboard's press.
          onClick={(event) => event.detail === 0 && toggle()}
          className={cx(inner, "focus-inset hover:text-ink", sort && "text-ink")}
        >
          {content}
        </button>
      ) : (
        <div {...handlers} className={inner}>
          {content}
        </div>
      )}
      <ResizeHandle column={column} columns={columns} />
    </div>
  );
}

/** How many visible columns a drag of so many pixels passes: past the middle of one counts. */
export function stepsFor<Row>(columns: GridColumns<Row>, id: string, by: number): number {
  const at = columns.visible.findIndex((column) => column.id === id);
  const direction = Math.sign(by);
  let left = Math.abs(by);
  let steps = 0;
  for (;;) {
    const passed = columns.visible[at + direction * (steps + 1)];
    if (!passed) return direction * steps;
    const width = columns.widthOf(passed);
    if (left < width / 2) return direction * steps;
    left -= width;
    steps += 1;
  }
}

function ResizeHandle<Row>({
  column,
  columns,
}: {
  column: Column<Row>;
  columns: GridColumns<Row>;
}) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const width = columns.widthOf(column);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    columns.resize(column.id, width + step);
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={words.grid.resize(column.title)}
      aria-valuenow={width}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.stopPropagation();
        const shown = event.currentTarget.parentElement?.getBoundingClientRect().width ?? width;
        start.current = { x: event.clientX, width: shown };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (start.current)
          columns.resize(column.id, start.current.width + event.clientX - start.current.x);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      className="absolute inset-y-1 -right-1 z-1 w-2 cursor-col-resize touch-none rounded-mark hover:bg-control focus-visible:bg-accent"
    />
  );
}
