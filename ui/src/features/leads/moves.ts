// The board as arithmetic: columns, neighbours, and what moves under way do to it. Pure.
import type { LeadBoard, LeadRow, LeadStatus } from "../../api/gen/types";

/** In the order of the work. */
export const statuses: LeadStatus[] = [
  "new",
  "contacted",
  "qualified",
  "converted",
  "disqualified",
];

export const isStatus = (value: unknown): value is LeadStatus =>
  statuses.includes(value as LeadStatus);

/** The column so many steps to the right; null beyond the ends. */
export const neighbour = (status: LeadStatus, steps: number): LeadStatus | null =>
  statuses[statuses.indexOf(status) + steps] ?? null;

/** A change of status that the person sees already. */
export interface Move {
  row: LeadRow;
  to: LeadStatus;
  /** The core has answered: the next answer about the board says it all. */
  settled: boolean;
}

export type Moves = ReadonlyMap<string, Move>;

export const withMove = (moves: Moves, move: Move): Moves => new Map(moves).set(move.row.id, move);

/** Without one lead's move: the card is seen where the core has it. */
export function withoutMove(moves: Moves, lead: string): Moves {
  const rest = new Map(moves);
  rest.delete(lead);
  return rest;
}

/** After fresh data: only what the core has not answered yet stands over it. */
export function unsettled(moves: Moves): Moves {
  const rest = [...moves].filter(([, move]) => !move.settled);
  return rest.length === moves.size ? moves : new Map(rest);
}

/** The board as the person has arranged it. A card stands in its new column by its age, as the core will put it. */
export function withMoves(board: LeadBoard, moves: Moves): LeadBoard {
  let columns = board.columns;
  for (const { row, to } of moves.values()) {
    const from = columns.find((column) => column.cards.some((card) => card.id === row.id));
    if (!from || (from.status === to && !moves.get(row.id)?.settled)) continue;
    const value = row.valueMinor ?? 0;
    columns = columns.map((column) => {
      const rest = column.cards.filter((card) => card.id !== row.id);
      const leaves = column === from ? 1 : 0;
      const joins = column.status === to ? 1 : 0;
      const at = rest.findIndex((card) => card.createdAt < row.createdAt);
      const place = at === -1 ? rest.length : at;
      return {
        ...column,
        count: column.count - leaves + joins,
        valueMinor: column.valueMinor + value * (joins - leaves),
        cards: joins ? rest.toSpliced(place, 0, { ...row, status: to }) : rest,
      };
    });
  }
  return columns === board.columns ? board : { ...board, columns };
}

const hour = 3_600_000;
const week = 7 * 24 * hour;

/** How much of a week's patience is used up, as the root of it: the first hours count most. 0 to 1. */
export const ageShare = (createdAt: number, now: number): number =>
  Math.sqrt(Math.min(Math.max(now - createdAt, 0) / week, 1));

/** Somebody waits too long after four days; what is closed waits no more. */
export const isLate = (status: LeadStatus, createdAt: number, now: number): boolean =>
  !isClosed(status) && now - createdAt >= 4 * 24 * hour;

export const isClosed = (status: LeadStatus): boolean =>
  status === "converted" || status === "disqualified";

/** An age in its largest unit, in milliseconds: 27 hours count as one day. */
export function wholeUnits(age: number): number {
  const unit = age >= 24 * hour ? 24 * hour : age >= hour ? hour : 60_000;
  return Math.floor(Math.max(age, 0) / unit) * unit;
}
