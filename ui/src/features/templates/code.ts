// What the code field does with a text: lines, indenting, going to a place.

export interface Cursor {
  text: string;
  start: number;
  end: number;
}

const step = "  ";

export const lineCount = (text: string): number => text.split("\n").length;

/** Offset of a line and column, both from 1, kept within the text. */
export function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let left = line; left > 1; left -= 1) {
    const next = text.indexOf("\n", at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  const end = text.indexOf("\n", at);
  return Math.min(at + Math.max(column - 1, 0), end < 0 ? text.length : end);
}

/** Tab: indents the chosen lines, or goes on by one step. Shift and Tab takes one back. */
export function indented({ text, start, end }: Cursor, back: boolean): Cursor {
  const chosen = text.slice(start, end);
  if (!back && !chosen.includes("\n"))
    return {
      text: text.slice(0, start) + step + text.slice(end),
      start: start + step.length,
      end: start + step.length,
    };
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const lines = text.slice(from, end).split("\n");
  const next = lines.map((line) => (back ? line.replace(/^ {1,2}|^\t/, "") : step + line));
  const joined = next.join("\n");
  const first = (next[0]?.length ?? 0) - (lines[0]?.length ?? 0);
  return {
    text: text.slice(0, from) + joined + text.slice(end),
    start: Math.max(start + first, from),
    end: from + joined.length,
  };
}

/** A variable as Liquid writes it, with a fallback in quotes that cannot end it. */
export function variableTag(name: string, fallback: string): string {
  const safe = fallback.trim().replaceAll('"', "'");
  return safe === "" ? `{{ ${name} }}` : `{{ ${name} | default: "${safe}" }}`;
}
