// Which column goes to which field, what is missing for a preview, and which cells have a problem.
import type {
  Format,
  ImportColumn,
  ImportField,
  ImportRow,
  PreviewImport,
} from "../../api/gen/types";
import { words } from "./words";

/** For each column its field, or null where it is left out. */
export type Mapping = (string | null)[];

/** The core's own word for a column that is not taken. */
const ignored = "ignore";

export const guessedMapping = (columns: ImportColumn[]): Mapping =>
  columns.map(({ field }) => (field === ignored ? null : field));

export const choices = (fields: ImportField[]) => fields.filter(({ key }) => key !== ignored);

const naming = ["email", "first_name", "last_name", "full_name"];

export function mappingProblem(mapping: Mapping, fields: ImportField[]): string | null {
  const taken = mapping.filter((it) => it !== null);
  const twice = taken.find((it, at) => taken.indexOf(it) !== at);
  if (twice !== undefined)
    return words.mapping.twice(fields.find(({ key }) => key === twice)?.label ?? twice);
  return taken.some((it) => naming.includes(it)) ? null : words.mapping.needed;
}

/** Where the people go: a list by id, a new one by name, or none. */
export interface Target {
  list: string | null;
  /** Null: not a new list. */
  newList: string | null;
}

export const targetProblem = ({ newList }: Target): string | null =>
  newList !== null && newList.trim() === "" ? words.list.missing : null;

export const previewOf = (
  id: string,
  format: Format,
  mapping: Mapping,
  target: Target,
): PreviewImport => ({
  import: id,
  format,
  mapping,
  ...(target.newList !== null ? { newList: target.newList.trim() } : {}),
  ...(target.newList === null && target.list !== null ? { list: target.list } : {}),
});

const breaks = (cell: string) => cell.split("\n").length - 1;

/** The line of the file where each shown row begins: a cell may hold several lines. */
export function linesOf(rows: string[][], format: Format, header: string[]): number[] {
  let line = format.skipLines + 1;
  if (format.header) line += 1 + header.reduce((sum, cell) => sum + breaks(cell), 0);
  return rows.map((row) => {
    const begins = line;
    line += 1 + row.reduce((sum, cell) => sum + breaks(cell), 0);
    return begins;
  });
}

export interface CellProblem {
  /** Null: the row as a whole. */
  column: number | null;
  decision: string;
  reason: string;
}

/** The notes of a preview, at the cell they are about. */
export function problemsOf(
  rows: string[][],
  lines: number[],
  notes: ImportRow[],
): Map<number, CellProblem> {
  const byLine = new Map(notes.map((note) => [note.line, note]));
  const found = new Map<number, CellProblem>();
  rows.forEach((row, at) => {
    const note = byLine.get(lines[at] as number);
    if (!note || note.reason === "") return;
    const column = row.findIndex((cell) => cell.trim() === note.value.trim() && note.value !== "");
    found.set(at, {
      column: column < 0 ? null : column,
      decision: note.decision,
      reason: note.reason,
    });
  });
  return found;
}
