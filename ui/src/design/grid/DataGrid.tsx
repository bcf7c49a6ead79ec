// A list of any length: rows are fetched by page around the window, drawn once, and reached by keyboard.
import {
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useReducer,
  useRef,
  useState,
} from "react";
import { words } from "../../words";
import { Button } from "../Button";
import { cx } from "../cx";
import { format } from "../format";
import { size } from "../tokens";
import type { GridColumns } from "./columns";
import { GridHeader, type Sort } from "./GridHeader";
import { GridRow } from "./GridRow";
import { type FetchPage, makePages } from "./pages";
import {
  allMatching,
  countOf,
  isSelected,
  longestRange,
  nothing,
  type Selection,
  toggled,
  withRows,
} from "./selection";
import { useGridKeys } from "./useGridKeys";
import { useGridScroll } from "./useScroll";
import { contentHeight, offsetToShow, overscan } from "./window";

export interface GridHandle {
  /** Moves to another row and opens it: what J and K do beside an open pane. */
  step(by: number): void;
  focus(): void;
  scrollTo(index: number): void;
}

export interface DataGridProps<Row> {
  label: string;
  /** Rows in the view; null while the core still counts. */
  total: number | null;
  columns: GridColumns<Row>;
  fetchPage: FetchPage<Row>;
  /** Names the view: another filter or order starts at the top with nothing selected. */
  viewKey: string;
  /** Grows when the data changed under the same view: pages are fetched again, rows stay in place. */
  revision?: number;
  rowId: (row: Row) => string;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  onSelect?: (selection: Selection) => void;
  onOpen?: (row: Row, index: number) => void;
  /** A pane shows the active row: moving opens. */
  following?: boolean;
  /** Shown instead of rows when there are none. */
  empty?: ReactNode;
  ref?: Ref<GridHandle>;
}

const selectColumn = 34;

