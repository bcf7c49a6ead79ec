// Shows, hides and orders the columns of a grid without dragging.
import { ArrowDown, ArrowUp, RotateCcw } from "lucide-react";
import { Popover } from "radix-ui";
import { words } from "../../words";
import { Button, IconButton } from "../Button";
import { Checkbox, Switch } from "../inputs";
import type { GridColumns } from "./columns";

export function ColumnsMenu<Row>({ columns }: { columns: GridColumns<Row> }) {
  const last = columns.all.length - 1;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button kind="quiet">{words.grid.columns}</Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={words.grid.columns}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          className="fade-in z-50 w-64 rounded-panel border border-line bg-raised p-2 shadow-float outline-none"
        >
          <ul>
            {columns.all.map((column, place) => (
              <li key={column.id} className="flex items-center pl-1">
                <Checkbox
                  className="min-w-0 flex-1"
                  checked={!columns.isHidden(column.id)}
                  disabled={column.hideable === false}
                  onChange={(event) => columns.show(column.id, event.target.checked)}
                >
                  <span className="truncate">{column.title}</span>
                </Checkbox>
                <IconButton
                  small
                  icon={ArrowUp}
                  label={words.grid.moveLeft(column.title)}
                  disabled={place === 0 || columns.isHidden(column.id)}
                  onClick={() => columns.move(column.id, -1)}
                />
                <IconButton
                  small
                  icon={ArrowDown}
                  label={words.grid.moveRight(column.title)}
                  disabled={place === last || columns.isHidden(column.id)}
                  onClick={() => columns.move(column.id, 1)}
                />
              </li>
            ))}
          </ul>
          <div className="mt-2 flex items-center justify-between border-t border-line pt-2 pl-1">
            <Switch on={columns.dense} onChange={columns.setDense}>
              {words.grid.density}
            </Switch>
            <Button small kind="quiet" icon={RotateCcw} onClick={columns.reset}>
              {words.grid.resetColumns}
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
