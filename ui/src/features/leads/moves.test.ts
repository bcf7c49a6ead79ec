// Moving cards: what the person sees before the core has answered, and after it refused.
import { describe, expect, it } from "vitest";
import type { LeadBoard, LeadRow, LeadStatus } from "../../api/gen/types";
import {
  ageShare,
  isLate,
  type Move,
  neighbour,
  statuses,
  unsettled,
  wholeUnits,
  withMove,
  withMoves,
  withoutMove,
} from "./moves";

const day = 86_400_000;

const row = (id: string, status: LeadStatus, createdAt: number, valueMinor = 100): LeadRow => ({
  id,
  title: id,
  status,
  source: "manual",
  origin: "real",
  campaign: null,
  contact: null,
  owner: null,
  answer: "",
  valueMinor,
  currency: "USD",
  createdAt,
  updatedAt: createdAt,
  version: 1,
});

const rows = [
  row("young", "new", 9),
  row("old", "new", 2),
  row("older", "contacted", 5),
  row("oldest", "contacted", 1),
];

const board: LeadBoard = {
  now: 10,
  columns: statuses.map((status) => {
    const cards = rows.filter((it) => it.status === status);
    return { status, cards, count: cards.length, valueMinor: 100 * cards.length };
  }),
};

const none = new Map<string, Move>();
const move = (id: string, to: LeadStatus, settled = false): Move => ({
  row: rows.find((it) => it.id === id) as LeadRow,
  to,
  settled,
});
const cardsOf = (shown: LeadBoard, status: LeadStatus) =>
  shown.columns.find((it) => it.status === status)?.cards.map((card) => card.id);
const countsOf = (shown: LeadBoard) => shown.columns.map((it) => it.count);

describe("the board with moves under way", () => {
  it("is the core's own without any", () => {
    expect(withMoves(board, none)).toBe(board);
  });

  it("shows a moved card once, in its new column, by its age, and counts it there", () => {
    const shown = withMoves(board, withMove(none, move("old", "contacted")));
    expect(cardsOf(shown, "new")).toEqual(["young"]);
    expect(cardsOf(shown, "contacted")).toEqual(["older", "old", "oldest"]);
    expect(countsOf(shown)).toEqual([1, 3, 0, 0, 0]);
    expect(shown.columns.map((it) => it.valueMinor)).toEqual([100, 300, 0, 0, 0]);
  });

  it("takes the last of several moves of one lead", () => {
    const twice = withMove(withMove(none, move("old", "contacted")), move("old", "qualified"));
    expect(countsOf(withMoves(board, twice))).toEqual([1, 2, 1, 0, 0]);
  });

  it("puts a refused card back", () => {
    const moves = withMove(none, move("old", "converted"));
    expect(countsOf(withMoves(board, moves))).not.toEqual(countsOf(board));
    expect(withMoves(board, withoutMove(moves, "old"))).toBe(board);
  });

  it("forgets what the core has answered, and keeps what it has not", () => {
    const moves = withMove(
      withMove(none, move("old", "contacted", true)),
      move("young", "converted"),
    );
    expect([...unsettled(moves).keys()]).toEqual(["young"]);
  });

  it("leaves the board alone for a lead that it does not show", () => {
    const stranger = { row: row("stranger", "new", 3), to: "qualified", settled: false } as const;
    expect(withMoves(board, withMove(none, stranger))).toBe(board);
  });
});

it("knows the neighbours, and the ends", () => {
  expect(neighbour("new", 1)).toBe("contacted");
  expect(neighbour("qualified", -1)).toBe("contacted");
  expect([neighbour("new", -1), neighbour("disqualified", 1)]).toEqual([null, null]);
});

describe("the age of a card", () => {
  it("fills the bar within a week, and warns after four days while the lead is open", () => {
    expect([0, day, 7 * day, 30 * day].map((age) => ageShare(0, age).toFixed(2))).toEqual([
      "0.00",
      "0.38",
      "1.00",
      "1.00",
    ]);
    expect([3 * day, 4 * day].map((age) => isLate("contacted", 0, age))).toEqual([false, true]);
    expect(isLate("converted", 0, 30 * day)).toBe(false);
  });

  it("is said in its largest unit", () => {
    expect(wholeUnits(27 * 3_600_000)).toBe(day);
    expect(wholeUnits(90 * 60_000)).toBe(3_600_000);
    expect(wholeUnits(30_000)).toBe(0);
  });
});