export function DataGrid<Row>(props: DataGridProps<Row>) {
  const {
    label,
    total,
    columns,
    fetchPage,
    viewKey,
    revision = 0,
    rowId,
    sort = null,
    onSort,
  } = props;
  const { selection = nothing, onSelect, onOpen, following = false, empty, ref } = props;
  const selectable = onSelect !== undefined;
  const id = useId();
  const rowHeight = columns.dense ? size.rowDense : size.row;
  const scroll = useGridScroll(total, rowHeight);
  const { shown, extent } = scroll;
  const [active, setActive] = useState<number | null>(null);
  const anchor = useRef<number | null>(null);
  const [message, setMessage] = useState("");
  const [, redraw] = useReducer((count: number) => count + 1, 0);

  const latest = useRef({ fetchPage, onSelect, onOpen, selection, total });
  latest.current = { fetchPage, onSelect, onOpen, selection, total };
  const pages = useMemo(
    () =>
      makePages<Row>(
        (offset, limit, signal) => latest.current.fetchPage(offset, limit, signal),
        redraw,
      ),
    [],
  );
  useEffect(() => pages.end, [pages]);

  const { scrollTo } = scroll;
  const view = useRef({ viewKey, revision });
  useEffect(() => {
    const before = view.current;
    view.current = { viewKey, revision };
    if (before.viewKey !== viewKey) {
      pages.reset();
      setActive(null);
      anchor.current = null;
      scrollTo(0);
      if (countOf(latest.current.selection, 1) > 0) latest.current.onSelect?.(nothing);
    } else if (before.revision !== revision) pages.refresh();
  }, [viewKey, revision, pages, scrollTo]);

  useEffect(() => pages.want(shown.first, shown.end), [pages, shown.first, shown.end]);

  const open = async (index: number) => {
    const [row] = await pages.load(index, index + 1);
    if (row !== undefined) latest.current.onOpen?.(row, index);
  };

  const goTo = (wanted: number, opening: boolean) => {
    if (extent.total === 0) return;
    const index = Math.min(Math.max(wanted, 0), extent.total - 1);
    setActive(index);
    scrollTo(offsetToShow(extent, index, scroll.offset()));
    if (opening) void open(index);
  };

  /** Every row from the anchor to here gets the state the anchor has. */
  const selectTo = async (index: number) => {
    const from = Math.min(anchor.current ?? index, index);
    const end = Math.max(anchor.current ?? index, index) + 1;
    if (end - from > longestRange) {
      setMessage(words.grid.rangeTooLong(format.number(longestRange)));
      return;
    }
    setMessage("");
    const rows = await pages.load(from, end);
    latest.current.onSelect?.(
      withRows(latest.current.selection, rows.map(rowId), !latest.current.selection.all),
    );
  };

  const toggle = (index: number) => {
    const row = pages.row(index);
    if (row === undefined) return;
    anchor.current = index;
    onSelect?.(toggled(selection, rowId(row)));
  };

  const onKeyDown = useGridKeys({
    extent,
    active,
    selectable,
    goTo: (index) => goTo(index, following),
    open: (index) => void open(index),
    toggle,
    extendTo: (index) => {
      anchor.current ??= active ?? 0;
      goTo(index, false);
      void selectTo(Math.min(Math.max(index, 0), extent.total - 1));
    },
    selectAll: () => onSelect?.(allMatching),
    clear: () => onSelect?.(nothing),
    selected: countOf(selection, total ?? 0),
  });

  const selectAll = useCallback(() => {
    const { selection: before, total: of, onSelect: tell } = latest.current;
    const whole = of !== null && of > 0 && countOf(before, of) === of;
    tell?.(whole ? nothing : allMatching);
  }, []);

  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>("[data-index]");
    if (!row || target.closest("a, button, input, select, label")) return;
    const index = Number(row.dataset.index);
    scroll.scroller.current?.focus({ preventScroll: true });
    setActive(index);
    const choosing =
      selectable && (target.closest("[data-select]") || event.ctrlKey || event.metaKey);
    if (selectable && event.shiftKey) void selectTo(index);
    else if (choosing) toggle(index);
    else void open(index);
  };

  useImperativeHandle(ref, () => ({
    step: (by) => goTo((active ?? -1) + by, true),
    focus: () => scroll.scroller.current?.focus(),
    scrollTo: (index) => goTo(index, false),
  }));

  const widths = columns.visible.map((it) =>
    it.grow ? `minmax(${columns.widthOf(it)}px, 1fr)` : `${columns.widthOf(it)}px`,
  );
  const template = [...(selectable ? [`${selectColumn}px`] : []), ...widths].join(" ");
  const leastWidth = columns.visible.reduce(
    (sum, it) => sum + columns.widthOf(it),
    selectable ? selectColumn : 0,
  );
  const count = countOf(selection, total ?? 0);
  const slots = Math.ceil(extent.viewport / rowHeight) + 2 * overscan + 2;
  const rows = Array.from({ length: shown.end - shown.first }, (_, place) => shown.first + place);
  const failure = pages.error();
  const activeShown = active !== null && active >= shown.first && active < shown.end;

  return (
    // Room for the selection bar, so that it never hides a row.
    <div className={cx("relative flex min-h-0 flex-1 flex-col", count > 0 && "pb-20")}>
      <div
        ref={scroll.scroller}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-colcount={columns.visible.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        aria-activedescendant={activeShown ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
        // The ring is drawn around the active row; with none yet, the first one is it.
        onFocus={() => active === null && extent.total > 0 && setActive(0)}
        onClick={onClick}
        className="group/grid relative min-h-0 flex-1 overflow-auto outline-none"
        style={{ "--grid-columns": template } as CSSProperties}
      >
        <div style={{ height: contentHeight(extent) + size.gridHeader, minWidth: leastWidth }}>
          <GridHeader
            columns={columns}
            sort={sort}
            onSort={onSort}
            selectable={selectable}
            selected={count === 0 ? "none" : count === total ? "all" : "some"}
            onSelectAll={selectAll}
          />
          <div
            role="rowgroup"
            className="sticky overflow-hidden"
            style={{
              top: size.gridHeader,
              height: Math.min(extent.viewport, contentHeight(extent)),
            }}
          >
            <div ref={scroll.layer} className="relative">
              {rows.map((index) => {
                const row = pages.row(index);
                return (
                  <GridRow
                    key={index % slots}
                    id={`${id}-${index}`}
                    index={index}
                    row={row}
                    columns={columns.visible}
                    selectable={selectable}
                    selected={row !== undefined && isSelected(selection, rowId(row))}
                    active={index === active}
                    top={index * rowHeight - shown.base}
                    height={rowHeight}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      {total === 0 && (
        <div className="absolute inset-x-0 bottom-0 top-grid-header overflow-auto bg-page">
          {empty}
        </div>
      )}
      {failure !== null && (
        <div
          role="alert"
          className="absolute inset-x-0 bottom-0 flex items-center gap-3 border-t border-l-3 border-line border-l-bad bg-raised px-3 py-2"
        >
          {words.errors.rows}
          <Button small onClick={pages.retry}>
            {words.do.retry}
          </Button>
        </div>
      )}
      <p role="status" className={message ? "py-1 text-small text-warn" : "sr-only"}>
        {message}
      </p>
    </div>
  );
}
