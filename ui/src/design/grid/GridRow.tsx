// One row. Drawn again only when its own data, place or state changed.
import { memo } from "react";
import { words } from "../../words";
import { cx } from "../cx";
import type { Column } from "./columns";

interface GridRowProps<Row> {
  id: string;
  index: number;
  row: Row | undefined;
  columns: Column<Row>[];
  selectable: boolean;
  selected: boolean;
  active: boolean;
  top: number;
  height: number;
}

function PlainGridRow<Row>({
  id,
  index,
  row,
  columns,
  selectable,
  selected,
  active,
  top,
  height,
}: GridRowProps<Row>) {
  return (
    <div
      id={id}
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      aria-busy={row === undefined || undefined}
      style={{ top, height, gridTemplateColumns: "var(--grid-columns)" }}
      className={cx(
        "absolute inset-x-0 grid cursor-default items-center border-b border-line leading-table",
        selected ? "bg-accent-soft" : "hover:bg-sunk",
        active && "shadow-[inset_var(--focus-width)_0_var(--color-accent)]",
        active &&
          "group-focus-visible/grid:outline-(length:--focus-width) group-focus-visible/grid:outline-accent group-focus-visible/grid:-outline-offset-(--focus-width) group-focus-visible/grid:outline-solid",
      )}
    >
      {selectable && (
        <div
          role="gridcell"
          aria-colindex={1}
          data-select
          className="grid h-full place-items-center"
        >
          {/* The row itself says whether it is selected; this is only its picture and its target. */}
          <span
            aria-hidden
            title={words.grid.selectRow}
            className={cx(
              "grid size-3.5 place-items-center rounded-mark border",
              selected ? "border-accent bg-accent text-on-accent" : "border-control bg-surface",
            )}
          >
            {selected && (
              <svg
                aria-hidden="true"
                viewBox="0 0 10 10"
                className="size-2.5 fill-none stroke-current"
                strokeWidth={1.75}
              >
                <path d="M2 5.2 4.2 7.4 8 3" />
              </svg>
            )}
          </span>
        </div>
      )}
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={place + (selectable ? 2 : 1)}
          className={cx("truncate px-2.5", column.align === "right" && "num text-right")}
        >
          {row === undefined ? (
            <span
              className={cx(
                "skeleton inline-block h-2 align-middle",
                place === 0 ? "w-3/4" : "w-1/2",
              )}
            />
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  );
}

export const GridRow = memo(PlainGridRow) as typeof PlainGridRow;
