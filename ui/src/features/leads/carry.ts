// Where the arrows carry a card: to the next column, never somewhere between.
import type { KeyboardCoordinateGetter } from "@dnd-kit/core";
import { isStatus, neighbour } from "./moves";

const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

export const columnCoordinates: KeyboardCoordinateGetter = (event, { context }) => {
  const by = steps[event.code];
  if (by === undefined) {
    if (event.code.startsWith("Arrow")) event.preventDefault();
    return undefined;
  }
  event.preventDefault();
  const { active, over, droppableRects, collisionRect } = context;
  const from = isStatus(over?.id) ? over.id : active?.data.current?.status;
  const to = isStatus(from) ? neighbour(from, by) : null;
  const rect = to && droppableRects.get(to);
  if (!rect || !collisionRect) return undefined;
  return { x: rect.left + (rect.width - collisionRect.width) / 2, y: collisionRect.top };
};
